/** Reads `Authorization: Bearer …` for HTTP routes; the token is taken from nowhere else. */
import type { Context, MiddlewareHandler } from 'hono';
import { type Actor, actorOf } from '../audit/audit.ts';
import { clientAddress } from '../gateway/address.ts';
import type { Doors } from './doors.ts';
import type { Bearer } from './embed-claims.ts';
import type { Caller } from './origins.ts';

export interface BearerEnv {
	Variables: {
		bearer: Bearer;
		/** Who acts, as the audit log has it. */
		actor: Actor;
	};
}

/** The token of `Authorization: Bearer …`, or nothing. */
export const tokenOf = (header = ''): string => /^bearer (\S+)$/i.exec(header)?.[1] ?? '';

export const callerOf = ({ req }: Context): Caller => ({ origin: req.header('origin'), host: req.header('host') });

/** Who asks. @throws NamedError those of `Doors.admit` */
export const bearerOf = (doors: Doors, context: Context): Promise<Bearer> =>
	doors.admit(tokenOf(context.req.header('authorization')), callerOf(context));

export function bearerAuth(doors: Doors, trustedHops: number): MiddlewareHandler<BearerEnv> {
	return async (context, next) => {
		const bearer = await bearerOf(doors, context);
		context.set('bearer', bearer);
		context.set('actor', actorOf(bearer, clientAddress(context, trustedHops)));
		await next();
	};
}
