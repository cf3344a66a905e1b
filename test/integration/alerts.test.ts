/** Alerts: what ends is evaluated once, whoever dies meanwhile, and told once. Real processes: one web node, two workers. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { Redis } from 'ioredis';
import type { AlertNotice, NoticeEvent, ServerMessage } from '../../widget/protocol.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { withToken } from '../support/people.ts';
import { scope } from '../support/scope.ts';
import type { SpawnedServer } from '../support/server.ts';
import { until } from '../support/until.ts';

const owner = scope();
const PATIENT = { timeoutMs: 60_000 };
let chartwire: Chartwire;
let workers: readonly SpawnedServer[] = [];

before(async () => {
	chartwire = await startChartwire(owner, { env: { CHARTWIRE_PUBLIC_URL: 'https://charts.example.com' } });
	workers = [chartwire.worker(), await chartwire.start('worker')];
	await chartwire.customer`create table readings (name text primary key, n numeric)`;
});

/** It is asked when the test says so. */
const BY_HAND = { cron: '0 0 1 1 *', timeZone: 'UTC' };
const ABOVE = { kind: 'threshold', op: '>', value: 10, clear: 8 };
const HOOKS = [
	{ kind: 'email', to: ['ops@example.com'] },
	{ kind: 'webhook', url: 'https://hooks.example.com/a-secret' },
];

interface Asker {
	readonly project?: string;
	readonly subject?: string;
	readonly role?: 'viewer';
}

async function ask(method: string, path: string, body?: unknown, { role, ...who }: Asker = {}) {
	const grant = role === undefined ? who : { ...who, role, permissions: [] };
	return withToken(chartwire.web(), await chartwire.token(grant), [method, path, body]);
}

async function must(method: string, path: string, body?: unknown, who: Asker = {}) {
	const answer = await ask(method, path, body, who);
	assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
	return answer.body;
}

const set = (name: string, n: number | null) =>
	chartwire.customer`insert into readings values (${name}, ${n}) on conflict (name) do update set n = excluded.n`;

/** A chart of one number, and an alert of the same name on it. */
async function declare(name: string, more: object = {}, who: Asker = {}) {
	await set(name, 0);
	await must(
		'PUT',
		`/v1/charts/${name}`,
		{ source: 'sample', sql: `select n from readings where name = '${name}'` },
		who,
	);
	await must('PUT', `/v1/alerts/${name}`, { chart: name, condition: ABOVE, ...BY_HAND, ...more }, who);
	await evaluated(name, 0);
}

const rowOf = async (name: string, project = 'default') => {
	const [row] = await chartwire.control<
		{ id: string; ordinal: number; state: string; pending: number; problem: string | null }[]
	>`
		select id, ordinal::integer as ordinal, memory -> 'state' ->> 'phase' as state, problem,
			(select count(*)::integer from alert_evaluations where alert = alerts.id) as pending
		from alerts where project = ${project} and name = ${name}`;
	assert.ok(row);
	return row;
};

async function evaluated(name: string, after: number, project = 'default') {
	return until(
		async () => {
			const row = await rowOf(name, project);
			return row.ordinal > after && row.pending === 0 ? row : undefined;
		},
		{ ...PATIENT, what: `${name} is evaluated` },
	);
}

const due = (name: string, project = 'default') =>
	chartwire.control`update alerts set next_at = delivery_clock() where project = ${project} and name = ${name}`;

/** Has its question asked now, and answers what state it is in once that is evaluated. */
async function check(name: string, n?: number, project = 'default'): Promise<string> {
	if (n !== undefined) await set(name, n);
	const { ordinal } = await rowOf(name, project);
	await due(name, project);
	return (await evaluated(name, ordinal, project)).state;
}

interface Logged {
	readonly kind: string;
	readonly told: boolean;
	readonly reason: string;
	readonly value: number | null;
}

const eventsOf = async (name: string, who: Asker = {}) =>
	((await must('GET', `/v1/alerts/${name}/events`, undefined, who))['events'] as Logged[]).toReversed();
const kindsOf = async (name: string) => (await eventsOf(name)).map(({ kind }) => kind);
const deliveriesOf = (name: string) =>
	chartwire.control<{ key: string; kind: string; subject: string; channel: string; link: string }[]>`
		select key, channel ->> 'kind' as kind, message ->> 'subject' as subject, channel::text as channel, message ->> 'link' as link
		from deliveries where cause_kind = 'alert' and cause_name = ${name} order by created_at, key`;

const othersIn = (frame: ServerMessage): readonly AlertNotice[] => {
	const inbox: NoticeEvent | undefined =
		frame.type === 'reset'
			? frame.snapshot.inbox
			: frame.type === 'event' && frame.event.kind === 'notice'
				? frame.event
				: undefined;
	return (inbox?.others ?? []).filter((each) => each.kind === 'alert');
};

async function inboxOf(who: Asker) {
	const { role, ...grant } = who;
	const wire = await chartwire.wire(role === undefined ? grant : ({ ...grant, role, permissions: [] } as never));
	await wire.subscribe({ inbox: true });
	return {
		told: (name: string, states: readonly string[]) =>
			wire.waitFor((frame) => {
				const mine = othersIn(frame).filter(({ alert }) => alert === name);
				return JSON.stringify(mine.map(({ state }) => state).toReversed()) === JSON.stringify(states);
			}, 60_000),
	};
}

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

describe('whatever happens meanwhile', () => {
	/** Kills all workers while one of them waits, in its transaction, to write into a table; others go on where they were. */
	async function killedAt(table: string, name: string, n: number): Promise<void> {
		await set(name, n);
		const { ordinal } = await rowOf(name);
		const held = await chartwire.control.reserve();
		try {
			await held`begin`;
			await held`lock table ${held(table)} in share row exclusive mode`;
			await due(name);
			const waits = async () =>
				chartwire.control`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
					and query ~ ${`insert into ${table}`}`;
			await until(async () => (await waits()).length > 0, { ...PATIENT, what: `a worker waits for ${table}` });
			await Promise.all(workers.map((worker) => worker.kill()));
		} finally {
			await held`rollback`;
			held.release();
		}
		workers = await Promise.all([chartwire.start('worker'), chartwire.start('worker')]);
		await evaluated(name, ordinal);
	}

	test('I7 a worker that is killed while it ends a run, or while it says what came of it, loses nothing and repeats nothing', async () => {
		await declare('killed', { channels: HOOKS }, { subject: 'ada' });
		const inbox = await inboxOf({ subject: 'ada' });
		await killedAt('alert_evaluations', 'killed', 50);
		await killedAt('deliveries', 'killed', 1);
		assert.deepEqual(await kindsOf('killed'), ['fired', 'recovered']);
		assert.equal((await deliveriesOf('killed')).length, 4);
		await inbox.told('killed', ['firing', 'recovered']);
	});

	test('I4 an emptied Redis takes neither an alert nor a notice with it', async () => {
		await declare('flushed', {}, { subject: 'flo' });
		const inbox = await inboxOf({ subject: 'flo' });
		await check('flushed', 50);
		await inbox.told('flushed', ['firing']);
		const admin = new Redis(chartwire.redis.url);
		await admin.flushall();
		admin.disconnect();
		assert.equal(await check('flushed', 1), 'ok');
		await (await inboxOf({ subject: 'flo' })).told('flushed', ['firing', 'recovered']);
		await inbox.told('flushed', ['firing', 'recovered']);
	});

	test('I9 two projects with an alert of one name hear nothing of each other', async () => {
		const other = { project: 'another', subject: 'ada' };
		await must('PUT', '/v1/sources/sample', { engine: 'postgresql', url: chartwire.customerUrl }, other);
		await declare('twin', {}, { subject: 'ada' });
		await must('PUT', '/v1/charts/twin', { source: 'sample', sql: 'select 1 as n' }, other);
		assert.equal((await ask('GET', '/v1/alerts/twin', undefined, other)).code, 'unknown_alert');
		await must('PUT', '/v1/alerts/twin', { chart: 'twin', condition: ABOVE, ...BY_HAND }, other);
		await evaluated('twin', 0, 'another');
		assert.deepEqual([await check('twin', 50), await check('twin', undefined, 'another')], ['firing', 'ok']);
		assert.deepEqual(await eventsOf('twin', other), []);
		const theirs = await must('GET', '/v1/inbox', undefined, other);
		assert.deepEqual(theirs, { unread: 0, notices: [] });
		assert.equal((await ask('POST', '/v1/alerts/twin/ack', {}, other)).code, 'conflict');
	});
});

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
