import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pictureOf, type Rect, tableOf } from './drawn.ts';

const near = (actual: number | undefined, expected: number, what: string, within = 1): void => {
	assert.ok(actual !== undefined && Math.abs(actual - expected) <= within, `${what}: ${actual}, expected ${expected}`);
};

/** The pixels of one unit, from two bars that begin at zero. */
const unitOf = ({ width }: Rect, value: number): number => width / Math.abs(value);

const REGIONS = tableOf('region revenue:number', [
	['north', 12],
	['south', 30],
	['east', -6],
	['west', null],
	['middle', 0],
]);

test('a bar is as long as its value, from zero, and the first row is on top', () => {
	const { built, rects } = pictureOf('bar', REGIONS);
	assert.deepEqual(
		built.marks.map(({ point }) => [point.row, point.x, point.column, point.value]),
		[
			[0, 'north', 'revenue', 12],
			[1, 'south', 'revenue', 30],
			[2, 'east', 'revenue', -6],
			[4, 'middle', 'revenue', 0],
		],
	);
	const [north, south, east] = rects;
	assert.ok(north && south && east);
	near(south.width, unitOf(north, 12) * 30, 'the length of south');
	near(east.width, unitOf(north, 12) * 6, 'the length of east');
	near(south.x, north.x, 'where south begins');
	near(east.x + east.width, north.x, 'where east ends');
	assert.ok(north.y < south.y && south.y < east.y, 'the order');
});

const KINDS = tableOf('region kind n:number', [
	['north', 'a', 10],
	['north', 'b', 30],
	['south', 'a', 5],
	['south', 'c', 20],
]);

test('stacked bars begin where the one before them ends, and shares fill the whole', () => {
	const stacked = pictureOf('bar', KINDS, { spec: { stack: 'stacked' } });
	const [a, b, southA, c] = stacked.rects;
	assert.ok(a && b && southA && c);
	near(b.x, a.x + a.width, 'where b begins');
	near(b.width, unitOf(a, 10) * 30, 'the length of b');
	near(c.x, southA.x + southA.width, 'where c begins');
	const shares = pictureOf('bar', KINDS, { spec: { stack: 'percent' } });
	const [shareA, shareB, shareSouth, shareC] = shares.rects;
	assert.ok(shareA && shareB && shareSouth && shareC);
	near(shareA.width * 3, shareB.width, 'a quarter beside three', 2);
	near(shareA.width + shareB.width, shareSouth.width + shareC.width, 'both stacks');
	assert.equal(shares.built.marks[0]?.tip().rows.find(({ own }) => own)?.value, '25%');
});

test('grouped bars of one category stand beside each other, and a series keeps its colour when another is hidden', () => {
	const { built, rects } = pictureOf('bar', KINDS);
	const [a, b] = rects;
	assert.ok(a && b);
	near(a.x, b.x, 'both begin at zero');
	assert.ok(b.y >= a.y + a.height - 1, 'b is below a');
	const hidden = pictureOf('bar', KINDS, { hidden: ['a'] });
	assert.deepEqual(
		hidden.built.marks.map(({ point }) => point.series),
		['b', 'c'],
	);
	assert.equal(hidden.built.legend.entries.length, 3);
	const colorOfB = built.legend.entries.find(({ key }) => key === 'b')?.color ?? 'none';
	assert.ok(hidden.svg.includes(`fill="${colorOfB}"`), `${colorOfB} is not in the picture`);
});

test('bars are sorted by their values, what has none comes last, and a limit sums up the others', () => {
	const order = (spec: object): unknown[] => {
		const { built, rects } = pictureOf('bar', REGIONS, { spec });
		const placed = built.marks.map(({ point }, at) => ({ x: point.x, value: point.value, y: rects[at]?.y ?? 0 }));
		return placed.sort((one, other) => one.y - other.y).map(({ x, value }) => [x, value]);
	};
	assert.deepEqual(order({ sort: 'ascending' }), [
		['east', -6],
		['middle', 0],
		['north', 12],
		['south', 30],
	]);
	assert.deepEqual(order({ limit: { series: 3, others: 'Others' }, sort: 'descending' }), [
		['south', 30],
		['north', 12],
		['Others', -6],
	]);
	const { built } = pictureOf('bar', REGIONS, { spec: { limit: { series: 2 } } });
	assert.deepEqual(built.notes, ['the 2 largest of 5 categories']);
});

test('values are written at their bars, and categories of 80 characters are cut', () => {
	const long = 'x'.repeat(80);
	const table = tableOf('name n:number', [
		[long, 1234],
		['short', 5],
	]);
	const plain = pictureOf('bar', table);
	const labeled = pictureOf('bar', table, { spec: { labels: true } });
	assert.ok(!plain.svg.includes('>1,234<') && labeled.svg.includes('>1,234<'), 'the value');
	assert.ok(!labeled.svg.includes(long) && /x{5,}…/.test(labeled.svg), 'the cut name');
	assert.equal(labeled.built.marks[0]?.tip().title, long, 'the card has it in full');
	for (const rect of labeled.rects) assert.ok((rect?.x ?? 0) < 640 * 0.5, 'names take half of the picture');
});

test('on a logarithmic axis ten times as much is one step further, and what is not above 0 has no place', () => {
	const table = tableOf('name n:number', [
		['a', 10],
		['b', 100],
		['c', 1000],
		['d', 0],
	]);
	const { rects } = pictureOf('bar', table, { spec: { yAxis: { scale: 'log', min: 1 } } });
	const [a, b, c] = rects.map((rect) => rect?.width ?? 0);
	near(b, (a ?? 0) * 2, 'a hundred');
	near(c, (a ?? 0) * 3, 'a thousand');
});

test('a threshold stands at its value, between the ends of the bars around it', () => {
	const { svg, rects } = pictureOf('bar', REGIONS, { spec: { thresholds: [{ value: 18, label: 'Plan' }] } });
	assert.ok(svg.includes('>Plan<'), 'its label');
	const [north] = rects;
	assert.ok(north);
	const expected = north.x + (north.width / 12) * 18;
	const lines = [...svg.matchAll(/<path d="M([\d.]+) [\d.]+L([\d.]+) [\d.]+"[^>]*stroke-dasharray/g)];
	assert.equal(lines.length, 1, 'one dashed line');
	near(Number(lines[0]?.[1]), expected, 'where it stands');
});
