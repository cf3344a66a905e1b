/** What could stop schedules, alerts and deliveries for everybody, or have them go on when they should not. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { before, describe, test } from 'node:test';
import { openChannel, type StoredChannel, sealChannels } from '../../server/deliveries/channels.ts';
import { addDeliveries } from '../../server/deliveries/deliveries.ts';
import { webhookSecrets } from '../../server/deliveries/secrets.ts';
import { parseKeys } from '../../server/sources/keyring.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { startReceiver, type TestReceiver } from '../support/receiver.ts';
import { scope } from '../support/scope.ts';
import { TEST_KEYS } from '../support/server.ts';
import { until } from '../support/until.ts';

const owner = scope();
const PATIENT = { timeoutMs: 60_000 };
let chartwire: Chartwire;
let receiver: TestReceiver;

before(async () => {
	receiver = await startReceiver(owner);
	chartwire = await startChartwire(owner, {
		env: { CHARTWIRE_DELIVERY_PRIVATE: 'yes', CHARTWIRE_PUBLIC_URL: 'https://charts.example.com' },
	});
	await chartwire.chart('plain', 'select 1 as n');
});

const must = async (method: string, path: string, body?: object) => {
	const answer = await chartwire.api(method, path, body);
	assert.ok(answer.status < 300, `${method} ${path}: ${JSON.stringify(answer.body)}`);
	return answer.body;
};
const posted = (path: string) =>
	until(() => receiver.posts.find((post) => post.path === path), { ...PATIENT, what: `${path} is posted to` });
const channelOf = (kind: 'slack' | 'webhook', path: string) => ({ kind, url: `${receiver.url}${path}` });

/** Never due by itself, or not while a test runs. */
const BY_HAND = { cron: '0 0 1 1 *', timeZone: 'UTC' };
const declare = (name: string, chart: string) =>
	must('PUT', `/v1/schedules/${name}`, {
		...BY_HAND,
		target: { chart },
		channels: [channelOf('webhook', `/${name}`)],
	});

describe('a schedule', () => {
	test('sends texts that PostgreSQL’s JSON does not take, and holds up no other', async () => {
		await chartwire.chart('odd', String.raw`select '{"zero":"\u0000","half":"\ud83d"}'::json as j`);
		await declare('odd', 'odd');
		await declare('after', 'plain');
		await must('POST', '/v1/schedules/odd/send');
		await must('POST', '/v1/schedules/after/send');
		const { body } = await posted('/odd');
		assert.deepEqual(JSON.parse(body).data.charts[0].data, [[{ zero: '\u0000', half: '\ud83d' }]]);
		await posted('/after');
	});

	test('whose times cannot be told holds up no other', async () => {
		await declare('behind', 'plain');
		await chartwire.control`insert into schedules (project, name, title, declaration, enabled, updated_by, next_at)
			select 'default', 'nowhere', title, declaration || '{"timeZone":"Nowhere/City"}', true, '', now() - interval '1 hour'
			from schedules where name = 'behind'`;
		await chartwire.control`update schedules set next_at = now() - interval '1 minute' where name = 'behind'`;
		await posted('/behind');
		assert.match(chartwire.worker().output(), /Nowhere\/City/);
		await chartwire.control`delete from schedules where name = 'nowhere'`;
	});
});

describe('an alert', () => {
	/** An alert of each id, made by the database: what no route would take. */
	const plant = async (ids: readonly string[], more: { timeZone?: string; chart?: string; memory?: string }) => {
		const { timeZone = 'UTC', chart = 'plain', memory = '{"state":{"phase":"ok"}}' } = more;
		const declaration = JSON.stringify({
			...{ chart, params: {}, claims: {}, rows: 'last', condition: { kind: 'threshold', op: '>', value: 10 } },
			...{ for: { times: 1 }, cron: '0 0 1 1 *', timeZone, channels: [], attach: { picture: false, csv: false } },
		});
		await chartwire.control`insert into alerts (id, project, name, title, chart, declaration, enabled, updated_by, memory)
			select id::uuid, 'default', 'planted-' || id, '', ${chart}, ${declaration}::text::jsonb, true, '', ${memory}::text::jsonb
			from unnest(${ids as string[]}::text[]) as id`;
	};
	const idsOf = (first: string, count: number) =>
		Array.from({ length: count }, (_, n) => `${first}0000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
	const drop = () => chartwire.control`delete from alerts where name like 'planted-%'`;

	test('whose question cannot be asked holds up no other, be there hundreds of them', async () => {
		await plant(idsOf('0', 120), { timeZone: 'Nowhere/City' });
		const [last = ''] = idsOf('f', 1);
		await plant([last], { chart: 'not-there' });
		const { control } = chartwire;
		await control`update alerts set next_at = now() - case id when ${last} then interval '1 minute' else interval '1 hour' end
			where name like 'planted-%'`;
		const problem = async () => (await control`select problem from alerts where id = ${last}`)[0]?.['problem'];
		await until(problem, { ...PATIENT, what: 'what is due later is asked' });
		assert.match(chartwire.worker().output(), /Nowhere\/City/);
		await drop();
	});

	test('whose run cannot be evaluated holds up no other, be there hundreds of them', async () => {
		const run = await chartwire.run('select 50 as n');
		await until(async () => (await must('GET', `/v1/runs/${run}`))['state'] === 'succeeded', PATIENT);
		await plant(idsOf('0', 120), { memory: '{}' });
		const [last = ''] = idsOf('f', 1);
		await plant([last], {});
		const { control } = chartwire;
		await control`insert into alert_evaluations (alert, run, ordinal) select id, ${run}, 7 from alerts
			where name like 'planted-%' order by id`;
		const phase = async () =>
			(await control`select memory -> 'state' ->> 'phase' as phase from alerts where id = ${last}`)[0]?.['phase'];
		await until(async () => (await phase()) === 'firing', { ...PATIENT, what: 'the one behind is evaluated' });
		await drop();
	});
});

describe('an archived project', () => {
	test('sends nothing by its schedules and warms nothing before them, asks nothing by its alerts, and makes up for no time of then', async () => {
		await declare('last', 'plain');
		await must('PUT', '/v1/alerts/open', {
			...BY_HAND,
			chart: 'plain',
			condition: { kind: 'threshold', op: '>', value: 10 },
		});
		const { control } = chartwire;
		await control`insert into projects (project, archived_at) values ('closed', now())`;
		await control`insert into schedules (project, name, title, declaration, enabled, updated_by, next_at)
			select 'closed', name, title, declaration, true, '', now() - interval '1 hour' from schedules where name = 'last'`;
		await control`insert into schedules (project, name, title, declaration, enabled, updated_by, next_at)
			select p, 'warmed', '', declaration || '{"warmMinutes":60}', true, '', now() + interval '30 minutes'
			from schedules, (values ('closed'), ('default')) as of (p) where project = 'default' and name = 'last'`;
		const chart = `gone-${randomUUID()}`;
		await control`insert into alerts (project, name, title, chart, declaration, enabled, updated_by, memory, next_at)
			select p, 'due', '', ${chart}, declaration || jsonb_build_object('chart', ${chart}::text), true, '', '{"state":{"phase":"ok"}}',
				now() - age from alerts, (values ('closed', interval '1 hour'), ('default', interval '1 minute')) as of (p, age)
			where name = 'open'`;
		const problemOf = async (project: string) => {
			const [row] = await control`select problem from alerts where project = ${project} and name = 'due'`;
			return row?.['problem'] as string | null;
		};
		await until(() => problemOf('default'), { ...PATIENT, what: 'what is due later is asked' });
		assert.equal(await problemOf('closed'), null);
		const isLater = async () =>
			(await control`select from schedules where project = 'closed' and next_at > now()`).length > 0;
		await until(isLater, { ...PATIENT, what: 'its time has passed' });
		assert.equal((await control`select from schedule_times where project = 'closed'`).length, 0);
		const planned = async () => (await control`select project from warm_peaks`).map(({ project }) => project as string);
		await until(async () => (await planned()).includes('default'), { ...PATIENT, what: 'what is due soon is warmed' });
		assert.deepEqual(await planned(), ['default']);
		await control`delete from schedules where project = 'closed' or name = 'warmed'`;
		await control`delete from projects where project = 'closed'`;
	});
});

describe('a request that PostgreSQL would not understand', () => {
	test('is refused as such, and is no failure of the server', async () => {
		await declare('asked', 'plain');
		const channel = { kind: 'email', to: ['ada@example.com'] };
		const asked = [
			['GET', '/v1/deliveries?at=8640000000000000'],
			['GET', '/v1/schedules/asked/log?before=8640000000000000'],
			['POST', '/v1/deliveries/test', { channel, locale: 'constructor' }],
		] as const;
		for (const [method, path, body] of asked) assert.equal((await chartwire.api(method, path, body)).status, 400, path);
	});
});

describe('an alert about chosen rows', () => {
	test('I9 gives a chat no address of a picture, which would show other rows', async () => {
		await chartwire.chart('own', 'select 1 as n', { claims: ['region'] });
		const run = await chartwire.run('select 2 as n');
		await until(async () => (await must('GET', `/v1/runs/${run}`))['state'] === 'succeeded', PATIENT);
		const keys = parseKeys(TEST_KEYS);
		const send = async (chart: string) => {
			const [channel] = sealChannels([channelOf('slack', `/slack-${chart}`)], { keys, project: 'default', stored: [] });
			assert.ok(channel);
			const cause = { kind: 'alert', name: 'own', at: Date.now() } as const;
			const attach = { picture: true, charts: [{ chart, params: {}, run }] };
			const message = { subject: 'Too many', text: '' };
			await addDeliveries(chartwire.control, [
				{ project: 'default', key: `test:${randomUUID()}`, cause, channel, message, attach },
			]);
			return (await posted(`/slack-${chart}`)).body;
		};
		assert.match(await send('plain'), /"image_url":"https:\/\/charts\.example\.com\/v1\/charts\/plain\/picture/);
		assert.doesNotMatch(await send('own'), /image_url/);
	});
});

describe('what was sent long ago', () => {
	test('is emptied, however much it is, and the address of its webhook goes', async () => {
		const { control } = chartwire;
		await control`insert into deliveries (project, key, cause_kind, cause_name, cause_at, channel, message, state, ended_at)
			select 'default', 'old ' || n, 'schedule', 'old', now(), '{"kind":"webhook","sealed":"v1.test.x","host":"h","ref":"r"}',
				'{"subject":"s","text":""}', 'sent', now() - interval '31 days' from generate_series(1, 2500) as n`;
		await chartwire.start('worker');
		const left = async () =>
			(await control`select from deliveries where cause_name = 'old' and (message is not null or channel ? 'sealed')`)
				.length;
		await until(async () => (await left()) === 0, { ...PATIENT, what: 'all of it is emptied' });
	});
});

describe('a new first key', () => {
	test('seals addresses of webhooks and secrets of signatures anew, wherever they are kept', async () => {
		const { control } = chartwire;
		await declare('sealed', 'plain');
		await must('PUT', '/v1/alerts/sealed', {
			...BY_HAND,
			chart: 'plain',
			condition: { kind: 'threshold', op: '>', value: 10 },
			channels: [channelOf('slack', '/sealed')],
		});
		await must('POST', '/v1/project/webhook-secret');
		const secrets = await webhookSecrets(control, parseKeys(TEST_KEYS), 'default');
		const fresh = `next:${Buffer.alloc(32, 9).toString('base64')}`;
		const env = { ...process.env, ...chartwire.env, CHARTWIRE_KEYS: `${fresh},${TEST_KEYS}` };
		const rotated = spawnSync(process.execPath, ['--import', 'tsx', 'server/cli.ts', 'rotate-keys'], {
			env,
			encoding: 'utf8',
		});
		assert.equal(rotated.status, 0, rotated.stderr);
		const next = parseKeys(fresh);
		const rows = await control<{ project: string; channel: StoredChannel; of: string }[]>`
			select 'schedules' as of, project, jsonb_array_elements(declaration -> 'channels') as channel from schedules
			union all select 'alerts', project, jsonb_array_elements(declaration -> 'channels') from alerts
			union all select 'deliveries', project, channel from deliveries where channel ? 'sealed'`;
		assert.deepEqual([...new Set(rows.map((row) => row.of))].sort(), ['alerts', 'deliveries', 'schedules']);
		for (const { project, channel } of rows) {
			const opened = openChannel(next, project, channel);
			assert.ok('url' in opened && opened.url.startsWith(receiver.url));
		}
		assert.deepEqual(await webhookSecrets(control, next, 'default'), secrets);
		assert.doesNotMatch(JSON.stringify(await control`select declaration from schedule_times`), /v1\.test\./);
	});
});
