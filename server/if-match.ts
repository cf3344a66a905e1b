/** What must be stored for a change to be made, as the headers of a request say. */
import type { Context } from 'hono';
import { NamedError } from './errors.ts';

/** undefined: whatever is. */
export type Expected = { readonly revision: number } | 'nothing' | undefined;

/**
 * Which revision the change was made from, by If-Match; `If-None-Match: *`: there must be nothing of that name yet.
 * @throws NamedError bad_request
 */
export function expectedBy(context: Context): Expected {
	if (context.req.header('if-none-match')?.trim() === '*') return 'nothing';
	const match = context.req.header('if-match');
	if (match === undefined) return undefined;
	const [, revision] = /^\s*"(\d{1,9})"\s*$/.exec(match) ?? [];
	if (revision !== undefined) return { revision: Number(revision) };
	throw new NamedError('bad_request', 'If-Match must be one revision in quotation marks, as in the header "etag".');
}

export const isExpected = (stored: { readonly revision: number } | undefined, expected: Expected): boolean => {
	if (expected === undefined) return true;
	return expected === 'nothing' ? stored === undefined : stored?.revision === expected.revision;
};
