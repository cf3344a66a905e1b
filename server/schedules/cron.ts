/**
 * When a schedule is due: five fields of cron, read by the clocks of a place. A time that these leave out is due at the next
 * moment that they show, and one that they show twice is due the first time: a schedule's times are those at which its
 * clock first shows them, or something later. The fields are cron-parser's, the rules of time zones those of Intl. Pure.
 */
import { type CronExpression, CronExpressionParser } from 'cron-parser';
import cronstrue from 'cronstrue/i18n.js';
import { localOf } from '../charts/warm.ts';

const DAY_MS = 86_400_000;
/** Clocks are put back by less. */
const MOST_REPEATED_MS = DAY_MS / 8;
/**
 * What cron-parser knows beyond digits, names, lists, ranges and steps: the last day, the n-th day of the week. Letters are
 * looked at by themselves: an L that may as well begin a name is tried both ways, and many of them take for ever.
 */
const SIGNS = /^[\d*/,\-?#a-z]*$/i;
const LETTERS = /^([a-z]{3}L?|L)$/i;

const isField = (field: string): boolean =>
	SIGNS.test(field) && (field.match(/[a-z]+/gi) ?? []).every((letters) => LETTERS.test(letters));

const expressionAt = (cron: string, wall: number): CronExpression =>
	CronExpressionParser.parse(cron, { currentDate: new Date(wall), tz: 'UTC' });

/** What is wrong with an expression; undefined: nothing. */
export function problemOfCron(cron: string): string | undefined {
	const fields = cron.trim().split(/\s+/);
	if (fields.length === 6) return 'has six fields: seconds are not told apart, leave the first one out';
	if (fields.length !== 5) {
		return 'must have five fields, such as "0 8 * * mon-fri": minute, hour, day of the month, month, day of the week';
	}
	const odd = fields.find((field) => !isField(field));
	if (odd !== undefined) return `has the field "${odd}", which is none of cron's`;
	try {
		expressionAt(cron, 0).next();
		// What cannot be said in words is none that anybody else knows.
		wordsOf(cron, 'en');
		return undefined;
	} catch (error) {
		return `is not right: ${error instanceof Error ? error.message : String(error)}`;
	}
}

/** The first moment at which the clocks there show this, or something later. */
function instantOf(wall: number, timeZone: string): number {
	const offsets = [wall - DAY_MS, wall + DAY_MS].map((near) => localOf(near, timeZone) - near);
	const candidates = offsets.map((offset) => wall - offset).sort((a, b) => a - b);
	const shown = candidates.find((instant) => localOf(instant, timeZone) === wall);
	if (shown !== undefined) return shown;
	// Left out: the clocks go forward somewhere between the two.
	let [before, after] = [candidates[0] ?? wall, candidates.at(-1) ?? wall];
	while (after - before > 1) {
		const middle = Math.floor((before + after) / 2);
		if (localOf(middle, timeZone) < wall) before = middle;
		else after = middle;
	}
	return after;
}

export interface Timing {
	readonly cron: string;
	/** An IANA zone. */
	readonly timeZone: string;
}

/** The first time after that moment; both in ms. @throws Error when there is none */
export function nextTime({ cron, timeZone }: Timing, after: number): number {
	const walls = expressionAt(cron, localOf(after, timeZone));
	for (;;) {
		const instant = instantOf(walls.next().getTime(), timeZone);
		if (instant > after) return instant;
	}
}

/** The last time that is not after that moment. @throws Error when there is none */
export function lastTime({ cron, timeZone }: Timing, until: number): number {
	const walls = expressionAt(cron, localOf(until, timeZone) + MOST_REPEATED_MS);
	for (;;) {
		const instant = instantOf(walls.prev().getTime(), timeZone);
		if (instant <= until) return instant;
	}
}

export function nextTimes(timing: Timing, after: number, count: number): readonly number[] {
	const times: number[] = [];
	for (let at = after; times.length < count; ) {
		at = nextTime(timing, at);
		times.push(at);
	}
	return times;
}

/** Of those that the pages speak. */
const LANGUAGES = ['en', 'de', 'es', 'fr', 'ja', 'ar'];

/** Such as `At 08:00, Monday through Friday`; in English where the language is none of ours. */
export function wordsOf(cron: string, language: string): string {
	const [primary = 'en'] = language.toLowerCase().split('-');
	const locale = LANGUAGES.includes(primary) ? primary : 'en';
	return cronstrue.default.toString(cron, { locale, use24HourTimeFormat: true });
}
