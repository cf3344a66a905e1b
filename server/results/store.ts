/** Keeps large results in the control store, compressed once, until they expire. */
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { type Database, type Executor, statement } from '../database/database.ts';

const appendResult = statement<never>(import.meta.url, 'append-result');
const insertResult = statement<{ is_new: boolean }>(import.meta.url, 'insert-result');
const selectResult = statement<{ body: Uint8Array; left_ms: number }>(import.meta.url, 'select-result');
const deleteExpired = statement<never>(import.meta.url, 'delete-expired');

export interface StoredResult {
	/** gzip of the table's JSON */
	readonly body: Uint8Array;
	/** How much longer it is kept. */
	readonly leftMs: number;
}

export interface NewResult {
	readonly hash: string;
	readonly project: string;
	/** The table's JSON in pieces. */
	readonly body: readonly Buffer[];
	readonly ttlMs: number;
}

/** The database's client copies what it sends several times over: a very large body goes in slices. */
const SLICE_BYTES = 4_194_304;

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
	for await (const piece of Readable.from(body).pipe(createGzip({ level: 5 })) as AsyncIterable<Buffer>) {
		open.push(piece);
		bytes += piece.byteLength;
		if (bytes >= SLICE_BYTES) close();
	}
	if (bytes > 0) close();
	return slices;
}

/** Keeps a result; the same content again only has its expiry moved. Its time is counted by the store's clock. */
export async function keepResult(on: Database, { hash, project, body, ttlMs }: NewResult): Promise<void> {
	const bytes = body.reduce((sum, piece) => sum + piece.byteLength, 0);
	const [first = Buffer.alloc(0), ...rest] = await compress(body);
	const values = [hash, project, first, bytes, ttlMs];
	if (rest.length === 0) {
		await insertResult(on, values);
		return;
	}
	// Nobody sees a part of it.
	await on.begin(async (tx) => {
		const [kept] = await insertResult(tx, values);
		if (kept?.is_new !== true) return;
		for (const slice of rest) await appendResult(tx, [hash, slice]);
	});
}

export async function findResult(on: Executor, hash: string): Promise<StoredResult | undefined> {
	const [row] = await selectResult(on, [hash]);
	return row && { body: row.body, leftMs: row.left_ms };
}

export async function dropExpiredResults(on: Executor): Promise<void> {
	await deleteExpired(on, []);
}
