import type uPlot from 'uplot';
import type { Shape, Values } from './shape.ts';

/** What only columns need of a plot; they bring it along, so that no line waits for it. */
export interface ColumnKit {
	readonly columnPaths: typeof columnPaths;
	readonly columnSlot: typeof columnSlot;
	readonly columnAt: typeof columnAt;
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

/** The series that have a column of their own in each group: those that nobody has hidden. */
const shownIn = ({ series, hidden }: Shape): number[] =>
	series.map((_, index) => index).filter((index) => !hidden?.has(index));

/** The width of one group of columns, in canvas pixels. */
function groupWidth(plot: uPlot, { x }: Shape, { count, mostPx }: { count: number; mostPx: number }): number {
	const slot = plot.bbox.width / Math.max(1, x.length);
	return Math.min(slot * GROUP_SHARE, mostPx * devicePixelRatio * count);
}

/** Draws one series as columns from zero, its share of each category's slot; two pixels round at the far end. */
export function columnPaths(shape: () => Shape, mostPx: number, isStacked: boolean): uPlot.Series.PathBuilder {
	return (plot, seriesIndex) => {
		const path = new Path2D();
		const now = shape();
		const { series, x } = now;
		const values = series[seriesIndex - 1] ?? [];
		const shown = shownIn(now);
		const count = isStacked ? 1 : Math.max(1, shown.length);
		const group = groupWidth(plot, now, { count, mostPx });
		const { left, width } = columnPlace(group, isStacked ? 0 : Math.max(0, shown.indexOf(seriesIndex - 1)), count);
		const radius = width > 8 * devicePixelRatio && !isStacked ? 2 * devicePixelRatio : 0;
		values.forEach((value, index) => {
			if (value === null || value === undefined) return;
			const middle = plot.valToPos(x[index] ?? 0, 'x', true);
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

interface Spot {
	/** Which group, from 0. */
	readonly index: number;
	/** CSS pixels over the plot. */
	readonly left: number;
	readonly top: number;
	readonly isStacked: boolean;
	/** As for `columnPaths`. */
	readonly mostPx: number;
}

/** The series whose column is at a spot, or the nearest to it in its group. */
export function columnAt(plot: uPlot, shape: Shape, spot: Spot): number | undefined {
	const { index, left, top, isStacked, mostPx } = spot;
	const { series, x } = shape;
	const shown = shownIn(shape);
	const group = groupWidth(plot, shape, { count: shown.length, mostPx }) / devicePixelRatio;
	const distance = (each: number): number => {
		const base = isStacked ? baseOf(series, each, index) : 0;
		const [from, to] = [plot.valToPos(base, 'y'), plot.valToPos(base + (series[each]?.[index] ?? 0), 'y')];
		if (isStacked) return Math.max(0, Math.min(from, to) - top, top - Math.max(from, to));
		const place = columnPlace(group, shown.indexOf(each), shown.length);
		return Math.abs(left - plot.valToPos(x[index] ?? 0, 'x') - place.left - place.width / 2);
	};
	const filled = shown.filter((each) => typeof series[each]?.[index] === 'number');
	return filled.sort((a, b) => distance(a) - distance(b))[0];
}
