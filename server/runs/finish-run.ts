/** Ends a run in Postgres, fenced by its attempt (I7), tells its channels and the inboxes of who asked for it, and leaves it to alerts. */
import type { Result } from '../../widget/protocol.ts';
import { queueForAlerts } from '../alerts/queue.ts';
import { type Executor, statement } from '../database/database.ts';
import { bumpInboxes, tellInboxes } from '../inbox/inbox.ts';
import { admit } from './admission.ts';
import type { RunDeps, RunError, RunRow } from './run.ts';
import { tellState } from './tell.ts';

export type RunEnd =
	| { readonly state: 'succeeded'; readonly result: Result; readonly rows: number }
	| { readonly state: 'failed'; readonly error: RunError }
	| { readonly state: 'canceled' };

const endRun = statement<RunRow>(import.meta.url, 'end-run');
const keepLastResult = statement<never>(import.meta.url, 'keep-last-result');
const countFailure = statement<never>(import.meta.url, 'count-failure');
const forgetAge = statement<never>(import.meta.url, 'forget-age');

/** What only a database that was reached can have said. */
const REACHED: readonly string[] = ['sql_error', 'result_too_large'];

/** What the end says of the source: one that was not even asked is not judged. */
function verdictOf(run: Pick<RunRow, 'state'>, end: RunEnd): 'reached' | 'unreachable' | 'unknown' {
	if (end.state === 'succeeded') return 'reached';
	if (end.state === 'canceled' || run.state === 'waiting') return 'unknown';
	if (end.error.code === 'source_unreachable') return 'unreachable';
	return REACHED.includes(end.error.code) ? 'reached' : 'unknown';
}

/** What follows from any end but success, in the transaction that ends the run. */
export async function noteFailure(on: Executor, run: RunRow): Promise<void> {
	if (run.state === 'canceled' && run.unwanted_since !== null) await forgetAge(on, [run.id]);
	else await countFailure(on, [run.id]);
	await bumpInboxes(on, run.id);
}

async function keepResult(on: Executor, { id, attempt, origin }: RunRow, result: string): Promise<void> {
	await keepLastResult(on, [id, attempt, `{"kind":"result","run":"${id}","result":${result}}`]);
	if (origin === 'author') await bumpInboxes(on, id);
}

type Ending = Pick<RunRow, 'id' | 'attempt' | 'state'>;

/** Returns false when another attempt has taken over, or the run has ended already: then nothing is changed. */
export async function finishRun(deps: RunDeps, run: Ending, end: RunEnd): Promise<boolean> {
	const ended = await deps.database.begin(async (tx) => {
		const result = end.state === 'succeeded' ? JSON.stringify(end.result) : null;
		const rows = end.state === 'succeeded' ? end.rows : null;
		const error = end.state === 'failed' ? end.error : null;
		const [row] = await endRun(tx, [run.id, run.attempt, end.state, result, rows, error, verdictOf(run, end)]);
		if (row === undefined) return undefined;
		// Sent together: each answer that is waited for holds the run's row for longer.
		const [isForAlerts] = await Promise.all([
			queueForAlerts(tx, run.id),
			result === null ? noteFailure(tx, row) : keepResult(tx, row, result),
		]);
		return { row, isForAlerts };
	});
	if (ended === undefined) return false;
	deps.runCounts.ended(end);
	const { row, isForAlerts } = ended;
	if (isForAlerts) deps.onEvaluationsQueued?.();
	await tellState(deps, row);
	if (row.origin === 'author') void tellInboxes(deps, row.id);
	void admit(deps);
	return true;
}
