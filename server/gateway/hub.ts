/** Fan-out on this node: one feed a channel, one lease a channel, one wheel for all that recurs. */
import type { Position } from '../../widget/protocol.ts';
import type { Log } from '../log.ts';
import { startLoop } from '../loop.ts';
import type { History, Stream } from '../stream/stream.ts';
import type { GatewayCounts } from './counts.ts';
import { Feed, type Receiver } from './feed.ts';
import { Outgoing } from './outgoing.ts';

/** What a session asks for; how a target became it, the hub does not know. */
export interface Channel {
	readonly channel: string;
	want(): Promise<void>;
	restore(): Promise<void>;
}

export interface Joining {
	readonly watched: Channel;
	readonly since: Position | undefined;
	readonly onHistory: (history: History) => boolean;
}

export interface HubOptions {
	readonly stream: Stream;
	readonly log: Log;
	readonly pingMs: number;
	readonly counts: GatewayCounts;
}

const TICK_MS = 1_000;
const LEASE_MS = 30_000;
const RENEW_MS = 10_000;
const QUIET_MS = 1_000;

/** `now` in ms of the monotonic clock: nobody's patience may depend on a wall clock that is set. */
export type TickListener = (now: number, ping: Outgoing) => void;

interface Watch {
	readonly feed: Feed;
	/** When the next `top` is due, in ms of the monotonic clock: soon after the channel has fallen quiet, and then at every ping. */
	topAt: number;
	lastFrameAt: number;
}

export class Hub {
	readonly #options: HubOptions;
	readonly #watches = new Map<string, Watch>();
	readonly #stops: (() => unknown)[];
	readonly #ticks = new Set<TickListener>();

	constructor(options: HubOptions) {
		this.#options = options;
		const { log, stream } = options;
		this.#stops = [
			startLoop({ name: 'hub', everyMs: TICK_MS, log, work: () => this.#tick() }),
			startLoop({ name: 'leases', everyMs: RENEW_MS, log, work: () => this.#renew() }),
			stream.onInterrupted(() => this.#verifyAll()),
		];
	}

	/** @throws whatever the stream or the control store threw; then the receiver has not joined. */
	async join(receiver: Receiver, { watched, since, onHistory }: Joining): Promise<void> {
		const { channel } = watched;
		const watch = this.#watches.get(channel) ?? this.#open(watched);
		try {
			await watch.feed.join(receiver, since, onHistory);
			await this.#options.stream.want([channel], LEASE_MS);
		} finally {
			this.#closeEmpty(channel);
		}
	}

	#open(watched: Channel): Watch {
		const { stream, log, counts } = this.#options;
		const { channel } = watched;
		const feed = new Feed({ channel, stream, log, restore: () => watched.restore(), counts });
		const watch = { feed, topAt: 0, lastFrameAt: 0 };
		this.#watches.set(channel, watch);
		return watch;
	}

	leave(receiver: Receiver, channel: string): void {
		this.#watches.get(channel)?.feed.leave(receiver);
		this.#closeEmpty(channel);
	}

	#closeEmpty(channel: string): void {
		const watch = this.#watches.get(channel);
		if (watch === undefined || watch.feed.size > 0) return;
		this.#watches.delete(channel);
		void watch.feed.close();
	}

	/** How many channels this node listens to, and how many readers they have together. */
	get watched(): { readonly channels: number; readonly readers: number } {
		const sizes = [...this.#watches.values()].map(({ feed }) => feed.size);
		return { channels: sizes.length, readers: sizes.reduce((sum, size) => sum + size, 0) };
	}

	/** Calls the listener about once a second, with one ping for all; one timer for all sessions. */
	onTick(listener: TickListener): () => void {
		this.#ticks.add(listener);
		return () => this.#ticks.delete(listener);
	}

	async #tick(): Promise<void> {
		const now = performance.now();
		const ping = new Outgoing(JSON.stringify({ type: 'ping', at: Date.now() }));
		for (const listener of this.#ticks) listener(now, ping);
		for (const [channel, watch] of this.#watches) {
			watch.feed.relieve();
			if (watch.feed.lastFrameAt !== watch.lastFrameAt) {
				watch.lastFrameAt = watch.feed.lastFrameAt;
				watch.topAt = watch.lastFrameAt + QUIET_MS;
			}
			if (now < watch.topAt) continue;
			watch.topAt = now + this.#options.pingMs;
			void this.#sendTop(channel, watch.feed);
		}
	}

	/** So that a lost last event is noticed: first by this node against the store, then by each client. */
	async #sendTop(channel: string, feed: Feed): Promise<void> {
		await feed.verify();
		const { position } = feed;
		if (position === undefined) return;
		feed.broadcast(new Outgoing(JSON.stringify({ type: 'top', channel, ...position, at: Date.now() })));
	}

	async #renew(): Promise<void> {
		await this.#options.stream.want([...this.#watches.keys()], LEASE_MS);
	}

	#verifyAll(): void {
		for (const { feed } of this.#watches.values()) void feed.verify();
	}

	async close(): Promise<void> {
		await Promise.all(this.#stops.map((stop) => stop()));
		await Promise.all([...this.#watches.values()].map(({ feed }) => feed.close()));
		this.#watches.clear();
	}
}
