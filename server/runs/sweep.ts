/**
 * Puts right what got lost between the stores: Postgres is the truth, and whatever it has accepted is handed
 * over and told again until it is done (I10, I13).
 */
import { tellUntoldDashboards } from '../dashboards/tell.ts';
import { statement } from '../database/database.ts';
import { dropDeletedDrafts } from '../drafts/drafts.ts';
import { tellUntoldInboxes } from '../inbox/inbox.ts';
import { dropOldNotices } from '../inbox/notices.ts';
import { dropExpiredResults } from '../results/store.ts';
import { admit, tellPlaces } from './admission.ts';
import { type LossDeps, takeBackSilent } from './lost-runs.ts';
import type { RunDeps, RunRow } from './run.ts';
import { tellState } from './tell.ts';
import { giveUpOnSources } from './unwanted.ts';

export interface SweepLimits {
	/** A worker that has not been heard of for this long has lost its runs. */
	readonly lostMs: number;
	readonly endQuery: LossDeps['endQuery'];
	/** How long a run waits for a source that is down. */
	readonly sourceDownMs: number;
	readonly runTtlMs: number;
	readonly refreshTtlMs: number;
	readonly exportTtlMs: number;
}

/** What is younger than this is still on its way, not lost. */
const SETTLE_MS = 2_000;

const selectOverdue = statement<RunRow>(import.meta.url, 'select-overdue');
const selectUntold = statement<RunRow>(import.meta.url, 'select-untold');
const touchWanted = statement<never>(import.meta.url, 'touch-wanted');
const forgetServed = statement<never>(import.meta.url, 'forget-served');
const deleteOldRuns = statement<never>(import.meta.url, 'delete-old-runs');
const deleteOldChannels = statement<never>(import.meta.url, 'delete-old-channels');

export async function sweep(deps: RunDeps, limits: SweepLimits & { readonly takeBack: boolean }): Promise<void> {
	if (limits.takeBack) await takeBackSilent({ ...deps, endQuery: limits.endQuery }, limits.lostMs);
	await admit(deps);
	await tellPlaces(deps);
	// The queue knows a job by the run's attempt: handing over what it still has changes nothing.
	for (const run of await selectOverdue(deps.database, [SETTLE_MS]))
		await deps.handOver(run.id, run.attempt, run.losses > 0);
	for (const run of await selectUntold(deps.database, [SETTLE_MS])) await tellState(deps, run);
	await tellUntoldInboxes(deps, SETTLE_MS);
	await tellUntoldDashboards(deps, SETTLE_MS);
	await giveUpOnSources(deps, limits.sourceDownMs);
}

/** Drops what has outlived its time; run rarely. */
export async function dropExpired(deps: RunDeps, limits: SweepLimits): Promise<void> {
	await touchWanted(deps.database, [await deps.stream.wanted()]);
	await dropExpiredResults(deps.database);
	await forgetServed(deps.database, []);
	await deleteOldRuns(deps.database, [limits.runTtlMs, limits.refreshTtlMs, limits.exportTtlMs]);
	await deleteOldChannels(deps.database, [limits.runTtlMs]);
	await dropDeletedDrafts(deps.database);
	await dropOldNotices(deps.database);
}
