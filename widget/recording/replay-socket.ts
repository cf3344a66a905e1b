/**
 * One connection of a page to a replay: answers as a server does, from what the reel holds at this moment. Nothing in it
 * takes time but what a socket takes: whatever it says, it says a turn later.
 */
import type { Timing } from '../clock.ts';
import {
	type ClientMessage,
	type Position,
	parseClientMessage,
	type ServerMessage,
	type SubscribeMessage,
	type Target,
} from '../protocol.ts';
import { targetKey } from '../subscriptions.ts';
import type { Entry, Fact, Reel } from './reel.ts';

/** Where a replay stands, and the names that channels and epochs have in this pass of it. */
export interface Stage {
	readonly reel: Reel;
	readonly timing: Timing;
	/** How many steps of the reel have happened. */
	readonly position: number;
	/** The moment that is replayed, in whole ms of the recorded server's clock. */
	readonly at: number;
	/** False from the first time on that it went back. */
	readonly firstPass: boolean;
	channelName(channel: string): string;
	epochName(epoch: string): string;
	/** Called once when a page wants a connection; the stage then opens or ends it. */
	arrived(socket: ReplaySocket): void;
	left(socket: ReplaySocket): void;
}

interface Subscription {
	readonly key: string;
	/** Undefined: the viewer had not been answered yet. */
	readonly channel: string | undefined;
	/** Undefined: nor has the page. */
	readonly name: string | undefined;
	/** How the page was told to draw it. */
	readonly spec: object | null;
	epoch: string;
	seq: number;
}

type ChannelFact = Extract<Fact, { readonly type: 'channel' }>;

const isSame = (one: object | null, other: object | null = null): boolean =>
	JSON.stringify(one) === JSON.stringify(other);

const NO_CLOSE_FRAME = 1006;
const CLOSED = 3;
/** The epoch of a channel of which nothing has been shown. */
const NOTHING_YET = 'nothing-yet';

export class ReplaySocket {
	onopen: (() => void) | null = null;
	onmessage: ((event: { readonly data: string }) => void) | null = null;
	onerror: (() => void) | null = null;
	onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null = null;
	readonly url: string;
	readonly protocol: string;
	readyState = 0;
	readonly #stage: Stage;
	readonly #subscriptions = new Map<number, Subscription>();
	/** Targets that were answered by an error: a later, better answer has to be announced. */
	readonly #refused = new Set<string>();
	#queue: (() => void)[] = [];

	constructor(stage: Stage, url: string, protocol: string) {
		this.#stage = stage;
		this.url = url;
		this.protocol = protocol;
		this.#soon(() => stage.arrived(this));
	}

	open(): void {
		this.#soon(() => {
			if (this.readyState !== 0) return;
			this.readyState = 1;
			this.onopen?.();
		});
	}

	/** The page's side. */
	send(text: string): void {
		const parsed = parseClientMessage(text);
		if (parsed.ok && this.readyState === 1) this.#take(parsed.message);
	}

	/** The page's side. */
	close(code = 1000): void {
		this.#end(code);
	}

	/** Ends it as a lost network does. */
	cut(): void {
		this.#end(NO_CLOSE_FRAME);
	}

	say(...messages: readonly ServerMessage[]): void {
		if (this.readyState !== 1) return;
		for (const message of messages) {
			const data = JSON.stringify(message);
			this.#soon(() => this.readyState === 1 && this.onmessage?.({ data }));
		}
	}

	/** A frame of a channel was shown. */
	showNext(channel: string): void {
		for (const subscription of this.#of(channel)) {
			const entry = this.#stage.reel.entryAt(channel, this.#stage.position);
			if (entry) this.#show(subscription, entry);
		}
	}

	/** The reel has been moved: everything is said again that is not as it was. */
	showAll(): void {
		const keys = new Set([...this.#refused, ...[...this.#subscriptions.values()].map(({ key }) => key)]);
		for (const key of keys) this.learn(key);
		for (const subscription of this.#subscriptions.values()) {
			const { channel } = subscription;
			const entry = channel === undefined ? undefined : this.#stage.reel.entryAt(channel, this.#stage.position);
			if (entry) this.#show(subscription, entry);
		}
	}

	/** What a target is may have changed. */
	learn(key: string): void {
		const fact = this.#stage.reel.factAt(key, this.#stage.position);
		if (this.#refused.has(key) && fact?.type !== 'error') {
			this.#refused.delete(key);
			// What makes a page ask again for everything that it was refused.
			this.say({ type: 'token_accepted' });
		}
		for (const [id, subscription] of [...this.#subscriptions]) {
			if (subscription.key !== key) continue;
			if (fact?.type === 'error') {
				this.#subscriptions.delete(id);
				this.#refuse(id, key, fact);
			} else if (subscription.name === undefined) {
				if (fact !== undefined) this.#accept(id, key, fact);
			} else if (subscription.name !== this.#nameOf(key, fact?.channel) || !isSame(subscription.spec, fact?.spec)) {
				this.#subscriptions.delete(id);
				this.say({ type: 'moved', id });
			}
		}
	}

	#of(channel: string): Subscription[] {
		return [...this.#subscriptions.values()].filter((subscription) => subscription.channel === channel);
	}

	#nameOf(key: string, channel: string | undefined): string {
		return channel === undefined ? `${NOTHING_YET}:${key}` : this.#stage.channelName(channel);
	}

	#take(message: ClientMessage): void {
		switch (message.type) {
			case 'hello': {
				const session = `replay-${Math.round(this.#stage.timing.now()).toString(36)}`;
				this.say({ type: 'welcome', session, at: this.#stage.at, pingMs: 25_000, reconnectSpreadMs: 0 });
				break;
			}
			case 'token':
				this.say({ type: 'token_accepted' });
				break;
			case 'subscribe':
				this.#answer(message);
				break;
			case 'unsubscribe':
				this.#subscriptions.delete(message.id);
				break;
			case 'pong':
				break;
		}
	}

	#answer({ id, since, type: _type, ...target }: SubscribeMessage): void {
		const { reel, position } = this.#stage;
		const key = targetKey(target as Target);
		if (!reel.targets.has(key)) {
			const message = `The recorded client watched nothing of this name, so that there is nothing to replay.`;
			this.say({ type: 'error', id, code: 'unknown_chart', message, retryable: false });
			return;
		}
		const fact = reel.factAt(key, position);
		if (fact?.type === 'error') {
			this.#refuse(id, key, fact);
			return;
		}
		// Nothing has been shown: the page waits as the viewer did. Later it may show something that has to go.
		if (fact === undefined && this.#stage.firstPass)
			this.#subscriptions.set(id, { key, channel: undefined, name: undefined, spec: null, epoch: NOTHING_YET, seq: 0 });
		else this.#accept(id, key, fact, since);
	}

	#accept(id: number, key: string, fact: ChannelFact | undefined, since?: Position): void {
		const { reel, position } = this.#stage;
		const { channel, spec = null } = fact ?? {};
		const entry = channel === undefined ? undefined : reel.entryAt(channel, position);
		const epoch = this.#stage.epochName(entry?.message.epoch ?? NOTHING_YET);
		const seq = entry?.message.seq ?? 0;
		const name = this.#nameOf(key, channel);
		const missed = entry && since?.epoch === epoch ? reel.between(since.seq, entry) : undefined;
		// Where it had been told otherwise, it is told again that there is none.
		const told = reel.hasSpec(key) ? { spec } : {};
		this.#subscriptions.set(id, { key, channel, name, spec, epoch, seq });
		this.say({ type: 'subscribed', id, channel: name, epoch, seq, recovered: missed !== undefined, ...told });
		if (missed) for (const event of missed) this.say({ ...event, channel: name, epoch });
		else {
			const at = entry?.message.at ?? this.#stage.at;
			this.say({ type: 'reset', channel: name, epoch, seq, at, snapshot: entry?.view ?? {} });
		}
	}

	#refuse(
		id: number,
		key: string,
		{ code, message, retryable }: { code: string; message: string; retryable: boolean },
	): void {
		this.#refused.add(key);
		this.say({ type: 'error', id, code, message, retryable });
	}

	/** The very next event goes out as it is; whatever else is new, as a reset to it. */
	#show(subscription: Subscription, { message, view }: Entry): void {
		const { name, epoch: before, seq } = subscription;
		if (name === undefined) return;
		const epoch = this.#stage.epochName(message.epoch);
		if (epoch === before && message.seq === seq) return;
		subscription.epoch = epoch;
		subscription.seq = message.seq;
		const follows = epoch === before && message.seq === seq + 1;
		if (follows && message.type === 'event') this.say({ ...message, channel: name, epoch });
		else this.say({ type: 'reset', channel: name, epoch, seq: message.seq, at: message.at, snapshot: view });
	}

	#end(code: number): void {
		if (this.readyState >= 2) return;
		this.readyState = 2;
		this.#subscriptions.clear();
		this.#stage.left(this);
		this.#soon(() => {
			this.readyState = CLOSED;
			this.onclose?.({ code, reason: '' });
		});
	}

	/** In order, a turn later. */
	#soon(what: () => void): void {
		this.#queue.push(what);
		if (this.#queue.length > 1) return;
		this.#stage.timing.after(0, () => {
			const queue = this.#queue;
			this.#queue = [];
			for (const each of queue) each();
		});
	}
}
