/**
 * Executes one run, from claiming it in Postgres to telling its channels how it ended. Knows no queue: it is
 * given a run's id, and may be given the same one twice (I7).
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { AllowedValues } from '../charts/allowed-values.ts';
import { findChart } from '../charts/charts.ts';
import { statement } from '../database/database.ts';
import { NamedError, toNamedError } from '../errors.ts';
import { findProject } from '../projects/projects.ts';
import { within } from '../request-context.ts';
import { encodeResult } from '../results/encode.ts';
import { type BoundSql, bindParams, withClaims } from '../runs/bind-params.ts';
import { finishRun, type RunEnd } from '../runs/finish-run.ts';
import { patched } from '../runs/patched.ts';
import type { RunDeps, RunError, RunRow } from '../runs/run.ts';
import { tellProgress, tellState } from '../runs/tell.ts';
import { positionAt, type RowSink, type Rows, type Source, SqlFailure } from '../source/source.ts';
import type { SourcePool } from '../source/source-pool.ts';
import { findSource } from '../sources/sources.ts';
import { type ActiveRuns, Stopped } from './active-runs.ts';
import { RunReport, type SlowQuery } from './run-report.ts';
import { spoolExport } from './spool-export.ts';

export interface ExecuteDeps extends RunDeps {
	/** Names this process in `runs.worker`. */
	readonly worker: string;
	readonly sources: SourcePool;
	readonly active: ActiveRuns;
	readonly allowed: AllowedValues;
	readonly slow: SlowQuery;
	readonly limits: {
		readonly deadlineMs: number;
		readonly maxRows: number;
		readonly maxBytes: number;
		readonly resultTtlMs: number;
		readonly refreshTtlMs: number;
		readonly exportMaxRows: number;
		readonly exportMaxBytes: number;
	};
}

/** A run with what its chart says of refreshing. */
type ClaimedRun = RunRow & { readonly refresh_ms: number | null };

const claimRun = statement<ClaimedRun>(import.meta.url, 'claim-run');
const handBack = statement<RunRow>(import.meta.url, 'hand-back');
const PROGRESS_MS = 1_000;

/**
 * Never rejects: whatever happens becomes the run's end, or is left to the sweeper. A run with which a worker was lost is
 * begun only where it is alone, whatever an old job says.
 */
export async function executeRun(deps: ExecuteDeps, id: string, { alone = false } = {}): Promise<void> {
	const [run] = await claimRun(deps.database, [id, deps.worker, alone]);
	if (run === undefined) return;
	const context = { run: run.id, ...(run.request_id === null ? {} : { request: run.request_id }) };
	await within(context, () => executeClaimed(deps, run));
}

async function executeClaimed(deps: ExecuteDeps, run: ClaimedRun): Promise<void> {
	const signal = deps.active.add(run.id, run.attempt);
	const report = new RunReport(deps, run);
	const told = tellState(deps, run);
	try {
		const end = await outcomeOf(deps, { run, signal, report });
		await told;
		if (end === 'handed_back') await giveBack(deps, run);
		else if (end !== 'taken_over') {
			await report.phase('publishing', () => finish(deps, run, end));
			report.ended(end);
		}
	} finally {
		deps.active.remove(run.id, run.attempt);
	}
}

interface Claimed {
	readonly run: ClaimedRun;
	readonly signal: AbortSignal;
	readonly report: RunReport;
}

const tagOf = (run: RunRow, attempt: number) => `chartwire run ${run.id} ${attempt}`;

/** Ends in the database what the run's last attempt has left there. */
export async function endQuery(deps: Pick<ExecuteDeps, 'database' | 'sources'>, run: RunRow): Promise<void> {
	const address = await findSource(deps.database, run.project, run.source);
	await deps.sources.get(address).endTagged(tagOf(run, run.attempt));
}

async function outcomeOf(
	deps: ExecuteDeps,
	{ run, signal, report }: Claimed,
): Promise<RunEnd | Exclude<Stopped['why'], 'canceled'>> {
	try {
		const address = await untilStored(deps, () => findSource(deps.database, run.project, run.source));
		const bound = bindParams(run.sql, withClaims(run.params, run.claims), address.engine);
		const source = deps.sources.get(address);
		if (run.attempt > 1) await source.endTagged(tagOf(run, run.attempt - 1));
		await demandAllowed(deps, { run, bound, source, signal });
		const running = (sink?: RowSink) => {
			const rows = query(deps, { run, bound, source, signal }, sink);
			return rows.catch((error: unknown) => {
				throw error instanceof SqlFailure ? new AuthorError(errorOfSql(error, run, bound)) : error;
			});
		};
		if (run.kind === 'export') {
			const { database } = deps;
			const spooling = { database, untilStored: <T>(store: () => Promise<T>) => untilStored(deps, store) };
			return await report.phase('running', () => spoolExport(spooling, run, running));
		}
		const rows = await report.phase('running', () => running());
		return await report.phase('encoding', () => keep(deps, run, rows));
	} catch (error) {
		if (error instanceof Stopped) return error.why === 'canceled' ? { state: 'canceled' } : error.why;
		if (error instanceof AuthorError) return { state: 'failed', error: error.details };
		const { code, message } = toNamedError(error);
		if (!(error instanceof NamedError)) deps.log.error({ run: run.id, error: String(error) }, 'a run failed');
		return { state: 'failed', error: { code, message } };
	}
}

/** Carries what the author did wrong past the handling of what we did wrong. */
class AuthorError extends Error {
	readonly details: RunError;

	constructor(details: RunError) {
		super(details.message);
		this.details = details;
	}
}

function errorOfSql(failure: SqlFailure, run: RunRow, bound: BoundSql): RunError {
	const { message, hint, offset } = failure;
	return {
		code: 'sql_error',
		message,
		...(hint === undefined ? {} : { hint }),
		...(offset === undefined ? {} : { position: positionAt(run.sql, bound.originOf(offset)) }),
	};
}

interface Execution {
	readonly run: RunRow;
	readonly bound: BoundSql;
	readonly source: Source;
	readonly signal: AbortSignal;
}

/** A declared claim that the token lacks is empty, never unset: what a session said before must not show through. */
const claimsOf = (run: RunRow) =>
	Object.fromEntries(Object.entries(run.claims).map(([name, value]) => [name, value === null ? '' : String(value)]));

/** Values that only a query allows are checked here, where the chart's source is. */
async function demandAllowed(deps: ExecuteDeps, { run, source, signal }: Execution): Promise<void> {
	const { chart: name, project } = run;
	if (name === null || Object.keys(run.params).length === 0) return;
	const { params } = await untilStored(deps, () => findChart(deps.database, project, name));
	const asked = { tag: tagOf(run, run.attempt), timeZone: run.time_zone, claims: claimsOf(run) };
	const key = JSON.stringify([project, run.source]);
	await deps.allowed.demand({ params, given: run.params, source, key, query: asked, signal });
}

/** Rows that are handed on need not fit into a result; between two batches no more may come than one may have. */
function capsOf({ limits }: ExecuteDeps, sink: RowSink | undefined) {
	const { maxRows, maxBytes, exportMaxRows, exportMaxBytes } = limits;
	return sink === undefined
		? { maxRows, maxBytes }
		: { maxRows: exportMaxRows, maxBytes: exportMaxBytes, maxBatchBytes: maxBytes };
}

function query(deps: ExecuteDeps, { run, bound, source, signal }: Execution, sink?: RowSink): Promise<Rows> {
	let toldAt = performance.now();
	const onRows = (rows: number) => {
		if (performance.now() - toldAt < PROGRESS_MS) return;
		toldAt = performance.now();
		tellProgress(deps, run, rows).catch(() => undefined);
	};
	return source.run(
		{
			tag: tagOf(run, run.attempt),
			sql: bound.text,
			explain: run.kind === 'plan' || run.kind === 'analysis' ? run.kind : undefined,
			bound: bound.values,
			timeZone: run.time_zone,
			claims: claimsOf(run),
			...capsOf(deps, sink),
			deadlineMs: deps.limits.deadlineMs,
		},
		{ signal, onRows, sink },
	);
}

async function keep(deps: ExecuteDeps, run: ClaimedRun, rows: Rows): Promise<RunEnd> {
	const { secret, limits } = deps;
	const { project, claims } = run;
	const encoded = encodeResult(rows, {
		secret,
		project,
		claims,
		asOf: Date.now(),
		refreshMs: run.refresh_ms,
	});
	if (encoded.kind === 'inline') return { state: 'succeeded', result: encoded.result, rows: rows.rows };
	const { result, body } = encoded;
	// What only refreshed a chart is kept no longer than its run, unless it is the last good one.
	const ttlMs = run.origin === 'author' ? limits.resultTtlMs : limits.refreshTtlMs;
	const settings = await untilStored(deps, async () => {
		await deps.results.keep({ hash: result.hash, project, claims, body, ttlMs });
		return findProject(deps.database, project);
	});
	const sent = await patched(deps, run.id, encoded);
	return { state: 'succeeded', result: settings.private ? { ...sent, private: true } : sent, rows: rows.rows };
}

async function finish(deps: ExecuteDeps, run: RunRow, end: RunEnd): Promise<void> {
	const ended = await untilStored(deps, () => finishRun(deps, run, end));
	if (!ended) deps.log.info({ run: run.id, attempt: run.attempt }, 'another attempt has taken over');
}

async function giveBack(deps: ExecuteDeps, run: RunRow): Promise<void> {
	const [waiting] = await handBack(deps.database, [run.id, run.attempt]);
	if (waiting === undefined) return;
	deps.log.info({ run: run.id }, 'the run was handed back');
	await deps.handOver(waiting.id, waiting.attempt, waiting.losses > 0).catch(() => undefined);
	await tellState(deps, waiting);
}

/** An answer that took hours must not be lost because the control store is away for a minute. */
async function untilStored<T>(deps: ExecuteDeps, store: () => Promise<T>): Promise<T> {
	for (let tries = 0; ; tries += 1) {
		try {
			return await store();
		} catch (error) {
			if (toNamedError(error).code !== 'store_unavailable') throw error;
			deps.log.warn({ error: String(error) }, 'the control database is away; trying to store again');
			await delay(Math.min(5_000, 100 * 2 ** tries));
		}
	}
}
