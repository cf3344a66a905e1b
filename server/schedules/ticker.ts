/**
 * The tick of schedules: a job scheduler of BullMQ for each, whose jobs say that a time has come. Redis may lose them all:
 * what is due stands in Postgres, a job only says when to look, and they are put back from there.
 */
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import type { Log } from '../log.ts';
import { QUEUE_PREFIX } from '../queue/queue.ts';
import { parseRedisAddress } from '../redis/address.ts';
import { openRedis } from '../redis/connect.ts';
import { nextTime, type Timing } from './cron.ts';

export const TICK_QUEUE = 'schedules';

export interface ScheduleTiming extends Timing {
	readonly project: string;
	readonly name: string;
}

type ScheduleName = Pick<ScheduleTiming, 'project' | 'name'>;

export interface Ticker {
	/** Begins to tick, or goes on by other times. */
	put(schedule: ScheduleTiming): Promise<void>;
	drop(schedule: ScheduleName): Promise<void>;
	/** Puts back what is missing, and drops what there is too much. */
	reconcile(schedules: readonly ScheduleTiming[]): Promise<void>;
	close(): Promise<void>;
}

/** Names may have signs that mean something to BullMQ. */
const idOf = ({ project, name }: ScheduleName): string =>
	createHash('sha256')
		.update(JSON.stringify([project, name]))
		.digest('hex')
		.slice(0, 32);

/** Its times are ours, also where clocks change; BullMQ's own strategy has other ones then. */
const settings = {
	repeatStrategy: (after: number, { pattern = '', tz = 'UTC' }: { pattern?: string; tz?: string }) =>
		nextTime({ cron: pattern, timeZone: tz }, after),
};

const JOB = { name: 'tick', opts: { removeOnComplete: true, removeOnFail: true } };
const CLOSE_MS = 2_000;
const MOST_LISTED = 100_000;

interface TickerOptions {
	readonly url: string;
	readonly log: Log;
}

export function openTicker({ url, log }: TickerOptions): Ticker {
	const connection = openRedis(parseRedisAddress(url), { name: 'ticker', manner: 'impatient', log });
	const queue = new Queue(TICK_QUEUE, { prefix: QUEUE_PREFIX, connection, settings });
	// The connection's own errors are logged where it is opened.
	queue.on('error', () => undefined);
	const put = async (schedule: ScheduleTiming) => {
		const { cron: pattern, timeZone: tz } = schedule;
		await queue.upsertJobScheduler(idOf(schedule), { pattern, tz }, JOB);
	};
	return {
		put,
		async drop(schedule) {
			await queue.removeJobScheduler(idOf(schedule));
		},
		async reconcile(schedules) {
			const ticking = new Map((await queue.getJobSchedulers(0, MOST_LISTED)).map((each) => [each.key, each]));
			for (const schedule of schedules) {
				const id = idOf(schedule);
				const known = ticking.get(id);
				ticking.delete(id);
				if (known?.pattern !== schedule.cron || known.tz !== schedule.timeZone) await put(schedule);
			}
			for (const id of ticking.keys()) await queue.removeJobScheduler(id);
		},
		async close() {
			await queue.close();
			connection.disconnect();
		},
	};
}

/** Calls `onTick` when a time has come; one of all workers is called. Returns what stops it. */
export function startTicking({ url, log }: TickerOptions, onTick: () => Promise<void>): () => Promise<void> {
	const connection = openRedis(parseRedisAddress(url), { name: 'ticks', manner: 'patient', log });
	const worker = new Worker(TICK_QUEUE, onTick, { prefix: QUEUE_PREFIX, connection, settings, runRetryDelay: 1_000 });
	worker.on('error', (error) => log.warn({ connection: 'ticks', error: error.message }, 'redis connection'));
	worker.on('failed', (_job, error) =>
		log.warn({ error: error.message }, 'a tick failed; the sweep takes what is due'),
	);
	return async () => {
		// A Redis that is away must not keep the worker.
		await Promise.race([worker.close(), delay(CLOSE_MS, undefined, { ref: false })]);
		connection.disconnect();
	};
}
