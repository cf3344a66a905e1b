/**
 * Large results in the control store, the truth about them: compressed once, kept until they expire, and for as long as
 * they are a channel's last good one or a kept run's. results.ts has the cache before it.
 */
import { Readable } from 'node:stream';
import { constants, createBrotliCompress } from 'node:zlib';
import { type Database, type Executor, statement } from '../database/database.ts';

const appendResult = statement<never>(import.meta.url, 'append-result');
const insertResult = statement<{ is_new: boolean }>(import.meta.url, 'insert-result');
const selectResult = statement<Omit<StoredResult, 'leftMs'> & { left_ms: number }>(import.meta.url, 'select-result');
const deleteExpired = statement<never>(import.meta.url, 'delete-expired');

export type Encoding = 'br' | 'gzip';

export interface StoredResult {
	readonly project: string;
	/** The claims of the question that it answers; null: an older worker has not said. */
	readonly claims: Readonly<Record<string, unknown>> | null;
	readonly encoding: Encoding;
	/** Of the table's JSON, before it was compressed. */
	readonly bytes: number;
	/** The table's JSON, compressed. */
	readonly body: Uint8Array;
	/** How much longer it is kept at least. */
	readonly leftMs: number;
}

export interface NewResult {
	readonly hash: string;
	readonly project: string;
	/** The claims in the question. */
	readonly claims: Readonly<Record<string, unknown>>;
	/** The table's JSON in pieces. */
	readonly body: readonly Buffer[];
	readonly ttlMs: number;
}

/** The database's client copies what it sends several times over: a very large body goes in slices. */
const SLICE_BYTES = 4_194_304;

/**
 * Of tables of 100,000 rows this is half of what gzip makes at its level 5, in half of its time; a higher quality takes
 * twice as long for a few per cent. A window of 256 KB is as good as a larger one, and bounds what a reader must hold.
 */
const BROTLI = { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_LGWIN]: 18 };

/** The body compressed, in slices. */
async function compress(body: readonly Buffer[]): Promise<Buffer[]> {
	const slices: Buffer[] = [];
	let open: Buffer[] = [];
	let bytes = 0;
	const close = () => {
		slices.push(Buffer.concat(open));
		open = [];
		bytes = 0;
	};
	const brotli = createBrotliCompress({ params: BROTLI });
	for await (const piece of Readable.from(body).pipe(brotli) as AsyncIterable<Buffer>) {
		open.push(piece);
		bytes += piece.byteLength;
		if (bytes >= SLICE_BYTES) close();
	}
	if (bytes > 0) close();
	return slices;
}

/**
 * Keeps a result and returns it as it is stored, in slices; the same content again only has its expiry moved. Its time is
 * counted by the store's clock.
 */
export async function keepResult(on: Database, result: NewResult): Promise<readonly Buffer[]> {
	const { hash, project, claims, body, ttlMs } = result;
	const slices = await compress(body);
	const [first = Buffer.alloc(0), ...rest] = slices;
	const values = [hash, project, first, bytesOf(body), ttlMs, claims];
	if (rest.length === 0) {
		await insertResult(on, values);
		return slices;
	}
	// Nobody sees a part of it.
	await on.begin(async (tx) => {
		const [kept] = await insertResult(tx, values);
		if (kept?.is_new !== true) return;
		for (const slice of rest) await appendResult(tx, [hash, slice]);
	});
	return slices;
}

export const bytesOf = (pieces: readonly Buffer[]): number => pieces.reduce((sum, piece) => sum + piece.byteLength, 0);

export async function findResult(on: Executor, hash: string): Promise<StoredResult | undefined> {
	const [row] = await selectResult(on, [hash]);
	if (row === undefined) return undefined;
	const { left_ms: leftMs, ...stored } = row;
	return { ...stored, leftMs };
}

export async function dropExpiredResults(on: Executor): Promise<void> {
	await deleteExpired(on, []);
}
