/** A whole back end on each way in which Redis is deployed: the same suite on all, and on those with a replica a failover. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { Redis } from 'ioredis';
import { ResultCache } from '../../server/results/cache.ts';
import { RedisStream } from '../../server/stream/redis.ts';
import type { EventMessage, ServerMessage } from '../../widget/protocol.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { quietLog } from '../support/log.ts';
import { startRedis } from '../support/redis.ts';
import {
	type ReplicatedTopology,
	startCluster,
	startSentinel,
	startStandalone,
	type Topology,
} from '../support/redis-topologies.ts';
import { type Scope, scope } from '../support/scope.ts';
import { until } from '../support/until.ts';

const RING = { maxCount: 64, maxBytes: 1_000_000, maxAgeMs: 3_600_000 };

const isResult = (frame: ServerMessage): frame is EventMessage =>
	frame.type === 'event' && frame.event.kind === 'result';
const rowsOf = (events: readonly EventMessage[]) =>
	events.flatMap(({ event }) => (event.kind === 'progress' ? [event.rows] : []));

type Deployment = (Topology | ReplicatedTopology) & { readonly queue?: string };

/** Every back end has a queue; here it has a Redis of its own. */
async function startTwo(owner: Scope): Promise<Topology & { queue: string }> {
	const [{ url }, queue] = await Promise.all([startStandalone(owner), startRedis(owner)]);
	return { url, queue: queue.url };
}

async function keysOf(url: string): Promise<string[]> {
	const admin = new Redis(url);
	const keys = await admin.keys('*');
	admin.disconnect();
	return keys;
}

const DEPLOYMENTS: { name: string; start: (scope: Scope) => Promise<Deployment> }[] = [
	{ name: 'one server, and another for the queue', start: startTwo },
	{ name: 'Sentinel', start: startSentinel },
	{ name: 'a cluster', start: startCluster },
];

for (const { name, start } of DEPLOYMENTS) {
	describe(`on ${name}`, () => {
		const owner = scope();
		let topology: Deployment;
		let chartwire: Chartwire;
		before(async () => {
			topology = await start(owner);
			const { url, queue } = topology;
			const env = { REDIS_URL: url, ...(queue === undefined ? {} : { CHARTWIRE_QUEUE_REDIS_URL: queue }) };
			chartwire = await startChartwire(owner, { env });
		});

		test('runs go through the queue, and their results reach who watches', async () => {
			const runs = await Promise.all([1, 2, 3].map((n) => chartwire.run(`select ${n} as n, pg_sleep(0.2)`)));
			const viewer = await chartwire.wire();
			for (const run of runs) await viewer.subscribe({ run });
			const has = (run: string) => (frame: ServerMessage) =>
				(isResult(frame) && 'run' in frame.event && frame.event.run === run) ||
				(frame.type === 'reset' && frame.snapshot.result?.run === run);
			for (const run of runs) await viewer.waitFor(has(run));
			if (topology.queue === undefined) return;
			const isQueue = (key: string) => key.startsWith('{chartwire}');
			const [queued, streamed] = await Promise.all([keysOf(topology.queue), keysOf(topology.url)]);
			assert.ok(queued.length > 0 && queued.every(isQueue), 'the queue and nothing else is in its own Redis');
			assert.ok(streamed.length > 0 && !streamed.some(isQueue), 'and not in the other');
		});

		test('a large result is kept where the stream is, within its budget, and served from there', async () => {
			const run = await chartwire.run('select i, md5(i::text) as text from generate_series(1, 2000) i');
			const viewer = await chartwire.wire();
			await viewer.subscribe({ run });
			const frame = await viewer.waitFor((each) => /"href":/.test(JSON.stringify(each)), 20_000);
			const [, href = '', hash = ''] = /"href":"(\/v1\/results\/([\w-]+))"/.exec(JSON.stringify(frame)) ?? [];
			await viewer.close();
			const cache = new ResultCache({ url: topology.url, log: quietLog, maxBytes: 1_000_000 });
			owner.defer(() => cache.close());
			await until(() => cache.get(hash).then(Boolean, () => false), { what: 'it is kept' });
			await chartwire.control`delete from results where hash = ${hash}`;
			const table = (await (await fetch(chartwire.web().url + href)).json()) as { data: unknown[][] };
			const truth = await chartwire.customer`select md5(i::text) as text from generate_series(1, 2000) i`;
			assert.deepEqual(
				table.data[1],
				truth.map((row) => row['text']),
			);
		});

		test('I2 I3 a viewer whose socket was cut receives exactly what it missed', async () => {
			const stream = new RedisStream({ url: topology.url, ring: RING, log: quietLog });
			owner.defer(() => stream.close());
			await stream.settle(5_000);
			await chartwire.chart('cut', 'select 1 as cut');
			const viewer = await chartwire.wire();
			const { channel } = await viewer.subscribe({ chart: 'cut' });
			const { epoch, seq } = await viewer.waitFor(isResult);
			const log: number[] = [];
			const publish = async (count: number) => {
				for (let index = 0; index < count; index += 1) {
					const rows = log.push(log.length + 1);
					const event = { kind: 'progress', run: 'r', rows, startedAt: 1 } as const;
					await stream.publish({ channel, event, key: `test-${rows}`, fence: { ordinal: 1_000_000, attempt: 1 } });
				}
			};
			viewer.cut();
			await publish(20);
			const again = await chartwire.wire();
			assert.equal((await again.subscribe({ chart: 'cut' }, { epoch, seq })).recovered, true);
			await publish(5);
			await until(() => rowsOf(again.eventsOf(channel)).length >= 25);
			assert.deepEqual(rowsOf(again.eventsOf(channel)), log);
		});

		test('I4 a failover: the chart goes on in a new epoch, and what was accepted meanwhile is answered', async (t) => {
			if (!('primary' in topology)) return t.skip('one server has nobody to promote');
			await chartwire.chart('on', 'select now() as at', { refreshMs: 1_000, maxAgeMs: 0 });
			const viewer = await chartwire.wire();
			const { channel } = await viewer.subscribe({ chart: 'on' });
			await viewer.waitFor(isResult);
			await topology.cutReplica();
			const before = viewer.eventsOf(channel).at(-1);
			const failingOver = topology.failOver();
			const accepted = await chartwire.run('select 1 as accepted');
			await failingOver;
			const stateOf = async () => (await chartwire.api('GET', `/v1/runs/${accepted}`)).body['state'];
			await until(async () => (await stateOf()) === 'succeeded', { timeoutMs: 20_000, what: 'the run is answered' });
			const resultsAtFailover = viewer.eventsOf(channel).filter(isResult).length;
			const goesOn = () => viewer.eventsOf(channel).filter(isResult).length > resultsAtFailover;
			await until(goesOn, { timeoutMs: 20_000, what: 'the chart goes on' });
			const readyz = async () => (await fetch(`${chartwire.web().url}/readyz`)).status;
			await until(async () => (await readyz()) === 200, { what: 'the node is ready' });
			const contents = new Map<string, string>();
			for (const text of viewer.texts) {
				const frame = JSON.parse(text) as ServerMessage;
				if (frame.type !== 'event') continue;
				const position = `${frame.channel} ${frame.epoch} ${frame.seq}`;
				assert.equal(contents.get(position), undefined, `twice: ${position}`);
				contents.set(position, text);
			}
			// In a cluster the chart's channel may be on a primary that was not killed.
			const last = viewer.eventsOf(channel).at(-1);
			if (name === 'Sentinel') assert.notEqual(last?.epoch, before?.epoch);
		});
	});
}
