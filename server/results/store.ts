/** Keeps large results in the control store, compressed once, until they expire. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type Executor, statement } from '../database/database.ts';

const compress = promisify(gzip);
const insertResult = statement<never>(import.meta.url, 'insert-result');
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
	readonly body: Buffer;
	readonly ttlMs: number;
}

/** Keeps a result; the same content again only has its expiry moved. Its time is counted by the store's clock. */
export async function keepResult(on: Executor, { hash, project, body, ttlMs }: NewResult): Promise<void> {
	const compressed = await compress(body, { level: 5 });
	await insertResult(on, [hash, project, compressed, body.byteLength, ttlMs]);
}

export async function findResult(on: Executor, hash: string): Promise<StoredResult | undefined> {
	const [row] = await selectResult(on, [hash]);
	return row && { body: row.body, leftMs: row.left_ms };
}

export async function dropExpiredResults(on: Executor): Promise<void> {
	await deleteExpired(on, []);
}
