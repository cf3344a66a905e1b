import type uPlot from 'uplot';
import type { Shape, Values } from './shape.ts';

/** What only columns need of a plot; they bring it along, so that no line waits for it. */
export interface ColumnKit {
	readonly columnPaths: typeof columnPaths;
	readonly columnSlot: typeof columnSlot;
	readonly stackedExtent: typeof stackedExtent;
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

/** Draws one series as columns from zero, its share of each category's slot; two pixels round at the far end. */
export function columnPaths(shape: () => Shape, mostPx: number, isStacked: boolean): uPlot.Series.PathBuilder {
	return (plot, seriesIndex) => {
		const path = new Path2D();
		const { series, x } = shape();
		const values = series[seriesIndex - 1] ?? [];
		const slot = plot.bbox.width / Math.max(1, x.length);
		const count = isStacked ? 1 : series.length;
		const group = Math.min(slot * GROUP_SHARE, mostPx * devicePixelRatio * count);
		const { left, width } = columnPlace(group, isStacked ? 0 : seriesIndex - 1, count);
		const radius = width > 8 * devicePixelRatio && !isStacked ? 2 * devicePixelRatio : 0;
		values.forEach((value, index) => {
			if (value === null || value === undefined) return;
			const middle = plot.valToPos(index, 'x', true);
			const base = isStacked ? baseOf(series, seriesIndex - 1, index) : 0;
			const zero = plot.valToPos(base, 'y', true);
			const end = plot.valToPos(base + value, 'y', true);
			const start = Math.round(middle + left);
			const stop = Math.max(start + 1, Math.round(middle + left + width));
			const corners = value >= 0 ? [radius, radius, 0, 0] : [0, 0, radius, radius];
			path.roundRect(start, Math.min(zero, end), stop - start, Math.abs(end - zero), corners);
		});
		return { fill: path, stroke: null, clip: null, band: null, flags: 1 };
	};
}

/** The slot of one category over the plot, in CSS pixels. */
export function columnSlot(plot: uPlot, index: number, count: number): Place {
	const width = plot.over.clientWidth / Math.max(1, count);
	return { left: index * width, width };
}
