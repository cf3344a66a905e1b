/** What an operator reads, and how what cannot go on ends: real web nodes, workers, queue and databases. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, describe, test } from 'node:test';
import { freePort } from '../../server/embedded/ports.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { fetchMetrics } from '../support/metrics.ts';
import { scope } from '../support/scope.ts';
import { type SpawnedServer, spawnServer } from '../support/server.ts';
import { until } from '../support/until.ts';

const owner = scope();
const SECRET = 'marked-secret-5eC7e7';
let chartwire: Chartwire;
let metricsPort = 0;

before(async () => {
	metricsPort = await freePort();
	chartwire = await startChartwire(owner, {
		env: { CHARTWIRE_SLOW_QUERY_MS: '600', CHARTWIRE_SOURCE_DOWN_MS: '3000', CHARTWIRE_LOG_LEVEL: 'debug' },
	});
	await chartwire.web().stop();
	await chartwire.start('web', { METRICS_PORT: String(metricsPort) });
});

type Line = Readonly<Record<string, unknown>>;

const linesOf = ({ output }: SpawnedServer): readonly Line[] =>
	output()
		.split('\n')
		.filter((line) => line.startsWith('{') && line.endsWith('}'))
		.map((line) => JSON.parse(line) as Line);

async function post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
	const authorization = `Bearer ${await chartwire.token()}`;
	return fetch(`${chartwire.web().url}${path}`, {
		method: 'POST',
		headers: { authorization, 'content-type': 'application/json', ...headers },
		body: JSON.stringify(body),
	});
}

const rowOf = async (run: string) =>
	(
		await chartwire.control<
			{ state: string; error: { code: string; message: string } | null; start_failures: number }[]
		>`select state, error, start_failures from runs where id = ${run}`
	)[0];
const reaches = (run: string, state: string, timeoutMs = 20_000) =>
	until(async () => (await rowOf(run))?.state === state, { timeoutMs, what: `the run is ${state}` });

describe('the name of a request', () => {
	test('is taken from the header, and one search finds the click in the web node and in the worker, with its run', async () => {
		const response = await post(
			'/v1/runs',
			{ source: 'sample', sql: 'select 1 as followed' },
			{ 'x-request-id': 'click-4711' },
		);
		assert.equal(response.headers.get('x-request-id'), 'click-4711');
		const { run } = (await response.json()) as { run: string };
		await reaches(run, 'succeeded');
		const found = (server: SpawnedServer) => linesOf(server).filter(({ request }) => request === 'click-4711');
		await until(() => found(chartwire.worker()).some(({ msg }) => msg === 'a run ended'));
		assert.ok(
			found(chartwire.web()).some((line) => line['run'] === run),
			'the web node names the run that it accepted',
		);
		const worked = found(chartwire.worker());
		assert.ok(worked.some(({ msg }) => msg === 'a run began') && worked.every((line) => line['run'] === run));
	});

	test('is made when it is missing or could break a log, and answered with errors as well', async () => {
		for (const given of [undefined, 'x'.repeat(65), 'a b', '{"level":60}']) {
			const response = await post('/v1/runs', {}, given === undefined ? {} : { 'x-request-id': given });
			assert.equal(response.status, 400);
			assert.match(response.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/, String(given));
		}
		const missing = await fetch(`${chartwire.web().url}/nowhere`, { headers: { 'x-request-id': 'lost.1' } });
		assert.deepEqual([missing.status, missing.headers.get('x-request-id')], [404, 'lost.1']);
	});
});

test('a slow run is logged with where its time went, and with its SQL as a hash only', async () => {
	const sql = 'select pg_sleep(0.9), generate_series(1, 3) as slow';
	const run = await chartwire.run(sql);
	const quick = await chartwire.run('select 1 as quick');
	await Promise.all([reaches(run, 'succeeded'), reaches(quick, 'succeeded')]);
	const slow = () => linesOf(chartwire.worker()).filter(({ msg }) => msg === 'a slow query');
	const line = await until(() => slow().find((each) => each['run'] === run));
	const phases = line['phasesMs'] as Readonly<Record<string, number>>;
	assert.deepEqual(Object.keys(phases).sort(), ['encoding', 'publishing', 'queued', 'running']);
	assert.ok((phases['running'] ?? 0) >= 850, 'the query itself was slow');
	assert.ok(
		Object.values(phases).every((ms) => ms >= 0),
		'no phase is negative',
	);
	assert.deepEqual([line['source'], line['rows'], line['outcome']], ['sample', 3, 'succeeded']);
	assert.equal(line['sql'], `sha256:${createHash('sha256').update(sql).digest('hex').slice(0, 16)}`);
	assert.ok(!slow().some((each) => each['run'] === quick), 'a quick one is not');
	assert.ok(!chartwire.worker().output().includes('generate_series(1, 3) as slow'), 'the SQL is in no line');
});

test('no line of any process has a password, a token, or a value from a request', async () => {
	const url = new URL(chartwire.customerUrl);
	url.password = SECRET;
	url.username = 'nobody';
	await chartwire.api('PUT', '/v1/sources/barred', { engine: 'postgresql', url: url.href });
	await chartwire.api('PUT', '/v1/sources/nowhere', {
		engine: 'postgresql',
		url: `postgres://u:${SECRET}@127.0.0.1:1/x`,
	});
	await chartwire.api('POST', '/v1/sources/nowhere/test', {});
	const runs: string[] = [];
	for (const source of ['barred', 'nowhere', 'sample']) {
		const sql = `select '${SECRET}'::text as a, {{value}}::text as b, pg_sleep(0.7), 1/(1 - length(${"'x'"}))`;
		const response = await post('/v1/runs', { source, sql, params: { value: SECRET } });
		runs.push(((await response.json()) as { run: string }).run);
	}
	await Promise.all(runs.map((run) => reaches(run, 'failed')));
	const token = await chartwire.token();
	await fetch(`${chartwire.web().url}/v1/runs?token=${token}&${SECRET}`, {
		headers: { authorization: `Bearer ${SECRET}` },
	});
	await fetch(`${chartwire.web().url}/v1/runs`, { headers: { authorization: `Bearer ${token}` } });
	for (const [name, server] of [
		['web', chartwire.web()],
		['worker', chartwire.worker()],
	] as const) {
		assert.ok(linesOf(server).length > 0, `the ${name} says something`);
		for (const marked of [SECRET, token, token.slice(0, 30)])
			assert.ok(!server.output().includes(marked), `the ${name} has written a secret`);
	}
});

test('I8 of a crowd that asks one question, all but one are counted as saved, and what each found by its age', async () => {
	await chartwire.chart('crowded', 'select pg_sleep(2) as late', { maxAgeMs: 600_000 });
	const before = await fetchMetrics(metricsPort);
	const target = chartwire.web();
	const wires = await Promise.all(Array.from({ length: 6 }, () => chartwire.wire()));
	await Promise.all(wires.map((wire) => wire.subscribe({ chart: 'crowded' })));
	const grown = async (name: string) => ((await fetchMetrics(metricsPort))(name) ?? 0) - (before(name) ?? 0);
	await until(async () => (await grown('chartwire_executions_saved_total')) === 5, { what: 'five are saved' });
	assert.equal(await grown('chartwire_answers_found_total{freshness="none"}'), 6);
	const [row] = await chartwire.control<
		{ n: number }[]
	>`select count(*)::integer as n from runs where chart = 'crowded'`;
	assert.equal(row?.n, 1, `one run, at ${target.url}`);
	await until(
		async () => (await chartwire.control`select from runs where chart = 'crowded' and state = 'succeeded'`).length > 0,
	);
	const late = await chartwire.wire();
	await late.subscribe({ chart: 'crowded' });
	await until(async () => (await grown('chartwire_answers_found_total{freshness="fresh"}')) === 1);
	assert.equal(
		await grown('chartwire_executions_saved_total'),
		5,
		'a kept answer saves no execution that was under way',
	);
});

describe('a source that stays down', () => {
	const breakSource = async (name: string) => {
		await chartwire.api('PUT', `/v1/sources/${name}`, { engine: 'postgresql', url: 'postgres://u:p@127.0.0.1:1/x' });
		await chartwire.control`
			insert into circuits (project, source, failures, opened_at, retry_at, backoff_ms)
			select project, ${name}, 3, now(), now() + interval '1 hour', 60000 from sources where name = ${name}`;
	};
	const submit = async (source: string) =>
		String((await chartwire.api('POST', '/v1/runs', { source, sql: 'select 1 as waiting' })).body['run']);

	test('I10 what waits for it is given up after the configured time, with a message that says so', async () => {
		await breakSource('gone');
		const from = Date.now();
		const run = await submit('gone');
		await reaches(run, 'failed');
		assert.ok(Date.now() - from >= 2_900, 'not before its time');
		const { error } = (await rowOf(run)) ?? {};
		assert.equal(error?.code, 'source_unreachable');
		assert.match(
			error?.message ?? '',
			/"gone" could not be reached for 3 seconds while this run waited; look at the source/,
		);
	});

	test('its circuit is closed by saving the source: what waited runs at once at the new address', async () => {
		await breakSource('moved');
		const run = await submit('moved');
		await until(
			async () =>
				(await chartwire.control`select from runs where id = ${run} and line_reason = 'source_down'`).length > 0,
		);
		await chartwire.api('PUT', '/v1/sources/moved', { engine: 'postgresql', url: chartwire.customerUrl });
		await reaches(run, 'succeeded', 2_500);
	});
});

test('I10 a run that no process can be started for is failed after four tries, and the worker goes on', async () => {
	const run = await chartwire.run("select pg_sleep(3), 'lonely' as name");
	await reaches(run, 'running');
	await chartwire.worker().kill();
	const env = { ...chartwire.env };
	const broken = await spawnServer({
		role: 'worker',
		env,
		scope: owner,
		file: 'test/support/broken-lone-run.process.ts',
	});
	await reaches(run, 'failed', 60_000);
	const row = await rowOf(run);
	assert.equal(row?.error?.code, 'worker_lost');
	assert.match(row?.error?.message ?? '', /could not be started 4 times \(exit code 1\), and it is not tried again/);
	assert.equal(row?.start_failures, 4);
	const next = await chartwire.run('select 1 as next');
	await reaches(next, 'succeeded');
	await broken.stop();
});
