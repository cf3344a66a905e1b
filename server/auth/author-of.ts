/** For routes that are for authors. */
import type { Context } from 'hono';
import type { BearerEnv } from './bearer.ts';
import type { Bearer } from './embed-claims.ts';
import { demandAuthor } from './tokens.ts';

/** Who asks. @throws NamedError not_allowed for anybody who is no author */
export function authorOf(context: Context<BearerEnv>): Bearer {
	const bearer = context.get('bearer');
	demandAuthor(bearer);
	return bearer;
}
