/** Refreshing is driven by demand: a chart runs again while its lease lasts, and never when nobody watches. */
import type { Params } from '../../widget/protocol.ts';
import { canonical } from '../auth/keys.ts';
import { type Chart, findChart } from '../charts/charts.ts';
import { sqlNames } from '../charts/params.ts';
import { statement } from '../database/database.ts';
import type { RunDeps } from './run.ts';
import { startChartRun } from './watch.ts';

interface DueRow {
	readonly channel: string;
	readonly project: string;
	readonly chart: string;
	readonly params: Params;
	readonly claims: Params;
}

const selectDue = statement<DueRow>(import.meta.url, 'select-due');

const sameNames = (names: readonly string[], values: Params) =>
	canonical([...names].sort()) === canonical(Object.keys(values).sort());

/** Whether the chart still declares what this channel was named by. */
export function isAskedBy(chart: Chart, params: Params, claims: Params): boolean {
	return sameNames(chart.claims, claims) && sameNames(chart.params.flatMap(sqlNames), params);
}

/** Starts what is due among the watched channels; a chart that fails waits twice as long each time. */
export async function refreshDue(deps: RunDeps): Promise<void> {
	const wanted = await deps.stream.wanted();
	if (wanted.length === 0) return;
	const due = await selectDue(deps.database, [wanted]);
	const started = await Promise.allSettled(
		due.map(async ({ channel, project, chart: name, params, claims }) => {
			const chart = await findChart(deps.database, project, name);
			// The chart has been edited to read other claims or parameters: this channel's watchers must ask anew.
			if (!isAskedBy(chart, params, claims)) return;
			const demand = { chart, project, channel, params, claims, origin: 'viewer', subject: 'refresh' } as const;
			// Looked at again: another process may have found it due as well, and its run may have ended meanwhile.
			await startChartRun(deps, demand, async (on) => (await selectDue(on, [[channel]])).length > 0);
		}),
	);
	for (const outcome of started) {
		if (outcome.status === 'rejected') deps.log.warn({ error: String(outcome.reason) }, 'a refresh did not start');
	}
}
