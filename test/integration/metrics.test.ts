/** What web nodes and workers say of themselves, against what real clients of theirs have received. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { freePort } from '../../server/embedded/ports.ts';
import { RedisStream } from '../../server/stream/redis.ts';
import type { Position } from '../../widget/protocol.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { quietLog } from '../support/log.ts';
import { fetchMetrics } from '../support/metrics.ts';
import { scope } from '../support/scope.ts';
import { type SpawnedServer, spawnServer } from '../support/server.ts';
import { until } from '../support/until.ts';
import { connectWire } from '../support/wire.ts';

const owner = scope();
const RING = { maxCount: 64, maxBytes: 1_000_000, maxAgeMs: 3_600_000 };
let chartwire: Chartwire;
let stream: RedisStream;
let node: SpawnedServer;
let metricsPort = 0;
let rows = 0;

before(async () => {
	chartwire = await startChartwire(owner, { env: { CHARTWIRE_RING_MAX_COUNT: '64' } });
	stream = new RedisStream({ url: chartwire.redis.url, ring: RING, log: quietLog });
	owner.defer(() => stream.close());
	await stream.settle(5_000);
	metricsPort = await freePort();
	const env = { ...chartwire.env, METRICS_PORT: String(metricsPort) };
	node = await spawnServer({ role: 'web', env, scope: owner });
	await chartwire.chart('counted', 'select 1 as n', { maxAgeMs: 2_000_000_000 });
});

const connect = async () => connectWire({ url: node.url, token: await chartwire.token(), scope: owner });
const metrics = () => fetchMetrics(metricsPort);

async function publish(channel: string, count: number): Promise<void> {
	for (let index = 0; index < count; index += 1) {
		rows += 1;
		const event = { kind: 'progress', run: 'r', rows, startedAt: 1 } as const;
		await stream.publish({ channel, event, key: `test-${rows}`, fence: { ordinal: 1_000_000, attempt: 1 } });
	}
}

/** The bytes of a text frame (RFC 6455, section 5.2). */
function frameBytes(text: string): number {
	const length = Buffer.byteLength(text);
	return length + (length < 126 ? 2 : length <= 65_535 ? 4 : 10);
}

async function watchChart(): Promise<{ channel: string; at: Position }> {
	const wire = await connect();
	const { channel } = await wire.subscribe({ chart: 'counted' });
	const known = await wire.waitFor(
		(frame) =>
			(frame.type === 'event' && frame.event.kind === 'result') ||
			(frame.type === 'reset' && frame.snapshot.result !== undefined),
	);
	if (known.type !== 'event' && known.type !== 'reset') throw new Error('The chart has no position.');
	await wire.close();
	return { channel, at: { epoch: known.epoch, seq: known.seq } };
}

describe('a web node', () => {
	test('counts every message, byte and connection that real clients have had', async () => {
		const { channel } = await watchChart();
		await until(async () => (await metrics())('chartwire_connections{transport="websocket"}') === 0);
		const before = await metrics();
		const wires = await Promise.all(Array.from({ length: 5 }, connect));
		for (const wire of wires) await wire.subscribe({ chart: 'counted' });
		await publish(channel, 20);
		await until(() => wires.every((wire) => wire.eventsOf(channel).length === 20));
		const during = await metrics();
		const received = wires.flatMap(({ texts }) => texts);
		const grown = (name: string) => (during(name) ?? Number.NaN) - (before(name) ?? Number.NaN);
		assert.equal(grown('chartwire_messages_sent_total'), received.length);
		const bytes = received.reduce((sum, text) => sum + frameBytes(text), 0);
		assert.equal(grown('chartwire_sent_bytes_total'), bytes);
		assert.equal(grown('chartwire_messages_received_total'), 10, 'five greetings and five subscriptions');
		assert.equal(during('chartwire_connections{transport="websocket"}'), 5);
		assert.equal(during('chartwire_subscriptions'), 5);
		assert.equal(during('chartwire_watched_channels'), 1);
		assert.equal(grown('chartwire_resets_total{reason="joined"}'), 5);
		for (const wire of wires) await wire.close();
		await until(async () => (await metrics())('chartwire_connections{transport="websocket"}') === 0);
		const closed = 'chartwire_sessions_closed_total{code="1005"}';
		assert.equal(((await metrics())(closed) ?? 0) - (before(closed) ?? 0), 5);
	});

	test('counts what is sent by the fallbacks, as bytes of their answers', async () => {
		await watchChart();
		await until(async () => (await metrics())('chartwire_connections{transport="websocket"}') === 0);
		const before = await metrics();
		const body = JSON.stringify({ token: await chartwire.token(), subscriptions: [{ id: 1, chart: 'counted' }] });
		const headers = { 'content-type': 'application/json' };
		const text = await (await fetch(`${node.url}/v1/poll`, { method: 'POST', headers, body })).text();
		const after = await metrics();
		const grown = (name: string) => (after(name) ?? Number.NaN) - (before(name) ?? Number.NaN);
		const { messages } = JSON.parse(text) as { messages: readonly unknown[] };
		assert.equal(grown('chartwire_sent_bytes_total'), Buffer.byteLength(text));
		assert.equal(grown('chartwire_messages_sent_total'), messages.length);
		assert.equal(grown('chartwire_sessions_opened_total{transport="poll"}'), 1);
		assert.equal(grown('chartwire_sessions_closed_total{code="none"}'), 1);
		assert.equal(after('chartwire_connections{transport="poll"}'), 0);
	});

	test('I3 counts each reset by why it was given, and each frame that was told again', async () => {
		const { channel, at } = await watchChart();
		await publish(channel, 5);
		const cases: readonly [string, Position | undefined, string, number][] = [
			['a new viewer', undefined, 'chartwire_resets_total{reason="joined"}', 1],
			['another epoch', { epoch: 'of yesterday', seq: 3 }, 'chartwire_resets_total{reason="new_epoch"}', 1],
			['above the top', { ...at, seq: at.seq + 1_000 }, 'chartwire_resets_total{reason="ahead"}', 1],
			['5 frames behind', at, 'chartwire_replayed_frames_total', 5],
		];
		const subscribedFrom = async (since: Position | undefined) => {
			const wire = await connect();
			await wire.subscribe({ chart: 'counted' }, since);
			await wire.close();
		};
		const isCounted = async (what: string, since: Position | undefined, series: string, times: number) => {
			const earlier = (await metrics())(series) ?? Number.NaN;
			await subscribedFrom(since);
			assert.equal((await metrics())(series), earlier + times, what);
		};
		for (const each of cases) await isCounted(...each);
		await publish(channel, 70);
		await isCounted('beyond the ring', at, 'chartwire_resets_total{reason="too_old"}', 1);
	});

	test('shows its readiness part by part, also while Redis is away, and goes on serving its metrics', async () => {
		assert.equal((await metrics())('chartwire_ready{part="stream"}'), 1);
		await chartwire.redis.stop();
		await until(async () => (await metrics())('chartwire_ready{part="stream"}') === 0, { timeoutMs: 15_000 });
		const away = await metrics();
		assert.equal(away('chartwire_ready{part="database"}'), 1);
		await chartwire.redis.restart();
		await until(async () => (await metrics())('chartwire_ready{part="stream"}') === 1, { timeoutMs: 15_000 });
	});

	test('serves them nowhere on its public port, and not at all without METRICS_PORT', async () => {
		for (const { url } of [node, chartwire.web()]) {
			assert.equal((await fetch(`${url}/metrics`)).status, 404);
		}
		const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
		for (const secret of ['counted', '127.0.0.1', 'eyJ'])
			assert.ok(!text.includes(secret), `"${secret}" is in the metrics`);
	});
});

describe('a worker', () => {
	test('counts the runs it has ended by outcome, the cut results, and what it has published', async () => {
		const port = await freePort();
		const other = await startChartwire(owner, {
			env: { METRICS_PORT: '', CHARTWIRE_RESULT_MAX_ROWS: '10', CHARTWIRE_WORKER_CONCURRENCY: '1' },
		});
		await other.start('worker', { METRICS_PORT: String(port) });
		// The two workers share the runs: so many that the one that is asked gets some.
		const worked = async () => {
			const run = await other.run('select generate_series(1, 50) as n', {});
			await until(async () => (await other.api('GET', `/v1/runs/${run}`)).body['state'] === 'succeeded');
			return ((await fetchMetrics(port))('chartwire_runs_ended_total{outcome="succeeded"}') ?? 0) > 0;
		};
		await until(worked, { timeoutMs: 30_000, what: 'the worker has ended a run' });
		const failed = async () => {
			const run = await other.run('select no_such_column', {});
			await until(async () => (await other.api('GET', `/v1/runs/${run}`)).body['state'] === 'failed');
			return ((await fetchMetrics(port))('chartwire_runs_ended_total{outcome="sql_error"}') ?? 0) > 0;
		};
		await until(failed, { timeoutMs: 30_000, what: 'a run has failed there' });
		const read = await fetchMetrics(port);
		assert.equal(
			read('chartwire_results_truncated_total'),
			read('chartwire_runs_ended_total{outcome="succeeded"}'),
			'each had 50 rows, and 10 may be kept',
		);
		assert.ok((read('chartwire_publish_seconds_count{outcome="published"}') ?? 0) >= 2, 'it has published');
		assert.equal(read('chartwire_connections{transport="websocket"}'), undefined, 'a worker has no gateway');
	});

	test('says how many runs wait in the whole system, and for how long the oldest has', async () => {
		const slow = await Promise.all(
			Array.from({ length: 10 }, (_, index) => chartwire.run(`select pg_sleep(30), ${index}`)),
		);
		const series = (state: string) => `chartwire_runs{state="${state}"}`;
		await until(async () => (await metrics())(series('running')) === 8, { timeoutMs: 15_000 });
		const read = await metrics();
		assert.equal(read(series('waiting')), 2, 'a source runs 8 at once');
		assert.ok((read('chartwire_oldest_run_seconds{state="running"}') ?? 0) > 0);
		for (const run of slow) await chartwire.api('DELETE', `/v1/runs/${run}`);
		await until(async () => (await metrics())(series('running')) === 0, { timeoutMs: 15_000 });
	});
});
