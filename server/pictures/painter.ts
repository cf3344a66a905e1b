/**
 * The threads in which pictures are painted, and the pictures painted last. A crowd that asks for one picture costs one
 * painting; a picture that takes too long is given up with its thread, and nobody else waits for it.
 */
import { LRUCache } from 'lru-cache';
import { Piscina } from 'piscina';
import { NamedError } from '../errors.ts';
import { SharedCalls } from '../shared-calls.ts';
import type { PictureTask } from './paint.ts';

const MAX_CACHED_BYTES = 33_554_432;
const MAX_WAITING = 64;
const PAINT_TIMEOUT_MS = 15_000;
/** A node that is asked for no pictures keeps no thread for them. */
const IDLE_MS = 30_000;
const MAX_HEAP_MB = 1_024;

/** The name of the file differs between the sources and what is built of them. */
const FILE = new URL(`./paint${import.meta.url.slice(-3)}`, import.meta.url).href;

export interface PaintRequest {
	/** Equal keys are equal pictures. */
	readonly key: string;
	readonly task: () => Promise<PictureTask>;
}

export class Painter {
	/** How many were painted, served again, and given up. */
	readonly counts = { painted: 0, cached: 0, failed: 0 };
	readonly #recent = new LRUCache<string, Uint8Array>({
		maxSize: MAX_CACHED_BYTES,
		sizeCalculation: (picture) => picture.byteLength,
	});
	readonly #calls = new SharedCalls<Uint8Array>();
	#threads: Piscina | undefined;

	/** @throws NamedError not_ready when too many wait, deadline when it takes too long */
	async paint({ key, task }: PaintRequest): Promise<Uint8Array> {
		const known = this.#recent.get(key);
		if (known !== undefined) {
			this.counts.cached += 1;
			return known;
		}
		return this.#calls.call(key, async () => {
			const again = this.#recent.get(key);
			if (again !== undefined) return again;
			const picture = await this.#run(await task());
			this.#recent.set(key, picture);
			return picture;
		});
	}

	async close(): Promise<void> {
		await this.#threads?.destroy();
		this.#threads = undefined;
	}

	async #run(task: PictureTask): Promise<Uint8Array> {
		this.#threads ??= new Piscina({
			filename: FILE,
			minThreads: 0,
			maxThreads: 1,
			maxQueue: MAX_WAITING,
			idleTimeout: IDLE_MS,
			resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
		});
		if (this.#threads.queueSize >= MAX_WAITING) {
			throw new NamedError('not_ready', 'Too many pictures wait to be painted; ask again shortly.');
		}
		const signal = AbortSignal.timeout(PAINT_TIMEOUT_MS);
		try {
			const picture = (await this.#threads.run(task, { signal })) as Uint8Array;
			this.counts.painted += 1;
			return picture;
		} catch (error) {
			this.counts.failed += 1;
			if (!signal.aborted) throw error;
			const message = `The picture took longer than ${PAINT_TIMEOUT_MS / 1_000} seconds; let the chart have fewer rows, or another type.`;
			throw new NamedError('deadline', message, { cause: error });
		}
	}
}
