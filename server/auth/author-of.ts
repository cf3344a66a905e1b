/** For routes that are for authors, or for members. */
import type { Context } from 'hono';
import { NamedError } from '../errors.ts';
import type { BearerEnv } from './bearer.ts';
import type { Bearer } from './embed-claims.ts';
import { demandAuthor } from './tokens.ts';

/** Who asks. @throws NamedError not_allowed for anybody who is no author */
export function authorOf(context: Context<BearerEnv>): Bearer {
	const bearer = context.get('bearer');
	demandAuthor(bearer);
	return bearer;
}

/**
 * Who asks, for what every member of a project may see, and its machines. Whoever was signed for by a customer's back end is a
 * viewer of that customer's pages, and no member.
 * @throws NamedError not_allowed
 */
export function memberOf(context: Context<BearerEnv>): Bearer {
	const bearer = context.get('bearer');
	if (bearer.author || bearer.role !== undefined) return bearer;
	throw new NamedError(
		'not_allowed',
		'What a project has is for its members to see; a page names the chart or the dashboard that it shows.',
	);
}
