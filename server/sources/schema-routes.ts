/**
 * `GET /v1/sources/:name/schema`, `POST /v1/sources/:name/schema/refresh`: for authors. Answered at once from the control
 * store; what is not there yet, or old, is read by a worker meanwhile.
 */
import { type Context, Hono } from 'hono';
import { authorOf } from '../auth/author-of.ts';
import type { BearerEnv } from '../auth/bearer.ts';
import type { Database } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import { answerFor, nameSchema, parse } from '../http.ts';
import { gzipOf, isKnown, plain, wantedEncoding } from '../results/encoding.ts';
import { findSchema, type KnownSchema, refreshSchema } from './schemas.ts';
import { findSource } from './sources.ts';

/** Whether a worker reads it now (`reading`), or could not the last time (`failed`), or neither (`ready`). */
export const SCHEMA_STATE = 'chartwire-schema-state';
const RETRY_AFTER_S = '1';

const bareEtags = (header = '') => header.split(',').map((each) => each.trim().replace(/^(W\/)?"|"$/g, ''));

/** Of the source that the bearer asks for. @throws NamedError unknown_source */
async function placeOf(database: Database, context: Context<BearerEnv>) {
	const { project } = authorOf(context);
	const { name: source } = await findSource(database, project, parse(nameSchema, context.req.param('name')));
	return { project, source };
}

function answerFailure(context: Context, failure: NonNullable<KnownSchema['failure']>) {
	const { code, message, step, at } = failure;
	const { body, status, headers } = answerFor(new NamedError(code, message));
	return context.json({ error: { ...body.error, ...(step === undefined ? {} : { step }), at } }, status, headers);
}

async function answerSchema(context: Context, { body, etag }: KnownSchema) {
	context.header('etag', `W/"${etag}"`);
	context.header('vary', 'accept-encoding, authorization');
	if (body === null || isKnown(context.req.header('if-none-match'), `W/"${etag}"`)) return context.body(null, 304);
	context.header('content-type', 'application/json');
	const wanted = wantedEncoding(context.req.header('accept-encoding'));
	if (wanted === 'identity') return context.body(plain({ body, encoding: 'br' }));
	context.header('content-encoding', wanted);
	const sent = wanted === 'br' ? body : await gzipOf(body);
	return context.body(sent as Uint8Array<ArrayBuffer>);
}

export function sourceSchemaRoutes({ database }: { readonly database: Database }): Hono<BearerEnv> {
	const reading = (context: Context) => {
		context.header('retry-after', RETRY_AFTER_S);
		context.header(SCHEMA_STATE, 'reading');
		return context.json({ state: 'reading' }, 202);
	};
	return new Hono<BearerEnv>()
		.get('/:name/schema', async (context) => {
			const place = await placeOf(database, context);
			const [known] = bareEtags(context.req.header('if-none-match'));
			const schema = await findSchema(database, place, known);
			if (schema.etag !== null) {
				context.header(SCHEMA_STATE, schema.state);
				return answerSchema(context, schema);
			}
			const { failure, state } = schema;
			return failure === undefined || state === 'reading' ? reading(context) : answerFailure(context, failure);
		})
		.post('/:name/schema/refresh', async (context) => {
			await refreshSchema(database, await placeOf(database, context));
			return reading(context);
		});
}
