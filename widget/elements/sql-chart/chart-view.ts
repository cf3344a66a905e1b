/** What a chart's state means to whoever looks at it: a phase, whether the frame is stale, and plain words. Pure. */
import type { ConnectionState } from '../../client.ts';
import type { RunEvent, SqlPosition } from '../../protocol.ts';
import { placeInLine, placeText, runningText } from '../shared/words.ts';
import type { ChartState } from './chart-state.ts';

/**
 * `idle`: nothing is asked for. `loading`: asked, not answered yet. `waiting`, `queued`, `running`: the first result
 * is on its way. `ready`, `empty`: a result is shown. `failed`, `canceled`: the newest run has no result.
 * `refused`: this token may not see it, or it does not exist. `offline`: no connection and nothing to show.
 */
export type ChartPhase =
	| 'idle'
	| 'loading'
	| 'waiting'
	| 'queued'
	| 'running'
	| 'ready'
	| 'empty'
	| 'failed'
	| 'canceled'
	| 'refused'
	| 'offline';

export interface ChartView {
	readonly phase: ChartPhase;
	/** True: what is shown may no longer be true. */
	readonly stale: boolean;
	/** One line: what happened. */
	readonly title: string;
	/** What to do, or why. */
	readonly detail: string;
	readonly code: string;
	readonly hint: string;
	readonly position?: SqlPosition;
	/** True while a newer result is on its way behind a frame. */
	readonly updating: boolean;
	/** 0 to 1 while a run is under way whose length is known. */
	readonly progress?: number;
}

export interface ViewContext {
	readonly connection: ConnectionState;
	/** The server's time in ms. */
	readonly serverNow: number;
	/** The page's own time in ms. */
	readonly now: number;
	/** Says that nothing is asked for, or that something is missing; undefined when all is there. */
	readonly missing?: string | undefined;
	/** True for the chart of one run: its result is final, and does not age. */
	readonly final: boolean;
	readonly locale: string | undefined;
}

const PLAIN = { stale: false, title: '', detail: '', code: '', hint: '', updating: false } as const;

/** A frame is old when three refreshes have not come; one of them may take its time. */
const MISSED_REFRESHES = 3;
const LEAST_AGE_MS = 10_000;
/** How long an answer to a new token may take before the frame counts as unconfirmed. */
const CONFIRM_MS = 2000;

const REFUSALS: Readonly<Record<string, string>> = {
	unknown_chart: 'There is no such chart',
	unknown_run: 'There is no such run',
	not_found: 'There is no such chart',
	not_allowed: 'Not allowed',
	token_invalid: 'This token is not valid',
	token_expired: 'This token has expired',
};

const sentence = (text: string): string => (text.includes(' ') ? text : '');

const waitText = (reason: string): string =>
	reason === 'source_down'
		? 'Its database cannot be reached now.'
		: sentence(reason) || 'It starts when a place is free.';

function live(run: RunEvent, context: ViewContext): Partial<ChartView> & { phase: ChartPhase } {
	const { serverNow, locale } = context;
	switch (run.kind) {
		case 'waiting':
			return { phase: 'waiting', title: 'Waiting', detail: waitText(run.reason) };
		case 'queued': {
			return {
				phase: 'queued',
				title: 'Queued',
				detail: run.position > 1 ? placeInLine(run.position) : 'Next in line',
			};
		}
		case 'running':
		case 'progress': {
			const elapsed = serverNow - run.startedAt;
			const progress = run.expectedMs ? { progress: Math.min(0.95, elapsed / run.expectedMs) } : {};
			const rows = run.kind === 'progress' ? ` · ${run.rows.toLocaleString(locale)} rows so far` : '';
			return { phase: 'running', title: 'Running', detail: runningText(elapsed, run.expectedMs) + rows, ...progress };
		}
		case 'failed': {
			const place = placeText(run.position);
			return {
				phase: 'failed',
				title: place ? `The query failed at ${place}` : 'The query failed',
				detail: run.message,
				code: run.code,
				hint: run.hint ?? '',
				...(run.position ? { position: run.position } : {}),
			};
		}
		case 'canceled':
			return { phase: 'canceled', title: 'Canceled', detail: 'The query was stopped before it had a result.' };
	}
}

function refusalView(code: string, message: string): Partial<ChartView> & { phase: ChartPhase } {
	return { phase: 'refused', title: REFUSALS[code] ?? 'Not available', detail: message, code };
}

/** True while the page has lost its server and is not merely opening the first connection. */
export function isCutOff(connection: ConnectionState): boolean {
	if (connection.status === 'connecting') return connection.attempt > 1;
	return connection.status === 'waiting' || connection.status === 'stopped';
}

function offlineView(connection: ConnectionState): Partial<ChartView> & { phase: ChartPhase } {
	const offline = typeof navigator !== 'undefined' && !navigator.onLine;
	return {
		phase: 'offline',
		title: offline ? 'Offline' : 'Reconnecting',
		detail: offline
			? 'This device has no network. The chart goes on when it is back.'
			: 'The server cannot be reached. The chart goes on by itself.',
		code: connection.status === 'waiting' ? connection.code : 'offline',
	};
}

/** What keeps the newest result away, if anything does. */
function obstacle(state: ChartState, context: ViewContext): (Partial<ChartView> & { phase: ChartPhase }) | undefined {
	const { connection, final } = context;
	if (connection.status === 'stopped') return refusalView(connection.code, connection.message);
	if (state.refusal) return refusalView(state.refusal.code, state.refusal.message);
	if (isCutOff(connection) && !(final && state.frame && !state.run)) return offlineView(connection);
	if (state.trouble) {
		return {
			phase: 'failed',
			title: 'The result could not be loaded',
			detail: state.trouble.message,
			...state.trouble,
		};
	}
	if (state.run?.kind === 'failed' || state.run?.kind === 'canceled') return live(state.run, context);
	return undefined;
}

/** Nobody says that a back end is dead: the frame's age does. */
function isAged({ frame, held, freshness, unconfirmed }: ChartState, { serverNow, now }: ViewContext): boolean {
	if (held || freshness?.stale || (unconfirmed !== undefined && now - unconfirmed > CONFIRM_MS)) return true;
	const due = frame?.refreshMs && Math.max(LEAST_AGE_MS, MISSED_REFRESHES * frame.refreshMs);
	return due !== undefined && serverNow - (frame?.asOf ?? 0) > due;
}

/** What is said while the first answer is on its way, or the next one after an answer that was too old to be shown. */
function first({ run, freshness }: ChartState, context: ViewContext): Partial<ChartView> & { phase: ChartPhase } {
	const hint = freshness?.expired ? (freshness.reason ?? '') : '';
	if (run) return { hint, ...live(run, context) };
	return hint ? { phase: 'waiting', title: 'Waiting', hint } : { phase: 'loading', title: 'Loading' };
}

export function viewOf(state: ChartState, context: ViewContext): ChartView {
	if (context.missing !== undefined) return { ...PLAIN, phase: 'idle', title: context.missing };
	const blocked = obstacle(state, context);
	if (state.frame === undefined) {
		if (blocked) return { ...PLAIN, ...blocked };
		return { ...PLAIN, ...first(state, context) };
	}
	if (blocked) return { ...PLAIN, ...blocked, stale: true };
	const down = state.run?.kind === 'waiting' && state.run.reason === 'source_down';
	const aged = down || isAged(state, context);
	return {
		...PLAIN,
		phase: state.frame.table.rows === 0 ? 'empty' : 'ready',
		title: state.frame.table.rows === 0 ? 'No rows' : '',
		detail: down ? waitText('source_down') : aged ? sentence(state.freshness?.reason ?? '') : '',
		stale: aged,
		updating: (state.run !== undefined && !down) || state.pending !== undefined,
	};
}
