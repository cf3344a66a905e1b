/** Counts and lengths of time in words. Pure. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `1 table`, `1,503 tables`. */
export const countText = (count: number, noun: string): string =>
	`${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

/** `once`, `twice`, `3 times`. */
export const timesText = (count: number): string =>
	count === 1 ? 'once' : count === 2 ? 'twice' : countText(count, 'time');

/** `40 s`, `5 min`, `3 h`, `2 days`: as many of the largest unit as there are whole. @param ms a length */
export function lengthText(ms: number): string {
	if (ms < MINUTE) return `${Math.max(0, Math.floor(ms / SECOND))} s`;
	if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
	if (ms < 2 * DAY) return `${Math.floor(ms / HOUR)} h`;
	return `${Math.floor(ms / DAY)} days`;
}

/** `just now`, `5 min ago`. @param ms a length */
export const agoText = (ms: number): string => (ms < 5 * SECOND ? 'just now' : `${lengthText(ms)} ago`);
