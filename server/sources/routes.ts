/** `/v1/sources`, for authors: the list, one of them, saving, editing, deleting and testing it. docs/sources.md has the fields. */
import { type Context, Hono } from 'hono';
import { audited } from '../audit/audit.ts';
import { authorOf } from '../auth/author-of.ts';
import type { BearerEnv } from '../auth/bearer.ts';
import type { Database } from '../database/database.ts';
import { nameSchema, parse, parseBody } from '../http.ts';
import { ensureProject } from '../projects/projects.ts';
import { addressSchema, sourceSchema } from './address-schema.ts';
import { editedAddress, editSchema } from './edit-source.ts';
import type { Keyring } from './keyring.ts';
import { sourceSchemaRoutes } from './schema-routes.ts';
import { deleteSource, findSource, listSources, openAddress, saveSource, showSource } from './sources.ts';
import { demandOther, testConnection } from './test-connection.ts';

export interface SourceDeps {
	readonly database: Database;
	readonly keys: Keyring;
}

const nameOf = (context: Context) => parse(nameSchema, context.req.param('name'));

/** The stored source, and its address with what the body changes of it; a test may come without a body. */
async function edited({ database, keys }: SourceDeps, context: Context<BearerEnv>, isOptional: boolean) {
	const { project } = authorOf(context);
	const source = await findSource(database, project, nameOf(context));
	const stored = openAddress(keys, source);
	if (isOptional && (await context.req.text()) === '') return { source, address: stored };
	const edit = await parseBody(context, editSchema);
	const { maxConcurrent = source.maxConcurrent } = edit;
	return { source: { ...source, maxConcurrent }, address: editedAddress(stored, edit) };
}

export function sourceRoutes(deps: SourceDeps): Hono<BearerEnv> {
	const { database, keys } = deps;
	return new Hono<BearerEnv>()
		.get('/', async (context) => context.json({ sources: await listSources(database, authorOf(context).project) }))
		.get('/:name', async (context) =>
			context.json(await showSource(database, authorOf(context).project, nameOf(context))),
		)
		.put('/:name', async (context) => {
			const { project } = authorOf(context);
			const source = { name: nameOf(context), ...(await parseBody(context, sourceSchema)) };
			await demandOther(database, source.address);
			const entry = { actor: context.get('actor'), action: 'source.saved', object: source.name, project };
			await audited(database, { ...entry, details: { engine: source.address.engine } }, async (on) => {
				await ensureProject(on, project);
				await saveSource(on, keys, project, source);
			});
			return context.json({ source: source.name });
		})
		.patch('/:name', async (context) => {
			const { source, address } = await edited(deps, context, false);
			await demandOther(database, address);
			const { project, name, maxConcurrent } = source;
			const entry = { actor: context.get('actor'), action: 'source.edited', object: name, project };
			await audited(database, { ...entry, details: { engine: source.engine } }, (on) =>
				saveSource(on, keys, project, { name, address, maxConcurrent }),
			);
			return context.json({ source: name });
		})
		.delete('/:name', async (context) => {
			const { project } = authorOf(context);
			const name = nameOf(context);
			const entry = { actor: context.get('actor'), action: 'source.deleted', object: name, project };
			await audited(database, entry, (on) => deleteSource(on, project, name));
			return context.json({ source: name, deleted: true });
		})
		.post('/test', async (context) => {
			authorOf(context);
			return context.json(await testConnection(database, await parseBody(context, addressSchema)));
		})
		.post('/:name/test', async (context) => {
			const { address } = await edited(deps, context, true);
			return context.json(await testConnection(database, address));
		})
		.route('/', sourceSchemaRoutes(deps));
}
