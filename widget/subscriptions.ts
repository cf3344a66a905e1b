/**
 * What the page watches. Owns the targets (one subscription each, however many elements listen) and which channel the
 * server mapped each to, and keeps the two together: subscribing again after a gap or a lost connection, trying again
 * after a refusal, moving to another channel.
 */
import type { Bus, Listener } from './bus.ts';
import { Channel, type ChannelMessage } from './channel.ts';
import type { Timing } from './clock.ts';
import {
	type ClientMessage,
	type ErrorMessage,
	MAX_CLIENT_FRAME_BYTES,
	type ServerMessage,
	type SubscribedMessage,
	type SubscribeMessage,
	type Target,
} from './protocol.ts';
import type { Observe } from './recording/seen.ts';
import { backoffMs } from './socket/backoff.ts';
import type { ChannelUpdate, ClientEvents, Topic } from './updates.ts';

interface SubscriptionsOptions {
	readonly bus: Bus<ClientEvents>;
	/** Drops what is sent while there is no connection. */
	readonly send: (message: ClientMessage) => void;
	readonly timing: Timing;
	/** Whether anything is watched at all. */
	readonly onDemand: (wanted: boolean) => void;
	/** How long a subscription outlives its last listener, so that moving an element costs nothing. */
	readonly lingerMs: number;
	readonly observe?: Observe;
}

export interface Watched {
	readonly target: Target;
	readonly topic: Topic;
	/** The subscription that was sent and has not ended; 0 when there is none. */
	id: number;
	channel: Channel | undefined;
	/** The server said `moved`: what is shown may belong to another channel. */
	moved: boolean;
	/** The token has changed, and no answer has said yet that what is shown may still be seen. */
	doubted: boolean;
	/** Refusals in a row. */
	failures: number;
	/** How it is drawn, as the server said last; undefined: it never said. */
	spec: object | null | undefined;
	/** The refusal that the listeners were told last. */
	refusal: ChannelUpdate | undefined;
	cancelRetry: () => void;
	cancelEnd: () => void;
}

/** A refusal that passes by itself is told only from this one in a row on, so that a short trouble does not flicker. */
const TELL_FROM = 3;
/** A subscription without an answer for so long is made anew; a poll may hold one back for 50 s. */
export const ANSWER_MS = 70_000;
const NOTHING = (): void => undefined;

/** The same for targets that mean the same, in whatever order their parameters were written. */
export function targetKey(target: Target): string {
	if (!('chart' in target)) return JSON.stringify(target);
	const params = target.params ?? {};
	const names = Object.keys(params).sort();
	return JSON.stringify([target.chart, names.map((name) => [name, params[name]]), target.offered]);
}

export class Subscriptions {
	readonly #options: SubscriptionsOptions;
	readonly #targets = new Map<string, Watched>();
	#online = false;
	#lastId = 0;

	constructor(options: SubscriptionsOptions) {
		this.#options = options;
	}

	watch(target: Target, listener: Listener<ChannelUpdate>): () => void {
		const { bus, timing, lingerMs } = this.#options;
		const key = targetKey(target);
		const watched = this.#targets.get(key) ?? this.#begin(key, target);
		watched.cancelEnd();
		const off = bus.on(watched.topic, listener);
		const { channel, refusal, spec } = watched;
		if (spec) bus.tell(listener, { type: 'spec', spec });
		if (channel?.shown) bus.tell(listener, channel.shown);
		if (refusal) bus.tell(listener, refusal);
		return () => {
			off();
			watched.cancelEnd();
			if (!bus.has(watched.topic)) watched.cancelEnd = timing.after(lingerMs, () => this.#end(key, watched));
		};
	}

	/** Asks for a target anew, whatever has come of it: being asked is what makes the server look whether it has to run. */
	again(target: Target): void {
		const watched = this.#targets.get(targetKey(target));
		if (watched === undefined) return;
		this.#unsubscribe(watched);
		this.subscribe(watched);
	}

	/** A fresh connection knows nothing: everything is subscribed, from where it stands. */
	online(): void {
		this.#online = true;
		this.#subscribeMissing();
	}

	offline(): void {
		this.#online = false;
		for (const watched of this.watched) this.#ended(watched);
	}

	get watched(): readonly Watched[] {
		return [...this.#targets.values()];
	}

	/** What is shown may not be allowed any more; a refusal will blank it. */
	tokenChanged(): void {
		for (const watched of this.watched) watched.doubted = true;
	}

	/** Ends everything at once. */
	clear(): void {
		for (const [key, watched] of [...this.#targets]) this.#end(key, watched);
	}

	receive(message: ServerMessage): void {
		switch (message.type) {
			case 'subscribed':
				this.#onSubscribed(message);
				break;
			case 'event':
			case 'reset':
			case 'top': {
				const [first] = this.#watchersOf(message.channel);
				if (first?.channel) this.#take(first.channel, message);
				break;
			}
			case 'moved':
				this.#onMoved(message.id);
				break;
			case 'error':
				this.#onError(message);
				break;
			case 'token_accepted':
				for (const watched of this.watched) if (watched.id !== 0) watched.doubted = false;
				// Another token may be allowed what the last one was refused.
				this.#subscribeMissing();
				break;
			default:
		}
	}

	#begin(key: string, target: Target): Watched {
		const watched: Watched = {
			target,
			topic: `watch:${key}`,
			id: 0,
			channel: undefined,
			moved: false,
			doubted: false,
			failures: 0,
			spec: undefined,
			refusal: undefined,
			cancelRetry: NOTHING,
			cancelEnd: NOTHING,
		};
		this.#targets.set(key, watched);
		this.subscribe(watched);
		this.#options.onDemand(true);
		return watched;
	}

	#end(key: string, watched: Watched): void {
		if (this.#targets.get(key) !== watched) return;
		this.#targets.delete(key);
		watched.cancelEnd();
		this.#unsubscribe(watched);
		if (this.#targets.size === 0) this.#options.onDemand(false);
	}

	#find(id: number): Watched | undefined {
		return id > 0 ? this.watched.find((watched) => watched.id === id) : undefined;
	}

	#watchersOf(channel: string): Watched[] {
		return this.watched.filter((watched) => watched.channel?.name === channel);
	}

	#subscribeMissing(): void {
		for (const watched of this.watched) if (watched.id === 0) this.subscribe(watched);
	}

	nextId(): number {
		this.#lastId += 1;
		return this.#lastId;
	}

	/** What asks for it, from where it stands. */
	message({ target, moved, channel }: Watched, id: number): SubscribeMessage {
		const since = moved ? undefined : channel?.since;
		return { ...target, type: 'subscribe', id, ...(since === undefined ? {} : { since }) };
	}

	subscribe(watched: Watched): void {
		watched.cancelRetry();
		if (!this.#online) return;
		watched.id = this.nextId();
		const message = this.message(watched, watched.id);
		if (new TextEncoder().encode(JSON.stringify(message)).length <= MAX_CLIENT_FRAME_BYTES) {
			this.#options.send(message);
			watched.cancelRetry = this.#options.timing.after(ANSWER_MS, () => {
				this.#unsubscribe(watched);
				this.subscribe(watched);
			});
			return;
		}
		const problem = `The parameters are longer than the ${MAX_CLIENT_FRAME_BYTES} bytes that a subscription may have.`;
		this.#onError({ type: 'error', id: watched.id, code: 'frame_too_large', message: problem, retryable: false });
	}

	#subscribeIn(watched: Watched, ms: number): void {
		watched.cancelRetry();
		if (ms === 0) this.subscribe(watched);
		else watched.cancelRetry = this.#options.timing.after(ms, () => this.subscribe(watched));
	}

	#unsubscribe(watched: Watched): void {
		if (watched.id !== 0) this.#options.send({ type: 'unsubscribe', id: watched.id });
		this.#ended(watched);
	}

	/** The subscription is over; without any left, the frames of its channel count no more. */
	#ended(watched: Watched): void {
		watched.cancelRetry();
		watched.id = 0;
		const { channel } = watched;
		if (channel && this.#watchersOf(channel.name).every(({ id }) => id === 0)) channel.suspend();
	}

	#onSubscribed(message: SubscribedMessage): void {
		const watched = this.#find(message.id);
		if (watched === undefined) return;
		const { bus, observe } = this.#options;
		const before = watched.channel;
		const channel = this.#watchersOf(message.channel)[0]?.channel ?? new Channel(message.channel, observe);
		const showAgain = channel !== before || watched.refusal !== undefined;
		watched.cancelRetry();
		watched.channel = channel;
		watched.moved = false;
		watched.doubted = false;
		watched.failures = 0;
		watched.refusal = undefined;
		if (before !== undefined && before !== channel) bus.emit(watched.topic, { type: 'blank' });
		if (message.spec !== undefined) {
			watched.spec = message.spec;
			bus.emit(watched.topic, { type: 'spec', spec: message.spec });
		}
		if (showAgain && channel.shown) bus.emit(watched.topic, channel.shown);
		this.#take(channel, message);
	}

	/** Gives a channel its message, and tells everybody who watches it what came of it. */
	#take(channel: Channel, message: ChannelMessage): void {
		const { bus, timing } = this.#options;
		const update = channel.receive(message);
		if (update === undefined) return;
		const watchers = this.#watchersOf(channel.name);
		if (update !== 'gap') {
			for (const { topic } of watchers) bus.emit(topic, update);
			return;
		}
		// Something is missing: all of its subscriptions begin anew from where the application stands.
		const ms = channel.rewindInMs(timing);
		const live = watchers.filter(({ id }) => id !== 0);
		for (const watched of live) this.#unsubscribe(watched);
		for (const watched of live) this.#subscribeIn(watched, ms);
	}

	#onMoved(id: number): void {
		const watched = this.#find(id);
		if (watched === undefined) return;
		watched.moved = true;
		this.#ended(watched);
		this.subscribe(watched);
	}

	#onError({ id = 0, code, message, retryable }: ErrorMessage): void {
		const watched = this.#find(id);
		if (watched === undefined) return;
		const { bus, timing } = this.#options;
		this.#ended(watched);
		watched.failures += 1;
		const again = retryable === true;
		if (again) this.#subscribeIn(watched, backoffMs(watched.failures - 1, { random: timing.random() }));
		if (again && watched.failures < TELL_FROM) return;
		if ((watched.moved || watched.doubted) && !again && watched.channel) {
			watched.channel = undefined;
			bus.emit(watched.topic, { type: 'blank' });
		}
		watched.refusal = { type: 'error', code, message, retryable: again };
		bus.emit(watched.topic, watched.refusal);
	}
}
