import type { ChartSpec } from '../../../widget/chart-spec.ts';
import { type DrawingType, loadDrawing } from '../../../widget/drawing/drawing.ts';
import type { Cell, ResultEvent } from '../../../widget/protocol.ts';
import * as hands from './family-hands.ts';
import { bring, click, draw, type Place, point, press, told } from './family-hands.ts';
import { candles, cities, NAMED, NUMBERS, rowsOf } from './family-rows.ts';
import { day, equal, ok, until } from './support.ts';

interface Case {
	readonly type: DrawingType;
	readonly data: ResultEvent;
	readonly spec?: Partial<ChartSpec>;
	/** Where the mark is, in shares of the plot; of the picture, where there is no axis. */
	readonly place: Place;
	/** What the mark is, and the keys that lead to it. */
	readonly detail: { row?: number; series: string; column?: string; x: Cell; value: Cell };
	readonly keys: readonly string[];
	/** The cells of its row; none where it stands for several. */
	readonly cells?: Readonly<Record<string, Cell>>;
}

const spec = (own: Partial<ChartSpec>): ChartSpec => ({ version: 1, ...own });

/** Numbers as Postgres sends them when they may be too exact for the page. */
const EXACT = rowsOf(NAMED, [
	['Oslo', '10.50'],
	['Rome', '20.25'],
]);

const CASES: readonly Case[] = [
	{
		type: 'bar',
		data: EXACT,
		place: { x: 0.2, y: 0.75 },
		keys: ['End'],
		detail: { row: 1, series: 'people', column: 'people', x: 'Rome', value: '20.25' },
		cells: { city: 'Rome', people: '20.25' },
	},
	{
		type: 'bar',
		data: rowsOf(
			[
				['city', 'text'],
				['a', 'number'],
				['b', 'number'],
			],
			[['Oslo', 1, 3]],
		),
		spec: { stack: 'percent' },
		place: { x: 0.6, y: 0.5 },
		keys: ['Home', 'ArrowRight'],
		detail: { row: 0, series: 'b', column: 'b', x: 'Oslo', value: 3 },
		cells: { city: 'Oslo', a: 1, b: 3 },
	},
	{
		type: 'candlestick',
		data: candles(4),
		place: { x: 0.375, y: 0.5 },
		keys: ['Home', 'ArrowRight'],
		detail: { row: 1, series: 'close', column: 'close', x: day(1), value: 103 },
		cells: { day: day(1), open: 101, high: 106, low: 96, close: 103 },
	},
	{
		type: 'waterfall',
		data: cities(3),
		place: { x: 0.5, y: 0.5 },
		keys: ['Home', 'ArrowRight'],
		detail: { row: 1, series: 'people', column: 'people', x: 'city 1', value: 11 },
		cells: { city: 'city 1', people: 11 },
	},
	{
		type: 'scatter',
		data: rowsOf(NUMBERS, [
			[0, 0],
			[50, 50],
			[100, 100],
		]),
		place: { x: 0.5, y: 0.5 },
		keys: ['Home', 'ArrowRight'],
		detail: { row: 1, series: 'y', column: 'y', x: 50, value: 50 },
		cells: { x: 50, y: 50 },
	},
	{
		type: 'histogram',
		data: rowsOf([['n', 'number']], [[0], [1], [1], [2]]),
		spec: { histogram: { bins: 2 } },
		place: { x: 0.75, y: 0.9 },
		keys: ['End'],
		detail: { series: 'n', x: 1, value: 3 },
	},
	{
		type: 'box',
		data: rowsOf(NAMED, [
			['a', 1],
			['a', 2],
			['a', 3],
			['b', 7],
		]),
		place: { x: 0.25, y: 0.7 },
		keys: ['Home'],
		detail: { series: 'people', column: 'people', x: 'a', value: 2 },
	},
	{
		type: 'heatmap',
		data: rowsOf(
			[
				['city', 'text'],
				['kind', 'text'],
				['n', 'number'],
			],
			[
				['Oslo', 'a', 3],
				['Oslo', 'b', 7],
				['Rome', 'a', 5],
				['Rome', 'b', 1],
			],
		),
		place: { x: 0.75, y: 0.25 },
		keys: ['End'],
		detail: { row: 2, series: 'a', column: 'n', x: 'Rome', value: 5 },
		cells: { city: 'Rome', kind: 'a', n: 5 },
	},
	{
		type: 'pie',
		data: rowsOf(NAMED, [
			['Oslo', 75],
			['Rome', 25],
		]),
		// The last quarter is at the left of the top.
		place: { x: 0.45, y: 0.35 },
		keys: ['End'],
		detail: { row: 1, series: 'people', column: 'people', x: 'Rome', value: 25 },
		cells: { city: 'Rome', people: 25 },
	},
	{
		type: 'funnel',
		data: rowsOf(NAMED, [
			['seen', 100],
			['bought', 60],
		]),
		place: { x: 0.5, y: 0.4 },
		keys: ['Home'],
		detail: { row: 0, series: 'people', column: 'people', x: 'seen', value: 100 },
		cells: { city: 'seen', people: 100 },
	},
	{
		type: 'treemap',
		data: rowsOf(NAMED, [
			['large', 90],
			['small', 10],
		]),
		place: { x: 0.3, y: 0.5 },
		keys: ['Home'],
		detail: { row: 0, series: 'people', column: 'people', x: 'large', value: 90 },
		cells: { city: 'large', people: 90 },
	},
	{
		type: 'map',
		data: rowsOf(
			[
				['country', 'text'],
				['n', 'number'],
			],
			[
				['AUS', 7],
				['NZL', 3],
			],
		),
		// In the middle of Australia.
		place: { x: 0.76, y: 0.76 },
		keys: ['Home'],
		detail: { row: 0, series: 'n', column: 'n', x: 'AUS', value: 7 },
		cells: { country: 'AUS', n: 7 },
	},
	{
		type: 'calendar',
		data: rowsOf(
			[
				['day', 'date'],
				['n', 'number'],
			],
			[
				[day(0), 5],
				[day(40), 8],
			],
		),
		place: { x: -1, y: -1 },
		keys: ['End'],
		detail: { row: 1, series: 'n', column: 'n', x: day(40), value: 8 },
		cells: { day: day(40), n: 8 },
	},
	{
		type: 'gauge',
		data: rowsOf([['load', 'number']], [[70]]),
		place: { x: -1, y: -1 },
		keys: ['Home'],
		detail: { row: 0, series: 'load', column: 'load', x: null, value: 70 },
		cells: { load: 70 },
	},
	{
		type: 'sankey',
		data: rowsOf(
			[
				['from', 'text'],
				['to', 'text'],
				['n', 'number'],
			],
			[['a', 'b', 4]],
		),
		place: { x: 0.5, y: 0.5 },
		keys: ['Home', 'ArrowRight'],
		detail: { row: 0, series: 'b', column: 'n', x: 'a', value: 4 },
		cells: { from: 'a', to: 'b', n: 4 },
	},
];

// Here ECharts is hundreds of files, which take a busy machine longer than a test may wait.
await Promise.all(CASES.map(({ type }) => loadDrawing({ type }, () => {})));

afterEach(hands.clear);

/** As it is told: without what is not there. */
const plain = (detail: unknown): unknown => JSON.parse(JSON.stringify(detail ?? null));
const sorted = (detail: unknown): unknown =>
	Object.fromEntries(Object.entries(plain(detail) as object).sort(([a], [b]) => a.localeCompare(b)));

describe('the marks of the families', () => {
	for (const { type, data, spec: own, place, keys, detail, cells } of CASES) {
		const what = own ? ` with ${Object.keys(own).join()}` : '';

		it(`of a ${type} chart${what} are told in the terms of the result, by pointer, finger and keys`, async () => {
			const { chart } = await draw(type, data, own ? { spec: spec({ type, ...own }) } : {});
			const [hovered, selected] = [told('chartwire-hover'), told('chartwire-select')];
			for (const key of keys) press(chart, key);
			ok(press(chart, 'Enter').defaultPrevented, 'the key is taken');
			await until('a choice by the keyboard', () => selected.length === 1);
			equal(sorted(hovered.at(-1)), sorted(detail), 'what is looked at');
			const chosen = { ...detail, ...(cells ? { cells } : {}) };
			equal(sorted(selected[0]), sorted(chosen), 'what is chosen by the keyboard');
			press(chart, 'Escape');
			await until('nothing is looked at', () => hovered.at(-1) === null);
			if (place.x < 0) return;
			point(chart, 'pointermove', place, { buttons: 0 });
			await until('the pointer is told of', () => hovered.at(-1) !== null);
			equal(sorted(hovered.at(-1)), sorted(detail), 'what the pointer is at');
			click(chart, place);
			await until('a choice by the pointer', () => selected.length === 2);
			equal(sorted(selected[1]), sorted(chosen), 'what is clicked');
			click(chart, place, { pointerType: 'touch', pointerId: 3 });
			await until('a choice by a finger', () => selected.length === 3);
			equal(sorted(selected[2]), sorted(chosen), 'what is tapped');
		});
	}

	it('are told again when their value changes, and not any more when they are gone', async () => {
		const made = await draw('bar', cities(3));
		const hovered = told('chartwire-hover');
		press(made.chart, 'End');
		await until('the mark', () => hovered.length === 1);
		await bring(
			made,
			rowsOf(NAMED, [
				['a', 1],
				['b', 2],
				['city 2', 77],
			]),
		);
		await until('the value', () => hovered.length === 2);
		equal(hovered[1], { row: 2, series: 'people', column: 'people', x: 'city 2', value: 77 });
		await bring(made, cities(2));
		await until('that it is gone', () => hovered.length === 3);
		equal(hovered[2], null);
	});
});
