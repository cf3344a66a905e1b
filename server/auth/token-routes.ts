/** `/v1/token`: what the token permits that asks, for programs that have been given one and must say whose it is. */
import { Hono } from 'hono';
import type { BearerEnv } from './bearer.ts';

export function tokenRoutes(): Hono<BearerEnv> {
	return new Hono<BearerEnv>().get('/', (context) => {
		const { project, subject, author, expiresAt } = context.get('bearer');
		return context.json({ project, subject, author, expiresAt });
	});
}
