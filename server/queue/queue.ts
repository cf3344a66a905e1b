/** The queue between web nodes and workers: its name, its jobs, and how a run becomes one. */
import { Queue } from 'bullmq';
import type { Log } from '../log.ts';
import { parseRedisAddress } from '../redis/address.ts';
import { openRedis } from '../redis/connect.ts';

export const QUEUE_NAME = 'runs';
/** In braces, so that a Redis Cluster keeps all of the queue's keys together. */
export const QUEUE_PREFIX = '{chartwire}';

/**
 * `v` is the payload's version. A run is handed over in the oldest version that can say what is to be done, so that
 * workers of the build before understand it; a worker leaves what it does not understand to another.
 */
export type RunJob =
	| { readonly v: 1; readonly run: string }
	/** A worker was lost with this run: it runs alone in a process. */
	| { readonly v: 2; readonly run: string; readonly alone: true };

export const QUEUE_STATES = ['wait', 'active', 'delayed'] as const;
export type QueueState = (typeof QUEUE_STATES)[number];

export interface RunQueue {
	/** The same attempt of a run is one job, however often it is handed over. */
	handOver(run: string, attempt: number, alone: boolean): Promise<void>;
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
		async handOver(run, attempt, alone) {
			const job: RunJob = alone ? { v: 2, run, alone } : { v: 1, run };
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
