/** The queue between web nodes and workers: its name, its jobs, and how a run becomes one. */
import { Queue } from 'bullmq';
import type { Log } from '../log.ts';
import { parseRedisAddress } from '../redis/address.ts';
import { openRedis } from '../redis/connect.ts';

export const QUEUE_NAME = 'runs';
/** In braces, so that a Redis Cluster keeps all of the queue's keys together. */
export const QUEUE_PREFIX = '{chartwire}';

/** `v` is the payload's version: an older worker leaves a newer job to a newer worker. */
export interface RunJob {
	readonly v: 1;
	readonly run: string;
}

export const QUEUE_STATES = ['wait', 'active', 'delayed'] as const;
export type QueueState = (typeof QUEUE_STATES)[number];

export interface RunQueue {
	/** The same attempt of a run is one job, however often it is handed over. */
	handOver(run: string, attempt: number): Promise<void>;
	/** Jobs that wait for a worker, that one works on, and that wait for a moment. */
	lengths(): Promise<Readonly<Record<QueueState, number>>>;
	close(): Promise<void>;
}

export function openQueue(options: { readonly url: string; readonly log: Log }): RunQueue {
	// A dead Redis must fail at once: the sweeper hands over again.
	const { url, log } = options;
	const connection = openRedis(parseRedisAddress(url), { name: 'queue', manner: 'impatient', log });
	const queue = new Queue<RunJob>(QUEUE_NAME, { prefix: QUEUE_PREFIX, connection });
	// The connection's own errors are logged where it is opened.
	queue.on('error', () => undefined);
	return {
		async handOver(run, attempt) {
			const job = { v: 1, run } as const;
			await queue.add('run', job, { jobId: `${run}.${attempt}`, removeOnComplete: true, removeOnFail: true });
		},
		async lengths() {
			const { wait = 0, active = 0, delayed = 0 } = await queue.getJobCounts(...QUEUE_STATES);
			return { wait, active, delayed };
		},
		async close() {
			await queue.close();
			connection.disconnect();
		},
	};
}
