/** Says for each run that it is alive, and hears which ones are to be stopped. */
import { statement } from '../database/database.ts';
import type { ExecuteDeps } from './execute-run.ts';

const beat = statement<{ id: string; cancel_requested: boolean }>(import.meta.url, 'beat');

export async function heartbeat(deps: Pick<ExecuteDeps, 'database' | 'active' | 'worker'>): Promise<void> {
	const ids = deps.active.ids;
	if (ids.length === 0) return;
	const alive = new Map((await beat(deps.database, [ids, deps.worker])).map((row) => [row.id, row]));
	for (const id of ids) {
		const row = alive.get(id);
		if (row === undefined) deps.active.stop(id, 'taken_over');
		else if (row.cancel_requested) deps.active.stop(id, 'canceled');
	}
}
