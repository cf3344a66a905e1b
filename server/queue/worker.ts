/** Adapts BullMQ to execute-run.ts, and leaves without harm: takes no more, finishes, hands back what is left. */
import { setTimeout as delay } from 'node:timers/promises';
import { DelayedError, type Job, Worker } from 'bullmq';
import { startLoop } from '../loop.ts';
import { parseRedisAddress } from '../redis/address.ts';
import { openRedis } from '../redis/connect.ts';
import { announce, retire } from './announce.ts';
import { type ExecuteDeps, endQuery, executeRun } from './execute-run.ts';
import { heartbeat } from './heartbeat.ts';
import { runAlone } from './lone-run.ts';
import { QUEUE_NAME, QUEUE_PREFIX, type RunJob } from './queue.ts';

export interface WorkerOptions {
	readonly url: string;
	readonly concurrency: number;
	readonly graceMs: number;
}

const HEARTBEAT_MS = 1_000;
/** How long a fetch waits after the queue's Redis has failed it. */
const FETCH_AGAIN_MS = 1_000;

/** How long a job that this build does not understand is left to others before it is offered again. */
const NOT_MINE_MS = 1_000;

/**
 * Begins what the job asks for. A job of a newer build is put back, for a worker of that build: nothing is lost, and the
 * run stays queued in Postgres. @throws DelayedError which tells BullMQ so
 */
async function begin(deps: ExecuteDeps, job: Job<RunJob>, options: BeginOptions): Promise<void> {
	const { data } = job;
	if (data.v === 1) return executeRun(deps, data.run);
	if (data.v === 2) return runAlone({ ...deps, endQuery: (run) => endQuery(deps, run) }, data.run, options.handBack);
	deps.log.warn({ version: (data as { v?: unknown }).v }, 'a job is for a worker of another build; it is left to it');
	await job.moveToDelayed(Date.now() + NOT_MINE_MS, options.token);
	throw new DelayedError();
}

interface BeginOptions {
	/** Aborted when the worker's grace is over. */
	readonly handBack: AbortSignal;
	/** The worker's hold on the job. */
	readonly token: string | undefined;
}

/** Returns what stops it: resolves when nothing runs any more. */
export function startWorker(deps: ExecuteDeps, options: WorkerOptions): () => Promise<void> {
	const executing = new Set<Promise<void>>();
	const handBack = new AbortController();
	let leaving = false;
	const address = parseRedisAddress(options.url);
	const connection = openRedis(address, { name: 'worker', manner: 'patient', log: deps.log });
	const worker = new Worker<RunJob>(
		QUEUE_NAME,
		async (job, token) => {
			// A fetch under way may still bring a job to a paused worker. The run stays queued in Postgres, and a sweeper
			// of another worker hands it over again.
			if (leaving) return;
			const execution = begin(deps, job, { handBack: handBack.signal, token });
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
		work: async () => {
			if (!leaving) await announce(deps, options.concurrency);
			await heartbeat(deps);
		},
	});

	return async () => {
		leaving = true;
		// Not awaited: pausing also waits for what runs, and that is bounded here by the grace.
		worker.pause(true).catch(() => undefined);
		retire(deps).catch(() => undefined);
		const settled = () => Promise.allSettled([...executing]);
		const grace = new AbortController();
		const late = delay(options.graceMs, 'late', { signal: grace.signal }).catch(() => undefined);
		if (executing.size > 0) deps.log.info({ runs: executing.size }, 'waiting for runs to end');
		if ((await Promise.race([settled(), late])) === 'late') {
			deps.active.stopAll('handed_back');
			handBack.abort();
			await settled();
		}
		grace.abort();
		await stopHeartbeat();
		await Promise.race([worker.close(true), delay(2_000, undefined, { ref: false })]);
		connection.disconnect();
	};
}
