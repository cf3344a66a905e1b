import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellFormat, timeOf } from '../../../widget/drawing/format.ts';
import { misfit } from '../../../widget/drawing/misfits.ts';
import { shapeOf } from '../../../widget/drawing/shape.ts';
import { tickFormat, timeTicks } from '../../../widget/drawing/ticks.ts';
import type { Cell, ColumnType, Table } from '../../../widget/protocol.ts';

function table(columns: readonly (readonly [string, ColumnType])[], rows: readonly (readonly Cell[])[]): Table {
	return {
		columns: columns.map(([name, type]) => ({ name, type })),
		data: columns.map((_, column) => rows.map((row) => row[column] ?? null)),
		rows: rows.length,
		truncated: false,
	};
}

const written = (type: ColumnType, cells: readonly Cell[]): string[] =>
	cells.map(cellFormat({ name: 'value', type }, cells, 'en'));

test('an axis of times has two ticks at least, and no more than there is room for', () => {
	const day = 86_400;
	for (let from = 0; from < 400; from += 7) {
		for (const days of [0.01, 0.4, 1, 3, 10, 25, 50, 59, 200, 340, 800, 4000]) {
			for (const most of [2, 3, 5]) {
				const { at, labels } = timeTicks(from * day + 1, (from + days) * day + 1, most, 'en');
				assert.ok(at.length >= 2 && at.length <= most + 1, `${at.length} of ${most} in ${days} days from ${from}`);
				assert.equal(labels.length, at.length);
			}
		}
	}
	assert.deepEqual(timeTicks(0, 0, 2, 'en').at, [0], 'of one time there is one');
});

test('a timestamptz is shown by the offset that it carries, whatever the reader’s time zone', () => {
	for (const zone of ['+00:00', '+02:00', '-0530', '+05', 'Z']) {
		assert.equal(new Date(timeOf(`2000-01-01T00:00:00${zone}`)).toISOString(), '2000-01-01T00:00:00.000Z', zone);
	}
	assert.equal(new Date(timeOf('2000-01-01 12:30:00.25+02')).toISOString(), '2000-01-01T12:30:00.250Z');
	assert.equal(new Date(timeOf('2000-01-01')).toISOString(), '2000-01-01T00:00:00.000Z');
	assert.ok(Number.isNaN(timeOf('infinity')), 'infinity is not a time');
	const months = table(
		[
			['month', 'timestamptz'],
			['price', 'number'],
		],
		[
			['2000-01-01T00:00:00+00:00', 1],
			['2000-02-01T00:00:00+00:00', 2],
		],
	);
	assert.equal(shapeOf(months, false, 'en').xText(0), 'Jan 2000');
});

test('a decimal that is longer than a number keeps its digits', () => {
	assert.deepEqual(written('decimal', ['12345678901234567.25', '98765432109876543.5']), [
		'12,345,678,901,234,567.25',
		'98,765,432,109,876,543.50',
	]);
	assert.deepEqual(written('decimal', ['123456789012345678901234567890']), ['123,456,789,012,345,678,901,234,567,890']);
});

test('a decimal is written with the decimals of its column, zeros and all, unless a division has left too many', () => {
	const write = (cells: Cell[], scale: number) =>
		cells.map(cellFormat({ name: 'amount', type: 'decimal', scale }, cells, 'en'));
	assert.deepEqual(write([1_250.5, 3, null], 2), ['1,250.50', '3.00', '']);
	assert.deepEqual(write([0.5, 1], 4), ['0.5000', '1.0000']);
	assert.deepEqual(write([2.5, 3], 16), ['2.5', '3.0']);
});

test('a number beyond exactness is written by its power of ten, and a whole one below it is not', () => {
	assert.deepEqual(written('number', [1e300]), ['1E300']);
	assert.deepEqual(written('number', [9_007_199_254_740_991]), ['9,007,199,254,740,991']);
	assert.equal(tickFormat(1e299, 1e300, 'en').format(1e300), '1E300');
});

test('an axis of less than a second has ticks, which are told apart by their milliseconds', () => {
	const from = Date.UTC(2024, 0, 1, 12) / 1000;
	const { at, labels } = timeTicks(from, from + 0.5, 6, 'en');
	assert.equal(at.length, 6);
	assert.deepEqual(labels.slice(1, 3), ['12:00:00.100', '12:00:00.200']);
});

test('a category that repeats keeps its own name and value in every row', () => {
	const rows = ['a', 'a', 'b', 'c'].map((name, index) => [name, index + 1]);
	const columns = [
		['name', 'text'],
		['n', 'number'],
	] as const;
	for (const ordinal of [true, false]) {
		const shape = shapeOf(table(columns, rows), ordinal, 'en');
		const texts = shape.x.map((_, index) => shape.xText(index));
		assert.deepEqual(
			[shape.x, texts, shape.series[0]],
			[
				[0, 1, 2, 3],
				['a', 'a', 'b', 'c'],
				[1, 2, 3, 4],
			],
		);
	}
});

test('categories that are days stand in the order of time', () => {
	const columns = [
		['day', 'date'],
		['n', 'number'],
	] as const;
	const shape = shapeOf(
		table(columns, [
			['2024-01-03', 3],
			['2024-01-01', 1],
			['2024-01-02', 2],
		]),
		true,
		'en',
	);
	assert.deepEqual(shape.series[0], [1, 2, 3]);
	assert.equal(shape.xText(2), 'Jan 3, 2024');
});

test('no more categories are drawn than can be told apart, and it is known how many there were', () => {
	const rows = Array.from({ length: 100_000 }, (_, index) => [`name ${index}`, index, `g${index % 3}`]);
	const columns = [
		['name', 'text'],
		['n', 'number'],
		['group', 'text'],
	] as const;
	for (const width of [2, 3]) {
		const shape = shapeOf(table(columns.slice(0, width), rows), true, 'en');
		assert.equal(shape.x.length, 500, `${width} columns`);
		assert.equal(shape.uncut, 100_000);
		assert.equal(shape.xText(499), 'name 499');
	}
});

test('columns of numbers without a number have nothing to draw', () => {
	const columns = [
		['day', 'date'],
		['n', 'number'],
	] as const;
	assert.equal(misfit('line', table(columns, [['2024-01-01', null]])), 'No values to draw');
	assert.equal(misfit('line', table(columns, [['2024-01-01', 0]])), undefined);
	const numbers = [
		['x', 'number'],
		['y', 'number'],
	] as const;
	assert.equal(misfit('line', table(numbers, [[1, null]])), 'No values to draw');
});

test('one figure is enough for a gauge', () => {
	assert.equal(misfit('gauge', table([['n', 'number']], [[1]])), undefined);
	assert.match(misfit('gauge', table([['n', 'text']], [['a']])) ?? '', /needs a column of numbers/);
});
