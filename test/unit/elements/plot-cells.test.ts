import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ChartSpec } from '../../../widget/chart-spec.ts';
import { stretchOf } from '../../../widget/drawing/along.ts';
import { alongOf, indexOfCell, pointOf } from '../../../widget/drawing/plot-cells.ts';
import { alone, seenOf, toggled } from '../../../widget/drawing/plot-view.ts';
import { Zoom } from '../../../widget/drawing/plot-zoom.ts';
import { type Shape, shapeOf } from '../../../widget/drawing/shape.ts';
import type { Cell, ColumnType, Table } from '../../../widget/protocol.ts';

function table(columns: readonly (readonly [string, ColumnType])[], rows: readonly (readonly Cell[])[]): Table {
	return {
		columns: columns.map(([name, type]) => ({ name, type })),
		data: columns.map((_, column) => rows.map((row) => row[column] ?? null)),
		rows: rows.length,
		truncated: false,
	};
}

const day = (at: number): string => new Date(Date.UTC(2024, 0, 1 + at)).toISOString().slice(0, 10);

const spec = (own: Partial<ChartSpec>): ChartSpec => ({ version: 1, ...own });

test('every mark knows the row, the column and the cell that it was drawn from, in whatever order the rows came', () => {
	const row = fc.record({
		day: fc.integer({ min: 0, max: 30 }),
		group: fc.constantFrom('a', 'b', null, 'c · n'),
		n: fc.option(fc.integer({ min: -9, max: 9 })),
		m: fc.option(fc.integer({ min: -9, max: 9 })),
	});
	const rows = fc.uniqueArray(row, { minLength: 1, maxLength: 30, selector: ({ day: at, group }) => `${at} ${group}` });
	fc.assert(
		fc.property(rows, fc.boolean(), fc.boolean(), (found, isOrdinal, isLong) => {
			const once = isLong
				? found
				: found.filter((each, at) => found.findIndex((other) => other.day === each.day) === at);
			const long: [string, ColumnType][] = isLong ? [['group', 'text']] : [];
			const data = table(
				[['day', 'date'], ...long, ['n', 'number'], ['m', 'number']],
				once.map((each) => [day(each.day), ...(isLong ? [each.group] : []), each.n, each.m]),
			);
			const shape = shapeOf(data, isOrdinal, 'en', spec({ limit: { series: 8 } }));
			let marks = 0;
			shape.series.forEach((values, series) => {
				values.forEach((value, index) => {
					if (value === undefined) return;
					marks += 1;
					const point = pointOf(shape, series, index);
					const at = once[point.row ?? -1];
					assert.ok(at, 'a row');
					assert.equal(point.x, day(at.day));
					assert.ok(point.column === 'n' || point.column === 'm', 'a column of values');
					assert.equal(point.value, at[point.column]);
					assert.equal(point.value, value);
					const name = isLong ? `${at.group ?? 'none'} · ${point.column}` : point.column;
					assert.equal(point.series, name);
				});
			});
			assert.equal(marks, once.length * 2, 'every value is a mark');
		}),
	);
});

test('the sum of the others stands for no row', () => {
	const rows = [0, 1].flatMap((at) => ['a', 'b', 'c'].map((name, rank) => [day(at), name, 10 - rank]));
	const data = table(
		[
			['day', 'date'],
			['name', 'text'],
			['n', 'number'],
		],
		rows,
	);
	const shape = shapeOf(data, false, 'en', spec({ limit: { series: 2, others: 'Others' } }));
	assert.deepEqual(pointOf(shape, 1, 1), { row: undefined, series: 'Others', column: 'n', x: day(1), value: 17 });
	assert.equal(pointOf(shape, 0, 1).row, 3);
});

const days = (from: number, count: number, isOrdinal = false, step = 1): Shape => {
	const rows = Array.from({ length: count }, (_, at) => [day(from + at * step), at]);
	const columns = [
		['day', 'date'],
		['n', 'number'],
	] as const;
	return shapeOf(table(columns, rows), isOrdinal, 'en');
};

const daysAlong = (...how: Parameters<typeof days>) => alongOf(days(...how));

test('a time of another chart has its place, whatever type the column there has, and one that this chart lacks has none', () => {
	for (const isOrdinal of [false, true]) {
		const shape = days(0, 10, isOrdinal);
		for (const cell of ['2024-01-04', '2024-01-04T00:00:00+02:00', '2024-01-04 00:00:00', '2024-01-04T09:00:00Z']) {
			assert.equal(indexOfCell(shape, cell), 3, cell);
		}
		for (const cell of ['2024-03-01', '2023-12-01', 'north', 17, null, true])
			assert.equal(indexOfCell(shape, cell), -1, String(cell));
	}
	const columns = [
		['city', 'text'],
		['n', 'number'],
	] as const;
	const cities = shapeOf(
		table(columns, [
			['Oslo', 1],
			['Rome', 2],
		]),
		true,
		'en',
	);
	assert.equal(indexOfCell(cities, 'Rome'), 1);
	assert.equal(indexOfCell(cities, '2024-01-04'), -1);
});

test('a zoom stays where it is while results come, and at the end it follows them', () => {
	for (const isOrdinal of [false, true]) {
		const [before, after] = [daysAlong(0, 10, isOrdinal), daysAlong(2, 10, isOrdinal)];
		const zoom = new Zoom();
		zoom.follow(before, { from: day(3), to: day(5) });
		assert.deepEqual(zoom.ends(before), { first: 3, last: 5 }, `ordinal: ${isOrdinal}`);
		assert.deepEqual(zoom.ends(after), { first: 1, last: 3 }, `ordinal: ${isOrdinal}, the same days`);
		zoom.follow(before, { from: day(7), to: day(9) });
		assert.deepEqual(zoom.ends(after), { first: 7, last: 9 }, `ordinal: ${isOrdinal}, the last three`);
		assert.equal(zoom.ends(daysAlong(300, 10, isOrdinal)) !== undefined, true, 'it goes as far as the end does');
	}
	const gone = new Zoom();
	gone.follow(daysAlong(0, 10), { from: day(3), to: day(5) });
	assert.equal(gone.ends(daysAlong(300, 10)), undefined, 'none of it is left: all is shown');
	assert.equal(gone.window, undefined);
});

test('a week that is zoomed to in columns is all of its days in a line, and a day in a line is its week in columns', () => {
	const [weeks, line] = [daysAlong(0, 5, true, 7), daysAlong(0, 35)];
	const zoom = new Zoom();
	zoom.follow(line, stretchOf(weeks, { first: 1, last: 1 }));
	assert.deepEqual(zoom.ends(line), { first: 7, last: 13 });
	zoom.follow(line, stretchOf(weeks, { first: 4, last: 4 }));
	assert.deepEqual(zoom.ends(line), { first: 28, last: 34 }, 'the last one has no end');
	const other = new Zoom();
	other.follow(weeks, { from: day(9), to: day(17) });
	assert.deepEqual(other.ends(weeks), { first: 1, last: 2 });
	const shape = shapeOf(
		table(
			[
				['city', 'text'],
				['n', 'number'],
			],
			[
				['a', 1],
				['b', 2],
				['c', 3],
			],
		),
		true,
		'en',
	);
	const cities = alongOf(shape);
	const none = new Zoom();
	none.follow(cities, { from: day(9), to: day(17) });
	assert.equal(none.ends(cities), undefined, 'no times');
});

test('what is hidden has no values and keeps its place, and shares are those of what is left', () => {
	const rows = [0, 1, 2].map((at) => [`c${at}`, 10, 30, 60]);
	const data = table(
		[
			['city', 'text'],
			['a', 'number'],
			['b', 'number'],
			['c', 'number'],
		],
		rows,
	);
	const shape = shapeOf(data, true, 'en', spec({ stack: 'percent' }));
	const seen = seenOf(shape, { hidden: new Set(['c']), ends: { first: 1, last: 2 }, isShare: true });
	assert.deepEqual(seen.x, [1, 2]);
	assert.deepEqual([seen.xText(0), seen.xText(1)], ['c1', 'c2']);
	assert.deepEqual(seen.keys, ['a', 'b', 'c']);
	assert.deepEqual(
		seen.series.map((values) => values.map((value) => value && Number(value.toFixed(6)))),
		[
			[0.25, 0.25],
			[0.75, 0.75],
			[undefined, undefined],
		],
	);
});

test('the last series that is hidden brings all of them back, and one alone brings them back as well', () => {
	const keys = ['a', 'b', 'c'];
	const gone = toggled(keys, toggled(keys, new Set(), 'a'), 'b');
	assert.deepEqual([...gone], ['a', 'b']);
	assert.deepEqual([...toggled(keys, gone, 'c')], []);
	assert.deepEqual([...toggled(keys, gone, 'a')], ['b']);
	assert.deepEqual([...alone(keys, gone, 'b')], ['a', 'c']);
	assert.deepEqual([...alone(keys, new Set(['a', 'c']), 'b')], []);
});
