/**
 * Owns the one live connection: performs what the pure state machine decides, and answers what concerns the connection
 * itself. What concerns channels it hands on.
 */
import type { ServerClock, Timing } from '../clock.ts';
import { type ClientMessage, type ServerMessage, TERMINAL_ERRORS } from '../protocol.ts';
import type { Observe } from '../recording/seen.ts';
import type { Welcome } from './handover.ts';
import { Link, type LinkEvent, type LinkOwner } from './link.ts';
import { type SocketEffect, type SocketEvent, type SocketState, transition } from './socket-state.ts';
import type { Standby } from './standby.ts';
import type { Followed } from './succession.ts';
import type { Transport, TransportName } from './transports/transport.ts';

export interface SocketOptions {
	/** Its address, without a slash at the end. */
	readonly server: string;
	readonly fetch: typeof fetch;
	readonly webSocket: Transport;
	/** What has worked on this page. */
	readonly preferred: () => TransportName | undefined;
	/** The token of the moment. */
	readonly token: () => string;
	readonly timing: Timing;
	readonly clock: ServerClock;
	readonly onChange: (state: SocketState) => void;
	/** Called while online only. */
	readonly onMessage: (message: ServerMessage) => void;
	/** What is watched, for when another connection takes over. */
	readonly followed: Followed;
	/** Fires `visibilitychange` when the tab is hidden or looked at again. */
	readonly tab?: Tab | undefined;
	readonly warn: (text: string) => void;
	readonly observe?: Observe;
}

export type Tab = Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;

const NOTHING = (): void => undefined;

export class Socket implements LinkOwner {
	readonly options: SocketOptions;
	#state: SocketState = { status: 'idle' };
	/** The connection whose words count. */
	link: Link | undefined;
	#standby: Standby | undefined;
	#loading = false;
	#disarm = NOTHING;
	#warned = false;
	#queue: SocketEvent[] = [];
	#busy = false;

	constructor(options: SocketOptions) {
		this.options = options;
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

	/** Without a connection it is dropped, for coming online says everything anew. */
	send(message: ClientMessage): void {
		this.link?.send(message);
	}

	#step(event: SocketEvent): void {
		const { timing, onChange, preferred } = this.options;
		const before = this.#state;
		const context = { now: timing.now(), random: timing.random(), preferred: preferred() };
		const { state, effects } = transition(before, event, context);
		this.#state = state;
		for (const effect of effects) this.#perform(effect);
		if (state === before) return;
		onChange(state);
		this.#standby?.changed(state);
		this.#standBy();
	}

	#perform(effect: SocketEffect): void {
		const { timing, token, webSocket } = this.options;
		switch (effect.type) {
			case 'open':
				this.link = this.open(effect.fallback ? this.#fallback() : webSocket, this);
				break;
			case 'close':
				this.link?.close(effect.code);
				break;
			case 'hello':
			case 'token':
				this.link?.send({ type: effect.type, token: token() });
				if (effect.type === 'token') this.#standby?.token();
				break;
			case 'arm':
			case 'disarm':
				this.#disarm();
				this.#disarm = NOTHING;
				if (effect.type === 'arm') this.#disarm = timing.after(effect.ms, () => this.dispatch({ type: 'timer' }));
				break;
			case 'expect':
				this.link?.expect(effect.withinMs);
				break;
		}
	}

	open(transport: Transport | Promise<Transport>, owner: LinkOwner): Link {
		const { timing, warn, observe } = this.options;
		const onMalformed = (problem: string) => {
			if (!this.#warned) warn(`Chartwire ignored a message from the server: ${problem}.`);
			this.#warned = true;
		};
		return new Link({ transport, timing, owner, observe, onMalformed });
	}

	on(link: Link, event: LinkEvent): void {
		if (event.type === 'said') this.#hear(link, event.message);
		else if (!this.#standby?.covers(event)) this.dispatch(event);
	}

	/** Its code is loaded when it is first needed; when it cannot be, WebSocket tries go on. */
	async #fallback(): Promise<Transport> {
		return (await import('./transports/posting.ts')).postingTransport(this.options);
	}

	#hear(link: Link, message: ServerMessage): void {
		if (message.type === 'welcome') {
			this.options.clock.learn(message.at);
			this.welcomed('welcomed', link, message);
		} else if (message.type === 'ping') {
			const { reconnectSpreadMs: spreadMs } = message;
			this.options.clock.learn(message.at);
			this.send({ type: 'pong' });
			if (spreadMs !== undefined && this.#state.status === 'online')
				this.dispatch({ type: 'welcomed', transport: link.name, pingMs: 0, spreadMs });
		} else if (message.type === 'goaway') {
			if (!link.again(message.reconnectInMs)) this.dispatch(message);
		} else if (message.type !== 'error' || message.id !== undefined) {
			if (this.#state.status === 'online') this.options.onMessage(message);
		} else if (TERMINAL_ERRORS.includes(message.code)) {
			this.dispatch({ type: 'refused', code: message.code, message: message.message });
		}
	}

	welcomed(type: 'welcomed' | 'adopted', link: Link, { pingMs, reconnectSpreadMs: spreadMs }: Welcome): void {
		this.dispatch({ type, transport: link.name, pingMs, spreadMs });
	}

	/** Ends what listens outside. */
	end(): void {
		this.#standby?.end();
	}

	/** Its code is fetched while all is well, so that it is there when the server leaves; without it cursors do the rest. */
	#standBy(): void {
		if (this.#state.status !== 'online' || this.#loading) return;
		this.#loading = true;
		import('./standby.ts').then(
			({ Standby }) => {
				this.#standby = new Standby(this);
				this.#standby.changed(this.#state);
			},
			() => {
				this.#loading = false;
			},
		);
	}
}
