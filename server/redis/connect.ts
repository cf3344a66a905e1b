/**
 * The one place that turns a Redis address into connections, and that knows how long each kind of use may wait.
 * What is common to all: a lost connection is made again at once, then ever later, but at least once a second.
 */
import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { Log } from '../log.ts';
import type { RedisAddress } from './address.ts';

export type RedisClient = Redis | Cluster;
/** As ioredis has them, but for the one that changes the type of every answer. */
export type ConnectionOptions = Omit<RedisOptions, 'replyMapping'>;

/**
 * `impatient`: a dead Redis fails a command at once, for whoever waits has a sweeper or a retry of its own.
 * `patient`: commands wait until Redis is back, as a worker of the queue has to.
 */
type Manner = 'impatient' | 'patient';

export interface OpenOptions {
	/** Names the connection in the log. */
	readonly name: string;
	readonly manner: Manner;
	readonly log: Log;
	/** An answer that takes longer is an error. Default: none, as blocking commands need. */
	readonly commandTimeoutMs?: number;
}

const CONNECT_TIMEOUT_MS = 5_000;
const SENTINEL_TIMEOUT_MS = 2_000;
const SLOTS_TIMEOUT_MS = 2_000;
/** With 100 ms between them an impatient command gives up after half a second of a cluster in disorder. */
const REDIRECTIONS = { impatient: 6, patient: 16 } as const;

const retryStrategy = (tries: number): number => Math.min(1_000, 25 * 2 ** Math.min(tries, 10));

export function openRedis(address: RedisAddress, { name, manner, log, commandTimeoutMs }: OpenOptions): RedisClient {
	const enableOfflineQueue = manner === 'patient';
	const options: ConnectionOptions = {
		connectTimeout: CONNECT_TIMEOUT_MS,
		maxRetriesPerRequest: manner === 'patient' ? null : 0,
		...(commandTimeoutMs === undefined ? {} : { commandTimeout: commandTimeoutMs }),
	};
	const client =
		address.kind === 'cluster'
			? openCluster(address, { options, manner })
			: openSingle(address, {
					...options,
					enableOfflineQueue,
					retryStrategy,
					// Without it ioredis gives up for good once it has asked each sentinel.
					sentinelRetryStrategy: retryStrategy,
					failoverDetector: true,
					// A former primary that has become a replica: ask again who the primary is.
					reconnectOnError: (error) => error.message.startsWith('READONLY'),
				});
	client.on('error', (error: Error) => log.warn({ connection: name, error: error.message }, 'redis connection'));
	return client;
}

/** A connection to the one server, or to the server that Sentinel says is primary. */
export function openSingle(address: Exclude<RedisAddress, { kind: 'cluster' }>, options: ConnectionOptions): Redis {
	if (address.kind === 'standalone') return new Redis(address.url, options);
	const { nodes, name, db, tls, sentinelUsername, sentinelPassword } = address;
	const sentinels = nodes.map((node) => ({ ...node }));
	return new Redis({
		...options,
		...accessOf(address),
		sentinels,
		name,
		db,
		...(sentinelUsername === undefined ? {} : { sentinelUsername }),
		...(sentinelPassword === undefined ? {} : { sentinelPassword }),
		...(tls ? { enableTLSForSentinelMode: true, sentinelTLS: {} } : {}),
		sentinelCommandTimeout: SENTINEL_TIMEOUT_MS,
	});
}

type ClusterAddress = Extract<RedisAddress, { kind: 'cluster' }>;

function openCluster(address: ClusterAddress, how: { options: ConnectionOptions; manner: Manner }): Cluster {
	const nodes = address.nodes.map((node) => ({ ...node }));
	return new Cluster(nodes, {
		enableOfflineQueue: how.manner === 'patient',
		maxRedirections: REDIRECTIONS[how.manner],
		slotsRefreshTimeout: SLOTS_TIMEOUT_MS,
		clusterRetryStrategy: retryStrategy,
		redisOptions: { ...how.options, ...accessOf(address) },
		// A certificate names a host, so the name must not be replaced by an address.
		...(address.tls ? { dnsLookup: (host, done) => done(null, host) } : {}),
	});
}

/** A connection to one node of a cluster, of its own. */
export function openNode(
	address: ClusterAddress,
	node: { host: string; port: number },
	options: ConnectionOptions,
): Redis {
	return new Redis({ ...options, ...accessOf(address), ...node });
}

function accessOf({ tls, username, password }: Exclude<RedisAddress, { kind: 'standalone' }>): ConnectionOptions {
	return {
		...(username === undefined ? {} : { username }),
		...(password === undefined ? {} : { password }),
		...(tls ? { tls: {} } : {}),
	};
}
