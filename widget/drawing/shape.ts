import type { ChartSpec, Limit, NumberFormat } from '../chart-spec.ts';
import type { Cell, Column, Table } from '../protocol.ts';
import { isNumber, isTime } from './choose.ts';
import { axisTimeFormat, cellFormat, numberOf, plainText, timeOf } from './format.ts';

/** One value a point: `null` is a gap in the line, `undefined` (only in pivoted series) is no point at all. */
export type Values = readonly (number | null | undefined)[];

/** A result made ready for a plot with one shared x: times in seconds, numbers, or positions of categories. */
export interface Shape {
	readonly kind: 'time' | 'number' | 'category';
	readonly xName: string;
	/** True when x is a text: without an order of its own, every label must be read. */
	readonly textual: boolean;
	readonly x: readonly number[];
	/** Writes one x out in full, by its index. */
	readonly xText: (index: number) => string;
	readonly names: readonly string[];
	readonly series: readonly Values[];
	readonly valueText: (series: number, value: number) => string;
	/** How many series there were; at most as many as there are colours are drawn. */
	readonly total: number;
	/** How many categories there were, if more than are drawn. */
	readonly uncut?: number | undefined;
	/** The names as they are in the result, by which an author gives colours; the last is '' where it is the others'. */
	readonly keys: readonly string[];
	/** How the values are written on their axis. */
	readonly format: NumberFormat | undefined;
	/** Columns that the specification names and the result lacks. */
	readonly missing: readonly string[];
	/** Equal keys: the same plot can take the new values in place. */
	readonly key: string;
	readonly source: ShapeSource;
	/** Series that whoever looks has hidden, by index: they have no values, and no room among columns. */
	readonly hidden?: ReadonlySet<number>;
}

/** What a shape was made of, for whoever asks which row a mark stands for. Columns by their index. */
export interface ShapeSource {
	readonly table: Table;
	readonly x: number;
	readonly values: readonly number[];
	/** The column whose values name the series. */
	readonly group: number | undefined;
	/** The place of each row on the axis. NaN: it has none. */
	readonly at: readonly number[];
	/** Which of all series are drawn; a last one beyond them is the sum of the others. */
	readonly kept: readonly number[];
}

export const MAX_SERIES = 8;
/** More categories than this are neither told apart nor drawn in time. */
export const MAX_CATEGORIES = 500;

interface Roles {
	readonly x: number;
	readonly values: readonly number[];
	readonly group: number | undefined;
}

/** Which column is the axis, which are the values, and which one, if any, names the series. */
export function rolesOf(table: Table, { x: xName, y, series }: Partial<ChartSpec> = {}): Roles {
	const named = (name: string | undefined) => {
		const index = table.columns.findIndex((column) => column.name === name);
		return index < 0 ? undefined : index;
	};
	const indexes = table.columns.map((_, index) => index);
	const typeOf = (index: number) => table.columns[index]?.type ?? 'other';
	const numbers = indexes.filter((index) => isNumber(typeOf(index)));
	const labels = indexes.filter((index) => !isNumber(typeOf(index)) && !isTime(typeOf(index)));
	const x = named(xName) ?? indexes.find((index) => isTime(typeOf(index))) ?? labels[0] ?? numbers[0] ?? 0;
	const own = y?.flatMap((name) => named(name) ?? []).filter((index) => numbers.includes(index)) ?? [];
	return {
		x,
		values: own.length > 0 ? own : numbers.filter((index) => index !== x),
		group: named(series) ?? (own.length > 0 ? undefined : labels.find((index) => index !== x)),
	};
}

interface Axis {
	readonly kind: Shape['kind'];
	/** The x of every row. NaN: the row cannot be placed. */
	readonly at: readonly number[];
	readonly text?: readonly Cell[];
	readonly uncut?: number | undefined;
}

/** `distinct`: rows of the same category have the same place; else every row has one of its own. */
function axisOf(table: Table, x: number, { ordinal, distinct }: { ordinal: boolean; distinct: boolean }): Axis {
	const column = table.columns[x] ?? { name: '', type: 'other' as const };
	const cells = table.data[x] ?? [];
	if (!ordinal && isTime(column.type)) {
		return { kind: 'time', at: cells.map((cell) => timeOf(cell) / 1000) };
	}
	if (!ordinal && isNumber(column.type)) {
		const at = cells.every((cell) => typeof cell === 'number')
			? cells
			: cells.map((cell) => numberOf(cell) ?? Number.NaN);
		return { kind: 'number', at: at as readonly number[] };
	}
	const places = new Map<string | number, number>();
	const text: Cell[] = [];
	const at = new Array<number>(cells.length);
	for (const row of orderOf(cells, isTime(column.type))) {
		const cell = cells[row] ?? null;
		const key = distinct ? plainText(cell) : row;
		const place = places.get(key) ?? places.size;
		places.set(key, place);
		text[place] = cell;
		at[row] = place < MAX_CATEGORIES ? place : Number.NaN;
	}
	return { kind: 'category', at, text, uncut: text.length > MAX_CATEGORIES ? text.length : undefined };
}

/** Categories keep the order of the rows, for it is the author's; times are put in their own. */
export function orderOf(cells: readonly Cell[], sorted: boolean): number[] {
	const order = cells.map((_, row) => row);
	return sorted ? order.sort((a, b) => (plainText(cells[a]) < plainText(cells[b]) ? -1 : 1)) : order;
}

function isAscending(values: readonly number[]): boolean {
	for (let index = 1; index < values.length; index++) {
		if (!((values[index - 1] ?? 0) <= (values[index] ?? 0))) return false;
	}
	return !Number.isNaN(values[0] ?? 0);
}

const numbersOf = (cells: readonly Cell[]): Values =>
	cells.every((cell) => typeof cell === 'number' || cell === null)
		? (cells as readonly (number | null)[])
		: cells.map(numberOf);

/** The rows in the order of the axis, without those that have no place on it; undefined: as they come. */
export function orderOn(at: readonly number[]): readonly number[] | undefined {
	if (isAscending(at)) return undefined;
	const order = at.map((_, row) => row).filter((row) => !Number.isNaN(at[row]));
	return order.sort((a, b) => (at[a] ?? 0) - (at[b] ?? 0));
}

/** Wide form: every column of numbers is a series. Copies nothing when x is in order already. */
function wide(table: Table, axis: Axis, values: readonly number[]): Pick<Shape, 'x' | 'series' | 'names'> {
	const names = values.map((index) => table.columns[index]?.name ?? '');
	const series = values.map((index) => numbersOf(table.data[index] ?? []));
	const order = orderOn(axis.at);
	if (order === undefined) return { x: axis.at, series, names };
	return {
		x: order.map((row) => axis.at[row] ?? 0),
		series: series.map((each) => order.map((row) => each[row])),
		names,
	};
}

export const groupName = (cell: Cell | undefined): string => plainText(cell) || 'none';

/** What a series of several columns of values is called behind the name of its group. */
export const suffixOf = ({ columns }: Table, values: readonly number[], column: number): string =>
	values.length > 1 ? ` · ${columns[column]?.name ?? ''}` : '';

/** Long form: each value of the column `group` is a series. Where one repeats an x, its last row counts. */
function pivot(table: Table, axis: Axis, { values, group = 0 }: Roles): Pick<Shape, 'x' | 'series' | 'names'> {
	const x = [...new Set(axis.at)].filter((at) => !Number.isNaN(at)).sort((a, b) => a - b);
	const places = new Map(x.map((at, place) => [at, place]));
	const found = new Map<string, (number | null | undefined)[]>();
	const groups = table.data[group] ?? [];
	for (const index of values) {
		const suffix = suffixOf(table, values, index);
		const cells = table.data[index] ?? [];
		for (let row = 0; row < axis.at.length; row++) {
			const place = places.get(axis.at[row] ?? Number.NaN);
			if (place === undefined) continue;
			const name = groupName(groups[row]) + suffix;
			const line = found.get(name) ?? new Array<number | null | undefined>(x.length).fill(undefined);
			line[place] = numberOf(cells[row]);
			found.set(name, line);
		}
	}
	return { x, series: [...found.values()], names: [...found.keys()] };
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

/** How one x is written out in full. */
function writerOf(
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
		const times = axis.text?.map(timeOf) ?? [];
		const format = axisTimeFormat(times, locale);
		return (x) => (Number.isNaN(times[x] ?? Number.NaN) ? 'none' : format.format(times[x]));
	}
	const format = cellFormat(column, cells, locale);
	return (x) => format(axis.text?.[x]) || 'none';
}

/** The sum of several series at each x. */
export function sumOf(series: readonly Values[]): Values {
	const [first = []] = series;
	return first.map((_, at) => {
		const values = series.flatMap((each) => each[at] ?? []);
		return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) : null;
	});
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

/** Which series are drawn: the largest, and the sum of the others where the author has a name for it. */
function limited(all: Pick<Shape, 'series' | 'names'>, { series: most = MAX_SERIES, others }: Limit) {
	const fits = all.series.length <= most;
	const kept = largest(all.series, fits || others === undefined ? most : Math.max(1, most - 1));
	const series = kept.map((index) => all.series[index] ?? []);
	const keys = kept.map((index) => all.names[index] ?? '');
	if (fits || others === undefined) return { kept, series, keys };
	const rest = all.series.filter((_, index) => !kept.includes(index));
	return { kept, series: [...series, sumOf(rest)], keys: [...keys, ''] };
}

/** Shapes a table for a plot. `ordinal`: every x is a category of its own, as columns want it. */
export function shapeOf(table: Table, ordinal: boolean, locale: string | undefined, spec?: ChartSpec): Shape {
	const { limit = {}, stack, formats: own = {}, names: called = {} } = spec ?? {};
	const roles = rolesOf(table, spec);
	const xColumn = table.columns[roles.x] ?? { name: '', type: 'other' as const };
	const axis = axisOf(table, roles.x, { ordinal, distinct: roles.group !== undefined });
	const all = roles.group === undefined ? wide(table, axis, roles.values) : pivot(table, axis, roles);
	const { kept, series, keys } = limited(all, limit);
	const names = keys.map((key) => called[key] ?? (key || (limit.others ?? '')));
	const isShare = stack === 'percent';
	const format = isShare ? ({ style: 'percent' } as const) : own[table.columns[roles.values[0] ?? 0]?.name ?? ''];
	const written = writerOf(axis, xColumn, table.data[roles.x] ?? [], locale);
	const formats = roles.values.map((index) => {
		const column = table.columns[index];
		return column
			? cellFormat(column, table.data[index] ?? [], locale, isShare ? format : own[column.name])
			: plainText;
	});
	const types = table.columns.map(({ name, type }) => `${name}:${type}`).join();
	return {
		kind: axis.kind,
		xName: called[xColumn.name] ?? xColumn.name,
		textual: !isTime(xColumn.type) && !isNumber(xColumn.type),
		x: all.x,
		xText: (index) => written(all.x[index] ?? 0),
		names,
		keys,
		format,
		missing: [spec?.x, spec?.series, ...(spec?.y ?? [])].flatMap((name) =>
			name === undefined || table.columns.some((column) => column.name === name) ? [] : name,
		),
		series: isShare ? sharesOf(filled(series, spec?.nulls)) : filled(series, spec?.nulls),
		valueText: (series, value) => (formats[roles.group === undefined ? (kept[series] ?? 0) : 0] ?? plainText)(value),
		total: limit.others === undefined ? all.series.length : series.length,
		uncut: axis.uncut,
		key: `${axis.kind}|${types}|${names.join('|')}`,
		source: { table, ...roles, at: axis.at, kept },
	};
}
