/**
 * The three ways in which Redis is deployed, as real processes on free loopback ports, each ready in a few seconds and
 * with its failure detection turned to less than a second. Sentinel and Cluster have a replica that can be promoted
 * with writes lost: those that were acknowledged while it was cut off.
 */
import { freePort } from '../../server/embedded/ports.ts';
import { startRedis } from './redis.ts';
import { type RedisServer, startServer } from './redis-servers.ts';
import type { Scope } from './scope.ts';
import { until } from './until.ts';

export interface Topology {
	readonly url: string;
}

export interface ReplicatedTopology extends Topology {
	/** The keys with a hash tag of this list are on the primary that has the replica. */
	readonly tags: readonly string[];
	readonly primary: RedisServer;
	/** Resolves when the replica has all that the primary had at the call, however much is written meanwhile. */
	replicated(): Promise<unknown>;
	/** From here on the primary acknowledges what the replica never receives. */
	cutReplica(): Promise<void>;
	/** Kills the primary, lets the replica go on, and waits until it is primary. */
	failOver(): Promise<void>;
}

export async function startStandalone(scope: Scope): Promise<Topology> {
	return { url: (await startRedis(scope)).url };
}

export const roleOf = async ({ admin }: RedisServer) => /role:(\w+)/.exec(await admin.info('replication'))?.[1];

async function offsetOf({ admin }: RedisServer, name: string): Promise<number> {
	const offset = new RegExp(`${name}:(\\d+)`).exec(await admin.info('replication'))?.[1];
	return offset === undefined ? Number.NaN : Number(offset);
}

export const isSynchronised = async ({ admin }: RedisServer) =>
	/master_link_status:up/.test(await admin.info('replication'));

/** A stopped process still has what the kernel received for it; so its connection is closed before anything is lost. */
function replication(primary: RedisServer, replica: RedisServer) {
	return {
		primary,
		async replicated() {
			const all = await offsetOf(primary, 'master_repl_offset');
			const arrived = async () => (await offsetOf(replica, 'slave_repl_offset')) >= all;
			await until(arrived, { what: 'the replica has everything' });
		},
		async cutReplica() {
			replica.signal('SIGSTOP');
			await primary.admin.call('CLIENT', 'KILL', 'TYPE', 'replica');
		},
		async failOver() {
			await primary.kill();
			replica.signal('SIGCONT');
			const promoted = async () => (await roleOf(replica)) === 'master';
			await until(promoted, { timeoutMs: 20_000, what: 'the replica is promoted' });
		},
	};
}

const NAME = 'chartwire';

/** One primary, one replica, both with this environment, and three sentinels. */
export async function startSentinel(
	scope: Scope,
	env: Readonly<Record<string, string>> = {},
): Promise<ReplicatedTopology & { readonly replica: RedisServer }> {
	const common = { 'repl-diskless-sync-delay': '0' };
	const primary = await startServer(scope, { settings: common, env });
	const replica = await startServer(scope, { settings: { ...common, replicaof: `127.0.0.1 ${primary.port}` }, env });
	// One sentinel notices first and asks the others for their votes; when all notice at once, the votes may be split,
	// and the next election is seconds later.
	const lines = (index: number) => [
		`sentinel monitor ${NAME} 127.0.0.1 ${primary.port} 1`,
		`sentinel down-after-milliseconds ${NAME} ${index === 0 ? 300 : 5_000}`,
		`sentinel failover-timeout ${NAME} 3000`,
	];
	await until(() => isSynchronised(replica), { what: 'the replica is synchronised' });
	const sentinels = await Promise.all([0, 1, 2].map((index) => startServer(scope, { sentinel: lines(index) })));
	// Faster than any production would want it.
	const periods = ['INFO-PERIOD', '200', 'PUBLISH-PERIOD', '200', 'PING-PERIOD', '100', 'ASK-PERIOD', '200'];
	await Promise.all(sentinels.map(({ admin }) => admin.call('SENTINEL', 'DEBUG', ...periods)));
	const know = async ({ admin }: RedisServer) => {
		const about = (await admin.call('SENTINEL', 'MASTER', NAME)) as string[];
		const said = (name: string) => about[about.indexOf(name) + 1];
		return said('num-slaves') === '1' && said('num-other-sentinels') === '2';
	};
	for (const sentinel of sentinels) await until(() => know(sentinel), { what: 'the sentinels know each other' });
	const hosts = sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',');
	const url = `redis+sentinel://${hosts}/${NAME}`;
	return { url, tags: ['a', 'b', 'c'], replica, ...replication(primary, replica) };
}

const SLOTS = 16_384;

/** Three primaries, the first of them with a replica. */
export async function startCluster(scope: Scope): Promise<ReplicatedTopology & { readonly servers: RedisServer[] }> {
	const start = async () =>
		startServer(scope, {
			settings: {
				'cluster-enabled': 'yes',
				'cluster-node-timeout': '700',
				'cluster-replica-validity-factor': '0',
				// The usual port for the bus, this one and 10,000, may be above the highest port.
				'cluster-port': String(await freePort()),
				'cluster-allow-replica-migration': 'no',
				'repl-diskless-sync-delay': '0',
			},
		});
	const servers = await Promise.all([start(), start(), start(), start()]);
	const [first, , , replica] = servers as [RedisServer, RedisServer, RedisServer, RedisServer];
	const primaries = servers.slice(0, 3);
	for (const [index, { admin }] of primaries.entries()) {
		const from = Math.floor((SLOTS * index) / 3);
		const to = Math.floor((SLOTS * (index + 1)) / 3) - 1;
		await admin.call('CLUSTER', 'SET-CONFIG-EPOCH', index + 1);
		await admin.call('CLUSTER', 'ADDSLOTSRANGE', from, to);
	}
	for (const { port, admin } of servers.slice(1)) {
		const busPort = String(((await admin.call('CONFIG', 'GET', 'cluster-port')) as string[])[1]);
		await first.admin.call('CLUSTER', 'MEET', '127.0.0.1', port, busPort);
	}
	const id = String(await first.admin.call('CLUSTER', 'MYID'));
	const follows = async () =>
		await replica.admin.call('CLUSTER', 'REPLICATE', id).then(
			() => true,
			() => false,
		);
	await until(follows, { what: 'the replica knows its primary' });
	await until(() => isSynchronised(replica), { what: 'the replica is synchronised' });
	const complete = async ({ admin }: RedisServer) => {
		const info = String(await admin.call('CLUSTER', 'INFO'));
		return /cluster_state:ok/.test(info) && /cluster_known_nodes:4/.test(info);
	};
	for (const server of servers) await until(() => complete(server), { what: 'the cluster is complete' });
	// Clients learn of the replica from any node.
	for (const { admin } of primaries) {
		const listed = async () => String(await admin.call('CLUSTER', 'NODES')).includes('slave');
		await until(listed, { what: 'every node knows the replica' });
	}
	return {
		url: `redis+cluster://${primaries.map(({ port }) => `127.0.0.1:${port}`).join(',')}`,
		tags: await tagsOf(first, SLOTS / 3),
		servers,
		...replication(first, replica),
	};
}

async function tagsOf({ admin }: RedisServer, below: number): Promise<string[]> {
	const tags = Array.from({ length: 40 }, (_, index) => `tag-${index}`);
	const slots = await Promise.all(tags.map((tag) => admin.call('CLUSTER', 'KEYSLOT', tag)));
	return tags.filter((_, index) => Number(slots[index]) < Math.floor(below));
}
