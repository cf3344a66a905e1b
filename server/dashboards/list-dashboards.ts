/** The dashboards of a project, the last saved first, page by page. */
import { z } from 'zod';
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { pageOf, placeOf, type SavedRow, savedListFields, withSavers } from '../versions/list-saved.ts';

interface ListedRow extends SavedRow {
	readonly title: string;
	readonly description: string | null;
	/** How many there are on it. */
	readonly charts: number;
	readonly revision: number;
}

const selectDashboards = statement<ListedRow>(import.meta.url, 'select-dashboards');

/** `q`: what name, title or description contain. */
export const listSchema = z.strictObject(savedListFields);

/** Times in ms; `charts` is how many are on it. @throws NamedError bad_request for a cursor that is none */
export async function listDashboards(on: Executor, project: string, { limit, cursor, q }: z.infer<typeof listSchema>) {
	const rows = await selectDashboards(on, [
		project,
		q?.toLowerCase() ?? null,
		...placeOf(cursor),
		limit + 1,
	] as Bindable[]);
	const { page, ...next } = pageOf(rows, limit);
	const saved = await withSavers(on, project, page);
	return {
		dashboards: saved.map(({ description, ...row }) => ({ ...row, ...(description === null ? {} : { description }) })),
		...next,
	};
}
