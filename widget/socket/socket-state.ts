/**
 * The life of the one socket to a server, as a pure function: (state, event) → state and effects.
 *
 *             start                opened               welcomed
 *      idle ────────▶ connecting ────────▶ greeting ────────────▶ online ──┐ goaway: the timer runs, the
 *                        ▲  │ closed          │ closed, goaway      │  ▲    │ socket stays until it ends
 *        timer, try now  │  │ silent          │ silent              │  └────┘
 *                        │  ▼                 ▼                     │
 *                       waiting ◀───────────────────────────────────┘ closed, silent
 *
 *      a terminal close or a refusal ─▶ stopped; only another token leads out of it
 *      stop, from anywhere but stopped ─▶ idle
 *      goaway's timer in online ─▶ connecting
 *
 * connecting: a socket is opening. greeting: it is open and `hello` is sent. online: `welcome` has come.
 * waiting: no socket; the timer always runs. stopped: no socket, no timer, and trying again cannot help.
 *
 * Whoever performs the effects passes on only what the current socket says: events of an earlier one never get here.
 */
import { CLOSE, CLOSE_REASONS, isTerminalClose } from '../protocol.ts';
import { backoffMs } from './backoff.ts';

interface Try {
	/** Counts from 1 since the connection was last stable, which was number 1. */
	readonly attempt: number;
	/** Over how much time the server wants its clients to spread their return. */
	readonly spreadMs: number;
}

export type SocketState =
	| { readonly status: 'idle' }
	| (Try & { readonly status: 'connecting' })
	| (Try & { readonly status: 'greeting'; readonly tokenChanged: boolean })
	| (Try & {
			readonly status: 'online';
			readonly onlineAt: number;
			/** Set once the server has said that it is leaving; the timer runs until then. */
			readonly reconnectAt: number | undefined;
	  })
	| (Try & { readonly status: 'waiting'; readonly retryAt: number; readonly code: string })
	| { readonly status: 'stopped'; readonly code: string; readonly message: string; readonly wanted: boolean };

export type SocketEvent =
	| { readonly type: 'start' }
	| { readonly type: 'stop' }
	| { readonly type: 'opened' }
	| { readonly type: 'welcomed'; readonly pingMs: number; readonly spreadMs: number }
	| { readonly type: 'closed'; readonly code: number; readonly reason: string }
	| { readonly type: 'silent' }
	| { readonly type: 'goaway'; readonly reconnectInMs: number }
	| { readonly type: 'refused'; readonly code: string; readonly message: string }
	| { readonly type: 'timer' }
	| { readonly type: 'tryNow' }
	| { readonly type: 'networkUp' }
	| { readonly type: 'token' };

export type SocketEffect =
	| { readonly type: 'open' }
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
}

interface Transition {
	readonly state: SocketState;
	readonly effects: readonly SocketEffect[];
}

/** A connection that lived this long starts the back-off anew. */
export const STABLE_MS = 5_000;
/** How long opening, and then the answer to `hello`, may take. */
export const HANDSHAKE_MS = 15_000;
/** Beyond the server's own rhythm, how late a sign of life may be. */
export const SILENCE_GRACE_MS = 10_000;
/** After the browser is back on the network, the next try comes within this time. */
export const NETWORK_UP_MS = 1_000;
/** No wait that a server asks for is longer; timers overflow at 24 days, and then fire at once. */
const LONGEST_MS = 600_000;

type Of<S extends SocketState['status']> = Extract<SocketState, { status: S }>;
type Handler<S extends SocketState['status'], E extends SocketEvent['type']> = (
	state: Of<S>,
	event: Extract<SocketEvent, { type: E }>,
	context: Context,
) => Transition;

const to = (state: SocketState, ...effects: SocketEffect[]): Transition => ({ state, effects });
const stay = (state: SocketState): Transition => to(state);
const close = (code = 1000): SocketEffect => ({ type: 'close', code });
const arm = (ms: number): SocketEffect => ({ type: 'arm', ms });
const DISARM: SocketEffect = { type: 'disarm' };
const IDLE: SocketState = { status: 'idle' };
const within = (ms: number): number => Math.min(ms, LONGEST_MS);

function connect({ attempt, spreadMs }: Try, ...before: SocketEffect[]): Transition {
	const expect: SocketEffect = { type: 'expect', withinMs: HANDSHAKE_MS };
	return to({ status: 'connecting', attempt, spreadMs }, ...before, { type: 'open' }, expect);
}

const begin = (): Transition => connect({ attempt: 1, spreadMs: 0 });

function wait({ attempt, spreadMs }: Try, { code, ms, now }: { code: string; ms: number; now: number }): Transition {
	return to({ status: 'waiting', attempt: attempt + 1, spreadMs, retryAt: now + ms, code }, arm(ms));
}

/** The socket is gone, however that came about. */
function lost(state: Of<'connecting' | 'greeting' | 'online'>, code: string, { now, random }: Context): Transition {
	const stable = state.status === 'online' && now - state.onlineAt >= STABLE_MS;
	const attempt = stable ? 1 : state.attempt;
	const leaving = state.status === 'online' ? state.reconnectAt : undefined;
	const ms =
		leaving === undefined
			? backoffMs(attempt - 1, { random, spreadMs: state.spreadMs })
			: within(Math.max(0, leaving - now));
	return wait({ attempt, spreadMs: state.spreadMs }, { code, ms, now });
}

function closed(
	state: Of<'connecting' | 'greeting' | 'online'>,
	{ code, reason }: { readonly code: number; readonly reason: string },
	context: Context,
): Transition {
	const name = CLOSE_REASONS[code]?.name ?? (state.status === 'connecting' ? 'unreachable' : 'connection_lost');
	if (!isTerminalClose(code)) return lost(state, name, context);
	const message = reason || `The server closed the connection for good (${name.replaceAll('_', ' ')}).`;
	return to({ status: 'stopped', code: name, message, wanted: true }, DISARM);
}

function silent(state: Of<'connecting' | 'greeting' | 'online'>, _event: unknown, context: Context): Transition {
	const next = lost(state, state.status === 'connecting' ? 'unreachable' : 'silent', context);
	return to(next.state, close(CLOSE.silent), ...next.effects);
}

const refused = (_state: SocketState, { code, message }: { readonly code: string; readonly message: string }) =>
	to({ status: 'stopped', code, message, wanted: true }, close(), DISARM);
const toIdle = (): Transition => to(IDLE, close(), DISARM);

/** Every state answers every event: a missing case does not compile. */
const TABLE: { readonly [S in SocketState['status']]: { readonly [E in SocketEvent['type']]: Handler<S, E> } } = {
	idle: {
		start: begin,
		stop: stay,
		opened: stay,
		welcomed: stay,
		closed: stay,
		silent: stay,
		goaway: stay,
		refused: stay,
		timer: stay,
		tryNow: stay,
		networkUp: stay,
		token: stay,
	},
	connecting: {
		start: stay,
		stop: toIdle,
		opened: (state) =>
			to({ ...state, status: 'greeting', tokenChanged: false }, { type: 'hello' }, expectWithin(HANDSHAKE_MS)),
		welcomed: stay,
		closed,
		silent,
		goaway: stay,
		refused,
		timer: stay,
		tryNow: stay,
		networkUp: stay,
		token: stay,
	},
	greeting: {
		start: stay,
		stop: toIdle,
		opened: stay,
		welcomed: ({ attempt, tokenChanged }, { pingMs, spreadMs }, { now }) =>
			to(
				{ status: 'online', attempt, spreadMs, onlineAt: now, reconnectAt: undefined },
				expectWithin(within(pingMs) + SILENCE_GRACE_MS),
				...(tokenChanged ? [{ type: 'token' } as const] : []),
			),
		closed,
		silent,
		goaway: (state, { reconnectInMs }, { now }) => {
			const next = wait(state, { code: 'going_away', ms: within(reconnectInMs), now });
			return to(next.state, close(), ...next.effects);
		},
		refused,
		timer: stay,
		tryNow: stay,
		networkUp: stay,
		token: (state) => to({ ...state, tokenChanged: true }),
	},
	online: {
		start: stay,
		stop: toIdle,
		opened: stay,
		welcomed: stay,
		closed,
		silent,
		goaway: (state, { reconnectInMs }, { now }) =>
			to({ ...state, reconnectAt: now + within(reconnectInMs) }, arm(within(reconnectInMs))),
		refused,
		timer: (state) => (state.reconnectAt === undefined ? to(state) : connect({ ...state, attempt: 1 }, close())),
		tryNow: stay,
		networkUp: stay,
		token: (state) => to(state, { type: 'token' }),
	},
	waiting: {
		start: stay,
		stop: () => to(IDLE, DISARM),
		opened: stay,
		welcomed: stay,
		closed: stay,
		silent: stay,
		goaway: stay,
		refused: stay,
		timer: (state) => connect(state),
		tryNow: (state) => connect(state, DISARM),
		networkUp: (state, _event, { now, random }) => {
			const ms = Math.round(random * NETWORK_UP_MS);
			return now + ms < state.retryAt ? to({ ...state, retryAt: now + ms }, arm(ms)) : to(state);
		},
		token: stay,
	},
	stopped: {
		start: (state) => to({ ...state, wanted: true }),
		stop: (state) => to({ ...state, wanted: false }),
		opened: stay,
		welcomed: stay,
		closed: stay,
		silent: stay,
		goaway: stay,
		refused: stay,
		timer: stay,
		tryNow: stay,
		networkUp: stay,
		token: (state) => (state.wanted ? begin() : to(IDLE)),
	},
};

function expectWithin(withinMs: number): SocketEffect {
	return { type: 'expect', withinMs };
}

export function transition(state: SocketState, event: SocketEvent, context: Context): Transition {
	// The table pairs each state with its own handlers; the compiler cannot follow two indices at once.
	const handler = TABLE[state.status][event.type] as (s: SocketState, e: SocketEvent, c: Context) => Transition;
	return handler(state, event, context);
}

/** What a page is told about its connection. */
export type ConnectionState =
	/** Nobody watches anything. */
	| { readonly status: 'idle' }
	| { readonly status: 'connecting'; readonly attempt: number }
	| { readonly status: 'online' }
	/** `retryAt` is in ms on the page's own clock. */
	| { readonly status: 'waiting'; readonly attempt: number; readonly retryAt: number; readonly code: string }
	/** The server refused for good, for example because the token is not valid any more. */
	| { readonly status: 'stopped'; readonly code: string; readonly message: string };

export function toConnectionState(state: SocketState): ConnectionState {
	switch (state.status) {
		case 'idle':
		case 'online':
			return { status: state.status };
		case 'connecting':
		case 'greeting':
			return { status: 'connecting', attempt: state.attempt };
		case 'waiting':
			return { status: 'waiting', attempt: state.attempt, retryAt: state.retryAt, code: state.code };
		case 'stopped':
			return { status: 'stopped', code: state.code, message: state.message };
	}
}
