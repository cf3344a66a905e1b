/**
 * Quantiles by the seventh of nine definitions, linear between the values, as R, NumPy and PostgreSQL's percentile_cont
 * have them (Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50, 1996).
 * `sorted` is ascending and not empty; `share` is from 0 to 1.
 */
export function quantile(sorted: readonly number[], share: number): number {
	const at = (sorted.length - 1) * share;
	const below = Math.floor(at);
	const low = sorted[below] ?? 0;
	const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low;
	return low + (high - low) * (at - below);
}

export const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

/** What a box shows: the quartiles, the ends of the whiskers, and what lies beyond them. */
export interface FiveNumbers {
	readonly low: number;
	readonly q1: number;
	readonly median: number;
	readonly q3: number;
	readonly high: number;
	readonly outliers: readonly number[];
}

/**
 * Whiskers reach to the farthest values within one and a half times the distance of the quartiles from the box (Tukey,
 * "Exploratory Data Analysis", 1977). `undefined` of no values.
 */
export function fiveNumbers(values: readonly number[]): FiveNumbers | undefined {
	if (values.length === 0) return undefined;
	const sorted = ascending(values);
	const [q1, median, q3] = [quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75)];
	const reach = 1.5 * (q3 - q1);
	const within = sorted.filter((value) => value >= q1 - reach && value <= q3 + reach);
	return {
		low: Math.min(within[0] ?? q1, q1),
		q1,
		median,
		q3,
		high: Math.max(within.at(-1) ?? q3, q3),
		outliers: sorted.filter((value) => value < q1 - reach || value > q3 + reach),
	};
}

export interface Fit {
	readonly slope: number;
	readonly intercept: number;
	/** The share of the variance of y that the line explains. */
	readonly r2: number;
}

/**
 * The line by ordinary least squares: slope = Sxy / Sxx, R² = Sxy² / (Sxx Syy), with sums of products of distances from
 * the means (Draper and Smith, "Applied Regression Analysis", chapter 1). `undefined` where all x are one.
 */
export function leastSquares(points: readonly (readonly [number, number])[]): Fit | undefined {
	const count = points.length;
	const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at] / count, 0);
	const [meanX, meanY] = [mean(0), mean(1)];
	let [xx, xy, yy] = [0, 0, 0];
	for (const [x, y] of points) {
		xx += (x - meanX) ** 2;
		xy += (x - meanX) * (y - meanY);
		yy += (y - meanY) ** 2;
	}
	if (count < 2 || xx === 0) return undefined;
	const slope = xy / xx;
	return { slope, intercept: meanY - slope * meanX, r2: yy === 0 ? 1 : (xy * xy) / (xx * yy) };
}

/**
 * How wide the bins of a histogram are: 2 IQR n^(-1/3) (Freedman and Diaconis, "On the histogram as a density estimator",
 * 1981); where half of the values are one, by the rule of Sturges (1926): log2 n + 1 bins.
 */
export function binWidth(sorted: readonly number[]): number {
	const count = sorted.length;
	const range = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0);
	const iqr = quantile(sorted, 0.75) - quantile(sorted, 0.25);
	return iqr > 0 ? (2 * iqr) / Math.cbrt(count) : range / (Math.ceil(Math.log2(Math.max(1, count))) + 1);
}

export interface Bin {
	readonly from: number;
	/** Not part of it, but of the last bin. */
	readonly to: number;
	readonly count: number;
}

const MOST_BINS = 100;
const FEW_BINS = 20;

interface Edges {
	readonly from: number;
	readonly width: number;
	readonly count: number;
}

/** Edges at round numbers, unless an author has said how many bins there are; whole numbers are never parted. */
function edgesOf(sorted: readonly number[], own: number | undefined): Edges {
	const [low, high] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
	const range = high - low;
	// What differs by less than a number can tell is one.
	if (!(range > Math.max(Math.abs(low), Math.abs(high)) * 1e-12 && range > 1e-290))
		return { from: low - 0.5, width: 1, count: 1 };
	if (own !== undefined) return { from: low, width: range / own, count: own };
	const isWhole = sorted.every(Number.isInteger);
	// Few whole numbers have a bin each, in whose middle they are.
	if (isWhole && range < FEW_BINS) return { from: low - 0.5, width: 1, count: range + 1 };
	const wanted = Math.max(binWidth(sorted) * 0.75, range / MOST_BINS, isWhole ? 1 : 0);
	const power = 10 ** Math.floor(Math.log10(wanted) + 1e-9);
	const factors = isWhole && power === 1 ? [1, 2, 5] : [1, 2, 2.5, 5];
	const width = (factors.find((factor) => factor * power >= wanted * (1 - 1e-9)) ?? 10) * power;
	const from = Math.floor(low / width + 1e-9) * width;
	const bins = (high - from) / width;
	return { from, width, count: Math.max(1, isWhole ? Math.floor(bins + 1e-9) + 1 : Math.ceil(bins - 1e-9)) };
}

/** The values counted by bins of one width. */
export function binsOf(values: readonly number[], own?: number): Bin[] {
	if (values.length === 0) return [];
	const sorted = ascending(values);
	const { from, width, count } = edgesOf(sorted, own);
	const edge = (at: number) => Number((from + at * width).toPrecision(12));
	const counts = new Array<number>(count).fill(0);
	for (const value of sorted) {
		const at = Math.min(count - 1, Math.max(0, Math.floor((value - from) / width + 1e-9)));
		counts[at] = (counts[at] ?? 0) + 1;
	}
	return counts.map((each, at) => ({ from: edge(at), to: edge(at + 1), count: each }));
}
