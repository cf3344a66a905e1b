import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pictureOf, type Rect, tableOf, theme } from './drawn.ts';

const near = (actual: number | undefined, expected: number, what: string, within = 2): void => {
	assert.ok(actual !== undefined && Math.abs(actual - expected) <= within, `${what}: ${actual}, expected ${expected}`);
};

const QUARTERS = tableOf('region people:number', [
	['north', 10],
	['south', 10],
	['west', 20],
]);

const rectsOf = ({ rects }: { readonly rects: readonly (Rect | undefined)[] }): Rect[] =>
	rects.map((rect) => rect ?? { x: 0, y: 0, width: 0, height: 0 });

test('slices go round from the top, each as wide as its share', () => {
	const [north, south, west] = rectsOf(pictureOf('pie', QUARTERS, { target: 'page' }));
	assert.ok(north && south && west);
	// A disc of 316 px in the middle of 640 × 320.
	near(north.x, 320, 'the left of the first quarter');
	near(north.y + north.height, 160, 'the bottom of the first quarter');
	near(north.width, 158, 'its width');
	near(south.y, 160, 'the top of the second quarter');
	near(south.x, 320, 'its left');
	near(west.x, 162, 'the left of the half');
	near(west.width, 158, 'its width');
	near(west.height, 316, 'its height');
});

test('a slice tells its value and its share, and a hidden one is no part of the whole', () => {
	const told = (hidden: readonly string[]): unknown[] =>
		pictureOf('pie', QUARTERS, { hidden }).built.marks.map((mark) => [
			mark.point.row,
			mark.tip().title,
			...mark.tip().rows.map(({ value }) => value),
		]);
	assert.deepEqual(told([]), [
		[0, 'north', '10', '25%'],
		[1, 'south', '10', '25%'],
		[2, 'west', '20', '50%'],
	]);
	assert.deepEqual(told(['north']), [
		[1, 'south', '10', '33%'],
		[2, 'west', '20', '67%'],
	]);
	const { built, svg } = pictureOf('pie', QUARTERS, { hidden: ['north'] });
	assert.equal(built.legend.entries.length, 3);
	assert.equal(built.legend.entries[1]?.color, theme.series[1]);
	assert.ok(svg.includes(`fill="${theme.series[1]}"`) && svg.includes('>67%<'), 'colour and share');
});

test('a donut has the sum of what is shown in its middle', () => {
	const text = (look: object): string => pictureOf('donut', QUARTERS, look).svg;
	assert.ok(text({}).includes('>40<') && text({}).includes('>people<'), 'the sum and its name');
	assert.ok(text({ hidden: ['west'] }).includes('>20<'), 'the sum of what is left');
	assert.ok(!pictureOf('pie', QUARTERS).svg.includes('>40<'), 'a pie has none');
	const huge = tableOf('region n:number', [['a', 4e15]]);
	assert.ok(pictureOf('donut', huge, { width: 320, height: 160 }).svg.includes('>4E15<'), 'in few characters');
});

test('what is below zero or missing has no slice, and is named; a zero is listed', () => {
	const table = tableOf('name n:number', [
		['a', 30],
		['loss', -20],
		['none', null],
		['zero', 0],
		['b', 10],
	]);
	const { built } = pictureOf('pie', table);
	assert.deepEqual(
		built.marks.map((mark) => [mark.tip().title, mark.tip().rows[1]?.value]),
		[
			['a', '75%'],
			['zero', '0%'],
			['b', '25%'],
		],
	);
	assert.deepEqual(built.notes, ['below 0, and no part of the whole: loss -20', 'without a value: none']);
});

test('beyond a limit, or more than there are colours for, the smallest are one slice, so that the whole stays whole', () => {
	const rows = Array.from({ length: 20 }, (_, index) => [`n ${index}`, index + 1]);
	const table = tableOf('name n:number', rows);
	const last = (spec: object): unknown[] => {
		const { built } = pictureOf('donut', table, { spec });
		const { title, rows: told = [] } = built.marks.at(-1)?.tip() ?? {};
		return [built.marks.length, title, told[0]?.value, built.marks.at(-1)?.point.row, built.notes];
	};
	// 1 + … + 20 = 210; the seven largest are 14 … 20 = 119.
	assert.deepEqual(last({}), [8, 'Others', '91', undefined, ['the 13 smallest are one slice']]);
	assert.deepEqual(last({ limit: { series: 3, others: 'All others' } }), [3, 'All others', '171', undefined, []]);
});

test('labels stand beside the disc and never over each other', () => {
	const table = tableOf('name n:number', [
		['large', 1000],
		...Array.from({ length: 7 }, (_, index) => [`small ${index}`, index + 1]),
	]);
	const { svg } = pictureOf('pie', table, { spec: { labels: true }, height: 300 });
	const placed = [...svg.matchAll(/translate\(([\d.]+) ([\d.]+)\)"[^>]*>(small \d|large)</g)].map(([, x, y, name]) => ({
		name,
		right: Number(x) > 320,
		y: Number(y),
	}));
	assert.equal(placed.length, 8, `${placed.length} names`);
	for (const one of placed) {
		for (const other of placed) {
			if (one === other || one.right !== other.right) continue;
			assert.ok(Math.abs(one.y - other.y) >= 30, `${one.name} and ${other.name} have two lines each`);
		}
	}
	assert.ok(!/>small 3</.test(pictureOf('pie', table, { target: 'page' }).svg), 'without being asked for');
});
