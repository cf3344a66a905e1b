/** What the page of schedules makes of choices, addresses, clocks and outcomes. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { mailHtml } from '../../../server/deliveries/mail-html.ts';
import { nextTimes, problemOfCron } from '../../../server/schedules/cron.ts';
import { changeNote, clockChange, offsetOf } from '../../../workshop/pages/schedules/clock-change.ts';
import {
	asKind,
	CHOICES,
	type Choice,
	choiceOf,
	cronOf,
	HOURS,
	MINUTES,
	problemOfChoice,
	WEEKDAYS,
} from '../../../workshop/pages/schedules/cron-choice.ts';
import { framed } from '../../../workshop/pages/schedules/mail-frame.ts';
import {
	addressesIn,
	type Channel,
	deliveryOutcome,
	outcomeOf,
	problemOfUrl,
	receiversIn,
	sentenceOf,
} from '../../../workshop/pages/schedules/schedule.ts';

const times = fc
	.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
	.map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const days = fc.subarray([...WEEKDAYS], { minLength: 1 });
const choices: fc.Arbitrary<Choice> = fc.oneof(
	times.map((time): Choice => ({ kind: 'daily', time })),
	times.map((time): Choice => ({ kind: 'weekdays', time })),
	fc.tuple(days, times).map(([on, time]): Choice => ({ kind: 'weekly', days: on, time })),
	fc
		.tuple(fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant('last' as const)), times)
		.map(([day, time]): Choice => ({ kind: 'monthly', day, time })),
	fc.constantFrom(...MINUTES).map((every): Choice => ({ kind: 'minutes', every })),
	fc
		.tuple(fc.constantFrom(...HOURS), fc.integer({ min: 0, max: 59 }))
		.map(([every, minute]): Choice => ({ kind: 'hours', every, minute })),
);

const NOW = Date.parse('2026-11-30T12:00:00Z');
const due = (cron: string) => nextTimes({ cron, timeZone: 'UTC' }, NOW, 12);

describe('a choice', () => {
	test('is written as cron that the server takes, and read back as the same choice', () => {
		fc.assert(
			fc.property(choices, (choice) => {
				const cron = cronOf(choice);
				assert.equal(problemOfCron(cron), undefined, cron);
				assert.deepEqual(choiceOf(cron), choice);
				assert.equal(problemOfChoice(choice), '');
			}),
		);
	});

	test('that is read from an expression is due when the expression is; others stay as they were written', () => {
		const field = (least: number, most: number) =>
			fc.oneof(
				fc.constant('*'),
				fc.integer({ min: least, max: most }).map(String),
				fc.integer({ min: 2, max: 30 }).map((step) => `*/${step}`),
				fc.subarray(['mon', 'tue', '6', '0', '7', '1'], { minLength: 1 }).map((parts) => parts.join(',')),
				fc.constantFrom('1-5', 'mon-fri', 'L', 'MON-FRI', 'fri-sun', '05'),
			);
		const expressions = fc
			.tuple(field(0, 59), field(0, 23), field(1, 28), fc.constantFrom('*', '*', '*', '3'), field(0, 7))
			.map((fields) => fields.join(' '))
			.filter((cron) => problemOfCron(cron) === undefined);
		fc.assert(
			fc.property(expressions, (cron) => {
				const choice = choiceOf(cron);
				if (choice.kind === 'cron') assert.equal(choice.cron, cron);
				else assert.deepEqual(due(cronOf(choice)), due(cron), `${cron} is ${cronOf(choice)}`);
			}),
		);
	});

	test('of another kind keeps its time, and as cron says what it said before', () => {
		const weekly: Choice = { kind: 'weekly', days: ['friday'], time: '17:45' };
		assert.deepEqual(asKind(weekly, 'daily'), { kind: 'daily', time: '17:45' });
		assert.deepEqual(asKind(weekly, 'cron'), { kind: 'cron', cron: '45 17 * * fri' });
		for (const [kind] of CHOICES) assert.equal(problemOfChoice(asKind(weekly, kind)), '', kind);
	});

	test('that says nothing yet is asked for what is missing', () => {
		assert.match(problemOfChoice({ kind: 'weekly', days: [], time: '08:00' }), /day of the week/);
		assert.match(problemOfChoice({ kind: 'daily', time: '' }), /time, such as/);
		assert.match(problemOfChoice({ kind: 'hours', every: 2, minute: Number.NaN }), /minute/);
		assert.match(problemOfChoice({ kind: 'cron', cron: ' ' }), /five fields/);
	});
});

describe('the clocks of a place', () => {
	const HOUR = 3_600_000;
	test('change at the minute that they change at, by what they change by', () => {
		const from = Date.parse('2026-10-01T00:00:00Z');
		const until = Date.parse('2026-12-01T00:00:00Z');
		assert.deepEqual(clockChange('Europe/Lisbon', from, until), { at: Date.parse('2026-10-25T01:00:00Z'), by: -HOUR });
		assert.deepEqual(clockChange('Australia/Lord_Howe', from, until), {
			at: Date.parse('2026-10-03T15:30:00Z'),
			by: HOUR / 2,
		});
		assert.equal(clockChange('Asia/Tokyo', from, until), undefined);
		assert.equal(offsetOf('Asia/Kathmandu', from), 5.75 * HOUR);
	});

	test('are spoken of when they change before the last time that is shown, or within two weeks', () => {
		const now = Date.parse('2026-10-20T12:00:00Z');
		assert.match(
			changeNote('Europe/Lisbon', now, [], 'en'),
			/^On October 25, 2026 the clocks there go back by an hour\./,
		);
		const early = Date.parse('2026-09-20T12:00:00Z');
		assert.equal(changeNote('Europe/Lisbon', early, [early + HOUR], 'en'), '');
		assert.match(changeNote('Europe/Lisbon', early, [early + HOUR, now + 40 * 24 * HOUR], 'en'), /October 25/);
		assert.match(
			changeNote('Australia/Lord_Howe', Date.parse('2026-09-28T00:00:00Z'), [], 'en'),
			/forward by 30 minutes/,
		);
	});
});

describe('receivers', () => {
	const channels: readonly Channel[] = [
		{ kind: 'email', to: ['ann@example.com', 'bo@example.com', 'cy@example.com'] },
		{ kind: 'slack', host: 'hooks.slack.com', ref: '0123456789abcdef' },
		{ kind: 'webhook', url: 'https://example.com/charts' },
		{ kind: 'email', to: ['ann@example.com'] },
	];

	test('are counted and told in a sentence, each person once', () => {
		assert.equal(
			sentenceOf({ title: 'Sales', target: { chart: 'sales', params: {} }, channels }),
			'Sales, to 3 people, a chat at hooks.slack.com and a program at example.com',
		);
		assert.deepEqual(receiversIn(channels), { people: 3, others: 2 });
		const one: readonly Channel[] = [{ kind: 'email', to: ['ann@example.com'] }];
		assert.equal(
			sentenceOf({ title: '', target: { dashboard: 'board', params: {} }, channels: one }),
			'board, to ann@example.com',
		);
		assert.equal(
			sentenceOf({ title: 'Sales', target: { chart: 'sales', params: {} }, channels: [] }),
			'Sales, to nobody',
		);
	});

	test('are read from what somebody has typed or pasted, and what is no address is said', () => {
		const typed = 'ann@example.com, Bo Li <bo@example.com>;cy@example.com\nnobody, x@y';
		assert.deepEqual(addressesIn(typed), {
			good: ['ann@example.com', 'bo@example.com', 'cy@example.com'],
			bad: ['nobody', 'x@y'],
		});
		assert.deepEqual(addressesIn(' '), { good: [], bad: [] });
		assert.equal(problemOfUrl('https://hooks.example.com/a'), '');
		for (const wrong of ['hooks.example.com', 'ftp://example.com/', 'https://me:secret@example.com/'])
			assert.notEqual(problemOfUrl(wrong), '', wrong);
	});
});

describe('how something went', () => {
	test('is said in words: of a time what was sent of it, and that messages were given up before that', () => {
		const sent = { state: 'sent', reason: null, dead: 0 } as const;
		assert.deepEqual(outcomeOf(sent), { tone: 'good', words: 'Sent' });
		assert.deepEqual(outcomeOf({ ...sent, reason: 'Orders: division by zero' }), {
			tone: 'warning',
			words: 'Sent in part: Orders: division by zero',
		});
		assert.deepEqual(outcomeOf({ ...sent, dead: 2 }), { tone: 'danger', words: '2 messages did not arrive' });
		assert.equal(
			outcomeOf({ state: 'skipped', reason: 'there are no rows', dead: 0 }).words,
			'Nothing was sent: there are no rows',
		);
	});

	test('is said of each message with its attempts, why, and when it is tried again', () => {
		const base = {
			delivery: 'd',
			cause: { kind: 'schedule', name: 's', at: 0 },
			channel: { kind: 'email', to: ['a@b.c'] },
			subject: 'S',
			createdAt: 0,
		} as const;
		const failure = { code: 'deferred', message: 'come back later' };
		const when = (ms: number) => `at ${ms}`;
		const words = (more: {
			state: 'waiting' | 'sending' | 'sent' | 'dead';
			attempts: number;
			dueAt?: number;
			failure?: typeof failure;
		}) => deliveryOutcome({ ...base, ...more }, when).words;
		assert.equal(
			words({ state: 'waiting', attempts: 2, dueAt: 7, failure }),
			'Did not arrive yet after 2 attempts, again at 7: come back later',
		);
		assert.equal(words({ state: 'dead', attempts: 8, failure }), 'Given up after 8 attempts: come back later');
		assert.equal(words({ state: 'sent', attempts: 1 }), 'Arrived');
		assert.equal(words({ state: 'waiting', attempts: 0 }), 'About to be sent');
	});
});

test('a mail in a frame has no style in its markup, keeps each of them, and leaves its texts as they are', () => {
	const subject = 'Rows " style="color:red" & more';
	const mail = mailHtml({ message: { subject, text: 'At 8' }, charts: [], cause: 'c', locale: 'en' });
	const { html, css } = framed(mail);
	assert.doesNotMatch(html, /\sstyle="|<style/);
	assert.equal(html.match(/ data-style="/g)?.length, mail.match(/ style="/g)?.length);
	assert.match(css, /prefers-color-scheme:dark/);
	assert.ok(html.includes('Rows &quot; style=&quot;color:red&quot; &amp; more'));
});
