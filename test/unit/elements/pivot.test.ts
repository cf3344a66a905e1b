import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ChartSpec, PivotSpec } from '../../../widget/chart-spec.ts';
import { misfit } from '../../../widget/drawing/misfits.ts';
import { pivotOf, TOTAL } from '../../../widget/drawing/pivot.ts';
import { pivotRoles } from '../../../widget/drawing/pivot-roles.ts';
import type { Cell, Column, Table } from '../../../widget/protocol.ts';

function table(columns: readonly Column[], rows: readonly (readonly Cell[])[]): Table {
	return {
		columns,
		data: columns.map((_, column) => rows.map((row) => row[column] ?? null)),
		rows: rows.length,
		truncated: false,
	};
}

const columns: readonly Column[] = [
	{ name: 'region', type: 'text' },
	{ name: 'shop', type: 'text' },
	{ name: 'year', type: 'number' },
	{ name: 'amount', type: 'decimal' },
	{ name: 'weight', type: 'number' },
];

function pivoted(content: Table, spec: Omit<ChartSpec, 'version'>) {
	const whole: ChartSpec = { version: 1, ...spec };
	const roles = pivotRoles(content, whole);
	if ('lack' in roles) throw new Error(roles.lack);
	return pivotOf(content, roles, whole);
}

/** An amount of hundredths as a result has it: a number where that is exact, or text. */
const amountOf = (hundredths: bigint): Cell => {
	const digits = String(hundredths < 0n ? -hundredths : hundredths).padStart(3, '0');
	const text = `${hundredths < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
	return digits.length > 15 ? text : Number(text);
};

const name = fc.constantFrom('a', 'b', 'c', '', null);
const row = fc.record({
	region: name,
	shop: name,
	year: fc.constantFrom(2024, 2023, 1999, null),
	hundredths: fc.option(
		fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }).map((big) => (big % 3n === 0n ? big : big % 10_000_000n)),
	),
	weight: fc.option(fc.integer({ min: -1000, max: 1000 })),
});

interface Amount {
	readonly hundredths: bigint | null;
	readonly weight: number | null;
}

const bySize = (a: bigint, b: bigint): number => Number(a > b) - Number(a < b);

/** What SQL would say of these rows, in hundredths, by the simplest means. */
function oracle(aggregate: NonNullable<PivotSpec['aggregate']>, rows: readonly Amount[]): string | null {
	const amounts = rows.flatMap(({ hundredths }) => hundredths ?? []);
	if (rows.length === 0) return null;
	if (aggregate === 'count') return String(rows.length);
	const [first] = amounts;
	if (first === undefined) return null;
	if (aggregate === 'min') return String(amountOf([...amounts].sort(bySize)[0] ?? 0n));
	if (aggregate === 'max') return String(amountOf([...amounts].sort(bySize).at(-1) ?? 0n));
	const sum = amounts.reduce((before, own) => before + own, 0n);
	return aggregate === 'sum' ? String(amountOf(sum)) : String(Number(sum) / 100 / amounts.length);
}

/** A decimal and the number that it is have the same digits. */
const digitsOf = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

function agrees(actual: Cell, expected: string | null, aggregate: string): boolean {
	if (actual === null || expected === null) return actual === expected;
	if (aggregate !== 'mean') return digitsOf(String(actual)) === digitsOf(expected);
	return Math.abs(Number(actual) - Number(expected)) <= 1e-12 * Math.abs(Number(expected));
}

for (const aggregate of ['sum', 'mean', 'min', 'max', 'count'] as const) {
	test(`a pivot’s ${aggregate}, of cells and of totals, is what the rows themselves say, to the last digit`, () => {
		fc.assert(
			fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), (rows) => {
				const content = table(
					columns,
					rows.map(({ region, shop, year, hundredths, weight }) => [
						region,
						shop,
						year,
						hundredths === null ? null : amountOf(hundredths),
						weight,
					]),
				);
				const pivot = pivoted(content, {
					pivot: { rows: ['region', 'shop'], columns: ['year'], aggregate },
					y: ['amount'],
				});
				const seen = new Set<string>();
				for (const [at, key] of [...pivot.rows, undefined].entries()) {
					for (const [across, year] of [...pivot.columns, undefined].entries()) {
						const own = rows.filter(
							(each) =>
								(key === undefined || (each.region === key[0] && each.shop === key[1])) &&
								(year === undefined || each.year === year[0]),
						);
						const cell = pivot.at(0, key ? at : TOTAL, year ? across : TOTAL);
						const expected = oracle(aggregate, own);
						assert.ok(agrees(cell, expected, aggregate), `${key} × ${year}: ${cell} is not ${expected}`);
						if (key) seen.add(JSON.stringify(key));
					}
				}
				const keys = new Set(rows.map(({ region, shop }) => JSON.stringify([region, shop])));
				assert.deepEqual([...seen].sort(), [...keys].sort(), 'the rows');
				assert.equal(pivot.rows.length, keys.size, 'a row twice');
				assert.equal(pivot.columns.length, new Set(rows.map(({ year }) => year)).size, 'the columns');
			}),
		);
	});
}

test('decimals add up to the digit, and other numbers without the drift of adding them one by one', () => {
	const tenths = Array.from({ length: 1000 }, () => ['a', 'x', 2024, 0.1, 0.1]);
	const pivot = pivoted(table(columns, tenths), {
		pivot: { rows: ['region'], columns: ['shop'] },
		y: ['amount', 'weight'],
	});
	assert.deepEqual([pivot.at(0, 0, 0), pivot.at(1, 0, 0)], [100, 100]);
	const long = ['99999999999999999999.99', '0.01', '-99999999999999999999'].map((amount) => [
		'a',
		'x',
		1,
		amount,
		null,
	]);
	const [all, some] = [long, long.slice(0, 2)].map((rows) =>
		pivoted(table(columns, rows), { pivot: { rows: ['region'], columns: ['shop'] }, y: ['amount'] }).at(0, 0, 0),
	);
	assert.deepEqual([all, some], [1, '100000000000000000000.00']);
});

test('a cell without rows is nothing, and one whose rows add up to zero is zero', () => {
	const rows = [
		['a', 'x', 1, 5, null],
		['a', 'x', 1, -5, null],
		['b', 'y', 1, null, null],
	];
	const pivot = pivoted(table(columns, rows), { pivot: { rows: ['region'], columns: ['shop'] }, y: ['amount'] });
	assert.deepEqual(
		[0, 1].map((at) => [0, 1].map((across) => pivot.at(0, at, across))),
		[
			[0, null],
			[null, null],
		],
	);
});

test('names stay as they come, numbers and times stand in their own order, nulls last, inner levels within outer ones', () => {
	const days: readonly Column[] = [...columns, { name: 'day', type: 'date' }];
	const rows = [
		['south', 'z', 2024, 1, 1, '2024-03-01'],
		['north', 'y', 2019, 1, 1, '2023-03-01'],
		[null, 'y', 2019, 1, 1, null],
		['south', 'a', null, 1, 1, '2022-03-01'],
	];
	const pivot = pivoted(table(days, rows), { pivot: { rows: ['region', 'shop'], columns: ['year'] }, y: ['amount'] });
	assert.deepEqual(pivot.rows, [
		['south', 'z'],
		['south', 'a'],
		['north', 'y'],
		[null, 'y'],
	]);
	assert.deepEqual(pivot.columns, [[2019], [2024], [null]]);
	const byDay = pivoted(table(days, rows), { pivot: { rows: ['day'], columns: ['shop'] }, y: ['amount'] });
	assert.deepEqual(byDay.rows, [['2022-03-01'], ['2023-03-01'], ['2024-03-01'], [null]]);
});

test('rows stand by the size of their totals where the author wants it', () => {
	const rows = [
		['a', 'x', 1, 2, null],
		['b', 'x', 1, 9, null],
		['c', 'x', 1, null, null],
		['a', 'y', 1, 3, null],
	];
	const spec = { pivot: { rows: ['region'], columns: ['shop'] }, y: ['amount'] };
	const sorted = pivoted(table(columns, rows), { ...spec, sort: 'descending' });
	assert.deepEqual(sorted.rows, [['b'], ['a'], ['c']]);
	assert.deepEqual([sorted.at(0, 0, 0), sorted.at(0, 1, 1), sorted.at(0, TOTAL, TOTAL)], [9, 3, 14]);
	assert.deepEqual(pivoted(table(columns, rows), { ...spec, sort: 'ascending' }).rows, [['a'], ['b'], ['c']]);
});

test('without being told, the first column of names is the rows and the next one the columns', () => {
	const content = table(columns, [['a', 'x', 2024, 1, 2]]);
	assert.deepEqual(pivotRoles(content, undefined), { rows: [0], columns: [1], values: [2, 3, 4] });
	assert.equal(misfit('pivot', content), undefined);
});

test('what cannot be a pivot is shown as a table, and says why', () => {
	const content = table(columns.slice(0, 3), [['a', 'x', 2024]]);
	const said = (own: Table, spec?: Omit<ChartSpec, 'version'>) =>
		misfit('pivot', own, { spec: spec && { version: 1, ...spec } });
	const pivot = (across: string, aggregate?: 'count') => ({
		pivot: { rows: ['region'], columns: [across], ...(aggregate && { aggregate }) },
	});
	assert.match(said(table(columns.slice(1, 3), [])) ?? '', /needs two columns of names or times/);
	assert.match(said(table(columns.slice(0, 2), [])) ?? '', /needs a column of numbers/);
	assert.match(said(content, pivot('year')) ?? '', /needs a column of numbers/);
	assert.match(said(content, pivot('colour')) ?? '', /its column “colour” is not in the result/);
	assert.equal(said(content, pivot('year', 'count')), undefined);
});
