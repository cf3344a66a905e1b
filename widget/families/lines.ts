import { extentOf } from '../drawing/color-scale.ts';
import { noColumns } from '../drawing/no-columns.ts';
import { annotationWords } from '../drawing/plot-annotations.ts';
import { formatOn } from '../drawing/plot-looks.ts';
import { marksAt } from '../drawing/plot-said.ts';
import { rolesOf } from '../drawing/shape-roles.ts';
import { summaryOf } from '../drawing/summary.ts';
import { ticksIn } from '../drawing/zone-ticks.ts';
import { say } from '../texts/say.ts';
import { type AxisPlan, categoriesBelow, numbersBelow, ticksAcross, ticksDown, timesBelow, valuesUp } from './axes.ts';
import { cartesian } from './cartesian.ts';
import type { Built, Family, FamilyInput, Legend, LegendEntry, Mark, TipRow } from './family.ts';
import { type Frame, frameOf } from './frame.ts';
import { allMarks, annotationMarks, intervalEntries, intervalSeries } from './lines-beside.ts';
import { dashesOf, type LinesSetup, lineColor, seriesOf } from './lines-series.ts';
import { linesShape } from './lines-shape.ts';
import { plotMarks } from './plot-marks.ts';
import { type ValueScale, valueScale } from './scale.ts';
import { sparkOption } from './sparkline.ts';
import { stackEnds, valuesOf } from './stack.ts';
import { scaled } from './text.ts';

/** So far below the least of negative values that it can be written under its mark. */
function roomBelow(values: readonly number[]): number[] {
	const { min, max } = extentOf(values);
	return min < 0 ? [min - (Math.max(0, max) - min) * 0.08] : [];
}

/** The axis of values at either side: the series on it, to the tops of their stacks, and what lies beside them. */
function scaleOn(which: 'y' | 'y2', setup: LinesSetup): ValueScale {
	const { shape, looks, spec, isStacked, input } = setup;
	const { theme, size, type } = input;
	const own = shape.series.flatMap((values, index) => (looks[index]?.scale === which ? [{ values, index }] : []));
	const columns = own.filter(({ index }) => looks[index]?.mark === 'column').map(({ values }) => values);
	const lines = own.filter(({ index }) => looks[index]?.mark !== 'column').map(({ values }) => values);
	const stacked = isStacked
		? [...stackEnds(columns), ...(type === 'area' ? stackEnds(lines) : valuesOf(lines))]
		: undefined;
	const ends = (shape.intervals ?? []).flatMap(({ series, low, high }) =>
		looks[series]?.scale === which ? valuesOf([low, high]) : [],
	);
	const isShare = spec.stack === 'percent' && type !== 'combination';
	const values = (stacked ?? valuesOf([...columns, ...lines])).map((value) =>
		isShare ? Math.max(-1, Math.min(1, value)) : value,
	);
	const shown = [...values, ...ends];
	return valueScale({
		values: [
			...shown,
			...(spec.labels ? roomBelow(shown) : []),
			...(which === 'y' ? (spec.thresholds ?? []).map(({ value }) => value) : []),
		],
		zero: columns.length > 0 || type === 'area' ? 'always' : 'near',
		axis: which === 'y' ? spec.yAxis : spec.y2Axis,
		format: formatOn(which, shape, spec),
		most: ticksDown(size.height, theme),
		locale: theme.locale,
	});
}

function xAxis({ shape, x, zone, spec, input }: LinesSetup, { measure }: Frame): (width: number) => AxisPlan {
	const { theme } = input;
	const setup = { theme, measure, title: spec.xAxis?.title };
	const { min, max } = extentOf(x);
	switch (shape.kind) {
		case 'time': {
			const room = min === max ? 43_200_000 : 0;
			const ticks = zone ? { ticksOf: ticksIn(zone) } : {};
			return (width) => timesBelow([min - room, max + room], width, { ...setup, ...ticks });
		}
		case 'number':
			return (width) => {
				const most = ticksAcross(width, theme);
				const scale = valueScale({
					values: x,
					zero: 'never',
					axis: undefined,
					format: undefined,
					most,
					locale: theme.locale,
				});
				return numbersBelow(
					min < max ? { ...scale, min, max, ticks: scale.ticks.filter((tick) => tick >= min && tick <= max) } : scale,
					setup,
				);
			};
		case 'category':
			return (width) =>
				categoriesBelow(
					x.map((_, index) => shape.xText(index)),
					width,
					{ ...setup, ordered: !shape.textual },
				);
	}
}

function legendOf(setup: LinesSetup): Legend {
	const { shape, looks } = setup;
	const bands = intervalEntries(setup);
	const entries = shape.keys.map((key, series): LegendEntry => {
		const { mark, scale } = looks[series] ?? { mark: 'line', scale: 'y' };
		const name = shape.names[series] ?? '';
		const line = dashesOf(setup, series).length > 0 ? 'dashed' : 'line';
		return {
			key,
			name: scale === 'y2' ? say(shape.locale, '{name} (right)', { name }) : name,
			color: lineColor(setup, series),
			mark: mark === 'column' ? 'filled' : line,
		};
	});
	return { entries: [...entries, ...bands], toggles: false };
}

function plotOption(setup: LinesSetup, frame: Frame): Built['option'] {
	const { spec, looks, input, shape } = setup;
	const { theme } = input;
	const { measure, area, base } = frame;
	const [scale, second] = [scaleOn('y', setup), scaleOn('y2', setup)];
	const hasSecond = looks.some((look) => look.scale === 'y2');
	const isTitled = spec.yAxis?.title || (hasSecond && spec.y2Axis?.title);
	const notes = (shape.annotations?.length ?? 0) > 0 ? scaled(theme, 16) : 0;
	const placed = cartesian({
		area,
		theme,
		side: () => valuesUp(scale, { theme, measure, title: spec.yAxis?.title }),
		below: xAxis(setup, frame),
		right: hasSecond ? () => valuesUp(second, { theme, measure, title: spec.y2Axis?.title }, 'right') : undefined,
		pad: { top: (isTitled ? scaled(theme, 16) : 0) + notes + (spec.labels ? scaled(theme, 12) : 0) },
	});
	const own = plotMarks({ spec, scale, axis: 'yAxis', plot: placed.plot, theme, measure });
	const marks = allMarks(own, annotationMarks(setup, measure));
	const series = seriesOf(setup).map((each, index) => (index === 0 ? { ...each, ...marks } : each));
	return {
		...base,
		grid: placed.grid,
		xAxis: placed.xAxis,
		yAxis: placed.second ? [placed.yAxis, placed.second] : placed.yAxis,
		series: [...series, ...intervalSeries(setup)] as NonNullable<Built['option']['series']>,
	};
}

/** One mark for each value, in the places of the shape: lines have no elements of their own that could be pointed at. */
function marksOf({ shape, input }: LinesSetup): Mark[] {
	const { table, spec } = input;
	const cells = table.data[rolesOf(table, spec).x] ?? [];
	const rowAt = new Map(shape.at.map((at, row) => [at, row]));
	return shape.x.flatMap((at, step) => {
		const rows = shape.series.flatMap<TipRow & { series: number; value: string }>((values, series) => {
			const value = values[step];
			return value === null || value === undefined
				? []
				: [{ series, name: shape.names[series] ?? '', value: shape.valueText(series, value) }];
		});
		const row = rowAt.get(at);
		const title = [shape.xText(step), ...marksAt(shape, step)].join(', ');
		return rows.map(
			({ series }): Mark => ({
				at: { seriesIndex: series, dataIndex: step },
				step,
				lane: series,
				point: {
					row,
					series: shape.names[series] ?? '',
					column: shape.columns[series],
					x: cells[row ?? -1] ?? null,
					value: shape.series[series]?.[step] ?? null,
				},
				tip: () => ({
					title,
					rows: rows.map((each) => ({ name: each.name, value: each.value, own: each.series === series })),
				}),
			}),
		);
	});
}

function notesOf({ shape, input }: LinesSetup): string[] {
	const { locale } = input.theme;
	const { total, series, uncut, x, missing } = shape;
	const shown = series.length;
	const left =
		input.type === 'sparkline'
			? say(locale, 'the first of {total} series', { total })
			: say(locale, 'the {shown} largest of {total} series', { shown, total });
	return [
		...(total > shown ? [left] : []),
		...(uncut ? [say(locale, 'first {shown} of {all} categories', { shown: x.length, all: uncut })] : []),
		...(missing.length > 0 ? [noColumns(missing, locale)] : []),
	];
}

/** Lines, areas, steps, columns, combinations and sparklines, for pictures: in a page another library draws them. */
export const lines: Family = {
	build(input: FamilyInput): Built {
		const found = linesShape(input);
		const x = found.shape.kind === 'time' ? found.shape.x.map((at) => at * 1000) : found.shape.x;
		const setup: LinesSetup = { ...found, input, x };
		const isSmall = input.type === 'sparkline';
		const legend = isSmall ? { entries: [], toggles: false } : legendOf(setup);
		const frame = frameOf(input, legend);
		const marked = annotationWords(found.shape.annotations ?? [], found.shape.locale);
		return {
			option: isSmall ? sparkOption(setup, frame) : plotOption(setup, frame),
			marks: marksOf(setup),
			walk: 'right',
			hit: 'step',
			summary: [summaryOf(isSmall ? { ...found.shape, total: 1 } : found.shape, input.type), marked]
				.filter(Boolean)
				.join(' '),
			notes: notesOf(setup),
			legend,
			key: found.shape.key,
		};
	},
};
