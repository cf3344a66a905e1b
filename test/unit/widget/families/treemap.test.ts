import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { squares } from '../../../../widget/families/squares.ts';
import { boxesOf, pictureOf, type Rect, tableOf, theme } from './drawn.ts';

const PLACES = tableOf('region country people:number age:number', [
	['north', 'a', 40, 20],
	['south', 'b', 30, 40],
	['north', 'c', 20, 30],
	['south', 'd', 10, null],
	['north', 'lost', -5, 1],
	['north', 'none', null, 1],
]);

const sizeOf = ({ width, height }: Rect): number => width * height;
const [blue = '', orange = ''] = theme.series;

test('rectangles are as large as their values, fill the whole, and do not lie over each other', () => {
	const values = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 40 });
	fc.assert(
		fc.property(values, fc.integer({ min: 20, max: 900 }), fc.integer({ min: 20, max: 500 }), (some, width, height) => {
			const sorted = [...some].sort((a, b) => b - a);
			const total = sorted.reduce((sum, value) => sum + value, 0);
			const areas = squares(sorted, { left: 5, top: 7, width, height });
			areas.forEach((one, at) => {
				const expected = ((sorted[at] ?? 0) / total) * width * height;
				assert.ok(Math.abs(one.width * one.height - expected) < expected * 1e-6 + 1e-6, `the size of ${at}`);
				assert.ok(one.left >= 5 - 1e-6 && one.left + one.width <= 5 + width + 1e-6, 'across');
				assert.ok(one.top >= 7 - 1e-6 && one.top + one.height <= 7 + height + 1e-6, 'down');
				for (const other of areas.slice(0, at)) {
					const across = Math.min(one.left + one.width, other.left + other.width) - Math.max(one.left, other.left);
					const down = Math.min(one.top + one.height, other.top + other.height) - Math.max(one.top, other.top);
					assert.ok(across < 1e-6 || down < 1e-6, `${at} lies over another`);
				}
			});
		}),
	);
});

test('parts of one value each are near to squares', () => {
	const areas = squares(new Array<number>(16).fill(1), { left: 0, top: 0, width: 400, height: 400 });
	for (const { width, height } of areas) assert.ok(Math.abs(width - height) < 1, `${width} × ${height}`);
});

test('leaves of one branch have its colour, and are as large as their values', () => {
	const { svg, built } = pictureOf('treemap', PLACES, {
		spec: { treemap: { path: ['region', 'country'] } },
		target: 'page',
	});
	const [a, c] = boxesOf(svg, blue).map(sizeOf);
	const [b, d] = boxesOf(svg, orange).map(sizeOf);
	assert.ok(a && b && c && d);
	assert.ok(Math.abs(a / c - 2) < 0.06, `a is twice c: ${a / c}`);
	assert.ok(Math.abs(b / d - 3) < 0.1, `b is three times d: ${b / d}`);
	assert.ok(svg.includes('>north<') && svg.includes('>south<'), 'the names of the branches');
	assert.deepEqual(
		built.marks.map(({ step, lane, point, tip }) => [step, lane, point.row, tip().title]),
		[
			[0, 0, 0, 'north › a'],
			[0, 1, 2, 'north › c'],
			[1, 0, 1, 'south › b'],
			[1, 1, 3, 'south › d'],
		],
	);
	assert.deepEqual(built.notes, ['below 0, and without an area: lost', 'without a value: none']);
});

test('a leaf tells its share of its branch and of all', () => {
	const { built } = pictureOf('treemap', PLACES, { spec: { treemap: { path: ['region', 'country'] } } });
	assert.deepEqual(built.marks[1]?.tip().rows, [
		{ name: 'people', value: '20' },
		{ name: 'of north', value: '33%' },
		{ name: 'of all', value: '20%' },
	]);
});

test('a branch that is switched off leaves its room to the others, which keep their colours', () => {
	const look = { spec: { treemap: { path: ['region', 'country'] } }, hidden: ['north'], target: 'page' as const };
	const { svg, built } = pictureOf('treemap', PLACES, look);
	assert.deepEqual([boxesOf(svg, blue).length, boxesOf(svg, orange).length], [0, 2]);
	assert.equal(built.legend.entries.length, 2);
	assert.equal(built.marks[0]?.tip().rows[2]?.value, '75%');
});

test('rows of one name are one part, and a second column gives its colours', () => {
	const { built } = pictureOf('treemap', PLACES, { spec: { treemap: { path: ['region'] } } });
	assert.deepEqual(
		built.marks.map(({ point }) => [point.x, point.value, point.row]),
		[
			['north', 60, undefined],
			['south', 40, undefined],
		],
	);
	const toned = pictureOf('treemap', PLACES, {
		spec: { treemap: { path: ['country'] }, y: ['people', 'age'] },
		target: 'page',
	});
	assert.ok(toned.built.legend.ramp, 'a legend of the scale');
	assert.equal(boxesOf(toned.svg, theme.grid).length, 1, 'what has no number has no colour');
	assert.deepEqual(toned.built.marks[0]?.tip().rows[1], { name: 'age', value: '20' });
});
