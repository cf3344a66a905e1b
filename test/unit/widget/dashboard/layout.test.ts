import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { DashboardPlace } from '../../../../widget/dashboard-spec.ts';
import { halfPlaces, inReadingOrder, rowsOf, withinGrid } from '../../../../widget/elements/sql-dashboard/layout.ts';

type Placed = DashboardPlace & { readonly id: string };

const item = (id: string, x: number, y: number, [w, h]: readonly [w: number, h: number]): Placed => ({
	id,
	x,
	y,
	w,
	h,
});
const half = (items: readonly Placed[]) => Object.fromEntries(halfPlaces(items));
const overlap = (a: DashboardPlace, b: DashboardPlace): boolean =>
	a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

test('one reads line by line, and a line from its start', () => {
	const items = [item('c', 0, 2, [1, 1]), item('b', 6, 0, [6, 4]), item('a', 0, 0, [6, 2])];
	assert.deepEqual(
		inReadingOrder(items).map(({ id }) => id),
		['a', 'b', 'c'],
	);
});

test('halves and thirds keep their rows on six columns', () => {
	assert.deepEqual(half([item('a', 0, 0, [6, 4]), item('b', 6, 0, [6, 2]), item('c', 6, 2, [6, 2])]), {
		a: { x: 0, y: 0, w: 3, h: 4 },
		b: { x: 3, y: 0, w: 3, h: 2 },
		c: { x: 3, y: 2, w: 3, h: 2 },
	});
	const widths = Object.values(half([item('a', 0, 0, [5, 4]), item('b', 5, 0, [7, 4])])).map(({ x, w }) => [x, w]);
	assert.deepEqual(widths, [
		[0, 3],
		[3, 3],
	]);
});

test('four quarters in a row become two and two, and what is below them moves down', () => {
	const quarters = [0, 3, 6, 9].map((x) => item(`q${x}`, x, 0, [3, 2]));
	assert.deepEqual(half([...quarters, item('below', 0, 2, [12, 4])]), {
		q0: { x: 0, y: 0, w: 3, h: 2 },
		q3: { x: 3, y: 0, w: 3, h: 2 },
		q6: { x: 0, y: 2, w: 3, h: 2 },
		q9: { x: 3, y: 2, w: 3, h: 2 },
		below: { x: 0, y: 4, w: 6, h: 4 },
	});
});

test('rows that are free between two bands stay free', () => {
	assert.equal(half([item('a', 0, 0, [12, 1]), item('b', 0, 3, [12, 1])])['b']?.y, 3);
});

/** Items that do not overlap: each cell of a coarse grid has one, or none, of its own size. */
const declared = fc
	.array(
		fc.record({ at: fc.nat(3), w: fc.integer({ min: 1, max: 3 }), h: fc.integer({ min: 1, max: 4 }), row: fc.nat(5) }),
		{ maxLength: 20 },
	)
	.map((cells) => {
		const free = cells.filter(
			({ at, row }, index) => cells.findIndex((other) => other.at === at && other.row === row) === index,
		);
		return free.map(({ at, row, w, h }, index) => item(`i${index}`, at * 3, row * 4, [w, h]));
	});

test('nothing overlaps, leaves the six columns, or is narrower than a third, however it was declared', () => {
	fc.assert(
		fc.property(declared, (items) => {
			const places = [...halfPlaces(items).values()];
			assert.equal(places.length, items.length);
			for (const { x, w } of places) assert.ok(x >= 0 && w >= 2 && x + w <= 6, JSON.stringify(places));
			places.forEach((a, at) => {
				for (const b of places.slice(at + 1)) assert.ok(!overlap(a, b), JSON.stringify([a, b]));
			});
		}),
	);
});

test('what is read first on twelve columns is read first on six', () => {
	fc.assert(
		fc.property(declared, (items) => {
			const places = halfPlaces(items);
			const before = inReadingOrder(items).map(({ id }) => id);
			const after = inReadingOrder([...places].map(([id, place]) => ({ id, ...place }))).map(({ id }) => id);
			assert.deepEqual(after, before);
		}),
	);
});

test('whatever was declared is put within the grid', () => {
	assert.deepEqual(withinGrid({ x: 11, y: -4, w: 9, h: 900 }), { x: 11, y: 0, w: 1, h: 40 });
	assert.deepEqual(withinGrid({ x: Number.NaN, y: 1.7, w: 0, h: Infinity }), { x: 0, y: 1, w: 1, h: 40 });
	assert.equal(rowsOf([]), 0);
});
