/** Cancels a run: at once while it waits, otherwise by asking its worker, which stops it in the database. */
import type { Bearer } from '../auth/tokens.ts';
import { statement } from '../database/database.ts';
import { findRun } from './find-run.ts';
import type { RunDeps, RunRow } from './run.ts';
import { tellState } from './tell.ts';

const cancelWaiting = statement<RunRow>(import.meta.url, 'cancel-waiting');
const countFailure = statement<never>(import.meta.url, 'count-failure');
const requestCancel = statement<RunRow>(import.meta.url, 'request-cancel');

/** Returns the run as it is now; one that has ended stays as it ended. @throws NamedError unknown_run */
export async function cancelRun(deps: RunDeps, bearer: Bearer, id: string): Promise<RunRow> {
	const run = await findRun(deps.database, bearer, id);
	const canceled = await deps.database.begin(async (tx) => {
		const [row] = await cancelWaiting(tx, [run.id]);
		if (row !== undefined) await countFailure(tx, [run.id]);
		return row;
	});
	if (canceled !== undefined) {
		await tellState(deps, canceled);
		return canceled;
	}
	const [asked] = await requestCancel(deps.database, [run.id]);
	return asked ?? findRun(deps.database, bearer, id);
}
