import type { ChartSpec } from '../chart-spec.ts';
import type { Theme } from '../drawing/drawing.ts';
import { faint } from './color.ts';
import type { Area } from './frame.ts';
import type { ValueScale } from './scale.ts';
import { cutText, type Measure, scaled } from './text.ts';

export interface PlotMarksSetup {
	readonly spec: ChartSpec | undefined;
	readonly scale: ValueScale;
	/** The axis of values. */
	readonly axis: 'xAxis' | 'yAxis';
	readonly plot: Area;
	readonly theme: Theme;
	readonly measure: Measure;
}

const BAND_OPACITY = 0.12;

/** Of lines that are none of the data: without arrows, and without a look of their own under the pointer. */
export const PLAIN_LINE = { silent: true, animation: false, symbol: 'none', z: 1 };

/** Letters that can be read over whatever they lie on. */
export const lettersOver = (theme: Theme, text: string) => ({
	show: text !== '',
	formatter: text,
	color: theme.ink,
	fontFamily: theme.font,
	fontSize: theme.fontPx,
	textBorderColor: theme.raised,
	textBorderWidth: scaled(theme, 4),
});

function lines({ spec, scale, axis, plot, theme, measure }: PlotMarksSetup): object[] {
	const zero =
		scale.min < 0 && scale.max > 0
			? [{ [axis]: 0, lineStyle: { color: theme.line, width: 1, type: 'solid' }, label: { show: false } }]
			: [];
	const thresholds = (spec?.thresholds ?? []).map(({ value, label = '', color }) => ({
		[axis]: value,
		lineStyle: { color: color ?? theme.ink, width: 1.5, type: [4, 4] },
		label: {
			...lettersOver(theme, cutText(label, axis === 'yAxis' ? plot.width - 8 : plot.width / 2, measure)),
			// Beside a line that stands, the label would be turned; its start is on top, where bars begin.
			position: axis === 'yAxis' ? 'insideEndTop' : 'start',
			distance: scaled(theme, axis === 'yAxis' ? 2 : 4),
		},
	}));
	return [...zero, ...thresholds];
}

function stripes({ spec, scale, axis, plot, theme, measure }: PlotMarksSetup): object[] {
	return (spec?.bands ?? []).map(({ from = scale.min, to = scale.max, label = '', color }) => [
		{
			[axis]: from,
			itemStyle: { color: faint(color ?? theme.muted, BAND_OPACITY) },
			label: { ...lettersOver(theme, cutText(label, plot.width - 8, measure)), position: 'insideTopRight' },
		},
		{ [axis]: to },
	]);
}

/** What an author has put into the plot beside the values, and the line of zero: for the first of the series. */
export function plotMarks(setup: PlotMarksSetup) {
	const [data, areas] = [lines(setup), stripes(setup)];
	return {
		...(data.length > 0 ? { markLine: { ...PLAIN_LINE, data } } : {}),
		...(areas.length > 0 ? { markArea: { silent: true, animation: false, z: 0, data: areas } } : {}),
	};
}

/** The room over the plot for the names of lines that stand. */
export const thresholdRoom = (spec: ChartSpec | undefined, theme: Theme): number =>
	(spec?.thresholds ?? []).some(({ label }) => label) ? scaled(theme, 16) : 0;
