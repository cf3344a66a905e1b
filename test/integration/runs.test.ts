import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { before, describe, test } from 'node:test';
import type { EventMessage, ServerMessage } from '../../widget/protocol.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { scope } from '../support/scope.ts';
import { until } from '../support/until.ts';
import type { WireClient } from '../support/wire.ts';

const owner = scope();
let chartwire: Chartwire;

before(async () => {
	chartwire = await startChartwire(owner);
	await chartwire.customer`create table numbers as select i, i * 1.5 as half, 'g' || i % 3 as part from generate_series(1, 3000) i`;
});

const isKind =
	(kind: string, run?: string) =>
	(frame: ServerMessage): frame is EventMessage =>
		frame.type === 'event' &&
		frame.event.kind === kind &&
		(run === undefined || ('run' in frame.event && frame.event.run === run));

async function endOf(run: string) {
	return until(
		async () => {
			const { body } = await chartwire.api('GET', `/v1/runs/${run}`);
			return ['succeeded', 'failed', 'canceled'].includes(String(body['state'])) ? body : undefined;
		},
		{ what: 'the run ends' },
	);
}

const running = async (marker: string) => {
	const rows = await chartwire.customer<{ n: number }[]>`
		select count(*)::integer as n from pg_stat_activity
		where query like ${`%${marker}%`} and state = 'active' and application_name like 'chartwire run%'`;
	return rows[0]?.n ?? 0;
};

describe('an author’s run', () => {
	test('is accepted with 202, executed by the worker, and told from queued to its result', async () => {
		const wire = await chartwire.wire();
		const run = await chartwire.run('select pg_sleep(0.3), 6 * 7 as answer');
		await wire.subscribe({ run });
		const done = await wire.waitFor(isKind('result', run));
		assert.equal(done.event.kind, 'result');
		const result = done.event.kind === 'result' ? done.event.result : undefined;
		assert.ok(result !== undefined && 'data' in result);
		assert.deepEqual(result.data[1], [42]);
		assert.deepEqual(result.columns[1], { name: 'answer', type: 'number' });
		const kinds = wire.frames.flatMap((frame) => {
			if (frame.type === 'event') return [frame.event.kind];
			return frame.type === 'reset' && frame.snapshot.run !== undefined ? [frame.snapshot.run.kind] : [];
		});
		assert.equal(kinds.at(-1), 'result');
		assert.ok(kinds.includes('running'), kinds.join());
		const state = await endOf(run);
		assert.deepEqual([state['state'], state['rows']], ['succeeded', 1]);
	});

	test('tells how many rows have come while they come', async () => {
		const wire = await chartwire.wire();
		const run = await chartwire.run('select i, pg_sleep(0.001) from generate_series(1, 2500) i');
		await wire.subscribe({ run });
		const progress = await wire.waitFor(isKind('progress', run));
		assert.ok(progress.event.kind === 'progress' && progress.event.rows >= 1_000 && progress.event.rows < 2_500);
		await wire.waitFor(isKind('result', run));
		// A viewer who comes late hears of nothing but progress: it says how long the like has taken before, too.
		const again = await chartwire.run('select i, pg_sleep(0.001) from generate_series(1, 2500) i');
		await wire.subscribe({ run: again });
		const { event } = await wire.waitFor(isKind('progress', again));
		const expectedMs = event.kind === 'progress' ? (event.expectedMs ?? 0) : 0;
		assert.ok(expectedMs >= 2_500 && expectedMs < 30_000, `it is expected to take ${expectedMs} ms`);
	});

	test('with a larger result is answered by an address that serves the whole of it', async () => {
		const run = await chartwire.run('select * from numbers order by i');
		const { result } = (await endOf(run)) as { result: { href: string; rows: number; bytes: number } };
		assert.equal(result.rows, 3_000);
		const response = await fetch(`${chartwire.web().url}${result.href}`);
		assert.match(response.headers.get('cache-control') ?? '', /immutable/);
		const table = (await response.json()) as { data: unknown[][]; rows: number };
		const truth = await chartwire.customer`select i, half::float8, part from numbers order by i`;
		assert.deepEqual(
			table.data[0],
			truth.map((row) => row['i']),
		);
		assert.deepEqual(
			table.data[1],
			truth.map((row) => row['half']),
		);
		assert.deepEqual(
			table.data[2],
			truth.map((row) => row['part']),
		);
		const guessed = result.href.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
		assert.equal((await fetch(`${chartwire.web().url}${guessed}`)).status, 404);
	});

	test('with wrong SQL fails with the database’s message, line and column', async () => {
		const run = await chartwire.run('select {{a}} as 🦊,\n       nope\nfrom numbers', { a: 'x' });
		const { state, error } = (await endOf(run)) as { state: string; error: Record<string, unknown> };
		assert.equal(state, 'failed');
		assert.match(String(error['message']), /column "nope" does not exist/);
		assert.deepEqual(error['position'], { line: 2, column: 8, offset: 27 });
	});

	test('I12 refuses a second statement, and writing', async () => {
		for (const sql of [
			'select 1; select 2',
			'create table x (i int)',
			"insert into numbers values (1, 1, 'x')",
			'commit; drop table numbers',
		]) {
			const { state, error } = (await endOf(await chartwire.run(sql))) as { state: string; error: { message: string } };
			assert.equal(state, 'failed', sql);
			assert.match(error.message, /multiple commands|read-only transaction/, sql);
		}
	});

	test('I12 leaves nothing behind for the next run on the same connection', async () => {
		await endOf(await chartwire.run("select set_config('work_mem', '77MB', false), pg_advisory_lock(99)"));
		const { result } = (await endOf(
			await chartwire.run(
				"select current_setting('work_mem'), (select count(*) from pg_locks where locktype = 'advisory' and objid = 99)",
			),
		)) as { result: { data: unknown[][] } };
		assert.notEqual(result.data[0]?.[0], '77MB');
		assert.equal(result.data[1]?.[0], 0);
	});

	test('that is cancelled ends in the database', async () => {
		const wire = await chartwire.wire();
		const run = await chartwire.run("select pg_sleep(600), 'cancel me'");
		await wire.subscribe({ run });
		await until(async () => (await running('cancel me')) === 1);
		assert.equal((await chartwire.api('DELETE', `/v1/runs/${run}`)).status, 202);
		await wire.waitFor(isKind('canceled', run), 2_500);
		// By a cancel request: ending the whole session, which comes 3 s later, is for what a cancel does not stop.
		await until(async () => (await running('cancel me')) === 0, { timeoutMs: 1_000 });
		assert.equal((await endOf(run))['state'], 'canceled');
	});

	test('I8 that asks what is being asked joins the live run', async () => {
		const sql = "select pg_sleep(1), 'the same question'";
		const runs = await Promise.all(Array.from({ length: 20 }, () => chartwire.run(sql)));
		assert.equal(new Set(runs).size, 1);
		await until(async () => (await running('the same question')) === 1);
		await endOf(runs[0] ?? '');
		assert.notEqual(await chartwire.run(sql), runs[0]);
	});

	test('waits its turn when its source is busy, and says so', async () => {
		await chartwire.api('PUT', '/v1/sources/narrow', {
			engine: 'postgresql',
			url: chartwire.customerUrl,
			maxConcurrent: 1,
		});
		const post = async (sql: string) =>
			String((await chartwire.api('POST', '/v1/runs', { source: 'narrow', sql })).body['run']);
		const first = await post('select pg_sleep(1.5), 1');
		await until(async () => (await chartwire.api('GET', `/v1/runs/${first}`)).body['state'] === 'running');
		const second = await post('select 2');
		const wire = await chartwire.wire();
		await wire.subscribe({ run: second });
		await wire.waitFor(
			(frame) => isKind('waiting', second)(frame) || (frame.type === 'reset' && frame.snapshot.run?.kind === 'waiting'),
		);
		await wire.waitFor(isKind('result', second));
	});
});

describe('a viewer’s chart', () => {
	test('only subscribes: being wanted starts its run, and fifty viewers start one', async () => {
		await chartwire.chart(
			'parts',
			'select part, sum(i) as total, pg_sleep(0.3) from numbers group by part order by part',
		);
		const viewers: WireClient[] = [];
		for (let index = 0; index < 50; index += 1)
			viewers.push(await chartwire.wire({ subject: `viewer ${index}`, permissions: [], charts: ['parts'] }));
		await Promise.all(viewers.map((viewer) => viewer.subscribe({ chart: 'parts' })));
		for (const viewer of viewers)
			await viewer.waitFor(
				(frame) => isKind('result')(frame) || (frame.type === 'reset' && frame.snapshot.result !== undefined),
			);
		const [row] = await chartwire.control<
			{ n: number }[]
		>`select count(*)::integer as n from runs where chart = 'parts'`;
		assert.equal(row?.n, 1);
	});

	test('refreshes while somebody watches, and not when nobody does', async () => {
		await chartwire.chart('clock', 'select now() as at', { refreshMs: 1_000, maxAgeMs: 0 });
		const wire = await chartwire.wire({ permissions: [], charts: ['clock'] });
		await wire.subscribe({ chart: 'clock' });
		const results = () => wire.frames.filter(isKind('result')).length;
		await until(() => results() >= 3, { what: 'three refreshes' });
	});

	test('with parameters has a channel for each of their values', async () => {
		await chartwire.chart('one', 'select count(*) as n from numbers where part = {{part}}', {
			params: [{ name: 'part', type: 'text' }],
		});
		const wire = await chartwire.wire();
		const first = await wire.subscribe({ chart: 'one', params: { part: 'g1' } });
		const second = await wire.subscribe({ chart: 'one', params: { part: 'none' } });
		assert.notEqual(first.channel, second.channel);
		const countOf = async (channel: string) => {
			const frame = await wire.waitFor(
				(each): each is EventMessage => isKind('result')(each) && each.channel === channel,
			);
			return frame.event.kind === 'result' && 'data' in frame.event.result
				? frame.event.result.data[0]?.[0]
				: undefined;
		};
		assert.equal(await countOf(first.channel), 1_000);
		assert.equal(await countOf(second.channel), 0);
		await assert.rejects(wire.subscribe({ chart: 'one', params: { colour: 'red' } }), /unknown_parameter/);
	});

	test('I9 sees only its own rows: the claims that a chart declares reach the session and part the channels', async () => {
		await chartwire.chart('mine', "select current_setting('chartwire.tenant', true) as tenant", { claims: ['tenant'] });
		const tenants = await Promise.all(
			['a', 'b'].map(async (tenant) => {
				const wire = await chartwire.wire({
					subject: 'same',
					permissions: [],
					charts: ['mine'],
					claims: { tenant, ignored: Math.random() },
				});
				const { channel } = await wire.subscribe({ chart: 'mine' });
				const frame = await wire.waitFor(isKind('result'));
				return { channel, frame: JSON.stringify(frame.event) };
			}),
		);
		assert.notEqual(tenants[0]?.channel, tenants[1]?.channel);
		assert.match(tenants[0]?.frame ?? '', /"data":\[\["a"\]\]/);
		assert.match(tenants[1]?.frame ?? '', /"data":\[\["b"\]\]/);
	});

	test('an edited chart keeps its channel, and whoever watches gets the new answer', async () => {
		await chartwire.chart('edited', 'select 1 as version');
		const wire = await chartwire.wire();
		const { channel } = await wire.subscribe({ chart: 'edited' });
		await wire.waitFor(isKind('result'));
		await chartwire.chart('edited', 'select 2 as version');
		await wire.waitFor(
			(frame) => isKind('result')(frame) && frame.channel === channel && JSON.stringify(frame).includes('[[2]]'),
		);
	});

	test('edited while its old SQL runs is asked again once that has ended', async () => {
		await chartwire.chart('slow', 'select pg_sleep(1.5), 1 as version');
		const wire = await chartwire.wire();
		await wire.subscribe({ chart: 'slow' });
		await wire.waitFor((frame) => isKind('running')(frame));
		await chartwire.chart('slow', 'select 2 as version');
		await wire.waitFor((frame) => isKind('result')(frame) && JSON.stringify(frame).includes('[[2]]'));
	});

	test('that fails is not asked again by every viewer who comes', async () => {
		await chartwire.chart('failing', 'select nope');
		const viewers = await Promise.all(Array.from({ length: 10 }, () => chartwire.wire()));
		for (const viewer of viewers) {
			await viewer.subscribe({ chart: 'failing' });
			await viewer.waitFor(
				(frame) => isKind('failed')(frame) || (frame.type === 'reset' && frame.snapshot.run?.kind === 'failed'),
			);
		}
		const [row] = await chartwire.control<
			{ n: number }[]
		>`select count(*)::integer as n from runs where chart = 'failing'`;
		assert.equal((row?.n ?? 0) <= 2, true, `${row?.n} runs`);
	});

	test('that has failed runs again for a viewer who asks anew: not at once, but when its back-off has passed', async () => {
		await chartwire.chart('mended', 'select answer from not_yet_there');
		const viewer = await chartwire.wire();
		/** As the button of a failed chart does. */
		const askAnew = async (): Promise<void> => {
			viewer.send({ type: 'unsubscribe', id: viewer.frames.filter(({ type }) => type === 'subscribed').length });
			await viewer.subscribe({ chart: 'mended' });
		};
		const runs = async (): Promise<number> => {
			const rows = await chartwire.control`select id from runs where chart = 'mended'`;
			return rows.length;
		};
		await viewer.subscribe({ chart: 'mended' });
		await viewer.waitFor(isKind('failed'));
		await chartwire.customer`create table not_yet_there as select 42 as answer`;
		await askAnew();
		assert.equal(await runs(), 1, 'runs right after the failure');
		await chartwire.control`update channels set last_finished_at = now() - interval '3 s' where chart = 'mended'`;
		await askAnew();
		await viewer.waitFor(isKind('result'));
		assert.equal(await runs(), 2);
	});

	test('may not be watched, and SQL may not be run, with a token that does not say so', async () => {
		const wire = await chartwire.wire({ permissions: [], charts: ['parts'] });
		await assert.rejects(wire.subscribe({ chart: 'clock' }), /unknown_chart/);
		await assert.rejects(wire.subscribe({ chart: 'there-is-none' }), /unknown_chart/);
		await assert.rejects(wire.subscribe({ run: '00000000-0000-4000-8000-000000000000' }), /unknown_run/);
		const run = await chartwire.run('select 1 as secret');
		const token = await chartwire.token({ permissions: [] });
		for (const method of ['GET', 'DELETE']) {
			const headers = { authorization: `Bearer ${token}` };
			assert.equal((await fetch(`${chartwire.web().url}/v1/runs/${run}`, { method, headers })).status, 404, method);
		}
		await assert.rejects(wire.subscribe({ run }), /unknown_run/);
		const response = await fetch(`${chartwire.web().url}/v1/runs`, {
			method: 'POST',
			headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
			body: JSON.stringify({ source: 'sample', sql: 'select 1' }),
		});
		assert.equal(response.status, 403);
	});
});

describe('what is wrong', () => {
	test('is named: source, chart, run, body, token', async () => {
		const cases: readonly [string, string, unknown, number, string][] = [
			['POST', '/v1/runs', { source: 'none', sql: 'select 1' }, 404, 'unknown_source'],
			['POST', '/v1/runs', { chart: 'none' }, 404, 'unknown_chart'],
			['POST', '/v1/runs', { source: 'sample', sql: '' }, 400, 'bad_request'],
			['POST', '/v1/runs', { source: 'sample', sql: 'select {{x}}' }, 400, 'missing_parameter'],
			['POST', '/v1/runs', { source: 'sample', sql: `select '${'x'.repeat(300_000)}'` }, 413, 'body_too_large'],
			['GET', '/v1/runs/nope', undefined, 404, 'unknown_run'],
			['PUT', '/v1/charts/broken', { source: 'sample', sql: 'select 1', timeZone: 'Mars/Olympus' }, 400, 'bad_request'],
			['GET', '/v1/nothing', undefined, 404, 'not_found'],
			['GET', '/v1/socket', undefined, 400, 'bad_request'],
		];
		for (const [method, path, body, status, code] of cases) {
			const answer = await chartwire.api(method, path, body);
			assert.deepEqual(
				[answer.status, (answer.body['error'] as { code: string }).code],
				[status, code],
				`${method} ${path}`,
			);
		}
		const response = await fetch(`${chartwire.web().url}/v1/runs`, { method: 'POST', body: '{}' });
		assert.deepEqual(
			[response.status, ((await response.json()) as { error: { code: string } }).error.code],
			[401, 'token_missing'],
		);
	});

	test('never ends the process: upgrades for strange addresses, cut sockets, binary and huge frames', async () => {
		const { port, url, pid } = chartwire.web();
		const upgrade = (target: string) =>
			new Promise<string>((resolve) => {
				const socket = connect(port, '127.0.0.1', () => {
					socket.write(
						`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
							'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
					);
				});
				let text = '';
				socket.on('data', (data) => {
					text += data.toString();
				});
				socket.on('close', () => resolve(text));
				socket.on('error', () => resolve(text));
				setTimeout(() => socket.destroy(), 1_000).unref();
			});
		for (const target of ['//', '/', '/v1/socket', 'http://[', '/%', '*']) {
			assert.doesNotMatch(await upgrade(target), /^HTTP\/1.1 101/, target);
		}
		const wire = await chartwire.wire();
		wire.socket.send(Buffer.from([1, 2, 3]));
		wire.sendText('x'.repeat(100_000));
		await wire.waitFor((frame) => frame.type === 'error' && frame.code === 'frame_too_large');
		wire.sendText('x'.repeat(300_000));
		await wire.closed;
		(await chartwire.wire()).cut();
		assert.equal((await fetch(`${url}/healthz`)).status, 200);
		process.kill(pid, 0);
	});

	test('no token and no address of a source is written to a log', () => {
		const output = chartwire.web().output();
		assert.doesNotMatch(output, /eyJ[\w-]+\.|postgres:\/\//);
	});
});
