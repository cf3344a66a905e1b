/** Words that no chart needs before it has something to draw: ages, lengths, counts. */
import { elapsedText } from './words.ts';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** How long something has taken: `0.4 s`, `12 s`, `3 min 05 s`, `1 h 02 min`. */
export function durationText(ms: number): string {
	const seconds = Math.max(0, ms) / 1000;
	if (seconds < 10) return `${seconds.toFixed(1)} s`;
	return elapsedText(ms);
}

/** The age of something: `just now`, `40 s ago`, `2 min ago`, `3 h ago`, `5 days ago`. */
export function ageText(ms: number): string {
	const seconds = Math.max(0, Math.floor(ms / 1000));
	if (seconds < 5) return 'just now';
	if (seconds < MINUTE) return `${seconds} s ago`;
	if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min ago`;
	if (seconds < 2 * DAY) return `${Math.floor(seconds / HOUR)} h ago`;
	return `${Math.floor(seconds / DAY)} days ago`;
}

/** A count with its noun: `1 row`, `1,204 rows`. */
export function countText(count: number, noun: string, locale?: string): string {
	return `${count.toLocaleString(locale)} ${noun}${count === 1 ? '' : 's'}`;
}
