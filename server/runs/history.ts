/** The runs that an author has asked for, the latest first, page by page. */
import { z } from 'zod';
import type { Bearer } from '../auth/tokens.ts';
import { decodeCursor, encodeCursor, momentSchema } from '../cursor.ts';
import { type Executor, statement } from '../database/database.ts';
import { nameSchema } from '../http.ts';
import { namesOf } from '../people/names.ts';
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
	chart: nameSchema.optional(),
	/** What the SQL contains, in letters of whatever size. */
	q: z.string().max(200).optional(),
});

const cursorSchema = z.tuple([momentSchema, z.guid()]);

/** Times in ms. `next` is absent on the last page. @throws NamedError bad_request for a cursor that is none */
export async function listHistory(on: Executor, bearer: Bearer, query: z.infer<typeof historySchema>) {
	const { limit, cursor, state = null, source = null, chart = null, q } = query;
	const [askedAt, run] = cursor === undefined ? [null, null] : decodeCursor(cursorSchema, cursor);
	const { project, subject } = bearer;
	const filters = [state, source, chart, q?.toLowerCase() ?? null];
	const rows = await selectHistory(on, [project, subject, askedAt, run, ...filters, limit + 1] as never);
	const page = rows.slice(0, limit);
	const last = page.at(-1);
	const names = await namesOf(
		on,
		project,
		page.map((row) => row.subject),
	);
	return {
		runs: page.map((row) => ({
			...describeRun(row, names),
			askedAt: row.asked_at.getTime(),
			read: row.read_at !== null,
		})),
		...(rows.length > limit && last !== undefined ? { next: encodeCursor([last.asked_text, last.id]) } : {}),
	};
}
