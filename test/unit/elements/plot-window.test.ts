import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
	carriedOn,
	endsOf,
	movedBy,
	nearest,
	scaledBy,
	type Window,
	windowOf,
} from '../../../widget/drawing/plot-window.ts';

const axis = fc
	.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 40 })
	.map((values) => values.sort((a, b) => a - b));
const place = fc.integer({ min: -1200, max: 1200 });

/** What is inside, found by looking at every point. */
const inside = (x: readonly number[], from: number, to: number): number[] =>
	x.flatMap((value, index) => (value >= from && value <= to ? [index] : []));

test('a window shows exactly the points that are in it, or two and more around it, and never all of them', () => {
	fc.assert(
		fc.property(axis, place, place, (x, one, other) => {
			const [from, to] = [Math.min(one, other), Math.max(one, other)];
			const found = windowOf(x, one, other);
			const held = inside(x, from, to);
			if (held.length === x.length || to < (x[0] ?? 0) || from > (x[x.length - 1] ?? 0)) {
				assert.equal(found, undefined);
				return;
			}
			if (found === undefined) {
				assert.ok(x.length <= 3, 'few points, of which the neighbours are all');
				return;
			}
			const ends = endsOf(x, found);
			assert.ok(ends && ends.last > ends.first, 'two points');
			if (held.length > 1) assert.deepEqual([ends.first, ends.last], [held[0], held[held.length - 1]]);
			else for (const index of held) assert.ok(index >= ends.first && index <= ends.last, 'the one is among them');
			assert.equal(found.follows, ends.last === x.length - 1);
		}),
	);
});

test('zooming in comes to two points, and out to all of them, around whatever place', () => {
	fc.assert(
		fc.property(axis, place, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (x, around, by) => {
			let window: Window | undefined;
			for (let step = 0; step < 400; step++) window = scaledBy(x, window, { by, around });
			const ends = window && endsOf(x, window);
			assert.equal(ends ? ends.last - ends.first : x.length - 1, 1);
			for (let step = 0; step < 400; step++) window = scaledBy(x, window, { by: 1 / by, around });
			assert.equal(window, undefined);
		}),
	);
});

test('a window that is moved keeps its width and stays on the axis', () => {
	const x = [0, 10, 20, 30, 40];
	const window = { from: 10, to: 30, follows: false };
	assert.deepEqual(movedBy(x, window, 7), { from: 17, to: 37, follows: false });
	assert.deepEqual(movedBy(x, window, 700), { from: 20, to: 40, follows: true });
	assert.deepEqual(movedBy(x, window, -700), { from: 0, to: 20, follows: false });
});

test('a window at the end goes on with what comes, and another one stays', () => {
	const [before, now] = [
		[0, 10, 20, 30],
		[10, 20, 30, 40, 55],
	];
	assert.deepEqual(carriedOn({ from: 10, to: 30, follows: true }, before, now), { from: 35, to: 55, follows: true });
	assert.deepEqual(carriedOn({ from: 10, to: 20, follows: false }, before, now), { from: 10, to: 20, follows: false });
});

test('the nearest point is the nearest of all, and there is none on an empty axis', () => {
	assert.equal(nearest([], 3), -1);
	fc.assert(
		fc.property(axis, place, (x, value) => {
			const least = Math.min(...x.map((each) => Math.abs(each - value)));
			assert.equal(Math.abs((x[nearest(x, value)] ?? Number.NaN) - value), least);
		}),
	);
});
