/**
 * The tap: writes down in a bounded Redis stream what this process publishes, and what clients report of what they
 * received, for `chartwire record` to take away. It is a ledger of its own, beside the rings that replays are read from.
 * It never holds up what it watches: an entry that cannot be written is lost, and the hole in the process's own count
 * (`n`) says so.
 */
import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Position, RecordRequest } from '../../widget/protocol.ts';
import type { Log } from '../log.ts';
import type { RedisAddress } from '../redis/address.ts';
import { openRedis, type RedisClient } from '../redis/connect.ts';
import type { Entry } from './entry.ts';

/** The stream's key; each entry has one field, `entry`, in JSON. */
export const TAP_KEY = 'cw:tap';

export interface TapOptions {
	readonly address: RedisAddress;
	readonly mode: RecordRequest['mode'];
	/** The stream's oldest entries are dropped when it takes more of Redis's memory. */
	readonly maxBytes: number;
	/** How often that is looked at. Default 5,000. */
	readonly trimEveryMs?: number;
	readonly log: Log;
}

export interface Told extends Position {
	readonly channel: string;
	/** The server's time in ms; undefined when it was published earlier, under the same key. */
	readonly at: number | undefined;
	/** The event as JSON. */
	readonly event: string;
}

/** So many entries may be on their way to Redis at once. */
const MOST_UNDERWAY = 2_000;
const TRIM_EVERY_MS = 5_000;
const COMMAND_TIMEOUT_MS = 5_000;

/** The first 16 hexadecimal digits of the SHA-256 of a frame. */
const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

export class Tap {
	readonly #redis: RedisClient;
	readonly #options: TapOptions;
	readonly #node = `${hostname()}:${process.pid}:${randomBytes(3).toString('hex')}`;
	readonly #trimming: ReturnType<typeof setInterval>;
	#lastN = 0;
	#underway = 0;
	#written = false;
	/** Entries that could not be written. */
	dropped = 0;

	constructor(options: TapOptions) {
		this.#options = options;
		const { address, log, trimEveryMs = TRIM_EVERY_MS } = options;
		this.#redis = openRedis(address, {
			name: 'tap',
			manner: 'impatient',
			log,
			commandTimeoutMs: COMMAND_TIMEOUT_MS,
		});
		this.#trimming = setInterval(() => void this.#trim(), trimEveryMs).unref();
	}

	published({ channel, epoch, seq, at, event }: Told): void {
		const place = { kind: 'published', channel, epoch, seq } as const;
		if (at === undefined) {
			this.#write({ ...place, ...this.#counted() });
			return;
		}
		const text = `{"type":"event","channel":"${channel}","epoch":"${epoch}","seq":${seq},"at":${at},"event":${event}}`;
		const frame = this.#options.mode === 'frames' ? { frame: JSON.parse(text) as unknown } : {};
		this.#write({ ...place, ...this.#counted(), at, digest: digestOf(text), ...frame });
	}

	received(entry: Extract<Entry, { readonly kind: 'received' }>): void {
		this.#write(entry);
	}

	async close(): Promise<void> {
		clearInterval(this.#trimming);
		const until = performance.now() + 1_000;
		while (this.#underway > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 5));
		this.#redis.disconnect();
	}

	#counted(): { readonly node: string; readonly n: number } {
		this.#lastN += 1;
		return { node: this.#node, n: this.#lastN };
	}

	#write(entry: Entry): void {
		if (this.#underway >= MOST_UNDERWAY) {
			this.#drop('too many entries are on their way');
			return;
		}
		this.#underway += 1;
		this.#written = true;
		this.#redis
			.xadd(TAP_KEY, '*', 'entry', JSON.stringify(entry))
			.catch((error: unknown) => this.#drop(String(error)))
			.finally(() => {
				this.#underway -= 1;
			});
	}

	#drop(why: string): void {
		this.dropped += 1;
		if (this.dropped === 1 || this.dropped % 1_000 === 0) {
			this.#options.log.warn({ error: why, dropped: this.dropped }, 'the tap could not write down everything');
		}
	}

	/** Keeps the stream within its bytes. */
	async #trim(): Promise<void> {
		if (!this.#written) return;
		this.#written = false;
		try {
			const [bytes, length] = await Promise.all([
				this.#redis.memory('USAGE', TAP_KEY, 'SAMPLES', 20),
				this.#redis.xlen(TAP_KEY),
			]);
			const { maxBytes } = this.#options;
			// A fifth more than must be, so that it is not trimmed each time.
			if (Number(bytes) > maxBytes) {
				await this.#redis.xtrim(TAP_KEY, 'MAXLEN', Math.floor((0.8 * length * maxBytes) / Number(bytes)));
			}
		} catch (error) {
			this.#options.log.warn({ error: String(error) }, 'the tap could not be trimmed');
		}
	}
}
