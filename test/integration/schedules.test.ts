/** Schedules: two web nodes, two workers, a clock that is moved by hand across a change of clocks, and what is sent. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { Redis } from 'ioredis';
import { QUEUE_PREFIX } from '../../server/queue/queue.ts';
import { TICK_QUEUE } from '../../server/schedules/ticker.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { setClockAhead, stopClockAt } from '../support/delivery-clock.ts';
import { partsOf, readMail } from '../support/mime.ts';
import { scope } from '../support/scope.ts';
import { type SpawnedServer, spawnServer } from '../support/server.ts';
import { startSmtp, type TestSmtp } from '../support/smtp.ts';
import { until } from '../support/until.ts';

const owner = scope();
const PATIENT = { timeoutMs: 60_000 };
let chartwire: Chartwire;
let second: SpawnedServer;
let otherWeb: SpawnedServer;
let smtp: TestSmtp;

before(async () => {
	smtp = await startSmtp(owner);
	chartwire = await startChartwire(owner, {
		env: {
			CHARTWIRE_SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
			CHARTWIRE_MAIL_FROM: 'charts@example.com',
			CHARTWIRE_PUBLIC_URL: 'https://charts.example.com',
		},
	});
	second = await chartwire.start('worker');
	otherWeb = await spawnServer({ role: 'web', env: chartwire.env, scope: owner });
	await chartwire.chart('orders', 'select 42 as orders', { title: 'Orders' });
	await chartwire.chart('none', 'select 1 as n where false', { title: 'None' });
	await chartwire.chart('broken', 'select 1 / 0 as n', { title: 'Broken' });
});

const daily = (address: string, more: object = {}) => ({
	title: 'The morning',
	cron: '0 8 * * *',
	timeZone: 'Europe/Lisbon',
	target: { chart: 'orders' },
	channels: [{ kind: 'email', to: [address] }],
	...more,
});
const put = async (name: string, body: object) => {
	const answer = await chartwire.api('PUT', `/v1/schedules/${name}`, body);
	assert.equal(answer.status, 200, JSON.stringify(answer.body));
};
const logOf = async (name: string) =>
	(await chartwire.api('GET', `/v1/schedules/${name}/log`)).body['times'] as {
		dueAt: number;
		state: string;
		reason: string | null;
		by: string;
	}[];
const ended = (name: string, count: number) =>
	until(
		async () => {
			const log = await logOf(name);
			return log.length >= count && log.every(({ state }) => !['taken', 'asked'].includes(state)) && log;
		},
		{ ...PATIENT, what: `${name} has ended ${count} times` },
	);
const mailsTo = (address: string) => smtp.taken.filter(({ to }) => to.includes(address));
const sentTo = (address: string, count: number) =>
	until(() => mailsTo(address).length >= count && mailsTo(address), {
		...PATIENT,
		what: `${count} mails to ${address}`,
	});
const textOf = (raw: string) =>
	partsOf(readMail(raw))
		.find(({ type }) => type === 'text/plain')
		?.body.toString() ?? '';
const nextOf = async (name: string) => (await chartwire.api('GET', `/v1/schedules/${name}`)).body['nextAt'] as number;

describe('a schedule for 8 o’clock in Lisbon', () => {
	test('is sent at 8 there before and after the clocks go back, once each day', async () => {
		await stopClockAt(chartwire.control, '2026-10-24T06:59:00Z');
		await put('morning', daily('lisbon@example.com'));
		const due = ['2026-10-24T07:00:00Z', '2026-10-25T08:00:00Z', '2026-10-26T08:00:00Z'];
		for (const [index, at] of due.entries()) {
			assert.equal(new Date(await nextOf('morning')).toISOString(), new Date(at).toISOString());
			await stopClockAt(chartwire.control, Date.parse(at) - 1);
			assert.equal((await logOf('morning')).length, index, 'not a moment before');
			await stopClockAt(chartwire.control, at);
			await sentTo('lisbon@example.com', index + 1);
		}
		const log = await ended('morning', 3);
		assert.deepEqual(
			log.map(({ dueAt }) => dueAt),
			due.map((at) => Date.parse(at)).reverse(),
		);
		const [first] = mailsTo('lisbon@example.com');
		assert.match(textOf(first?.raw ?? ''), /The morning\s+Saturday, October 24, 2026 at 8:00\sAM GMT\+1.*Orders.*42/s);
		assert.match(textOf(first?.raw ?? ''), /https:\/\/charts\.example\.com\/workshop\/default\/charts\/orders/);
	});

	test('says in words when it is due, and the next five times', async () => {
		const { body } = await chartwire.api('GET', '/v1/schedules/morning/times?locale=de');
		assert.equal(body['words'], 'Um 08:00');
		const times = body['times'] as { at: number; local: string }[];
		assert.equal(times.length, 5);
		assert.match(times[0]?.local ?? '', /Dienstag, 27\. Oktober 2026.*08:00:00/);
	});

	test('that was missed for days is made up for once, with the last time', async () => {
		await stopClockAt(chartwire.control, '2026-10-30T12:00:00Z');
		const log = await ended('morning', 4);
		assert.equal(log.length, 4);
		assert.equal(new Date(log[0]?.dueAt ?? 0).toISOString(), '2026-10-30T08:00:00.000Z');
		await sentTo('lisbon@example.com', 4);
		assert.equal(new Date(await nextOf('morning')).toISOString(), '2026-10-31T08:00:00.000Z');
	});
});

describe('what a time brings', () => {
	test('is nothing where there are no rows and only rows are wanted; what failed is said in any case', async () => {
		await setClockAhead(chartwire.control, 0);
		await put('empty', daily('empty@example.com', { target: { chart: 'none' }, only: 'when-rows' }));
		await put(
			'failing',
			daily('failing@example.com', { target: { chart: 'broken' }, only: 'when-rows', locale: 'de' }),
		);
		for (const name of ['empty', 'failing']) {
			assert.equal((await chartwire.api('POST', `/v1/schedules/${name}/send`)).status, 202);
		}
		const [empty] = await ended('empty', 1);
		assert.deepEqual([empty?.state, empty?.by], ['skipped', 'hand']);
		const [failing] = await ended('failing', 1);
		assert.equal(failing?.state, 'failed');
		const [mail] = await sentTo('failing@example.com', 1);
		assert.match(textOf(mail?.raw ?? ''), /The morning: konnte nicht erstellt werden.*division by zero/s);
		assert.equal(mailsTo('empty@example.com').length, 0);
	});

	test('of a dashboard is each of its charts as they stand there, with its filters; one that is gone is said', async () => {
		await chartwire.chart('region', "select case {{region}} when 'south' then 7 else 1 end as n", {
			title: 'Region',
			params: [{ name: 'region', type: 'text' }],
		});
		const item = (id: string, y: number, chart: string) => ({ id, kind: 'chart', x: 0, y, w: 6, h: 4, chart });
		const dashboard = {
			title: 'Sales',
			tabs: [
				{ id: 'one', title: 'One', items: [item('b', 4, 'region'), item('a', 0, 'orders'), item('c', 8, 'gone')] },
			],
			filters: [
				{ id: 'f', label: 'Region', type: 'choice', param: 'region', value: 'north', options: ['north', 'south'] },
			],
		};
		assert.equal((await chartwire.api('PUT', '/v1/dashboards/sales', dashboard)).status, 200);
		const target = { dashboard: 'sales', params: { region: 'south' } };
		await put('board', daily('board@example.com', { target }));
		await chartwire.api('POST', '/v1/schedules/board/send');
		const [mail] = await sentTo('board@example.com', 1);
		assert.match(
			textOf(mail?.raw ?? ''),
			/some of it is missing.*Orders\s+Number: orders: 42.*Region\s+Number: n: 7.*gone\s.*no chart "gone"/s,
		);
	});
});

describe('before it is sent to everybody', () => {
	const preview = (body: object) => chartwire.api('POST', '/v1/schedules/preview/mail', body);
	const { channels: _channels, ...undirected } = daily('');

	test('its mail is shown as it would look now, with its pictures in it, and nothing is sent', async () => {
		const sent = smtp.taken.length;
		const { status, body } = await preview({ ...undirected, attach: { picture: true, csv: true } });
		assert.equal(status, 200, JSON.stringify(body));
		assert.deepEqual([body['subject'], body['state'], body['reason']], ['The morning', 'sent', null]);
		assert.match(String(body['html']), /<img src="data:image\/png;base64,iVBOR[^"]+"[^>]* alt="[^"]*42/);
		assert.ok(!String(body['html']).includes('cid:'));
		assert.match(String((body['files'] as string[])[0]), /^Orders.*\.csv$/);
		assert.equal(smtp.taken.length, sent);
	});

	test('it is said where nothing would be sent, and what fails', async () => {
		const none = (await preview({ ...undirected, target: { chart: 'none' }, only: 'when-rows' })).body;
		assert.deepEqual([none['state'], none['reason']], ['skipped', 'there are no rows']);
		const broken = (await preview({ ...undirected, target: { chart: 'broken' } })).body;
		assert.equal(broken['state'], 'failed');
		assert.match(String(broken['html']), /division by zero/);
	});

	test('it can be sent to oneself alone; the log and the list tell of that, with each message', async () => {
		await put('tried', daily('everybody@example.com'));
		const channels = [{ kind: 'email', to: ['me@example.com'] }];
		assert.equal((await chartwire.api('POST', '/v1/schedules/tried/send', { channels })).status, 202);
		await sentTo('me@example.com', 1);
		const [time] = await ended('tried', 1);
		assert.equal(mailsTo('everybody@example.com').length, 0);
		const found = await chartwire.api('GET', `/v1/deliveries?cause=schedule:tried&at=${time?.dueAt}`);
		const deliveries = found.body['deliveries'] as { channel: object }[];
		assert.deepEqual(
			deliveries.map(({ channel }) => channel),
			channels,
		);
		const other = await chartwire.api('GET', `/v1/deliveries?cause=schedule:tried&at=${(time?.dueAt ?? 0) + 1}`);
		assert.deepEqual(other.body['deliveries'], []);
	});

	test('the list says in words when each is due, and how many messages of its last time were given up', async () => {
		smtp.refuse = (address) => (address === 'gone@example.com' ? { code: 550, message: 'no such mailbox' } : undefined);
		await put('refused', daily('gone@example.com'));
		await chartwire.api('POST', '/v1/schedules/refused/send');
		const last = await until(
			async () => {
				const { body } = await chartwire.api('GET', '/v1/schedules?q=refused&locale=de');
				const [listed] = body['schedules'] as { words: string; last: { dead: number; state: string } | null }[];
				return listed?.last?.dead ? listed : undefined;
			},
			{ ...PATIENT, what: 'its message was given up' },
		);
		smtp.refuse = undefined;
		assert.deepEqual([last.words, last.last?.state, last.last?.dead], ['Um 08:00', 'sent', 1]);
	});
});

describe('with two workers and two web nodes', () => {
	test('a worker that is killed between asking and sending is followed by the other; it is sent once', async () => {
		await chartwire.chart('slow', 'select 42 as orders, pg_sleep(3)', { title: 'Slow' });
		await put('killed', daily('killed@example.com', { target: { chart: 'slow' } }));
		await chartwire.api('POST', '/v1/schedules/killed/send');
		const running = await until(
			async () => (await chartwire.control`select worker from runs where chart = 'slow' and state = 'running'`)[0],
			PATIENT,
		);
		const pid = Number(String(running['worker']).split(':')[1]);
		process.kill(pid, 'SIGKILL');
		await ended('killed', 1);
		await sentTo('killed@example.com', 1);
		const rest = pid === second.pid ? 'the first' : 'the second';
		assert.equal(mailsTo('killed@example.com').length, 1, `${rest} has sent it once`);
		await chartwire.start('worker');
	});

	test('the ticks of all schedules are put back from Postgres after Redis was emptied, with our own times', async () => {
		const redis = new Redis(chartwire.redis.url);
		owner.defer(() => redis.disconnect());
		const ticking = () => redis.zcard(`${QUEUE_PREFIX}:${TICK_QUEUE}:repeat`);
		const enabled = async () => (await chartwire.control`select from schedules where enabled`).length;
		assert.equal(await until(ticking, PATIENT), await enabled());
		await redis.flushall();
		await until(async () => (await ticking()) === (await enabled()), PATIENT);
		await put('morning', { ...daily('lisbon@example.com'), enabled: false });
		await until(async () => (await ticking()) === (await enabled()), PATIENT);
	});

	test('a time that comes by the machine’s own clock is taken once by all of them together', async () => {
		const minutely = daily('minutely@example.com', { cron: '* * * * *', timeZone: 'UTC', attach: {} });
		const headers = { authorization: `Bearer ${await chartwire.token()}` };
		const path = '/v1/schedules/minutely';
		const twice = [chartwire.web().url, otherWeb.url].map((url) =>
			fetch(url + path, { method: 'PUT', headers, body: JSON.stringify(minutely) }),
		);
		for (const answer of await Promise.all(twice)) assert.equal(answer.status, 200);
		await until(async () => (await logOf('minutely')).length > 0, { timeoutMs: 90_000, what: 'a minute has begun' });
		await ended('minutely', 1);
		await put('minutely', daily('minutely@example.com', { cron: '* * * * *', timeZone: 'UTC', enabled: false }));
		const log = await ended('minutely', 1);
		await sentTo('minutely@example.com', log.length);
		assert.equal(mailsTo('minutely@example.com').length, log.length);
		assert.equal(new Set(log.map(({ dueAt }) => dueAt)).size, log.length);
	});
});

describe('a declaration', () => {
	test('is refused with what is wrong, keeps addresses that are referred to, and notices who was faster', async () => {
		const wrong = await chartwire.api('PUT', '/v1/schedules/wrong', daily('a@example.com', { cron: '0 0 8 * * *' }));
		assert.equal(wrong.status, 400);
		assert.match(JSON.stringify(wrong.body), /cron: has six fields/);
		const url = 'https://hooks.example.com/secret-path';
		await put('kept', daily('a@example.com', { channels: [{ kind: 'slack', url }] }));
		const { body } = await chartwire.api('GET', '/v1/schedules/kept');
		const declaration = body['declaration'] as object;
		assert.ok(!JSON.stringify(body).includes('secret-path'));
		await put('kept', declaration);
		assert.equal((await chartwire.api('GET', '/v1/schedules/kept')).body['revision'], 1, 'nothing has changed');
		const headers = { authorization: `Bearer ${await chartwire.token()}`, 'if-match': '"7"' };
		const late = await fetch(`${chartwire.web().url}/v1/schedules/kept`, {
			method: 'PUT',
			headers,
			body: JSON.stringify(declaration),
		});
		assert.equal(late.status, 409);
		assert.match(await late.text(), /schedule_conflict.*"stored":\{"schedule":"kept"/s);
	});
});
