import type uPlot from 'uplot';
import type { ChartSpec } from '../chart-spec.ts';
import { categoryAxis } from './plot-category-axis.ts';
import { isLogarithmic, isStacked, specOn } from './plot-ranges.ts';
import { specRange } from './plot-spec-range.ts';
import type { Shape, Values } from './shape.ts';

/** What only columns need of a plot; they bring it along, so that no line waits for it. */
export interface ColumnKit {
	readonly columnPaths: typeof columnPaths;
	readonly columnSlot: typeof columnSlot;
	readonly columnAt: typeof columnAt;
	readonly stackedExtent: typeof stackedExtent;
	readonly standing: typeof standing;
	readonly specRange: typeof specRange;
	readonly categoryAxis: typeof categoryAxis;
}

const GROUP_SHARE = 0.72;

interface Place {
	readonly left: number;
	readonly width: number;
}

/** Where the column of one series stands in the group of one category; canvas pixels, relative to the group's middle. */
function columnPlace(group: number, series: number, count: number): Place {
	const width = Math.max(1, group / count);
	const gap = count > 1 && width > 4 ? devicePixelRatio : 0;
	return { left: series * width - group / 2, width: Math.max(1, width - gap) };
}

/** Where a value begins in its stack: positive ones stand on each other, and negative ones hang. */
export function baseOf(series: readonly Values[], of: number, at: number): number {
	const sign = Math.sign(series[of]?.[at] ?? 0);
	return series.slice(0, of).reduce((sum, values) => {
		const value = values[at] ?? 0;
		return Math.sign(value) === sign ? sum + value : sum;
	}, 0);
}

/** The least and the largest end of all stacks. */
export function stackedExtent(series: readonly Values[]): readonly [number, number] {
	let [low, high] = [0, 0];
	(series[0] ?? []).forEach((_, at) => {
		let [down, up] = [0, 0];
		for (const values of series) {
			const value = values[at] ?? 0;
			if (value < 0) down += value;
			else up += value;
		}
		low = Math.min(low, down);
		high = Math.max(high, up);
	});
	return [low, high];
}

/** The series that are columns, of one axis or of both, without those that somebody has hidden. */
export function standing({ series, looks, hidden }: Shape, scale?: 'y' | 'y2'): number[] {
	const indexes = series.map((_, index) => index).filter((index) => !hidden?.has(index));
	if (looks === undefined) return indexes;
	return indexes.filter(
		(index) => looks[index]?.mark === 'column' && (scale ?? looks[index]?.scale) === looks[index]?.scale,
	);
}

/** Where one column stands, in canvas pixels: its sides, and its ends by value. */
export interface ColumnBox {
	readonly start: number;
	readonly stop: number;
	readonly zero: number;
	readonly end: number;
}

export interface ColumnLook {
	/** No column is wider, in CSS pixels. */
	readonly mostPx: number;
	readonly spec: ChartSpec | undefined;
}

/** Finds where the columns of one series stand: beside those of others, or on them. */
export function columnBoxes(plot: uPlot, shape: Shape, { of, mostPx, spec }: ColumnLook & { of: number }) {
	const isPile = isStacked(spec);
	const { series, x, looks } = shape;
	const scale = looks?.[of]?.scale ?? 'y';
	const own = standing(shape);
	const piles = [...new Set(own.map((index) => looks?.[index]?.scale ?? 'y'))];
	const lane = isPile ? piles.indexOf(scale) : own.indexOf(of);
	const lanes = isPile ? piles.length : own.length;
	const slot = plot.bbox.width / Math.max(1, x.length);
	const group = Math.min(slot * GROUP_SHARE, mostPx * devicePixelRatio * lanes);
	const { left, width } = columnPlace(group, lane, lanes);
	const below = isPile ? standing(shape, scale).map((index) => series[index] ?? []) : [];
	const level = below.indexOf(series[of] ?? []);
	const isLog = isLogarithmic(specOn(scale, spec));
	const height = (value: number): number =>
		plot.valToPos(isLog ? (value > 0 ? Math.log10(value) : (plot.scales[scale]?.min ?? 0)) : value, scale, true);
	return (index: number, value: number): ColumnBox => {
		const middle = plot.valToPos(x[index] ?? 0, 'x', true);
		const base = isPile ? baseOf(below, level, index) : 0;
		const start = Math.round(middle + left);
		return {
			start,
			stop: Math.max(start + 1, Math.round(middle + left + width)),
			zero: height(base),
			end: height(base + value),
		};
	};
}

/** Draws one series as columns from zero, its share of each category's slot; two pixels round at the far end. */
export function columnPaths(shape: () => Shape, look: ColumnLook): uPlot.Series.PathBuilder {
	return (plot, seriesIndex) => {
		const path = new Path2D();
		const now = shape();
		const boxOf = columnBoxes(plot, now, { ...look, of: seriesIndex - 1 });
		(now.series[seriesIndex - 1] ?? []).forEach((value, index) => {
			if (value === null || value === undefined) return;
			const { start, stop, zero, end } = boxOf(index, value);
			const radius = stop - start > 8 * devicePixelRatio && !isStacked(look.spec) ? 2 * devicePixelRatio : 0;
			const corners = value >= 0 ? [radius, radius, 0, 0] : [0, 0, radius, radius];
			path.roundRect(start, Math.min(zero, end), stop - start, Math.abs(end - zero), corners);
		});
		return { fill: path, stroke: path, clip: null, band: null, flags: 1 };
	};
}

/** The slot of one category over the plot, in CSS pixels. */
export function columnSlot(plot: uPlot, index: number, count: number): Place {
	const width = plot.over.clientWidth / Math.max(1, count);
	return { left: index * width, width };
}

interface Spot extends ColumnLook {
	/** Which group, from 0. */
	readonly index: number;
	/** CSS pixels over the plot. */
	readonly left: number;
	readonly top: number;
}

/** The series whose column is at a spot, or the nearest to it in its group. */
export function columnAt(plot: uPlot, shape: Shape, { index, left, top, ...look }: Spot): number | undefined {
	const ratio = devicePixelRatio;
	const isPile = isStacked(look.spec);
	const distance = (of: number): number => {
		const { start, stop, zero, end } = columnBoxes(plot, shape, { ...look, of })(index, shape.series[of]?.[index] ?? 0);
		const aside = Math.abs(left - ((start + stop) / 2 - plot.bbox.left) / ratio);
		if (!isPile) return aside;
		const [high, low] = [Math.min(zero, end), Math.max(zero, end)].map((px) => (px - plot.bbox.top) / ratio) as [
			number,
			number,
		];
		return Math.max(0, high - top, top - low) * plot.width + aside;
	};
	const filled = standing(shape).filter((each) => typeof shape.series[each]?.[index] === 'number');
	return filled.sort((a, b) => distance(a) - distance(b))[0];
}

export const COLUMNS: ColumnKit = {
	columnAt,
	columnPaths,
	columnSlot,
	stackedExtent,
	standing,
	specRange,
	categoryAxis,
};
