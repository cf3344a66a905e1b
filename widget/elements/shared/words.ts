import type { SqlPosition } from '../../protocol.ts';

const MINUTE = 60;
const HOUR = 3600;

/** Elapsed time in whole seconds, for a text that is rendered once a second. */
export function elapsedText(ms: number): string {
	const seconds = Math.max(0, Math.floor(ms / 1000));
	if (seconds < MINUTE) return `${seconds} s`;
	const pad = (value: number) => String(value).padStart(2, '0');
	if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min ${pad(seconds % MINUTE)} s`;
	return `${Math.floor(seconds / HOUR)} h ${pad(Math.floor((seconds % HOUR) / MINUTE))} min`;
}

/** A time that something usually takes: `a moment`, `about 20 s`, `about 3 min`, `about 1.5 h`. */
function aboutText(ms: number): string {
	const seconds = Math.round(ms / 1000);
	if (seconds < 1) return 'a moment';
	if (seconds < 90) return `about ${seconds} s`;
	return seconds < 90 * MINUTE ? `about ${Math.round(seconds / MINUTE)} min` : `about ${(seconds / HOUR).toFixed(1)} h`;
}

/** How long a run has taken, and how long its like has taken before: `12 s of about 20 s`; beyond that, `25 s, usually about 20 s`. */
export function runningText(ms: number, expectedMs: number | undefined): string {
	const elapsed = elapsedText(ms);
	if (!expectedMs) return elapsed;
	return ms > expectedMs ? `${elapsed}, usually ${aboutText(expectedMs)}` : `${elapsed} of ${aboutText(expectedMs)}`;
}

/** A place in a line, from 1: `next in line`, `2nd in line`, `13th in line`. */
export function placeInLine(position: number): string {
	if (position <= 1) return 'next in line';
	const tens = position % 100;
	const ending = tens > 10 && tens < 20 ? undefined : ['st', 'nd', 'rd'][(position % 10) - 1];
	return `${position}${ending ?? 'th'} in line`;
}

/** Where in the SQL: `line 3, column 14`. */
export function placeText(position: SqlPosition | undefined): string {
	return position ? `line ${position.line}, column ${position.column}` : '';
}
