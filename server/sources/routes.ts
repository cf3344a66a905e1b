/** `GET /v1/sources`, `PUT /v1/sources/:name`, `POST /v1/sources/test`, `POST /v1/sources/:name/test`: for authors. */
import { Hono } from 'hono';
import { audited } from '../audit/audit.ts';
import type { BearerEnv } from '../auth/bearer.ts';
import { demandAuthor } from '../auth/tokens.ts';
import type { Database } from '../database/database.ts';
import { nameSchema, parse, parseBody } from '../http.ts';
import { ensureProject } from '../projects/projects.ts';
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
			const { project } = bearer;
			const entry = { actor: context.get('actor'), action: 'source.saved', object: name, project };
			await audited(database, { ...entry, details: { engine: source.address.engine } }, async (on) => {
				await ensureProject(on, project);
				await saveSource(on, keys, project, source);
			});
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
