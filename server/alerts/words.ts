/** Numbers and times of an alert in words; in English, as are the errors of databases that stand beside them. */

const numbers = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 });

export const numberWords = (value: number): string => numbers.format(value);

const UNITS = [
	['day', 86_400_000],
	['hour', 3_600_000],
	['minute', 60_000],
	['second', 1_000],
] as const;

/** As `2 hours`: in the largest unit of which there is at least one. */
export function elapsedWords(ms: number): string {
	const [unit, size] = UNITS.find(([, each]) => ms >= each) ?? ['second', 1_000];
	const count = Math.floor(ms / size);
	return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
