import type uPlot from 'uplot';
import type { ChartSpec } from '../chart-spec.ts';
import type { Theme } from './drawing.ts';
import { cut, scaled, widthOf } from './plot-axes.ts';
import { placeOf } from './plot-ranges.ts';
import type { SeriesLook, Shape, Values } from './shape.ts';

const ROW_PX = 16;
const SWATCH_PX = 10;
const GAP_PX = 6;
const MIN_PLOT_PX = 420;

/** The dashes of a series, which tell the later ones apart without their colour, or say that it is none like the others. */
export function dashOf(series: number, { forced }: Theme, looks?: readonly SeriesLook[]): readonly number[] {
	if (forced) return forced.dashes[series] ?? [];
	if (looks?.some(({ dashed }) => dashed)) return looks[series]?.dashed ? [6, 3] : series < 4 ? [] : [2, 2];
	return series < 4 ? [] : [6, 3];
}

/** How much room to the right the names of the series take; 0 when they do not fit and a legend is needed. */
export function labelRoom(shape: Shape, width: number, theme: Theme): number {
	const isAlone = shape.names.length < 2 && shape.intervals === undefined;
	const isBesideAxis = shape.looks?.some(({ scale }) => scale === 'y2');
	if (isAlone || isBesideAxis || width < scaled(theme, MIN_PLOT_PX)) return 0;
	return Math.min(widthOf(shape.names, theme), width * 0.3) + SWATCH_PX + GAP_PX * 2;
}

function lastValue(values: Values): number | undefined {
	for (let index = values.length - 1; index >= 0; index--) {
		const value = values[index];
		if (value !== null && value !== undefined) return value;
	}
	return undefined;
}

interface Row {
	readonly series: number;
	y: number;
}

/** Moves rows apart until none covers another, and back into the plot where they ran out of it. */
function spread(rows: Row[], bottom: number, step: number): void {
	rows.sort((a, b) => a.y - b.y);
	rows.forEach((row, index) => {
		row.y = Math.max(row.y, (rows[index - 1]?.y ?? Number.NEGATIVE_INFINITY) + step);
	});
	let limit = bottom;
	for (const row of [...rows].reverse()) {
		row.y = Math.min(row.y, limit);
		limit = row.y - step;
	}
}

interface LabelSetup {
	/** CSS pixels at the right. */
	readonly room: number;
	readonly theme: Theme;
	readonly spec: ChartSpec | undefined;
	/** Where the names stand on the scale, if not at the last values. */
	readonly ends?: readonly (number | undefined)[] | undefined;
}

/** Writes each series' name at the end of its line. */
export function drawLabels(plot: uPlot, shape: Shape, { room, theme, spec, ends }: LabelSetup): void {
	const { ctx, bbox } = plot;
	const ratio = devicePixelRatio;
	const rows = shape.series.flatMap<Row>((values, series) => {
		const place = ends ? ends[series] : placeOf(lastValue(values), spec);
		return place === undefined || place === null ? [] : [{ series, y: plot.valToPos(place, 'y', true) }];
	});
	spread(rows, bbox.top + bbox.height, scaled(theme, ROW_PX) * ratio);
	ctx.save();
	ctx.font = `${theme.fontPx * ratio}px ${theme.font}`;
	ctx.textBaseline = 'middle';
	ctx.textAlign = 'left';
	ctx.lineWidth = 2 * ratio;
	const left = bbox.left + bbox.width + GAP_PX * ratio;
	for (const { series, y } of rows) {
		ctx.strokeStyle = theme.series[series] ?? theme.ink;
		ctx.setLineDash(dashOf(series, theme, shape.looks).length > 0 ? [3 * ratio, 2 * ratio] : []);
		ctx.beginPath();
		ctx.moveTo(left, y);
		ctx.lineTo(left + SWATCH_PX * ratio, y);
		ctx.stroke();
		ctx.fillStyle = theme.muted;
		const text = cut(shape.names[series] ?? '', room - SWATCH_PX - GAP_PX * 2, theme);
		ctx.fillText(text, left + (SWATCH_PX + GAP_PX - 1) * ratio, y);
	}
	ctx.restore();
}
