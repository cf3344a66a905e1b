/** The results that this node has served last, bounded in bytes: a new one is asked for by everybody at once. */
import type { StoredResult } from './store.ts';

const MAX_BYTES = 33_554_432;
/** What is gone elsewhere is gone here soon. */
const MAX_AGE_MS = 60_000;

interface Entry {
	readonly result: StoredResult;
	/** By the monotonic clock. */
	readonly at: number;
}

export class Recent {
	readonly #entries = new Map<string, Entry>();
	readonly #maxBytes: number;
	readonly #now: () => number;
	#bytes = 0;

	constructor({ maxBytes = MAX_BYTES, now = () => performance.now() } = {}) {
		this.#maxBytes = maxBytes;
		this.#now = now;
	}

	get bytes(): number {
		return this.#bytes;
	}

	/** With the time that is left now. */
	get(hash: string): StoredResult | undefined {
		const entry = this.#entries.get(hash);
		if (entry === undefined) return undefined;
		const age = this.#now() - entry.at;
		const leftMs = entry.result.leftMs - age;
		this.#drop(hash);
		if (leftMs <= 0 || age > MAX_AGE_MS) return undefined;
		this.#insert(hash, entry);
		return { ...entry.result, leftMs };
	}

	put(hash: string, result: StoredResult): void {
		this.#drop(hash);
		if (result.body.byteLength > this.#maxBytes) return;
		this.#insert(hash, { result, at: this.#now() });
		for (const oldest of this.#entries.keys()) {
			if (this.#bytes <= this.#maxBytes) break;
			this.#drop(oldest);
		}
	}

	/** A map keeps the order of insertion: the first was used longest ago. */
	#insert(hash: string, entry: Entry): void {
		this.#entries.set(hash, entry);
		this.#bytes += entry.result.body.byteLength;
	}

	#drop(hash: string): void {
		const entry = this.#entries.get(hash);
		if (entry === undefined) return;
		this.#entries.delete(hash);
		this.#bytes -= entry.result.body.byteLength;
	}
}
