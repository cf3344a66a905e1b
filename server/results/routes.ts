/**
 * `GET` and `HEAD /v1/results/:hash`: immutable, cacheable for its remaining life. The address is itself the permission,
 * but in a private project, which wants a token as well.
 */
import { Hono } from 'hono';
import { callerOf } from '../auth/bearer.ts';
import type { Doors } from '../auth/doors.ts';
import { NamedError } from '../errors.ts';
import { demandResult } from './access.ts';
import { etagOf, isKnown, plain, wantedEncoding } from './encoding.ts';
import type { Results } from './results.ts';
import type { Encoding, StoredResult } from './store.ts';

const HASH = /^[\w-]{43}$/;

export interface ResultRoutesDeps {
	readonly doors: Doors;
	readonly results: Results;
}

/** What this server makes of br where a stored result is still gzip: nothing; gzip goes as it is. */
function encodingFor(stored: Encoding, accepted: string | undefined) {
	const wanted = wantedEncoding(accepted);
	if (wanted !== 'br' || stored === 'br') return wanted;
	return wantedEncoding(accepted?.replace(/\bbr\b/gi, 'br;q=0, x-br'));
}

export function resultRoutes({ results, doors }: ResultRoutesDeps): Hono {
	return new Hono().get('/:hash', async (context) => {
		const hash = context.req.param('hash');
		const stored: StoredResult | undefined = HASH.test(hash) ? await results.find(hash) : undefined;
		if (stored === undefined) {
			throw new NamedError('not_found', 'There is no such result, or it has expired; run the query again.');
		}
		doors.demandOpen(stored.project);
		const { private: closed, origins } = await doors.settings(stored.project);
		await doors.demandOrigin(stored.project, callerOf(context));
		if (closed) await demandResult(doors, context, stored);
		const wanted = encodingFor(stored.encoding, context.req.header('accept-encoding'));
		const etag = etagOf(hash, stored.encoding, wanted);
		const seconds = Math.max(0, Math.floor(stored.leftMs / 1_000));
		context.header('cache-control', `${closed ? 'private' : 'public'}, max-age=${seconds}, immutable`);
		context.header('etag', etag);
		const varies = ['accept-encoding', ...(closed ? ['authorization'] : []), ...(origins.length > 0 ? ['origin'] : [])];
		context.header('vary', varies.join(', '));
		if (isKnown(context.req.header('if-none-match'), etag)) return context.body(null, 304);
		context.header('content-type', 'application/json');
		if (wanted !== 'identity') context.header('content-encoding', wanted);
		const sent = wanted === 'gzip' ? await results.asGzip(hash, stored) : stored;
		const bytes = wanted === 'identity' ? stored.bytes : sent.body.byteLength;
		context.header('content-length', String(bytes));
		if (context.req.raw.method === 'HEAD') return context.body(null);
		return context.body(wanted === 'identity' ? plain(sent) : (sent.body as Uint8Array<ArrayBuffer>));
	});
}
