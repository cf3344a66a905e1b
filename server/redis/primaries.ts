/**
 * Which primary announces a channel, and connections to it that only subscribe. With one server, or behind Sentinel,
 * there is one primary; in a cluster it is the one that owns the channel's slot, for sharded pub/sub stays within it.
 */
import { Cluster, Command, type Redis } from 'ioredis';
import type { RedisAddress } from './address.ts';
import { type ConnectionOptions, openNode, openSingle, type RedisClient } from './connect.ts';

export interface Primaries {
	/** Undefined while nobody is known to own it. */
	ownerOf(channel: string): string | undefined;
	/** Not connected yet; ends for good when it is lost. */
	open(owner: string): Redis;
	/** Asks again who owns what; never rejects. */
	refresh(): Promise<void>;
}

/** A connection that ends when it is lost: its owner then looks again where to connect. */
const ONCE: ConnectionOptions = {
	lazyConnect: true,
	retryStrategy: () => null,
	sentinelRetryStrategy: () => null,
	enableOfflineQueue: false,
	autoResubscribe: false,
	maxRetriesPerRequest: 0,
	connectTimeout: 3_000,
	commandTimeout: 5_000,
};

/** `commands` is asked for the map of slots. */
export function primariesOf(address: RedisAddress, commands: RedisClient): Primaries {
	if (address.kind !== 'cluster') {
		return { ownerOf: () => 'primary', open: () => openSingle(address, ONCE), refresh: async () => {} };
	}
	if (!(commands instanceof Cluster)) throw new Error('a cluster is asked by a client for clusters');
	return {
		ownerOf: (channel) => commands.slots[slotOf(channel)]?.[0],
		open: (owner) => {
			const colon = owner.lastIndexOf(':');
			return openNode(address, { host: owner.slice(0, colon), port: Number(owner.slice(colon + 1)) }, ONCE);
		},
		refresh: () => new Promise((resolve) => commands.refreshSlotsCache(() => resolve())),
	};
}

const slotOf = (channel: string): number => Number(new Command('ssubscribe', [channel]).getSlot());

/** The owner that a MOVED error names, if it is one: `MOVED 3999 10.0.0.7:6379`. */
export function movedTo(error: unknown): string | undefined {
	return error instanceof Error ? /^MOVED \d+ (\S+:\d+)$/.exec(error.message)?.[1] : undefined;
}
