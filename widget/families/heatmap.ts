import type { Scale } from '../drawing/color-scale.ts';
import { say } from '../texts/say.ts';
import { categoriesBelow, categoriesDown } from './axes.ts';
import { cartesian } from './cartesian.ts';
import { type Api, cellOf, drawnSeries, pixelAt } from './cells.ts';
import { inkOn } from './color.ts';
import { rampOf, scaleOf } from './color-legend.ts';
import type { Built, Family, FamilyInput, Legend, Mark } from './family.ts';
import { type Area, frameOf } from './frame.ts';
import { isMany } from './many.ts';
import { type Matrix, matrixOf } from './matrix.ts';
import { seenOf, slotsOf } from './slots.ts';
import { scaled } from './text.ts';

/** More rows than this are neither told apart nor drawn in time. */
const MOST_ROWS = 200;

interface Heat {
	readonly column: number;
	readonly lane: number;
	readonly value: number;
}

const cellsOf = ({ categories, series }: Matrix): Heat[] =>
	categories.flatMap((_, column) =>
		series.flatMap(({ values }, lane) => {
			const value = values[column];
			return value === null || value === undefined ? [] : [{ column, lane, value }];
		}),
	);

const marksOf = (cells: readonly Heat[], { categories, series }: Matrix): Mark[] =>
	cells.map(({ column, lane, value }, dataIndex) => {
		const { name, rows, column: own, text } = series[lane] ?? { name: '', rows: [], column: undefined, text: String };
		const { cell = null, text: title = '' } = categories[column] ?? {};
		return {
			at: { seriesIndex: 0, dataIndex },
			step: column,
			lane,
			point: { row: rows[column], series: name, column: own, x: cell, value },
			tip: () => ({ title, rows: [{ name, value: text(value), own: true }] }),
		};
	});

interface Setup {
	readonly input: FamilyInput;
	readonly matrix: Matrix;
	readonly cells: readonly Heat[];
	readonly scale: Scale;
}

/** The values are written where each of them has room. */
function textsOf({ input, matrix, cells }: Setup, room: readonly [number, number], measure: (text: string) => number) {
	if (!input.spec?.labels || room[1] < scaled(input.theme, 14)) return undefined;
	const texts = cells.map(({ lane, value }) => matrix.series[lane]?.text(value) ?? '');
	return texts.every((text) => measure(text) + 4 <= room[0]) ? texts : undefined;
}

function optionOf(setup: Setup, legend: Legend): { option: Built['option']; plot: Area } {
	const { input, matrix, cells, scale } = setup;
	const { spec, theme, size } = input;
	const { area, measure, base } = frameOf(input, legend);
	const names = matrix.series.map(({ name }) => name);
	const texts = matrix.categories.map(({ text }) => text);
	const { grid, xAxis, yAxis, plot } = cartesian({
		area,
		theme,
		side: (height) => categoriesDown(names, [size.width, height], { theme, measure, title: spec?.yAxis?.title }),
		below: (width) =>
			categoriesBelow(texts, width, { theme, measure, title: spec?.xAxis?.title, ordered: matrix.ordered }),
		pad: { top: spec?.yAxis?.title ? scaled(theme, 16) : 0 },
	});
	const [width, height] = [plot.width / Math.max(1, texts.length), plot.height / Math.max(1, names.length)];
	const gap = Math.min(width, height) > 6 ? 1 : 0;
	const written = textsOf(setup, [width, height], measure);
	const draw = (index: number, api: Api) => {
		const { column, lane, value } = cells[index] ?? { column: 0, lane: 0, value: 0 };
		const [x, y] = pixelAt(api, column, lane);
		const color = scale.colorOf(value);
		return cellOf(
			{
				x: x - width / 2 + gap / 2,
				y: y - height / 2 + gap / 2,
				width: Math.max(0.5, width - gap),
				height: Math.max(0.5, height - gap),
				color,
				text: written && { words: written[index] ?? '', color: inkOn(color) },
			},
			theme,
		);
	};
	const data = cells.map(({ column, lane }) => [column, lane]);
	const bare = { axisLine: { show: false } };
	const option = {
		...base,
		grid,
		xAxis: { ...xAxis, ...bare } as typeof xAxis,
		yAxis: { ...yAxis, ...bare } as typeof yAxis,
		series: [drawnSeries(data, draw, { id: 'cells', isMany: !written && isMany(input, cells.length) })],
	};
	return { option, plot };
}

function summaryOf(cells: readonly Heat[], { categories, series, xName, locale }: Matrix): string {
	const counts = { x: xName, columns: categories.length, rows: series.length };
	const what = say(locale, 'Heat map by {x}, {columns:# column|# columns} and {rows:# row|# rows}.', counts);
	const [first] = cells;
	if (first === undefined) return `${what} ${say(locale, 'There are no values.')}`;
	const most = cells.reduce((found, cell) => (cell.value > found.value ? cell : found), first);
	const least = cells.reduce((found, cell) => (cell.value < found.value ? cell : found), first);
	const said = ({ column, lane, value }: Heat) =>
		say(locale, '{value} at {place}', {
			value: series[lane]?.text(value) ?? '',
			place: `${categories[column]?.text}, ${series[lane]?.name}`,
		});
	const ends = { most: said(most), least: said(least) };
	return `${what} ${say(locale, 'The most is {most}; the least {least}.', ends)}`;
}

/** A number by two columns, as a colour: one of them across, the series down. */
export const heatmap: Family = {
	build(input): Built {
		const whole = matrixOf(input, MOST_ROWS);
		const slots = slotsOf(whole.categories, whole.xType, input);
		const matrix = seenOf(whole, slots);
		const [all, cells] = [cellsOf(whole), cellsOf(matrix)];
		// Colours mean the same whatever is looked at.
		const scale = scaleOf(
			all.map(({ value }) => value),
			input,
		);
		const column = input.table.columns.find(({ name }) => name === matrix.series[0]?.column);
		const ramp = all.length > 0 ? rampOf(scale, column, input) : undefined;
		const legend: Legend = { entries: [], toggles: false, ramp };
		const { option, plot } = optionOf({ input, matrix, cells, scale }, legend);
		return {
			option,
			marks: marksOf(cells, matrix),
			walk: 'right',
			hit: 'mark',
			summary: summaryOf(all, whole),
			notes: matrix.notes,
			legend,
			axis: slots.axis(plot),
			key: matrix.key,
		};
	},
};
