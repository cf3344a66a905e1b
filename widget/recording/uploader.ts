/**
 * Brings observations to the server, in batches and in order. What cannot be brought for too long is dropped, oldest
 * first: their numbers then have a hole, so that nobody takes the rest for the whole.
 */
import { ChartwireError } from '../errors.ts';
import type { Observation, Received } from '../protocol.ts';
import { backoffMs } from '../socket/backoff.ts';
import type { Observed } from './seen.ts';

const PATH = '/v1/received';
const GATHER_MS = 1_000;
/** In UTF-16 units of JSON. */
const BATCH_LENGTH = 60_000;
const MOST_WAITING_LENGTH = 2_000_000;

interface Waiting {
	readonly observation: Observation;
	readonly length: number;
}

export class Uploader {
	permit = '';
	readonly #client: Observed;
	readonly #name: string;
	readonly #waiting: Waiting[] = [];
	#length = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#sending = false;
	#refused = false;
	#failures = 0;
	/** The page may be gone at any moment: what is left goes out at once. */
	readonly #onHide = () => this.#flush();

	constructor(client: Observed, name: string) {
		this.#client = client;
		this.#name = name;
		globalThis.addEventListener?.('pagehide', this.#onHide);
	}

	add(observation: Observation): void {
		if (this.#refused) return;
		const { length } = JSON.stringify(observation);
		this.#waiting.push({ observation, length });
		this.#length += length;
		while (this.#length > MOST_WAITING_LENGTH) this.#drop(1);
		this.#sendIn(GATHER_MS);
	}

	end(): void {
		globalThis.removeEventListener?.('pagehide', this.#onHide);
		this.#flush();
		this.#refused = true;
	}

	#drop(count: number): void {
		for (const { length } of this.#waiting.splice(0, count)) this.#length -= length;
	}

	#sendIn(ms: number): void {
		if (this.#sending || this.#timer !== undefined || this.#waiting.length === 0) return;
		this.#timer = setTimeout(() => {
			this.#timer = undefined;
			void this.#send();
		}, ms);
	}

	/** How many of those that wait go together. */
	#next(): Received {
		let length = 0;
		const count = this.#waiting.findIndex((each, index) => {
			length += each.length;
			return index > 0 && length > BATCH_LENGTH;
		});
		const batch = count === -1 ? this.#waiting : this.#waiting.slice(0, count);
		return { client: this.#name, permit: this.permit, observations: batch.map(({ observation }) => observation) };
	}

	async #send(): Promise<void> {
		const body = this.#next();
		this.#sending = true;
		try {
			await this.#client.request('POST', PATH, body);
			this.#failures = 0;
			this.#brought(body);
		} catch (error) {
			const { status = 0 } = error instanceof ChartwireError ? error : {};
			// Refused as it is: it will not be taken later either.
			if (status === 403 || status === 404) this.#refused = true;
			if (status >= 400 && status < 500 && status !== 429) this.#brought(body);
			else this.#failures += 1;
		}
		this.#sending = false;
		this.#sendIn(this.#failures === 0 ? GATHER_MS : backoffMs(this.#failures, { random: Math.random() }));
	}

	/** The oldest may have been dropped while they were on their way. */
	#brought({ observations }: Received): void {
		const last = observations.at(-1)?.n ?? 0;
		this.#drop(this.#waiting.filter(({ observation }) => observation.n <= last).length);
	}

	#flush(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		if (this.#waiting.length === 0 || this.#refused) return;
		const body = this.#next();
		const { navigator } = globalThis;
		if (navigator?.sendBeacon?.(this.#client.server + PATH, JSON.stringify(body))) this.#brought(body);
		else if (!this.#sending) void this.#send();
	}
}
