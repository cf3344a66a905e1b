/** What stands out in a series of values, found without words. Pure, and one pass over the values. */
import type { Values } from './shape.ts';

/** One value, and where it stands in its series. */
export interface Place {
	readonly index: number;
	readonly value: number;
}

export interface Findings {
	/** How many values there are; nulls are none. */
	readonly count: number;
	readonly last: Place;
	/** The least and the largest; of equal ones the first. */
	readonly low: Place;
	readonly high: Place;
	readonly trend: Trend;
}

/**
 * By Kendall's τ (Kendall, M. G., "A New Measure of Rank Correlation", Biometrika 30, 1938) of the values in their order:
 * of all pairs of values, the share in which the later one is the larger, less the share in which it is the smaller. From
 * 0.5 on a series is `rising`, from -0.5 down `falling`. It asks only for ranks: one outlier, a logarithmic axis or the size
 * of the numbers change nothing. Otherwise it is `constant` where all values are equal, `steady` where they lie within a
 * tenth of the largest size, and `unclear` where nothing of this can be said.
 */
export type Trend = 'rising' | 'falling' | 'steady' | 'constant' | 'unclear';

const CLEAR = 0.5;
const STEADY_SHARE = 0.1;
/** More values than this are taken as the means of so many equal stretches, which no rhythm in them can deceive. */
const STRETCHES = 64;

const isThere = (value: number | null | undefined): value is number =>
	value !== null && value !== undefined && !Number.isNaN(value);

/** Kendall's τ of a few values in their order; 0 for fewer than two. */
function tauOf(values: readonly number[]): number {
	let sum = 0;
	values.forEach((earlier, index) => {
		for (let at = index + 1; at < values.length; at++) sum += Math.sign((values[at] ?? 0) - earlier);
	});
	return sum / Math.max(1, (values.length * (values.length - 1)) / 2);
}

/** The mean of each of at most `STRETCHES` equal stretches of the values that are there. */
function stretched(values: Values, count: number): number[] {
	const most = Math.min(count, STRETCHES);
	const sums = new Array<number>(most).fill(0);
	const sizes = new Array<number>(most).fill(0);
	let at = 0;
	for (const value of values) {
		if (!isThere(value)) continue;
		const stretch = Math.floor((at * most) / count);
		sizes[stretch] = (sizes[stretch] ?? 0) + 1;
		// A running mean: the sum of huge numbers would be infinite.
		sums[stretch] = (sums[stretch] ?? 0) + (value - (sums[stretch] ?? 0)) / (sizes[stretch] ?? 1);
		at += 1;
	}
	return sums;
}

function trendOf(values: Values, { count, low, high }: Omit<Findings, 'trend'>): Trend {
	if (low.value === high.value) return 'constant';
	const tau = tauOf(stretched(values, count));
	if (Math.abs(tau) >= CLEAR) return tau > 0 ? 'rising' : 'falling';
	const size = Math.max(Math.abs(low.value), Math.abs(high.value));
	return high.value / size - low.value / size <= STEADY_SHARE ? 'steady' : 'unclear';
}

/** Undefined where no value is there. */
export function findingsOf(values: Values): Findings | undefined {
	let [count, low, high, last] = [0, -1, -1, -1];
	for (let index = 0; index < values.length; index++) {
		const value = values[index];
		if (!isThere(value)) continue;
		count += 1;
		last = index;
		if (low < 0 || value < (values[low] ?? 0)) low = index;
		if (high < 0 || value > (values[high] ?? 0)) high = index;
	}
	if (count === 0) return undefined;
	const place = (index: number): Place => ({ index, value: values[index] ?? 0 });
	const found = { count, low: place(low), high: place(high), last: place(last) };
	return { ...found, trend: trendOf(values, found) };
}
