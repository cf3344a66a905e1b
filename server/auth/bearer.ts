/** Reads `Authorization: Bearer …` for HTTP routes; the token is taken from nowhere else. */
import type { MiddlewareHandler } from 'hono';
import { type Bearer, verifyToken } from './tokens.ts';

export interface BearerEnv {
	Variables: { bearer: Bearer };
}

/** The token of `Authorization: Bearer …`, or nothing. */
export const tokenOf = (header = ''): string => /^bearer (\S+)$/i.exec(header)?.[1] ?? '';

export function bearerAuth(secret: string): MiddlewareHandler<BearerEnv> {
	return async (context, next) => {
		context.set('bearer', await verifyToken(secret, tokenOf(context.req.header('authorization'))));
		await next();
	};
}
