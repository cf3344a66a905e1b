import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Picture, pictureOf, type Rect, tableOf } from './drawn.ts';

const near = (actual: number | undefined, expected: number, what: string, within = 1.5): void => {
	assert.ok(actual !== undefined && Math.abs(actual - expected) <= within, `${what}: ${actual}, expected ${expected}`);
};

const rectAt = ({ rects }: Picture, at: number): Rect => {
	const rect = rects[at];
	assert.ok(rect, `mark ${at} is not drawn`);
	return rect;
};

test('bins of a histogram are as high as their counts, and stand edge to edge', () => {
	const values = [...Array<number>(8).fill(1), ...Array<number>(4).fill(2), 3, 3];
	const picture = pictureOf(
		'histogram',
		tableOf(
			'n:number',
			values.map((value) => [value]),
		),
	);
	assert.deepEqual(
		picture.built.marks.map(({ point, tip }) => [point.value, tip().title]),
		[
			[8, '1'],
			[4, '2'],
			[2, '3'],
		],
	);
	const [one, two, three] = [rectAt(picture, 0), rectAt(picture, 1), rectAt(picture, 2)];
	near(one.height, two.height * 2, 'the height of eight');
	near(two.height, three.height * 2, 'the height of four');
	near(one.x + one.width, two.x, 'the first edge');
	near(two.width, one.width, 'the width');
	assert.equal(picture.built.marks[0]?.tip().rows[1]?.value, '57.1%');
});

test('a box reaches from whisker to whisker and to its outliers, at the place of its category', () => {
	const rows = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 40].map((value) => ['a', value]);
	const picture = pictureOf('box', tableOf('kind n:number', [...rows, ['b', 20], ['b', 30], ['c', null]]));
	assert.deepEqual(
		picture.built.marks.map(({ point }) => [point.x, point.value]),
		[
			['a', 6.5],
			['b', 25],
		],
	);
	const rowOf = (name: string) => picture.built.marks[0]?.tip().rows.find((row) => row.name === name)?.value;
	assert.deepEqual(
		['whisker above', 'upper quartile', 'median', 'lower quartile', 'whisker below', 'outliers', 'values'].map(rowOf),
		['11.00', '9.25', '6.50', '3.75', '1.00', '1', '12'],
	);
	// From 1 to 40 in one, from 20 to 30 in the other, on one scale.
	const [a, b] = [rectAt(picture, 0), rectAt(picture, 1)];
	near(a.height / (40 - 1), b.height / (30 - 20), 'pixels of one unit', 0.4);
	assert.ok(a.x + a.width < b.x, 'they stand beside each other');
	const marked = pictureOf('box', tableOf('kind n:number', rows), { spec: { thresholds: [{ value: 40 }] } });
	const [, level] = /<path d="M[\d.]+ ([\d.]+)L[^>]*stroke-dasharray/.exec(marked.svg) ?? [];
	near(Number(level), rectAt(marked, 0).y, 'the outlier of 40 is where 40 is, but for its own size', 6);
});

test('a box of five columns shows what the SQL has computed', () => {
	const table = tableOf('kind lo:number q1:number mid:number q3:number hi:number', [['a', 1, 2, 3, 5, 9]]);
	const spec = { box: { low: 'lo', q1: 'q1', median: 'mid', q3: 'q3', high: 'hi' } };
	const { built } = pictureOf('box', table, { spec });
	assert.deepEqual(
		built.marks[0]?.tip().rows.map(({ value }) => value),
		['9', '5', '3', '2', '1'],
	);
	assert.deepEqual(built.marks[0]?.point, { row: 0, series: 'mid', column: 'mid', x: 'a', value: 3 });
});

const HOURS = tableOf('weekday hour:number n:number', [
	['Mon', 9, 0],
	['Mon', 8, 5],
	['Tue', 8, 10],
	['Tue', 10, 3],
]);
const HEAT = { x: 'hour', series: 'weekday', y: ['n'], colorScale: { kind: 'sequential' as const } };

test('cells of a heat map stand in the order of their hours and days, and the same value has the same colour', () => {
	const picture = pictureOf('heatmap', HOURS, { spec: HEAT });
	const found = picture.built.marks.map(({ point }, at) => ({ ...point, rect: rectAt(picture, at) }));
	const cell = (x: number, series: string) => found.find((each) => each.x === x && each.series === series)?.rect;
	assert.equal(found.length, 4);
	near(cell(8, 'Mon')?.x, cell(8, 'Tue')?.x ?? 0, 'one hour is one column');
	near(cell(8, 'Mon')?.y, cell(9, 'Mon')?.y ?? 0, 'one day is one row');
	assert.ok((cell(8, 'Mon')?.x ?? 0) < (cell(9, 'Mon')?.x ?? 0), '8 is left of 9');
	assert.ok((cell(9, 'Mon')?.x ?? 0) < (cell(10, 'Tue')?.x ?? 0), '9 is left of 10');
	assert.ok((cell(8, 'Mon')?.y ?? 0) < (cell(8, 'Tue')?.y ?? 0), 'the first row is on top');
	assert.deepEqual(picture.built.legend.ramp?.texts, ['0', '5', '10']);
	const same = pictureOf(
		'heatmap',
		tableOf('a b n:number', [
			['x', 'p', 1],
			['y', 'p', 1],
			['x', 'q', 9],
		]),
	);
	const fills = [...same.svg.matchAll(/fill="(#[\da-f]{6})"/g)].map(([, color]) => color);
	const [low, high] = [same.built.legend.ramp?.colors[0], same.built.legend.ramp?.colors.at(-1)];
	assert.ok(low !== high);
	assert.equal(fills.filter((fill) => fill === low).length, 2, 'two cells of 1');
	assert.equal(fills.filter((fill) => fill === high).length, 1, 'one cell of 9');
});

test('a day of a calendar stands below its weekday’s name, a week to the right of the week before', () => {
	// 2024-01-01 is a Monday.
	const days = ['2024-01-01', '2024-01-02', '2024-01-08', '2024-01-14', '2024-01-14'];
	const picture = pictureOf(
		'calendar',
		tableOf(
			'day:date n:number',
			days.map((day, at) => [day, at + 1]),
		),
	);
	assert.deepEqual(
		picture.built.marks.map(({ point }) => [point.row, point.x, point.value]),
		[
			[0, '2024-01-01', 1],
			[1, '2024-01-02', 2],
			[2, '2024-01-08', 3],
			[undefined, '2024-01-14', 9],
		],
	);
	const [monday, tuesday, next, sunday] = [0, 1, 2, 3].map((at) => rectAt(picture, at)) as [Rect, Rect, Rect, Rect];
	const side = tuesday.y - monday.y;
	assert.ok(side >= 6, `a day of ${side} pixels`);
	near(tuesday.x, monday.x, 'Tuesday is of the same week');
	near(next.x - monday.x, side, 'a week is as wide as a day is high');
	near(next.y, monday.y, 'the next Monday');
	near(monday.y - sunday.y, side, 'Sunday is the first, as weeks are in the US');
	assert.match(picture.built.marks[0]?.tip().title ?? '', /Mon, Jan 1, 2024/);
});

test('a calendar of many years shows the last of them, and says so', () => {
	const rows = Array.from({ length: 20 }, (_, at) => [`${2005 + at}-06-01`, at]);
	const { built } = pictureOf('calendar', tableOf('day:date n:number', rows), { height: 200 });
	assert.match(built.notes.join(), /^the last \d+ of 20 years$/);
	assert.equal(built.marks.at(-1)?.point.x, '2024-06-01');
	assert.ok(built.marks.length < 20 && built.marks.length > 0);
});

test('an axis of bins has two ticks at least, also where the round numbers lie beyond its ends', () => {
	const rows = Array.from({ length: 80 }, (_, at) => [1.4 + at * 0.0975]);
	const { svg } = pictureOf('histogram', tableOf('rating:number', rows), {
		spec: { histogram: { bins: 40 } },
		width: 320,
		height: 200,
	});
	const labels = [...svg.matchAll(/<text[^>]*text-anchor="middle"[^>]*>(\d+)</g)].map(([, text]) => Number(text));
	assert.ok(labels.length >= 2, labels.join());
	assert.ok(
		labels.every((label) => label >= 1.4 && label <= 9.2),
		labels.join(),
	);
});
