/** `GET /v1/sources`, `PUT /v1/sources/:name`, `POST /v1/sources/test`, `POST /v1/sources/:name/test`: for authors. */
import { Hono } from 'hono';
import type { BearerEnv } from '../auth/bearer.ts';
import { demandAuthor } from '../auth/tokens.ts';
import type { Database } from '../database/database.ts';
import { nameSchema, parse, parseBody } from '../http.ts';
import { addressSchema, sourceSchema } from './address-schema.ts';
import type { Keyring } from './keyring.ts';
import { findSource, listSources, openAddress, saveSource } from './sources.ts';
import { demandOther, testConnection } from './test-connection.ts';

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
			const source = { name, ...(await parseBody(context, sourceSchema)) };
			await demandOther(database, source.address);
			await saveSource(database, keys, bearer.project, source);
			return context.json({ source: name });
		})
		.post('/test', async (context) => {
			demandAuthor(context.get('bearer'));
			return context.json(await testConnection(database, await parseBody(context, addressSchema)));
		})
		.post('/:name/test', async (context) => {
			const bearer = context.get('bearer');
			demandAuthor(bearer);
			const source = await findSource(database, bearer.project, parse(nameSchema, context.req.param('name')));
			return context.json(await testConnection(database, openAddress(keys, source)));
		});
}
