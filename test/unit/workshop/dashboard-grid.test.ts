/** Where items of a dashboard are, whatever is done to them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
	COLUMNS,
	firstFree,
	inReadingOrder,
	MOST_ROWS,
	move,
	overlap,
	type Placed,
	put,
	resize,
	type Side,
	settle,
} from '../../../workshop/pages/dashboards/pure/grid.ts';

const at = (id: string, [x, y, w, h]: readonly [number, number, number, number]): Placed => ({ id, x, y, w, h });
const shown = (items: readonly Placed[]) => Object.fromEntries(items.map(({ id, x, y, w, h }) => [id, [x, y, w, h]]));

const place = fc
	.record({ w: fc.integer({ min: 1, max: COLUMNS }), h: fc.integer({ min: 1, max: 8 }), y: fc.nat(20) })
	.chain((size) => fc.nat(COLUMNS - size.w).map((x) => ({ ...size, x })));
/** Anywhere, also on one another. */
const heap = fc
	.array(place, { minLength: 1, maxLength: 12 })
	.map((places) => places.map((each, index): Placed => ({ ...each, id: `i${index}` })));
const side = fc.constantFrom<Side>('left', 'right', 'up', 'down');
const steps = fc.array(fc.tuple(fc.boolean(), fc.nat(11), side), { maxLength: 30 });

function demandOrder(items: readonly Placed[]): void {
	for (const [index, one] of items.entries()) {
		assert.ok(one.x >= 0 && one.y >= 0 && one.w >= 1 && one.h >= 1);
		assert.ok(one.x + one.w <= COLUMNS && one.h <= MOST_ROWS);
		for (const other of items.slice(index + 1))
			assert.ok(!overlap(one, other), `${JSON.stringify(one)} ${JSON.stringify(other)}`);
	}
}

test('whatever is moved and resized, nothing is lost, leaves the grid or overlaps', () => {
	fc.assert(
		fc.property(heap, steps, (items, moves) => {
			let now = settle(items);
			demandOrder(now);
			for (const [isMove, index, to] of moves) {
				const id = `i${index % items.length}`;
				now = isMove ? move(now, id, to) : resize(now, id, to);
				demandOrder(now);
				assert.deepEqual(
					now.map((item) => item.id),
					items.map((item) => item.id),
				);
			}
		}),
	);
});

test('setting apart leaves what does not overlap, pushes down alone, and is done after once', () => {
	fc.assert(
		fc.property(heap, (items) => {
			const once = settle(items);
			for (const [index, item] of once.entries()) {
				const before = items[index];
				assert.ok(before && item.y >= before.y);
				assert.deepEqual([item.x, item.w, item.h], [before.x, before.w, before.h]);
			}
			assert.deepEqual(settle(once), once);
		}),
	);
});

test('what is put somewhere is there, whatever was there before', () => {
	fc.assert(
		fc.property(heap, place, (items, to) => {
			const [first] = put(settle(items), 'i0', to);
			assert.deepEqual(first, { id: 'i0', ...to });
		}),
	);
});

test('the first free place is free, and no place before it in reading order is', () => {
	fc.assert(
		fc.property(heap, place, (items, { w, h }) => {
			const settled = settle(items);
			const free = firstFree(settled, { w, h });
			const isFree = (x: number, y: number): boolean => !settled.some((item) => overlap(item, { x, y, w, h }));
			assert.ok(isFree(free.x, free.y));
			for (let y = 0; y <= free.y; y += 1)
				for (let x = 0; x + w <= COLUMNS && (y < free.y || x < free.x); x += 1) assert.ok(!isFree(x, y));
		}),
	);
});

test('two neighbours trade places, side by side or one below the other', () => {
	const row = [at('a', [0, 0, 4, 5]), at('b', [4, 0, 8, 5])];
	assert.deepEqual(shown(move(row, 'a', 'right')), { a: [8, 0, 4, 5], b: [0, 0, 8, 5] });
	assert.deepEqual(shown(move(move(row, 'a', 'right'), 'a', 'left')), shown(row));
	const pile = [at('a', [0, 0, 6, 2]), at('b', [0, 2, 6, 5])];
	assert.deepEqual(shown(move(pile, 'a', 'down')), { a: [0, 5, 6, 2], b: [0, 0, 6, 5] });
	assert.deepEqual(shown(move(pile, 'b', 'up')), { a: [0, 5, 6, 2], b: [0, 0, 6, 5] });
});

test('where there is no room to trade, those in the way go below', () => {
	const items = [at('a', [0, 0, 12, 1]), at('b', [0, 1, 6, 3]), at('c', [6, 1, 6, 3])];
	assert.deepEqual(shown(move(items, 'a', 'down')), { a: [0, 1, 12, 1], b: [0, 2, 6, 3], c: [6, 2, 6, 3] });
	const wider = [at('a', [0, 0, 6, 5]), at('b', [6, 0, 6, 5])];
	assert.deepEqual(shown(resize(wider, 'a', 'right')), { a: [0, 0, 7, 5], b: [6, 5, 6, 5] });
});

test('at the edge of the grid nothing happens', () => {
	const items = [at('a', [0, 0, 12, 1])];
	for (const to of ['left', 'right', 'up'] as const) assert.equal(move(items, 'a', to), items);
	assert.equal(resize(items, 'a', 'right'), items);
	assert.equal(resize(items, 'a', 'up'), items);
	assert.equal(move(items, 'nobody', 'down'), items);
});

test('reading goes from top to bottom, and within a row from the left', () => {
	const items = [at('c', [0, 3, 2, 2]), at('b', [6, 0, 2, 2]), at('a', [0, 0, 2, 2])];
	assert.deepEqual(
		inReadingOrder(items).map(({ id }) => id),
		['a', 'b', 'c'],
	);
});
