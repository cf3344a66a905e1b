/** Adapts BullMQ to execute-run.ts, and leaves without harm: takes no more, finishes, hands back what is left. */
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'bullmq';
import { startLoop } from '../loop.ts';
import { parseRedisAddress } from '../redis/address.ts';
import { openRedis } from '../redis/connect.ts';
import { type ExecuteDeps, executeRun } from './execute-run.ts';
import { heartbeat } from './heartbeat.ts';
import { QUEUE_NAME, QUEUE_PREFIX, type RunJob } from './queue.ts';

export interface WorkerOptions {
	readonly url: string;
	readonly concurrency: number;
	readonly graceMs: number;
}

const HEARTBEAT_MS = 1_000;
/** How long a fetch waits after the queue's Redis has failed it. */
const FETCH_AGAIN_MS = 1_000;

/** Returns what stops it: resolves when nothing runs any more. */
export function startWorker(deps: ExecuteDeps, options: WorkerOptions): () => Promise<void> {
	const executing = new Set<Promise<void>>();
	let leaving = false;
	const address = parseRedisAddress(options.url);
	const connection = openRedis(address, { name: 'worker', manner: 'patient', log: deps.log });
	const worker = new Worker<RunJob>(
		QUEUE_NAME,
		async (job) => {
			// A fetch under way may still bring a job to a paused worker. The run stays queued in Postgres, and a sweeper
			// of another worker hands it over again.
			if (leaving) return;
			if (job.data.v !== 1) throw new Error(`a job of version ${String(job.data.v)} is for a newer worker`);
			const execution = executeRun(deps, job.data.run);
			executing.add(execution);
			await execution.finally(() => executing.delete(execution));
		},
		{
			prefix: QUEUE_PREFIX,
			connection,
			concurrency: options.concurrency,
			runRetryDelay: FETCH_AGAIN_MS,
		},
	);
	worker.on('error', (error) => deps.log.warn({ connection: 'worker', error: error.message }, 'redis connection'));
	worker.on('failed', (_job, error) => deps.log.warn({ error: error.message }, 'a job failed'));
	const stopHeartbeat = startLoop({
		name: 'heartbeat',
		everyMs: HEARTBEAT_MS,
		log: deps.log,
		work: () => heartbeat(deps),
	});

	return async () => {
		leaving = true;
		// Not awaited: pausing also waits for what runs, and that is bounded here by the grace.
		worker.pause(true).catch(() => undefined);
		const settled = () => Promise.allSettled([...executing]);
		const grace = new AbortController();
		const late = delay(options.graceMs, 'late', { signal: grace.signal }).catch(() => undefined);
		if (executing.size > 0) deps.log.info({ runs: executing.size }, 'waiting for runs to end');
		if ((await Promise.race([settled(), late])) === 'late') {
			deps.active.stopAll('handed_back');
			await settled();
		}
		grace.abort();
		await stopHeartbeat();
		await Promise.race([worker.close(true), delay(2_000, undefined, { ref: false })]);
		connection.disconnect();
	};
}
