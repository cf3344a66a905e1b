import type uPlot from 'uplot';
import type { ChartSpec } from '../chart-spec.ts';
import type { Theme } from './drawing.ts';
import { cut, scaled } from './plot-axes.ts';
import { placeOf } from './plot-ranges.ts';

const BAND_OPACITY = 0.12;

/** What an author has put into the plot beside the values: stripes, lines with a name, and what the axis measures. */
export function drawMarks(plot: uPlot, spec: ChartSpec, theme: Theme): void {
	const { ctx, bbox } = plot;
	const ratio = devicePixelRatio;
	const inset = scaled(theme, 4) * ratio;
	const bottom = bbox.top + bbox.height;
	const at = (value: number | undefined, otherwise: number): number => {
		const place = placeOf(value, spec);
		return place === undefined || place === null
			? otherwise
			: Math.min(bottom, Math.max(bbox.top, plot.valToPos(place, 'y', true)));
	};
	const write = (text: string, y: number): void => {
		const place = [cut(text, bbox.width / ratio, theme), bbox.left + bbox.width - inset, y] as const;
		ctx.strokeStyle = theme.raised;
		ctx.lineWidth = inset;
		ctx.setLineDash([]);
		ctx.lineJoin = 'round';
		ctx.strokeText(...place);
		ctx.fillStyle = theme.ink;
		ctx.fillText(...place);
	};
	ctx.save();
	ctx.font = `${theme.fontPx * ratio}px ${theme.font}`;
	ctx.textAlign = 'right';
	for (const { from, to, label, color } of spec.bands ?? []) {
		const [top, end] = [at(to, bbox.top), at(from, bottom)];
		if (end <= top) continue;
		ctx.globalAlpha = BAND_OPACITY;
		ctx.fillStyle = color ?? theme.muted;
		ctx.fillRect(bbox.left, top, bbox.width, end - top);
		ctx.globalAlpha = 1;
		ctx.textBaseline = 'top';
		if (label) write(label, top + inset);
	}
	ctx.textBaseline = 'bottom';
	for (const { value, label, color } of spec.thresholds ?? []) {
		const y = Math.round(at(value, bottom));
		ctx.strokeStyle = color ?? theme.ink;
		ctx.lineWidth = Math.round(ratio * 1.5);
		ctx.setLineDash([inset, inset]);
		ctx.beginPath();
		ctx.moveTo(bbox.left, y);
		ctx.lineTo(bbox.left + bbox.width, y);
		ctx.stroke();
		if (label) write(label, y - inset / 2);
	}
	if (spec.yAxis?.title) {
		ctx.textAlign = 'left';
		ctx.textBaseline = 'top';
		ctx.fillStyle = theme.muted;
		ctx.fillText(cut(spec.yAxis.title, plot.width, theme), 0, 0);
	}
	if (spec.xAxis?.title) {
		ctx.textAlign = 'right';
		ctx.textBaseline = 'bottom';
		ctx.fillStyle = theme.muted;
		ctx.fillText(cut(spec.xAxis.title, plot.width, theme), bbox.left + bbox.width, ctx.canvas.height);
	}
	ctx.restore();
}
