import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ChartSpec } from '../../../widget/chart-spec.ts';
import { findingsOf } from '../../../widget/drawing/findings.ts';
import { shapeOf, type Values } from '../../../widget/drawing/shape.ts';
import { rankWords, summaryOf, type Told, trendWords } from '../../../widget/drawing/summary.ts';
import type { Cell, ColumnType } from '../../../widget/protocol.ts';

const day = (index: number): string => new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10);

/** The summary of a table whose columns are given as `name:type`. */
function said(type: 'line' | 'column', columns: readonly string[], rows: readonly Cell[][], spec?: ChartSpec): string {
	const table = {
		columns: columns.map((column) => {
			const [name = '', of = 'text'] = column.split(':');
			return { name, type: of as ColumnType };
		}),
		data: columns.map((_, column) => rows.map((row) => row[column] ?? null)),
		rows: rows.length,
		truncated: false,
	};
	return summaryOf(shapeOf(table, type === 'column', 'en-US', spec), type);
}

const daily = (values: readonly (number | null)[]): string =>
	said(
		'line',
		['day:date', 'total:number'],
		values.map((value, index) => [day(index), value]),
	);

const told = (values: Values): Told => ({
	name: 'n',
	values,
	valueText: (value) => String(value),
	placeText: (index) => `#${index}`,
});

test('a line is summed up by its trend, its extremes with their places, and its last value', () => {
	assert.equal(
		daily([3, 1, 4, 5, 9, 8, 11, 10]),
		'Line chart of total by day, 8 points from Jan 1, 2024 to Jan 8, 2024. ' +
			'total is rising: lowest 1 (Jan 2, 2024), highest 11 (Jan 7, 2024), last 10 (Jan 8, 2024).',
	);
	assert.match(daily([9, 7, 8, 5, 3, 1]), /total is falling: lowest 1 \(Jan 6, 2024\), highest 9 \(Jan 1, 2024\)/);
	assert.match(daily([100, 103, 99, 101, 102, 100]), /total is steady: lowest 99/);
	assert.match(daily([1, 50, 3, 40, 2, 45]), /total has no clear trend: lowest 1/);
});

test('nothing is claimed of what is not there: no values, one, equal ones, missing ones', () => {
	assert.match(daily([null, null]), /2 points .*\. total has no values\.$/);
	assert.match(daily([5]), /1 point\. total is 5 \(Jan 1, 2024\)\.$/);
	assert.match(daily([7, 7, 7]), /total is 7 throughout\.$/);
	assert.match(daily([null, 5, null]), /total is 5 \(Jan 2, 2024\), 2 of 3 missing\.$/);
	assert.match(daily([1, 2, null, 4, null]), /rising: .*last 4 \(Jan 4, 2024\), 2 of 5 missing\.$/);
	assert.match(daily([0, 0, 0, 0, 0, 0, 0, 9]), /no clear trend: lowest 0 \(Jan 1, 2024\), highest 9/);
});

test('huge numbers and endless ones are compared, not added up', () => {
	assert.match(daily([-1e308, 0, 1e308]), /total is rising: lowest -1.*\(Jan 1, 2024\), highest 1/);
	assert.match(trendWords(told([1, Number.POSITIVE_INFINITY, 2])), /no clear trend: .*highest Infinity \(#1\)/);
	assert.match(trendWords(told([1, Number.NaN, 3])), /rising: .*1 of 3 missing/);
});

test('several series are told apart; more than three are counted', () => {
	const rows = [0, 1, 2, 3].map((at) => [day(at), at, 9 - at, 5, at]);
	const three = said('line', ['day:date', 'a:number', 'b:number', 'c:number'], rows);
	assert.match(three, /of a, b, c by day.* a is rising: .* b is falling: .* c is 5 throughout\.$/);
	const four = said('line', ['day:date', 'a:number', 'b:number', 'c:number', 'd:number'], rows);
	assert.match(four, /of 4 series by day.* The other 1 are in the table\.$/);
});

test('columns by name are summed up by the largest and the smallest, and claim no trend', () => {
	const rows = [
		['north', 40],
		['a place "with" <marks>', 55],
		['west', 3],
	];
	assert.equal(
		said('column', ['region:text', 'revenue:number'], rows),
		'Column chart of revenue by region, 3 categories. revenue: largest a place "with" <marks> (55), smallest west (3).',
	);
	const months = [0, 1, 2, 3].map((at) => [day(at * 31), at]);
	assert.match(said('column', ['month:date', 'n:number'], months), /n is rising/);
});

test('a share is said only of the parts of a whole', () => {
	const percent = (share: number): string => `${Math.round(share * 100)} %`;
	assert.equal(rankWords(told([30, 10, 60]), percent), 'n: largest #2 (60, 60 %), smallest #1 (10, 10 %)');
	assert.equal(rankWords(told([30, -10, 60]), percent), 'n: largest #2 (60), smallest #1 (-10)');
	assert.equal(rankWords(told([0, null]), percent), 'n is 0 (#0), 1 of 2 missing');
});

test('the reader’s names and formats are used', () => {
	const spec: ChartSpec = {
		version: 1,
		names: { total: 'Net', day: 'date' },
		formats: { total: { style: 'currency', currency: 'EUR' } },
	};
	const rows = [1, 2, 3].map((value, index) => [day(index), value]);
	const text = said('line', ['day:date', 'total:number'], rows, spec);
	assert.match(text, /^Line chart of Net by date, .* Net is rising: lowest €1.00 .* last €3.00/);
});

/** By the definition, over all pairs of at most 64 values: an oracle that shares nothing with the code. */
function pairs(values: readonly number[]): { later: number; earlier: number; all: number } {
	const all = values.flatMap((one, at) => values.slice(at + 1).map((other) => [one, other] as const));
	return {
		later: all.filter(([one, other]) => other > one).length,
		earlier: all.filter(([one, other]) => other < one).length,
		all: all.length,
	};
}

/** Few different numbers, so that there are equal ones, and many; short series, in which a trend is common, and long. */
const cells = fc.tuple(fc.constantFrom(2, 50), fc.constantFrom(8, 64)).chain(([most, maxLength]) => {
	const cell = fc.option(fc.integer({ min: -most, max: most }), { nil: null });
	return fc.array(cell, { maxLength, size: 'max' });
});

test('a trend is claimed exactly where three quarters of the pairs bear it out', () => {
	fc.assert(
		fc.property(cells, (values) => {
			const found = findingsOf(values);
			const there = values.filter((value) => value !== null);
			assert.equal(found?.count ?? 0, there.length);
			if (found === undefined) return;
			const { later, earlier, all } = pairs(there);
			assert.equal(found.trend === 'rising', all > 0 && later - earlier >= all / 2);
			assert.equal(found.trend === 'falling', all > 0 && earlier - later >= all / 2);
			assert.equal(found.trend === 'constant', new Set(there).size === 1);
			assert.equal(found.low.value, Math.min(...there));
			assert.equal(found.low.index, values.indexOf(found.low.value));
			assert.equal(found.high.index, values.indexOf(Math.max(...there)));
			assert.equal(found.last.value, there.at(-1));
			assert.equal(found.last.index, values.lastIndexOf(there.at(-1) ?? 0));
		}),
		{ numRuns: 1_000 },
	);
});

test('a daily rhythm in a long series is no trend, and a trend below the rhythm is one', () => {
	for (const length of [14_400, 99_999]) {
		const wave = Array.from({ length }, (_, at) => 100 * Math.sin((at / 1_440) * 2 * Math.PI));
		const calm = Array.from({ length }, (_, at) => 100 * Math.sin(at / 7) + ((at * 7_919) % 13));
		const slope = (values: readonly number[], rise: number) => values.map((value, at) => value + (rise * at) / length);
		assert.equal(findingsOf(calm)?.trend, 'unclear', `calm, ${length}`);
		assert.equal(findingsOf(slope(calm, 60))?.trend, 'rising', `calm and rising, ${length}`);
		assert.equal(findingsOf(slope(calm, -60))?.trend, 'falling', `calm and falling, ${length}`);
		assert.equal(findingsOf(wave)?.trend, 'unclear', `wave, ${length}`);
	}
});

test('one outlier makes no trend, and hides none', () => {
	const rising = Array.from({ length: 30 }, (_, at) => at);
	assert.equal(findingsOf(rising.with(2, 1e9))?.trend, 'rising');
	assert.equal(findingsOf([...Array.from({ length: 30 }, (_, at) => (at * 7) % 5), 1e9])?.trend, 'unclear');
});
