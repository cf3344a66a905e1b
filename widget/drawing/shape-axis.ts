import type { Cell, Column, Table } from '../protocol.ts';
import { isNumber, isTime } from './choose.ts';
import { axisTimeFormat, cellFormat, instantOf, numberOf, plainText, timeOf, timeText } from './format.ts';
import type { Values } from './shape-series.ts';

/** More categories than this are neither told apart nor drawn in time. */
export const MAX_CATEGORIES = 500;

export interface Axis {
	readonly kind: 'time' | 'number' | 'category';
	/** The x of every row. NaN: the row cannot be placed. */
	readonly at: readonly number[];
	readonly text?: readonly Cell[];
	/** Times are placed by what they are, not by what a clock has shown. */
	readonly instants?: boolean;
	/** How many categories there were, if more than are drawn. */
	readonly uncut?: number | undefined;
}

export interface AxisOptions {
	/** Every x is a category. */
	readonly ordinal: boolean;
	/** Rows of the same category have the same place; else every row has one of its own. */
	readonly distinct: boolean;
	/** Times are placed by what they are, not by what a clock has shown. */
	readonly instants: boolean;
	/** Categories are put in order, and cut, by `sorted`. */
	readonly whole: boolean;
}

export function axisOf(table: Table, x: number, { ordinal, distinct, instants, whole }: AxisOptions): Axis {
	const column = table.columns[x] ?? { name: '', type: 'other' as const };
	const cells = table.data[x] ?? [];
	if (!ordinal && isTime(column.type)) {
		const read = instants ? instantOf : timeOf;
		return { kind: 'time', instants, at: cells.map((cell) => read(cell) / 1000) };
	}
	if (!ordinal && isNumber(column.type)) {
		const at = cells.every((cell) => typeof cell === 'number')
			? cells
			: cells.map((cell) => numberOf(cell) ?? Number.NaN);
		return { kind: 'number', at: at as readonly number[] };
	}
	const most = whole ? Number.POSITIVE_INFINITY : MAX_CATEGORIES;
	const places = new Map<string | number, number>();
	const text: Cell[] = [];
	const at = new Array<number>(cells.length);
	for (const row of orderOf(cells, isTime(column.type))) {
		const cell = cells[row] ?? null;
		const key = distinct ? plainText(cell) : row;
		const place = places.get(key) ?? places.size;
		places.set(key, place);
		text[place] = cell;
		at[row] = place < most ? place : Number.NaN;
	}
	return { kind: 'category', at, text, uncut: text.length > most ? text.length : undefined };
}

/** Categories keep the order of the rows, for it is the author's; times are put in their own. */
export function orderOf(cells: readonly Cell[], isTimes: boolean): number[] {
	const order = cells.map((_, row) => row);
	if (!isTimes) return order;
	const times = cells.map(instantOf);
	const texts = (a: number, b: number): number => (plainText(cells[a]) < plainText(cells[b]) ? -1 : 1);
	return order.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || texts(a, b));
}

/** Where each category stands once they are in order by the sum of their values, and those that are drawn. */
export function sorted(axis: Axis, series: readonly Values[], way: 'ascending' | 'descending') {
	const { text = [] } = axis;
	const sums = text.map((_, at) => {
		const values = series.flatMap((each) => each[at] ?? []);
		return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) : undefined;
	});
	const sign = way === 'ascending' ? 1 : -1;
	const order = text.map((_, at) => at);
	order.sort((a, b) => {
		const [one, other] = [sums[a], sums[b]];
		if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
		return sign * (one - other);
	});
	const kept = order.slice(0, MAX_CATEGORIES);
	const places = new Map(kept.map((at, place) => [at, place]));
	return {
		axis: {
			...axis,
			at: axis.at.map((at) => places.get(at) ?? Number.NaN),
			text: kept.map((at) => text[at] ?? null),
			uncut: text.length > kept.length ? text.length : undefined,
		},
		x: kept.map((_, place) => place),
		series: series.map((values) => kept.map((at) => values[at])),
	};
}

/** How one x is written out in full. */
export function writerOf(
	axis: Axis,
	column: Column,
	cells: readonly Cell[],
	locale: string | undefined,
): (x: number) => string {
	if (axis.kind === 'time') {
		const sample = axis.at.slice(0, 1000).map((seconds) => seconds * 1000);
		const format = axisTimeFormat(sample, locale);
		return (x) => format.format(x * 1000);
	}
	if (axis.kind === 'number') return cellFormat(column, cells, locale);
	if (isTime(column.type)) {
		const format = axisTimeFormat(axis.text?.map(timeOf) ?? [], locale);
		return (x) => timeText(axis.text?.[x], format) || 'none';
	}
	const format = cellFormat(column, cells, locale);
	return (x) => format(axis.text?.[x]) || 'none';
}
