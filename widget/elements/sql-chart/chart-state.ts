/**
 * What a chart knows, as a pure machine: (state, event) → state, and perhaps a result to fetch.
 *
 *     retarget ──▶ nothing known, no frame
 *     update ────▶ a view of the channel: its run, its freshness, its result
 *                    inline result ──▶ frame          linked result ──▶ pending, to be fetched ──▶ frame
 *                                                     with a patch of the frame ──▶ frame
 *                    no result, but a frame ──▶ the frame is held, and marked stale
 *     update error ▶ refused: the frame stays          update blank ──▶ the frame goes, and only then
 *     restored ──▶ what this browser has kept, held, until the server is heard; a lasting refusal takes it away
 *
 * A frame is the last good picture. Nothing but `retarget` and `blank` removes one, except that an answer to a new
 * token about another channel, or a refusal of it, shows that the old frame was not for this viewer.
 */
import { type SentSpec, specOf } from '../../chart-spec.ts';
import type { ChannelUpdate } from '../../client.ts';
import { applyPatch } from '../../patch.ts';
import type { FreshnessEvent, LinkedResult, Result, ResultEvent, RunEvent, Snapshot, Table } from '../../protocol.ts';

export interface Frame {
	readonly table: Table;
	/** The server's time in ms. */
	readonly asOf: number;
	/** The next is due this long after `asOf`, if it is refreshed at all. */
	readonly refreshMs?: number | undefined;
	readonly run: string;
	readonly hash: string;
	readonly channel: string;
}

export interface Problem {
	readonly code: string;
	readonly message: string;
}

/** A frame, and how it was drawn, as a browser keeps them. */
export interface Kept {
	readonly frame: Frame;
	readonly spec?: SentSpec | undefined;
}

/** A result that is known by its address only. */
export interface Pending {
	readonly result: LinkedResult;
	readonly run: string;
	readonly channel: string;
}

/** What another run brings is fetched anew, be it the same content: its address may have been gone meanwhile. */
export const keyOf = ({ run, result }: Pick<Pending, 'run' | 'result'>): string => run + result.hash;

export interface ChartState {
	readonly frame?: Frame;
	/** How its author wants it drawn. */
	readonly spec?: SentSpec;
	/** True: the server no longer has what the frame shows. */
	readonly held: boolean;
	/** From a change of token until the first answer to the new one: when it was changed, by the page's clock. */
	readonly unconfirmed?: number | undefined;
	/** True: the frame is one that this browser has kept, and the server has not been heard since. */
	readonly restored?: boolean;
	readonly run?: RunEvent;
	readonly freshness?: FreshnessEvent;
	readonly refusal?: Problem & { readonly retryable: boolean };
	readonly pending?: Pending;
	/** Why the pending result has not arrived. */
	readonly trouble?: Problem;
}

export type ChartEvent =
	| { readonly type: 'retarget' }
	| { readonly type: 'retoken'; readonly at: number }
	| { readonly type: 'update'; readonly update: ChannelUpdate }
	/** `undefined`: whatever was restored is not for this viewer. */
	| { readonly type: 'restored'; readonly kept: Kept | undefined; readonly at: number }
	| { readonly type: 'fetched'; readonly hash: string; readonly table: Table }
	| { readonly type: 'fetchFailed'; readonly hash: string; readonly problem: Problem };

export const NOTHING: ChartState = { held: false };

const isInline = (result: Result): result is Exclude<Result, LinkedResult> => 'columns' in result;

/** Copies the parts of the state that are set, without those named. */
function without(state: ChartState, ...parts: readonly (keyof ChartState)[]): ChartState {
	const kept = Object.entries(state).filter(([part]) => !(parts as readonly string[]).includes(part));
	return { ...NOTHING, ...Object.fromEntries(kept) };
}

function withResult(state: ChartState, { run, result }: ResultEvent, channel: string): ChartState {
	const settled = without(state, 'pending', 'trouble', 'held');
	const named = { run, channel, hash: result.hash, asOf: result.asOf, refreshMs: result.refreshMs };
	const { frame } = state;
	if (frame?.hash === result.hash) {
		const isSame = frame.run === run && frame.channel === channel && frame.asOf === result.asOf;
		return { ...settled, frame: isSame ? frame : { ...frame, ...named } };
	}
	if (isInline(result)) {
		const { columns, data, rows, truncated } = result;
		return { ...settled, frame: { ...named, table: { columns, data, rows, truncated } } };
	}
	const { patch } = result;
	const data = patch && frame?.hash === patch.base && applyPatch(frame.table, patch, result.rows);
	if (data && frame) {
		const { rows, truncated } = result;
		return { ...settled, frame: { ...named, table: { ...frame.table, data, rows, truncated } } };
	}
	const same =
		state.pending && keyOf(state.pending) === run + result.hash && state.trouble ? { trouble: state.trouble } : {};
	return { ...settled, ...same, pending: { result, run, channel } };
}

function withView(before: ChartState, view: Snapshot, channel: string): ChartState {
	const foreign = before.unconfirmed !== undefined && before.frame !== undefined && before.frame.channel !== channel;
	const state = without(
		before,
		'run',
		'freshness',
		'refusal',
		'unconfirmed',
		'restored',
		...(foreign ? (['frame'] as const) : []),
	);
	const next: ChartState = {
		...state,
		...(view.run ? { run: view.run } : {}),
		...(view.freshness ? { freshness: view.freshness } : {}),
	};
	if (view.result) return withResult(next, view.result, channel);
	return { ...without(next, 'pending', 'trouble'), held: next.frame !== undefined };
}

function withUpdate(state: ChartState, update: ChannelUpdate): ChartState {
	switch (update.type) {
		case 'event':
		case 'reset':
			return withView(state, update.view, update.channel);
		case 'error': {
			const { code, message, retryable } = update;
			const refusal = { code, message, retryable };
			if (state.restored && retryable) return { ...without(state, 'run'), refusal };
			const isForeign = state.unconfirmed !== undefined;
			const kept = without(state, 'run', 'unconfirmed', 'restored', ...(isForeign ? (['frame'] as const) : []));
			return { ...kept, refusal };
		}
		case 'spec': {
			const spec = specOf(update.spec);
			return spec ? { ...state, spec } : without(state, 'spec');
		}
		case 'blank':
			return NOTHING;
	}
}

/** Never in place of what the server has said. */
function withKept(state: ChartState, kept: Kept | undefined, at: number): ChartState {
	if (kept === undefined) return state.restored ? NOTHING : state;
	if (state.frame !== undefined || (state.refusal && !state.refusal.retryable)) return state;
	const { frame, spec } = kept;
	return { ...(spec ? { spec } : {}), ...state, frame, held: true, restored: true, unconfirmed: at };
}

export function nextState(state: ChartState, event: ChartEvent): ChartState {
	switch (event.type) {
		case 'retarget':
			return NOTHING;
		case 'retoken':
			return { ...without(state, 'refusal'), unconfirmed: state.frame && event.at };
		case 'update':
			return withUpdate(state, event.update);
		case 'restored':
			return withKept(state, event.kept, event.at);
		case 'fetched': {
			const { pending } = state;
			if (pending?.result.hash !== event.hash) return state;
			const { asOf, hash, refreshMs } = pending.result;
			const frame = { table: event.table, asOf, hash, refreshMs, run: pending.run, channel: pending.channel };
			return { ...without(state, 'pending', 'trouble', 'held'), frame };
		}
		case 'fetchFailed':
			return state.pending?.result.hash === event.hash ? { ...state, trouble: event.problem } : state;
	}
}
