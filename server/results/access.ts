/** Who may fetch a result: whoever has its address, unless the project is private. */
import type { Context } from 'hono';
import { bearerOf } from '../auth/bearer.ts';
import type { Doors } from '../auth/doors.ts';
import type { Bearer } from '../auth/embed-claims.ts';
import { NamedError } from '../errors.ts';
import type { StoredResult } from './store.ts';

/** The claims of the question must be the bearer's: that one viewer knows an address permits nothing to another (I9). */
const hasClaims = (bearer: Bearer, claims: StoredResult['claims']): boolean =>
	claims !== null && Object.entries(claims).every(([name, value]) => (bearer.claims[name] ?? null) === value);

/** @throws NamedError those of `Doors.admit`, not_allowed */
export async function demandResult(doors: Doors, context: Context, result: StoredResult): Promise<void> {
	if (context.req.header('authorization') === undefined) {
		const message = 'This result belongs to a private project; send a token of it as "Authorization: Bearer …".';
		throw new NamedError('token_missing', message);
	}
	const bearer = await bearerOf(doors, context);
	if (bearer.project !== result.project) {
		throw new NamedError(
			'not_allowed',
			'This result belongs to another project than the token; use a token of its own.',
		);
	}
	if (bearer.author || hasClaims(bearer, result.claims)) return;
	throw new NamedError('not_allowed', "This result answers a question with other claims than the token's.");
}
