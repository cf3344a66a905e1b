/**
 * The run that an editor follows, as a pure machine: (state, event) → state.
 *
 *     idle ──submit──▶ submitting ──accepted──▶ waiting ─▶ queued ─▶ running ─▶ done | failed | canceled
 *                          └──refused──▶ failed              (each by `view`, the stream's word)
 *     any ──open──▶ loading ──found──▶ whatever GET /v1/runs/:id says, until the stream says more
 *
 * The stream's word is newer than the record's: a record only fills in what is not known yet.
 */
import type { RunEvent, Snapshot, SqlPosition } from '../../protocol.ts';

/** What `GET /v1/runs/:id` answers. Times are the server's in ms or ISO 8601. */
export interface RunRecord {
	readonly run: string;
	readonly state: 'waiting' | 'queued' | 'running' | 'succeeded' | 'failed' | 'canceled';
	readonly source: string;
	readonly sql: string;
	readonly startedAt?: number | string | null;
	readonly finishedAt?: number | string | null;
	readonly rows?: number | null;
	readonly error?: RunFailure | null;
}

export interface RunFailure {
	readonly code: string;
	readonly message: string;
	readonly hint?: string;
	readonly position?: SqlPosition;
}

export type RunState =
	| { readonly status: 'idle' }
	| { readonly status: 'submitting' }
	| { readonly status: 'loading'; readonly run: string }
	| { readonly status: 'waiting'; readonly run: string; readonly reason: string }
	| { readonly status: 'queued'; readonly run: string; readonly position: number }
	| {
			readonly status: 'running';
			readonly run: string;
			readonly startedAt: number;
			/** How long its like has taken before, in ms. */
			readonly expectedMs?: number;
			readonly rows?: number;
	  }
	| {
			readonly status: 'done';
			readonly run: string;
			readonly rows: number;
			readonly truncated: boolean;
			readonly tookMs?: number;
	  }
	| { readonly status: 'failed'; readonly run?: string; readonly failure: RunFailure }
	| { readonly status: 'canceled'; readonly run: string };

export type RunChange =
	| { readonly type: 'submit' }
	| { readonly type: 'accepted'; readonly run: string }
	| { readonly type: 'refused'; readonly failure: RunFailure }
	| { readonly type: 'open'; readonly run: string }
	| { readonly type: 'found'; readonly record: RunRecord }
	| { readonly type: 'view'; readonly view: Snapshot };

const LIVE: readonly RunState['status'][] = ['submitting', 'waiting', 'queued', 'running'];

export const isLive = (state: RunState): boolean => LIVE.includes(state.status);

export const runOf = (state: RunState): string => ('run' in state ? (state.run ?? '') : '');

const msOf = (time: number | string | null | undefined): number | undefined => {
	if (time === null || time === undefined) return undefined;
	const ms = typeof time === 'number' ? time : Date.parse(time);
	return Number.isNaN(ms) ? undefined : ms;
};

function fromRecord(record: RunRecord): RunState {
	const { run } = record;
	const [started, finished] = [msOf(record.startedAt), msOf(record.finishedAt)];
	switch (record.state) {
		case 'waiting':
			return { status: 'waiting', run, reason: '' };
		case 'queued':
			return { status: 'queued', run, position: 1 };
		case 'running':
			return { status: 'running', run, startedAt: started ?? Date.now() };
		case 'succeeded': {
			const took = started !== undefined && finished !== undefined ? { tookMs: finished - started } : {};
			return { status: 'done', run, rows: record.rows ?? 0, truncated: false, ...took };
		}
		case 'failed':
			return {
				status: 'failed',
				run,
				failure: record.error ?? { code: 'failed', message: 'The query failed for a reason that was not kept.' },
			};
		case 'canceled':
			return { status: 'canceled', run };
	}
}

const expected = (expectedMs: number | undefined) => (expectedMs ? { expectedMs } : {});

function fromEvent(event: RunEvent): RunState {
	const { run } = event;
	switch (event.kind) {
		case 'waiting':
			return { status: 'waiting', run, reason: event.reason };
		case 'queued':
			return { status: 'queued', run, position: event.position };
		case 'running':
			return { status: 'running', run, startedAt: event.startedAt, ...expected(event.expectedMs) };
		case 'progress':
			return { status: 'running', run, startedAt: event.startedAt, rows: event.rows, ...expected(event.expectedMs) };
		case 'failed': {
			const { code, message, hint, position } = event;
			const failure = { code, message, ...(hint ? { hint } : {}), ...(position ? { position } : {}) };
			return { status: 'failed', run, failure };
		}
		case 'canceled':
			return { status: 'canceled', run };
	}
}

function withView(state: RunState, view: Snapshot): RunState {
	if (view.result) {
		const { run, result } = view.result;
		const known = state.status === 'done' && state.tookMs !== undefined ? { tookMs: state.tookMs } : {};
		return { status: 'done', run, rows: result.rows, truncated: result.truncated, ...known };
	}
	return view.run ? fromEvent(view.run) : state;
}

function withRecord(state: RunState, record: RunRecord): RunState {
	if (state.status === 'loading') return fromRecord(record);
	const found = fromRecord(record);
	if (state.status === 'done' && found.status === 'done') return { ...found, ...state, ...tookOf(found) };
	return isLive(state) && !isLive(found) ? found : state;
}

const tookOf = ({ tookMs }: { readonly tookMs?: number }) => (tookMs === undefined ? {} : { tookMs });

export function nextRunState(state: RunState, change: RunChange): RunState {
	switch (change.type) {
		case 'submit':
			return { status: 'submitting' };
		case 'accepted':
			return { status: 'waiting', run: change.run, reason: '' };
		case 'refused':
			return { status: 'failed', failure: change.failure };
		case 'open':
			return { status: 'loading', run: change.run };
		case 'found':
			return runOf(state) === change.record.run ? withRecord(state, change.record) : state;
		case 'view':
			return withView(state, change.view);
	}
}
