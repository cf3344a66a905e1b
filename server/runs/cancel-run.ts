/** Cancels a run: at once while it waits, otherwise by asking its worker, which stops it in the database. */
import type { Bearer } from '../auth/tokens.ts';
import { statement } from '../database/database.ts';
import { tellInboxes } from '../inbox/inbox.ts';
import { findRun } from './find-run.ts';
import { noteFailure } from './finish-run.ts';
import type { RunDeps, RunRow } from './run.ts';
import { tellState } from './tell.ts';

const cancelWaiting = statement<RunRow>(import.meta.url, 'cancel-waiting');
const requestCancel = statement<RunRow>(import.meta.url, 'request-cancel');

/** Returns the run as it is now; one that has ended stays as it ended. @throws NamedError unknown_run */
export async function cancelRun(deps: RunDeps, bearer: Bearer, id: string): Promise<RunRow> {
	const run = await findRun(deps.database, bearer, id);
	const canceled = await cancelBeforeStart(deps, run.id);
	if (canceled !== undefined) return canceled;
	const [asked] = await requestCancel(deps.database, [run.id]);
	return asked ?? findRun(deps.database, bearer, id);
}

/** Returns undefined, and changes nothing, when no run waits under this id. */
export async function cancelBeforeStart(deps: RunDeps, id: string): Promise<RunRow | undefined> {
	const canceled = await deps.database.begin(async (tx) => {
		const [row] = await cancelWaiting(tx, [id]);
		if (row !== undefined) await noteFailure(tx, row);
		return row;
	});
	if (canceled === undefined) return undefined;
	await tellState(deps, canceled);
	void tellInboxes(deps, id);
	return canceled;
}
