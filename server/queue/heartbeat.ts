/** Says for each run that it is alive, and hears which ones are to be stopped. */
import { statement } from '../database/database.ts';
import type { ExecuteDeps } from './execute-run.ts';

interface Alive {
	readonly id: string;
	readonly attempt: number;
	readonly cancel_requested: boolean;
}

const beat = statement<Alive>(import.meta.url, 'beat');

export async function heartbeat(deps: Pick<ExecuteDeps, 'database' | 'active' | 'worker'>): Promise<void> {
	const active = deps.active.all;
	if (active.length === 0) return;
	const rows = await beat(deps.database, [active.map(({ run }) => run), deps.worker]);
	const alive = new Map(rows.map((row) => [row.id, row]));
	for (const { run, attempt } of active) {
		const row = alive.get(run);
		if (row?.attempt !== attempt) deps.active.stop(run, 'taken_over');
		else if (row.cancel_requested) deps.active.stop(run, 'canceled');
	}
}
