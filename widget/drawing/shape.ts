import type { ChartSpec, NumberFormat } from '../chart-spec.ts';
import type { Table } from '../protocol.ts';
import { isNumber, isTime } from './choose.ts';
import { cellFormat, plainText } from './format.ts';
import { axisOf, sorted, writerOf } from './shape-axis.ts';
import { missingOf, type Roles, rolesOf } from './shape-roles.ts';
import { filled, limited, pivot, sharesOf, type Values, wide } from './shape-series.ts';

export type { Values } from './shape-series.ts';

/** How one series is drawn, where not all of them are drawn alike. */
export interface SeriesLook {
	readonly mark: 'line' | 'column';
	/** Its axis: at the left, or the second one at the right. */
	readonly scale: 'y' | 'y2';
	readonly dashed: boolean;
}

/** A band between two values at each x, around a series. */
export interface ShapedInterval {
	readonly series: number;
	readonly name: string;
	readonly low: Values;
	readonly high: Values;
}

/** What is said at a place of the x axis, or of a stretch. */
export interface Annotation {
	readonly from: number;
	readonly to?: number | undefined;
	readonly label: string;
	/** Where it stands, in words. */
	readonly place: string;
}

/** A result made ready for a plot with one shared x: times in seconds, numbers, or positions of categories. */
export interface Shape {
	/** In which it is written, and told of. */
	readonly locale: string | undefined;
	readonly kind: 'time' | 'number' | 'category';
	readonly xName: string;
	/** True when x is a text: without an order of its own, every label must be read. */
	readonly textual: boolean;
	readonly x: readonly number[];
	/** The x of every row of the result; NaN: it is not drawn. */
	readonly at: readonly number[];
	/** Writes one x out in full, by its index. */
	readonly xText: (index: number) => string;
	readonly names: readonly string[];
	readonly series: readonly Values[];
	/** The name of the column of each series' values. */
	readonly columns: readonly string[];
	readonly looks?: readonly SeriesLook[];
	readonly intervals?: readonly ShapedInterval[];
	readonly annotations?: readonly Annotation[];
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
	/** Times are placed by what they are, not by what a clock has shown. */
	readonly isInstants: boolean;
}

const NOTHING = { name: '', type: 'other' } as const;

/** Axis and series of a table, in the order in which they are drawn. */
function found(table: Table, roles: Roles, { ordinal, spec = { version: 1 } }: { ordinal: boolean; spec?: ChartSpec }) {
	const { sort = 'none', timeZone } = spec;
	const axis = axisOf(table, roles.x, {
		ordinal,
		distinct: roles.group !== undefined,
		instants: timeZone !== undefined && table.columns[roles.x]?.type === 'timestamptz',
		whole: sort !== 'none',
	});
	const all = roles.group === undefined ? wide(table, axis, roles.values) : pivot(table, axis, roles);
	if (sort === 'none' || axis.kind !== 'category') return { axis, all };
	const { axis: inOrder, x, series } = sorted(axis, all.series, sort);
	return { axis: inOrder, all: { ...all, x, series } };
}

/** All series are shares of each other; of a combination only its columns are, which are not known here. */
const isShared = ({ stack, type }: { stack?: ChartSpec['stack'] | undefined; type?: ChartSpec['type'] | undefined }) =>
	stack === 'percent' && type !== 'combination';

/** How the values of each series are written. */
function valueWriter(table: Table, columns: readonly number[], locale: string | undefined, spec: Partial<ChartSpec>) {
	const share = isShared(spec) ? ({ style: 'percent' } as const) : undefined;
	const formats = new Map(
		[...new Set(columns)].map((index) => {
			const column = table.columns[index] ?? NOTHING;
			return [
				index,
				cellFormat(column, table.data[index] ?? [], locale, share ?? spec.formats?.[column.name]),
			] as const;
		}),
	);
	return (series: number, value: number) => (formats.get(columns[series] ?? 0) ?? plainText)(value);
}

/** Shapes a table for a plot. `ordinal`: every x is a category of its own, as columns want it. */
export function shapeOf(table: Table, ordinal: boolean, locale: string | undefined, spec?: ChartSpec): Shape {
	const { limit = {}, stack, type, formats = {}, names: called = {} } = spec ?? {};
	const roles = rolesOf(table, spec);
	const xColumn = table.columns[roles.x] ?? NOTHING;
	const { axis, all } = found(table, roles, { ordinal, ...(spec && { spec }) });
	const { kept, series, keys, columns } = limited(all, limit);
	const names = keys.map((key) => called[key] ?? (key || (limit.others ?? '')));
	const written = writerOf(axis, xColumn, table.data[roles.x] ?? [], locale);
	const types = table.columns.map(({ name, type }) => `${name}:${type}`).join();
	const nameOf = (index: number) => table.columns[index]?.name ?? '';
	const isShare = isShared({ stack, type });
	return {
		kind: axis.kind,
		locale,
		xName: called[xColumn.name] ?? xColumn.name,
		textual: !isTime(xColumn.type) && !isNumber(xColumn.type),
		x: all.x,
		at: axis.at,
		xText: (index) => written(all.x[index] ?? 0),
		names,
		keys,
		columns: columns.map(nameOf),
		format: isShare ? { style: 'percent' } : formats[nameOf(roles.values[0] ?? 0)],
		missing: missingOf(table, spec),
		series: isShare ? sharesOf(filled(series, spec?.nulls)) : filled(series, spec?.nulls),
		valueText: valueWriter(table, columns, locale, spec ?? {}),
		total: limit.others === undefined ? all.series.length : series.length,
		uncut: axis.uncut,
		key: `${axis.kind}|${types}|${names.join('|')}`,
		source: { table, ...roles, at: axis.at, kept, isInstants: axis.instants === true },
	};
}
