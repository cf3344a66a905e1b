/** A worker's part in schedules: takes what is due, asks its questions, sends what they have brought. */
import { type Executor, statement } from '../database/database.ts';
import { startLoop } from '../loop.ts';
import type { RunDeps } from '../runs/run.ts';
import { planPeak } from '../runs/warm.ts';
import { askPrepared, prepareTaken } from './ask.ts';
import type { Schedule } from './declaration.ts';
import { type SettleDeps, settleAnswered } from './settle.ts';
import { questionsOf } from './target.ts';
import { openTicker, type ScheduleTiming, startTicking } from './ticker.ts';
import { takeDue } from './times.ts';

/** Beside the ticks, which may be lost: what is due, and what is answered, is looked for this often. */
const LOOK_MS = 1_000;
const RECONCILE_MS = 30_000;
const WARM_MS = 10_000;
const DROP_MS = 3_600_000;
/** For so long the log of a schedule is kept. */
const KEPT_DAYS = 90;

interface WarmRow {
	readonly project: string;
	readonly name: string;
	readonly declaration: Schedule;
	readonly next_at: Date;
}

const selectEnabled = statement<ScheduleTiming>(import.meta.url, 'select-enabled');
const selectWarm = statement<WarmRow>(import.meta.url, 'select-warm-schedules');
const dropOldTimes = statement<never>(import.meta.url, 'drop-old-times');

/** Has what viewers watch of its charts asked before a schedule's next time. */
async function planWarming(on: Executor): Promise<void> {
	for (const { project, declaration, next_at } of await selectWarm(on, [])) {
		const { target, warmMinutes: minutes = 1 } = declaration;
		const questions = await questionsOf(on, project, target).catch(() => []);
		for (const name of new Set(questions.map(({ chart }) => chart))) {
			await planPeak(on, { project, name, peak: next_at.getTime(), minutes });
		}
	}
}

export type ScheduleDeps = RunDeps & SettleDeps;

/** Returns what stops it. Several processes may run it at once: every step is safe to take twice. */
export function startSchedules(
	deps: ScheduleDeps,
	{ redisUrl: url }: { readonly redisUrl: string },
): () => Promise<void> {
	const { database, log } = deps;
	const steps = [takeDue, prepareTaken, askPrepared, settleAnswered];
	// What fails of one step keeps nobody from the next.
	const work = async () => {
		const thrown: unknown[] = [];
		for (const step of steps) await step(deps).catch((error: unknown) => thrown.push(error));
		if (thrown.length > 0) throw thrown[0];
	};
	const ticker = openTicker({ url, log });
	const reconcile = async () => ticker.reconcile(await selectEnabled(database, []));
	const stops = [
		startTicking({ url, log }, work),
		startLoop({ name: 'schedules', everyMs: LOOK_MS, log, work }),
		startLoop({ name: 'ticks', everyMs: RECONCILE_MS, log, work: reconcile }),
		startLoop({ name: 'warm schedules', everyMs: WARM_MS, log, work: () => planWarming(database) }),
		startLoop({
			name: 'old times',
			everyMs: DROP_MS,
			log,
			work: async () => void (await dropOldTimes(database, [KEPT_DAYS])),
		}),
	];
	return async () => {
		await Promise.all(stops.map((stop) => stop()));
		await ticker.close();
	};
}
