/** Alerts: what ends is evaluated once, whoever dies meanwhile, and told once. Real processes: one web node, two workers. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import type { AlertNotice } from '../../widget/protocol.ts';
import { ABOVE, alertBench, BY_HAND, HOOKS, type Logged } from '../support/alert-bench.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { withToken } from '../support/people.ts';
import { scope } from '../support/scope.ts';
import type { SpawnedServer } from '../support/server.ts';
import { until } from '../support/until.ts';
import { describeMeanwhile } from './alerts-meanwhile.ts';

const owner = scope();
const PATIENT = { timeoutMs: 60_000 };
let chartwire: Chartwire;
let workers: readonly SpawnedServer[] = [];

before(async () => {
	chartwire = await startChartwire(owner, { env: { CHARTWIRE_PUBLIC_URL: 'https://charts.example.com' } });
	workers = [chartwire.worker(), await chartwire.start('worker')];
	await chartwire.customer`create table readings (name text primary key, n numeric)`;
});

const bench = alertBench(() => chartwire);
const { ask, must, set, declare, rowOf, evaluated, due, check, eventsOf, kindsOf, deliveriesOf, inboxOf } = bench;

describe('an alert', () => {
	test('fires once and recovers once however the value swings, and says so to its channels and in inboxes', async () => {
		await declare('swing', { channels: HOOKS, title: 'Too many errors' }, { subject: 'ada' });
		await must('POST', '/v1/alerts/swing/follow', {}, { subject: 'vic', role: 'viewer' });
		const inboxes = [await inboxOf({ subject: 'ada' }), await inboxOf({ subject: 'vic', role: 'viewer' })];
		const states: string[] = [];
		for (const n of [5, 11, 12, 9, 11, 8.5, 7, 6, 9]) states.push(await check('swing', n));
		assert.deepEqual(states, ['ok', ...Array<string>(5).fill('firing'), 'ok', 'ok', 'ok']);
		const events = await eventsOf('swing');
		assert.deepEqual(
			events.map(({ kind, told, value }) => [kind, told, value]),
			[
				['fired', true, 11],
				['recovered', true, 7],
			],
		);
		assert.equal(events[0]?.reason, 'The value is 11, above 10.');
		for (const inbox of inboxes) await inbox.told('swing', ['firing', 'recovered']);
		const sent = await deliveriesOf('swing');
		const { id } = await rowOf('swing');
		assert.deepEqual(
			sent.map(({ key, kind, subject }) => [key, kind, subject]),
			[
				[`alert:${id}:1:0 ops@example.com`, 'email', 'Too many errors: firing'],
				[`alert:${id}:1:1`, 'webhook', 'Too many errors: firing'],
				[`alert:${id}:2:0 ops@example.com`, 'email', 'Too many errors: recovered'],
				[`alert:${id}:2:1`, 'webhook', 'Too many errors: recovered'],
			],
		);
		assert.ok(
			sent.every(({ channel }) => !channel.includes('a-secret')),
			'addresses are sealed',
		);
		assert.deepEqual(sent[0]?.fields, [
			['Chart', 'Readings of swing'],
			['Condition', 'value above 10'],
			['Value', '11'],
		]);
		assert.match(sent[0]?.link ?? '', /^https:\/\/charts\.example\.com\/workshop\/default\/alerts\/swing$/);
	});

	test('what has been read is read, for an inbox with runs and alerts alike', async () => {
		const who = { subject: 'vic', role: 'viewer' } as const;
		const inbox = await must('GET', '/v1/inbox', undefined, who);
		assert.deepEqual([inbox['unread'], inbox['unreadOthers'], inbox['notices']], [0, 2, []]);
		const [newest] = inbox['others'] as AlertNotice[];
		const { id = '', ...told } = newest ?? {};
		assert.deepEqual(
			{ ...told, at: 0 },
			{
				kind: 'alert',
				alert: 'swing',
				title: 'Too many errors',
				chart: 'swing',
				state: 'recovered',
				reason: 'The value is 7, back to or below 8.',
				value: 7,
				at: 0,
				read: false,
			},
		);
		assert.equal((await must('POST', '/v1/inbox/read', { notices: [id] }, who))['unreadOthers'], 1);
		assert.equal((await must('POST', '/v1/inbox/read', { all: true }, who))['unreadOthers'], 0);
		const signedBySomebody = await chartwire.token({ subject: 'vic', permissions: [] });
		assert.equal((await withToken(chartwire.web(), signedBySomebody, ['GET', '/v1/inbox'])).status, 403);
	});

	test('is acknowledged and snoozed: what still fires when it wakes is told, what has recovered is not', async () => {
		await declare('hush', { channels: HOOKS.slice(0, 1) });
		assert.equal((await ask('POST', '/v1/alerts/hush/ack', {})).code, 'conflict');
		await must('POST', '/v1/alerts/hush/snooze', { until: Date.now() + 3_600_000, note: 'A deploy.' });
		assert.equal((await must('GET', '/v1/alerts/hush'))['state'], 'snoozed');
		await check('hush', 20);
		await check('hush', 1);
		await check('hush', 20);
		assert.equal((await deliveriesOf('hush')).length, 0);
		await must('POST', '/v1/alerts/hush/snooze', { until: null });
		await check('hush');
		assert.equal((await must('POST', '/v1/alerts/hush/ack', { note: 'On it.' }))['state'], 'acknowledged');
		await must('POST', '/v1/alerts/hush/snooze', { until: 'recovered' });
		await check('hush', 1);
		const quiet = (await eventsOf('hush')).map(({ kind, told }) => (told ? kind : `${kind} quietly`));
		assert.deepEqual(quiet, [
			...['snoozed quietly', 'fired quietly', 'recovered quietly', 'fired quietly', 'woken quietly'],
			...['still-firing', 'acknowledged quietly', 'snoozed quietly', 'recovered'],
		]);
		assert.equal((await deliveriesOf('hush')).length, 2);
		assert.match((await eventsOf('hush'))[0]?.reason ?? '', /^Nobody is told of it until .*Z\. A deploy\.$/);
	});

	test('is acknowledged by a viewer who follows it, and by no other; the audit log has it', async () => {
		await declare('night', {}, { subject: 'ada' });
		await check('night', 50);
		const [vic, eve] = [
			{ subject: 'vic', role: 'viewer' },
			{ subject: 'eve', role: 'viewer' },
		] as const;
		await must('POST', '/v1/alerts/night/follow', {}, vic);
		const refused = await ask('POST', '/v1/alerts/night/ack', {}, eve);
		assert.deepEqual([refused.status, refused.code], [403, 'not_allowed']);
		assert.match(JSON.stringify(refused.body), /follow \\"night\\" first/);
		const until = { until: 'recovered' };
		assert.equal((await ask('POST', '/v1/alerts/night/snooze', until, vic)).code, 'not_allowed');
		const acknowledged = await must('POST', '/v1/alerts/night/ack', { note: 'On it.' }, vic);
		assert.equal((acknowledged['acknowledged'] as { by: string }).by, 'vic');
		const audited =
			await chartwire.control`select action from audit_log where object = 'night' and action like 'alert.a%'`;
		assert.deepEqual([...audited], [{ action: 'alert.acknowledged' }]);
	});

	test('that cannot be checked says so once, and once again when it can', async () => {
		await declare('lost', { channels: HOOKS.slice(0, 1) });
		await must('DELETE', '/v1/charts/lost');
		for (const _ of [1, 2]) {
			await due('lost');
			await until(
				async () =>
					(await chartwire.control`select from alerts where name = 'lost' and next_at > delivery_clock()`).length === 1,
				PATIENT,
			);
		}
		assert.match((await rowOf('lost')).problem ?? '', /no chart "lost"/);
		await must('PUT', '/v1/charts/lost', { source: 'sample', sql: "select 'x' as word" });
		await check('lost');
		assert.match((await rowOf('lost')).problem ?? '', /no column of numbers; it has "word"/);
		await must('PUT', '/v1/charts/lost', { source: 'sample', sql: 'select 3 as n' });
		await check('lost');
		assert.deepEqual(await kindsOf('lost'), ['broken', 'mended']);
		assert.equal((await deliveriesOf('lost')).length, 2);
	});

	test('counts failures, and hears of what viewers ask as of what it asks itself', async () => {
		await declare('fails', { condition: { kind: 'failed', times: 2 } });
		await must('PUT', '/v1/charts/fails', {
			source: 'sample',
			sql: "select 1/n as n from readings where name = 'fails'",
			maxAgeMs: 0,
		});
		assert.deepEqual([await check('fails', 0), await check('fails', 0)], ['ok', 'firing']);
		await set('fails', 1);
		const { ordinal } = await rowOf('fails');
		const viewer = await chartwire.wire({ permissions: [], subject: 'somebody' });
		await chartwire.control`update channels set last_finished_at = last_finished_at - interval '1 hour' where chart = 'fails'`;
		await viewer.subscribe({ chart: 'fails' });
		assert.equal((await evaluated('fails', ordinal)).state, 'ok');
		assert.deepEqual(await kindsOf('fails'), ['fired', 'recovered']);
	});

	test('that is saved is asked at once, however lately its question was', async () => {
		const daily = { everyMs: 86_400_000, cron: undefined, timeZone: undefined };
		await declare('daily', daily);
		await set('daily', 9);
		const condition = { kind: 'threshold', op: '>', value: 5 };
		await must('PUT', '/v1/alerts/daily', { ...daily, chart: 'daily', condition });
		await until(async () => (await rowOf('daily')).state === 'firing', { ...PATIENT, what: 'it is judged anew' });
		await must('DELETE', '/v1/alerts/daily');
	});

	test('asks by itself while nobody watches', async () => {
		await declare('alone', { everyMs: 10_000, cron: undefined, timeZone: undefined });
		await set('alone', 99);
		await due('alone');
		// Not long ago it was asked: only what is older is asked again.
		await chartwire.control`update channels set asked_at = asked_at - interval '8 s' where chart = 'alone'`;
		await until(async () => (await rowOf('alone')).state === 'firing', PATIENT);
		const origins = await chartwire.control`select distinct origin, subject from runs where chart = 'alone'`;
		assert.deepEqual([...origins], [{ origin: 'schedule', subject: 'alert' }]);
		await must('DELETE', '/v1/alerts/alone');
	});
});

describeMeanwhile({ bench, chartwire: () => chartwire, workers: () => workers });

describe('the declaration of an alert', () => {
	test('is saved from the revision that was read, and shows no secret; viewers see neither channels nor claims', async () => {
		await declare('kept', { channels: HOOKS });
		const stored = await must('GET', '/v1/alerts/kept');
		const { channels } = stored['declaration'] as { channels: object[] };
		assert.deepEqual(Object.keys(channels[1] ?? {}).sort(), ['host', 'kind', 'ref']);
		const again = await must('PUT', '/v1/alerts/kept', stored['declaration']);
		assert.equal(again['revision'], 1, 'what changes nothing is no revision');
		const token = await chartwire.token();
		const put = (revision: string) =>
			fetch(`${chartwire.web().url}/v1/alerts/kept`, {
				method: 'PUT',
				headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'if-match': revision },
				body: JSON.stringify({ ...(stored['declaration'] as object), title: 'Another' }),
			});
		assert.deepEqual([(await put('"1"')).status, (await put('"1"')).status], [200, 409]);
		const seen = await must('GET', '/v1/alerts/kept', undefined, { subject: 'vic', role: 'viewer' });
		assert.deepEqual(
			Object.keys(seen['declaration'] as object).filter((key) => ['channels', 'claims', 'params'].includes(key)),
			[],
		);
		assert.equal((await ask('PUT', '/v1/alerts/kept', {}, { subject: 'vic', role: 'viewer' })).code, 'not_allowed');
	});

	test('is taken as the document shows it', async () => {
		const document = readFileSync(new URL('../../docs/alerts.md', import.meta.url), 'utf8');
		const [, path = '', body = ''] = /```http\nPUT (\S+)\n[\s\S]*?\n\n([\s\S]*?)```/.exec(document) ?? [];
		await must('PUT', '/v1/charts/errors', { source: 'sample', sql: 'select 51 as n' });
		assert.equal((await must('PUT', path, JSON.parse(body)))['revision'], 1);
		assert.equal((await evaluated('too-many-errors', 0)).state, 'pending', 'it waits for a second result');
	});

	test('names whose rows it looks at where the chart reads claims, and is previewed with the results that are there', async () => {
		const sql = 'select n from readings where name = {{claims.who}}';
		await must('PUT', '/v1/charts/claimed', { source: 'sample', sql, claims: ['who'] });
		const alert = { chart: 'claimed', condition: ABOVE, ...BY_HAND };
		const refused = await ask('PUT', '/v1/alerts/claimed', alert);
		assert.match(JSON.stringify(refused.body), /reads the claim \\"who\\"/);
		await set('mine', 3);
		await must('PUT', '/v1/alerts/claimed', { ...alert, claims: { who: 'mine' } });
		await evaluated('claimed', 0);
		for (const n of [5, 30, 2]) {
			await set('mine', n);
			await check('claimed');
		}
		const preview = (declaration: object, name?: string) =>
			must('POST', '/v1/alerts/preview', { ...(name && { alert: name }), declaration });
		const lower = { ...alert, claims: { who: 'mine' }, condition: { kind: 'threshold', op: '>', value: 4 } };
		for (const [name, of] of [
			['claimed', 'alert'],
			[undefined, 'runs'],
		] as const) {
			const seen = await preview(lower, name);
			assert.deepEqual([seen['of'], seen['limits']], [of, { fires: 4, recovers: 4 }]);
			assert.deepEqual(
				(seen['points'] as { value: number }[]).map(({ value }) => value),
				[3, 5, 30, 2],
			);
			assert.deepEqual(
				(seen['events'] as Logged[]).map(({ kind }) => kind),
				['fired', 'recovered'],
			);
		}
	});
});
