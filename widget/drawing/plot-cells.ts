/** From a mark of a plot back to the result: its row, its column, its cell on the axis; and from such a cell to its place. */
import type { Cell } from '../protocol.ts';
import type { Along } from './along.ts';
import { isTime } from './choose.ts';
import type { DataPoint } from './drawing.ts';
import { plainText, timeOf } from './format.ts';
import { nearest } from './plot-window.ts';
import type { Shape, ShapeSource } from './shape.ts';
import { groupName, orderOn, suffixOf } from './shape-series.ts';

/** What is found once a result, when somebody first asks. */
interface Found {
	readonly order: readonly number[] | undefined;
	/** Of the long form: the rows of each place, in their order. */
	readonly rows: ReadonlyMap<number, readonly number[]>;
	/** Of axes that do not stand by what a clock has shown: that, in seconds, by their index. */
	times?: readonly number[] | undefined;
}

const known = new WeakMap<ShapeSource, Found>();

function foundIn(source: ShapeSource): Found {
	const before = known.get(source);
	if (before) return before;
	const rows = new Map<number, number[]>();
	if (source.group !== undefined) {
		source.at.forEach((place, row) => {
			const others = rows.get(place);
			if (others) others.push(row);
			else rows.set(place, [row]);
		});
	}
	const found: Found = { order: orderOn(source.at), rows };
	known.set(source, found);
	return found;
}

/** The column of values of a series; undefined where it is the sum of others of several columns. */
function columnOf({ source, keys }: Shape, series: number): number | undefined {
	const { table, values, group, kept } = source;
	if (values.length === 1) return values[0];
	if (kept[series] === undefined) return undefined;
	if (group === undefined) return values[kept[series]];
	return values.find((column) => keys[series]?.endsWith(suffixOf(table, values, column)));
}

/** The row that a mark was drawn from; undefined where it stands for several, or for none. */
export function rowOf(shape: Shape, series: number, index: number): number | undefined {
	const { source, keys } = shape;
	const { table, values, group, kept } = source;
	if (kept[series] === undefined) return undefined;
	const { order, rows } = foundIn(source);
	if (group === undefined) return order ? order[index] : index;
	const suffix = suffixOf(table, values, columnOf(shape, series) ?? -1);
	const cells = table.data[group] ?? [];
	// Where a series repeats an x, its last row is drawn.
	return rows.get(shape.x[index] ?? Number.NaN)?.findLast((row) => groupName(cells[row]) + suffix === keys[series]);
}

/** The cell of the x axis at an index, as the result has it. */
export function cellAt({ source, x }: Shape, index: number): Cell {
	const { order, rows } = foundIn(source);
	const row = source.group === undefined ? (order ? order[index] : index) : rows.get(x[index] ?? Number.NaN)?.[0];
	return source.table.data[source.x]?.[row ?? -1] ?? null;
}

/** One mark in the terms of the result. The shape is a whole one, not what a zoom shows of it. */
export function pointOf(shape: Shape, series: number, index: number): DataPoint {
	const { table } = shape.source;
	const row = rowOf(shape, series, index);
	const column = columnOf(shape, series);
	const cell = row === undefined || column === undefined ? undefined : table.data[column]?.[row];
	return {
		row,
		series: shape.names[series] ?? '',
		column: column === undefined ? undefined : table.columns[column]?.name,
		x: cellAt(shape, index),
		value: cell ?? shape.series[series]?.[index] ?? null,
	};
}

/** Seconds of each point as a clock has shown them, on an axis of times or of categories; undefined: they are no times. */
export function timesOf(shape: Shape): readonly number[] | undefined {
	const { kind, source, x } = shape;
	if (kind === 'time' && !source.isInstants) return x;
	if (!isTime(source.table.columns[source.x]?.type ?? 'other')) return undefined;
	const found = foundIn(source);
	found.times ??= x.map((_, index) => timeOf(cellAt(shape, index)) / 1000);
	return found.times;
}

/** The index of the point that stands at a cell of another chart's axis; -1: none does. Times are equal by what they mean. */
export function indexOfCell(shape: Shape, cell: Cell): number {
	const times = timesOf(shape);
	if (times) {
		const at = timeOf(cell) / 1000;
		// A little beyond the ends is a time that this chart has no point for.
		const slack = ((times[times.length - 1] ?? 0) - (times[0] ?? 0)) / Math.max(1, times.length - 1);
		const index = nearest(times, at);
		return Number.isNaN(at) || Math.abs((times[index] ?? Number.NaN) - at) > slack ? -1 : index;
	}
	if (shape.kind === 'number') return typeof cell === 'number' ? nearest(shape.x, cell) : -1;
	const text = plainText(cell);
	return shape.x.findIndex((_, index) => plainText(cellAt(shape, index)) === text);
}

const alongs = new WeakMap<Shape, Along>();

/** The x axis of a shape, which is a whole one. */
export function alongOf(shape: Shape): Along {
	const before = alongs.get(shape);
	if (before) return before;
	const { kind, x, xText, locale } = shape;
	const along = { kind, locale, x, xText, cell: (index: number) => cellAt(shape, index), times: () => timesOf(shape) };
	alongs.set(shape, along);
	return along;
}
