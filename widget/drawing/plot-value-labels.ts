import type uPlot from 'uplot';
import type { ChartSpec } from '../chart-spec.ts';
import type { Theme } from './drawing.ts';
import { HUGE, styleOf } from './format.ts';
import { pixelOf } from './pixel.ts';
import { scaled, widthOf } from './plot-axes.ts';
import { type ColumnBox, columnBoxes } from './plot-columns.ts';
import { MAX_COLUMN_PX } from './plot-options.ts';
import { isLogarithmic, isStacked, placeOf, specOn } from './plot-ranges.ts';
import type { Shape, Values } from './shape.ts';

const GAP_PX = 4;
/** A column below zero has its value below it, where an axis without more room would end: a share of the axis. */
const ROOM_BELOW = 0.12;

const endOf = (of: typeof Math.min, values: Values): number =>
	values.reduce<number>((end, value) => of(end, value ?? 0), 0);

interface Pen {
	readonly plot: uPlot;
	readonly shape: Shape;
	readonly theme: Theme;
	readonly spec: ChartSpec;
}

/** The texts of a series' values: in full where each has room, or else shortened. */
function textsOf({ shape, theme, spec }: Pen, series: number, roomPx: number): (value: number) => string {
	const full = (value: number): string => shape.valueText(series, value);
	const values = (shape.series[series] ?? []).flatMap((value) => value ?? []);
	if (widthOf(values.map(full), theme) <= roomPx) return full;
	const { style, ...rest } = styleOf(spec.formats?.[shape.columns[series] ?? ''] ?? {});
	if (style === 'percent' || spec.stack === 'percent') return full;
	const isHuge = values.some((value) => Math.abs(value) >= HUGE);
	const short = new Intl.NumberFormat(theme.locale, {
		...(style && { ...rest, style }),
		...{ notation: isHuge ? 'scientific' : 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 },
	});
	return (value) => short.format(value);
}

/** Black or white, whichever is read more easily on a colour: by its relative luminance (WCAG 2.2). */
function readableOn(color: string): string {
	const [red = 0, green = 0, blue = 0] = [...pixelOf(color)].map((part) => {
		const share = part / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000' : '#fff';
}

/** Values at the ends of columns, or within the pieces of a stack, where there is room. */
function drawColumnValues(pen: Pen, series: number): void {
	const { plot, shape, theme, spec } = pen;
	const { ctx, bbox } = plot;
	const ratio = devicePixelRatio;
	const isPile = isStacked(spec);
	const boxOf = columnBoxes(plot, shape, { mostPx: scaled(theme, MAX_COLUMN_PX), spec, of: series });
	const slot = bbox.width / Math.max(1, shape.x.length) / ratio;
	const roomOf = ({ start, stop }: ColumnBox) => {
		const width = (stop - start) / ratio;
		const isAlone = !isPile && shape.series.length === 1;
		return isAlone ? slot - GAP_PX : width - (isPile ? GAP_PX : 0);
	};
	const values = shape.series[series] ?? [];
	const write = textsOf(pen, series, roomOf(boxOf(0, 0)));
	ctx.fillStyle = isPile ? readableOn(theme.series[series] ?? theme.ink) : theme.ink;
	values.forEach((value, index) => {
		if (value === null || value === undefined) return;
		const box = boxOf(index, value);
		const text = write(value);
		const height = Math.abs(box.end - box.zero);
		if (widthOf([text], theme) > roomOf(box) || (isPile && height < scaled(theme, 16) * ratio)) return;
		const above = value >= 0 ? -1 : 1;
		const y = isPile ? (box.zero + box.end) / 2 : box.end + above * scaled(theme, 9) * ratio;
		ctx.fillText(text, (box.start + box.stop) / 2, y);
	});
}

/** How far beside the ends of columns their values reach, as places of the axis. */
export function valueEnds(shape: Shape, spec: ChartSpec): number[] {
	if (isStacked(spec) || isLogarithmic(spec)) return [];
	const columns = shape.series.filter((_, index) => {
		const { mark, scale } = shape.looks?.[index] ?? {};
		return mark === 'column' && scale === 'y';
	});
	const low = Math.min(0, ...columns.map((values) => endOf(Math.min, values)));
	const high = Math.max(0, ...columns.map((values) => endOf(Math.max, values)));
	return low < 0 ? [low - (high - low) * ROOM_BELOW] : [];
}

/** Values over the points of a line, where they are far enough apart. */
function drawLineValues(pen: Pen, series: number): void {
	const { plot, shape, theme, spec } = pen;
	const { ctx, bbox } = plot;
	const ratio = devicePixelRatio;
	const scale = shape.looks?.[series]?.scale ?? 'y';
	const write = textsOf(pen, series, bbox.width / Math.max(1, shape.x.length) / ratio - GAP_PX);
	ctx.lineJoin = 'round';
	ctx.lineWidth = 3 * ratio;
	ctx.strokeStyle = theme.raised;
	ctx.fillStyle = theme.ink;
	let end = Number.NEGATIVE_INFINITY;
	(shape.series[series] ?? []).forEach((value, index) => {
		const place = placeOf(value, specOn(scale, spec));
		if (value === null || value === undefined || place === null || place === undefined) return;
		const text = write(value);
		const half = (widthOf([text], theme) / 2) * ratio;
		const at = plot.valToPos(shape.x[index] ?? 0, 'x', true);
		const x = Math.min(plot.ctx.canvas.width - half, Math.max(bbox.left + half, at));
		if (x - half < end + GAP_PX * ratio) return;
		end = x + half;
		const y = plot.valToPos(place, scale, true) - scaled(theme, 11) * ratio;
		ctx.strokeText(text, x, y);
		ctx.fillText(text, x, y);
	});
}

/** Writes the values at their marks. */
export function drawValues(plot: uPlot, shape: Shape, { theme, spec }: { theme: Theme; spec: ChartSpec }): void {
	const { ctx } = plot;
	ctx.save();
	ctx.font = `${theme.fontPx * devicePixelRatio}px ${theme.font}`;
	ctx.textAlign = 'center';
	ctx.textBaseline = 'middle';
	shape.series.forEach((_, series) => {
		const isColumn = shape.looks?.[series]?.mark === 'column';
		(isColumn ? drawColumnValues : drawLineValues)({ plot, shape, theme, spec }, series);
	});
	ctx.restore();
}
