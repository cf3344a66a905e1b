import { say } from '../texts/say.ts';
import { categoriesBelow, ticksDown, valuesUp } from './axes.ts';
import { type Box, type Boxes, type BoxSeries, boxesOf } from './box-groups.ts';
import { cartesian } from './cartesian.ts';
import { type Api, drawnSeries, pixelAt } from './cells.ts';
import { faint } from './color.ts';
import { typesOf } from './columns.ts';
import type { Built, Family, FamilyInput, Legend, Mark, TipRow } from './family.ts';
import { type Area, frameOf } from './frame.ts';
import { plotMarks } from './plot-marks.ts';
import { type ValueScale, valueScale } from './scale.ts';
import { slotsOf } from './slots.ts';
import { scaled } from './text.ts';

const SLOT_SHARE = 0.72;
const MOST_PX = 48;
const OUTLIER_PX = 2.5;
const FILL_OPACITY = 0.25;

const ENDS = ['high', 'q3', 'median', 'q1', 'low'] as const;
const NAMES = {
	high: 'whisker above',
	q3: 'upper quartile',
	median: 'median',
	q1: 'lower quartile',
	low: 'whisker below',
} as const;

function tipRows(box: Box, { text }: Boxes, locale: string | undefined): TipRow[] {
	const rows = ENDS.map((end) => ({ name: say(locale, NAMES[end]), value: text(box[end]) }));
	const counts = [
		{ name: say(locale, 'outliers'), value: box.outliers.length },
		{ name: say(locale, 'values'), value: box.count },
	].flatMap(({ name, value: count }) => (count ? [{ name, value: count.toLocaleString(locale) }] : []));
	return [...rows, ...counts];
}

function marksOf(boxes: Boxes, { theme }: FamilyInput): Mark[] {
	const { categories, series, value, entries } = boxes;
	return categories.flatMap(({ cell, text }, step) =>
		series.flatMap((each, lane): Mark[] => {
			const box = each.boxes[step];
			if (box === undefined) return [];
			const title = entries.length > 1 ? `${text} · ${each.name}` : text;
			return [
				{
					at: { seriesIndex: lane, dataIndex: step },
					step,
					lane,
					point: { row: box.row, series: each.name, column: value?.column.name, x: cell, value: box.median },
					tip: () => ({ title, rows: tipRows(box, boxes, theme.locale) }),
				},
			];
		}),
	);
}

interface Look {
	readonly boxes: Boxes;
	readonly theme: FamilyInput['theme'];
	readonly scale: ValueScale;
	/** Of one category, in CSS pixels. */
	readonly slot: number;
}

/** One box with its whiskers and outliers. */
function draw({ boxes: { series }, theme, slot, scale }: Look, lane: number) {
	const { boxes, color } = series[lane] as BoxSeries;
	const group = Math.min(slot * SLOT_SHARE, scaled(theme, MOST_PX) * series.length);
	const width = Math.max(2, group / series.length - (series.length > 1 ? 2 : 0));
	return (index: number, api: Api) => {
		const box = boxes[index];
		if (box === undefined || (scale.isLog && box.low <= 0)) return undefined;
		const at = (value: number) => pixelAt(api, index, value)[1];
		const middle = pixelAt(api, index, box.median)[0] + ((lane + 0.5) / series.length - 0.5) * group;
		const [left, right] = [middle - width / 2, middle + width / 2];
		const line = (x1: number, y1: number, x2: number, y2: number, lineWidth = 1.5) => ({
			type: 'line' as const,
			shape: { x1, y1, x2, y2 },
			style: { stroke: color, lineWidth },
			emphasis: { style: { stroke: theme.ink } },
		});
		const [high, q3, median, q1, low] = ENDS.map((end) => at(box[end])) as [number, number, number, number, number];
		const cap = width / 4;
		return {
			type: 'group' as const,
			children: [
				line(middle, high, middle, q3),
				line(middle, q1, middle, low),
				line(middle - cap, high, middle + cap, high),
				line(middle - cap, low, middle + cap, low),
				{
					type: 'rect' as const,
					shape: { x: left, y: q3, width, height: Math.max(1, q1 - q3) },
					style: { fill: faint(color, FILL_OPACITY), stroke: color, lineWidth: 1.5 },
					emphasis: { style: { fill: faint(color, FILL_OPACITY), stroke: theme.ink } },
				},
				line(left, median, right, median, 3),
				...box.outliers.map((value) => ({
					type: 'circle' as const,
					shape: { cx: middle, cy: at(value), r: OUTLIER_PX },
					style: { fill: 'none', stroke: color, lineWidth: 1.5 },
					emphasis: { style: { stroke: theme.ink } },
				})),
			],
		};
	};
}

function scaleOf({ series, value }: Boxes, { spec, theme, size }: FamilyInput): ValueScale {
	const ends = series.flatMap(({ boxes }) => boxes.flatMap((box) => (box ? [box.low, box.high, ...box.outliers] : [])));
	return valueScale({
		values: [...ends, ...(spec?.thresholds ?? []).map((threshold) => threshold.value)],
		zero: 'near',
		axis: spec?.yAxis,
		format: spec?.formats?.[value?.column.name ?? ''],
		most: ticksDown(size.height, theme),
		locale: theme.locale,
	});
}

function optionOf(boxes: Boxes, legend: Legend, input: FamilyInput): { option: Built['option']; plot: Area } {
	const { spec, theme } = input;
	const { area, measure, base } = frameOf(input, legend);
	const scale = scaleOf(boxes, input);
	const texts = boxes.categories.map(({ text }) => text);
	const { grid, xAxis, yAxis, plot } = cartesian({
		area,
		theme,
		side: () => valuesUp(scale, { theme, measure, title: spec?.yAxis?.title }),
		below: (width) => categoriesBelow(texts, width, { theme, measure, title: spec?.xAxis?.title }),
		pad: { top: spec?.yAxis?.title ? scaled(theme, 16) : 0 },
	});
	const slot = plot.width / Math.max(1, texts.length);
	const marks = plotMarks({ spec, scale, axis: 'yAxis', plot, theme, measure });
	const series = boxes.series.map((each, lane) =>
		drawnSeries(
			each.boxes.map((box, at) => [at, box?.median ?? Number.NaN]),
			draw({ boxes, theme, scale, slot }, lane),
			{ id: each.key, name: each.name, ...(lane === 0 ? marks : {}) },
		),
	);
	return { option: { ...base, grid, xAxis, yAxis, series }, plot };
}

function summaryOf({ categories, series, value, text, xName }: Boxes, locale: string | undefined): string {
	const medians = series.flatMap(({ boxes, name }) =>
		boxes.flatMap((box, at) => (box ? [{ box, at: [categories[at]?.text ?? '', series.length > 1 ? name : ''] }] : [])),
	);
	const [first] = medians;
	const told = { what: value?.name ?? say(locale, 'nothing'), x: xName, count: categories.length };
	const intro = xName
		? say(locale, 'Box plot of {what} by {x}, {count:# category|# categories}.', told)
		: say(locale, 'Box plot of {what}, {count:# category|# categories}.', told);
	if (first === undefined) return `${intro} ${say(locale, 'There are no values.')}`;
	const most = medians.reduce((found, each) => (each.box.median > found.box.median ? each : found), first);
	const least = medians.reduce((found, each) => (each.box.median < found.box.median ? each : found), first);
	const said = ({ box, at }: typeof first) =>
		say(locale, '{name} with {value}', { name: at.filter(Boolean).join(', '), value: text(box.median) });
	return most === least
		? `${intro} ${say(locale, 'The median is {value}.', { value: text(first.box.median) })}`
		: `${intro} ${say(locale, 'The largest median has {most}; the least {least}.', { most: said(most), least: said(least) })}`;
}

/** Quartiles, whiskers and outliers of the values of each category, or a summary of five numbers that the SQL has made. */
export const box: Family = {
	build(input): Built {
		const whole = boxesOf(input);
		const legend: Legend = { entries: whole.entries, toggles: whole.entries.length > 1 };
		const slots = slotsOf(whole.categories, whole.xType, input);
		const series = whole.series.map((each) => ({ ...each, boxes: slots.cut(each.boxes) }));
		const boxes: Boxes = { ...whole, categories: slots.cut(whole.categories), series };
		const { option, plot } = optionOf(boxes, legend, input);
		return {
			option,
			marks: marksOf(boxes, input),
			walk: 'right',
			hit: 'mark',
			summary: summaryOf(whole, input.theme.locale),
			notes: boxes.notes,
			legend,
			axis: slots.axis(plot),
			key: `${typesOf(input.table)}|${boxes.series.map(({ key }) => key).join('|')}`,
		};
	},
};
