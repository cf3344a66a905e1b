/** Announcements that stop coming while every connection is healthy: noticed, said, mended, and made up for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { RedisStream } from '../../server/stream/redis.ts';
import type { EventMessage } from '../../widget/protocol.ts';
import { startChartwire } from '../support/chartwire.ts';
import { quietLog } from '../support/log.ts';
import { startRedis } from '../support/redis.ts';
import { startRedisProxy } from '../support/redis-proxy.ts';
import { scope } from '../support/scope.ts';
import { until } from '../support/until.ts';

const RING = { maxCount: 256, maxBytes: 1_000_000, maxAgeMs: 3_600_000 };

const rowsOf = (events: readonly EventMessage[]) =>
	events.flatMap(({ event }) => (event.kind === 'progress' ? [event.rows] : []));

test('I2 I3 a dead announcement path is noticed within 10 s, and its viewers receive what they missed, once, in order', async () => {
	const owner = scope();
	const redis = await startRedis(owner);
	const proxy = await startRedisProxy(owner, redis.port);
	const env = { REDIS_URL: proxy.url, CHARTWIRE_PING_MS: '55000' };
	const chartwire = await startChartwire(owner, { env });
	const stream = new RedisStream({ url: redis.url, ring: RING, log: quietLog });
	owner.defer(() => stream.close());
	await stream.settle(5_000);
	await chartwire.chart('watched', 'select 1 as n');
	const viewer = await chartwire.wire();
	const { channel } = await viewer.subscribe({ chart: 'watched' });
	await viewer.waitFor((frame) => frame.type === 'event' && frame.event.kind === 'result');

	const log: number[] = [];
	const publish = async (count: number) => {
		for (let index = 0; index < count; index += 1) {
			const rows = log.push(log.length + 1);
			const event = { kind: 'progress', run: 'r', rows, startedAt: 1 } as const;
			await stream.publish({ channel, event, key: `test-${rows}`, fence: { ordinal: 1_000_000, attempt: 1 } });
		}
	};
	const seen = () => rowsOf(viewer.eventsOf(channel));
	const readyz = async () => {
		const response = await fetch(`${chartwire.web().url}/readyz`);
		return { status: response.status, ...((await response.json()) as { parts: { stream: string } }) };
	};
	await publish(3);
	await until(() => seen().length === 3);
	// The top that follows a frame reads what was missed; the next one is almost a minute away.
	const last = viewer.eventsOf(channel).at(-1)?.seq;
	await viewer.waitFor((frame) => frame.type === 'top' && frame.seq === last);
	assert.equal((await readyz()).status, 200);

	proxy.swallow();
	const began = Date.now();
	await publish(20);
	await delay(1_000);
	assert.deepEqual(seen(), [1, 2, 3], 'the path is dead');
	assert.equal((await readyz()).status, 200, 'nothing has been noticed yet');
	const unready = await until(async () => ((await readyz()).status === 503 ? readyz() : false), { timeoutMs: 12_000 });
	const noticedMs = Date.now() - began;
	assert.ok(noticedMs <= 10_000, `it was noticed only after ${noticedMs} ms`);
	assert.equal(unready.parts.stream, 'unreachable');
	await until(() => seen().length === log.length, { what: 'the viewer has what it missed, though the path is dead' });

	await publish(5);
	proxy.pass();
	// The new connection's next probe comes back.
	await until(async () => (await readyz()).status === 200, { timeoutMs: 12_000, what: 'the node is ready again' });
	await publish(5);
	await until(() => seen().length === log.length, { what: 'the viewer has everything' });
	assert.deepEqual(seen(), log);
	assert.ok(!viewer.frames.some((frame) => frame.type === 'reset' && frame.seq > 3), 'a replay, not a reset');
});
