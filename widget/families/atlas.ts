import { plainText } from '../drawing/format.ts';
import type { Cell } from '../protocol.ts';
import { normal } from './place-names.ts';

/** Shapes as they are packed into a chunk of their own: lines that neighbours share are there once. */
export interface Shapes {
	/** The grid that all places are on. */
	readonly size: readonly [number, number];
	/** One word a line: its steps from place to place, each number in digits of base 32. */
	readonly arcs: string;
	/**
	 * `codes|name|polygons`: polygons by `;`, their rings by `/`, the lines of a ring by `,`, backwards where it is
	 * below 0 (as `~index`); or `@x,y` where the area is too small for a shape.
	 */
	readonly areas: readonly string[];
}

export interface Box {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

export interface Polygon extends Box {
	/** An SVG path on the grid. */
	readonly path: string;
	/** The centre of gravity of its outer ring. */
	readonly middle: readonly [number, number];
}

/** A country, a state. */
export interface Place {
	/** Its first code, or its name where it has none. */
	readonly key: string;
	readonly codes: readonly string[];
	readonly name: string;
	/** The largest first; none where there is only a dot. */
	readonly polygons: readonly Polygon[];
	readonly dot: readonly [number, number] | undefined;
}

export interface Atlas {
	readonly size: readonly [number, number];
	readonly places: readonly Place[];
	/** By name, another name, or code; in whatever case. */
	find(cell: Cell): Place | undefined;
}

type Point = readonly [number, number];

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));

/** The numbers of a word: digits of base 32, the least first; 32 more: another one follows. The lowest bit is the sign. */
function numbersOf(word: string): number[] {
	const numbers: number[] = [];
	let [value, unit] = [0, 1];
	for (const digit of word) {
		const part = VALUES.get(digit) ?? 0;
		value += (part % 32) * unit;
		unit *= 32;
		if (part >= 32) continue;
		numbers.push(value % 2 === 1 ? -(value - 1) / 2 : value / 2);
		[value, unit] = [0, 1];
	}
	return numbers;
}

function lineOf(word: string): Point[] {
	const steps = numbersOf(word);
	let [x, y] = [0, 0];
	return Array.from({ length: steps.length / 2 }, (_, at): Point => {
		[x, y] = [x + (steps[2 * at] ?? 0), y + (steps[2 * at + 1] ?? 0)];
		return [x, y];
	});
}

/** Each line begins where the one before it ends: that place is there once. */
function ringOf(text: string, lines: readonly (readonly Point[])[]): Point[] {
	return text.split(',').flatMap((part, at) => {
		const index = Number(part);
		const line = index < 0 ? [...(lines[~index] ?? [])].reverse() : (lines[index] ?? []);
		return at === 0 ? line : line.slice(1);
	});
}

function boxOf(ring: readonly Point[]): Box {
	const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
	return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

export const sizeOf = ({ left, right, top, bottom }: Box): number => (right - left) * (bottom - top);

function middleOf(ring: readonly Point[]): Point {
	let [area, x, y] = [0, 0, 0];
	ring.forEach(([x1, y1], at) => {
		const [x2, y2] = ring[(at + 1) % ring.length] ?? [x1, y1];
		const cross = x1 * y2 - x2 * y1;
		[area, x, y] = [area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross];
	});
	return area === 0 ? (ring[0] ?? [0, 0]) : [x / (3 * area), y / (3 * area)];
}

function polygonOf(text: string, lines: readonly (readonly Point[])[]): Polygon {
	const rings = text.split('/').map((ring) => ringOf(ring, lines));
	const path = rings.map((ring) => `M${ring.map(([x, y]) => `${x} ${y}`).join('L')}Z`).join('');
	const [outer = []] = rings;
	return { ...boxOf(outer), path, middle: middleOf(outer) };
}

function placeOf(text: string, lines: readonly (readonly Point[])[]): Place {
	const [codes = '', name = '', shape = ''] = text.split('|');
	const all = codes.split(' ').filter(Boolean);
	const [x = 0, y = 0] = shape.slice(1).split(',').map(Number);
	const isDot = shape.startsWith('@');
	const polygons = isDot ? [] : shape.split(';').map((polygon) => polygonOf(polygon, lines));
	return {
		key: all[0] ?? name,
		codes: all,
		name,
		polygons: polygons.sort((a, b) => sizeOf(b) - sizeOf(a)),
		dot: isDot ? [x, y] : undefined,
	};
}

export interface AtlasSetup {
	/** Other names by code, one code a line: `GB: UK, Great Britain`. */
	readonly aliases: string;
	/** The English name of a code, where a list of them is at hand. */
	readonly nameOf?: (code: string) => string | undefined;
}

function indexOf(places: readonly Place[], { aliases, nameOf }: AtlasSetup): ReadonlyMap<string, Place> {
	const byCode = new Map(places.map((place) => [place.key, place]));
	const others = aliases
		.trim()
		.split('\n')
		.flatMap((line) => {
			const [code = '', names = ''] = line.split(':');
			const place = byCode.get(code.trim());
			return place ? names.split(',').map((name) => [normal(name), place] as const) : [];
		});
	const own = places.flatMap((place) => {
		const names = [place.name, nameOf?.(place.key) ?? '', ...place.codes];
		return names.filter(Boolean).map((name) => [normal(name), place] as const);
	});
	return new Map([...own, ...others]);
}

/** Unpacks shapes, once: when a place is first asked for. */
export function atlasOf(shapes: Shapes, setup: AtlasSetup): Atlas {
	let known: { readonly places: readonly Place[]; readonly index: ReadonlyMap<string, Place> } | undefined;
	const unpacked = () => {
		if (known) return known;
		const lines = shapes.arcs.split(' ').map(lineOf);
		const places = shapes.areas.map((area) => placeOf(area, lines));
		known = { places, index: indexOf(places, setup) };
		return known;
	};
	return {
		size: shapes.size,
		get places() {
			return unpacked().places;
		},
		find(cell) {
			const { index } = unpacked();
			const text = normal(plainText(cell));
			// Codes of digits lose their zeros in a column of numbers.
			return (
				index.get(text) ??
				(/^\d{1,2}$/.test(text) ? (index.get(text.padStart(2, '0')) ?? index.get(text.padStart(3, '0'))) : undefined)
			);
		},
	};
}
