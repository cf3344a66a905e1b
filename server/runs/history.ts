/** The runs that an author has asked for, the latest first, page by page. */
import { z } from 'zod';
import type { Bearer } from '../auth/tokens.ts';
import { type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import { nameSchema } from '../http.ts';
import { describeRun } from './find-run.ts';
import type { RunRow } from './run.ts';

type HistoryRow = RunRow & { readonly asked_at: Date; readonly asked_text: string; readonly read_at: Date | null };

const selectHistory = statement<HistoryRow>(import.meta.url, 'select-history');

export const historySchema = z.strictObject({
	limit: z.coerce.number().int().min(1).max(100).default(25),
	/** `next` of the page before. */
	cursor: z.string().max(300).optional(),
	state: z.enum(['waiting', 'queued', 'running', 'succeeded', 'failed', 'canceled']).optional(),
	source: nameSchema.optional(),
});

/** Where a page ends: to the microsecond, as PostgreSQL has it, so that nothing is shown twice or left out. */
const cursorSchema = z.tuple([z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)*$/), z.guid()]);

const encodeCursor = (row: HistoryRow) => Buffer.from(JSON.stringify([row.asked_text, row.id])).toString('base64url');

function decodeCursor(text: string): z.infer<typeof cursorSchema> {
	try {
		return cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
	} catch (error) {
		const message = 'The cursor is none of ours; give "next" of the page before, or none for the first page.';
		throw new NamedError('bad_request', message, { cause: error });
	}
}

/** Times in ms. `next` is absent on the last page. @throws NamedError bad_request for a cursor that is none */
export async function listHistory(on: Executor, bearer: Bearer, query: z.infer<typeof historySchema>) {
	const { limit, cursor, state = null, source = null } = query;
	const [askedAt, run] = cursor === undefined ? [null, null] : decodeCursor(cursor);
	const { project, subject } = bearer;
	const rows = await selectHistory(on, [project, subject, askedAt, run, state, source, limit + 1] as never);
	const page = rows.slice(0, limit);
	const last = page.at(-1);
	return {
		runs: page.map((row) => ({ ...describeRun(row), askedAt: row.asked_at.getTime(), read: row.read_at !== null })),
		...(rows.length > limit && last !== undefined ? { next: encodeCursor(last) } : {}),
	};
}
