/** A run: one execution of one question. Postgres is the truth about its state and its attempts. */
import type { Params, Result, RunEvent, SqlPosition, StreamEvent } from '../../widget/protocol.ts';
import type { Database } from '../database/database.ts';
import type { Log } from '../log.ts';
import type { Results } from '../results/results.ts';
import type { Stream } from '../stream/stream.ts';
import type { RunKind } from './names.ts';
import type { RunCounts } from './run-counts.ts';

export type RunState = 'waiting' | 'queued' | 'running' | 'succeeded' | 'failed' | 'canceled';

/** Author before viewer before schedule; what waits rises with time (line.ts). */
export const PRIORITY = { author: 0, viewer: 1, schedule: 2 } as const;
export type RunOrigin = keyof typeof PRIORITY;

export interface RunError {
	readonly code: string;
	readonly message: string;
	readonly hint?: string;
	readonly position?: SqlPosition;
}

/** A row of `runs`, as `select *` brings it. */
export interface RunRow {
	readonly id: string;
	readonly kind: RunKind;
	readonly project: string;
	readonly source: string;
	readonly chart: string | null;
	readonly question: string;
	readonly sql: string;
	readonly params: Params;
	readonly claims: Params;
	readonly time_zone: string;
	readonly origin: RunOrigin;
	readonly subject: string;
	readonly state: RunState;
	readonly attempt: number;
	/** How many workers were lost with it. */
	readonly losses: number;
	/** How often a process of its own could not be started for it. */
	readonly start_failures: number;
	readonly cancel_requested: boolean;
	readonly rows: string | null;
	readonly result: string | null;
	readonly error: RunError | null;
	/** How long it is likely to take, from its question's history; known once it runs. */
	readonly expected_ms: number | null;
	/** Where it stands in the line of its source, as far as it has been told; 1 is next. */
	readonly line_place: number | null;
	/** Why it waits, other than for a free place. */
	readonly line_reason: string | null;
	readonly line_told_at: Date | null;
	/** Of a run that viewers have started: since when none of its channels is watched. */
	readonly unwanted_since: Date | null;
	/** The request that began it, if one did. */
	readonly request_id: string | null;
	readonly accepted_at: Date;
	readonly queued_at: Date | null;
	readonly started_at: Date | null;
	readonly finished_at: Date | null;
}

/** What every operation on runs is given. */
export interface RunDeps {
	readonly database: Database;
	readonly stream: Stream;
	readonly results: Results;
	readonly log: Log;
	readonly runCounts: RunCounts;
	/** Signs the names of channels and questions. */
	readonly secret: string;
	/** How long a result is kept. */
	readonly resultTtlMs: number;
	/** How many runs of one project may be queued or running at once. */
	readonly projectConcurrency: number;
	/** Puts a run's job into the queue; the same attempt twice is one job. One that runs alone has lost a worker before. */
	readonly handOver: (run: string, attempt: number, alone: boolean) => Promise<void>;
	/** Is told when a run has ended here that alerts have still to look at. */
	readonly onEvaluationsQueued?: () => void;
}

/** What a channel is told of a run in this state. */
export function eventOf(run: RunRow, position = 1): StreamEvent {
	switch (run.state) {
		case 'waiting':
			if (run.line_reason !== null) return { kind: 'waiting', run: run.id, reason: run.line_reason };
			if (run.line_place !== null) return { kind: 'queued', run: run.id, position: run.line_place };
			return { kind: 'waiting', run: run.id, reason: 'source_busy' };
		case 'queued':
			return { kind: 'queued', run: run.id, position };
		case 'running':
			return { kind: 'running', run: run.id, ...timesOf(run) };
		case 'succeeded':
			return { kind: 'result', run: run.id, result: JSON.parse(run.result ?? 'null') as Result };
		case 'failed':
			return failedEvent(run);
		case 'canceled':
			return { kind: 'canceled', run: run.id };
	}
}

/** Since when a run runs, and how long it is likely to. Every word of a running run says both: it may be a viewer's first. */
export function timesOf({ started_at, expected_ms }: RunRow): { startedAt: number; expectedMs?: number } {
	return { startedAt: started_at?.getTime() ?? 0, ...(expected_ms === null ? {} : { expectedMs: expected_ms }) };
}

function failedEvent(run: RunRow): RunEvent {
	const error = run.error ?? { code: 'internal', message: 'The run failed.' };
	return { kind: 'failed', run: run.id, ...error };
}
