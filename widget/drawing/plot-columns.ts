import uPlot from 'uplot';
import type { Shape } from './shape.ts';

type RangeFunction = (plot: uPlot, min: number, max: number) => uPlot.Range.MinMax;

const GROUP_SHARE = 0.72;
const MAX_COLUMN_PX = 72;

interface Place {
	readonly left: number;
	readonly width: number;
}

/** Where the column of one series stands in the slot of one category; canvas pixels, relative to the slot's middle. */
export function columnPlace(slot: number, series: number, count: number): Place {
	const group = Math.min(slot * GROUP_SHARE, MAX_COLUMN_PX * devicePixelRatio * count);
	const width = Math.max(1, group / count);
	const gap = count > 1 && width > 4 ? devicePixelRatio : 0;
	return { left: series * width - group / 2, width: Math.max(1, width - gap) };
}

/** Draws one series as columns from zero, its share of each category's slot; two pixels round at the far end. */
export function columnPaths(shape: () => Shape): uPlot.Series.PathBuilder {
	return (plot, seriesIndex) => {
		const path = new Path2D();
		const { series, x } = shape();
		const values = series[seriesIndex - 1] ?? [];
		const slot = plot.bbox.width / Math.max(1, x.length);
		const { left, width } = columnPlace(slot, seriesIndex - 1, series.length);
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

/** Where values stand on both sides of zero, zero is a line of its own. */
export function drawZero({ ctx, bbox, scales, valToPos }: uPlot, color: string): void {
	if ((scales['y']?.min ?? 0) >= 0) return;
	ctx.fillStyle = color;
	ctx.fillRect(bbox.left, Math.round(valToPos(0, 'y', true)), bbox.width, Math.round(devicePixelRatio));
}

/** Half a slot of room before the first and after the last category. */
export function categoryRange(shape: () => Shape): RangeFunction {
	return () => [-0.5, Math.max(1, shape().x.length) - 0.5];
}

/** Values with zero among them, for columns and areas stand on it. */
export const zeroRange: RangeFunction = (_plot, min, max) => {
	const [low, high] = [Math.min(0, min ?? 0), Math.max(0, max ?? 0)];
	if (low === high) return [0, 1];
	const [, top] = uPlot.rangeNum(low, high, 0.08, true);
	const [bottom] = uPlot.rangeNum(low, high, 0.08, true);
	return [low === 0 ? 0 : bottom, high === 0 ? 0 : top];
};
