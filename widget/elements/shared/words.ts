import type { RunEvent, SqlPosition } from '../../protocol.ts';
import { say, sayServer } from '../../texts/say.ts';
import '../../texts/forms.ts';

const MINUTE = 60;
const HOUR = 3600;

/** Elapsed time in whole seconds, for a text that is rendered once a second. */
export function elapsedText(ms: number, locale?: string): string {
	const seconds = Math.max(0, Math.floor(ms / 1000));
	if (seconds < MINUTE) return say(locale, '{seconds} s', { seconds });
	const pad = (value: number) => value.toLocaleString(locale, { minimumIntegerDigits: 2 });
	const minutes = Math.floor(seconds / MINUTE);
	if (seconds < HOUR) return say(locale, '{minutes} min {seconds} s', { minutes, seconds: pad(seconds % MINUTE) });
	return say(locale, '{hours} h {minutes} min', {
		hours: Math.floor(seconds / HOUR),
		minutes: pad(minutes % MINUTE),
	});
}

/** How long something has taken: `0.4 s`, `12 s`, `3 min 05 s`, `1 h 02 min`. */
export function durationText(ms: number, locale?: string): string {
	const seconds = Math.max(0, ms) / 1000;
	if (seconds >= 10) return elapsedText(ms, locale);
	const tenths = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
	return say(locale, '{seconds} s', { seconds: seconds.toLocaleString(locale, tenths) });
}

/** A time that something usually takes: `a moment`, `about 20 s`, `about 3 min`, `about 1.5 h`. */
function aboutText(ms: number, locale: string | undefined): string {
	const seconds = Math.round(ms / 1000);
	if (seconds < 1) return say(locale, 'a moment');
	if (seconds < 90) return say(locale, 'about {seconds} s', { seconds });
	if (seconds < 90 * MINUTE) return say(locale, 'about {minutes} min', { minutes: Math.round(seconds / MINUTE) });
	const hours = (seconds / HOUR).toLocaleString(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
	return say(locale, 'about {hours} h', { hours });
}

/** How long a run has taken, and how long its like has taken before: `12 s of about 20 s`; beyond that, `25 s, usually about 20 s`. */
export function runningText(ms: number, expectedMs: number | undefined, locale?: string): string {
	const elapsed = elapsedText(ms, locale);
	if (!expectedMs) return elapsed;
	const text = ms > expectedMs ? '{elapsed}, usually {expected}' : '{elapsed} of {expected}';
	return say(locale, text, { elapsed, expected: aboutText(expectedMs, locale) });
}

/** A place in a line, from 1: `next in line`, `2nd in line`, `13th in line`. */
export const placeInLine = (place: number, locale?: string): string =>
	place > 1 ? say(locale, '{place^:#st|#nd|#rd|#th} in line', { place }) : say(locale, 'next in line');

/** Where in the SQL: `line 3, column 14`. */
export function placeText(position: SqlPosition | undefined, locale?: string): string {
	if (!position) return '';
	return say(locale, 'line {line}, column {column}', { line: `${position.line}`, column: `${position.column}` });
}

const REFUSALS = {
	unknown_chart: 'There is no such chart',
	unknown_run: 'There is no such run',
	not_found: 'There is no such chart',
	not_allowed: 'Not allowed',
	token_invalid: 'This token is not valid',
	token_expired: 'This token has expired',
} as const;

/** What a code means with which a chart was refused. */
export const refusalTitle = (code: string, locale?: string): string =>
	say(locale, REFUSALS[code as keyof typeof REFUSALS] ?? 'Not available');

const MISSING = {
	params: 'The attribute “params” is not JSON',
	chart: 'Nothing to show: set the attribute “chart”',
	token: 'Set the attribute “token” to see this chart',
} as const;

/** Why nothing is asked for. */
export const missingText = (attribute: keyof typeof MISSING, locale?: string): string =>
	say(locale, MISSING[attribute]);

/** That a query has failed, and where in the SQL. */
export function failedText(position: SqlPosition | undefined, locale?: string): string {
	const place = placeText(position, locale);
	return place ? say(locale, 'The query failed at {place}', { place }) : say(locale, 'The query failed');
}

export const canceledText = (locale?: string): string => say(locale, 'The query was stopped before it had a result.');

export const troubleText = (locale?: string): string => say(locale, 'The result could not be loaded');

/** How long a run has taken, and how many rows it has brought, as far as it tells. */
export function progressText(run: Extract<RunEvent, { startedAt: number }>, elapsed: number, locale?: string): string {
	const time = runningText(elapsed, run.expectedMs, locale);
	return run.kind === 'progress' ? `${time} · ${say(locale, '{rows:# row|# rows} so far', run)}` : time;
}

/** The place of a run in its line, alone. */
export const queuedText = (place: number, locale?: string): string =>
	place > 1 ? placeInLine(place, locale) : say(locale, 'Next in line');

/** Why a run has not begun: a word of the wire, or a sentence of the server. */
export function waitText(reason: string, locale?: string): string {
	if (reason === 'source_down') return say(locale, 'Its database cannot be reached now.');
	return reason.includes(' ') ? sayServer(locale, reason) : say(locale, 'It starts when a place is free.');
}

export const lateText = (locale?: string): string => say(locale, 'Still waiting for the first answer');

export { sayServer } from '../../texts/say.ts';
