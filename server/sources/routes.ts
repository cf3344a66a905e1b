/** `GET /v1/sources`, `PUT /v1/sources/:name`: for authors. */
import { Hono } from 'hono';
import type { BearerEnv } from '../auth/bearer.ts';
import { demandAuthor } from '../auth/tokens.ts';
import type { Database } from '../database/database.ts';
import { nameSchema, parse, parseBody } from '../http.ts';
import { sourceSchema } from './address-schema.ts';
import type { Keyring } from './keyring.ts';
import { listSources, saveSource } from './sources.ts';

export interface SourceDeps {
	readonly database: Database;
	readonly keys: Keyring;
}

export function sourceRoutes({ database, keys }: SourceDeps): Hono<BearerEnv> {
	return new Hono<BearerEnv>()
		.get('/', async (context) => {
			const bearer = context.get('bearer');
			demandAuthor(bearer);
			return context.json({ sources: await listSources(database, bearer.project) });
		})
		.put('/:name', async (context) => {
			const bearer = context.get('bearer');
			demandAuthor(bearer);
			const name = parse(nameSchema, context.req.param('name'));
			await saveSource(database, keys, bearer.project, { name, ...(await parseBody(context, sourceSchema)) });
			return context.json({ source: name });
		});
}
