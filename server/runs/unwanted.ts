/**
 * Runs that viewers have started end in the database when nobody watches any more: the last lease of their channels has
 * run out, and a grace. What an author or a schedule has asked for goes on. And no run waits for ever for a source that is down.
 */
import { statement } from '../database/database.ts';
import { cancelBeforeStart } from './cancel-run.ts';
import { finishRun } from './finish-run.ts';
import type { RunDeps, RunRow } from './run.ts';

/** A little longer than a node takes to renew the leases that an emptied Redis has forgotten (8 s). */
const UNWANTED_GRACE_MS = 10_000;

const markUnwanted = statement<never>(import.meta.url, 'mark-unwanted');
const cancelUnwanted = statement<RunRow>(import.meta.url, 'cancel-unwanted');
const selectGivenUp = statement<RunRow>(import.meta.url, 'select-given-up');

/** @throws NamedError stream_unavailable: while leases cannot be read nothing is cancelled */
export async function endUnwanted(deps: RunDeps): Promise<void> {
	await markUnwanted(deps.database, [await deps.stream.wanted()]);
	for (const run of await cancelUnwanted(deps.database, [UNWANTED_GRACE_MS])) await cancelBeforeStart(deps, run.id);
}

/** Fails what has waited so long for a source that was down all the while. */
export async function giveUpOnSources(deps: RunDeps, patienceMs: number): Promise<void> {
	const patience =
		patienceMs < 120_000 ? `${Math.round(patienceMs / 1_000)} seconds` : `${Math.round(patienceMs / 60_000)} minutes`;
	for (const run of await selectGivenUp(deps.database, [patienceMs])) {
		const message = `The database of the source "${run.source}" could not be reached for ${patience} while this run waited; look at the source, and run it again.`;
		await finishRun(deps, run, { state: 'failed', error: { code: 'source_unreachable', message } });
	}
}
