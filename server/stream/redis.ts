/**
 * The stream on Redis 7 or Valkey: one script a publish, a stream as the ring, sharded pub/sub as the
 * announcement. Every key of a channel shares one hash tag, so that a cluster keeps them together (I5).
 */
import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { PART_OF_KIND, type Position } from '../../widget/protocol.ts';
import type { Log } from '../log.ts';
import { loadScript } from './script.ts';
import type { Frame, History, Publication, Published, RingLimits, Stream } from './stream.ts';

export interface RedisStreamOptions {
	readonly url: string;
	readonly ring: RingLimits;
	readonly log: Log;
	/** A channel that nobody has published to or read for this long is forgotten. */
	readonly idleMs?: number;
}

type Listener = (frame: Frame) => void;
type Answer = readonly (string | number)[];
type Script = (...args: (string | number)[]) => Promise<Answer>;

const IDLE_MS = 86_400_000;
const DEMAND_KEY = 'cw:demand';
const PUBLISH = loadScript('publish');
const READ = loadScript('read');

const keysOf = (channel: string) => ['meta', 'ring', 'snapshot', 'told'].map((name) => `cw:{${channel}}:${name}`);
const liveOf = (channel: string) => `cw:{${channel}}:live`;
const newEpoch = () => randomBytes(9).toString('base64url');
const retryStrategy = (tries: number) => Math.min(1_000, 25 * 2 ** tries);

export class RedisStream implements Stream {
	readonly #commands: Redis;
	readonly #announcements: Redis;
	readonly #publish: Script;
	readonly #read: Script;
	readonly #limits: readonly number[];
	readonly #listeners = new Map<string, Set<Listener>>();
	readonly #interrupted = new Set<() => void>();
	readonly #log: Log;

	constructor(options: RedisStreamOptions) {
		const { ring, log } = options;
		this.#log = log;
		this.#limits = [ring.maxCount, ring.maxBytes, ring.maxAgeMs, options.idleMs ?? IDLE_MS];
		// A dead Redis must fail a command at once: whoever waits has a sweeper or a retry of its own.
		const common = { retryStrategy, maxRetriesPerRequest: 0, lazyConnect: false };
		this.#commands = new Redis(options.url, { ...common, enableOfflineQueue: false, commandTimeout: 5_000 });
		this.#announcements = new Redis(options.url, { ...common, enableOfflineQueue: false, autoResubscribe: false });
		this.#publish = this.#script('chartwirePublish', PUBLISH, 5);
		this.#read = this.#script('chartwireRead', READ, 4);
		for (const [name, client] of [
			['commands', this.#commands],
			['announcements', this.#announcements],
		] as const) {
			client.on('error', (error: Error) => log.warn({ connection: name, error: error.message }, 'redis connection'));
		}
		this.#announcements.on('smessage', (live: string, message: string) => this.#announce(live, message));
		this.#announcements.on('ready', () => void this.#resubscribe());
	}

	#script(name: string, lua: string, numberOfKeys: number): Script {
		this.#commands.defineCommand(name, { lua, numberOfKeys });
		const call = (this.#commands as unknown as Record<string, Script>)[name];
		if (call === undefined) throw new Error(`the script ${name} was not defined`);
		return call.bind(this.#commands);
	}

	async publish(publication: Publication): Promise<Published> {
		const { channel, event, key, fence } = publication;
		const part = PART_OF_KIND[event.kind];
		const removed = part === 'result' ? 'run' : '';
		const [outcome, epoch, seq, at, fresh] = await this.#publish(
			...keysOf(channel),
			liveOf(channel),
			...[newEpoch(), channel, key, fence.ordinal, fence.attempt, JSON.stringify(event), part, removed],
			...this.#limits,
		);
		return {
			outcome: outcome as Published['outcome'],
			epoch: String(epoch),
			seq: Number(seq),
			at: Number(at),
			fresh: fresh === 1,
		};
	}

	async read(channel: string, since?: Position): Promise<History> {
		const args = [newEpoch(), channel, since?.epoch ?? '', since?.seq ?? 0, ...this.#limits];
		const [epoch, seq, fresh, recovered, ...texts] = await this.#read(...keysOf(channel), ...args);
		const top = { epoch: String(epoch), seq: Number(seq) };
		const first = top.seq - texts.length + 1;
		const frames = texts.map((text, index) => ({ epoch: top.epoch, seq: first + index, text: String(text) }));
		return { ...top, fresh: fresh === 1, recovered: recovered === 1, frames };
	}

	async listen(channel: string, listener: Listener): Promise<() => void> {
		const live = liveOf(channel);
		const listeners = this.#listeners.get(live) ?? new Set();
		this.#listeners.set(live, listeners.add(listener));
		const stop = () => this.#unlisten(live, listener);
		try {
			// Redis answers a second subscription at once, and in order: it also waits for a first one under way.
			await this.#announcements.ssubscribe(live);
		} catch (error) {
			stop();
			throw error;
		}
		return stop;
	}

	#unlisten(live: string, listener: Listener): void {
		const listeners = this.#listeners.get(live);
		if (listeners === undefined || !listeners.delete(listener) || listeners.size > 0) return;
		this.#listeners.delete(live);
		this.#announcements.sunsubscribe(live).catch(() => undefined);
	}

	#announce(live: string, message: string): void {
		const afterEpoch = message.indexOf(' ');
		const afterSeq = message.indexOf(' ', afterEpoch + 1);
		const frame = {
			epoch: message.slice(0, afterEpoch),
			seq: Number(message.slice(afterEpoch + 1, afterSeq)),
			text: message.slice(afterSeq + 1),
		};
		for (const listener of this.#listeners.get(live) ?? []) listener(frame);
	}

	async #resubscribe(): Promise<void> {
		try {
			await Promise.all([...this.#listeners.keys()].map((live) => this.#announcements.ssubscribe(live)));
			for (const listener of this.#interrupted) listener();
		} catch (error) {
			this.#log.warn({ error: String(error) }, 'resubscribing failed; the connection is made anew');
			this.#announcements.disconnect(true);
		}
	}

	onInterrupted(listener: () => void): () => void {
		this.#interrupted.add(listener);
		return () => this.#interrupted.delete(listener);
	}

	async want(channels: readonly string[], leaseMs: number): Promise<void> {
		if (channels.length === 0) return;
		const until = String(Date.now() + leaseMs);
		await this.#commands.zadd(DEMAND_KEY, 'GT', ...channels.flatMap((channel) => [until, channel]));
	}

	async wanted(): Promise<readonly string[]> {
		await this.#commands.zremrangebyscore(DEMAND_KEY, '-inf', String(Date.now()));
		return this.#commands.zrange(DEMAND_KEY, 0, '-1');
	}

	async ping(): Promise<void> {
		await this.#commands.ping();
		if (this.#announcements.status !== 'ready') throw new Error('Connection is closed.');
	}

	/** Waits for the first connection, but no longer than this: a server also starts while Redis is away. */
	async settle(timeoutMs: number): Promise<void> {
		const until = Date.now() + timeoutMs;
		while (Date.now() < until) {
			if (this.#commands.status === 'ready' && this.#announcements.status === 'ready') return;
			await new Promise((resolve) => setTimeout(resolve, 5));
		}
	}

	async close(): Promise<void> {
		this.#listeners.clear();
		this.#commands.disconnect();
		this.#announcements.disconnect();
	}
}
