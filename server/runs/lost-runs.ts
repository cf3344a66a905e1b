/**
 * Runs whose worker was lost. A run that was alive when its worker died runs again alone in a process, so that only the
 * culprit is blamed if that dies as well; and what has killed twice is failed, not tried for ever.
 */
import { statement } from '../database/database.ts';
import { handOverAndTell } from './admission.ts';
import { finishRun } from './finish-run.ts';
import type { RunDeps, RunRow } from './run.ts';

/** A run with which this many workers were lost is failed. */
const MOST_LOSSES = 2;

/** A run for which a process of its own could not be started so often is failed. */
const MOST_START_FAILURES = 4;

const countStartFailure = statement<RunRow>(import.meta.url, 'count-start-failure');
const takeBackLost = statement<RunRow>(import.meta.url, 'take-back-lost');
const takeBackRun = statement<RunRow>(import.meta.url, 'take-back-run');

export interface LossDeps extends RunDeps {
	/** Ends in the source's database what a lost attempt of this run may have left there. */
	readonly endQuery: (run: RunRow) => Promise<void>;
}

/** Takes back what workers ran that have not been heard of for so long. */
export async function takeBackSilent(deps: LossDeps, lostMs: number): Promise<void> {
	for (const run of await takeBackLost(deps.database, [lostMs])) await goOn(deps, run);
}

/** Takes back the run that this process, known to be gone, has left. Returns false when it had not begun it, or had ended it. */
export async function takeBackFrom(deps: LossDeps, run: string, worker: string): Promise<boolean> {
	const taken = await takeBackRun(deps.database, [run, worker]);
	for (const row of taken) await goOn(deps, row);
	return taken.length > 0;
}

/** A process that was to run this run alone has ended before it began: tried a few times more, and then given up. */
export async function noteStartFailure(deps: RunDeps, id: string, how: string): Promise<void> {
	const [run] = await countStartFailure(deps.database, [id]);
	if (run === undefined) return;
	const { start_failures: failures } = run;
	deps.log.error({ run: id, failures, how }, 'no process could be started in which to run a run alone');
	if (failures < MOST_START_FAILURES) return;
	const message = `A worker was lost while this query ran, so it was to run again alone in a process of its own; that process could not be started ${failures} times (${how}), and it is not tried again. Tell the operator: a worker's configuration or memory; then run it again.`;
	await finishRun(deps, run, { state: 'failed', error: { code: 'worker_lost', message } });
}

async function goOn(deps: LossDeps, run: RunRow): Promise<void> {
	const { id, attempt, losses } = run;
	deps.log.warn({ run: id, attempt, losses }, 'a worker was lost with this run');
	if (losses < MOST_LOSSES) {
		await handOverAndTell(deps, run);
		return;
	}
	const message = `${losses} workers were lost while this query ran, the last time alone; it is not tried again. It may need more memory than a worker has: ask for fewer or narrower rows.`;
	await finishRun(deps, run, { state: 'failed', error: { code: 'worker_lost', message } });
	// Nobody waits for it, and its database may be away.
	deps.endQuery(run).catch((error: unknown) => {
		deps.log.warn({ run: id, error: String(error) }, 'the query of a lost run could not be ended in its database');
	});
}
