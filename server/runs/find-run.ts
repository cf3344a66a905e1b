/** Finds a run for somebody who may see it, and says of it what the API says. */
import type { Result } from '../../widget/protocol.ts';
import type { Bearer } from '../auth/tokens.ts';
import { type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import type { RunKind } from './names.ts';
import type { RunRow } from './run.ts';

const selectRun = statement<RunRow>(import.meta.url, 'select-run');
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What `explain` was asked for, by the kind of run that it makes. */
const EXPLAINS: Readonly<Partial<Record<RunKind, true | 'analyze'>>> = { plan: true, analysis: 'analyze' };

/** A patch is for those who watched. */
function wholeOf(result: Result): Result {
	if (!('href' in result)) return result;
	const { patch: _patch, ...whole } = result;
	return whole;
}

/**
 * Authors see every run of their project; viewers see none, for a run shows the SQL, and its id travels in every event.
 * @throws NamedError unknown_run, also for what may not be seen
 */
export async function findRun(on: Executor, bearer: Bearer, id: string): Promise<RunRow> {
	const [run] = bearer.author && UUID.test(id) ? await selectRun(on, [id, bearer.project]) : [];
	if (run !== undefined) return run;
	throw new NamedError('unknown_run', 'There is no such run that this token may see, or it has expired.');
}

/** The run as `GET /v1/runs/:id` shows it; times in ms. */
export function describeRun(run: RunRow, names: ReadonlyMap<string, string> = new Map()) {
	return {
		run: run.id,
		state: run.state,
		source: run.source,
		chart: run.chart,
		sql: run.sql,
		params: run.params,
		timeZone: run.time_zone,
		explain: EXPLAINS[run.kind],
		by: run.subject,
		byName: names.get(run.subject),
		acceptedAt: run.accepted_at.getTime(),
		startedAt: run.started_at?.getTime(),
		finishedAt: run.finished_at?.getTime(),
		rows: run.rows === null ? undefined : Number(run.rows),
		error: run.error ?? undefined,
		result: run.result === null ? undefined : wholeOf(JSON.parse(run.result) as Result),
	};
}
