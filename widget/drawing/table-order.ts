import type { Cell, Column } from '../protocol.ts';
import { isNumber, isTime } from './column-types.ts';
import { compareDecimals, decimalOf } from './decimal.ts';
import { instantOf, plainText, timeOf } from './format.ts';

/** By which column rows are put in order, and which way. */
export interface Order {
	/** The name of the column. */
	readonly column: string;
	readonly way: 'ascending' | 'descending';
}

/** Ascending, descending, and as the result has them. */
export function nextOrder(before: Order | undefined, column: string): Order | undefined {
	if (before?.column !== column) return { column, way: 'ascending' };
	return before.way === 'ascending' ? { column, way: 'descending' } : undefined;
}

/** The places of distinct cells among each other, as a number each: equal ones share theirs. */
function ranksOf(sorted: readonly Cell[], compare: (a: Cell, b: Cell) => number): Map<Cell, number> {
	const ranks = new Map<Cell, number>();
	sorted.forEach((cell, index) => {
		const before = sorted[index - 1] ?? null;
		const isEqual = index > 0 && compare(before, cell) === 0;
		ranks.set(cell, isEqual ? (ranks.get(before) ?? 0) : index);
	});
	return ranks;
}

/** Nearly the order of a collator, by code units: digits as wide as each other, without case and accents. */
function roughly(text: string): string {
	const plain = /^[ -~]*$/.test(text) ? text : text.normalize('NFD').replace(/\p{M}/gu, '');
	return plain.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(16, '0'));
}

/**
 * Texts as the reader's language has them, with numbers in them by their size. A collator is slow, and quick at what is
 * nearly in order: so that is what it gets.
 */
function textKeys(cells: readonly Cell[], locale: string | undefined): Float64Array {
	const { compare } = new Intl.Collator(locale, { numeric: true });
	const texts = cells.map((cell) => (cell === null ? null : plainText(cell)));
	const distinct = [...new Set(texts)].filter((text) => text !== null);
	const rough = new Map(distinct.map((text) => [text, roughly(text)]));
	const near = (a: string, b: string): number => ((rough.get(a) ?? '') < (rough.get(b) ?? '') ? -1 : 1);
	const sorted = distinct.sort(near).sort(compare);
	const ranks = ranksOf(sorted, (a, b) => compare(plainText(a), plainText(b)));
	return Float64Array.from(texts, (text) => ranks.get(text) ?? Number.NaN);
}

/** Long decimals that are one number to JavaScript differ in their digits. */
export function compareNumbers(a: Cell, b: Cell): number {
	const [one, other] = [Number(a), Number(b)];
	if (one !== other) return Number.isNaN(one) ? 1 : Number.isNaN(other) ? -1 : one - other;
	const [exact, exactOther] = [decimalOf(a), decimalOf(b)];
	return exact && exactOther ? compareDecimals(exact, exactOther) : 0;
}

function numberKeys(cells: readonly Cell[]): Float64Array {
	if (cells.every((cell) => typeof cell === 'number' || cell === null)) {
		return Float64Array.from(cells, (cell) => (cell === null ? Number.NaN : Number(cell)));
	}
	const distinct = [...new Set(cells)].filter((cell) => cell !== null).sort(compareNumbers);
	const ranks = ranksOf(distinct, compareNumbers);
	return Float64Array.from(cells, (cell) => ranks.get(cell) ?? Number.NaN);
}

/** By the instant, to the microsecond. What is no time of the calendar is before or after all of them. */
function timeKey(cell: Cell, type: Column['type']): number {
	if (cell === null) return Number.NaN;
	const [time, text] = [type === 'timestamptz' ? instantOf(cell) : timeOf(cell), plainText(cell)];
	if (Number.isNaN(time)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
	const beyondMs = text.length > 23 ? /:\d\d\.\d{3}(\d+)/.exec(text)?.[1] : undefined;
	return beyondMs === undefined ? time : time + Number(`0.${beyondMs}`);
}

/** A number for each cell, in the order of the cells; NaN for a null. */
export function orderKeys({ type }: Column, cells: readonly Cell[], locale: string | undefined): Float64Array {
	if (isNumber(type)) return numberKeys(cells);
	return isTime(type) ? Float64Array.from(cells, (cell) => timeKey(cell, type)) : textKeys(cells, locale);
}

/** The rows as they are. */
export function rowsTo(end: number): Uint32Array {
	const rows = new Uint32Array(end);
	for (let row = 0; row < end; row++) rows[row] = row;
	return rows;
}

/** The rows by their keys. A null comes last either way; equal rows stay as they were. */
export function rowsBy(keys: Float64Array, way: Order['way']): Uint32Array {
	const sign = way === 'ascending' ? 1 : -1;
	const all = rowsTo(keys.length);
	const known = all.filter((row) => !Number.isNaN(keys[row]));
	known.sort((a, b) => {
		const [one, other] = [keys[a] ?? 0, keys[b] ?? 0];
		return one < other ? -sign : one > other ? sign : a - b;
	});
	all.set(known);
	let end = known.length;
	for (let row = 0; row < keys.length; row++) {
		if (Number.isNaN(keys[row])) all[end++] = row;
	}
	return all;
}
