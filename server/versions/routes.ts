/**
 * Saving, deleting and restoring what has versions, for authors: of charts and dashboards alike. docs/workshop-api.md is for
 * who calls them.
 */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { audited } from '../audit/audit.ts';
import { authorOf } from '../auth/author-of.ts';
import type { BearerEnv } from '../auth/bearer.ts';
import type { Database } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import { nameSchema, parse, parseBody } from '../http.ts';
import { namesOf } from '../people/names.ts';
import { answerConflict } from './conflict.ts';
import type { Change, Expected, Stored, Versions } from './versions.ts';

const versionsSchema = z.strictObject({
	limit: z.coerce.number().int().min(1).max(100).default(25),
	before: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
});
const versionSchema = z.coerce.number().int().min(1).max(2_147_483_647);

export interface VersionedRoutesOptions<Declared extends object> {
	readonly database: Database;
	readonly versions: Versions<Declared>;
	readonly schema: z.ZodType<Declared>;
	/** Whether a declaration of the right form can be kept. @throws NamedError why not */
	readonly demand?: (project: string, named: Declared & { readonly name: string }) => Promise<void>;
	/** What the audit log says of it. */
	readonly details: (declared: Declared) => Readonly<Record<string, string | number>>;
	/** Called when it has been saved, after the transaction. */
	readonly onSaved?: (project: string, name: string) => Promise<void>;
}

export const nameOf = (context: Context) => parse(nameSchema, context.req.param('name'));

/** Which revision the change was made from, by If-Match; `If-None-Match: *`: there must be none yet. */
export function expectedBy(context: Context): Expected {
	if (context.req.header('if-none-match')?.trim() === '*') return 'nothing';
	const match = context.req.header('if-match');
	if (match === undefined) return undefined;
	const [, revision] = /^\s*"(\d{1,9})"\s*$/.exec(match) ?? [];
	if (revision !== undefined) return { revision: Number(revision) };
	throw new NamedError('bad_request', 'If-Match must be one revision in quotation marks, as in the header "etag".');
}

export interface ShownPlace {
	readonly database: Database;
	readonly project: string;
	readonly noun: string;
	readonly name: string;
}

/** As `GET` and a conflict answer it, with what whoever saved it is called. */
export async function shown({ database, project, noun, name }: ShownPlace, stored: Stored<object>) {
	const { declaration, revision, updatedAt, updatedBy } = stored;
	const updatedByName = (await namesOf(database, project, [updatedBy])).get(updatedBy);
	return { [noun]: name, revision, updatedAt, updatedBy, updatedByName, declaration };
}

interface Saving<Declared> {
	readonly name: string;
	readonly declared: Declared;
	readonly restored?: number;
}

export function versionedRoutes<Declared extends object>(options: VersionedRoutesOptions<Declared>): Hono<BearerEnv> {
	const { database, versions, schema, demand, details, onSaved } = options;
	const { noun } = versions.kind;

	/** Both of two declarations, so that a page can show them beside each other. */
	const answerBoth = (context: Context<BearerEnv>, error: unknown, given?: object) => {
		const place = { database, project: authorOf(context).project, noun, name: nameOf(context) };
		return answerConflict(context, error, { shown: (stored: Stored<object>) => shown(place, stored), given });
	};

	const save = async (context: Context<BearerEnv>, { name, declared, restored }: Saving<Declared>) => {
		const { project, subject } = authorOf(context);
		await demand?.(project, { ...declared, name });
		const change: Change = { by: subject, expected: expectedBy(context), restored };
		const action = `${noun}.${restored === undefined ? 'saved' : 'restored'}`;
		const more = { ...details(declared), ...(restored === undefined ? {} : { version: restored }) };
		const entry = { actor: context.get('actor'), action, object: name, project, details: more };
		try {
			const revision = await audited(database, entry, (tx) => versions.save(tx, { project, name }, declared, change));
			await onSaved?.(project, name);
			return context.json({ [noun]: name, revision }, 200, { etag: `"${revision}"` });
		} catch (error) {
			return answerBoth(context, error, declared);
		}
	};

	return new Hono<BearerEnv>()
		.put('/:name', async (context) => {
			authorOf(context);
			return save(context, { name: nameOf(context), declared: await parseBody(context, schema) });
		})
		.delete('/:name', async (context) => {
			const { project, subject } = authorOf(context);
			const name = nameOf(context);
			const entry = { actor: context.get('actor'), action: `${noun}.deleted`, object: name, project };
			try {
				const change = { by: subject, expected: expectedBy(context) };
				await audited(database, entry, (tx) => versions.delete(tx, { project, name }, change));
			} catch (error) {
				return answerBoth(context, error);
			}
			return context.json({ [noun]: name, deleted: true });
		})
		.get('/:name/versions', async (context) => {
			const { project } = authorOf(context);
			const query = parse(versionsSchema, context.req.query());
			return context.json(await versions.list(database, { project, name: nameOf(context) }, query));
		})
		.get('/:name/versions/:version', async (context) => {
			const { project } = authorOf(context);
			const version = parse(versionSchema, context.req.param('version'));
			return context.json(await versions.find(database, { project, name: nameOf(context) }, version));
		})
		.post('/:name/versions/:version/restore', async (context) => {
			const { project } = authorOf(context);
			const [name, restored] = [nameOf(context), parse(versionSchema, context.req.param('version'))];
			const { declaration } = await versions.find(database, { project, name }, restored);
			// By today's rules: what was allowed when it was saved may not be any more.
			return save(context, { name, declared: parse(schema, declaration), restored });
		});
}
