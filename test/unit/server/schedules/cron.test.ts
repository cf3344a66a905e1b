/** When a schedule is due, held against an oracle that walks through the minutes and reads a clock at each of them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { lastTime, nextTime, nextTimes, problemOfCron, wordsOf } from '../../../../server/schedules/cron.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The clock's reading as if it were UTC, in minutes. */
const formats = new Map<string, Intl.DateTimeFormat>();
function clockIn(timeZone: string): (instant: number) => number {
	const format =
		formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
	formats.set(timeZone, format);
	return (instant) => Date.parse(`${format.format(instant).replace(' ', 'T')}Z`) / MINUTE_MS;
}

interface Fields {
	readonly minutes: readonly number[];
	readonly hours: readonly number[];
	/** 0 is Sunday; none: all. */
	readonly weekdays: readonly number[];
}

const list = (values: readonly number[]) => (values.length === 0 ? '*' : values.join(','));
const cronOf = ({ minutes, hours, weekdays }: Fields) => `${list(minutes)} ${list(hours)} * * ${list(weekdays)}`;

function matches({ minutes, hours, weekdays }: Fields, reading: number): boolean {
	const wall = new Date(reading * MINUTE_MS);
	const among = (values: readonly number[], value: number) => values.length === 0 || values.includes(value);
	return among(minutes, wall.getUTCMinutes()) && among(hours, wall.getUTCHours()) && among(weekdays, wall.getUTCDay());
}

/** What was read once is known: a walk is a hundred times as long as what is looked for. */
const readings = new Map<string, number>();
function read(timeZone: string, instant: number): number {
	const key = `${timeZone} ${instant}`;
	const known = readings.get(key) ?? clockIn(timeZone)(instant);
	readings.set(key, known);
	return known;
}

/** Every moment in (from, to] at which the clock first shows, or passes over, a time that is meant. */
function walked(fields: Fields, timeZone: string, [from, to]: readonly [number, number]): number[] {
	const due: number[] = [];
	// It begins long before, so that it knows what the clock has shown already.
	let highest = read(timeZone, from - 12 * HOUR_MS);
	for (let instant = from - 12 * HOUR_MS + MINUTE_MS; instant <= to; instant += MINUTE_MS) {
		const reading = read(timeZone, instant);
		let isDue = false;
		for (let passed = highest + 1; passed <= reading; passed += 1) isDue ||= matches(fields, passed);
		highest = Math.max(highest, reading);
		if (isDue && instant > from) due.push(instant);
	}
	return due;
}

function all(cron: string, timeZone: string, [from, to]: readonly [number, number]): number[] {
	const found: number[] = [];
	for (let at = nextTime({ cron, timeZone }, from); at <= to; at = nextTime({ cron, timeZone }, at)) found.push(at);
	return found;
}

/** Two days around each change of 2026 and 2027. */
const CHANGES: readonly (readonly [zone: string, day: string])[] = [
	['Europe/Lisbon', '2026-03-29'],
	['Europe/Lisbon', '2026-10-25'],
	['America/New_York', '2026-03-08'],
	['America/New_York', '2026-11-01'],
	// By half an hour, at two in the morning.
	['Australia/Lord_Howe', '2026-04-05'],
	['Australia/Lord_Howe', '2026-10-04'],
	['Europe/Lisbon', '2027-03-28'],
	// At midnight: the day begins at one.
	['America/Santiago', '2026-09-06'],
	['Asia/Kolkata', '2026-03-29'],
];
const around = (day: string): [number, number] => [Date.parse(day) - 24 * HOUR_MS, Date.parse(day) + 36 * HOUR_MS];

const fields = fc.record({
	minutes: fc.uniqueArray(fc.constantFrom(0, 1, 15, 29, 30, 31, 45, 59), { maxLength: 3 }),
	hours: fc.uniqueArray(fc.constantFrom(0, 1, 2, 3, 8, 23), { maxLength: 3 }),
	weekdays: fc.uniqueArray(fc.constantFrom(0, 1, 6), { maxLength: 2 }),
});

describe('the times of a schedule', () => {
	for (const [timeZone, day] of CHANGES) {
		test(`in ${timeZone} around ${day} are those at which somebody who watches the clock would act`, () => {
			const span = around(day);
			fc.assert(
				fc.property(fields, (given) => {
					assert.deepEqual(all(cronOf(given), timeZone, span), walked(given, timeZone, span), cronOf(given));
				}),
				{ numRuns: 12 },
			);
		});

		test(`in ${timeZone} around ${day} are the same when they are looked for backwards`, () => {
			const [from, to] = around(day);
			fc.assert(
				fc.property(fields, fc.integer({ min: 0, max: 60 * 60 }), (given, minutes) => {
					const until = from + Math.min(minutes * MINUTE_MS, to - from);
					const cron = cronOf(given);
					const last = lastTime({ cron, timeZone }, until);
					assert.ok(last <= until);
					assert.ok(nextTime({ cron, timeZone }, last) > until, 'there is none between');
					assert.equal(nextTime({ cron, timeZone }, last - 1), last, 'it is one');
				}),
				{ numRuns: 12 },
			);
		});
	}

	test('8 o’clock in Lisbon is 8 o’clock there before and after the clocks change', () => {
		const times = nextTimes({ cron: '0 8 * * *', timeZone: 'Europe/Lisbon' }, Date.parse('2026-10-24T00:00Z'), 3);
		assert.deepEqual(
			times.map((at) => new Date(at).toISOString()),
			['2026-10-24T07:00:00.000Z', '2026-10-25T08:00:00.000Z', '2026-10-26T08:00:00.000Z'],
		);
	});

	test('half past two, which New York skips, is due at three; half past one, which it has twice, at the first', () => {
		const skipped = nextTime({ cron: '30 2 8 3 *', timeZone: 'America/New_York' }, Date.parse('2026-03-01'));
		assert.equal(new Date(skipped).toISOString(), '2026-03-08T07:00:00.000Z');
		const twice = { cron: '30 1 * 11 *', timeZone: 'America/New_York' };
		assert.deepEqual(
			nextTimes(twice, Date.parse('2026-11-01T00:00Z'), 2).map((at) => new Date(at).toISOString()),
			['2026-11-01T05:30:00.000Z', '2026-11-02T06:30:00.000Z'],
		);
	});
});

describe('an expression', () => {
	test('may have names, lists, ranges, steps and last days', () => {
		for (const cron of [
			'0 8 * * mon-fri',
			'*/5 6-20 1,15 jan-mar 7',
			'0 8 L * *',
			'0 8 * * 1#2',
			'0 8 ? * SUN',
			'0 8 * * 5L',
		]) {
			assert.equal(problemOfCron(cron), undefined, cron);
		}
	});

	test('is refused with what is wrong with it', () => {
		assert.match(problemOfCron('0 0 8 * * *') ?? '', /seconds/);
		assert.match(problemOfCron('0 8 *') ?? '', /five fields/);
		assert.match(problemOfCron('@daily') ?? '', /five fields/);
		assert.match(problemOfCron('H 8 * * *') ?? '', /"H"/);
		assert.match(problemOfCron('61 8 * * *') ?? '', /61/);
		assert.match(problemOfCron('0 8 31 2 *') ?? '', /day of month/);
		assert.match(problemOfCron('0 8 * * foo') ?? '', /foo/);
		assert.match(problemOfCron('') ?? '', /five fields/);
		// It has times, but no words.
		assert.match(problemOfCron('? 5 * * *') ?? '', /\?/);
	});

	test('is refused as well where its letters could be read in more ways than can be tried', () => {
		const letters = 'L'.repeat(190);
		assert.match(problemOfCron(`${letters}! * * * *`) ?? '', /none of cron's/);
		assert.match(problemOfCron(`0 8 ${letters} * *`) ?? '', /none of cron's/);
	});

	test('is said in the six languages, and in English to all others', () => {
		const said = ['en', 'de-CH', 'es', 'fr', 'ja', 'ar', 'tlh'].map((language) => wordsOf('0 8 * * 1-5', language));
		assert.equal(new Set(said).size, 6);
		assert.equal(said[0], 'At 08:00, Monday through Friday');
		assert.equal(said[6], said[0]);
	});
});
