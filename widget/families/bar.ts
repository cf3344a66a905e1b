import type { BarSeriesOption, CustomSeriesOption } from 'echarts';
import { say } from '../texts/say.ts';
import { categoriesDown, ticksAcross, valuesBelow } from './axes.ts';
import { type BarRoom, manyBars } from './bar-many.ts';
import { type Cartesian, cartesian } from './cartesian.ts';
import { categoryMarks } from './category-marks.ts';
import { emphasisOf, inkOn } from './color.ts';
import type { Built, Family, FamilyInput, Legend } from './family.ts';
import { type Frame, frameOf } from './frame.ts';
import { isMany } from './many.ts';
import { type Matrix, type MatrixSeries, matrixOf } from './matrix.ts';
import { plotMarks, thresholdRoom } from './plot-marks.ts';
import { type ValueScale, valueScale } from './scale.ts';
import { seenOf, slotsOf } from './slots.ts';
import { stackEnds, valuesOf } from './stack.ts';
import { type Measure, scaled, widestOf } from './text.ts';
import { summaryOf } from './words.ts';

const MAX_BAR_PX = 36;
const LABEL_GAP_PX = 4;
const RADIUS_PX = 2;
const ROOM = { categoryGap: 0.28, gap: 0.06, least: 1, radius: RADIUS_PX };

const roomOf = ({ theme }: FamilyInput): BarRoom => ({ ...ROOM, most: scaled(theme, MAX_BAR_PX) });

/** Beyond this share of the width values are written shorter. */
const MOST_LABEL_SHARE = 0.22;

interface Setup {
	readonly input: FamilyInput;
	readonly matrix: Matrix;
	readonly scale: ValueScale;
	readonly measure: Measure;
}

/** A value at its bar: in full, or as the axis would write it where that takes too much of the picture. */
function labelText({ text }: MatrixSeries, { input, matrix, scale, measure }: Setup): (value: number) => string {
	const texts = matrix.series.flatMap((each) => each.values.flatMap((value) => (value ? each.text(value) : [])));
	return widestOf(texts, measure) > input.size.width * MOST_LABEL_SHARE ? scale.text : text;
}

const isStacked = ({ spec }: FamilyInput): boolean => (spec?.stack ?? 'none') !== 'none';

function scaleOf(matrix: Matrix, input: FamilyInput): ValueScale {
	const { spec, theme, size } = input;
	const series = matrix.series.map(({ values }) => values);
	const thresholds = (spec?.thresholds ?? []).map(({ value }) => value);
	const isShare = spec?.stack === 'percent';
	const values = isStacked(input) ? stackEnds(series) : valuesOf(series);
	return valueScale({
		values: [...values.map((value) => (isShare ? Math.min(1, value) : value)), ...thresholds],
		zero: 'always',
		axis: spec?.yAxis,
		format: matrix.format,
		most: ticksAcross(size.width * (spec?.labels ? 0.55 : 0.75), theme),
		locale: theme.locale,
	});
}

/** How far values stand out beside their bars, at either end. */
function labelRoom(setup: Setup): { readonly left: number; readonly right: number } {
	const { input, matrix, measure } = setup;
	if (!input.spec?.labels || isStacked(input)) return { left: 0, right: 0 };
	const room = (sign: number) => {
		const texts = matrix.series.flatMap((each) => {
			const text = labelText(each, setup);
			return each.values.flatMap((value) => (value && value * sign > 0 ? text(value) : []));
		});
		return texts.length > 0 ? widestOf(texts, measure) + 2 * LABEL_GAP_PX : 0;
	};
	return { left: room(-1), right: room(1) };
}

/** The values at their bars: beside them, or within those of a stack that are long enough. */
function labelsOf(each: MatrixSeries, setup: Setup, { plot }: Cartesian) {
	const { input, scale, measure } = setup;
	if (!input.spec?.labels) return {};
	const { theme } = input;
	const stacked = isStacked(input);
	const written = labelText(each, setup);
	const perUnit = plot.width / (scale.max - scale.min);
	const formatter = ({ dataIndex }: { readonly dataIndex: number }): string => {
		const value = each.values[dataIndex];
		if (value === null || value === undefined) return '';
		const text = written(value);
		return stacked && Math.abs(value) * perUnit < measure(text) + 2 * LABEL_GAP_PX ? '' : text;
	};
	return {
		label: {
			show: true,
			position: stacked ? ('inside' as const) : ('right' as const),
			distance: LABEL_GAP_PX,
			color: stacked ? inkOn(each.color) : theme.ink,
			fontFamily: theme.font,
			fontSize: theme.fontPx,
			formatter,
		},
		labelLayout: { hideOverlap: true },
	};
}

/** Round only at the far end; a bar that hangs is round at the left, and its value stands there. */
function datum(value: number | null | undefined, stacked: boolean) {
	if (value === null || value === undefined) return '-';
	if (value >= 0) return value;
	const radius = stacked ? 0 : RADIUS_PX;
	const position = stacked ? ('inside' as const) : ('left' as const);
	return { value, itemStyle: { borderRadius: [radius, 0, 0, radius] }, label: { position } };
}

function seriesOf(each: MatrixSeries, setup: Setup, placed: Cartesian): BarSeriesOption {
	const { theme } = setup.input;
	const stacked = isStacked(setup.input);
	const room = roomOf(setup.input);
	return {
		type: 'bar',
		// The pointer is followed from beside the bars as well.
		silent: true,
		id: each.key,
		name: each.name,
		data: each.values.map((value) => datum(value, stacked)),
		...(stacked ? { stack: 'all', stackStrategy: 'samesign' as const } : {}),
		barMaxWidth: room.most,
		barMinWidth: room.least,
		barCategoryGap: `${Math.round(100 * room.categoryGap)}%`,
		barGap: `${Math.round(100 * room.gap)}%`,
		itemStyle: { color: each.color, borderRadius: stacked ? 0 : [0, RADIUS_PX, RADIUS_PX, 0] },
		emphasis: emphasisOf(theme),
		...labelsOf(each, setup, placed),
	};
}

/** Hundreds of bars, none of which has its value beside it, are one element. */
function allSeries(setup: Setup, placed: Cartesian): readonly (BarSeriesOption | CustomSeriesOption)[] {
	const { input, matrix, scale } = setup;
	const { theme } = input;
	if (input.spec?.labels || !isMany(input, matrix.categories.length * matrix.series.length))
		return matrix.series.map((each) => seriesOf(each, setup, placed));
	return manyBars({ matrix, scale, theme, placed, isStacked: isStacked(input), room: roomOf(input) });
}

function layout(setup: Setup, { area, measure }: Frame): Cartesian {
	const { input, matrix, scale } = setup;
	const { theme, spec, size } = input;
	const texts = matrix.categories.map(({ text }) => text);
	const { left, right } = labelRoom(setup);
	const title = spec?.xAxis?.title ? scaled(theme, 18) : 0;
	return cartesian({
		area,
		theme,
		side: (height) => categoriesDown(texts, [size.width, height], { theme, measure, title: spec?.xAxis?.title }),
		below: () => valuesBelow(scale, { theme, measure, title: spec?.yAxis?.title }),
		pad: { left, right, top: Math.max(title, thresholdRoom(spec, theme)) },
	});
}

/** Bars that lie: one a category, a group of them, or a stack; the first category is on top. */
export const bar: Family = {
	build(input): Built {
		const whole = matrixOf(input);
		const slots = slotsOf(whole.categories, whole.xType, input);
		const matrix = seenOf(whole, slots);
		const legend: Legend = { entries: matrix.entries, toggles: matrix.entries.length > 1 };
		const frame = frameOf(input, legend);
		const scale = scaleOf(matrix, input);
		const setup: Setup = { input, matrix, scale, measure: frame.measure };
		const placed = layout(setup, frame);
		const { grid, xAxis, yAxis, plot } = placed;
		const marks = plotMarks({
			spec: input.spec,
			scale,
			axis: 'xAxis',
			plot,
			theme: input.theme,
			measure: frame.measure,
		});
		const series = allSeries(setup, placed).map((each, at) => ({ ...each, ...(at === 0 ? marks : {}) }));
		return {
			option: { ...frame.base, grid, xAxis, yAxis, series },
			marks: categoryMarks(matrix),
			walk: 'down',
			hit: 'step',
			summary: summaryOf(say(input.theme.locale, 'Bar chart'), whole),
			notes: matrix.notes,
			legend,
			axis: slots.axis(plot, true),
			key: matrix.key,
		};
	},
};
