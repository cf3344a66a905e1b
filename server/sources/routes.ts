/** `/v1/sources`, for authors: the list, one of them, saving, editing, deleting and testing it. docs/sources.md has the fields. */
import { type Context, Hono } from 'hono';
import { audited } from '../audit/audit.ts';
import { authorOf } from '../auth/author-of.ts';
import type { BearerEnv } from '../auth/bearer.ts';
import type { Database } from '../database/database.ts';
import { nameSchema, parse, parseBody } from '../http.ts';
import { ensureProject } from '../projects/projects.ts';
import { addressSchema, sourceSchema } from './address-schema.ts';
import { editedAddress, editSchema, type SourceEdit } from './edit-source.ts';
import type { Keyring } from './keyring.ts';
import { sourceSchemaRoutes } from './schema-routes.ts';
import {
	deleteSource,
	findSource,
	holdSource,
	listSources,
	openAddress,
	type SealedSource,
	saveSource,
	showSource,
} from './sources.ts';
import { demandOther, testConnection } from './test-connection.ts';

export interface SourceDeps {
	readonly database: Database;
	readonly keys: Keyring;
}

const nameOf = (context: Context) => parse(nameSchema, context.req.param('name'));

const merged = (keys: Keyring, source: SealedSource, edit: SourceEdit) => ({
	name: source.name,
	address: editedAddress(openAddress(keys, source), edit),
	maxConcurrent: edit.maxConcurrent ?? source.maxConcurrent,
});

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
			const { project } = authorOf(context);
			const edit = await parseBody(context, editSchema);
			const source = await findSource(database, project, nameOf(context));
			const { name, engine } = source;
			await demandOther(database, merged(keys, source, edit).address);
			const entry = { actor: context.get('actor'), action: 'source.edited', object: name, project };
			// What is kept is that of this moment: a password that somebody else has changed meanwhile stays changed.
			await audited(database, { ...entry, details: { engine } }, async (on) =>
				saveSource(on, keys, project, merged(keys, await holdSource(on, project, name), edit)),
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
			const source = await findSource(database, authorOf(context).project, nameOf(context));
			// It may come without a body.
			const edit = (await context.req.text()) === '' ? {} : await parseBody(context, editSchema);
			return context.json(await testConnection(database, merged(keys, source, edit).address));
		})
		.route('/', sourceSchemaRoutes(deps));
}
