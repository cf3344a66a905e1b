/** A stored result in the encoding that the client takes: as it is where that will do, otherwise encoded again as it goes. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createGzip } from 'node:zlib';
import type { Encoding, StoredResult } from './store.ts';

export type Wanted = Encoding | 'identity';

/** RFC 9110, 12.5.3: what is not named is refused but for identity, `*` is all that is not named, q=0 refuses. */
export function wantedEncoding(header: string | undefined): Wanted {
	const weights = new Map<string, number>();
	for (const part of (header ?? '').toLowerCase().split(',')) {
		const [name = '', ...params] = part.split(';').map((each) => each.trim());
		const q = params.find((each) => each.startsWith('q='));
		weights.set(name, q === undefined ? 1 : Number(q.slice(2)));
	}
	const takes = (name: string) => (weights.get(name) ?? weights.get('*') ?? 0) > 0;
	if (takes('br')) return 'br';
	return takes('gzip') ? 'gzip' : 'identity';
}

/**
 * Strong where the bytes are always the same ones: those that are stored, and the plain ones. What is compressed on the
 * way depends on the library, and is weak.
 */
export function etagOf(hash: string, stored: Encoding, wanted: Wanted): string {
	if (wanted === 'identity') return `"${hash}"`;
	return wanted === stored ? `"${hash}-${wanted}"` : `W/"${hash}-${wanted}"`;
}

/** Whether If-None-Match names it; by the weak comparison of RFC 9110, 13.1.2. */
export function isKnown(header: string | undefined, etag: string): boolean {
	const bare = (each: string) => each.trim().replace(/^W\//, '');
	return (header ?? '').split(',').some((each) => each.trim() === '*' || bare(each) === bare(etag));
}

/** As dense as is worth the time: see store.ts. */
const GZIP = { level: 5 };

/** What was br, as gzip; the plain text is never whole in memory. */
export async function gzipOf(brotli: Uint8Array): Promise<Uint8Array> {
	const pieces: Buffer[] = [];
	await pipeline(Readable.from([brotli]), createBrotliDecompress(), createGzip(GZIP), async (encoded) => {
		for await (const piece of encoded) pieces.push(piece as Buffer);
	});
	return Buffer.concat(pieces);
}

/** The plain text, as it is decoded. A client that leaves ends it; the error is its own to see. */
export function plain({ body, encoding }: Pick<StoredResult, 'body' | 'encoding'>): ReadableStream {
	const decoder = encoding === 'br' ? createBrotliDecompress() : createGunzip();
	pipeline(Readable.from([body]), decoder).catch(() => undefined);
	return Readable.toWeb(decoder) as ReadableStream;
}
