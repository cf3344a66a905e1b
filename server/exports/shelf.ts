/**
 * A large result laid out so that it can be read row by row in little memory: each column in blocks of its own, compressed
 * again. It takes about what the stored result takes, however many columns there are, and one block of each while it is
 * read. Whoever takes the same result at the same time shares it.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress, createGunzip, deflateRaw, inflateRaw } from 'node:zlib';
import type { Cell, Column } from '../../widget/protocol.ts';
import type { StoredResult } from '../results/store.ts';
import { ColumnSplitter } from './column-splitter.ts';

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

const CHUNK_BYTES = 65_536;
/** Blocks live for as long as a download: speed counts, not the last tenth. */
const FAST = { level: 1 };

/** Columns, each of which can be read from its beginning, piece by piece. */
export interface ReadableColumns {
	readonly columns: readonly Column[];
	cellsOf(column: number): AsyncIterable<readonly Cell[]>;
}

async function* cellsIn(blocks: readonly Buffer[]): AsyncGenerator<readonly Cell[]> {
	for (const block of blocks) yield JSON.parse(`[${(await inflate(block)).toString('utf8')}]`) as readonly Cell[];
}

/** @throws Error when the stored body is no table */
export async function shelve({ body, encoding }: Pick<StoredResult, 'body' | 'encoding'>): Promise<ReadableColumns> {
	const splitter = new ColumnSplitter();
	const blocks: Buffer[][] = [];
	const decoder = (encoding === 'br' ? createBrotliDecompress : createGunzip)({ chunkSize: CHUNK_BYTES });
	await pipeline(Readable.from([body]), decoder, async (plain) => {
		for await (const chunk of plain as AsyncIterable<Buffer>) {
			for (const { column, json } of splitter.take(chunk)) {
				blocks[column] ??= [];
				blocks[column].push(await deflate(json, FAST));
			}
		}
	});
	const { columns, isOver } = splitter;
	if (columns === undefined || !isOver) throw new Error('a stored result is no table, or has no end');
	return { columns, cellsOf: (column) => cellsIn(blocks[column] ?? []) };
}

/** Results that are being taken now, by hash: the first who takes one lays it out, the last one drops it. */
export class Shelves {
	readonly #shelves = new Map<string, { readonly shelf: Promise<ReadableColumns>; users: number }>();

	/** To be given back, once. @throws as `shelve` */
	async take(hash: string, stored: StoredResult): Promise<ReadableColumns> {
		const known = this.#shelves.get(hash) ?? { shelf: shelve(stored), users: 0 };
		known.users += 1;
		this.#shelves.set(hash, known);
		try {
			return await known.shelf;
		} catch (error) {
			this.giveBack(hash);
			throw error;
		}
	}

	giveBack(hash: string): void {
		const known = this.#shelves.get(hash);
		if (known === undefined) return;
		known.users -= 1;
		if (known.users === 0) this.#shelves.delete(hash);
	}
}
