/**
 * What Chromium has printed: the texts of a PDF with their places. Reads just what its PDF writer writes: objects one after
 * the other, streams deflated, fonts by glyph with a table to Unicode (ISO 32000-1, 9.10.3).
 */
import { inflateSync } from 'node:zlib';

/** A text in points from the upper left corner of its page; `y` is its baseline. */
export interface PrintedText {
	readonly page: number;
	readonly x: number;
	readonly y: number;
	/** The size of its letters. */
	readonly size: number;
	/** Red, green and blue from 0 to 1. */
	readonly color: readonly number[];
	readonly text: string;
}

type Matrix = readonly [number, number, number, number, number, number];

const UNMOVED: Matrix = [1, 0, 0, 1, 0, 0];

const times = ([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix => [
	a * A + b * C,
	a * B + b * D,
	c * A + d * C,
	c * B + d * D,
	e * A + f * C + E,
	e * B + f * D + F,
];

const matrixOf = (numbers: readonly (string | undefined)[]): Matrix => {
	const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbers.map(Number);
	return [a, b, c, d, e, f];
};

class Objects {
	readonly #bodies = new Map<string, string>();

	constructor(pdf: Buffer) {
		for (const [, id = '', body = ''] of pdf.toString('latin1').matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g))
			this.#bodies.set(id, body);
	}

	all(): readonly string[] {
		return [...this.#bodies.values()];
	}

	body(id: string | undefined): string {
		return this.#bodies.get(id ?? '') ?? '';
	}

	stream(body: string): string {
		const data = /stream\n([\s\S]*)\nendstream/.exec(body)?.[1] ?? '';
		const bytes = Buffer.from(data, 'latin1');
		return (body.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1');
	}

	/** The objects that a dictionary of resources names: `/F4 4 0 R`. */
	named(body: string, kind: 'Font' | 'XObject'): ReadonlyMap<string, string> {
		const resources = /\/Resources (\d+) 0 R/.exec(body)?.[1];
		const own = resources ? this.body(resources) : body;
		const list = new RegExp(`/${kind} ?<<([\\s\\S]*?)>>`).exec(own)?.[1] ?? '';
		return new Map([...list.matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [name, this.body(id)]));
	}

	/** Glyphs to letters. */
	letters(font: string): ReadonlyMap<number, string> {
		const table = this.stream(this.body(/\/ToUnicode (\d+) 0 R/.exec(font)?.[1]));
		const found = new Map<number, string>();
		const text = (hex: string) => (hex.match(/.{4}/g) ?? []).map((each) => Number.parseInt(each, 16));
		for (const [, list = ''] of table.matchAll(/beginbfchar\n([\s\S]*?)endbfchar/g))
			for (const [, glyph = '', to = ''] of list.matchAll(/<(\w+)> <(\w+)>/g))
				found.set(Number.parseInt(glyph, 16), String.fromCharCode(...text(to)));
		for (const [, list = ''] of table.matchAll(/beginbfrange\n([\s\S]*?)endbfrange/g))
			for (const [, first = '', last = '', to = ''] of list.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g))
				for (let glyph = Number.parseInt(first, 16); glyph <= Number.parseInt(last, 16); glyph++)
					found.set(glyph, String.fromCharCode(Number.parseInt(to, 16) + glyph - Number.parseInt(first, 16)));
		return found;
	}
}

const TOKEN = /<([0-9A-Fa-f]*)>|\/(\w+)|(-?[\d.]+)|\[|\]|([A-Za-z*'"]+)/g;

/** Reads a page, or a form on it. */
function read(objects: Objects, body: string, at: Matrix, found: (text: Omit<PrintedText, 'page'>) => void): void {
	const fonts = objects.named(body, 'Font');
	const forms = objects.named(body, 'XObject');
	const contents = /\/Contents (\d+) 0 R/.exec(body)?.[1];
	const kept: Matrix[] = [];
	let [here, line, size, color]: [Matrix, Matrix, number, readonly number[]] = [at, UNMOVED, 1, [0, 0, 0]];
	let letters: ReadonlyMap<number, string> = new Map();
	let [numbers, name, glyphs]: [string[], string, string] = [[], '', ''];
	const operate: Readonly<Record<string, () => void>> = {
		q: () => kept.push(here),
		Q: () => {
			here = kept.pop() ?? at;
		},
		cm: () => {
			here = times(matrixOf(numbers.slice(-6)), here);
		},
		Do: () => {
			const form = forms.get(name) ?? '';
			const own = /\/Matrix \[([^\]]*)\]/.exec(form)?.[1]?.trim().split(/\s+/);
			if (form.includes('/Subtype /Form')) read(objects, form, times(own ? matrixOf(own) : UNMOVED, here), found);
		},
		rg: () => {
			color = numbers.slice(-3).map(Number);
		},
		BT: () => {
			line = UNMOVED;
		},
		Tf: () => {
			letters = objects.letters(fonts.get(name) ?? '');
			size = Number(numbers.at(-1));
		},
		Tm: () => {
			line = matrixOf(numbers.slice(-6));
		},
		Td: () => {
			line = times(matrixOf(['1', '0', '0', '1', ...numbers.slice(-2)]), line);
		},
		Tj: () => {
			const codes = (glyphs.match(/.{4}/g) ?? []).map((each) => Number.parseInt(each, 16));
			const [, , c, d, x, y] = times(line, here);
			const text = codes.map((code) => letters.get(code) ?? '?').join('');
			found({ x, y, size: size * Math.hypot(c, d), color, text });
		},
	};
	for (const [, hex, word, number, operator] of objects
		.stream(contents ? objects.body(contents) : body)
		.matchAll(TOKEN)) {
		if (hex !== undefined) glyphs += hex;
		else if (word !== undefined) name = word;
		else if (number !== undefined) numbers.push(number);
		else if (operator !== undefined) {
			operate[operator === 'TJ' ? 'Tj' : operator]?.();
			[numbers, name, glyphs] = [[], '', ''];
		}
	}
}

/** A letter is so wide on average, in its size. */
const LETTER = 0.47;

/** Where letters are set closer or wider than their font has them, a text is painted in parts. */
function joined(texts: readonly PrintedText[]): PrintedText[] {
	const found: PrintedText[] = [];
	let [start, end] = [0, 0];
	for (const text of texts) {
		const before = found.at(-1);
		const isOnLine = before && before.page === text.page && Math.abs(before.y - text.y) < 0.1;
		if (before && isOnLine && text.x > start && text.x - end < text.size / 2)
			found[found.length - 1] = { ...before, text: before.text + text.text };
		else found.push(text);
		[start, end] = [text.x, text.x + LETTER * text.size * text.text.length];
	}
	return found;
}

/** Every text on the pages, in the order of its painting. */
export function printedTexts(pdf: Buffer): readonly PrintedText[] {
	const objects = new Objects(pdf);
	const pages = objects.all().filter((body) => /\/Type \/Page\b/.test(body));
	const texts = pages.flatMap((body, page) => {
		const texts: PrintedText[] = [];
		const [, height = '0'] = /\/MediaBox \[0 0 [\d.]+ ([\d.]+)\]/.exec(body) ?? [];
		read(objects, body, UNMOVED, (text) => texts.push({ ...text, page, y: Number(height) - text.y }));
		return texts;
	});
	return joined(texts);
}
