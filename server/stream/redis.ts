/**
 * The stream on Redis 7 or Valkey, one server, behind Sentinel, or a cluster: one script a publish, a stream as the
 * ring, sharded pub/sub as the announcement. Every key of a channel shares one hash tag, so that a cluster keeps them
 * together (I5).
 */
import { randomBytes } from 'node:crypto';
import { Cluster } from 'ioredis';
import { PART_OF_KIND, type Position, partsRemovedBy } from '../../widget/protocol.ts';
import { NamedError } from '../errors.ts';
import type { Log } from '../log.ts';
import { parseRedisAddress } from '../redis/address.ts';
import { openRedis, type RedisClient } from '../redis/connect.ts';
import { primariesOf } from '../redis/primaries.ts';
import { orUnavailable } from '../redis/unavailable.ts';
import { Announcements } from './announcements.ts';
import { loadScript } from './script.ts';
import {
	type Frame,
	type History,
	LONGEST_LEASE_MS,
	type Publication,
	type Published,
	type RingLimits,
	type Stream,
	sumOfViewers,
	type Viewers,
} from './stream.ts';

export interface RedisStreamOptions {
	/** In one of the forms of redis/address.ts. */
	readonly url: string;
	readonly ring: RingLimits;
	readonly log: Log;
	/** A channel that nobody has published to or read for this long is forgotten. */
	readonly idleMs?: number;
	/** Told of every publication how it ended, and after how many seconds. */
	readonly onPublish?: (outcome: PublishOutcome, seconds: number) => void;
}

export const PUBLISH_OUTCOMES = ['published', 'duplicate', 'fenced', 'failed'] as const;
export type PublishOutcome = (typeof PUBLISH_OUTCOMES)[number];

type Listener = (frame: Frame) => void;
type Answer = readonly (string | number)[];
type Script = (...args: (string | number)[]) => Promise<Answer>;

const IDLE_MS = 86_400_000;
const DEMAND_KEY = 'cw:demand';
const VIEWERS_KEY = 'cw:viewers';
const PUBLISH = loadScript('publish');
const READ = loadScript('read');
const WANT = loadScript('want');
const WANTED = loadScript('wanted');
const TELL_VIEWERS = loadScript('tell-viewers');
const READ_VIEWERS = loadScript('read-viewers');

const keysOf = (channel: string) => ['meta', 'ring', 'snapshot', 'told'].map((name) => `cw:{${channel}}:${name}`);
const liveOf = (channel: string) => `cw:{${channel}}:live`;
const newEpoch = () => randomBytes(9).toString('base64url');
const COMMAND_TIMEOUT_MS = 5_000;

export class RedisStream implements Stream {
	readonly #commands: RedisClient;
	readonly #announcements: Announcements;
	readonly #publish: Script;
	readonly #read: Script;
	readonly #want: Script;
	readonly #wanted: Script;
	readonly #tellViewers: Script;
	readonly #readViewers: Script;
	readonly #limits: readonly number[];
	readonly #listeners = new Map<string, Set<Listener>>();
	readonly #interrupted = new Set<() => void>();
	readonly #onPublish: NonNullable<RedisStreamOptions['onPublish']>;

	constructor({ url, ring, log, idleMs = IDLE_MS, onPublish = () => undefined }: RedisStreamOptions) {
		this.#onPublish = onPublish;
		const address = parseRedisAddress(url);
		this.#limits = [ring.maxCount, ring.maxBytes, ring.maxAgeMs, idleMs];
		this.#commands = openRedis(address, {
			name: 'commands',
			manner: 'impatient',
			log,
			commandTimeoutMs: COMMAND_TIMEOUT_MS,
		});
		this.#publish = this.#script('chartwirePublish', PUBLISH, 5);
		this.#read = this.#script('chartwireRead', READ, 4);
		this.#want = this.#script('chartwireWant', WANT, 1);
		this.#wanted = this.#script('chartwireWanted', WANTED, 1);
		this.#tellViewers = this.#script('chartwireTellViewers', TELL_VIEWERS, 1);
		this.#readViewers = this.#script('chartwireReadViewers', READ_VIEWERS, 1);
		this.#announcements = new Announcements({
			primaries: primariesOf(address, this.#commands),
			publish: (channel, message) => this.#commands.spublish(channel, message),
			onMessage: (live, message) => this.#announce(live, message),
			onInterrupted: () => {
				for (const listener of this.#interrupted) listener();
			},
			log,
		});
	}

	#script(name: string, lua: string, numberOfKeys: number): Script {
		this.#commands.defineCommand(name, { lua, numberOfKeys });
		const call = (this.#commands as unknown as Record<string, Script>)[name];
		if (call === undefined) throw new Error(`the script ${name} was not defined`);
		return (...args) => orUnavailable(call.apply(this.#commands, args));
	}

	async publish(publication: Publication): Promise<Published> {
		const began = performance.now();
		let outcome: PublishOutcome = 'failed';
		try {
			const published = await this.#publishOnce(publication);
			outcome = published.outcome;
			return published;
		} finally {
			this.#onPublish(outcome, (performance.now() - began) / 1_000);
		}
	}

	async #publishOnce(publication: Publication): Promise<Published> {
		const { channel, event, key, fence } = publication;
		const part = PART_OF_KIND[event.kind];
		const removed = partsRemovedBy(event).join(' ');
		const [ordinal, attempt, about] = 'about' in fence ? [0, 0, fence.about] : [fence.ordinal, fence.attempt, ''];
		const [outcome, epoch, seq, at, fresh] = await this.#publish(
			...keysOf(channel),
			liveOf(channel),
			...[newEpoch(), channel, key, ordinal, attempt, JSON.stringify(event), part, removed],
			...this.#limits,
			about,
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
			await orUnavailable(this.#announcements.subscribe(live));
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
		this.#announcements.unsubscribe(live);
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

	onInterrupted(listener: () => void): () => void {
		this.#interrupted.add(listener);
		return () => this.#interrupted.delete(listener);
	}

	async want(channels: readonly string[], leaseMs: number): Promise<void> {
		if (channels.length > 0) await this.#want(DEMAND_KEY, leaseMs, ...channels);
	}

	async wanted(): Promise<readonly string[]> {
		return (await this.#wanted(DEMAND_KEY, LONGEST_LEASE_MS)).map(String);
	}

	async tellViewers(node: string, viewers: Viewers, lifeMs: number): Promise<void> {
		await this.#tellViewers(VIEWERS_KEY, node, lifeMs, JSON.stringify(viewers));
	}

	async viewers(): Promise<Viewers> {
		return sumOfViewers((await this.#readViewers(VIEWERS_KEY)).map((text) => JSON.parse(String(text)) as Viewers));
	}

	/** Whether announcements are known to come, and how often they may have been lost since the start. */
	get announcements(): Readonly<Pick<Announcements, 'healthy' | 'stalls' | 'interruptions'>> {
		return this.#announcements;
	}

	/** In a cluster every primary must answer; and announcements must be known to come wherever one is listened to. */
	async ping(): Promise<void> {
		const nodes = this.#commands instanceof Cluster ? this.#commands.nodes('master') : [this.#commands];
		if (nodes.length === 0) throw new NamedError('stream_unavailable', 'No node of the cluster answers.');
		await orUnavailable(Promise.all(nodes.map((node) => node.ping())));
		if (!this.#announcements.healthy) throw new NamedError('stream_unavailable', 'Announcements do not arrive.');
	}

	/** Waits for the first connection, but no longer than this: a server also starts while Redis is away. */
	async settle(timeoutMs: number): Promise<void> {
		const until = performance.now() + timeoutMs;
		while (performance.now() < until && this.#commands.status !== 'ready') {
			await new Promise((resolve) => setTimeout(resolve, 5));
		}
	}

	async close(): Promise<void> {
		this.#listeners.clear();
		this.#announcements.close();
		this.#commands.disconnect();
	}
}
