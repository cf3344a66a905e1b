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
	const values = [...before];
	const middle = median(values);
	const distance = value - middle;
	if (distance === 0) return 0;
	const deviation = medianAbsoluteDeviation(values);
	if (deviation > 0) return (SIGMA_PER_MAD * distance) / deviation;
	const mean = values.reduce((sum, each) => sum + Math.abs(each - middle), 0) / values.length;
	return mean > 0 ? distance / (MEAN_DEVIATION_PER_SIGMA * mean) : distance * Number.POSITIVE_INFINITY;
}
