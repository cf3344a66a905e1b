/**
 * The cursor of one channel: where the application stands, and what each message means to it. Pure.
 *
 *                    ┌──────────────── gap, suspend ───────────────┐
 *                    ▼                                             │
 *      start ─▶ awaiting ── subscribed, recovered ─────────────▶ live ◀─┐ event: deliver | duplicate
 *                 ▲  │                                             ▲ └──┘ top, reset
 *            gap, │  └─ subscribed, not recovered ─▶ resetting ────┘
 *         suspend └─────────────────────────────────────┘    reset
 *
 * awaiting: a subscription is on its way, or there is no socket; frames are ignored until `subscribed` comes.
 * resetting: the server has promised one `reset`, and nothing else may come before it.
 * live: every frame is judged by the position.
 *
 * I1 The position never goes back within an epoch. One thing may set it back: the `reset` that answers a subscription
 *    whose `subscribed` names a top below our position, for then the server itself says that it never knew the rest.
 * I2 Only the very next sequence number is delivered; what is at or below the position is a duplicate.
 * I3 Whatever does not fit is a gap, and never passed over in silence.
 */
import type { Position } from './protocol.ts';

interface Seen {
	/** The last position that the application has seen; the only thing ever sent as `since`. */
	readonly position: Position | undefined;
	/** Epochs left behind. They never come back, so an unasked `reset` of one of them is a late frame. */
	readonly left: readonly string[];
}

export type Cursor =
	| (Seen & { readonly phase: 'awaiting' })
	| (Seen & { readonly phase: 'resetting'; readonly answered: Position })
	| (Seen & { readonly phase: 'live'; readonly position: Position });

export type CursorMessage =
	| (Position & { readonly type: 'event' | 'reset' | 'top' })
	| (Position & { readonly type: 'subscribed'; readonly recovered: boolean });

/**
 * deliver: show this event. reset: show this state instead of everything before. duplicate: seen already.
 * gap: something is missing; subscribe again with `since`. ignore: it changes nothing.
 */
export type Decision = 'deliver' | 'reset' | 'duplicate' | 'gap' | 'ignore';

export interface Step {
	readonly cursor: Cursor;
	readonly decision: Decision;
}

const EPOCHS_REMEMBERED = 8;

export const START: Cursor = { phase: 'awaiting', position: undefined, left: [] };

/** The socket went away, or a rewind begins: nothing counts until the next `subscribed`. */
export function suspend({ position, left }: Cursor): Cursor {
	return { phase: 'awaiting', position, left };
}

const gap = (cursor: Cursor): Step => ({ cursor: suspend(cursor), decision: 'gap' });

function moveTo({ position, left }: Seen, { epoch, seq }: Position, decision: Decision): Step {
	const changed = position !== undefined && position.epoch !== epoch;
	return {
		cursor: {
			phase: 'live',
			position: { epoch, seq },
			left: changed ? [...left, position.epoch].slice(-EPOCHS_REMEMBERED) : left,
		},
		decision,
	};
}

function onSubscribed(cursor: Cursor, { epoch, seq, recovered }: Position & { readonly recovered: boolean }): Step {
	// A second subscription of a channel that is already being followed: its frames are judged like all others.
	if (cursor.phase !== 'awaiting') return { cursor, decision: 'ignore' };
	const { position, left } = cursor;
	if (!recovered) {
		return { cursor: { phase: 'resetting', answered: { epoch, seq }, position, left }, decision: 'ignore' };
	}
	// 'Recovered' can only mean: from our own position on, in our own epoch.
	if (position === undefined || position.epoch !== epoch || seq < position.seq) return gap(cursor);
	return { cursor: { phase: 'live', position, left }, decision: 'ignore' };
}

/** A state of another epoch than the promised one: the promised epoch has ended, and its state, should it come, is late. */
const leaving = ({ position, left }: Seen, answered: string): Seen => ({ position, left: [...left, answered] });

function onReset(cursor: Exclude<Cursor, { phase: 'awaiting' }>, reset: Position): Step {
	const { position, left } = cursor;
	const answered = cursor.phase === 'resetting' ? cursor.answered : undefined;
	if (position?.epoch !== reset.epoch) {
		const isPromised = answered?.epoch === reset.epoch;
		if (left.includes(reset.epoch) && !isPromised) return gap(cursor);
		const from = answered === undefined || isPromised ? cursor : leaving(cursor, answered.epoch);
		return moveTo(from, reset, 'reset');
	}
	if (reset.seq > position.seq) return moveTo(cursor, reset, 'reset');
	if (reset.seq === position.seq || answered === undefined) return moveTo(cursor, position, 'duplicate');
	const serverLostIt = answered.epoch === position.epoch && answered.seq < position.seq;
	return serverLostIt ? moveTo(cursor, reset, 'reset') : gap(cursor);
}

function onEvent(cursor: Cursor & { readonly phase: 'live' }, event: Position): Step {
	const { epoch, seq } = cursor.position;
	if (event.epoch !== epoch || event.seq > seq + 1) return gap(cursor);
	return event.seq > seq ? moveTo(cursor, event, 'deliver') : { cursor, decision: 'duplicate' };
}

/** What a message of this channel means, and where the cursor stands after it. */
export function advance(cursor: Cursor, message: CursorMessage): Step {
	if (message.type === 'subscribed') return onSubscribed(cursor, message);
	if (cursor.phase === 'awaiting') return { cursor, decision: 'ignore' };
	if (message.type === 'reset') return onReset(cursor, message);
	if (cursor.phase === 'resetting') return gap(cursor);
	if (message.type === 'event') return onEvent(cursor, message);
	const { epoch, seq } = cursor.position;
	return message.epoch !== epoch || message.seq > seq ? gap(cursor) : { cursor, decision: 'ignore' };
}
