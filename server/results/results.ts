/**
 * Where large results are kept and found: Postgres is the truth, Redis the cache that all nodes share, and a few that are
 * asked for most are in this node's memory. A crowd that asks for one result costs one read.
 */
import { promisify } from 'node:util';
import { brotliDecompress, gunzip } from 'node:zlib';
import type { Database } from '../database/database.ts';
import type { Log } from '../log.ts';
import { SharedCalls } from '../shared-calls.ts';
import { LARGEST_BODY_BYTES, type ResultCache } from './cache.ts';
import { gzipOf } from './encoding.ts';
import { Recent } from './recent.ts';
import { bytesOf, findResult, keepResult, type NewResult, type StoredResult } from './store.ts';

const expandBrotli = promisify(brotliDecompress);
const expandGzip = promisify(gunzip);

export interface ResultsDeps {
	readonly database: Database;
	readonly cache: ResultCache;
	readonly log: Log;
}

export class Results {
	readonly #deps: ResultsDeps;
	readonly #recent = new Recent();
	readonly #calls = new SharedCalls<StoredResult | undefined>();
	readonly #encodings = new SharedCalls<StoredResult>();
	/** How often a result was found in each place; gone: nowhere. */
	readonly found = { memory: 0, redis: 0, postgres: 0, gone: 0 };

	constructor(deps: ResultsDeps) {
		this.#deps = deps;
	}

	get cache(): ResultCache {
		return this.#deps.cache;
	}

	/** Compresses it once, and keeps it. A Redis that is away costs nothing but the speed. */
	async keep(result: NewResult): Promise<void> {
		const slices = await keepResult(this.#deps.database, result);
		if (bytesOf(slices) > LARGEST_BODY_BYTES) return;
		const { hash, project, claims, body, ttlMs } = result;
		const stored = { project, claims, encoding: 'br', bytes: bytesOf(body), leftMs: ttlMs } as const;
		await this.#remember(hash, { ...stored, body: Buffer.concat(slices) });
	}

	/** As it is stored. @throws NamedError store_unavailable */
	async find(hash: string): Promise<StoredResult | undefined> {
		const recent = this.#recent.get(hash);
		if (recent !== undefined) {
			this.found.memory += 1;
			return recent;
		}
		return this.#calls.call(hash, () => this.#load(hash));
	}

	/** The table's JSON. @throws NamedError store_unavailable */
	async read(hash: string): Promise<Buffer | undefined> {
		const stored = await this.find(hash);
		return stored && (stored.encoding === 'br' ? expandBrotli : expandGzip)(stored.body);
	}

	/** The same result as gzip, for those who do not take br (a browser on a page without TLS); a crowd costs one encoding. */
	async asGzip(hash: string, stored: StoredResult): Promise<StoredResult> {
		if (stored.encoding === 'gzip') return stored;
		const key = `${hash}.gzip`;
		const encode = async () => {
			const known = this.#recent.get(key);
			if (known !== undefined) return known;
			const encoded = { ...stored, encoding: 'gzip', body: await gzipOf(stored.body) } as const;
			this.#recent.put(key, encoded);
			return encoded;
		};
		return this.#recent.get(key) ?? this.#encodings.call(hash, encode);
	}

	async #load(hash: string): Promise<StoredResult | undefined> {
		const { database, cache, log } = this.#deps;
		const recent = this.#recent.get(hash);
		const cached =
			recent ??
			(await cache.get(hash).catch((error: unknown) => {
				log.warn({ error: String(error) }, 'results are read from the control database, since Redis does not answer');
				return undefined;
			}));
		const stored = cached ?? (await findResult(database, hash));
		this.found[recent ? 'memory' : cached ? 'redis' : stored ? 'postgres' : 'gone'] += 1;
		if (stored === undefined) return undefined;
		if (recent === undefined) this.#recent.put(hash, stored);
		if (cached === undefined) await this.#remember(hash, stored);
		return stored;
	}

	async #remember(hash: string, stored: StoredResult): Promise<void> {
		await this.#deps.cache.put(hash, stored).catch((error: unknown) => {
			this.#deps.log.warn({ error: String(error) }, 'a result was not put into Redis; PostgreSQL has it');
		});
	}
}
