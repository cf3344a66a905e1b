/** The charts of a project, the last saved first, page by page. */
import { z } from 'zod';
import { decodeCursor, encodeCursor, momentSchema } from '../cursor.ts';
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { nameSchema } from '../http.ts';
import { namesOf } from '../people/names.ts';

interface ListedRow {
	readonly name: string;
	readonly title: string;
	readonly source: string;
	readonly type: string | null;
	readonly revision: number;
	readonly updated_at: Date;
	readonly updated_text: string;
	readonly updated_by: string;
}

const selectCharts = statement<ListedRow>(import.meta.url, 'select-charts');

export const listSchema = z.strictObject({
	limit: z.coerce.number().int().min(1).max(100).default(25),
	/** `next` of the page before. */
	cursor: z.string().max(500).optional(),
	/** What name, title or SQL contain, in letters of whatever size. */
	q: z.string().max(200).optional(),
	source: nameSchema.optional(),
});

type ListQuery = z.infer<typeof listSchema> & {
	/** Whether `q` is sought in the SQL as well: whoever may not read it must not learn of it by seeking either. */
	readonly inSql: boolean;
};

const cursorSchema = z.tuple([momentSchema, nameSchema]);

/** Times in ms; `type` is null where the columns suggest it. @throws NamedError bad_request for a cursor that is none */
export async function listCharts(on: Executor, project: string, query: ListQuery) {
	const { limit, cursor, q, source = null, inSql } = query;
	const after = cursor === undefined ? [null, null] : decodeCursor(cursorSchema, cursor);
	const rows = await selectCharts(on, [
		project,
		q?.toLowerCase() ?? null,
		source,
		...after,
		limit + 1,
		inSql,
	] as Bindable[]);
	const page = rows.slice(0, limit);
	const last = page.at(-1);
	const names = await namesOf(
		on,
		project,
		page.map((row) => row.updated_by),
	);
	return {
		charts: page.map(({ updated_at, updated_text: _text, updated_by: updatedBy, ...row }) => ({
			...row,
			updatedAt: updated_at.getTime(),
			updatedBy,
			updatedByName: names.get(updatedBy),
		})),
		...(rows.length > limit && last !== undefined ? { next: encodeCursor([last.updated_text, last.name]) } : {}),
	};
}
