import type { ColorScale } from '../chart-spec.ts';
import { type Color, colorOf, colorOfLab, hexOf, type Lab, labOf, mixed } from './color.ts';

/**
 * How numbers become colours, for whatever has cells: pure, from colours to colours. A ramp is a straight way through
 * OKLab, so that equal steps of a number look equal, and its lightness goes one way only, away from the page, so that it
 * can be told without seeing hues. A diverging one has two such ways of equal length, from near the page to two hues.
 */
export interface ScaleColors {
	/** What lies behind the cells. Each of these in hex or `rgb()`. */
	readonly page: string;
	/** The hue of the largest values. */
	readonly high: string;
	/** The hue of those below the middle of a diverging scale. Blue and orange keep apart for colour-blind eyes. */
	readonly low: string;
}

/** The least and the largest of the values that are shown. */
export interface Extent {
	readonly min: number;
	readonly max: number;
}

export interface Scale {
	readonly kind: 'sequential' | 'diverging';
	readonly min: number;
	readonly max: number;
	/** As `#rrggbb`; a value beyond the ends has the colour of the end. */
	colorOf(value: number): string;
	/** So many colours from one end to the other, two or more: for a legend, or a library that mixes by itself. */
	ramp(count: number): readonly string[];
}

/** So many colours are told apart at most; odd, so that a middle has one of its own. */
const STEPS = 257;
/** How far the ramp's beginning has left the page, so that a cell of the least value is still seen to be one. */
const FIRST = 0.1;

/** The extent of the numbers among these; of none, from 0 to 0. */
export function extentOf(values: Iterable<number | null | undefined>): Extent {
	let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (const value of values) {
		if (value === null || value === undefined) continue;
		if (value < min) min = value;
		if (value > max) max = value;
	}
	return min <= max ? { min, max } : { min: 0, max: 0 };
}

type Ends = Pick<Scale, 'kind' | 'min' | 'max'> & { readonly middle: number };

/** Ends that nobody has named are as far from the middle as the farthest value, so that equal colours are equal distances. */
function endsOf({ kind, min, max, middle }: ColorScale, extent: Extent): Ends {
	const isDiverging =
		kind === undefined ? middle !== undefined || (extent.min < 0 && extent.max > 0) : kind === 'diverging';
	if (!isDiverging) {
		return { kind: 'sequential', min: min ?? extent.min, max: max ?? extent.max, middle: Number.NaN };
	}
	const center = middle ?? 0;
	const reach = Math.max(Math.abs(extent.min - center), Math.abs(extent.max - center));
	return { kind: 'diverging', min: min ?? center - reach, max: max ?? center + reach, middle: center };
}

/** Where a value stands between two ends, from 0 to 1; in the middle where they are one. */
function placeBetween(value: number, from: number, to: number): number {
	// Halves: the distance of two huge numbers of unlike sign is beyond what a number holds.
	const length = to / 2 - from / 2;
	if (!(length > 0)) return value < from ? 0 : value > to ? 1 : 0.5;
	return Math.min(1, Math.max(0, (value / 2 - from / 2) / length));
}

function placeOf(value: number, { kind, min, max, middle }: Ends): number {
	if (kind === 'sequential') return placeBetween(value, min, max);
	if (value < middle) return placeBetween(value, min, middle) / 2;
	return value === middle ? 0.5 : 0.5 + placeBetween(value, middle, max) / 2;
}

/** A hue at the far end of a ramp: as far from the page in lightness as it may be and still be that hue. */
function endOf(color: Color, lightness: number): Lab {
	const [, a, b] = labOf(color);
	return labOf(colorOfLab([lightness, a, b]));
}

function mixedSteps(kind: Scale['kind'], colors: ScaleColors): readonly string[] {
	const page = labOf(colorOf(colors.page));
	const isDark = page[0] < 0.5;
	const far = kind === 'diverging' ? (isDark ? 0.78 : 0.5) : isDark ? 0.84 : 0.42;
	const high = endOf(colorOf(colors.high), far);
	const low = endOf(colorOf(colors.low), far);
	const first = mixed(page, kind === 'diverging' ? [far, page[1], page[2]] : high, FIRST);
	return Array.from({ length: STEPS }, (_, step) => {
		const place = step / (STEPS - 1);
		const distance = kind === 'sequential' ? place : Math.abs(2 * place - 1);
		return hexOf(colorOfLab(mixed(first, kind === 'diverging' && place < 0.5 ? low : high, distance)));
	});
}

/** Of the scale that was mixed last: a live chart asks for the same one with each result. */
let last: { readonly of: string; readonly steps: readonly string[] } = { of: '', steps: [] };

function stepsOf(kind: Scale['kind'], colors: ScaleColors): readonly string[] {
	const of = [kind, colors.page, colors.high, colors.low].join(' ');
	if (last.of !== of) last = { of, steps: mixedSteps(kind, colors) };
	return last.steps;
}

export function colorScale(spec: ColorScale, extent: Extent, colors: ScaleColors): Scale {
	const ends = endsOf(spec, extent);
	const steps = stepsOf(ends.kind, colors);
	const at = (place: number): string => steps[Math.round(place * (STEPS - 1))] ?? '';
	return {
		kind: ends.kind,
		min: ends.min,
		max: ends.max,
		colorOf: (value) => at(placeOf(value, ends)),
		ramp: (count) => Array.from({ length: count }, (_, index) => at(index / Math.max(1, count - 1))),
	};
}
