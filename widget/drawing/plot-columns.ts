import type uPlot from 'uplot';
import type { Shape } from './shape.ts';

/** What only columns need of a plot; they bring it along, so that no line waits for it. */
export interface ColumnKit {
	readonly columnPaths: typeof columnPaths;
	readonly columnSlot: typeof columnSlot;
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

/** Draws one series as columns from zero, its share of each category's slot; two pixels round at the far end. */
export function columnPaths(shape: () => Shape, mostPx: number): uPlot.Series.PathBuilder {
	return (plot, seriesIndex) => {
		const path = new Path2D();
		const { series, x } = shape();
		const values = series[seriesIndex - 1] ?? [];
		const slot = plot.bbox.width / Math.max(1, x.length);
		const group = Math.min(slot * GROUP_SHARE, mostPx * devicePixelRatio * series.length);
		const { left, width } = columnPlace(group, seriesIndex - 1, series.length);
		const zero = plot.valToPos(0, 'y', true);
		const radius = width > 8 * devicePixelRatio ? 2 * devicePixelRatio : 0;
		values.forEach((value, index) => {
			if (value === null || value === undefined) return;
			const middle = plot.valToPos(index, 'x', true);
			const end = plot.valToPos(value, 'y', true);
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
