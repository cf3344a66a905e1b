/**
 * One reader among a hundred stops reading its socket. The viewers are processes of their own; what the others feel is
 * measured from publishing to receiving, and the node's memory by the operating system.
 */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { freePort } from '../../server/embedded/ports.ts';
import { isTerminalClose } from '../../widget/protocol.ts';
import { quantile } from '../load/support/figures.ts';
import { newMarker, resultEvent } from '../load/support/payload.ts';
import { publishTo, startTraffic } from '../load/support/publisher.ts';
import { residentBytes } from '../load/support/usage.ts';
import { startFleet } from '../load/viewers/fleet.ts';
import { startPages } from '../load/viewers/pages.ts';
import { channelOpener, type TestChannel } from '../support/channel.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { fetchMetrics } from '../support/metrics.ts';
import { scope } from '../support/scope.ts';
import { type SpawnedServer, spawnServer, TEST_SECRET } from '../support/server.ts';
import { until } from '../support/until.ts';
import { connectWire } from '../support/wire.ts';

const owner = scope();
const VIEWERS = 100;
const CALM = { messages: 60, perSecond: 20 };
/** What the slow reader watches beside: soon more than the sockets' own buffers hold. */
const FLOOD = { perSecond: 40, bytes: 65_536 };
const MEGABYTE = 1_048_576;
const MOST_UNREAD = 16 * MEGABYTE;
/** The slow reader may hold 1 MB here, and one frame; the rest is room for the garbage of the flood. */
const MOST_GROWTH = 48 * MEGABYTE;
let chartwire: Chartwire;
let node: SpawnedServer;
let metricsPort = 0;
let open: (chart: string) => Promise<TestChannel>;

before(async () => {
	chartwire = await startChartwire(owner);
	open = await channelOpener(owner, chartwire);
	await startNode();
});

/** A node of its own, so that what one test leaves behind is not measured by the next. */
async function startNode(): Promise<void> {
	metricsPort = await freePort();
	node = await spawnServer({ role: 'web', env: { ...chartwire.env, METRICS_PORT: String(metricsPort) }, scope: owner });
}

const metric = async (series: string) => (await fetchMetrics(metricsPort))(series) ?? Number.NaN;
const RESETS = 'chartwire_resets_total{reason="slow_reader"}';
const CUT_OFF = 'chartwire_refusals_total{limit="unread_bytes"}';

interface Delays {
	readonly median: number;
	readonly p99: number;
}

const MOST_TRIES = 3;
const isNotDelayed = (before: Delays, during: Delays): boolean =>
	during.median < 3 * before.median + 20 && during.p99 < 3 * before.p99 + 100;

/** Calls `work` and answers what it said, and the most resident bytes of the node meanwhile. */
async function watchingMemory<T>(work: () => Promise<T>): Promise<{ readonly answer: T; readonly most: number }> {
	let most = residentBytes(node.pid);
	const timer = setInterval(() => {
		most = Math.max(most, residentBytes(node.pid));
	}, 100);
	try {
		return { answer: await work(), most };
	} finally {
		clearInterval(timer);
	}
}

test('I3 a reader that stops reading delays nobody and costs the node no memory; then it gets one reset, and is current', async (context) => {
	const [calm, flooded] = [await open('calm'), await open('flooded')];
	const address = { kind: 'chartwire', port: node.port, secret: TEST_SECRET, charts: [calm.chart] } as const;
	const fleet = startFleet(owner, VIEWERS);
	await fleet.join(address, VIEWERS);
	const slow = await startPages(owner, { ...address, charts: [flooded.chart, calm.chart] }, 1);
	const flood = startTraffic((event) => flooded.publish(event), FLOOD);
	const phase = async (name: string) => {
		await fleet.takeLatencies();
		const { most } = await watchingMemory(() => publishTo(calm, fleet, CALM));
		const latencies = await fleet.takeLatencies();
		assert.equal(latencies.length, CALM.messages * VIEWERS, 'everybody received everything');
		const [median, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.99)];
		context.diagnostic(
			`${name}: median ${median.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${(most / MEGABYTE).toFixed(0)} MB`,
		);
		return { median, p99, most };
	};
	// The first publications warm the processes up.
	await publishTo(calm, fleet, CALM);
	const before = await phase('while it reads');
	const resets = await metric(RESETS);
	await slow.begin();
	await slow.stopReading();
	await until(async () => (await metric('chartwire_slow_readers')) === 1, { timeoutMs: 30_000, what: 'it is slow' });
	let during = await phase('while it does not');
	// Whoever waits for the slow reader waits each time; a machine that does other things delays them now and then.
	for (let tries = 1; tries < MOST_TRIES && !isNotDelayed(before, during); tries += 1) during = await phase('again');
	assert.equal(await metric('chartwire_slow_readers'), 1, 'it still does not read');
	const unread = await metric('chartwire_unread_bytes');
	assert.ok(unread < 2 * MEGABYTE, `${unread} bytes wait for it`);
	assert.equal(await metric(RESETS), resets, 'it is given nothing while it does not read');
	assert.ok(isNotDelayed(before, during), `${JSON.stringify(before)} before, ${JSON.stringify(during)} during`);
	assert.ok(during.most - before.most < MOST_GROWTH, `the node has grown from ${before.most} to ${during.most}`);
	await slow.readAgain();
	await until(async () => (await metric(RESETS)) > resets, { what: 'it gets a reset' });
	const last = await flood.stop();
	await slow.allShow(last, 20_000);
	const found = await slow.find(last);
	assert.deepEqual([found.lost, found.repeated, found.behind], [0, 0, 0]);
	assert.ok(found.resets >= 1, 'it was told the state as a whole');
	assert.deepEqual((await slow.times()).attempts, [], 'on the same connection');
	await until(async () => (await metric('chartwire_slow_readers')) === 0, { what: 'it is slow no more' });
});

describe('a reader that asks for more than it takes', () => {
	before(startNode);

	/** Subscribes so often to a large state, without reading, that more than 16 MB wait for it. */
	async function overfilled() {
		const cutOff = await metric(CUT_OFF);
		const large = await open(`large-${cutOff}`);
		await large.publish(resultEvent(newMarker(0), 200_000));
		const wire = await connectWire({ url: node.url, token: await chartwire.token(), scope: owner });
		const { epoch, seq } = await wire.subscribe({ chart: large.chart });
		wire.socket.pause();
		for (let id = 2; id <= 200; id += 1) wire.send({ type: 'subscribe', id, chart: large.chart });
		await until(async () => (await metric('chartwire_unread_bytes')) > MOST_UNREAD, {
			what: 'more waits for it than may',
		});
		const isCounted = () =>
			until(async () => (await metric(CUT_OFF)) === cutOff + 1, { what: 'it is counted as cut off' });
		return { large, wire, since: { epoch, seq }, isCounted };
	}

	test('I3 unread_bytes: is closed above 16 MB with a code that lets it come back, and then misses nothing', async () => {
		const { large, wire, since, isCounted } = await overfilled();
		wire.socket.resume();
		const { code } = await wire.closed;
		assert.deepEqual([code, isTerminalClose(code)], [4491, false]);
		await isCounted();
		await large.progress(3);
		const back = await connectWire({ url: node.url, token: await chartwire.token(), scope: owner });
		assert.equal((await back.subscribe({ chart: large.chart }, since)).recovered, true);
		await until(() => back.eventsOf(large.channel).length === 3, { what: 'what it missed has come' });
		assert.deepEqual(
			back.eventsOf(large.channel).map(({ seq }) => seq),
			[1, 2, 3].map((step) => since.seq + step),
		);
	});

	test('and never reads again is cut off, and what waited for it is let go', async () => {
		const { wire, isCounted } = await overfilled();
		await isCounted();
		await until(async () => (await metric('chartwire_unread_bytes')) === 0, { what: 'nothing waits any more' });
		wire.socket.resume();
		const { code } = await wire.closed;
		assert.deepEqual([code, isTerminalClose(code)], [1006, false]);
	});
});
