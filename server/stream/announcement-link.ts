/**
 * One connection to one primary, on which its announcements come. It is used once: whatever makes it doubtful (lost,
 * a slot moved away, its own probes not coming back) ends it, and announcements.ts opens another.
 *
 *     opening ── connected ─▶ open ── lost | slot moved | stalled | closed ─▶ ended
 */
import type { Redis } from 'ioredis';

export interface LinkOptions {
	readonly owner: string;
	readonly connection: Redis;
	/** Names this node in the probe's channel, so that it hears no one else's. */
	readonly node: string;
	readonly publish: (channel: string) => Promise<unknown>;
	readonly onMessage: (channel: string, message: string) => void;
	readonly onProbe: () => void;
	/** Called once. */
	readonly onEnd: () => void;
}

export class AnnouncementLink {
	readonly owner: string;
	/** Those that were subscribed, or are being subscribed. */
	readonly channels = new Set<string>();
	readonly #options: LinkOptions;
	readonly #connected: Promise<void>;
	#probeChannel: string | undefined;
	#heardAt = 0;
	#probedAt = 0;
	#ended = false;

	constructor(options: LinkOptions) {
		const { connection, owner, onMessage, onProbe } = options;
		this.owner = owner;
		this.#options = options;
		connection.on('smessage', (channel: string, message: string) => {
			if (channel !== this.#probeChannel) return onMessage(channel, message);
			this.#heardAt = performance.now();
			onProbe();
		});
		connection.on('error', () => undefined);
		connection.on('end', () => this.close());
		// The server has taken a slot's subscriptions away; which ones, the event does not say.
		connection.on('moved', () => this.close());
		this.#connected = connection.connect();
		this.#connected.catch(() => this.close());
	}

	/** Resolves once the channel's announcements come. @throws what ioredis threw; MOVED when another primary owns it. */
	async subscribe(channel: string): Promise<void> {
		// Without channels there were no probes, so the silence counts from here.
		if (this.channels.size === 0) this.#heardAt = performance.now();
		this.channels.add(channel);
		try {
			await this.#connected;
			this.#startProbing(channel);
			// Redis answers a second subscription at once, and in order: it also waits for a first one under way.
			await this.#options.connection.ssubscribe(channel);
		} catch (error) {
			this.channels.delete(channel);
			this.close();
			throw error;
		}
		if (this.#ended) throw new Error('Connection is closed.');
	}

	unsubscribe(channel: string): void {
		if (!this.channels.delete(channel) || this.#ended) return;
		this.#options.connection.sunsubscribe(channel).catch(() => undefined);
	}

	/** In the same slot as the first channel, so that this very primary announces it. */
	#startProbing(channel: string): void {
		if (this.#probeChannel !== undefined) return;
		const tag = /\{(.+?)\}/.exec(channel)?.[1] ?? channel;
		const probeChannel = `cw:{${tag}}:probe:${this.#options.node}`;
		this.#probeChannel = probeChannel;
		this.#heardAt = performance.now();
		this.#options.connection.ssubscribe(probeChannel).then(
			() => this.probe(),
			() => this.close(),
		);
	}

	/** Publishes to the own channel what must come back on this connection. */
	probe(): void {
		if (this.#probeChannel === undefined || this.#ended) return;
		this.#probedAt = performance.now();
		this.#options.publish(this.#probeChannel).catch(() => undefined);
	}

	/** In ms; undefined before there is anything to hear. */
	get silentForMs(): number | undefined {
		return this.#probeChannel === undefined ? undefined : performance.now() - this.#heardAt;
	}

	get probedBeforeMs(): number {
		return performance.now() - this.#probedAt;
	}

	close(): void {
		if (this.#ended) return;
		this.#ended = true;
		this.#options.connection.disconnect();
		this.#options.onEnd();
	}
}
