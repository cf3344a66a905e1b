/** Reads `Authorization: Bearer …` for HTTP routes; the token is taken from nowhere else. */
import type { MiddlewareHandler } from 'hono';
import { type Bearer, verifyToken } from './tokens.ts';

export interface BearerEnv {
	Variables: { bearer: Bearer };
}

export function bearerAuth(secret: string): MiddlewareHandler<BearerEnv> {
	return async (context, next) => {
		const [scheme, token = ''] = (context.req.header('authorization') ?? '').split(' ');
		context.set('bearer', await verifyToken(secret, scheme?.toLowerCase() === 'bearer' ? token : ''));
		await next();
	};
}
