import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cell } from '../../../../widget/protocol.ts';
import { type Look, type Picture, pictureOf, type Rect, tableOf, theme } from './drawn.ts';

const [BLUE = '', ORANGE = ''] = theme.series;

const near = (actual: number | undefined, expected: number, what: string, within = 1): void => {
	assert.ok(actual !== undefined && Math.abs(actual - expected) <= within, `${what}: ${actual}, expected ${expected}`);
};

type Place = readonly [number, number];

/** The corners of each piece of the line that is drawn in this colour, read from the SVG. */
function piecesOf({ svg }: Picture, color: string): Place[][] {
	const paths = [...svg.matchAll(/<path d="([^"]*)"[^>]*>/g)].filter(
		([path]) => path.includes(`stroke="${color}"`) && path.includes('fill="none"'),
	);
	return paths.flatMap(([, d = '']) =>
		d
			.split('M')
			.filter(Boolean)
			.map((piece) => piece.split('L').map((pair) => pair.trim().split(/[ ,]+/).map(Number) as unknown as Place)),
	);
}

const DAYS = ['2024-01-01', '2024-01-02', '2024-01-05', '2024-01-09'];
const daily = (...values: Cell[]) =>
	tableOf(
		'day:date n:number',
		values.map((value, at) => [DAYS[at] ?? null, value]),
	);
const draw = (
	type: 'line' | 'area' | 'step' | 'column' | 'combination',
	table: ReturnType<typeof tableOf>,
	spec: Look['spec'] = {},
) => pictureOf(type, table, { spec, target: 'page' });

test('a line goes through its values at their times, which are apart as far as their days', () => {
	const [piece = []] = piecesOf(draw('line', daily(10, 30, 20, 50)), BLUE);
	assert.equal(piece.length, 4);
	const day = ((piece[3]?.[0] ?? 0) - (piece[0]?.[0] ?? 0)) / 8;
	const unit = ((piece[0]?.[1] ?? 0) - (piece[3]?.[1] ?? 0)) / 40;
	assert.ok(day > 20 && unit > 2, `${day} pixels a day, ${unit} a unit`);
	[0, 1, 4, 8].forEach((offset, at) => {
		near(piece[at]?.[0], (piece[0]?.[0] ?? 0) + day * offset, `the time of ${DAYS[at]}`);
	});
	[10, 30, 20, 50].forEach((value, at) => {
		near(piece[at]?.[1], (piece[0]?.[1] ?? 0) - unit * (value - 10), `the place of ${value}`);
	});
});

test('a null is a gap, unless the author says zero or connect', () => {
	const table = tableOf('x:number n:number', [
		[0, 5],
		[1, 6],
		[2, null],
		[3, 6],
		[4, 7],
	]);
	assert.deepEqual(
		piecesOf(draw('line', table), BLUE).map((piece) => piece.length),
		[2, 2],
	);
	assert.deepEqual(
		piecesOf(draw('line', table, { nulls: 'connect' }), BLUE).map((piece) => piece.length),
		[4],
	);
	const [zero = []] = piecesOf(draw('line', table, { nulls: 'zero' }), BLUE);
	assert.equal(zero.length, 5);
	near(
		((zero[2]?.[1] ?? 0) - (zero[0]?.[1] ?? 0)) / ((zero[0]?.[1] ?? 0) - (zero[1]?.[1] ?? 0)),
		5,
		'how deep zero is',
		0.3,
	);
});

test('a step keeps its value until the next one', () => {
	const [piece = []] = piecesOf(
		draw(
			'step',
			tableOf('x:number n:number', [
				[0, 1],
				[1, 3],
				[2, 2],
			]),
		),
		BLUE,
	);
	const [a, corner, b] = piece;
	near(corner?.[1], a?.[1] ?? 0, 'it stays level');
	near(corner?.[0], b?.[0] ?? 0, 'it rises at once');
});

test('areas on each other end at the sums of their values', () => {
	const table = tableOf('x:number a:number b:number', [
		[0, 10, 5],
		[1, 20, 20],
	]);
	const picture = draw('area', table, { stack: 'stacked' });
	const [[a0, a1] = []] = piecesOf(picture, BLUE);
	const [[b0, b1] = []] = piecesOf(picture, ORANGE);
	const unit = ((a0?.[1] ?? 0) - (a1?.[1] ?? 0)) / 10;
	near(b0?.[1], (a0?.[1] ?? 0) - 5 * unit, 'the first sum');
	near(b1?.[1], (a1?.[1] ?? 0) - 20 * unit, 'the second sum');
});

test('columns are as high as their values, and stand on zero or hang from it', () => {
	const { rects, built } = draw(
		'column',
		tableOf('name n:number', [
			['a', 10],
			['b', 25],
			['c', -5],
		]),
	);
	const [a, b, c] = rects as readonly Rect[];
	assert.ok(a && b && c);
	near(b.height, a.height * 2.5, 'the height of b');
	near(c.height, a.height / 2, 'the height of c');
	near(a.y + a.height, c.y, 'zero');
	assert.ok(a.x < b.x && b.x < c.x, 'their order');
	assert.deepEqual(
		built.marks.map(({ point }) => [point.row, point.x, point.value]),
		[
			[0, 'a', 10],
			[1, 'b', 25],
			[2, 'c', -5],
		],
	);
});

test('the line of a combination is measured by the second axis, and the columns by the first', () => {
	const table = tableOf('name n:number rate:number', [
		['a', 1000, 0.1],
		['b', 2000, 0.3],
		['c', 500, 0.2],
	]);
	const picture = draw('combination', table, { y2: ['rate'] });
	const columns = picture.rects.filter((rect) => rect !== undefined);
	near(columns[1]?.height, (columns[0]?.height ?? 0) * 2, 'the column of b');
	const [line = []] = piecesOf(picture, ORANGE);
	const rise = (line[0]?.[1] ?? 0) - (line[1]?.[1] ?? 0);
	assert.ok(rise > 100, `the line rises by ${rise} pixels, as the first axis would have it`);
	near((line[0]?.[1] ?? 0) - (line[2]?.[1] ?? 0), ((line[0]?.[1] ?? 0) - (line[1]?.[1] ?? 0)) / 2, 'the line at c');
	near(line[0]?.[0], (columns[0]?.x ?? 0) + (columns[0]?.width ?? 0) / 2, 'the line stands over its column');
	assert.ok(picture.svg.includes('>0.300<') && picture.svg.includes('>2,000<'), 'both axes have ticks');
});

test('on a logarithmic axis ten times as much is one step further', () => {
	const table = tableOf(
		'x:number n:number',
		[1, 10, 100, 1000].map((value, at) => [at, value]),
	);
	const [line = []] = piecesOf(draw('line', table, { yAxis: { scale: 'log' } }), BLUE);
	const step = (line[0]?.[1] ?? 0) - (line[1]?.[1] ?? 0);
	assert.ok(step > 20);
	near((line[1]?.[1] ?? 0) - (line[3]?.[1] ?? 0), step * 2, 'two steps');
});

test('an interval reaches from its low to its high value, also below zero', () => {
	const table = tableOf('x:number n:number lo:number hi:number', [
		[0, 0, -10, 10],
		[1, 5, -20, 20],
	]);
	const { svg, built } = draw('line', table, { y: ['n'], interval: { low: 'lo', high: 'hi', label: 'Range' } });
	const [line = []] = piecesOf({ svg, built, rects: [] }, BLUE);
	const unit = ((line[0]?.[1] ?? 0) - (line[1]?.[1] ?? 0)) / 5;
	const zero = line[0]?.[1] ?? 0;
	const band = [...svg.matchAll(/<path d="([^"]*)" fill="rgb\(47,111,222\)" fill-opacity="0\.2"/g)];
	assert.equal(band.length, 1, 'one band');
	const ys = (band[0]?.[1] ?? '').match(/-?[\d.]+ -?[\d.]+/g)?.map((pair) => Number(pair.split(' ')[1])) ?? [];
	near(Math.max(...ys), zero + 20 * unit, 'its lowest');
	near(Math.min(...ys), zero - 20 * unit, 'its highest');
	assert.deepEqual(
		built.legend.entries.map(({ name }) => name),
		['n', 'Range'],
	);
});

test('a threshold, a band and marks of the x axis stand where the author puts them', () => {
	const picture = draw('line', daily(0, 10, 20, 40), {
		thresholds: [{ value: 20, label: 'Plan' }],
		annotations: { points: [{ at: '2024-01-05', label: 'Release' }] },
	});
	const [line = []] = piecesOf(picture, BLUE);
	const level = [...picture.svg.matchAll(/<path d="M[\d.]+ ([\d.]+)L[\d.]+ ([\d.]+)"[^>]*stroke-dasharray/g)];
	assert.equal(level.length, 1);
	near(Number(level[0]?.[1]), line[2]?.[1] ?? 0, 'the threshold is where 20 is');
	const mark = [...picture.svg.matchAll(/<path d="M([\d.]+) [\d.]+L([\d.]+) [\d.]+"[^>]*stroke="#5c6670"/g)];
	near(Number(mark[0]?.[1]), line[2]?.[0] ?? 0, 'the mark is where its day is');
	for (const words of ['Plan', 'Release']) assert.ok(picture.svg.includes(`>${words}<`), words);
	assert.match(picture.built.summary, /Marked: Release \(Jan 5, 2024\)/);
});

test('hours of a zone are told by its wall clock, over the night in which it is set', () => {
	const rows = Array.from({ length: 6 }, (_, hour) => [`2024-03-31T0${hour}:00:00Z`, hour]);
	const { built } = draw('line', tableOf('at:timestamptz n:number', rows), { timeZone: 'Europe/Berlin' });
	const hours = built.marks.map((mark) => /\d\d:\d\d/.exec(mark.tip().title)?.[0]);
	// At 01:00 UTC Berlin goes from 02:00 to 03:00.
	assert.deepEqual(hours, ['01:00', '03:00', '04:00', '05:00', '06:00', '07:00']);
});

test('a sparkline is nothing but its line, its last value marked and written', () => {
	const picture = pictureOf(
		'sparkline',
		tableOf(
			'day:date n:number m:number',
			DAYS.map((day, at) => [day, at * 10, 1]),
		),
		{ width: 160, height: 40 },
	);
	const texts = [...picture.svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);
	assert.deepEqual(texts, ['30']);
	const [line = []] = piecesOf(picture, BLUE);
	assert.equal(line.length, 4);
	assert.deepEqual(picture.built.notes, ['the first of 2 series']);
});
