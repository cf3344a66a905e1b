/** Opens each customer's database once a process, and closes them all together. */
import type { Log } from '../log.ts';
import type { SealedSource } from '../sources/sources.ts';
import type { SourceAddress } from './address.ts';
import { openSource } from './open-source.ts';
import type { Source } from './source.ts';

export interface SourcePoolOptions {
	readonly log: Log;
	/** Decrypts an address. */
	readonly open: (source: SealedSource) => SourceAddress;
}

interface Opened {
	/** As it was stored: another text is another address, or the same under another key. */
	readonly stored: string;
	readonly source: Source;
}

export class SourcePool {
	readonly #opened = new Map<string, Opened>();
	readonly #options: SourcePoolOptions;

	constructor(options: SourcePoolOptions) {
		this.#options = options;
	}

	/** @throws NamedError key_missing */
	get(source: SealedSource): Source {
		const id = `${source.project}/${source.name}`;
		const stored = `${source.url ?? source.sealed} ${source.maxConcurrent}`;
		const known = this.#opened.get(id);
		if (known?.stored === stored) return known.source;
		const { log, open } = this.#options;
		const opened = openSource(open(source), { maxIdle: source.maxConcurrent, log });
		this.#opened.set(id, { stored, source: opened });
		// Runs under way keep their sessions to their end.
		known?.source
			.close()
			.catch((error: unknown) => log.debug({ error: String(error) }, 'a source was not closed cleanly'));
		return opened;
	}

	async close(): Promise<void> {
		await Promise.all([...this.#opened.values()].map(({ source }) => source.close()));
	}
}
