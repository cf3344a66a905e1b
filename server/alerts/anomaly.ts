/** How far a value is from those before it, by measures that a few wild ones among them cannot move. Pure. */
import { median, medianAbsoluteDeviation } from 'simple-statistics';

/** Of a normal distribution: standard deviations in a median absolute deviation, and in a mean one. */
const SIGMA_PER_MAD = 0.6745;
const MEAN_DEVIATION_PER_SIGMA = 1.253314;

/**
 * The modified z-score 0.6745 (x − median) / MAD of B. Iglewicz and D. C. Hoaglin, How to Detect and Handle Outliers (ASQC,
 * 1993), who recommend to look at values from 3.5 on. Where more than half of the values are equal, MAD is 0, and the mean
 * absolute deviation takes its place: (x − median) / (1.253314 MeanAD), as IBM SPSS does. Where all are equal, another value is
 * infinitely far.
 */
export function robustScore(value: number, before: readonly number[]): number {
	const { middle, unit } = usualOf(before);
	const distance = value - middle;
	return distance === 0 ? 0 : distance / unit;
}

/** What is usual of values, and how far from it a score of 1 is; 0: they are all equal. */
export function usualOf(before: readonly number[]): { readonly middle: number; readonly unit: number } {
	const values = [...before];
	const middle = median(values);
	const deviation = medianAbsoluteDeviation(values);
	if (deviation > 0) return { middle, unit: deviation / SIGMA_PER_MAD };
	const mean = values.reduce((sum, each) => sum + Math.abs(each - middle), 0) / values.length;
	return { middle, unit: MEAN_DEVIATION_PER_SIGMA * mean };
}
