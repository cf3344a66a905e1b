/** Opens each customer's database once a process, and closes them all together. */
import type { Log } from '../log.ts';
import { PostgresSource } from './postgres.ts';
import type { Source } from './source.ts';

export interface SourceAddress {
	readonly url: string;
	readonly maxConcurrent: number;
}

export class SourcePool {
	readonly #open = new Map<string, Source>();
	readonly #log: Log;

	constructor(log: Log) {
		this.#log = log;
	}

	get({ url, maxConcurrent }: SourceAddress): Source {
		const known = this.#open.get(url);
		if (known !== undefined) return known;
		const source = new PostgresSource({ url, maxIdle: maxConcurrent, log: this.#log });
		this.#open.set(url, source);
		return source;
	}

	async close(): Promise<void> {
		await Promise.all([...this.#open.values()].map((source) => source.close()));
	}
}
