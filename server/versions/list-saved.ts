/** What lists of all that a project names share: the last saved first, page by page, and by whom. */
import { z } from 'zod';
import { decodeCursor, encodeCursor, momentSchema } from '../cursor.ts';
import type { Executor } from '../database/database.ts';
import { nameSchema } from '../http.ts';
import { namesOf } from '../people/names.ts';

/** What a list may be asked for. */
export const savedListFields = {
	limit: z.coerce.number().int().min(1).max(100).default(25),
	/** `next` of the page before. */
	cursor: z.string().max(500).optional(),
	/** What its texts contain, in letters of whatever size. */
	q: z.string().max(200).optional(),
} as const;

const cursorSchema = z.tuple([momentSchema, nameSchema]);

/** After which row a page begins, for its statement. @throws NamedError bad_request for a cursor that is none */
export const placeOf = (cursor: string | undefined): readonly (string | null)[] =>
	cursor === undefined ? [null, null] : decodeCursor(cursorSchema, cursor);

interface Ordered {
	readonly name: string;
	/** When it was saved, to the microsecond. */
	readonly updated_text: string;
}

/** @param rows one more than `limit`, where there are so many: then `next` is where the next page begins */
export function pageOf<Row extends Ordered>(rows: readonly Row[], limit: number) {
	const page = rows.slice(0, limit);
	const last = page.at(-1);
	return {
		page,
		...(rows.length > limit && last !== undefined ? { next: encodeCursor([last.updated_text, last.name]) } : {}),
	};
}

export interface SavedRow extends Ordered {
	readonly updated_at: Date;
	readonly updated_by: string;
}

/** When each was saved, in ms, and what whoever did is called. */
export async function withSavers<Row extends SavedRow>(on: Executor, project: string, rows: readonly Row[]) {
	const names = await namesOf(
		on,
		project,
		rows.map((row) => row.updated_by),
	);
	return rows.map(({ updated_at, updated_text: _text, updated_by: updatedBy, ...row }) => ({
		...row,
		updatedAt: updated_at.getTime(),
		updatedBy,
		updatedByName: names.get(updatedBy),
	}));
}
