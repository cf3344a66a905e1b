import type { ScatterSeriesOption } from 'echarts';
import { isTime } from '../drawing/choose.ts';
import { extentOf } from '../drawing/color-scale.ts';
import { say } from '../texts/say.ts';
import { type AxisPlan, type AxisSetup, numbersBelow, ticksAcross, ticksDown, timesBelow, valuesUp } from './axes.ts';
import { cartesian } from './cartesian.ts';
import { rampOf, scaleOf } from './color-legend.ts';
import { missingNote, typesOf } from './columns.ts';
import type { Built, Family, Legend, Mark, SeenAxis, TipRow } from './family.ts';
import { frameOf } from './frame.ts';
import { PLAIN_LINE, plotMarks } from './plot-marks.ts';
import { type ValueScale, valueScale } from './scale.ts';
import { type Line, lineMark, linesOf, lineWords, shareOf } from './scatter-line.ts';
import { type Point, type PointColumns, type Points, scatterPoints } from './scatter-points.ts';
import { type Drawn, pointSeries, sizesOf } from './scatter-series.ts';
import { seenPoints, unitOf } from './seen-points.ts';
import { scaled } from './text.ts';

/** A row of the card; what a column does not hold is not told. */
const told = (column: PointColumns['x'], row: number): TipRow[] => {
	const value = column?.text(column.cells[row]);
	return column && value ? [{ name: column.name, value }] : [];
};

/** Points in the order of their x, then of their y: each a step of the walk. */
function marksOf({ series, columns }: Points): Mark[] {
	const { x, y, size, color, label } = columns;
	const all = series.flatMap((each, seriesIndex) =>
		each.points.map((point, dataIndex) => ({ each, point, at: { seriesIndex, dataIndex } })),
	);
	all.sort((a, b) => a.point.x - b.point.x || a.point.y - b.point.y);
	return all.map(({ each, point: { row }, at }, step) => {
		const own = {
			row,
			series: each.name,
			column: y?.column.name,
			x: x?.cells[row] ?? null,
			value: y?.cells[row] ?? null,
		};
		const name = label?.text(label.cells[row]);
		const tip = () => ({
			title: [name, columns.series ? each.name : ''].filter(Boolean).join(' · ') || each.name,
			rows: [x, y, size, color].flatMap((column) => told(column, row)),
		});
		return { at, step, lane: 0, point: own, tip };
	});
}

const WAYS = {
	rises: 'The line of {name} rises, {fit}.',
	falls: 'The line of {name} falls, {fit}.',
	level: 'The line of {name} is level, {fit}.',
} as const;

function summaryOf({ points: { series, columns }, lines, input: { theme } }: Drawn): string {
	const points = series.flatMap((each) => each.points);
	const span = (column: PointColumns['x'], pick: (point: Point) => number): string => {
		const order = points.reduce<readonly [Point, Point] | undefined>(
			(found, point) =>
				found
					? [pick(point) < pick(found[0]) ? point : found[0], pick(point) > pick(found[1]) ? point : found[1]]
					: [point, point],
			undefined,
		);
		if (column === undefined || order === undefined) return '';
		const [low, high] = order.map(({ row }) => column.text(column.cells[row]));
		return ` ${say(theme.locale, '{name} is between {least} and {most}.', { name: column.name, least: low ?? '', most: high ?? '' })}`;
	};
	const fits = series.flatMap(({ key, name }) => {
		const line = lines.get(key);
		if (line === undefined) return [];
		const { slope } = line.fit;
		const way = slope > 0 ? 'rises' : slope < 0 ? 'falls' : 'level';
		return ` ${say(theme.locale, WAYS[way], { name, fit: shareOf(line, theme.locale) })}`;
	});
	const nothing = say(theme.locale, 'nothing');
	const told = { what: columns.y?.name ?? nothing, x: columns.x?.name ?? nothing, count: points.length };
	const opening = say(theme.locale, 'Scatter chart of {what} by {x}, {count:# point|# points}.', told);
	return `${opening}${span(columns.x, ({ x }) => x)}${span(columns.y, ({ y }) => y)}${fits.join('')}`;
}

interface Scales {
	readonly y: ValueScale;
	readonly below: (width: number, setup: AxisSetup) => AxisPlan;
}

/** As much room around the points as the largest of them needs. */
function scalesOf({ points: { series, columns }, lines, input }: Drawn): Scales {
	const { spec, theme, size } = input;
	const points = series.flatMap((each) => each.points);
	const ends = [...lines.values()].flatMap(({ from, to }) => [from[1], to[1]]);
	const thresholds = (spec?.thresholds ?? []).map(({ value }) => value);
	const format = (column: PointColumns['x']) => spec?.formats?.[column?.column.name ?? ''];
	const y = valueScale({
		values: [...points.map((point) => point.y), ...ends, ...thresholds],
		zero: 'never',
		axis: spec?.yAxis,
		format: format(columns.y),
		most: ticksDown(size.height, theme),
		locale: theme.locale,
	});
	const xs = points.map((point) => point.x);
	const below = (width: number, setup: AxisSetup): AxisPlan => {
		if (isTime(columns.x?.column.type ?? 'other')) {
			const { min: from, max: to } = extentOf(xs);
			const room = (to - from) * 0.02 || 43_200_000;
			return timesBelow([from - room, to + room], width, setup);
		}
		const most = ticksAcross(width, theme);
		const scale = {
			values: xs,
			zero: 'never' as const,
			axis: undefined,
			format: format(columns.x),
			most,
			locale: theme.locale,
		};
		return numbersBelow(valueScale(scale), setup);
	};
	return { y, below };
}

function legendOf({ points: { entries, columns }, colors, lines, input }: Drawn): Legend {
	const { locale } = input.theme;
	if (colors && columns.color)
		return { entries: [], toggles: false, ramp: rampOf(colors, columns.color.column, input) };
	const named = entries.map((entry) => {
		const line = lines.get(entry.key);
		return line && entries.length > 1 ? { ...entry, name: `${entry.name} (${shareOf(line, locale)})` } : entry;
	});
	return { entries: named, toggles: entries.length > 1 };
}

/** What is drawn, and where of the axis it begins and ends. */
function optionOf(drawn: Drawn, legend: Legend): Pick<SeenAxis, 'plot' | 'from' | 'to'> & { option: Built['option'] } {
	const { input, points, lines } = drawn;
	const { spec, theme } = input;
	const { area, measure, base } = frameOf(input, legend);
	const scales = scalesOf(drawn);
	const titled = (title: string | undefined): AxisSetup => ({ theme, measure, title });
	const { grid, xAxis, yAxis, plot } = cartesian({
		area,
		theme,
		side: () => valuesUp(scales.y, titled(spec?.yAxis?.title ?? points.columns.y?.name)),
		below: (width) => scales.below(width, titled(spec?.xAxis?.title ?? points.columns.x?.name)),
		pad: { top: scaled(theme, 16) },
	});
	const marks = plotMarks({ spec, scale: scales.y, axis: 'yAxis', plot, theme, measure });
	const drawnPoints = pointSeries(drawn, plot);
	const series = points.series.map((each, at) => {
		const line = lines.get(each.key);
		const isAlone = points.entries.length < 2;
		const words = line && isAlone ? [lineWords(line, plot, theme)] : [];
		const own = line ? [lineMark(line, scales.y), ...words] : [];
		const first = at === 0 ? marks : {};
		const data = [...(first.markLine?.data ?? []), ...own];
		return { ...drawnPoints[at], ...first, ...(data.length > 0 ? { markLine: { ...PLAIN_LINE, data } } : {}) };
	});
	const option = { ...base, grid, xAxis, yAxis, series: series as ScatterSeriesOption[] };
	const [from, to] = [Number(xAxis.min), Number(xAxis.max)].map((end) => end / unitOf(points)) as [number, number];
	return { option, plot, from, to };
}

/** Points by two columns of numbers, or by a time and a number; their area and colour may tell two more. */
export const scatter: Family = {
	build(input): Built {
		const whole = scatterPoints(input);
		const { along, at, points, cut } = seenPoints(whole, input);
		const { spec, table } = input;
		const all = whole.series.flatMap((each) => each.points);
		const values = all.map(({ color }) => color);
		const every: Drawn = {
			input,
			points: whole,
			colors: whole.columns.color ? scaleOf(values, input) : undefined,
			sizes: sizesOf(all, input),
			lines: linesOf(whole.series, input),
		};
		const lines = new Map<string, Line>();
		for (const [key, line] of every.lines) {
			const seen = cut(line);
			if (seen) lines.set(key, seen);
		}
		const legend = legendOf(every);
		const { option, ...seen } = optionOf({ ...every, points, lines }, legend);
		const { size, color, label, regression } = spec?.scatter ?? {};
		const isUnfit = regression === 'linear' && spec?.yAxis?.scale === 'log';
		return {
			option,
			marks: marksOf(points),
			walk: 'right',
			hit: 'mark',
			summary: summaryOf(every),
			notes: [
				...points.notes,
				...(isUnfit ? [say(input.theme.locale, 'no line by least squares on a logarithmic axis')] : []),
				...missingNote(input, [spec?.x, spec?.series, ...(spec?.y ?? []), size, color, label]),
			],
			legend,
			axis: { ...seen, along, isDown: false, at },
			key: `${typesOf(table)}|${points.series.map(({ key }) => `${key}${lines.has(key)}`).join('|')}`,
		};
	},
};
