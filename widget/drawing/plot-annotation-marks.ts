import type uPlot from 'uplot';
import type { Theme } from './drawing.ts';
import { cut, scaled, widthOf } from './plot-axes.ts';
import type { Annotation, Shape } from './shape.ts';

const STRETCH_OPACITY = 0.12;
const ROW_PX = 16;
const MOST_ROWS = 3;
const MOST_LABEL_PX = 160;

/** The room over the plot in which the first row of labels stands, in CSS pixels. */
export const annotationRoom = (theme: Theme): number => scaled(theme, ROW_PX);

interface Label {
	readonly text: string;
	readonly left: number;
	readonly right: number;
	readonly row: number;
}

/** Puts labels beside their places, in rows, so that none covers another; the text of one without room is left out. */
function labelsOf(
	places: readonly { at: number; label: string }[],
	{ theme, left, right }: { theme: Theme; left: number; right: number },
) {
	const gap = scaled(theme, 6);
	const taken: number[] = [];
	return places.flatMap<Label>(({ at, label }) => {
		const text = cut(label, Math.min(scaled(theme, MOST_LABEL_PX), right - left), theme);
		const width = widthOf([text], theme);
		const start = Math.max(left, Math.min(at, right - width));
		for (let row = 0; row < MOST_ROWS; row++) {
			if (start < (taken[row] ?? Number.NEGATIVE_INFINITY) + gap) continue;
			taken[row] = start + width;
			return [{ text, left: start, right: start + width, row }];
		}
		return [];
	});
}

/** Draws the marks of the x axis: a line or a stripe down the plot, and what is said of it at its top. */
export function drawAnnotations(plot: uPlot, { annotations = [], kind }: Shape, theme: Theme): void {
	if (annotations.length === 0) return;
	const { ctx, bbox } = plot;
	const ratio = devicePixelRatio;
	const clamp = (px: number): number => Math.min(bbox.left + bbox.width, Math.max(bbox.left, px));
	const xOf = (at: number): number => plot.valToPos(at, 'x', true);
	const half = kind === 'category' ? 0.5 : 0;
	const bottom = bbox.top + bbox.height;
	const isSeen = ({ from, to = from }: Annotation): boolean =>
		xOf(to + half) >= bbox.left - 1 && xOf(from - half) <= bbox.left + bbox.width + 1;
	ctx.save();
	ctx.font = `${theme.fontPx * ratio}px ${theme.font}`;
	ctx.textAlign = 'left';
	ctx.textBaseline = 'middle';
	const places = annotations.filter(isSeen).map(({ from, to, label }) => {
		const at = Math.round(to === undefined ? xOf(from) : clamp(xOf(from - half)));
		if (to !== undefined) {
			ctx.globalAlpha = STRETCH_OPACITY;
			ctx.fillStyle = theme.muted;
			ctx.fillRect(at, bbox.top, Math.max(ratio, clamp(xOf(to + half)) - at), bbox.height);
			ctx.globalAlpha = 1;
		} else drawLine(ctx, { at, top: bbox.top, bottom, theme });
		return { at: at / ratio, label };
	});
	const sides = { theme, left: bbox.left / ratio, right: plot.width };
	for (const { text, left, row } of labelsOf(
		places.filter(({ label }) => label !== ''),
		sides,
	)) {
		const y = bbox.top + (row - 0.5) * scaled(theme, ROW_PX) * ratio;
		ctx.lineJoin = 'round';
		ctx.setLineDash([]);
		ctx.strokeStyle = theme.raised;
		ctx.lineWidth = 4 * ratio;
		if (row > 0) ctx.strokeText(text, left * ratio, y);
		ctx.fillStyle = theme.ink;
		ctx.fillText(text, left * ratio, y);
	}
	ctx.restore();
}

interface MarkLine {
	readonly at: number;
	readonly top: number;
	readonly bottom: number;
	readonly theme: Theme;
}

function drawLine(ctx: CanvasRenderingContext2D, { at, top, bottom, theme }: MarkLine): void {
	const ratio = devicePixelRatio;
	ctx.strokeStyle = theme.muted;
	ctx.lineWidth = ratio;
	ctx.setLineDash([2 * ratio, 2 * ratio]);
	ctx.beginPath();
	ctx.moveTo(at + 0.5 * (ratio % 2), top);
	ctx.lineTo(at + 0.5 * (ratio % 2), bottom);
	ctx.stroke();
	ctx.setLineDash([]);
	ctx.fillStyle = theme.muted;
	ctx.beginPath();
	ctx.moveTo(at - 3 * ratio, top);
	ctx.lineTo(at + 3 * ratio, top);
	ctx.lineTo(at, top + 5 * ratio);
	ctx.fill();
}
