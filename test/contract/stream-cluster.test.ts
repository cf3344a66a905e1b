import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RedisServer } from '../support/redis-servers.ts';
import { startCluster } from '../support/redis-topologies.ts';
import { scope } from '../support/scope.ts';
import { until } from '../support/until.ts';
import { contractOn, failoverOn, once, openStream, progress, Seen } from './on-redis.ts';

const cluster = once(startCluster);

contractOn('a redis cluster', cluster);

test('I4 Cluster: listeners on every primary hear, also after a slot has moved to another one', async () => {
	const owner = scope();
	const { url, servers, tags } = await cluster();
	const stream = await openStream(url);
	owner.defer(() => stream.close());
	const seen = new Map<string, Seen>();
	let interruptions = 0;
	stream.onInterrupted(() => {
		interruptions += 1;
	});
	const channels = [...tags.slice(0, 2), ...Array.from({ length: 20 }, (_, index) => `other-${index}`)];
	for (const channel of channels) {
		const its = new Seen();
		seen.set(channel, its);
		await stream.listen(channel, its.hear);
	}
	const publishAll = async (rows: number) => {
		for (const channel of channels) {
			const told = () => stream.publish(progress(channel, rows)).catch(() => undefined);
			await until(told, { what: `${channel} is published to` });
		}
	};
	const allHeard = (count: number) =>
		until(() => channels.every((channel) => seen.get(channel)?.heard.length === count), { what: `${count} are heard` });
	await publishAll(1);
	await allHeard(1);
	assert.equal(interruptions, 0);

	const moved = channels[0] ?? '';
	await moveSlot(servers[0], servers[1], moved);
	// Sooner than the probes would notice.
	await until(() => interruptions > 0, { timeoutMs: 2_000, what: 'the listener resubscribes' });
	await publishAll(2);
	await allHeard(2);
	await stream.ping();
	const [before, after] = seen.get(moved)?.heard ?? [];
	assert.notEqual(before?.epoch, after?.epoch);
	const stayed = seen.get(channels[1] ?? '')?.heard ?? [];
	assert.equal(stayed[0]?.epoch, stayed[1]?.epoch);
});

failoverOn('Cluster', cluster);

/** As redis-cli does it: keys first, then the owner, which takes the subscriptions of the slot from the old one. */
async function moveSlot(from: RedisServer | undefined, to: RedisServer | undefined, tag: string): Promise<void> {
	assert.ok(from !== undefined && to !== undefined, 'two primaries');
	const slot = Number(await from.admin.call('CLUSTER', 'KEYSLOT', tag));
	const [source, target] = await Promise.all([from, to].map(({ admin }) => admin.call('CLUSTER', 'MYID')));
	await to.admin.call('CLUSTER', 'SETSLOT', slot, 'IMPORTING', String(source));
	await from.admin.call('CLUSTER', 'SETSLOT', slot, 'MIGRATING', String(target));
	const keys = (await from.admin.call('CLUSTER', 'GETKEYSINSLOT', slot, 100)) as string[];
	await from.admin.call('MIGRATE', '127.0.0.1', to.port, '', 0, 5_000, 'KEYS', ...keys);
	for (const { admin } of [to, from]) await admin.call('CLUSTER', 'SETSLOT', slot, 'NODE', String(target));
}
