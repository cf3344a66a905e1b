import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxesOf, pictureOf, tableOf, theme } from './drawn.ts';

const COLUMNS = 'day:date open:number high:number low:number close:number';

/** A Friday and a Monday, in the wrong order. */
const TRADE = tableOf(COLUMNS, [
	['2024-01-08', 30, 34, 20, 22],
	['2024-01-05', 10, 40, 5, 30],
]);

const [blue = '', orange = ''] = theme.series;

const near = (actual: number | undefined, expected: number, what: string): void =>
	assert.ok(actual !== undefined && Math.abs(actual - expected) <= 1.5, `${what}: ${actual}, expected ${expected}`);

/** The ends of the lines of this colour, from the top down. */
const wicksOf = (svg: string, color: string): number[][] =>
	[...svg.matchAll(/<path d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)"[^>]*stroke="([^"]*)"/g)].flatMap(
		([, , top, , bottom, stroke]) => (stroke === color ? [[Number(top), Number(bottom)]] : []),
	);

test('a candle reaches from low to high, its body from open to close', () => {
	const { svg } = pictureOf('candlestick', TRADE, { spec: { yAxis: { min: 0, max: 40 } }, target: 'page' });
	const [[riseTop = 0, riseBottom = 0] = []] = wicksOf(svg, blue);
	const unit = (riseBottom - riseTop) / 35;
	const yOf = (price: number) => riseTop + (40 - price) * unit;
	const [[fallTop, fallBottom] = []] = wicksOf(svg, orange);
	near(fallTop, yOf(34), 'the high of Monday');
	near(fallBottom, yOf(20), 'its low');
	const [body] = boxesOf(svg, orange);
	near(body?.y, yOf(30), 'its open');
	near(body?.height, unit * 8, 'from open to close');
});

test('rising candles are hollow and falling ones filled, in the order of their days, without a gap for a weekend', () => {
	const { built, svg } = pictureOf('candlestick', TRADE, { target: 'page' });
	assert.equal(boxesOf(svg, blue).length, 0, 'nothing is filled in the colour of rising');
	assert.equal([...svg.matchAll(/fill="#ffffff" stroke="#2f6fde"/g)].length, 1, 'a hollow body');
	assert.deepEqual(
		built.marks.map(({ step, point }) => [step, point.row, point.x, point.value]),
		[
			[0, 1, '2024-01-05', 30],
			[1, 0, '2024-01-08', 22],
		],
	);
	assert.deepEqual(
		built.marks[1]?.tip().rows.map(({ name, value }) => `${name} ${value}`),
		['open 30', 'high 34', 'low 20', 'close 22', 'change -26.7%'],
	);
});

test('the columns are found by name however they are written, or as the author says', () => {
	const rows = TRADE.data[0]?.map((_, row) => TRADE.data.map((column) => column[row] ?? null)) ?? [];
	const counted = (columns: string, spec: object = {}): number =>
		pictureOf('candlestick', tableOf(columns, rows), { spec }).built.marks.length;
	assert.equal(counted('day:date Open:number HIGH:number low:number cLose:number'), 2);
	const own = 'day:date first:number high:number low:number last:number';
	assert.equal(counted(own), 0);
	assert.equal(counted(own, { candlestick: { open: 'first', close: 'last' } }), 2);
	assert.deepEqual(pictureOf('candlestick', tableOf(own, rows)).built.notes, [
		'there is no column of numbers called “open”, “close”: name it in “candlestick”',
	]);
});

test('a day without all four prices is left out and counted', () => {
	const { built } = pictureOf(
		'candlestick',
		tableOf(COLUMNS, [
			['2024-01-05', 1, 2, 1, 2],
			['2024-01-08', 1, null, 1, 2],
		]),
	);
	assert.equal(built.marks.length, 1);
	assert.deepEqual(built.notes, ['1 row without all four prices']);
});
