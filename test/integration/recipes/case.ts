/** How the tests of recipes say what has to come out: computed here, from the rows that go in, by the textbook. */
import type { Cell, ParamValue } from '../../../widget/protocol.ts';

export type Row = Readonly<Record<string, Cell>>;

export interface Given {
	readonly params: Readonly<Record<string, ParamValue>>;
	/** The time zone of the run. */
	readonly zone: string;
	/** What the columns of the table are called, by slot. */
	readonly columns: Readonly<Record<string, string>>;
}

export interface RecipeCase {
	/** Rows go in by slot, and come out by the columns that are held against the recipe's; others are not looked at. */
	readonly expected: (rows: readonly Row[], given: Given) => readonly Row[];
	/** Rows go in as they are; without it those with a null in any slot are left out first. */
	readonly keepsNulls?: boolean;
	/** Other parameters with which the sample is asked once more. */
	readonly others?: readonly Given['params'][];
	/** Of a recipe that has no slots: the columns that its tables are made of. */
	readonly wholeTable?: readonly string[];
}

export const num = (row: Row, slot: string): number => Number(row[slot]);
export const text = (row: Row, slot: string): string => String(row[slot]);
export const param = ({ params }: Given, name: string): number => Number(params[name]);

/** In the order of their first appearance. */
export function grouped<T, K extends string | number>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
	const groups = new Map<K, T[]>();
	for (const item of items) {
		const group = groups.get(keyOf(item));
		if (group === undefined) groups.set(keyOf(item), [item]);
		else group.push(item);
	}
	return groups;
}

/** Groups by a slot, in the order of their names. */
export const byName = (rows: readonly Row[], slot: string): [string, Row[]][] =>
	[...grouped(rows, (row) => text(row, slot))].sort(([a], [b]) => (a < b ? -1 : 1));

/** Ordered by several things, one after the other. */
export function ordered<T>(items: readonly T[], ...keys: ((item: T) => number | string)[]): T[] {
	const keyed = items.map((item) => ({ item, by: keys.map((keyOf) => keyOf(item)) }));
	keyed.sort((one, other) => {
		const at = one.by.findIndex((key, place) => key !== other.by[place]);
		return at < 0 ? 0 : (one.by[at] ?? 0) < (other.by[at] ?? 0) ? -1 : 1;
	});
	return keyed.map(({ item }) => item);
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
/** Of decimals with two places: to the cent. */
export const exactSum = (values: readonly number[]): number =>
	sum(values.map((value) => Math.round(value * 100))) / 100;
export const meanOf = (values: readonly number[]): number => sum(values) / values.length;
export const isVaried = (values: readonly number[]): boolean => new Set(values).size > 1;

/** Type 7 of Hyndman and Fan: linear between the values. */
export function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	const place = share * (sorted.length - 1);
	const below = sorted[Math.floor(place)] ?? Number.NaN;
	const above = sorted[Math.ceil(place)] ?? Number.NaN;
	return below + (above - below) * (place - Math.floor(place));
}

/** A finite number, or null. */
export const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
