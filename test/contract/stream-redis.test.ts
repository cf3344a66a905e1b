import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { LONGEST_LEASE_MS } from '../../server/stream/stream.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { startRedis } from '../support/redis.ts';
import { startStandalone } from '../support/redis-topologies.ts';
import { type Scope, scope } from '../support/scope.ts';
import { until } from '../support/until.ts';
import { contractOn, once, openStream, progress } from './on-redis.ts';

contractOn('redis', once(startStandalone));

async function fixture(owner: Scope, options: { persist?: boolean } = {}) {
	const redis = await startRedis(owner, options);
	const stream = await openStream(redis.url);
	owner.defer(() => stream.close());
	return { redis, stream };
}

test('I4 after FLUSHALL a new epoch begins, and an old position is answered by a reset', async () => {
	const { redis, stream } = await fixture(scope());
	const first = await stream.read('c');
	for (let rows = 1; rows <= 5; rows += 1) await stream.publish(progress('c', rows));
	const admin = new Redis(redis.url);
	await admin.flushall();
	admin.disconnect();
	const published = await stream.publish(progress('c', 1));
	assert.notEqual(published.epoch, first.epoch);
	assert.deepEqual([published.outcome, published.seq, published.fresh], ['published', 1, true]);
	const history = await stream.read('c', { epoch: first.epoch, seq: 3 });
	assert.deepEqual([history.recovered, history.seq], [false, 1]);
});

for (const part of ['ring', 'snapshot', 'told']) {
	test(`I4 eviction of the key ${part} alone begins a new epoch, and nothing is told in part`, async () => {
		const { redis, stream } = await fixture(scope());
		const first = await stream.read('c');
		for (let rows = 1; rows <= 3; rows += 1) await stream.publish(progress('c', rows));
		const admin = new Redis(redis.url);
		await admin.del(`cw:{c}:${part}`);
		admin.disconnect();
		const published = await stream.publish(progress('c', 3));
		assert.notEqual(published.epoch, first.epoch);
		assert.deepEqual([published.outcome, published.seq, published.fresh], ['published', 1, true]);
		assert.equal((await stream.read('c', { epoch: first.epoch, seq: 2 })).recovered, false);
	});
}

test('I4 eviction of the meta key alone begins a new epoch', async () => {
	const { redis, stream } = await fixture(scope());
	const first = await stream.read('c');
	await stream.publish(progress('c', 1));
	const admin = new Redis(redis.url);
	await admin.del('cw:{c}:meta');
	admin.disconnect();
	const history = await stream.read('c', { epoch: first.epoch, seq: 0 });
	assert.notEqual(history.epoch, first.epoch);
	assert.deepEqual([history.recovered, history.fresh, history.seq], [false, true, 0]);
});

test('I4 a Redis that was killed and came back with its data begins a new epoch and keeps the snapshot', async () => {
	const { redis, stream } = await fixture(scope(), { persist: true });
	const first = await stream.read('c');
	for (let rows = 1; rows <= 3; rows += 1) await stream.publish(progress('c', rows));
	await delay(1_200); // appendfsync everysec
	await redis.kill();
	await redis.restart();
	await stream.settle(5_000);
	const history = await stream.read('c', { epoch: first.epoch, seq: 3 });
	assert.notEqual(history.epoch, first.epoch);
	assert.equal(history.recovered, false);
	assert.match(history.frames[0]?.text ?? '', /"snapshot":\{"run":\{"kind":"progress","run":"r","rows":3/);
	const published = await stream.publish(progress('c', 3));
	assert.deepEqual([published.outcome, published.epoch, published.seq], ['published', history.epoch, 1]);
});

test('I10 a lease given before the clock of Redis was set back ends within the longest lease there is', async () => {
	const owner = scope();
	const clock = fakeClock();
	clock.set(3_600_000);
	const redis = await startRedis(owner, { env: clock.env });
	const [stream, admin] = [await openStream(redis.url), new Redis(redis.url)];
	owner.defer(() => Promise.all([stream.close(), admin.disconnect()]));
	await stream.want(['c'], 30_000);
	const nowMs = async () => Number((await admin.time())[0]) * 1_000;
	const endOf = async () => Number(await admin.zscore('cw:demand', 'c')) - (await nowMs());
	assert.ok((await nowMs()) > Date.now() + 3_500_000, 'its clock is an hour ahead');
	clock.set(0);
	await until(async () => (await nowMs()) < Date.now() + 1_000, { what: 'its clock is set back' });
	assert.ok((await endOf()) > 3_500_000, 'the lease would last for an hour');
	assert.deepEqual(await stream.wanted(), ['c']);
	assert.ok((await endOf()) <= LONGEST_LEASE_MS + 1_000, `the lease lasts for ${await endOf()} ms`);
});

test('I4 a clock of Redis that is set forwards and back neither gives a number twice nor leaves any out', async () => {
	const owner = scope();
	const clock = fakeClock();
	const redis = await startRedis(owner, { env: clock.env });
	const [stream, admin] = [await openStream(redis.url), new Redis(redis.url)];
	owner.defer(() => Promise.all([stream.close(), admin.disconnect()]));
	const { epoch } = await stream.read('c');
	let rows = 0;
	for (const aheadMs of [7_200_000, -7_200_000, 600_000, 0]) {
		await stream.publish(progress('c', ++rows));
		clock.set(aheadMs);
		const offMs = async () => Number((await admin.time())[0]) * 1_000 - Date.now() - aheadMs;
		await until(async () => Math.abs(await offMs()) < 2_000, { what: 'its clock is set' });
		const published = await stream.publish(progress('c', ++rows));
		assert.deepEqual([published.epoch, published.seq], [epoch, rows]);
		// What is older than the ring's age by the new clock has left it: then one reset says all.
		const history = await stream.read('c', { epoch, seq: rows - 2 });
		const last = history.frames.at(-1)?.text ?? '';
		assert.equal(history.recovered ? history.frames.length : 1, history.recovered ? 2 : history.frames.length);
		assert.match(last, new RegExp(`"rows":${rows},`));
	}
});

test('a dead Redis fails a publish at once, and listeners go on when it is back', async () => {
	const { redis, stream } = await fixture(scope());
	const heard: number[] = [];
	let interruptions = 0;
	await stream.listen('c', (frame) => heard.push(frame.seq));
	stream.onInterrupted(() => {
		interruptions += 1;
	});
	await stream.publish(progress('c', 1));
	await until(() => heard.length === 1);
	await redis.kill();
	const began = Date.now();
	await assert.rejects(stream.publish(progress('c', 2)));
	assert.ok(Date.now() - began < 1_000);
	await redis.restart();
	await until(() => interruptions > 0, { timeoutMs: 5_000 });
	await stream.settle(5_000);
	await stream.publish(progress('c', 3));
	await until(() => heard.length === 2, { timeoutMs: 2_000 });
	assert.deepEqual(heard, [1, 1]);
});

test('I5 every key of a channel shares one hash tag', async () => {
	const { redis, stream } = await fixture(scope());
	await stream.publish(progress('one', 1));
	const admin = new Redis(redis.url);
	const keys = await admin.keys('*');
	admin.disconnect();
	assert.ok(keys.length >= 3);
	assert.deepEqual(
		keys.filter((key) => !key.includes('{one}')),
		[],
	);
});
