/**
 * Owns the one live socket: performs what the pure state machine decides, guards every callback against sockets of
 * the past, watches for silence, and answers what concerns the connection itself. What concerns channels it hands on.
 */
import type { ServerClock, Timing } from '../clock.ts';
import { type ClientMessage, parseServerMessage, type ServerMessage, TERMINAL_ERRORS } from '../protocol.ts';
import { type SocketEffect, type SocketEvent, type SocketState, transition } from './socket-state.ts';

interface TransportEvents {
	opened(): void;
	received(data: unknown): void;
	closed(code: number, reason: string): void;
}

export interface Connection {
	send(text: string): void;
	close(code: number): void;
}

/** Opens one connection. After `close` whatever it still says is not listened to. */
export type Transport = (events: TransportEvents) => Connection;

interface SocketOptions {
	readonly transport: Transport;
	/** The token of the moment. */
	readonly token: () => string;
	readonly timing: Timing;
	readonly clock: ServerClock;
	readonly onChange: (state: SocketState) => void;
	/** Called while online only. */
	readonly onMessage: (message: ServerMessage) => void;
	readonly warn: (text: string) => void;
}

const NOTHING = (): void => undefined;

function read(data: unknown): ReturnType<typeof parseServerMessage> {
	try {
		if (typeof data === 'string') return parseServerMessage(data);
	} catch {
		// Falls through: whatever breaks the parser is malformed.
	}
	return { ok: false, code: 'malformed', problem: 'it is not a text that can be read' };
}

export class Socket {
	readonly #options: SocketOptions;
	#state: SocketState = { status: 'idle' };
	#connection: Connection | undefined;
	/** Changes with every socket; a callback that holds another one belongs to the past. */
	#current: object = {};
	#disarm = NOTHING;
	#unwatch = NOTHING;
	#heardAt = 0;
	#warned = false;
	#queue: SocketEvent[] = [];
	#busy = false;

	constructor(options: SocketOptions) {
		this.#options = options;
	}

	/** Takes one event after the other, also when performing one brings about the next. */
	dispatch(event: SocketEvent): void {
		this.#queue.push(event);
		if (this.#busy) return;
		this.#busy = true;
		try {
			for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) this.#step(next);
		} finally {
			this.#busy = false;
		}
	}

	/** Sends while online; otherwise it is dropped, for coming online says everything anew. */
	send(message: ClientMessage): void {
		if (this.#state.status === 'online') this.#write(message);
	}

	#step(event: SocketEvent): void {
		const { timing, onChange } = this.#options;
		const before = this.#state;
		const { state, effects } = transition(before, event, { now: timing.now(), random: timing.random() });
		this.#state = state;
		for (const effect of effects) this.#perform(effect);
		if (state !== before) onChange(state);
		// Without a socket there is nobody to be silent.
		if (this.#connection === undefined) this.#unwatch();
	}

	#perform(effect: SocketEffect): void {
		const { timing, token } = this.#options;
		switch (effect.type) {
			case 'open':
				this.#open();
				break;
			case 'close': {
				const connection = this.#connection;
				this.#forget();
				connection?.close(effect.code);
				break;
			}
			case 'hello':
			case 'token':
				this.#write({ type: effect.type, token: token() });
				break;
			case 'arm':
			case 'disarm':
				this.#disarm();
				this.#disarm = NOTHING;
				if (effect.type === 'arm') this.#disarm = timing.after(effect.ms, () => this.dispatch({ type: 'timer' }));
				break;
			case 'expect':
				this.#heardAt = timing.now();
				this.#watch(effect.withinMs, effect.withinMs);
				break;
		}
	}

	#open(): void {
		const current = {};
		this.#current = current;
		const guard =
			<A extends unknown[]>(run: (...args: A) => void) =>
			(...args: A) => {
				if (this.#current === current) run(...args);
			};
		const connection = this.#options.transport({
			opened: guard(() => this.dispatch({ type: 'opened' })),
			received: guard((data) => this.#receive(data)),
			closed: guard((code, reason) => {
				this.#forget();
				this.dispatch({ type: 'closed', code, reason });
			}),
		});
		if (this.#current === current) this.#connection = connection;
	}

	#forget(): void {
		this.#current = {};
		this.#connection = undefined;
	}

	#write(message: ClientMessage): void {
		try {
			this.#connection?.send(JSON.stringify(message));
		} catch {
			// A socket that cannot send is closing, and says so itself.
		}
	}

	/** Looks again when silence would be over the limit; what came meanwhile only moves a number. */
	#watch(limitMs: number, inMs: number): void {
		const { timing } = this.#options;
		this.#unwatch();
		this.#unwatch = timing.after(inMs, () => {
			const quietMs = timing.now() - this.#heardAt;
			if (quietMs >= limitMs) this.dispatch({ type: 'silent' });
			else this.#watch(limitMs, Math.min(limitMs, limitMs - quietMs));
		});
	}

	#receive(data: unknown): void {
		this.#heardAt = this.#options.timing.now();
		const parsed = read(data);
		if (parsed.ok) this.#handle(parsed.message);
		else if (parsed.code === 'malformed' && !this.#warned) {
			this.#warned = true;
			this.#options.warn(`Chartwire ignored a message from the server: ${parsed.problem}.`);
		}
	}

	#handle(message: ServerMessage): void {
		if (message.type === 'welcome') {
			this.#options.clock.learn(message.at);
			this.dispatch({ type: 'welcomed', pingMs: message.pingMs, spreadMs: message.reconnectSpreadMs });
		} else if (message.type === 'ping') {
			this.#options.clock.learn(message.at);
			this.send({ type: 'pong' });
		} else if (message.type === 'goaway') {
			this.dispatch({ type: 'goaway', reconnectInMs: message.reconnectInMs });
		} else if (message.type !== 'error' || message.id !== undefined) {
			if (this.#state.status === 'online') this.#options.onMessage(message);
		} else if (TERMINAL_ERRORS.includes(message.code)) {
			this.dispatch({ type: 'refused', code: message.code, message: message.message });
		}
	}
}
