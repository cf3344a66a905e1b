/** What a node says of itself, against the numbers that it was given, and against what the documents promise. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { Registry } from 'prom-client';
import { loadConfig } from '../../../server/config.ts';
import { GatewayCounts } from '../../../server/gateway/counts.ts';
import { addAlertMetrics } from '../../../server/metrics/alert-metrics.ts';
import { addExportMetrics } from '../../../server/metrics/export-metrics.ts';
import { addGatewayMetrics } from '../../../server/metrics/gateway-metrics.ts';
import { remember } from '../../../server/metrics/metric.ts';
import { addNodeMetrics, addPublishing } from '../../../server/metrics/node-metrics.ts';
import { addResultMetrics } from '../../../server/metrics/result-metrics.ts';
import { addDurations, MOST_SOURCES } from '../../../server/metrics/run-metrics.ts';
import { serveMetrics } from '../../../server/metrics/serve-metrics.ts';
import { RunCounts } from '../../../server/runs/run-counts.ts';
import { quietLog } from '../../support/log.ts';
import { readMetrics } from '../../support/metrics.ts';
import { TEST_KEYS } from '../../support/server.ts';

const DATABASE_ROWS = [
	{ state: 'waiting', origin: 'author', runs: 2, oldest_s: 4 },
	{ state: 'waiting', origin: 'viewer', runs: 1, oldest_s: 12.5 },
	{ state: 'queued', origin: 'viewer', runs: 5, oldest_s: 20 },
	{ state: 'running', origin: 'schedule', runs: 7, oldest_s: 99 },
];

function wholeNode() {
	const registry = new Registry();
	const counts = new GatewayCounts();
	const runCounts = new RunCounts(addDurations(registry));
	const state = { queries: 0, isDatabaseAway: false };
	const observe = addPublishing(registry);
	addGatewayMetrics(registry, {
		counts,
		sessions: { unread: { slow: 2, bytes: 77 } },
		hub: { watched: { channels: 4, readers: 9 } },
	});
	const unsafe = async (text: string) => {
		state.queries += 1;
		if (state.isDatabaseAway) throw new Error('the database is away');
		if (text.includes('from alert_evaluations')) return [{ pending: 4, oldest_s: 1.5 }];
		if (text.includes('from alerts')) return [{ phase: 'firing', alerts: 2 }];
		return text.includes('circuits') ? [{ down: 3 }] : DATABASE_ROWS;
	};
	const found = { memory: 3, redis: 2, postgres: 1, gone: 0 };
	addResultMetrics(registry, { found, cache: { evicted: 4, totals: async () => ({ results: 5, bytes: 6 }) } });
	addExportMetrics(registry, { open: 2, bytes: 2 ** 40, ended: { sent: 9, left: 3, stalled: 1, broken: 0 } });
	addAlertMetrics(registry, { unsafe } as never);
	addNodeMetrics(registry, {
		database: { unsafe } as never,
		stream: { announcements: { healthy: false, stalls: 1, interruptions: 5 } },
		queue: { lengths: async () => ({ wait: 6, active: 1, delayed: 0 }) },
		runCounts,
		parts: async () => ({ node: 'ok', database: 'ok', stream: 'unreachable' }),
	});
	return { registry, counts, runCounts, state, observe };
}

test('every number that was counted is found again under its name and label', async () => {
	const { registry, counts, runCounts, observe } = wholeNode();
	counts.messagesIn = 1;
	counts.messagesOut = 7_000_000_000;
	counts.bytesOut = 2 ** 41;
	for (const transport of ['websocket', 'websocket', 'poll'] as const) counts.sessionOpened(transport);
	counts.sessionClosed('poll', { client: undefined });
	counts.sessionClosed('websocket', { server: 4491 });
	counts.sessionClosed('websocket', { client: 4491 });
	counts.error('rate_limited', 'message');
	counts.error('rate_limited', 'request');
	counts.history({ epoch: 'e', seq: 4, fresh: false, recovered: true, frames: [] }, { epoch: 'e', seq: 4 }, false);
	runCounts.ended({ state: 'canceled' });
	runCounts.ran('acme/sales', 200);
	runCounts.ran('acme/sales', 2_000);
	runCounts.admitted('viewer', 30);
	runCounts.found('stale');
	runCounts.saved = 4;
	observe('published', 0.003);
	const read = readMetrics(await registry.metrics());
	const expected: Readonly<Record<string, number>> = {
		chartwire_messages_received_total: 1,
		chartwire_messages_sent_total: 7_000_000_000,
		chartwire_sent_bytes_total: 2 ** 41,
		'chartwire_connections{transport="websocket"}': 0,
		'chartwire_connections{transport="event_stream"}': 0,
		'chartwire_sessions_opened_total{transport="websocket"}': 2,
		'chartwire_sessions_opened_total{transport="poll"}': 1,
		'chartwire_sessions_closed_total{code="none"}': 1,
		'chartwire_sessions_closed_total{code="4491"}': 1,
		'chartwire_sessions_closed_total{code="other"}': 1,
		'chartwire_refusals_total{limit="unread_bytes"}': 1,
		'chartwire_refusals_total{limit="messages_per_second"}': 1,
		'chartwire_refusals_total{limit="report_bytes_per_second"}': 1,
		'chartwire_errors_total{code="rate_limited"}': 2,
		'chartwire_errors_total{code="internal"}': 0,
		'chartwire_alerts{state="firing"}': 2,
		'chartwire_alerts{state="broken"}': 0,
		chartwire_alert_evaluations: 4,
		chartwire_oldest_alert_evaluation_seconds: 1.5,
		chartwire_exports: 2,
		chartwire_export_bytes_total: 2 ** 40,
		'chartwire_exports_ended_total{end="left"}': 3,
		chartwire_slow_readers: 2,
		chartwire_unread_bytes: 77,
		chartwire_watched_channels: 4,
		chartwire_subscriptions: 9,
		'chartwire_ready{part="database"}': 1,
		'chartwire_ready{part="stream"}': 0,
		chartwire_announcements_healthy: 0,
		chartwire_announcement_stalls_total: 1,
		chartwire_announcement_interruptions_total: 5,
		'chartwire_runs{state="waiting"}': 3,
		'chartwire_runs{state="running"}': 7,
		'chartwire_runs{state="queued"}': 5,
		'chartwire_waiting_runs{origin="author"}': 2,
		'chartwire_waiting_runs{origin="viewer"}': 6,
		'chartwire_waiting_runs{origin="schedule"}': 0,
		'chartwire_oldest_waiting_seconds{origin="viewer"}': 20,
		'chartwire_run_seconds_count{source="acme/sales"}': 2,
		'chartwire_run_seconds_bucket{le="0.25",source="acme/sales"}': 1,
		'chartwire_run_seconds_sum{source="acme/sales"}': 2.2,
		'chartwire_admission_wait_seconds_count{origin="viewer"}': 1,
		'chartwire_answers_found_total{freshness="stale"}': 1,
		'chartwire_answers_found_total{freshness="fresh"}': 0,
		chartwire_executions_saved_total: 4,
		'chartwire_oldest_run_seconds{state="waiting"}': 12.5,
		chartwire_sources_down: 3,
		'chartwire_queue_jobs{state="wait"}': 6,
		'chartwire_runs_ended_total{outcome="canceled"}': 1,
		'chartwire_publish_seconds_count{outcome="published"}': 1,
		'chartwire_publish_seconds_bucket{le="0.005",outcome="published"}': 1,
		'chartwire_publish_seconds_bucket{le="0.0025",outcome="published"}': 0,
	};
	for (const [name, value] of Object.entries(expected)) assert.equal(read(name), value, name);
	const again = readMetrics(await registry.metrics());
	assert.equal(again('chartwire_messages_received_total'), 1, 'reading counts nothing');
	assert.ok((again('nodejs_eventloop_lag_p99_seconds') ?? -1) >= 0, 'the event loop is watched');
});

test('a reset is counted by why it was given', () => {
	const counts = new GatewayCounts();
	const history = {
		epoch: 'now',
		seq: 9,
		fresh: false,
		recovered: false,
		frames: [{ epoch: 'now', seq: 9, text: '' }],
	};
	counts.history(history, undefined, false);
	counts.history(history, { epoch: 'before', seq: 9 }, false);
	counts.history(history, { epoch: 'now', seq: 2 }, false);
	counts.history(history, { epoch: 'now', seq: 12 }, false);
	counts.history(history, undefined, true);
	counts.caughtUp(history, { epoch: 'now', seq: 2 }, 3);
	counts.caughtUp(history, { epoch: 'before', seq: 2 }, 4);
	counts.caughtUp({ ...history, recovered: true }, { epoch: 'now', seq: 8 }, 3);
	counts.history({ ...history, recovered: true }, { epoch: 'now', seq: 8 }, true);
	assert.deepEqual(counts.resets, { joined: 1, new_epoch: 5, too_old: 1, ahead: 1, slow_reader: 1, node_gap: 3 });
	assert.deepEqual([counts.missedFrames, counts.replayedFrames], [1, 1]);
});

test('however many tokens, addresses and codes come by, there are as many series as before', async () => {
	const { registry, counts } = wholeNode();
	const seriesOf = async () => (await registry.metrics()).split('\n').filter((line) => /^chartwire_/.test(line)).length;
	const before = await seriesOf();
	for (let code = 3_000; code < 5_000; code += 1) {
		counts.sessionOpened('websocket');
		counts.sessionClosed('websocket', { client: code });
	}
	assert.equal(await seriesOf(), before);
	assert.ok(before < 250, `there are ${before} series`);
});

test('the stores are asked once in a while, and while one is away its series are absent and the rest is served', async () => {
	const { registry, state } = wholeNode();
	for (let scrapes = 0; scrapes < 5; scrapes += 1) await registry.metrics();
	assert.equal(state.queries, 2, 'one for the runs, and one for the sources');
	const other = wholeNode();
	other.state.isDatabaseAway = true;
	const text = await other.registry.metrics();
	assert.doesNotMatch(text, /^chartwire_runs\{/m);
	assert.match(text, /^chartwire_queue_jobs\{state="wait"\} 6$/m);
});

test('what takes too long is not waited for, nor asked for a second time meanwhile', async () => {
	let loads = 0;
	let answer: (value: number) => void = () => undefined;
	const load = () => {
		loads += 1;
		return new Promise<number>((resolve) => {
			answer = resolve;
		});
	};
	const ask = remember({ forMs: 0, timeoutMs: 5, load });
	const keepAlive = setInterval(() => undefined, 5);
	assert.deepEqual([await ask(), await ask(), loads], [undefined, undefined, 1]);
	answer(3);
	await turn();
	const next = ask();
	answer(4);
	assert.deepEqual([await next, loads], [4, 2]);
	clearInterval(keepAlive);
});

test('the document lists every metric, and no other', async () => {
	const { registry } = wholeNode();
	const text = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8');
	const listed = [...text.matchAll(/^\| `(chartwire_\w+)` \| (?:`(\w+)`)? ?\|/gm)].map(([, name, label]) => [
		name,
		label,
	]);
	const metrics = registry.getMetricsAsArray().filter(({ name }) => name.startsWith('chartwire_'));
	const existing = metrics.map((metric) => {
		const [label] = (metric as unknown as { labelNames: readonly string[] }).labelNames;
		return [metric.name, label];
	});
	assert.deepEqual(listed.sort(), existing.sort());
});

test('of more sources than a process has series for, the others share one', async () => {
	const { registry, runCounts } = wholeNode();
	for (let index = 0; index < MOST_SOURCES + 20; index += 1) runCounts.ran(`p/s${index}`, 1);
	const read = readMetrics(await registry.metrics());
	assert.equal(read('chartwire_run_seconds_count{source="p/s0"}'), 1);
	assert.equal(read('chartwire_run_seconds_count{source="other"}'), 20);
});

test('every alert rule of the document asks for metrics and labels that exist', () => {
	const { registry } = wholeNode();
	const text = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8');
	const [, rules = ''] = /```yaml\n(groups:[\s\S]*?)```/.exec(text) ?? [];
	const expressions = [...rules.matchAll(/^ {8}expr: (.+)$/gm)].map(([, expression = '']) => expression);
	const alerts = [...rules.matchAll(/^ {6}- alert: [A-Z]\w+$/gm)];
	assert.ok(
		alerts.length >= 8 && alerts.length === expressions.length,
		`${alerts.length} alerts, ${expressions.length} expressions`,
	);
	const labels = new Map(
		registry
			.getMetricsAsArray()
			.map((metric) => [metric.name, (metric as unknown as { labelNames: readonly string[] }).labelNames]),
	);
	for (const expression of expressions) {
		const named = [...expression.matchAll(/(chartwire_\w+?)(?:_bucket|_sum|_count)?(?![\w])(?:\{(\w+)=)?/g)];
		assert.ok(named.length > 0, `no metric in "${expression}"`);
		for (const [, name = '', label] of named) {
			assert.ok(labels.has(name), `${name} of "${expression}" does not exist`);
			if (label !== undefined) assert.ok(labels.get(name)?.includes(label), `${name} has no label ${label}`);
		}
	}
});

test('metrics are off unless a port is set, and then on the loopback address unless another is', () => {
	const least = {
		DATABASE_URL: 'postgres://localhost/x',
		REDIS_URL: 'redis://localhost',
		CHARTWIRE_TOKEN_SECRET: 'x'.repeat(32),
		CHARTWIRE_KEYS: TEST_KEYS,
	};
	assert.equal(loadConfig(least).metrics, undefined);
	assert.equal(loadConfig({ ...least, METRICS_PORT: '' }).metrics, undefined);
	assert.deepEqual(loadConfig({ ...least, METRICS_PORT: '9464' }).metrics, { port: 9464, host: '127.0.0.1' });
	const elsewhere = { ...least, METRICS_PORT: '9464', METRICS_HOST: '10.0.0.7' };
	assert.equal(loadConfig(elsewhere).metrics?.host, '10.0.0.7');
	assert.throws(() => loadConfig({ ...least, METRICS_PORT: 'nine' }), /METRICS_PORT/);
});

test('the port of the metrics serves them and nothing else, and says so when it is taken', async () => {
	const { registry } = wholeNode();
	const served = await serveMetrics({ registry, log: quietLog, port: 0, host: '127.0.0.1' });
	try {
		const url = `http://127.0.0.1:${served.port}`;
		const response = await fetch(`${url}/metrics`);
		assert.equal(response.status, 200);
		assert.match(response.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
		assert.match(await response.text(), /^chartwire_connections\{transport="websocket"\} 0$/m);
		assert.equal((await fetch(`${url}/`)).status, 404);
		assert.equal((await fetch(`${url}/metrics`, { method: 'POST' })).status, 404);
		const second = serveMetrics({ registry, log: quietLog, port: served.port, host: '127.0.0.1' });
		await assert.rejects(second, /METRICS_PORT/);
	} finally {
		await served.close();
	}
});
