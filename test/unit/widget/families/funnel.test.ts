import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxesOf, pictureOf, tableOf, theme } from './drawn.ts';

const STEPS = tableOf('step films:number', [
	['all', 400],
	['rated', 300],
	['sold', 60],
]);

const blue = theme.series[0] ?? '';

test('each step is a bar as long as its value, one below the other around one middle', () => {
	const boxes = boxesOf(pictureOf('funnel', STEPS).svg, blue);
	assert.equal(boxes.length, 3);
	const [all, rated, sold] = boxes;
	assert.ok(all && rated && sold);
	const near = (actual: number, expected: number, what: string) =>
		assert.ok(Math.abs(actual - expected) < 0.5, `${what}: ${actual}, expected ${expected}`);
	near(rated.width, (all.width * 300) / 400, 'rated');
	near(sold.width, (all.width * 60) / 400, 'sold');
	near(rated.x + rated.width / 2, all.x + all.width / 2, 'the middle');
	assert.ok(all.y + all.height <= rated.y && rated.y + rated.height <= sold.y, 'the order');
});

test('a step tells its share of the first, and of the step before', () => {
	const { built, svg } = pictureOf('funnel', STEPS, { spec: { labels: true } });
	const rows = built.marks.map((mark) => mark.tip().rows.map(({ name, value }) => `${name} ${value}`));
	assert.deepEqual(rows, [['films 400'], ['films 300', 'of all 75%'], ['films 60', 'of all 15%', 'of rated 20%']]);
	assert.ok(built.summary.includes('sold 60, 15% of the first and 20% of the step before'), built.summary);
	assert.ok(svg.includes('>60 · 15%<'), 'beside its bar');
	assert.ok(!pictureOf('funnel', STEPS).svg.includes('>60 ·'), 'the value only where it is asked for');
});

test('steps stand as the rows do, or by size; what is null or below zero has no bar and is named', () => {
	const table = tableOf('step n:number', [
		['b', 10],
		['c', 8],
		['unknown', null],
		['a', 20],
		['back', -5],
	]);
	const order = (spec: object): string[] =>
		pictureOf('funnel', table, { spec }).built.marks.map(({ tip }) => tip().title);
	assert.deepEqual(order({}), ['b', 'c', 'a', 'back']);
	assert.deepEqual(order({ sort: 'descending' }), ['a', 'b', 'c', 'back']);
	const { built, svg } = pictureOf('funnel', table);
	assert.equal(boxesOf(svg, blue).filter(({ width }) => width > 0).length, 3);
	assert.deepEqual(built.notes, ['below 0, and without a bar: back -5', 'without a value: unknown']);
	assert.deepEqual(built.marks[2]?.tip().rows.slice(1), [
		{ name: 'of b', value: '200%' },
		{ name: 'of c', value: '250%' },
	]);
});
