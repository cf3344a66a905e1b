/** `GET /v1/results/:hash`: immutable, cacheable for its remaining life; the address is itself the permission. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Hono } from 'hono';
import type { Database } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import { findResult } from './store.ts';

const expand = promisify(gunzip);
const HASH = /^[\w-]{43}$/;

export function resultRoutes(deps: { readonly database: Database }): Hono {
	return new Hono().get('/:hash', async (context) => {
		const hash = context.req.param('hash');
		const stored = HASH.test(hash) ? await findResult(deps.database, hash) : undefined;
		if (stored === undefined) {
			throw new NamedError('not_found', 'There is no such result, or it has expired; run the query again.');
		}
		const seconds = Math.max(0, Math.floor(stored.leftMs / 1_000));
		context.header('cache-control', `public, max-age=${seconds}, immutable`);
		context.header('etag', `"${hash}"`);
		context.header('vary', 'accept-encoding');
		if (context.req.header('if-none-match') === `"${hash}"`) return context.body(null, 304);
		context.header('content-type', 'application/json');
		const plain = !/\bgzip\b/.test(context.req.header('accept-encoding') ?? '');
		if (!plain) context.header('content-encoding', 'gzip');
		const body = plain ? await expand(stored.body) : stored.body;
		return context.body(new Uint8Array(body));
	});
}
