/** What the recipes of relations have to bring. */
import { linearRegression, sampleCorrelation } from 'simple-statistics';
import { byName, isVaried, meanOf, num, ordered, orNull, param, type RecipeCase, type Row, sum } from './case.ts';

const pairOf = (rows: readonly Row[], x: string, y: string): [number[], number[]] => [
	rows.map((row) => num(row, x)),
	rows.map((row) => num(row, y)),
];

const correlationOf = (x: number[], y: number[]): number | null =>
	isVaried(x) && isVaried(y) ? sampleCorrelation(x, y) : null;

/** Equal values share the mean of their places: one more than are below, and half of the others that are equal. */
const ranks = (values: readonly number[]): number[] =>
	values.map((value) => {
		const below = values.filter((other) => other < value).length;
		const equal = values.filter((other) => other === value).length;
		return below + (equal + 1) / 2;
	});

const correlation: RecipeCase = {
	expected: (rows, given) =>
		byName(rows, 'category').map(([category, group]) => {
			const [x, y] = pairOf(group, 'x', 'y');
			const pearson = correlationOf(x, y);
			const spearman = correlationOf(ranks(x), ranks(y));
			const margin = param(given, 'z') / Math.sqrt(group.length - 3);
			const end = (side: number): number | null => {
				if (pearson === null || group.length < 4) return null;
				// Fisher’s transformation as its logarithm.
				const fisher = 0.5 * Math.log((1 + pearson) / (1 - pearson)) + side * margin;
				return (Math.exp(2 * fisher) - 1) / (Math.exp(2 * fisher) + 1);
			};
			return { category, rows: group.length, pearson, spearman, low: end(-1), high: end(1) };
		}),
};

const SLOTS = ['a', 'b', 'c', 'd'] as const;

const correlationMatrix: RecipeCase = {
	keepsNulls: true,
	expected: (rows, { columns }) =>
		SLOTS.flatMap((other) =>
			SLOTS.flatMap((one) => {
				const both = rows.filter((row) => row[one] !== null && row[other] !== null);
				const [x, y] = pairOf(both, one, other);
				const names = { first: columns[one] ?? '', second: columns[other] ?? '' };
				return both.length === 0 ? [] : [{ ...names, correlation: correlationOf(x, y), rows: both.length }];
			}),
		),
};

const linearRegressionCase: RecipeCase = {
	expected: (rows) => {
		const sorted = ordered(
			rows,
			(row) => num(row, 'x'),
			(row) => num(row, 'y'),
		);
		const [x, y] = pairOf(sorted, 'x', 'y');
		const n = x.length;
		const { m, b } = isVaried(x)
			? linearRegression(sorted.map((row) => [num(row, 'x'), num(row, 'y')]))
			: { m: Number.NaN, b: Number.NaN };
		const residuals = y.map((value, index) => value - (b + m * (x[index] ?? 0)));
		const sse = sum(residuals.map((residual) => residual ** 2));
		const [meanX, meanY] = [meanOf(x), meanOf(y)];
		const sxx = sum(x.map((value) => (value - meanX) ** 2));
		const syy = sum(y.map((value) => (value - meanY) ** 2));
		const sigma = n > 2 ? Math.sqrt(sse / (n - 2)) : Number.NaN;
		return x.map((value, index) => ({
			x: value,
			y: y[index] ?? null,
			fitted: orNull(b + m * value),
			residual: orNull(residuals[index] ?? Number.NaN),
			slope: orNull(m),
			intercept: orNull(b),
			r_squared: isVaried(y) ? orNull(1 - sse / syy) : null,
			residual_deviation: orNull(sigma),
			slope_error: orNull(sigma / Math.sqrt(sxx)),
			intercept_error: orNull(sigma * Math.sqrt(sum(x.map((each) => each ** 2)) / (n * sxx))),
		}));
	},
};

/** The inverse of a symmetric matrix, by elimination with pivots (Gauss and Jordan). */
function inverse(matrix: readonly (readonly number[])[]): number[][] {
	const size = matrix.length;
	const work = matrix.map((row, at) => [...row, ...row.map((_, column) => (column === at ? 1 : 0))]);
	for (let at = 0; at < size; at += 1) {
		const below = work.slice(at).map((row) => Math.abs(row[at] ?? 0));
		const best = at + below.indexOf(Math.max(...below));
		const [one = [], other = []] = [work[at], work[best]];
		work[at] = other;
		work[best] = one;
		const pivot = work[at]?.[at] ?? 0;
		work[at] = (work[at] ?? []).map((value) => value / pivot);
		for (let row = 0; row < size; row += 1) {
			if (row === at) continue;
			const factor = work[row]?.[at] ?? 0;
			work[row] = (work[row] ?? []).map((value, column) => value - factor * (work[at]?.[column] ?? 0));
		}
	}
	return work.map((row) => row.slice(size));
}

/** By the normal equations, (X'X)⁻¹ X'y, of columns that are scaled to 1 and centred. */
const multipleRegression: RecipeCase = {
	expected: (rows, { columns }) => {
		const y = rows.map((row) => num(row, 'y'));
		const n = y.length;
		const given = ['a', 'b'].map((slot) => rows.map((row) => num(row, slot)));
		if (given.some((values) => !isVaried(values)) || n < 3) return [];
		const centres = given.map(meanOf);
		const scales = given.map((values, at) => Math.max(...values.map((value) => Math.abs(value - (centres[at] ?? 0)))));
		const design = y.map((_, row) => [
			1,
			...given.map((values, at) => ((values[row] ?? 0) - (centres[at] ?? 0)) / (scales[at] ?? 1)),
		]);
		const cross = [0, 1, 2].map((i) => [0, 1, 2].map((j) => sum(design.map((row) => (row[i] ?? 0) * (row[j] ?? 0)))));
		const inverted = inverse(cross);
		const right = [0, 1, 2].map((i) => sum(design.map((row, at) => (row[i] ?? 0) * (y[at] ?? 0))));
		const scaled = inverted.map((row) => sum(row.map((value, j) => value * (right[j] ?? 0))));
		const sse = sum(y.map((value, at) => (value - sum((design[at] ?? []).map((x, i) => x * (scaled[i] ?? 0)))) ** 2));
		const syy = sum(y.map((value) => (value - meanOf(y)) ** 2));
		const variance = n > 3 ? sse / (n - 3) : Number.NaN;
		// Back from the scaled columns: each estimate is a row of weights times the scaled ones.
		const [sa = 1, sb = 1] = scales;
		const [ca = 0, cb = 0] = centres;
		const back = [
			[1, -ca / sa, -cb / sb],
			[0, 1 / sa, 0],
			[0, 0, 1 / sb],
		];
		const rSquared = isVaried(y) ? 1 - sse / syy : Number.NaN;
		return back.map((weights, at) => {
			const estimate = sum(weights.map((weight, i) => weight * (scaled[i] ?? 0)));
			const spread = sum(
				weights.map((one, i) => sum(weights.map((other, j) => one * other * (inverted[i]?.[j] ?? 0)))),
			);
			const error = Math.sqrt(variance * spread);
			return {
				term: ['intercept', columns['a'] ?? '', columns['b'] ?? ''][at] ?? '',
				estimate,
				standard_error: orNull(error),
				r_squared: orNull(rSquared),
				adjusted_r_squared: n > 3 ? orNull(1 - ((1 - rSquared) * (n - 1)) / (n - 3)) : null,
				residual_deviation: orNull(Math.sqrt(variance)),
				rows: n,
				...(error > 1e-9 ? { t_value: estimate / error } : {}),
			};
		});
	},
};

export const RELATION: Readonly<Record<string, RecipeCase>> = {
	correlation,
	'correlation-matrix': correlationMatrix,
	'linear-regression': linearRegressionCase,
	'multiple-regression': multipleRegression,
};
