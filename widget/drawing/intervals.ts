import type { ChartSpec } from '../chart-spec.ts';
import type { Table } from '../protocol.ts';
import { type Shape, type ShapedInterval, shapeOf } from './shape.ts';

const MANY = 10_000;

/**
 * The bands between the two columns of an interval: one for each value of the column `series`, or a single one, around
 * the first series that is dashed, or else the first of all.
 */
export function intervalsOf(table: Table, shape: Shape, spec: ChartSpec): readonly ShapedInterval[] | undefined {
	const { interval, ...rest } = spec;
	if (interval === undefined) return undefined;
	const { low, high, label = 'Interval' } = interval;
	const own: ChartSpec = { ...rest, stack: 'none', nulls: 'gap', limit: { series: MANY } };
	const ordinal = shape.kind === 'category';
	const ends = shapeOf(table, ordinal, undefined, { ...own, y: [low, high], names: {} });
	const valuesOf = (key: string) => ends.series[ends.keys.indexOf(key)];
	const around = (series: number, suffix: string): ShapedInterval[] => {
		const [from, to] = [valuesOf(suffix + low), valuesOf(suffix + high)];
		const name = suffix && shape.series.length > 1 ? `${shape.names[series]}, ${label}` : label;
		return from && to ? [{ series, name, low: from, high: to }] : [];
	};
	const isGrouped = ends.keys.some((key) => key !== low && key !== high);
	const found = isGrouped
		? shape.keys.flatMap((key, series) => around(series, `${key} · `))
		: around(Math.max(0, shape.looks?.findIndex(({ dashed }) => dashed) ?? 0), '');
	return found.length > 0 ? found : undefined;
}
