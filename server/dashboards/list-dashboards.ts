/** The dashboards of a project, the last saved first, page by page. */
import { z } from 'zod';
import { decodeCursor, encodeCursor, momentSchema } from '../cursor.ts';
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { nameSchema } from '../http.ts';
import { namesOf } from '../people/names.ts';

interface ListedRow {
	readonly name: string;
	readonly title: string;
	readonly description: string | null;
	/** How many there are on it. */
	readonly charts: number;
	readonly revision: number;
	readonly updated_at: Date;
	readonly updated_text: string;
	readonly updated_by: string;
}

const selectDashboards = statement<ListedRow>(import.meta.url, 'select-dashboards');

export const listSchema = z.strictObject({
	limit: z.coerce.number().int().min(1).max(100).default(25),
	/** `next` of the page before. */
	cursor: z.string().max(500).optional(),
	/** What name, title or description contain, in letters of whatever size. */
	q: z.string().max(200).optional(),
});

const cursorSchema = z.tuple([momentSchema, nameSchema]);

/** Times in ms; `charts` is how many are on it. @throws NamedError bad_request for a cursor that is none */
export async function listDashboards(on: Executor, project: string, { limit, cursor, q }: z.infer<typeof listSchema>) {
	const after = cursor === undefined ? [null, null] : decodeCursor(cursorSchema, cursor);
	const rows = await selectDashboards(on, [project, q?.toLowerCase() ?? null, ...after, limit + 1] as Bindable[]);
	const page = rows.slice(0, limit);
	const last = page.at(-1);
	const names = await namesOf(
		on,
		project,
		page.map((row) => row.updated_by),
	);
	return {
		dashboards: page.map(({ updated_at, updated_text: _text, updated_by: updatedBy, description, ...row }) => ({
			...row,
			...(description === null ? {} : { description }),
			updatedAt: updated_at.getTime(),
			updatedBy,
			updatedByName: names.get(updatedBy),
		})),
		...(rows.length > limit && last !== undefined ? { next: encodeCursor([last.updated_text, last.name]) } : {}),
	};
}
