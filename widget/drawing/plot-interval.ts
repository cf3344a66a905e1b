import type uPlot from 'uplot';
import type { ChartSpec } from '../chart-spec.ts';
import type { Theme } from './drawing.ts';
import { make } from './make.ts';
import { type Edge, edgesOf, fillBetween } from './plot-edges.ts';
import { intervalSwatch } from './plot-legend.ts';
import { faint } from './plot-options.ts';
import { placeOf, specOn } from './plot-ranges.ts';
import type { Shape, ShapedInterval } from './shape.ts';

const OPACITY = 0.2;
const scaleOf = ({ looks }: Shape, { series }: ShapedInterval) => looks?.[series]?.scale ?? 'y';

/** The ends of the bands of an axis that are in view, as places on its scale. */
export function intervalEnds(
	plot: uPlot,
	shape: Shape,
	{ scale, spec }: { scale: 'y' | 'y2'; spec: ChartSpec },
): number[] {
	// Known by then of the axis that is about to be drawn, unlike the ends of its scale.
	const [first, last] = plot.series[0]?.idxs ?? [0, shape.x.length - 1];
	let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (const interval of shape.intervals ?? []) {
		if (scaleOf(shape, interval) !== scale) continue;
		for (let index = first; index <= last; index++) {
			for (const value of [interval.low[index], interval.high[index]]) {
				const place = placeOf(value, specOn(scale, spec));
				if (place === null || place === undefined) continue;
				[low, high] = [Math.min(low, place), Math.max(high, place)];
			}
		}
	}
	return low <= high ? [low, high] : [];
}

/** Fills the bands, behind everything that has been drawn. */
export function drawIntervals(plot: uPlot, shape: Shape, { theme, spec }: { theme: Theme; spec: ChartSpec }): void {
	const { ctx, bbox } = plot;
	ctx.save();
	ctx.beginPath();
	ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
	ctx.clip();
	ctx.globalCompositeOperation = 'destination-over';
	for (const interval of shape.intervals ?? []) {
		const scale = scaleOf(shape, interval);
		const edges = edgesOf(plot, shape.x, (index): Edge | undefined => {
			const [low, high] = [interval.low, interval.high].map((values) => placeOf(values[index], specOn(scale, spec)));
			if (low === null || low === undefined || high === null || high === undefined) return undefined;
			return [plot.valToPos(low, scale, true), plot.valToPos(high, scale, true)];
		});
		ctx.fillStyle = faint(theme.series[interval.series] ?? theme.ink, OPACITY);
		ctx.fill(fillBetween(edges));
	}
	ctx.restore();
}

/** Names the bands in a legend. */
export function intervalLegend(list: HTMLElement, { intervals = [] }: Shape, theme: Theme): void {
	for (const { series, name } of intervals) {
		const item = make('li', '');
		item.append(intervalSwatch(series, theme), make('span', '', name));
		list.append(item);
	}
}
