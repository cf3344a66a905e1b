/** Fan-out on this node: one feed a channel, one lease a channel, one wheel for all that recurs. */
import type { Position } from '../../widget/protocol.ts';
import type { Log } from '../log.ts';
import { startLoop } from '../loop.ts';
import { SharedCalls } from '../shared-calls.ts';
import type { History, Stream, Viewers } from '../stream/stream.ts';
import type { GatewayCounts } from './counts.ts';
import { Feed } from './feed.ts';
import type { Receiver } from './feed-parts.ts';
import { Outgoing } from './outgoing.ts';
import { Slices } from './slices.ts';

/** What a session asks for; how a target became it, the hub does not know. */
export interface Channel {
	readonly channel: string;
	/** As what its viewers are counted, together with those of other channels of that name; absent: they are not. */
	readonly viewed?: string;
	/** How the chart is drawn, and which declaration of it that is. */
	readonly look?: { readonly spec: object | null; readonly revision: number };
	want(): Promise<void>;
	restore(): Promise<void>;
}

export interface Joining {
	readonly watched: Channel;
	readonly since: Position | undefined;
	/** Somebody has opened it, and not come back to it. */
	readonly opens?: boolean;
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
const RENEW_MS = 8_000;
const QUIET_MS = 1_000;
/** A channel that has spoken twice at least this often has a pace: it has fallen quiet once it is later than that. */
const SLOWEST_PACE_MS = 2_500;

/** `now` in ms of the monotonic clock: nobody's patience may depend on a wall clock that is set. */
export type TickListener = (now: number) => void;

interface Watch {
	readonly feed: Feed;
	readonly viewed: string | undefined;
	/** When the lease was last asked for by somebody who joined, in ms of the monotonic clock. */
	leasedAt: number;
	/** When the next look at the store is due, in ms of the monotonic clock: soon after the last frame, and then at every ping. */
	verifyAt: number;
	/**
	 * When the next `top` is due, in ms: soon after the channel has fallen quiet, and then at every ping. Were it due
	 * after every frame of a steady channel, it would double what is written.
	 */
	topAt: number;
	lastFrameAt: number;
	/** How long there was between the last two frames, as far as the looks have seen them. */
	gapMs: number;
}

export class Hub {
	readonly #options: HubOptions;
	readonly #watches = new Map<string, Watch>();
	readonly #stops: (() => unknown)[];
	readonly #leases = new SharedCalls<void>();
	readonly #ticks = new Set<TickListener>();
	/** What this node does for crowds, a slice at a time. */
	readonly slices = new Slices();
	/** By what is viewed, how often it was opened since somebody asked. */
	#opens = new Map<string, number>();

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
	async join(receiver: Receiver, { watched, since, opens, onHistory }: Joining): Promise<void> {
		const { channel, viewed } = watched;
		const watch = this.#watches.get(channel) ?? this.#open(watched);
		try {
			await watch.feed.join(receiver, since, onHistory);
			if (opens === true && viewed !== undefined) this.#opens.set(viewed, (this.#opens.get(viewed) ?? 0) + 1);
			await this.#lease(channel, watch);
		} finally {
			this.#closeEmpty(channel);
		}
	}

	/** Whoever joins later finds the lease fresh: it is renewed for all of a node together. */
	async #lease(channel: string, watch: Watch): Promise<void> {
		if (performance.now() - watch.leasedAt < RENEW_MS) return;
		await this.#leases.call(channel, async () => {
			const asked = performance.now();
			await this.#options.stream.want([channel], LEASE_MS);
			watch.leasedAt = asked;
		});
	}

	#open(watched: Channel): Watch {
		const { stream, log, counts } = this.#options;
		const { channel, viewed } = watched;
		const feed = new Feed({ channel, stream, log, restore: () => watched.restore(), counts, slices: this.slices });
		const never = Number.NEGATIVE_INFINITY;
		const watch = {
			feed,
			viewed,
			leasedAt: never,
			verifyAt: 0,
			topAt: 0,
			lastFrameAt: 0,
			gapMs: Number.POSITIVE_INFINITY,
		};
		this.#watches.set(channel, watch);
		return watch;
	}

	/** The one text of this name on this node, so that its many readers need not each keep their own. */
	nameOf(channel: string): string {
		return this.#watches.get(channel)?.feed.channel ?? channel;
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

	/** Whoever watches this channel has to see whether it still is the one that they asked for. */
	recheck(channel: string): void {
		for (const receiver of this.#watches.get(channel)?.feed.receivers ?? []) receiver.recheck?.(channel);
	}

	/** How many channels this node listens to, and how many readers they have together. */
	get watched(): { readonly channels: number; readonly readers: number } {
		const sizes = [...this.#watches.values()].map(({ feed }) => feed.size);
		return { channels: sizes.length, readers: sizes.reduce((sum, size) => sum + size, 0) };
	}

	/** How many readers each of what is viewed has here: one that watches several of its channels is one. */
	viewers(): Viewers {
		const feeds = new Map<string, Feed[]>();
		for (const { feed, viewed } of this.#watches.values()) {
			if (viewed === undefined || feed.size === 0) continue;
			const known = feeds.get(viewed);
			if (known === undefined) feeds.set(viewed, [feed]);
			else known.push(feed);
		}
		const sizeOf = (of: readonly Feed[]): number =>
			of.length === 1 ? (of[0]?.size ?? 0) : new Set(of.flatMap(({ receivers }) => receivers)).size;
		return Object.fromEntries([...feeds].map(([viewed, of]) => [viewed, sizeOf(of)]));
	}

	/** How often each was opened since this was asked last. */
	takeOpens(): Viewers {
		const opens = Object.fromEntries(this.#opens);
		this.#opens = new Map();
		return opens;
	}

	/** Calls the listener about once a second. */
	onTick(listener: TickListener): () => void {
		this.#ticks.add(listener);
		return () => this.#ticks.delete(listener);
	}

	async #tick(): Promise<void> {
		const now = performance.now();
		for (const listener of this.#ticks) listener(now);
		for (const [channel, watch] of this.#watches) {
			watch.feed.relieve();
			void this.#look(channel, watch, now);
		}
	}

	/** So that a lost last event is noticed: first by this node against the store, then by each client. */
	async #look(channel: string, watch: Watch, now: number): Promise<void> {
		const { feed } = watch;
		if (feed.lastFrameAt !== watch.lastFrameAt) {
			const gapMs = feed.lastFrameAt - watch.lastFrameAt;
			watch.lastFrameAt = feed.lastFrameAt;
			watch.verifyAt = feed.lastFrameAt + QUIET_MS;
			const slowestMs = Math.max(gapMs, watch.gapMs);
			watch.gapMs = gapMs;
			watch.topAt = watch.verifyAt + (slowestMs <= SLOWEST_PACE_MS ? slowestMs : 0);
		}
		const topIsDue = now >= watch.topAt;
		if (!topIsDue && now < watch.verifyAt) return;
		watch.verifyAt = now + this.#options.pingMs;
		if (topIsDue) watch.topAt = watch.verifyAt;
		await feed.verify();
		const { position } = feed;
		if (!topIsDue || position === undefined) return;
		feed.broadcast(new Outgoing(JSON.stringify({ type: 'top', channel, ...position, at: Date.now() })));
	}

	async #renew(): Promise<void> {
		await this.#options.stream.want([...this.#watches.keys()], LEASE_MS);
	}

	/** What the store forgot, if it did, are leases as well. */
	#verifyAll(): void {
		for (const watch of this.#watches.values()) {
			watch.leasedAt = Number.NEGATIVE_INFINITY;
			void watch.feed.verify();
		}
	}

	async close(): Promise<void> {
		await Promise.all(this.#stops.map((stop) => stop()));
		await Promise.all([...this.#watches.values()].map(({ feed }) => feed.close()));
		this.#watches.clear();
	}
}
