/**
 * Plays a recording to a page as if a server were there: put `WebSocket` and `fetch` into a client's options, or in the
 * place of the page's own. The page sees what the recorded viewer saw, at any speed; while that viewer had no
 * connection, the page has none.
 *
 * A cursor never goes back within an epoch (I1), nor does one name two contents (I4). So going back begins another pass
 * of the reel, in which every epoch has another name, and every channel that then showed no result yet, too: what the
 * page showed of it has to go.
 */
import { pageTiming, type Timing } from '../clock.ts';
import type { WebSocketConstructor } from '../socket/transports/websocket.ts';
import type { RecordedClient } from './recording.ts';
import { Reel, resultOf } from './reel.ts';
import { ReplaySocket, type Stage } from './replay-socket.ts';

export interface ReplayOptions {
	readonly client: RecordedClient;
	readonly timing?: Timing;
	/** Default: 1. `Infinity`: as fast as possible. */
	readonly speed?: number;
}

export type ReplayStatus = 'paused' | 'playing' | 'ended';

/** So soon before there is a connection again, a new one waits for that moment and is not refused. */
const HOLD_MS = 1_000;
/** How often pages are told the time, which does not pass for them as it does for their clocks. */
const PING_MS = 1_000;
/** Steps in a row before pages get their turn. */
const AT_ONCE = 200;

export class Replay implements Stage {
	readonly reel: Reel;
	readonly timing: Timing;
	readonly WebSocket: WebSocketConstructor;
	readonly fetch: typeof fetch;
	position = 0;
	#status: ReplayStatus = 'paused';
	#speed: number;
	#at: number;
	/** Where and when the present stretch of playing began. */
	#from: { readonly at: number; readonly now: number };
	#pass = 0;
	readonly #names = new Map<string, string>();
	readonly #sockets = new Set<ReplaySocket>();
	readonly #held = new Set<ReplaySocket>();
	readonly #listeners = new Set<() => void>();
	#pingedAt = Number.NEGATIVE_INFINITY;
	#cancel = (): void => undefined;

	/** @throws ChartwireError `no_content` when the recording does not have what this client saw. */
	constructor({ client, timing = pageTiming, speed = 1 }: ReplayOptions) {
		const stage: Stage = this;
		this.reel = new Reel(client);
		this.timing = timing;
		this.#speed = speed;
		this.#at = this.reel.startAt;
		this.#from = { at: this.#at, now: timing.now() };
		this.fetch = async (input) => this.#answer(String(input instanceof Request ? input.url : input));
		this.WebSocket = class extends ReplaySocket {
			constructor(url: string, protocol: string) {
				super(stage, url, protocol);
			}
		} as unknown as WebSocketConstructor;
	}

	get status(): ReplayStatus {
		return this.#status;
	}

	get speed(): number {
		return this.#speed;
	}

	/** Whether the recorded viewer had a connection at this moment. */
	get up(): boolean {
		return this.reel.isUpAt(this.position);
	}

	get at(): number {
		return Math.round(this.#now());
	}

	get firstPass(): boolean {
		return this.#pass === 0;
	}

	/** Calls back whenever something else than time has changed. */
	onChange(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** From where it stands, or once more from the beginning. */
	play(): void {
		if (this.#status === 'playing') return;
		if (this.#status === 'ended') this.seek(this.reel.startAt);
		this.#become('playing');
	}

	pause(): void {
		if (this.#status === 'playing') this.#become('paused');
	}

	setSpeed(speed: number): void {
		if (!(speed > 0)) throw new RangeError(`A replay cannot be played at ${speed} times its speed.`);
		this.#at = this.#now();
		this.#speed = speed;
		this.#become(this.#status);
	}

	/** Goes to a moment, in ms of the recorded server's clock. */
	seek(at: number): void {
		const { reel } = this;
		const here = this.#now();
		const wasUp = this.up;
		this.#at = Math.min(reel.endAt, Math.max(reel.startAt, at));
		const position = reel.positionAt(this.#at);
		if (this.#at < here || position < this.position) this.#beginPass(position);
		this.position = position;
		for (const socket of this.#sockets) socket.showAll();
		if (wasUp !== this.up) this.#connection();
		this.#become(this.#status === 'ended' ? 'paused' : this.#status);
	}

	/** Ends it for every page. */
	close(): void {
		this.#status = 'paused';
		for (const socket of [...this.#sockets, ...this.#held]) socket.cut();
		this.#cancel();
		this.#listeners.clear();
	}

	channelName(channel: string): string {
		return this.#names.get(channel) ?? channel;
	}

	epochName(epoch: string): string {
		return this.#pass === 0 ? epoch : `${epoch}~${this.#pass}`;
	}

	arrived(socket: ReplaySocket): void {
		const { reel, position } = this;
		if (this.up) {
			this.#sockets.add(socket);
			socket.open();
			this.#plan();
			return;
		}
		const waitMs = ((reel.nextUpAt(position) ?? Number.POSITIVE_INFINITY) - this.#now()) / this.#speed;
		if (waitMs <= HOLD_MS) this.#held.add(socket);
		else socket.cut();
	}

	left(socket: ReplaySocket): void {
		this.#sockets.delete(socket);
		this.#held.delete(socket);
	}

	#now(): number {
		const { at, now } = this.#from;
		if (this.#status !== 'playing' || this.#speed === Number.POSITIVE_INFINITY) return this.#at;
		return Math.min(this.reel.endAt, at + (this.timing.now() - now) * this.#speed);
	}

	#beginPass(position: number): void {
		this.#pass += 1;
		for (const { channel } of this.reel.steps.filter((step) => step.type === 'frame')) {
			const shown = this.reel.entryAt(channel, position)?.view.result !== undefined;
			if (!shown) this.#names.set(channel, `${channel}~${this.#pass}`);
		}
	}

	/** The one setter: a stretch of time begins, everybody is told. */
	#become(status: ReplayStatus): void {
		this.#status = status;
		this.#from = { at: this.#at, now: this.timing.now() };
		this.#plan();
		for (const listener of [...this.#listeners]) listener();
	}

	#plan(): void {
		this.#cancel();
		const { reel, timing } = this;
		if (this.#status !== 'playing') {
			if (this.#sockets.size > 0) this.#cancel = timing.after(PING_MS, () => this.#tick());
			return;
		}
		const next = reel.steps[this.position]?.at ?? reel.endAt;
		const waitMs = Math.ceil(Math.max(0, next - this.#now()) / this.#speed);
		this.#cancel = timing.after(Math.min(waitMs, PING_MS), () => this.#tick());
	}

	#tick(): void {
		const { reel } = this;
		if (this.#status === 'playing') {
			const hurries = this.#speed === Number.POSITIVE_INFINITY;
			const upTo = hurries ? Number.POSITIVE_INFINITY : this.#now();
			for (let count = 0; count < AT_ONCE && (reel.steps[this.position]?.at ?? Number.NaN) <= upTo; count += 1)
				this.#step();
			const done = this.position === reel.steps.length && upTo >= reel.endAt;
			this.#at = done ? reel.endAt : hurries ? (reel.steps[this.position - 1]?.at ?? this.#at) : upTo;
			if (done) this.#become('ended');
		}
		this.#ping();
		this.#plan();
	}

	#step(): void {
		const step = this.reel.steps[this.position];
		const wasUp = this.up;
		this.position += 1;
		if (step?.type === 'frame') for (const socket of this.#sockets) socket.showNext(step.channel);
		else if (step?.type === 'fact') for (const socket of this.#sockets) socket.learn(step.key);
		else if (wasUp !== this.up) {
			this.#connection();
			for (const listener of [...this.#listeners]) listener();
		}
	}

	/** The viewer's connection has come, or gone. */
	#connection(): void {
		if (!this.up) {
			for (const socket of [...this.#sockets]) socket.cut();
			return;
		}
		for (const socket of [...this.#held]) {
			this.#held.delete(socket);
			this.#sockets.add(socket);
			socket.open();
		}
	}

	#ping(): void {
		const now = this.timing.now();
		if (now - this.#pingedAt < PING_MS) return;
		this.#pingedAt = now;
		for (const socket of this.#sockets) socket.say({ type: 'ping', at: this.at });
	}

	#answer(address: string): Response {
		const name = resultOf(address);
		const headers = { 'content-type': 'application/json' };
		const body = name === undefined ? undefined : this.reel.results.get(name);
		if (body !== undefined) return new Response(JSON.stringify(body), { headers });
		const message =
			name === undefined
				? 'A replay answers for nothing but recorded results.'
				: 'The recorded client did not fetch this result, so that the recording does not have it.';
		return new Response(JSON.stringify({ error: { code: 'not_found', message, retryable: false } }), {
			status: 404,
			headers,
		});
	}
}
