import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type ChartSpec, specOf } from '../../../widget/chart-spec.ts';
import { cellFormat } from '../../../widget/drawing/format.ts';
import { baseOf, stackedExtent } from '../../../widget/drawing/plot-columns.ts';
import { shapeOf } from '../../../widget/drawing/shape.ts';
import { tickFormat } from '../../../widget/drawing/ticks.ts';
import type { Cell, ColumnType, Table } from '../../../widget/protocol.ts';

function table(columns: readonly (readonly [string, ColumnType])[], rows: readonly (readonly Cell[])[]): Table {
	return {
		columns: columns.map(([name, type]) => ({ name, type })),
		data: columns.map((_, column) => rows.map((row) => row[column] ?? null)),
		rows: rows.length,
		truncated: false,
	};
}

const shaped = (content: Table, spec: Omit<ChartSpec, 'version'>, ordinal = false) =>
	shapeOf(content, ordinal, 'en', { version: 1, ...spec });

const sales = table(
	[
		['day', 'date'],
		['shop', 'text'],
		['orders', 'number'],
		['revenue', 'number'],
	],
	[
		['2024-01-01', 'north', 1, 10.5],
		['2024-01-01', 'south', 2, 20],
		['2024-01-02', 'north', 3, null],
		['2024-01-02', 'south', 4, 40],
	],
);

test('the columns that an author names are the axis, the values and the series', () => {
	const one = shaped(sales, { x: 'day', y: ['revenue'], series: 'shop', names: { north: 'The North', day: 'Day' } });
	assert.deepEqual([one.names, one.keys, one.xName], [['The North', 'south'], ['north', 'south'], 'Day']);
	assert.deepEqual(one.series, [
		[10.5, null],
		[20, 40],
	]);
	const other = shaped(sales, { x: 'orders', y: ['revenue'] });
	assert.deepEqual([other.kind, other.x, other.series], ['number', [1, 2, 3, 4], [[10.5, 20, null, 40]]]);
	assert.deepEqual(shaped(sales, { x: 'nothing', y: ['orders', 'rain'] }).missing, ['nothing', 'rain']);
});

test('a null is a gap, a zero, or no point at all, as the author says', () => {
	const values = (nulls?: 'gap' | 'zero' | 'connect') =>
		shaped(sales, { y: ['revenue'], series: 'shop', ...(nulls && { nulls }) }).series[0];
	assert.deepEqual(
		[values(), values('gap'), values('zero'), values('connect')],
		[
			[10.5, null],
			[10.5, null],
			[10.5, 0],
			[10.5, undefined],
		],
	);
});

const many = fc.array(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 3 }), {
	minLength: 1,
	maxLength: 12,
});
const wideOf = (series: readonly (readonly number[])[]) =>
	table(
		[['name', 'text'], ...series.map((_, index) => [`s${index}`, 'number'] as const)],
		[0, 1, 2].map((row) => [`r${row}`, ...series.map((values) => values[row] ?? 0)]),
	);

test('of many series the largest are drawn, and the others are summed up under one name, so that nothing is lost', () => {
	fc.assert(
		fc.property(many, fc.integer({ min: 1, max: 8 }), (series, most) => {
			const { series: drawn, names } = shaped(wideOf(series), { limit: { series: most, others: 'Others' } }, true);
			assert.ok(drawn.length <= Math.max(2, most), `${drawn.length} of ${most}`);
			for (const at of [0, 1, 2]) {
				const sum = (all: readonly (readonly (number | null | undefined)[])[]) =>
					all.reduce((total, values) => total + (values[at] ?? 0), 0);
				assert.equal(sum(drawn), sum(series));
			}
			assert.equal(names.includes('Others'), series.length > most);
		}),
	);
});

test('shares are those of the sizes, and add up to the whole', () => {
	fc.assert(
		fc.property(many, (series) => {
			const shape = shaped(wideOf(series.slice(0, 8)), { type: 'column', stack: 'percent' }, true);
			for (const at of [0, 1, 2]) {
				const shares = shape.series.map((values) => Math.abs(values[at] ?? 0));
				const total = shares.reduce((sum, share) => sum + share, 0);
				const isEmpty = series.slice(0, 8).every((values) => values[at] === 0);
				assert.ok(isEmpty ? total === 0 : Math.abs(total - 1) < 1e-9, `${total}`);
			}
			assert.equal(shape.valueText(0, 0.256), '25.6%');
		}),
	);
});

test('what is stacked stands on what is below it, negative values apart, and the ends are those of the sums', () => {
	fc.assert(
		fc.property(many, (series) => {
			const sums = (sign: 1 | -1) =>
				[0, 1, 2].map((at) => series.reduce((sum, values) => sum + Math.max(0, sign * (values[at] ?? 0)), 0));
			const [low, high] = stackedExtent(series);
			assert.deepEqual([low + 0, high + 0], [0 - Math.max(...sums(-1)), Math.max(...sums(1))]);
			for (const at of [0, 1, 2]) {
				const pieces = series
					.map((values, of) => ({ from: baseOf(series, of, at), value: values[at] ?? 0 }))
					.filter(({ value }) => value > 0);
				let end = 0;
				for (const { from, value } of pieces) {
					assert.equal(from, end);
					end += value;
				}
			}
		}),
	);
});

test('numbers are written as the author wants them, in the reader’s language', () => {
	const write = (format: object, locale: string, cell: Cell) =>
		cellFormat({ name: 'v', type: 'number' }, [cell], locale, format)(cell).replaceAll('\u00a0', ' ');
	assert.equal(write({ style: 'currency', currency: 'EUR' }, 'de', 1234.5), '1.234,50 €');
	assert.equal(write({ style: 'currency', currency: 'JPY' }, 'en', 1234.5), '¥1,235');
	assert.equal(write({ style: 'percent' }, 'en', 0.1234), '12.3%');
	assert.equal(write({ style: 'percent', decimals: 0 }, 'fr', 0.1234), '12 %');
	assert.equal(write({ style: 'compact' }, 'en', 1_234_567), '1.2M');
	assert.equal(write({ unit: 'kWh' }, 'en', 1234.5), '1,234.5 kWh');
	assert.equal(write({ decimals: 3, unit: 'm' }, 'en', 2), '2.000 m');
	assert.equal(write({ unit: 'kWh' }, 'en', null), '');
	assert.equal(tickFormat(0.05, 0.3, 'en', { style: 'percent' }).format(0.15), '15%');
	assert.equal(tickFormat(0.005, 0.03, 'en', { style: 'percent' }).format(0.015), '1.5%');
	assert.equal(tickFormat(500, 2_000, 'en', { style: 'currency', currency: 'EUR' }).format(1500), '€1,500');
	assert.equal(tickFormat(5e5, 2e6, 'en', { style: 'currency', currency: 'EUR' }).format(1.5e6), '€1.5M');
});

test('of a specification of another version nothing is taken', () => {
	assert.deepEqual(specOf({ version: 1, type: 'line' }), { version: 1, type: 'line' });
	for (const other of [{ version: 2 }, null, undefined, 'line', 5]) assert.equal(specOf(other), undefined);
});
