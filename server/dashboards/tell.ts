/**
 * Tells whoever watches a dashboard how it is declared now. Postgres has it first; its channel is told the whole of it with
 * each change, so that whoever returns, and an emptied Redis as well, has it from one event. Its revision orders what is
 * told, and goes on when a dashboard is deleted and saved again.
 */
import type { DashboardEvent } from '../../widget/protocol.ts';
import { keyedHash } from '../auth/keys.ts';
import { statement } from '../database/database.ts';
import type { RunDeps } from '../runs/run.ts';
import { findDashboard } from './dashboards.ts';

export type TellDeps = Pick<RunDeps, 'database' | 'stream' | 'log' | 'secret'>;

export interface Named {
	readonly project: string;
	readonly name: string;
}

const selectUntold = statement<Named>(import.meta.url, 'select-untold');
const markTold = statement<never>(import.meta.url, 'mark-told');

/** The same for everybody who may watch it: who sees which rows is a matter of its charts. */
export const dashboardChannel = (secret: string, { project, name }: Named): string =>
	keyedHash(secret, 'dashboard channel', [project, name]);

/** Telling again changes nothing; of one that is not there is nothing to tell. @throws whatever a store threw */
export async function tellDashboard(deps: TellDeps, named: Named): Promise<void> {
	const { project, name } = named;
	const stored = await findDashboard(deps.database, project, name);
	if (stored === undefined) return;
	const { revision, declaration } = stored;
	const event: DashboardEvent = { kind: 'dashboard', name, revision, dashboard: declaration };
	const fence = { ordinal: revision, attempt: 0 };
	const channel = dashboardChannel(deps.secret, named);
	await deps.stream.publish({ channel, event, key: `dashboard:${revision}`, fence });
	await markTold(deps.database, [project, name, revision]);
}

async function tellAll(deps: TellDeps, dashboards: Promise<readonly Named[]>): Promise<void> {
	try {
		for (const named of await dashboards) await tellDashboard(deps, named);
	} catch (error) {
		deps.log.warn({ error: String(error) }, 'a dashboard was not told yet; the sweeper tells it');
	}
}

/** Right after it was saved. Whatever fails is logged and left to the sweeper. */
export const tellSaved = (deps: TellDeps, named: Named): Promise<void> => tellAll(deps, Promise.resolve([named]));

/** Tells those again that have changed so long ago and were not told. */
export const tellUntoldDashboards = (deps: TellDeps, settledMs: number): Promise<void> =>
	tellAll(deps, selectUntold(deps.database, [settledMs]));
