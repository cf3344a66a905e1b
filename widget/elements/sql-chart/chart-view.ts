/** What a chart's state means to whoever looks at it: a phase, whether the frame is stale, and plain words. Pure. */
import type { ConnectionState } from '../../client.ts';
import type { RunEvent, SqlPosition } from '../../protocol.ts';
import { say } from '../../texts/say.ts';
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
	/** What the server has said, as it said it: for programs. */
	readonly message?: string;
	readonly hint: string;
	readonly position?: SqlPosition;
	/** True while a newer result is on its way behind a frame. */
	readonly updating: boolean;
	/** 0 to 1 while a run is under way whose length is known. */
	readonly progress?: number;
}

/** What an element lacks to ask for anything, by its attribute. */
export type Missing = 'params' | 'chart' | 'token';

export interface ViewContext {
	readonly connection: ConnectionState;
	/** The server's time in ms. */
	readonly serverNow: number;
	/** The page's own time in ms. */
	readonly now: number;
	/** The attribute without which nothing can be asked for, if one is not there. */
	readonly missing?: Missing | undefined;
	/** True for the chart of one run: its result is final, and does not age. */
	readonly final: boolean;
	readonly locale: string | undefined;
	/** What no answer in time needs, once it is here: places in line, seconds, places in the SQL, what was refused. */
	readonly words?: typeof import('../shared/words.ts') | undefined;
	/** What an outage means for the chart; not among the words, which could not be fetched during one. */
	readonly offlineText?: ((online: boolean) => string) | undefined;
}

const PLAIN = { stale: false, title: '', detail: '', code: '', hint: '', updating: false } as const;

/** A frame is old when three refreshes have not come; one of them may take its time. */
const MISSED_REFRESHES = 3;
const LEAST_AGE_MS = 10_000;
/** How long an answer to a new token may take before the frame counts as unconfirmed. */
const CONFIRM_MS = 2000;

/** What the server has said; in the reader's language, where that is here. */
const told = ({ words, locale }: ViewContext, text: string, code?: string): string =>
	words?.sayServer(locale, text, code) ?? text;

function live(run: RunEvent, context: ViewContext): Partial<ChartView> & { phase: ChartPhase } {
	const { serverNow, locale, words } = context;
	switch (run.kind) {
		case 'waiting':
			return { phase: 'waiting', title: say(locale, 'Waiting'), detail: words?.waitText(run.reason, locale) ?? '' };
		case 'queued':
			return { phase: 'queued', title: say(locale, 'Queued'), detail: words?.queuedText(run.position, locale) ?? '' };
		case 'running':
		case 'progress': {
			const elapsed = serverNow - run.startedAt;
			const progress = run.expectedMs ? { progress: Math.min(0.95, elapsed / run.expectedMs) } : {};
			const detail = words?.progressText(run, elapsed, locale) ?? '';
			return { phase: 'running', title: say(locale, 'Running'), detail, ...progress };
		}
		case 'failed': {
			return {
				phase: 'failed',
				title: words?.failedText(run.position, locale) ?? '',
				detail: told(context, run.message, run.code),
				message: run.message,
				code: run.code,
				hint: run.hint ?? '',
				...(run.position ? { position: run.position } : {}),
			};
		}
		case 'canceled':
			return { phase: 'canceled', title: say(locale, 'Canceled'), detail: words?.canceledText(locale) ?? '' };
	}
}

interface Refusal {
	readonly code: string;
	readonly message: string;
}

function refusalView({ code, message }: Refusal, context: ViewContext): Partial<ChartView> & { phase: ChartPhase } {
	const { locale, words } = context;
	const title = words?.refusalTitle(code, locale) ?? '';
	return { phase: 'refused', title, detail: told(context, message, code), code, message };
}

/** True while the page has lost its server and is not merely opening the first connection. */
export function isCutOff(connection: ConnectionState): boolean {
	if (connection.status === 'connecting') return connection.attempt > 1;
	return connection.status === 'waiting' || connection.status === 'stopped';
}

function offlineView({ connection, locale, offlineText }: ViewContext): Partial<ChartView> & { phase: ChartPhase } {
	const online = typeof navigator === 'undefined' || navigator.onLine;
	return {
		phase: 'offline',
		title: say(locale, online ? 'Reconnecting' : 'Offline'),
		detail: offlineText?.(online) ?? '',
		code: connection.status === 'waiting' ? connection.code : 'offline',
	};
}

/** What keeps the newest result away, if anything does. */
function obstacle(state: ChartState, context: ViewContext): (Partial<ChartView> & { phase: ChartPhase }) | undefined {
	const { connection, final } = context;
	if (connection.status === 'stopped') return refusalView(connection, context);
	if (state.refusal) return refusalView(state.refusal, context);
	if (isCutOff(connection) && !(final && state.frame && !state.run)) return offlineView(context);
	if (state.trouble) {
		return {
			phase: 'failed',
			title: context.words?.troubleText(context.locale) ?? '',
			detail: told(context, state.trouble.message, state.trouble.code),
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
	const hint = freshness?.expired ? told(context, freshness.reason ?? '') : '';
	if (run) return { hint, ...live(run, context) };
	const { locale } = context;
	return hint
		? { phase: 'waiting', title: say(locale, 'Waiting'), hint }
		: { phase: 'loading', title: say(locale, 'Loading') };
}

export function viewOf(state: ChartState, context: ViewContext): ChartView {
	const { missing, words, locale } = context;
	if (missing) return { ...PLAIN, phase: 'idle', title: words?.missingText(missing, locale) ?? '' };
	const blocked = obstacle(state, context);
	if (state.frame === undefined) {
		if (blocked) return { ...PLAIN, ...blocked };
		return { ...PLAIN, ...first(state, context) };
	}
	if (blocked) return { ...PLAIN, ...blocked, stale: true };
	const down = state.run?.kind === 'waiting' && state.run.reason === 'source_down';
	const aged = down || isAged(state, context);
	const reason = state.freshness?.reason ?? '';
	return {
		...PLAIN,
		phase: state.frame.table.rows === 0 ? 'empty' : 'ready',
		title: state.frame.table.rows === 0 ? say(locale, 'No rows') : '',
		detail: down
			? (words?.waitText('source_down', locale) ?? '')
			: aged && reason.includes(' ')
				? told(context, reason)
				: '',
		stale: aged,
		updating: (state.run !== undefined && !down) || state.pending !== undefined,
	};
}
