/**
 * A WebSocket for the widget's client whose frames can be made to come twice, in another order, or not at all, and
 * that can be told not to read. Owns the connections of one viewer.
 */
import { WebSocket } from 'ws';
import type { ClientOptions } from '../../widget/client.ts';
import { parseServerMessage } from '../../widget/protocol.ts';
import type { Random } from './random.ts';
import type { WireWitness } from './wire-witness.ts';

type WebSocketConstructor = NonNullable<ClientOptions['WebSocket']>;
type Opened = () => void;
type Received = (event: { readonly data: string }) => void;
type Closed = (event: { readonly code: number; readonly reason: string }) => void;

const HOLD_MS = 80;
const MOST_NOTED = 40;
/** What only a channel's frames may suffer: a lost one of these is noticed, a lost greeting is a broken server. */
const LOSABLE = ['event', 'reset', 'top'];

export class UnrulySockets {
	/** While true, frames suffer. */
	unruly = false;
	/** While true, not one frame of a channel arrives. */
	losing = false;
	readonly #random: Random;
	readonly #witness: () => WireWitness;
	readonly #open = new Set<WebSocket>();
	#paused = false;
	/** What went over its connections of late, for the report. */
	readonly recent: string[] = [];

	/** Each connection is given a witness of its own. */
	constructor(random: Random, witness: () => WireWitness) {
		this.#random = random;
		this.#witness = witness;
	}

	/** Stops reading, or reads again, on connections there are and on those to come. */
	pause(paused: boolean): void {
		this.#paused = paused;
		for (const socket of this.#open) if (socket.readyState === WebSocket.OPEN) this.#setReading(socket);
	}

	#note(way: string, text: string): void {
		// Of a frame its head says enough: type, channel, position.
		this.recent.push(`${Math.round(performance.now())} ${way} ${text.slice(0, 130)}`);
		if (this.recent.length > MOST_NOTED) this.recent.shift();
	}

	#setReading(socket: WebSocket): void {
		if (this.#paused) socket.pause();
		else socket.resume();
	}

	end(): void {
		for (const socket of this.#open) socket.terminate();
	}

	/** What is given to the client in place of the browser's. */
	get constructorForClient(): WebSocketConstructor {
		const note = (way: string, text: string): void => this.#note(way, text);
		const connect = (url: string, protocol: string, page: PageSocket): WebSocket => this.#connect(url, protocol, page);
		class PageSocket {
			onopen: Opened | undefined;
			onmessage: Received | undefined;
			onclose: Closed | undefined;
			onerror: Opened | undefined;
			readonly #socket: WebSocket;
			constructor(url: string, protocol: string) {
				this.#socket = connect(url, protocol, this);
			}
			send(text: string): void {
				note('→', text);
				this.#socket.send(text);
			}
			close(code: number): void {
				this.#socket.close(code);
			}
		}
		return PageSocket as unknown as WebSocketConstructor;
	}

	#connect(
		url: string,
		protocol: string,
		page: { onopen: Opened | undefined; onmessage: Received | undefined; onclose: Closed | undefined },
	): WebSocket {
		const socket = new WebSocket(url, protocol, { perMessageDeflate: false });
		this.#open.add(socket);
		const witness = this.#witness();
		const give = this.#disturb((text) => page.onmessage?.({ data: text }));
		socket.on('open', () => {
			this.#note('○', url);
			this.#setReading(socket);
			page.onopen?.();
		});
		socket.on('message', (data) => {
			const text = String(data);
			witness.sees(text);
			this.#note('←', text);
			give(text);
		});
		socket.on('error', () => undefined);
		socket.on('close', (code, reason) => {
			this.#note('×', String(code));
			this.#open.delete(socket);
			page.onclose?.({ code, reason: reason.toString() });
		});
		return socket;
	}

	/** One connection's frames, passed on as chance has it. */
	#disturb(deliver: (text: string) => void): (text: string) => void {
		let held: string | undefined;
		const release = (): void => {
			const text = held;
			held = undefined;
			if (text !== undefined) deliver(text);
		};
		return (text) => {
			const fate =
				this.unruly && !this.losing
					? this.#random.weighted({ pass: 70, twice: 12, again: 6, swap: 10, lose: 2 })
					: 'pass';
			if (fate === 'swap' && held === undefined) {
				held = text;
				setTimeout(release, HOLD_MS);
				return;
			}
			if (!((this.losing || fate === 'lose') && isLosable(text))) deliver(text);
			if (fate === 'twice') deliver(text);
			release();
			if (fate === 'again') {
				held = text;
				setTimeout(release, HOLD_MS);
			}
		};
	}
}

function isLosable(text: string): boolean {
	const parsed = parseServerMessage(text);
	return parsed.ok && LOSABLE.includes(parsed.message.type);
}
