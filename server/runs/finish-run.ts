/** Ends a run in Postgres, fenced by its attempt (I7), and tells its channels. */
import type { Result } from '../../widget/protocol.ts';
import { statement } from '../database/database.ts';
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

/** Returns false when another attempt has taken over, or the run has ended already: then nothing is changed. */
export async function finishRun(deps: RunDeps, run: Pick<RunRow, 'id' | 'attempt'>, end: RunEnd): Promise<boolean> {
	const ended = await deps.database.begin(async (tx) => {
		const result = end.state === 'succeeded' ? JSON.stringify(end.result) : null;
		const rows = end.state === 'succeeded' ? end.rows : null;
		const error = end.state === 'failed' ? end.error : null;
		const [row] = await endRun(tx, [run.id, run.attempt, end.state, result, rows, error]);
		if (row === undefined) return undefined;
		if (result === null) await countFailure(tx, [run.id]);
		else await keepLastResult(tx, [run.id, run.attempt, `{"kind":"result","run":"${run.id}","result":${result}}`]);
		return row;
	});
	if (ended === undefined) return false;
	deps.runCounts.ended(end);
	await tellState(deps, ended);
	void admit(deps);
	return true;
}
