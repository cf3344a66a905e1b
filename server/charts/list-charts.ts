/** The charts of a project, the last saved first, page by page. */
import { z } from 'zod';
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { nameSchema } from '../http.ts';
import { pageOf, placeOf, type SavedRow, savedListFields, withSavers } from '../versions/list-saved.ts';

interface ListedRow extends SavedRow {
	readonly title: string;
	readonly source: string;
	readonly type: string | null;
	readonly revision: number;
}

const selectCharts = statement<ListedRow>(import.meta.url, 'select-charts');

export const listSchema = z.strictObject({
	/** `q`: what name, title or SQL contain. */
	...savedListFields,
	source: nameSchema.optional(),
});

type ListQuery = z.infer<typeof listSchema> & {
	/** Whether `q` is sought in the SQL as well: whoever may not read it must not learn of it by seeking either. */
	readonly inSql: boolean;
};

/** Times in ms; `type` is null where the columns suggest it. @throws NamedError bad_request for a cursor that is none */
export async function listCharts(on: Executor, project: string, query: ListQuery) {
	const { limit, cursor, q, source = null, inSql } = query;
	const rows = await selectCharts(on, [
		project,
		q?.toLowerCase() ?? null,
		source,
		...placeOf(cursor),
		limit + 1,
		inSql,
	] as Bindable[]);
	const { page, ...next } = pageOf(rows, limit);
	return { charts: await withSavers(on, project, page), ...next };
}
