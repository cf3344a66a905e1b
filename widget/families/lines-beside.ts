import type { LineSeriesOption } from 'echarts';
import type { Annotation } from '../drawing/shape.ts';
import { faint } from './color.ts';
import type { LegendEntry } from './family.ts';
import { type LinesSetup, lineColor } from './lines-series.ts';
import { lettersOver, PLAIN_LINE } from './plot-marks.ts';
import { cutText, type Measure, scaled } from './text.ts';

const BAND_OPACITY = 0.2;
const STRETCH_OPACITY = 0.12;

/** The bands of intervals: each a line that is not seen, and what lies between it and the other end. */
export function intervalSeries(setup: LinesSetup): LineSeriesOption[] {
	const { shape, x, looks } = setup;
	return (shape.intervals ?? []).flatMap(({ series, low, high }, index): LineSeriesOption[] => {
		const pairs = x.map((at, place) => {
			const [from, to] = [low[place], high[place]];
			return from === null || from === undefined || to === null || to === undefined ? undefined : { at, from, to };
		});
		const data = (pick: (pair: { readonly from: number; readonly to: number }) => number) =>
			pairs.map((pair, place) => (pair ? [pair.at, pick(pair)] : [x[place] ?? 0, '-']));
		const common = {
			type: 'line' as const,
			silent: true,
			symbol: 'none',
			z: 1,
			stack: `interval ${index}`,
			stackStrategy: 'all' as const,
			lineStyle: { width: 0 },
			...(looks[series]?.scale === 'y2' ? { yAxisIndex: 1 } : {}),
		};
		const fill = faint(lineColor(setup, series), BAND_OPACITY);
		return [
			{ ...common, data: data(({ from }) => from) },
			{ ...common, data: data(({ from, to }) => to - from), areaStyle: { color: fill, opacity: 1, origin: 'start' } },
		];
	});
}

export const intervalEntries = (setup: LinesSetup): LegendEntry[] =>
	(setup.shape.intervals ?? []).map(({ series, name }, index) => ({
		key: `interval ${index}`,
		name,
		color: faint(lineColor(setup, series), BAND_OPACITY * 2),
	}));

/** Where an annotation stands on an axis that counts as `x` does. */
const placeOf = ({ shape }: LinesSetup, at: number): number => (shape.kind === 'time' ? at * 1000 : at);

/** Marks at places of the x axis: a line with its words on top, or a stretch. */
export function annotationMarks(setup: LinesSetup, measure: Measure) {
	const { input, shape } = setup;
	const { theme, size } = input;
	const text = ({ label }: Annotation) => lettersOver(theme, cutText(label, size.width / 3, measure));
	const lines = (shape.annotations ?? []).filter(({ to }) => to === undefined);
	const stretches = (shape.annotations ?? []).filter(({ to }) => to !== undefined);
	return {
		lines: lines.map((each) => ({
			xAxis: placeOf(setup, each.from),
			lineStyle: { color: theme.muted, width: 1, type: 'solid' },
			label: { ...text(each), position: 'end', distance: scaled(theme, 3) },
		})),
		areas: stretches.map((each) => [
			{
				xAxis: placeOf(setup, each.from),
				itemStyle: { color: faint(theme.muted, STRETCH_OPACITY) },
				label: { ...text(each), position: 'insideTop' },
			},
			{ xAxis: placeOf(setup, each.to ?? each.from) },
		]),
	};
}

/** Both kinds of marks for the first of the series: those of the values' axis, and those of the other. */
export function allMarks(
	own: { readonly markLine?: { readonly data: object[] }; readonly markArea?: { readonly data: object[] } },
	{ lines, areas }: ReturnType<typeof annotationMarks>,
) {
	const [allLines, allAreas] = [
		[...(own.markLine?.data ?? []), ...lines],
		[...(own.markArea?.data ?? []), ...areas],
	];
	return {
		...(allLines.length > 0 ? { markLine: { ...PLAIN_LINE, data: allLines } } : {}),
		...(allAreas.length > 0 ? { markArea: { silent: true, animation: false, z: 0, data: allAreas } } : {}),
	};
}
