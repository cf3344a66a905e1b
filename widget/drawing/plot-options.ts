import uPlot from 'uplot';
import type { ChartSpec } from '../chart-spec.ts';
import type { denseLine } from './dense-line.ts';
import type { DrawingType, Theme } from './drawing.ts';
import { pixelOf } from './pixel.ts';
import { numberAxis, scaled, timeAxis, valueAxis } from './plot-axes.ts';
import type { categoryAxis } from './plot-category-axis.ts';
import type { ColumnKit } from './plot-columns.ts';
import type { PlotExtras } from './plot-extras.ts';
import { dashOf } from './plot-labels.ts';
import { categoryRange, zeroRange } from './plot-ranges.ts';
import type { Shape, Values } from './shape.ts';

/** The colour with this opacity, whatever way it is written. */
export function faint(color: string, opacity: number): string {
	const [red, green, blue] = pixelOf(color);
	return `rgba(${red},${green},${blue},${opacity})`;
}

export const MAX_COLUMN_PX = 72;

const isValue = (value: number | null | undefined): boolean => value !== null && value !== undefined;

/** The points with no neighbour, which a line alone would not show. */
function lonely(values: Values): number[] | null {
	if (!values.includes(null) && values.length > 1) return null;
	const found: number[] = [];
	values.forEach((value, index) => {
		if (isValue(value) && !isValue(values[index - 1]) && !isValue(values[index + 1])) found.push(index);
	});
	return found;
}

function seriesOptions({ type, theme, shape, columns, spec, dense }: PlotSetup, index: number): uPlot.Series {
	const color = theme.series[index] ?? theme.ink;
	const { looks } = shape();
	const { mark, scale = 'y' } = looks?.[index] ?? {};
	if (columns && mark !== 'line') {
		return {
			scale,
			fill: (theme.forced?.fills[index] as string | undefined) ?? color,
			// An outline, where there are no colours.
			stroke: color,
			width: theme.forced ? 1 : 0,
			paths: columns.columnPaths(shape, { mostPx: scaled(theme, MAX_COLUMN_PX), spec }),
			points: { show: false },
		};
	}
	const linear = uPlot.paths.linear?.();
	const paths = type === 'step' ? uPlot.paths.stepped?.({ align: 1 }) : linear && (dense?.(linear) ?? linear);
	const dash = [...dashOf(index, theme, looks)];
	return {
		scale,
		stroke: color,
		width: scaled(theme, 2),
		cap: dash.length > 0 ? 'butt' : 'round',
		dash,
		...(paths ? { paths } : {}),
		...(type === 'area' ? { fill: faint(color, shape().series.length > 1 ? 0.1 : 0.16) } : {}),
		points: { show: false, size: 5, fill: color, filter: (_plot, at) => lonely(shape().series[at - 1] ?? []) },
	};
}

function xAxis({ theme, shape, categories }: PlotSetup): uPlot.Axis {
	const { kind } = shape();
	if (kind === 'category' && categories) return categories(theme, shape);
	return kind === 'time' ? timeAxis(theme) : numberAxis(theme);
}

export interface PlotSetup {
	readonly type: DrawingType;
	readonly spec: ChartSpec | undefined;
	readonly columns: ColumnKit | undefined;
	readonly extras: PlotExtras | undefined;
	readonly dense: typeof denseLine | undefined;
	/** Of an axis of categories. */
	readonly categories: typeof categoryAxis | undefined;
	readonly theme: Theme;
	readonly width: number;
	readonly height: number;
	/** Room at the right for the names of the series, in CSS pixels. */
	readonly right: number;
	/** The shape as it is now: options outlive the values that they were made for. */
	readonly shape: () => Shape;
	readonly onDraw: (plot: uPlot) => void;
	readonly onCursor: (plot: uPlot) => void;
}

export const valueRange = (_plot: uPlot, min: number | null, max: number | null): uPlot.Range.MinMax => {
	if (min === null || max === null) return [0, 1];
	const near = min >= 0 && min <= (max - min) * 0.5;
	return near ? zeroRange(_plot, min, max) : uPlot.rangeNum(min, max, 0.08, true);
};

/** uPlot's options for one shape and type. */
export function plotOptions(setup: PlotSetup): uPlot.Options {
	const { type, theme, shape, spec, extras } = setup;
	const ordinal = shape().kind === 'category';
	const plain = setup.columns || type === 'area' ? zeroRange : valueRange;
	const own = setup.columns?.specRange ?? extras?.specRange;
	const options: uPlot.Options = {
		width: setup.width,
		height: setup.height,
		padding: [
			scaled(theme, spec?.yAxis?.title ? 24 : 8),
			setup.right || 12,
			spec?.xAxis?.title ? scaled(theme, 20) : 0,
			0,
		],
		legend: { show: false },
		cursor: {
			y: false,
			drag: { x: false, y: false },
			points: { size: 8, width: 2, stroke: () => theme.raised, fill: (_plot, at) => theme.series[at - 1] ?? theme.ink },
		},
		scales: {
			x: { time: false, ...(ordinal ? { range: categoryRange(shape) } : {}) },
			y: { range: own?.({ ...setup, beside: extras?.beside(shape) }, plain) ?? plain },
		},
		axes: [xAxis(setup), valueAxis(theme, shape)],
		series: [{}, ...shape().series.map((_, index) => seriesOptions(setup, index))],
		hooks: { draw: [setup.onDraw], setCursor: [setup.onCursor] },
	};
	return extras?.options(options, setup) ?? options;
}
