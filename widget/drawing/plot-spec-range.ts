import type uPlot from 'uplot';
import type { ChartSpec } from '../chart-spec.ts';
import type { ColumnKit } from './plot-columns.ts';
import { isLogarithmic, isStacked, placeOf, type RangeFunction } from './plot-ranges.ts';
import type { Shape } from './shape.ts';

interface RangeSetup {
	readonly spec: ChartSpec | undefined;
	readonly columns: ColumnKit | undefined;
	readonly shape: () => Shape;
	/** Values that have their place on the axis beside those of the series. */
	readonly beside?: ((plot: uPlot) => readonly number[]) | undefined;
	readonly scale?: 'y' | 'y2';
}

/** The range as the author wants it: with the thresholds on it, to the tops of the stacks, and with its own ends. */
export function specRange(
	{ spec, columns, shape, beside, scale = 'y' }: RangeSetup,
	range: RangeFunction,
): RangeFunction {
	if (spec === undefined) return range;
	const isLog = isLogarithmic(spec);
	const marks = (spec.thresholds ?? []).flatMap(({ value }) => placeOf(value, spec) ?? []);
	const own = [placeOf(spec.yAxis?.min, spec), placeOf(spec.yAxis?.max, spec)];
	return (plot, least, most) => {
		const { series } = shape();
		const stacked = isStacked(spec) ? columns?.standing(shape(), scale).map((index) => series[index] ?? []) : undefined;
		const ends = stacked && stacked.length > 0 ? (columns?.stackedExtent(stacked) ?? []) : [];
		// Nothing to draw has no ends of its own.
		const all = [least, most, ...ends, ...marks, ...(beside?.(plot) ?? [])];
		const known = all.filter((value) => value !== null && value !== undefined);
		if (known.length === 0) return range(plot, least, most);
		const [min, max] = [Math.min(...known), Math.max(...known)];
		const [from, to] = isLog ? [Math.floor(min + 1e-9), Math.ceil(max - 1e-9)] : range(plot, min, max);
		const top = isLog && from === to ? (to ?? 0) + 1 : spec.stack === 'percent' && max <= 1 ? Math.min(1, to ?? 1) : to;
		const [start, end] = [own[0] ?? from ?? 0, own[1] ?? top ?? 1];
		return start < end ? [start, end] : [start, start + 1];
	};
}
