import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
	ascending,
	binsOf,
	binWidth,
	fiveNumbers,
	leastSquares,
	quantile,
} from '../../../../widget/families/statistics.ts';

const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });

test('quartiles are those that R gives by its default, type 7', () => {
	// quantile(c(2, 7, 1, 8, 2, 8, 1, 8, 2, 8)) of R 4: 1, 2, 4.5, 8, 8
	const sorted = ascending([2, 7, 1, 8, 2, 8, 1, 8, 2, 8]);
	assert.deepEqual(
		[0, 0.25, 0.5, 0.75, 1].map((share) => quantile(sorted, share)),
		[1, 2, 4.5, 8, 8],
	);
	// quantile(1:4): 1.75, 2.5, 3.25
	assert.deepEqual(
		[0.25, 0.5, 0.75].map((share) => quantile([1, 2, 3, 4], share)),
		[1.75, 2.5, 3.25],
	);
});

test('whiskers end at values within one and a half boxes, and each value beyond is an outlier', () => {
	// boxplot.stats differs in hinges; by type 7 the quartiles of 1:11 and 40 are 3.75 and 9.25: the fences are -4.5 and 17.5.
	const found = fiveNumbers([...Array.from({ length: 11 }, (_, at) => at + 1), 40]);
	assert.deepEqual(found, { low: 1, q1: 3.75, median: 6.5, q3: 9.25, high: 11, outliers: [40] });
	assert.equal(fiveNumbers([]), undefined);
	fc.assert(
		fc.property(numbers, (values) => {
			const five = fiveNumbers(values);
			assert.ok(five);
			assert.ok(five.low <= five.q1 && five.q1 <= five.median && five.median <= five.q3 && five.q3 <= five.high);
			const within = values.filter((value) => value >= five.low && value <= five.high);
			assert.equal(within.length + five.outliers.length, values.length);
		}),
	);
});

test('the line by least squares is that of Anscombe’s first set, and no other line is nearer', () => {
	// Anscombe (1973): y = 3.00 + 0.500 x, R² = 0.67.
	const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
	const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
	const points = x.map((each, at) => [each, y[at] ?? 0] as const);
	const fit = leastSquares(points);
	assert.ok(fit);
	assert.deepEqual([fit.intercept.toFixed(2), fit.slope.toFixed(3), fit.r2.toFixed(2)], ['3.00', '0.500', '0.67']);
	const off = (slope: number, intercept: number) =>
		points.reduce((sum, [at, value]) => sum + (value - intercept - slope * at) ** 2, 0);
	fc.assert(
		fc.property(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: -9, max: 9, noNaN: true }), (slope, at) =>
			assert.ok(off(fit.slope, fit.intercept) <= off(fit.slope + slope, fit.intercept + at) + 1e-9),
		),
	);
	assert.equal(leastSquares([[1, 2]]), undefined);
	assert.equal(
		leastSquares([
			[1, 2],
			[1, 3],
		]),
		undefined,
	);
});

test('bins hold every value once, are of one width, and follow the rule of Freedman and Diaconis', () => {
	fc.assert(
		fc.property(numbers, fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }), (values, own) => {
			const bins = binsOf(values, own);
			assert.equal(
				bins.reduce((sum, { count }) => sum + count, 0),
				values.length,
			);
			assert.ok(bins.length <= 102, `${bins.length} bins`);
			for (const { from, to, count } of bins.slice(0, -1)) {
				const slack = Math.max(Math.abs(from), Math.abs(to)) * 1e-9;
				const inside = values.filter((value) => value >= from + slack && value < to - slack).length;
				const near = values.filter((value) => value >= from - slack && value < to + slack).length;
				assert.ok(inside <= count && count <= near, `${count} from ${from} to ${to}`);
			}
		}),
	);
	assert.equal(binsOf([1, 2, 3.5, 9], 4).length, 4);
	assert.deepEqual(
		binsOf([1, 2, 2, 6]).map(({ count }) => count),
		[1, 2, 0, 0, 0, 1],
		'few whole numbers have a bin each',
	);
	// 2 × IQR / n^(1/3) of 0, 1, …, 999: 2 × 499.5 / 10
	assert.ok(Math.abs(binWidth(Array.from({ length: 1000 }, (_, at) => at)) - 99.9) < 1e-9);
});
