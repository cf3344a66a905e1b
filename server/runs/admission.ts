/** Moves runs from their line in Postgres to the queue, as far as their source has free slots. */
import { readFileSync } from 'node:fs';
import type { RunDeps, RunRow } from './run.ts';
import { tellState } from './tell.ts';

/** An arbitrary number that names our lock among the database's advisory locks. */
const LOCK = 4_203_712;
/**
 * Sent as one message, which PostgreSQL runs as one transaction (postgresql.org/docs, "Multiple Statements in a Simple
 * Query"): a worker that is frozen in its midst, such as a paused machine, cannot hold the lock from which all admit.
 */
const ADMIT = `select pg_advisory_xact_lock(${LOCK}); ${readFileSync(new URL('./sql/admit.sql', import.meta.url), 'utf8')}`;

/** Returns the ids of the runs that it admitted. Whatever fails is logged and left to the sweeper. */
export async function admit(deps: RunDeps): Promise<readonly string[]> {
	try {
		const [, admitted = []] = (await deps.database.unsafe(ADMIT).simple()) as unknown as readonly RunRow[][];
		await Promise.all(admitted.map((run) => handOverAndTell(deps, run)));
		return admitted.map((run) => run.id);
	} catch (error) {
		deps.log.warn({ error: String(error) }, 'admission failed; the sweeper tries again');
		return [];
	}
}

/** The queue first: telling the page that it waits must not delay the work. */
export async function handOverAndTell(deps: RunDeps, run: RunRow): Promise<void> {
	const handed = deps.handOver(run.id, run.attempt).catch((error: unknown) => {
		deps.log.warn({ run: run.id, error: String(error) }, 'a run was not handed over yet');
	});
	await Promise.all([handed, tellState(deps, run)]);
}
