import type uPlot from 'uplot';
import type { ChartSpec } from '../chart-spec.ts';
import type { Size, Theme } from './drawing.ts';
import { scaled, widthOf } from './plot-axes.ts';
import { placeOf } from './plot-ranges.ts';
import type { SeriesLook, Shape, Values } from './shape.ts';

/** Far enough apart to be hit one by one (WCAG 2.2, 2.5.8). */
const ROW_PX = 24;
const SWATCH_PX = 12;
export const GAP_PX = 6;
const MIN_PLOT_PX = 420;

/** The dashes of a series, which tell the later ones apart without their colour, or say that it is none like the others. */
export function dashOf(series: number, { forced }: Theme, looks?: readonly SeriesLook[]): readonly number[] {
	if (forced) return forced.dashes[series] ?? [];
	if (looks?.some(({ dashed }) => dashed)) return looks[series]?.dashed ? [6, 3] : series < 4 ? [] : [2, 2];
	return series < 4 ? [] : [6, 3];
}

/** How much room to the right the names of the series take; 0 when they do not fit and a legend is needed. */
export function labelRoom(shape: Shape, { width, height }: Size, theme: Theme): number {
	const { names, looks, intervals } = shape;
	const fits = width >= scaled(theme, MIN_PLOT_PX) && height >= scaled(theme, ROW_PX) * (names.length + 2);
	const isAlone = names.length < 2 && intervals === undefined;
	const isBesideAxis = looks?.some(({ scale }) => scale === 'y2');
	if (isAlone || isBesideAxis || !fits) return 0;
	return Math.min(widthOf(names, theme), width * 0.3) + SWATCH_PX + GAP_PX * 2;
}

function lastValue(values: Values): number | undefined {
	for (let index = values.length - 1; index >= 0; index--) {
		const value = values[index];
		if (value !== null && value !== undefined) return value;
	}
	return undefined;
}

interface LabelSetup {
	readonly theme: Theme;
	readonly spec: ChartSpec | undefined;
	/** Where the names stand on the scale, if not at the last values. */
	readonly ends?: readonly (number | undefined)[] | undefined;
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

/** Puts each series' name beside the end of its line; those without a value are at the bottom. */
export function placeLabels(plot: uPlot, shape: Shape, list: HTMLElement, { theme, spec, ends }: LabelSetup): void {
	const { top, height } = plot.bbox;
	const bottom = (top + height) / devicePixelRatio;
	const rows = shape.series.map<Row>((values, series) => {
		const place = ends ? ends[series] : placeOf(lastValue(values), spec);
		return { series, y: typeof place === 'number' ? top / devicePixelRatio + plot.valToPos(place, 'y') : bottom };
	});
	spread(rows, bottom, scaled(theme, ROW_PX));
	for (const { series, y } of rows) {
		const item = list.children[series];
		if (item instanceof HTMLElement) item.style.transform = `translateY(${Math.round(y)}px) translateY(-50%)`;
	}
}
