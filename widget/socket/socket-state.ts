/**
 * The life of the one connection to a server, as a pure function: (state, event) → state and effects.
 *
 *             start                opened               welcomed
 *      idle ────────▶ connecting ────────▶ greeting ────────────▶ online ──┐ goaway: it stays until it ends;
 *                        ▲  │ closed          │ closed, goaway      │  ▲    │ adopted: another connection,
 *        timer, try now  │  │ silent          │ silent              │  └────┘ made ready beside it, takes over
 *                        │  ▼                 ▼                     │
 *                       waiting ◀───────────────────────────────────┘ closed, silent
 *
 *      a terminal close or a refusal ─▶ stopped; only another token leads out of it
 *      stop, from anywhere but stopped ─▶ idle
 *
 * connecting: a connection is opening. greeting: it is open and `hello` is sent. online: `welcome` has come.
 * waiting: no connection; the timer always runs. stopped: no connection, no timer, and trying again cannot help.
 *
 * Whoever performs the effects passes on only what the current connection says: events of an earlier one never get
 * here, nor does what another one says that is being made ready.
 */
import { CLOSE, CLOSE_REASONS, isTerminalClose } from '../protocol.ts';
import { backoffMs, CAP_MS } from './backoff.ts';
import type { Ending, TransportName } from './transports/transport.ts';

interface Try {
	/** Counts from 1 since the connection was last stable, which was number 1. */
	readonly attempt: number;
	/** Over how much time the server wants its clients to spread their return. */
	readonly spreadMs: number;
	/** Tries in a row that ended without a welcome; they decide what carries the next one. */
	readonly failures: number;
}

export type SocketState =
	| { readonly status: 'idle' }
	| (Try & { readonly status: 'connecting' })
	| (Try & { readonly status: 'greeting'; readonly tokenChanged: boolean })
	| (Try & {
			readonly status: 'online';
			readonly transport: TransportName;
			readonly onlineAt: number;
			/** Set once the server has said that it is leaving: not before then another connection may be opened. */
			readonly reconnectAt: number | undefined;
	  })
	| (Try & { readonly status: 'waiting'; readonly retryAt: number; readonly code: string })
	| { readonly status: 'stopped'; readonly code: string; readonly message: string; readonly wanted: boolean };

interface Welcomed {
	readonly transport: TransportName;
	readonly pingMs: number;
	readonly spreadMs: number;
}

export type SocketEvent =
	| { readonly type: 'start' }
	| { readonly type: 'stop' }
	| { readonly type: 'opened' }
	| ({ readonly type: 'welcomed' } & Welcomed)
	| ({ readonly type: 'closed' } & Ending)
	| { readonly type: 'silent' }
	/** The connection that was made ready has taken the place of the other. */
	| ({ readonly type: 'adopted' } & Welcomed)
	| { readonly type: 'goaway'; readonly reconnectInMs: number }
	| { readonly type: 'refused'; readonly code: string; readonly message: string }
	| { readonly type: 'timer' }
	| { readonly type: 'tryNow' }
	/** The browser is back on the network, or the tab before somebody's eyes. */
	| { readonly type: 'hurry' }
	| { readonly type: 'token' };

export type SocketEffect =
	| { readonly type: 'open'; readonly fallback: boolean }
	/** Lets go of the socket: nothing that it says afterwards counts. */
	| { readonly type: 'close'; readonly code: number }
	| { readonly type: 'hello' }
	| { readonly type: 'token' }
	/** Starts the one timer, in place of one that runs already. */
	| { readonly type: 'arm'; readonly ms: number }
	| { readonly type: 'disarm' }
	/** `silent` is due when nothing at all comes for this long, counted from now. */
	| { readonly type: 'expect'; readonly withinMs: number };

export interface Context {
	readonly now: number;
	readonly random: number;
	/** What has worked on this page. */
	readonly preferred: TransportName | undefined;
}

interface Transition {
	readonly state: SocketState;
	readonly effects: readonly SocketEffect[];
}

/** A connection that lived this long starts the back-off anew. */
export const STABLE_MS = 5_000;
/** How long opening, and then the answer to `hello`, may take. */
export const HANDSHAKE_MS = 15_000;
/** After two tries that brought no welcome, one takes a fallback. */
const ROUND = 3;
/** Beyond the server's own rhythm, how late a sign of life may be. */
export const SILENCE_GRACE_MS = 10_000;
/** After the browser is back on the network, or the tab in sight, the next try comes within this time or the server's spread. */
export const HURRY_MS = 1_000;
/** No wait that a server asks for is longer; timers overflow at 24 days, and then fire at once. */
const LONGEST_MS = 600_000;

type Of<S extends SocketState['status']> = Extract<SocketState, { status: S }>;
type Handler<S extends SocketState['status'], E extends SocketEvent['type']> = (
	state: Of<S>,
	event: Extract<SocketEvent, { type: E }>,
	context: Context,
) => Transition;

const to = (state: SocketState, ...effects: SocketEffect[]): Transition => ({ state, effects });
const close = (code = 1000): SocketEffect => ({ type: 'close', code });
const arm = (ms: number): SocketEffect => ({ type: 'arm', ms });
const DISARM: SocketEffect = { type: 'disarm' };
const TOKEN: SocketEffect = { type: 'token' };
const IDLE: SocketState = { status: 'idle' };
const within = (ms: number): number => Math.min(ms, LONGEST_MS);

const expect = (withinMs: number): SocketEffect => ({ type: 'expect', withinMs });

/** What has worked before comes first. */
function connect({ attempt, spreadMs, failures }: Try, { preferred }: Context, ...before: SocketEffect[]): Transition {
	const fallback = (failures + (preferred === undefined || preferred === 'websocket' ? 1 : ROUND)) % ROUND === 0;
	const state: SocketState = { status: 'connecting', attempt, spreadMs, failures };
	return to(state, ...before, { type: 'open', fallback }, expect(HANDSHAKE_MS));
}

const FRESH: Try = { attempt: 1, spreadMs: 0, failures: 0 };
const begin = (_state: unknown, _event: unknown, context: Context): Transition => connect(FRESH, context);

function wait(
	{ attempt, spreadMs, failures }: Try,
	{ code, ms, now }: { code: string; ms: number; now: number },
): Transition {
	return to({ status: 'waiting', attempt, spreadMs, failures, retryAt: now + ms, code }, arm(ms));
}

type Linked = Of<'connecting' | 'greeting' | 'online'>;

/** A short uptime does not start the back-off anew. */
const steady = (state: Linked, now: number): number =>
	state.status === 'online' && now - state.onlineAt >= STABLE_MS ? 1 : state.attempt;

/** The connection is gone, however that came about. */
function lost(state: Linked, { code, notBeforeMs = 0 }: Loss, { now, random }: Context): Transition {
	const attempt = steady(state, now);
	const { spreadMs } = state;
	const leaveMs = state.status === 'online' && state.reconnectAt !== undefined ? state.reconnectAt - now : 0;
	const ms =
		leaveMs > 0 ? within(leaveMs) : backoffMs(attempt - 1, { random, spreadMs, notBeforeMs: within(notBeforeMs) });
	const failures = state.status === 'online' ? 0 : state.failures + 1;
	return wait({ attempt: attempt + 1, spreadMs, failures }, { code, ms, now });
}

interface Loss {
	readonly code: string;
	readonly notBeforeMs?: number;
}

function closed(state: Linked, ending: Ending, context: Context): Transition {
	const { code, reason } = ending;
	const name = CLOSE_REASONS[code]?.name ?? (state.status === 'connecting' ? 'unreachable' : 'connection_lost');
	if (!isTerminalClose(code)) return lost(state, { ...ending, code: name }, context);
	const message = reason || `The server closed the connection for good (${name.replaceAll('_', ' ')}).`;
	return to({ status: 'stopped', code: name, message, wanted: true }, DISARM);
}

function silent(state: Linked, _event: unknown, context: Context): Transition {
	const code = state.status === 'connecting' ? 'unreachable' : 'silent';
	const next = lost(state, { code }, context);
	return to(next.state, close(CLOSE.silent), ...next.effects);
}

const refused = (_state: SocketState, { code, message }: { readonly code: string; readonly message: string }) =>
	to({ status: 'stopped', code, message, wanted: true }, close(), DISARM);
const toIdle = (): Transition => to(IDLE, close(), DISARM);

/** A new connection is online. */
function online({ attempt, failures }: Try, { transport, pingMs, spreadMs }: Welcomed, now: number): Transition {
	return to(
		{ status: 'online', transport, attempt, spreadMs, failures, onlineAt: now, reconnectAt: undefined },
		expect(within(pingMs) + SILENCE_GRACE_MS),
	);
}

/** Soon, never all at once, and never later than before. */
function sooner(state: Of<'waiting'>, _event: unknown, { now, random }: Context): Transition {
	const ms = Math.round(random * Math.min(CAP_MS, Math.max(HURRY_MS, state.spreadMs)));
	return now + ms < state.retryAt ? to({ ...state, retryAt: now + ms }, arm(ms)) : to(state);
}

/** What a connection says; without one nothing of it gets here. */
type Said = 'opened' | 'welcomed' | 'closed' | 'silent' | 'goaway' | 'refused' | 'adopted';
/**
 * What each state lets pass. Every other event must stand in the table: every state answers every event, and a missing
 * case does not compile.
 */
interface Ignored {
	idle: Said | 'stop' | 'timer' | 'tryNow' | 'hurry' | 'token';
	connecting: 'start' | 'welcomed' | 'goaway' | 'adopted' | 'timer' | 'tryNow' | 'hurry' | 'token';
	greeting: 'start' | 'opened' | 'adopted' | 'timer' | 'tryNow' | 'hurry';
	online: 'start' | 'opened' | 'timer' | 'tryNow' | 'hurry';
	waiting: Said | 'start' | 'token';
	stopped: Said | 'timer' | 'tryNow' | 'hurry';
}

const linked = { stop: toIdle, closed, silent, refused };

const TABLE: {
	readonly [S in SocketState['status']]: {
		readonly [E in Exclude<SocketEvent['type'], Ignored[S]>]: Handler<S, E>;
	};
} = {
	idle: { start: begin },
	connecting: {
		...linked,
		opened: (state) =>
			to({ ...state, status: 'greeting', tokenChanged: false }, { type: 'hello' }, expect(HANDSHAKE_MS)),
	},
	greeting: {
		...linked,
		welcomed: (state, welcome, { now }) => {
			const next = online(state, welcome, now);
			return to(next.state, ...next.effects, ...(state.tokenChanged ? [TOKEN] : []));
		},
		goaway: (state, { reconnectInMs }, { now }) => {
			const ms = within(reconnectInMs);
			const next = wait({ ...state, attempt: state.attempt + 1 }, { code: 'going_away', ms, now });
			return to(next.state, close(), ...next.effects);
		},
		token: (state) => to({ ...state, tokenChanged: true }),
	},
	online: {
		...linked,
		welcomed: (state, { spreadMs }) => to({ ...state, spreadMs }),
		adopted: (state, welcome, { now }) => online({ ...state, attempt: steady(state, now), failures: 0 }, welcome, now),
		goaway: (state, { reconnectInMs }, { now }) => to({ ...state, reconnectAt: now + within(reconnectInMs) }),
		token: (state) => to(state, TOKEN),
	},
	waiting: {
		stop: toIdle,
		timer: (state, _event, context) => connect(state, context),
		tryNow: (state, _event, context) => connect(state, context, DISARM),
		hurry: sooner,
	},
	stopped: {
		start: (state) => to({ ...state, wanted: true }),
		stop: (state) => to({ ...state, wanted: false }),
		token: (state, event, context) => (state.wanted ? begin(state, event, context) : to(IDLE)),
	},
};

export function transition(state: SocketState, event: SocketEvent, context: Context): Transition {
	// The table pairs each state with its own handlers; the compiler cannot follow two indices at once.
	const handlers = TABLE[state.status] as {
		readonly [E in SocketEvent['type']]?: (s: SocketState, e: SocketEvent, c: Context) => Transition;
	};
	return handlers[event.type]?.(state, event, context) ?? to(state);
}

/** What a page is told about its connection. */
export type ConnectionState =
	/** Nobody watches anything, or nobody has looked at the tab for long. */
	| { readonly status: 'idle' }
	| { readonly status: 'connecting'; readonly attempt: number }
	| { readonly status: 'online'; readonly transport: TransportName }
	/** `retryAt` is in ms on the page's own clock. */
	| { readonly status: 'waiting'; readonly attempt: number; readonly retryAt: number; readonly code: string }
	/** The server refused for good, for example because the token is not valid any more. */
	| { readonly status: 'stopped'; readonly code: string; readonly message: string };

export function toConnectionState(state: SocketState): ConnectionState {
	switch (state.status) {
		case 'idle':
			return state;
		case 'online':
			return { status: 'online', transport: state.transport };
		case 'connecting':
		case 'greeting':
			return { status: 'connecting', attempt: state.attempt };
		case 'waiting':
			return { status: 'waiting', attempt: state.attempt, retryAt: state.retryAt, code: state.code };
		case 'stopped':
			return { status: 'stopped', code: state.code, message: state.message };
	}
}
