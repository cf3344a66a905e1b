/** `/v1/drafts`, for authors: their own, and by their address those that others share. docs/workshop-api.md has the fields. */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { authorOf } from '../auth/author-of.ts';
import type { BearerEnv } from '../auth/bearer.ts';
import type { Database } from '../database/database.ts';
import { answerFor, parse, parseBody } from '../http.ts';
import { namesOf } from '../people/names.ts';
import { draftIdSchema, draftSchema } from './draft-schema.ts';
import {
	DraftConflict,
	deleteDraft,
	describeDraft,
	findDraft,
	listDrafts,
	type Owner,
	restoreDraft,
	saveDraft,
	subjectOf,
} from './drafts.ts';

/**
 * Whose drafts: of a subject, as who has said so. A back end may sign tokens for any subject, and must not have the drafts of
 * the account that is called so.
 */
function ownerOf(context: Context<BearerEnv>): Owner {
	const { project } = authorOf(context);
	const { kind, id } = context.get('actor');
	return { project, subject: `${kind} ${id}` };
}

const flag = z.enum(['true', 'false']).default('false');
const listSchema = z.strictObject({ deleted: flag, content: flag });

export function draftRoutes({ database }: { readonly database: Database }): Hono<BearerEnv> {
	return new Hono<BearerEnv>()
		.get('/', async (context) => {
			const owner = ownerOf(context);
			const { deleted, content } = parse(listSchema, context.req.query());
			const wanted = { deleted: deleted === 'true', content: content === 'true' };
			return context.json({ drafts: await listDrafts(database, owner, wanted) });
		})
		.get('/:id', async (context) => {
			const owner = ownerOf(context);
			const id = parse(draftIdSchema, context.req.param('id'));
			const draft = await findDraft(database, owner, id);
			// Only what the server itself has signed, or keeps, says whose account or key it is.
			const subjects = draft.owner.startsWith('token ') ? [] : [subjectOf(draft)];
			const names = await namesOf(database, owner.project, subjects);
			return context.json(describeDraft(draft, owner, names.get(subjectOf(draft))));
		})
		.put('/:id', async (context) => {
			const owner = ownerOf(context);
			const id = parse(draftIdSchema, context.req.param('id'));
			const body = await parseBody(context, draftSchema);
			try {
				return context.json(describeDraft(await saveDraft(database, { owner, id, body }), owner));
			} catch (error) {
				if (!(error instanceof DraftConflict)) throw error;
				const answer = answerFor(error);
				return context.json(
					{ ...answer.body, stored: describeDraft(error.stored, owner) },
					answer.status,
					answer.headers,
				);
			}
		})
		.delete('/:id', async (context) => {
			const owner = ownerOf(context);
			const id = parse(draftIdSchema, context.req.param('id'));
			return context.json(describeDraft(await deleteDraft(database, owner, id), owner));
		})
		.post('/:id/restore', async (context) => {
			const owner = ownerOf(context);
			const id = parse(draftIdSchema, context.req.param('id'));
			return context.json(describeDraft(await restoreDraft(database, owner, id), owner));
		});
}
