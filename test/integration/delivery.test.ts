/** What reaches a viewer, against a log of what was published; the publisher is a process's part of its own, the viewers are real sockets. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { Redis } from 'ioredis';
import { RedisStream } from '../../server/stream/redis.ts';
import type { EventMessage, ResetMessage } from '../../widget/protocol.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { quietLog } from '../support/log.ts';
import { scope } from '../support/scope.ts';
import { until } from '../support/until.ts';

const owner = scope();
const RING = { maxCount: 64, maxBytes: 1_000_000, maxAgeMs: 3_600_000 };
let chartwire: Chartwire;
let stream: RedisStream;
let charts = 0;

before(async () => {
	chartwire = await startChartwire(owner, { env: { CHARTWIRE_RING_MAX_COUNT: '64', CHARTWIRE_PING_MS: '1000' } });
	stream = new RedisStream({ url: chartwire.redis.url, ring: RING, log: quietLog });
	owner.defer(() => stream.close());
	await stream.settle(5_000);
});

/** A chart with its first result, watched by one viewer. */
async function watched() {
	charts += 1;
	const name = `quiet-${charts}`;
	await chartwire.chart(name, `select ${charts} as n`);
	const viewer = await chartwire.wire();
	const { channel } = await viewer.subscribe({ chart: name });
	await viewer.waitFor((frame) => frame.type === 'event' && frame.event.kind === 'result');
	const log: number[] = [];
	const publish = async (count: number) => {
		for (let index = 0; index < count; index += 1) {
			const rows = log.length + 1;
			log.push(rows);
			const event = { kind: 'progress', run: 'r', rows, startedAt: 1 } as const;
			await stream.publish({ channel, event, key: `test-${rows}`, fence: { ordinal: 1_000_000, attempt: 1 } });
		}
	};
	return { name, viewer, channel, log, publish };
}

const rowsOf = (events: readonly EventMessage[]) =>
	events.flatMap(({ event }) => (event.kind === 'progress' ? [event.rows] : []));

describe('a viewer whose socket was cut', () => {
	test('I2 I3 receives exactly the 50 events of the meantime, once each, in order', async () => {
		const { name, viewer, channel, log, publish } = await watched();
		await publish(5);
		await until(() => rowsOf(viewer.eventsOf(channel)).length === 5);
		const { epoch, seq } = viewer.eventsOf(channel).at(-1) as EventMessage;
		viewer.cut();
		await publish(50);
		const again = await chartwire.wire();
		const answer = await again.subscribe({ chart: name }, { epoch, seq });
		assert.equal(answer.recovered, true);
		await publish(3);
		await until(() => rowsOf(again.eventsOf(channel)).length >= 53);
		assert.deepEqual(rowsOf(again.eventsOf(channel)), log.slice(5));
		assert.ok(!again.frames.some((frame) => frame.type === 'reset'));
		assert.deepEqual(
			again.eventsOf(channel).map((event) => event.seq),
			Array.from({ length: 53 }, (_, index) => seq + 1 + index),
		);
	});

	test('I3 receives one reset with the newest state when the ring no longer covers the meantime', async () => {
		const { name, viewer, channel, log, publish } = await watched();
		const { epoch, seq } = viewer.eventsOf(channel).at(-1) as EventMessage;
		viewer.cut();
		await publish(100);
		const again = await chartwire.wire();
		assert.equal((await again.subscribe({ chart: name }, { epoch, seq })).recovered, false);
		const reset = (await again.waitForType('reset')) as ResetMessage;
		assert.equal(reset.seq, seq + 100);
		assert.equal(reset.snapshot.run?.kind === 'progress' && reset.snapshot.run.rows, log.at(-1));
		assert.equal(reset.snapshot.result?.kind, 'result');
		assert.equal(rowsOf(again.eventsOf(channel)).length, 0);
	});

	test('I6 misses nothing and gets nothing twice when it joins while events pour', async () => {
		const { name, channel, log, publish } = await watched();
		let pouring = true;
		const pour = (async () => {
			while (pouring) await publish(5);
		})();
		const viewers = await Promise.all(
			Array.from({ length: 20 }, async () => {
				const viewer = await chartwire.wire();
				await viewer.subscribe({ chart: name });
				return viewer;
			}),
		);
		await until(() => viewers.every((viewer) => rowsOf(viewer.eventsOf(channel)).length > 20));
		pouring = false;
		await pour;
		for (const viewer of viewers) {
			await until(() => rowsOf(viewer.eventsOf(channel)).at(-1) === log.at(-1));
			const reset = viewer.frames.find((frame): frame is ResetMessage => frame.type === 'reset');
			const seen = rowsOf(viewer.eventsOf(channel));
			const first = reset?.snapshot.run?.kind === 'progress' ? reset.snapshot.run.rows : 0;
			assert.deepEqual(seen, log.slice(first));
		}
	});
});

describe('a viewer who stays', () => {
	test('I5 gets the same bytes as every other', async () => {
		const { name, viewer, channel, publish } = await watched();
		const other = await chartwire.wire();
		await other.subscribe({ chart: name });
		await publish(4);
		for (const each of [viewer, other]) await until(() => rowsOf(each.eventsOf(channel)).length === 4);
		const textsOf = (texts: readonly string[]) => texts.filter((text) => text.includes('"progress"'));
		assert.deepEqual(textsOf(viewer.texts), textsOf(other.texts));
	});

	test('is told the top once the channel has fallen quiet', async () => {
		const { viewer, channel } = await watched();
		const { seq } = viewer.eventsOf(channel).at(-1) as EventMessage;
		await viewer.waitForType('ping');
		viewer.send({ type: 'pong' });
		const top = await viewer.waitForType('top');
		assert.deepEqual([top.channel, top.seq], [channel, seq]);
	});

	test('I4 gets a reset of a new epoch with the last good result when its channel was lost', async () => {
		const { viewer, channel } = await watched();
		const before = viewer.eventsOf(channel).at(-1) as EventMessage;
		const admin = new Redis(chartwire.redis.url);
		await admin.flushall();
		admin.disconnect();
		const back = await viewer.waitFor(
			(frame): frame is EventMessage =>
				frame.type === 'event' && frame.epoch !== before.epoch && frame.event.kind === 'result',
		);
		assert.deepEqual(back.event, before.event);
		const reset = viewer.frames.findLast((frame): frame is ResetMessage => frame.type === 'reset');
		assert.equal(reset?.epoch, back.epoch);
	});

	test('I11 gets the last good result back also when a publication has begun the new epoch', async () => {
		charts += 1;
		const name = `restored-${charts}`;
		await chartwire.chart(name, `select pg_sleep(case when now() > '2020-01-01' then 0 else 1 end), ${charts} as n`);
		const viewer = await chartwire.wire();
		const { channel } = await viewer.subscribe({ chart: name });
		const first = await viewer.waitFor(
			(frame): frame is EventMessage => frame.type === 'event' && frame.event.kind === 'result',
		);
		await viewer.close();
		const admin = new Redis(chartwire.redis.url);
		await admin.flushall();
		admin.disconnect();
		// An author asks the chart's question: its run is told to the chart's channel by the worker, before anybody reads it.
		await chartwire.chart(name, `select pg_sleep(1), ${charts} as m`);
		const again = await chartwire.wire();
		await again.subscribe({ chart: name });
		const result = await again.waitFor(
			(frame) =>
				(frame.type === 'event' && frame.event.kind === 'result') ||
				(frame.type === 'reset' && frame.snapshot.result !== undefined),
		);
		const shown = result.type === 'reset' ? result.snapshot.result : 'event' in result ? result.event : undefined;
		assert.deepEqual(shown, first.event);
		assert.equal(first.channel, channel);
	});

	test('I7 hears the end of a run once, however often it is told', async () => {
		const run = await chartwire.run('select 1 as once');
		await until(async () => (await chartwire.api('GET', `/v1/runs/${run}`)).body['state'] === 'succeeded');
		const viewer = await chartwire.wire();
		const { channel } = await viewer.subscribe({ run });
		const [attachment] = await chartwire.control<
			{ ordinal: string }[]
		>`select ordinal from attachments where run = ${run}`;
		const ordinal = Number(attachment?.ordinal);
		const event = { kind: 'canceled', run } as const;
		const told = await stream.publish({
			channel,
			event,
			key: `${run}:${ordinal}:1:succeeded`,
			fence: { ordinal, attempt: 1 },
		});
		const late = await stream.publish({ channel, event, key: 'a late attempt', fence: { ordinal, attempt: 0 } });
		assert.deepEqual([told.outcome, late.outcome], ['duplicate', 'fenced']);
		const running = { kind: 'running', run, startedAt: 1 } as const;
		const [earlier] = await chartwire.control<{ attempt: number }[]>`select attempt from runs where id = ${run}`;
		const stale = await stream.publish({
			channel,
			event: running,
			key: 'a late word',
			fence: { ordinal, attempt: (earlier?.attempt ?? 0) * 8 + 2 },
		});
		assert.equal(stale.outcome, 'fenced', 'what was true before the end is not told after it');
		await chartwire.control`update attachments set published = null where run = ${run}`;
		await chartwire.control`update runs set told = false where id = ${run}`;
		await until(
			async () =>
				(await chartwire.control`select from attachments where run = ${run} and published is not null`).length === 1,
		);
		assert.equal(viewer.eventsOf(channel).length, 0);
	});
});
