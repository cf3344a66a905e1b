import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Condition } from '../../../widget/chart-spec.ts';
import { painterFor } from '../../../widget/drawing/conditions.ts';
import { frozenThatFit, reachable, scrolledBy, windowOf } from '../../../widget/drawing/grid-window.ts';
import { orderKeys, rowsBy } from '../../../widget/drawing/table-order.ts';
import type { Cell, Column, ColumnType } from '../../../widget/protocol.ts';

const PAGE = { page: '#ffffff', ink: '#16191d', accent: '#2f6fde', opposite: '#9f6102' } as const;

const looksOf = (cells: readonly Cell[], conditions: readonly Omit<Condition, 'column'>[], scale = {}) => {
	const paint = painterFor('n', cells, {
		conditions: conditions.map((condition) => ({ column: 'n', ...condition })),
		scale,
		colors: { ...PAGE, resolve: (color) => (color === 'teal' ? '#008080' : color) },
	});
	return cells.map((cell) => paint?.(cell));
};

test('the first condition that holds decides how a cell looks, from above to before below', () => {
	const fills = looksOf(
		[9.99, 10, 19.99, 20, '15', null, 'many'],
		[
			{ above: 10, below: 20, color: '#ffee00' },
			{ above: 15, color: 'teal' },
			{ below: 0, color: '#000000' },
		],
	).map((look) => look?.fill);
	assert.deepEqual(fills, [undefined, '#ffee00', '#ffee00', '#008080', '#ffee00', undefined, undefined]);
});

test('a cell equals what it holds: a number by its value, a text and a truth as they are', () => {
	const holds = (cells: readonly Cell[], equals: string | number | boolean) =>
		looksOf(cells, [{ equals, color: '#ffee00' }]).map((look) => look !== undefined);
	assert.deepEqual(holds(['1.50', 1.5, '1.5 ', 'x', null], 1.5), [true, true, true, false, false]);
	assert.deepEqual(holds(['north', 'North', null, ''], 'north'), [true, false, false, false]);
	assert.deepEqual(holds([true, false, null, 'true'], true), [true, false, false, true]);
	assert.deepEqual(holds([null, 'null'], 'null'), [false, true]);
});

test('a condition without bounds holds for every cell of its column, and for no other column', () => {
	assert.deepEqual(
		looksOf([1, null, 'x'], [{ color: '#ffee00' }]).map((look) => look?.fill),
		['#ffee00', '#ffee00', '#ffee00'],
	);
	const set = {
		conditions: [{ column: 'other' }],
		scale: undefined,
		colors: { ...PAGE, resolve: (color: string) => color },
	};
	assert.equal(painterFor('n', [1], set), undefined);
});

test('a bar is as long as its number, from zero, which has its place between the least and the most', () => {
	const bars = looksOf([-50, 0, 25, 150, null], [{ show: 'bar' }]).map(
		(look) => look?.bar && [look.bar.from, look.bar.to],
	);
	assert.deepEqual(bars, [[0, 0.25], undefined, [0.25, 0.375], [0.25, 1], undefined]);
	const positive = looksOf([10, 40], [{ show: 'bar' }]).map((look) => look?.bar?.to);
	assert.deepEqual(positive, [0.25, 1]);
	assert.deepEqual(looksOf([0, 0], [{ show: 'bar' }]), [undefined, undefined]);
});

test('a scale fills each number by its size, with a text that is dark on light and light on dark, and leaves out what is none', () => {
	const [least, most, none, text] = looksOf([0, 100, null, 'x'], [{ show: 'scale' }]);
	assert.deepEqual([none, text], [undefined, undefined]);
	assert.notEqual(least?.fill, most?.fill);
	assert.deepEqual([least?.ink, most?.ink], ['#16191d', '#ffffff']);
});

const ORDERED: Readonly<Record<string, readonly [ColumnType, fc.Arbitrary<Cell>]>> = {
	numbers: ['number', fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }))],
	'long decimals': [
		'decimal',
		fc.option(
			fc.oneof(
				fc.constantFrom(1, '1.0', '1.00', 2.5, '2.50', '-3', -3),
				fc
					.bigInt({ min: -(10n ** 20n), max: 10n ** 20n })
					.map((big) => (big % 2n === 0n ? String(big) : `${big / 7n ** 9n}.${big < 0n ? -big % 97n : big % 97n}`)),
			),
		),
	],
	times: [
		'timestamp',
		fc.option(fc.integer({ min: 0, max: 3_000_000 }).map((us) => `2024-01-01T00:00:0${(us / 1e6).toFixed(6)}`)),
	],
	instants: [
		'timestamptz',
		fc.option(
			fc
				.tuple(fc.integer({ min: 0, max: 400 }), fc.constantFrom(0, 1, 2, 5))
				.map(
					([minutes, hours]) =>
						`${new Date(Date.UTC(2024, 9, 27) + (minutes + hours * 60) * 60_000).toISOString().slice(0, 19)}+0${hours}:00`,
				),
		),
	],
	texts: [
		'text',
		fc.option(
			fc.oneof(
				fc.string({ maxLength: 4 }),
				fc.constantFrom('Émile', 'emu', 'item 9', 'item 10', 'Item 9', 'zebra', 'ä', 'z', 'Z'),
			),
		),
	],
};

/** What stands before what, by the plainest means: each pair compared by itself. */
const ORACLES: Readonly<Record<string, (a: Cell, b: Cell) => number>> = {
	numbers: (a, b) => Number(a) - Number(b),
	'long decimals': (a, b) => {
		const scaled = (cell: Cell): bigint => {
			const [whole = '', part = ''] = String(cell).split('.');
			return BigInt(whole + part.padEnd(4, '0'));
		};
		return Number(scaled(a) > scaled(b)) - Number(scaled(a) < scaled(b));
	},
	times: (a, b) => (String(a) < String(b) ? -1 : Number(a !== b)),
	instants: (a, b) => Date.parse(String(a)) - Date.parse(String(b)),
	texts: (a, b) => new Intl.Collator('de', { numeric: true }).compare(String(a), String(b)),
};

for (const [kind, [type, cell]] of Object.entries(ORDERED)) {
	test(`${kind} are put in the order that comparing each pair of them gives, nulls last and equal ones as they came`, () => {
		const column: Column = { name: 'c', type };
		const compare = ORACLES[kind] ?? (() => 0);
		fc.assert(
			fc.property(fc.array(cell, { maxLength: 60 }), fc.boolean(), (cells, isDown) => {
				const rows = cells.map((_, row) => row);
				const expected = rows.sort((a, b) => {
					const [one, other] = [cells[a] ?? null, cells[b] ?? null];
					if (one === null || other === null) return Number(one === null) - Number(other === null) || a - b;
					return (isDown ? -1 : 1) * compare(one, other) || a - b;
				});
				const actual = rowsBy(orderKeys(column, cells, 'de'), isDown ? 'descending' : 'ascending');
				assert.deepEqual([...actual], expected);
			}),
			{ numRuns: 300 },
		);
	});
}

const view = fc
	.record({
		top: fc.double({ min: 0, max: 3_000_000, noNaN: true }),
		height: fc.integer({ min: 0, max: 2000 }),
		rowHeight: fc.double({ min: 8, max: 120, noNaN: true }),
		count: fc.integer({ min: 0, max: 100_000 }),
	})
	.map((own) => ({ ...own, top: Math.min(own.top, Math.max(0, own.count * own.rowHeight - own.height)) }));

test('whatever is scrolled to is in the page, and little more', () => {
	fc.assert(
		fc.property(
			view,
			fc.integer({ min: 1, max: 500 }),
			fc.array(fc.integer({ min: -5000, max: 5000 })),
			(start, columns, moves) => {
				let before = windowOf(start, columns);
				let { top } = start;
				for (const move of [0, ...moves]) {
					top = Math.min(Math.max(0, top + move), Math.max(0, start.count * start.rowHeight - start.height));
					before = windowOf({ ...start, top }, columns, before);
					const { first, last } = before;
					assert.ok(first >= 0 && last <= start.count && first <= last, `${first} to ${last}`);
					for (const y of [top, top + start.height / 2, top + start.height - 0.01]) {
						const row = Math.floor(y / start.rowHeight);
						if (start.height > 0 && row < start.count)
							assert.ok(first <= row && row < last, `row ${row} of ${first} to ${last}`);
					}
					const seen = start.height / start.rowHeight;
					assert.ok(last - first <= Math.max(100, seen + 36), `${last - first} rows for ${seen}`);
				}
			},
		),
	);
});

test('keys scroll by whole rows, a page less one row, and to both ends', () => {
	const at = (top: number) => ({ top, height: 290, rowHeight: 29, count: 1000 });
	const pressed = (key: string, top: number) => scrolledBy(key, at(top));
	assert.deepEqual(
		[pressed('ArrowDown', 0), pressed('ArrowDown', 10), pressed('ArrowUp', 10), pressed('ArrowUp', 0)],
		[29, 29, 0, 0],
	);
	assert.deepEqual([pressed('PageDown', 0), pressed('PageUp', 290)], [261, 29]);
	assert.deepEqual([pressed('Home', 999), pressed('End', 0), pressed('a', 0)], [0, 29_000, undefined]);
	// A browser that rounds the place scrolled to must not be asked to stay where it is.
	assert.equal(pressed('ArrowDown', 28.6), 58);
});

test('a hundred thousand rows can be reached in every browser, also at four times the size', () => {
	for (const ratio of [1, 2, 4, 8]) assert.equal(reachable(100_000, 29, ratio), 100_000, `${ratio} pixels a pixel`);
	assert.equal(reachable(2_000_000, 29, 1), 551_724);
});

test('columns stay only as far as there is room for the others beside them', () => {
	const widths = [100, 100, 100, 100];
	assert.deepEqual(
		[700, 340, 200, 90].map((width) => frozenThatFit(widths, 2, width)),
		[2, 2, 1, 0],
	);
	assert.equal(frozenThatFit(widths, 9, 5000), 4);
});
