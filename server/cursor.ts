/** Where a page of a list ends, as a text that only we read: what the last row is ordered by. */
import { z } from 'zod';
import { NamedError } from './errors.ts';

/** A moment to the microsecond, as PostgreSQL writes it, so that nothing is shown twice or left out. */
export const momentSchema = z
	.string()
	.regex(/^(?!0000)\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)*$/)
	.refine((text) => !Number.isNaN(Date.parse(text)));

export const encodeCursor = (place: readonly (string | number)[]): string =>
	Buffer.from(JSON.stringify(place)).toString('base64url');

/** @throws NamedError bad_request */
export function decodeCursor<T>(schema: z.ZodType<T>, text: string): T {
	try {
		return schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
	} catch (error) {
		const message = 'The cursor is none of ours; give "next" of the page before, or none for the first page.';
		throw new NamedError('bad_request', message, { cause: error });
	}
}
