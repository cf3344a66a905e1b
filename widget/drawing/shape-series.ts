import type { ChartSpec, Limit } from '../chart-spec.ts';
import type { Cell, Table } from '../protocol.ts';
import { numberOf, plainText } from './format.ts';
import type { Axis } from './shape-axis.ts';
import type { Roles } from './shape-roles.ts';

/** One value a point: `null` is a gap in the line, `undefined` (only in pivoted series) is no point at all. */
export type Values = readonly (number | null | undefined)[];

export const MAX_SERIES = 8;

/** Series as a result has them, before any is left out. */
export interface Found {
	readonly x: readonly number[];
	readonly series: readonly Values[];
	readonly names: readonly string[];
	/** The index of the column of values of each. */
	readonly columns: readonly number[];
}

function isAscending(values: readonly number[]): boolean {
	for (let index = 1; index < values.length; index++) {
		if (!((values[index - 1] ?? 0) <= (values[index] ?? 0))) return false;
	}
	return !Number.isNaN(values[0] ?? 0);
}

/** The rows in the order of the axis, without those that have no place on it; undefined: as they come. */
export function orderOn(at: readonly number[]): readonly number[] | undefined {
	if (isAscending(at)) return undefined;
	const order = at.map((_, row) => row).filter((row) => !Number.isNaN(at[row]));
	return order.sort((a, b) => (at[a] ?? 0) - (at[b] ?? 0));
}

const numbersOf = (cells: readonly Cell[]): Values =>
	cells.every((cell) => typeof cell === 'number' || cell === null)
		? (cells as readonly (number | null)[])
		: cells.map(numberOf);

/** Wide form: every column of numbers is a series. Copies nothing when x is in order already. */
export function wide(table: Table, axis: Axis, values: readonly number[]): Found {
	const names = values.map((index) => table.columns[index]?.name ?? '');
	const series = values.map((index) => numbersOf(table.data[index] ?? []));
	const order = orderOn(axis.at);
	if (order === undefined) return { x: axis.at, series, names, columns: values };
	return {
		x: order.map((row) => axis.at[row] ?? 0),
		series: series.map((each) => order.map((row) => each[row])),
		names,
		columns: values,
	};
}

export const groupName = (cell: Cell | undefined): string => plainText(cell) || 'none';

/** What a series of several columns of values is called behind the name of its group. */
export const suffixOf = ({ columns }: Table, values: readonly number[], column: number): string =>
	values.length > 1 ? ` · ${columns[column]?.name ?? ''}` : '';

/** Long form: each value of the column `group` is a series. Where one repeats an x, its last row counts. */
export function pivot(table: Table, axis: Axis, { values, group = 0 }: Roles): Found {
	const x = [...new Set(axis.at)].filter((at) => !Number.isNaN(at)).sort((a, b) => a - b);
	const places = new Map(x.map((at, place) => [at, place]));
	const found = new Map<string, { line: (number | null | undefined)[]; column: number }>();
	const groups = table.data[group] ?? [];
	for (const index of values) {
		const suffix = suffixOf(table, values, index);
		const cells = table.data[index] ?? [];
		for (let row = 0; row < axis.at.length; row++) {
			const place = places.get(axis.at[row] ?? Number.NaN);
			if (place === undefined) continue;
			const name = groupName(groups[row]) + suffix;
			const each = found.get(name) ?? { line: new Array<undefined>(x.length).fill(undefined), column: index };
			each.line[place] = numberOf(cells[row]);
			found.set(name, each);
		}
	}
	const all = [...found.values()];
	return { x, series: all.map(({ line }) => line), names: [...found.keys()], columns: all.map(({ column }) => column) };
}

/** The series with the largest sums of sizes, in the order they came in. */
export function largest(series: readonly Values[], most: number): number[] {
	const indexes = series.map((_, index) => index);
	if (indexes.length <= most) return indexes;
	const sums = series.map((values) => values.reduce<number>((sum, value) => sum + Math.abs(value ?? 0), 0));
	return indexes
		.sort((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0))
		.slice(0, most)
		.sort((a, b) => a - b);
}

/** The sum of several series at each x. */
export function sumOf(series: readonly Values[]): Values {
	const [first = []] = series;
	return first.map((_, at) => {
		const values = series.flatMap((each) => each[at] ?? []);
		return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) : null;
	});
}

/** Which series are drawn: the largest, and the sum of the others where the author has a name for it. */
export function limited(all: Found, { series: most = MAX_SERIES, others }: Limit) {
	const fits = all.series.length <= most;
	const kept = largest(all.series, fits || others === undefined ? most : Math.max(1, most - 1));
	const series = kept.map((index) => all.series[index] ?? []);
	const keys = kept.map((index) => all.names[index] ?? '');
	const columns = kept.map((index) => all.columns[index] ?? 0);
	if (fits || others === undefined) return { kept, series, keys, columns };
	const rest = all.series.filter((_, index) => !kept.includes(index));
	return { kept, series: [...series, sumOf(rest)], keys: [...keys, ''], columns: [...columns, all.columns[0] ?? 0] };
}

/** Each value as a share of the sizes at its x. */
export function sharesOf(series: readonly Values[]): Values[] {
	const [first = []] = series;
	const totals = first.map((_, at) => series.reduce((sum, values) => sum + Math.abs(values[at] ?? 0), 0));
	return series.map((values) => values.map((value, at) => (value ? value / (totals[at] || 1) : value)));
}

/** Missing values as the author means them: `connect` leaves out the point, so that the line goes on. */
export const filled = (series: readonly Values[], nulls: ChartSpec['nulls']): readonly Values[] =>
	nulls === undefined || nulls === 'gap'
		? series
		: series.map((values) => values.map((value) => value ?? (nulls === 'zero' ? 0 : undefined)));
