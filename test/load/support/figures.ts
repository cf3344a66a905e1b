/** Small statistics, and how figures are written. */
export function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	const upper = sorted[middle] ?? Number.NaN;
	return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
};

/** The most times that fall within any window of this length. Times in any order, in ms. */
export function peakWithin(times: readonly number[], windowMs: number): number {
	const sorted = [...times].sort((a, b) => a - b);
	let first = 0;
	let peak = 0;
	sorted.forEach((time, index) => {
		while (time - (sorted[first] ?? time) >= windowMs) first += 1;
		peak = Math.max(peak, index - first + 1);
	});
	return peak;
}

export const kilobytes = (bytes: number): string => `${(bytes / 1_024).toFixed(1)} KB`;
export const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MB`;
export const count = (value: number): string => value.toLocaleString('en-US');

/** `0.97 × (0.95 … 0.99)`: the ratio of the medians, and between which ratios the rounds lie. */
export function ratio(ours: readonly number[], theirs: readonly number[]): string {
	const rounds = ours.map((value, index) => value / (theirs[index] ?? Number.NaN));
	const [least, most] = [Math.min(...rounds), Math.max(...rounds)];
	return `${(median(ours) / median(theirs)).toFixed(2)} × (rounds ${least.toFixed(2)} … ${most.toFixed(2)})`;
}

/** How large a share of the viewers did something in the fullest 100 ms, in percent. */
export const peakShare = (times: readonly number[], viewers: number): string =>
	`${((100 * peakWithin(times, 100)) / viewers).toFixed(1)} %`;
