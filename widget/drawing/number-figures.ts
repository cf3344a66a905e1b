import type { ChartSpec } from '../chart-spec.ts';
import type { Cell, Table } from '../protocol.ts';
import { isNumber, isTime } from './choose.ts';
import { instantOf, numberOf, plainText } from './format.ts';

/** What a figure is held against. */
export type Comparison =
	/** A column that is the change itself. */
	| { readonly kind: 'change'; readonly column: number }
	/** Another column of the same row. */
	| { readonly kind: 'column'; readonly column: number }
	/** The same column of an earlier row. */
	| { readonly kind: 'row'; readonly row: number };

/** The cells of a result that a number shows, by their places. */
export interface Figures {
	readonly column: number;
	/** The row of the figure: of several, the latest, or without times the last. */
	readonly row: number;
	/** All rows in the order of time, or as they come. */
	readonly order: readonly number[];
	/** The column of times. */
	readonly time: number | undefined;
	readonly comparison: Comparison | undefined;
}

const indexOf = ({ columns }: Table, name: string | undefined): number | undefined => {
	const index = columns.findIndex((column) => column.name === name);
	return index < 0 ? undefined : index;
};

/** Rows by time, where they have one; those without come first, for they are nobody's latest. */
function orderOf(table: Table, time: number | undefined): number[] {
	const rows = Array.from({ length: table.rows }, (_, row) => row);
	if (time === undefined) return rows;
	const times = (table.data[time] ?? []).map((cell) => instantOf(cell));
	const at = (row: number): number => (Number.isNaN(times[row]) ? Number.NEGATIVE_INFINITY : (times[row] ?? 0));
	return rows.sort((a, b) => (at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : a - b));
}

/** Finds the figure of a result, and what it is held against; undefined: there is no column of numbers. */
export function figuresOf(table: Table, spec: ChartSpec | undefined): Figures | undefined {
	const numbers = table.columns.flatMap(({ type }, index) => (isNumber(type) ? [index] : []));
	const named = spec?.y?.map((name) => numbers.find((index) => index === indexOf(table, name)));
	const chosen = named?.every((index) => index !== undefined) ? named : undefined;
	const [column, second] = chosen ?? numbers;
	if (column === undefined) return undefined;
	const time = indexOf(table, spec?.x) ?? table.columns.findIndex(({ type }) => isTime(type));
	const order = orderOf(table, time < 0 ? undefined : time);
	const [row = 0, before] = [order.at(-1), order.at(-2)];
	const own = indexOf(table, spec?.number?.comparison);
	const held = ((): Comparison | undefined => {
		if (own !== undefined) return { kind: 'column', column: own };
		const isChange = spec?.number?.difference === undefined;
		if (second !== undefined && (before === undefined || chosen !== undefined))
			return { kind: isChange ? 'change' : 'column', column: second };
		return before === undefined ? undefined : { kind: 'row', row: before };
	})();
	return { column, row, order, time: time < 0 ? undefined : time, comparison: held };
}

const EXPONENT = /e/i;

/** The difference of two cells, exact to the last digit where both are written in decimals; null where one is missing. */
export function difference(one: Cell | undefined, other: Cell | undefined): Cell {
	const [a, b] = [numberOf(one), numberOf(other)];
	if (a === null || b === null) return null;
	const texts = [plainText(one), plainText(other)];
	if (texts.some((text) => EXPONENT.test(text))) return a - b;
	const decimals = Math.max(...texts.map((text) => text.split('.')[1]?.length ?? 0));
	const [x = 0n, y = 0n] = texts.map((text) => {
		const [whole = '0', part = ''] = text.split('.');
		return BigInt(whole + part.padEnd(decimals, '0'));
	});
	const digits = String(x > y ? x - y : y - x).padStart(decimals + 1, '0');
	const cut = digits.length - decimals;
	const text = `${x < y ? '-' : ''}${digits.slice(0, cut)}${decimals > 0 ? `.${digits.slice(cut)}` : ''}`;
	// So many digits a number holds.
	return text.length <= 15 ? Number(text) : text;
}

/** The difference as a share of what the figure is held against; undefined: of nothing there is none. */
export function shareOf(one: Cell | undefined, other: Cell | undefined): number | undefined {
	const [a, b] = [numberOf(one), numberOf(other)];
	return a === null || b === null || b === 0 ? undefined : (a - b) / Math.abs(b);
}
