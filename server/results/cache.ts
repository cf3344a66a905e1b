/**
 * Large results in Redis, within a budget of our own: Redis itself refuses to evict anything, since the queue must not
 * lose a job. Owns no truth: whatever is missing here is in Postgres. All keys share one hash tag, for the budget is one
 * number; in a cluster, one primary holds it.
 */
import { readFileSync } from 'node:fs';
import type { Log } from '../log.ts';
import { parseRedisAddress } from '../redis/address.ts';
import { openRedis, type RedisClient } from '../redis/connect.ts';
import { orUnavailable } from '../redis/unavailable.ts';
import type { StoredResult } from './store.ts';

export interface ResultCacheOptions {
	/** In one of the forms of redis/address.ts. */
	readonly url: string;
	readonly log: Log;
	/** What all results together may take. */
	readonly maxBytes: number;
}

type Script = (...args: (string | number | Buffer)[]) => Promise<unknown>;

const KEYS = ['bodies', 'used', 'ends', 'totals'].map((name) => `cw:{results}:${name}`);
const COMMAND_TIMEOUT_MS = 5_000;
/** What a result takes beside its body: its fields in one hash and two sorted sets. */
export const ENTRY_BYTES = 512;
/** A larger body would hold up the stream, which shares this Redis; it is served from Postgres. */
export const LARGEST_BODY_BYTES = 8_388_608;

const load = (name: string) => readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), 'utf8');
const HEAD_LENGTH_BYTES = 4;

/** Length of the head, the head in JSON, the compressed body as it is served. */
function pack({ body, leftMs: _left, ...head }: StoredResult): Buffer {
	const text = Buffer.from(JSON.stringify(head));
	const length = Buffer.alloc(HEAD_LENGTH_BYTES);
	length.writeUInt32BE(text.byteLength);
	return Buffer.concat([length, text, body]);
}

function unpack(packed: Buffer, leftMs: number): StoredResult {
	const start = HEAD_LENGTH_BYTES + packed.readUInt32BE();
	const head = JSON.parse(packed.toString('utf8', HEAD_LENGTH_BYTES, start)) as Omit<StoredResult, 'body' | 'leftMs'>;
	return { ...head, body: packed.subarray(start), leftMs };
}

export class ResultCache {
	readonly #client: RedisClient;
	readonly #maxBytes: number;
	readonly #put: Script;
	readonly #get: Script;
	readonly #totals: Script;
	/** How many results this process has evicted to make room. */
	evicted = 0;

	constructor({ url, log, maxBytes }: ResultCacheOptions) {
		this.#maxBytes = maxBytes;
		this.#client = openRedis(parseRedisAddress(url), {
			name: 'results',
			manner: 'impatient',
			log,
			commandTimeoutMs: COMMAND_TIMEOUT_MS,
		});
		this.#put = this.#script('chartwirePutResult', 'put');
		this.#get = this.#script('chartwireGetResult', 'get');
		this.#totals = this.#script('chartwireResultTotals', 'totals');
	}

	#script(name: string, file: string): Script {
		this.#client.defineCommand(name, { lua: load(file), numberOfKeys: KEYS.length });
		// The variant whose texts come as buffers.
		const call = (this.#client as unknown as Record<string, Script>)[`${name}Buffer`];
		if (call === undefined) throw new Error(`the script ${name} was not defined`);
		return (...args) => orUnavailable(call.call(this.#client, ...KEYS, ...args));
	}

	/** Returns whether it is kept: too large a one is not. @throws NamedError stream_unavailable */
	async put(hash: string, result: StoredResult): Promise<boolean> {
		if (result.body.byteLength > LARGEST_BODY_BYTES || result.leftMs < 1) return false;
		const keepMs = Math.floor(result.leftMs);
		const answer = await this.#put(hash, pack(result), keepMs, this.#maxBytes, ENTRY_BYTES);
		const [kept, evicted] = answer as [number, number];
		this.evicted += evicted;
		return kept === 1;
	}

	/** @throws NamedError stream_unavailable */
	async get(hash: string): Promise<StoredResult | undefined> {
		const [packed, leftMs] = (await this.#get(hash)) as [Buffer?, number?];
		return packed && unpack(packed, leftMs ?? 0);
	}

	/** How many results are kept, and how many bytes of the budget they take; the same for every node. */
	async totals(): Promise<{ results: number; bytes: number }> {
		const [results, bytes] = (await this.#totals()) as [number, number];
		return { results, bytes };
	}

	close(): void {
		this.#client.disconnect();
	}
}
