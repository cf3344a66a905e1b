import type { Cell, Column, Table } from '../protocol.ts';
import { isNumber, isTime } from './choose.ts';
import { numberOf, plainText, timeOf } from './format.ts';

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

/** Texts as the reader's language has them, with numbers in them by their size. */
function comparer({ type }: Column, locale: string | undefined): (a: Cell, b: Cell) => number {
	const { compare } = new Intl.Collator(locale, { numeric: true });
	const asTexts = (a: Cell, b: Cell): number => compare(plainText(a), plainText(b));
	const size = isNumber(type) ? numberOf : isTime(type) ? timeOf : undefined;
	if (size === undefined) return asTexts;
	// Long decimals that are one number to JavaScript differ in their digits, which count the other way below 0.
	return (a, b) => {
		const [one, other] = [size(a) ?? Number.NaN, size(b) ?? Number.NaN];
		const texts = (): number => (one < 0 ? asTexts(b, a) : asTexts(a, b));
		return one - other || texts();
	};
}

const indexesTo = (end: number): number[] => Array.from({ length: end }, (_, row) => row);

export interface Ordering {
	/** Undefined: as the result has them. */
	readonly order: Order | undefined;
	readonly locale: string | undefined;
	/** So many rows are wanted. */
	readonly most: number;
}

/** The indexes of the first rows, in order. A null comes last either way; equal rows stay as the result has them. */
export function orderedRows(table: Table, { order, locale, most }: Ordering): readonly number[] {
	const index = table.columns.findIndex(({ name }) => name === order?.column);
	const [column, cells] = [table.columns[index], table.data[index]];
	if (order === undefined || column === undefined || cells === undefined) return indexesTo(Math.min(table.rows, most));
	const compare = comparer(column, locale);
	const sign = order.way === 'ascending' ? 1 : -1;
	const rows = indexesTo(table.rows).sort((a, b) => {
		const [one, other] = [cells[a] ?? null, cells[b] ?? null];
		if (one === null || other === null) return Number(one === null) - Number(other === null);
		return sign * compare(one, other);
	});
	return rows.slice(0, most);
}
