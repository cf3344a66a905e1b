/** Asks for all rows of a chart's question, for a file: once for all who ask while it runs, or as long as it is fresh. */
import { statement } from '../database/database.ts';
import { questionHash } from './names.ts';
import type { RunDeps } from './run.ts';
import { startRun } from './start-run.ts';
import type { ChartDemand } from './watch.ts';

const selectKeptExport = statement<{ id: string }>(import.meta.url, 'select-kept-export');

/** Like a chart's run it ends when nobody leases its channel any more. Returns its id. */
export async function startExport(deps: RunDeps, demand: ChartDemand): Promise<string> {
	const { chart, channel: _channel, ...rest } = demand;
	const { source, sql, timeZone, name, maxAgeMs } = chart;
	const request = { ...rest, chart: name, source, sql, timeZone, kind: 'export' } as const;
	const [kept] = await selectKeptExport(deps.database, [questionHash(deps.secret, request, 'export'), maxAgeMs]);
	return kept?.id ?? startRun(deps, request);
}
