import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { alertSchema } from '../../../server/alerts/declaration.ts';
import {
	declarationOf,
	extrasOf,
	fieldsOf,
	NO_EXTRAS,
	nameFrom,
	newFields,
	problemsIn,
} from '../../../workshop/pages/alerts/alert-fields.ts';
import type { Alert, Condition, Declaration, Delivery, Point } from '../../../workshop/pages/alerts/alert-types.ts';
import {
	deliveriesOf,
	deliveryLook,
	inOrder,
	reasonText,
	shownOf,
} from '../../../workshop/pages/alerts/alert-words.ts';
import { channelOf } from '../../../workshop/pages/alerts/channel-fields.ts';
import { plotOf } from '../../../workshop/pages/alerts/plot-shape.ts';
import { snoozeChoices } from '../../../workshop/pages/alerts/snooze-times.ts';
import { suggestedLimit } from '../../../workshop/pages/alerts/suggested-limit.ts';
import { ROOT } from '../../support/snippets.ts';

const CONDITIONS: readonly Condition[] = [
	{ kind: 'threshold', op: '>', value: 50, clear: 40 },
	{ kind: 'threshold', op: '!=', value: 0 },
	{ kind: 'change', by: 'percent', value: 20, direction: 'down', over: { results: 2 } },
	{ kind: 'change', by: 'absolute', value: 0.5, direction: 'either', over: { ms: 604_800_000 }, clear: 0.25 },
	{ kind: 'no-data' },
	{ kind: 'no-data', forMs: 5_400_000 },
	{ kind: 'failed', times: 3 },
	{ kind: 'anomaly', sensitivity: 3.5, history: 100 },
];

const declared = (more: object): Declaration =>
	alertSchema.parse({ chart: 'errors', everyMs: 60_000, ...more }) as Declaration;

test('what the server has comes back out of the fields as it was', () => {
	const channels = [
		{ kind: 'email', to: ['a@example.com', 'b@example.com'] },
		{ kind: 'slack', host: 'hooks.example.com', ref: '0123456789abcdef' },
	];
	for (const condition of CONDITIONS) {
		for (const more of [
			{ for: { ms: 7_200_000 }, recoverFor: { times: 3 }, column: 'n', rows: 'first', channels },
			{ everyMs: undefined, cron: '0 8 * * *', timeZone: 'Europe/Lisbon', claims: { tenant: 'acme' } },
		]) {
			const before = declared({ condition, ...more });
			const { declaration, problems } = declarationOf(fieldsOf('errors', before), extrasOf(before));
			assert.deepEqual(problems, {});
			assert.deepEqual(JSON.parse(JSON.stringify(declaration)), JSON.parse(JSON.stringify(before)));
		}
	}
});

test('an empty limit, half an address and no chart are told beside their fields before the server is asked', () => {
	const extras = { ...NO_EXTRAS, channels: [{ kind: 'email', address: 'ops@' } as const] };
	const { problems } = declarationOf({ ...newFields('', 'UTC'), recover: 'x' }, extras);
	assert.deepEqual(Object.keys(problems).sort(), ['channel.0', 'chart', 'recover', 'value']);
});

test('a row of many is not asked for where the condition follows one value from result to result', () => {
	const fields = { ...newFields('errors', 'UTC'), kind: 'anomaly', rows: 'any' } as const;
	assert.equal(alertSchema.safeParse(declarationOf(fields, NO_EXTRAS).declaration).success, true);
});

test('what the server refuses stands beside the field that it is about, whichever the condition', () => {
	const known = Object.keys(newFields('', 'UTC'));
	const refusal = (declaration: object): string => {
		const { error } = alertSchema.safeParse(declaration);
		const said = (error?.issues ?? []).map(({ path, message }) => `declaration.${path.join('.')}: ${message}`);
		return `The request is not right: ${said.join('; ')}.`;
	};
	const base = { chart: 'errors', everyMs: 60_000, for: { times: 1 } };
	const above = { kind: 'threshold', op: '>', value: 1 };
	const cases: readonly (readonly [Condition['kind'], object, string])[] = [
		['threshold', { ...base, condition: { ...above, clear: 2 } }, 'clear'],
		['change', { ...base, condition: { kind: 'change', by: 'percent', value: -1, over: { results: 1 } } }, 'change'],
		['failed', { ...base, condition: { kind: 'failed', times: 0 } }, 'failures'],
		['anomaly', { ...base, condition: { kind: 'anomaly', history: 3 } }, 'history'],
		['threshold', { ...base, everyMs: undefined, cron: 'often', timeZone: 'UTC', condition: above }, 'cron'],
		['threshold', { ...base, everyMs: undefined, cron: '0 8 * * *', timeZone: 'Mars', condition: above }, 'timeZone'],
		['threshold', { ...base, condition: above, channels: [{ kind: 'email', to: [] }] }, 'channel.0'],
	];
	for (const [kind, declaration, field] of cases) {
		assert.deepEqual(Object.keys(problemsIn(refusal(declaration), kind, known)), [field]);
	}
	assert.deepEqual(problemsIn('There is no chart "x".', 'failed', known), { '': 'There is no chart "x".' });
});

test('an address that is stored stays when its field is left empty, and one that is none is said to be none', () => {
	const stored = { host: 'hooks.example.com', ref: '0123456789abcdef' };
	assert.deepEqual(channelOf({ kind: 'webhook', address: '', stored }), { kind: 'webhook', ...stored });
	assert.deepEqual(channelOf({ kind: 'webhook', address: 'https://x.example/a', stored }), {
		kind: 'webhook',
		url: 'https://x.example/a',
	});
	for (const address of ['', 'hooks.example.com', 'ftp://x.example']) {
		assert.equal(typeof channelOf({ kind: 'slack', address }), 'string');
	}
	assert.deepEqual(channelOf({ kind: 'email', address: 'a@x.example; b@x.example' }), {
		kind: 'email',
		to: ['a@x.example', 'b@x.example'],
	});
});

test('a title becomes a name as the server takes names', () => {
	assert.equal(nameFrom('  Zu viele Fehler: São Paulo! '), 'zu-viele-fehler-sao-paulo');
	assert.equal(nameFrom('!'), '');
	assert.ok(nameFrom('x'.repeat(99)).length <= 63);
});

const alert = (name: string, more: Partial<Alert> = {}): Alert => ({
	alert: name,
	title: '',
	chart: 'errors',
	enabled: true,
	revision: 1,
	updatedAt: 0,
	updatedBy: '',
	state: 'ok',
	problem: null,
	value: null,
	reason: null,
	evaluatedAt: null,
	nextAt: null,
	watches: '',
	...more,
});

test('what fires stands first, the longest first; what cannot be checked before what is well; what is disabled last', () => {
	const alerts = [
		alert('off', { enabled: false, state: 'firing' }),
		alert('well'),
		alert('kept', { state: 'snoozed', since: 1 }),
		alert('newer', { state: 'firing', since: 9 }),
		alert('taken', { state: 'acknowledged', since: 1 }),
		alert('broken', { problem: 'no column' }),
		alert('older', { state: 'firing', since: 5, problem: 'no column' }),
	];
	const order = inOrder(alerts).map((each) => each.alert);
	assert.deepEqual(order, ['older', 'newer', 'broken', 'taken', 'kept', 'well', 'off']);
	assert.equal(shownOf(alert('x', { state: 'firing', problem: 'no column' })), 'firing');
});

test('“until tomorrow” is eight by the clock of whoever looks, also across the night in which clocks change', () => {
	const script = `
		const { tomorrowMorning } = await import('./workshop/pages/alerts/snooze-times.ts');
		const evenings = ['2026-03-28T21:00:00Z', '2026-10-24T21:00:00Z', '2026-12-31T23:30:00Z'];
		console.log(evenings.map((each) => new Date(tomorrowMorning(Date.parse(each))).toISOString()).join(' '));`;
	const args = ['--import', 'tsx', '--input-type=module', '-e', script];
	const said = (TZ: string) =>
		execFileSync(process.execPath, args, { cwd: ROOT, env: { ...process.env, TZ } })
			.toString()
			.trim();
	assert.equal(said('Europe/Lisbon'), '2026-03-29T07:00:00.000Z 2026-10-25T08:00:00.000Z 2027-01-01T08:00:00.000Z');
	assert.equal(said('Asia/Tokyo'), '2026-03-29T23:00:00.000Z 2026-10-25T23:00:00.000Z 2027-01-01T23:00:00.000Z');
});

test('what does not fire is not snoozed until it has recovered', () => {
	const texts = (fires: boolean) => snoozeChoices(0, fires).map(({ text }) => text);
	assert.equal(texts(true).length, 4);
	assert.deepEqual(texts(false), texts(true).slice(0, 3));
	assert.deepEqual(
		snoozeChoices(5, true)
			.slice(0, 2)
			.map(({ until }) => until),
		[1_800_005, 14_400_005],
	);
});

test('a limit to begin with is just above what the chart has, and is none where it has no numbers', () => {
	const table = (cells: readonly (string | number | null)[]) => ({
		columns: [
			{ name: 'day', type: 'text' },
			{ name: 'n', type: 'decimal' },
		] as const,
		data: [cells.map(String), cells],
		rows: cells.length,
		truncated: false,
	});
	assert.equal(suggestedLimit(table([3, '812', null]), ''), 820);
	assert.equal(suggestedLimit(table([820]), 'n'), 830);
	assert.equal(suggestedLimit(table([0.0312]), ''), 0.032);
	assert.equal(suggestedLimit(table([-55]), ''), -54);
	assert.equal(suggestedLimit(table([0]), ''), 0);
	assert.equal(suggestedLimit(table([null]), ''), undefined);
	assert.equal(suggestedLimit(table([1]), 'gone'), undefined);
});

const point = (at: number, value: number | null, more: Partial<Point> = {}): Point => ({
	at,
	value,
	is: 'good',
	reason: '',
	phase: 'ok',
	...more,
});

test('values, limits and bounds share one scale; the line breaks where a result had no value', () => {
	const bounds = { above: 8 };
	const points = [point(0, 0, { bounds }), point(10, null, { bounds }), point(20, 10, { is: 'bad', bounds })];
	const plot = plotOf({ points, limits: { fires: 8, recovers: 4 } });
	assert.ok(plot);
	assert.equal(plot.line.match(/M/g)?.length, 2);
	assert.equal(plot.above.match(/M/g)?.length, 1);
	assert.equal(plot.below, '');
	const [low, high] = plot.dots;
	assert.deepEqual([low?.x, high?.x, low?.isBad, high?.isBad], [0, 100, false, true]);
	const height = (low?.y ?? 0) - (high?.y ?? 0);
	assert.ok(Math.abs((plot.recovers ?? 0) - ((high?.y ?? 0) + height * 0.6)) < 1e-9);
	assert.deepEqual(
		plot.ends.map(({ value }) => value),
		[10, 0],
	);
	const [highest, lowest] = plot.ends;
	assert.ok(highest && lowest && highest.y > 0 && highest.y < lowest.y && lowest.y < 100);
	assert.equal(plotOf({ points: [point(0, 5), point(1, 5)] })?.ends.length, 1, 'not one above the other');
	assert.equal(plotOf({ points: [point(0, null)] }), undefined);
});

const delivery = (at: number, subject: string | null, more: Partial<Delivery> = {}): Delivery => ({
	delivery: 'd',
	cause: { kind: 'alert', name: 'x', at },
	channel: { kind: 'email', to: ['a@example.com'] },
	subject,
	state: 'sent',
	attempts: 1,
	...more,
});

test('a message stands with the event that it tells, and another one of the same moment with its own', () => {
	const all = [delivery(1000, 'X: checked again'), delivery(1000, 'X: firing'), delivery(5000, 'X: still firing')];
	assert.deepEqual(deliveriesOf({ at: 1000.4, kind: 'fired' }, all), [all[1]]);
	assert.deepEqual(deliveriesOf({ at: 1000.4, kind: 'mended' }, all), [all[0]]);
	assert.deepEqual(deliveriesOf({ at: 1000.4, kind: 'acknowledged' }, all), []);
});

test('a message that does not arrive says how often it was tried and what was answered', () => {
	const failing = deliveryLook(
		delivery(0, '', {
			state: 'waiting',
			attempts: 2,
			failure: { code: 'mail_refused', message: '550 no such mailbox' },
		}),
	);
	assert.deepEqual(failing, { text: 'waits to be sent, tried 2 times: 550 no such mailbox', tone: 'warning' });
	assert.deepEqual(deliveryLook(delivery(0, '')), { text: 'sent', tone: 'good' });
});

test('until when an alert is snoozed is said by the clocks of whoever reads, and what somebody wrote stays', () => {
	const options = { locale: 'en-GB', timeZone: 'Asia/Tokyo' };
	const until = 'Nobody is told of it until';
	const reason = `${until} 2026-11-30T08:20:09.917Z. Deploy at 2026-11-30T07:00:00Z.`;
	const said = `${until} 30 Nov 2026, 17:20. Deploy at 2026-11-30T07:00:00Z.`;
	assert.equal(reasonText({ kind: 'snoozed', reason }, options), said);
	assert.equal(reasonText({ kind: 'fired', reason }, options), reason);
});
