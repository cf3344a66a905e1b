/** `GET /v1/sources`, `PUT /v1/sources/:name`: for authors. */
import { Hono } from 'hono';
import { z } from 'zod';
import type { BearerEnv } from '../auth/bearer.ts';
import { demandAuthor } from '../auth/tokens.ts';
import type { Database } from '../database/database.ts';
import { nameSchema, parse, parseBody } from '../http.ts';
import { listSources, saveSource } from './sources.ts';

const sourceSchema = z.object({
	engine: z.literal('postgresql'),
	url: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' }),
	maxConcurrent: z.number().int().min(1).max(100).default(8),
});

export function sourceRoutes(deps: { readonly database: Database }): Hono<BearerEnv> {
	return new Hono<BearerEnv>()
		.get('/', async (context) => {
			const bearer = context.get('bearer');
			demandAuthor(bearer);
			return context.json({ sources: await listSources(deps.database, bearer.project) });
		})
		.put('/:name', async (context) => {
			const bearer = context.get('bearer');
			demandAuthor(bearer);
			const name = parse(nameSchema, context.req.param('name'));
			await saveSource(deps.database, bearer.project, { name, ...(await parseBody(context, sourceSchema)) });
			return context.json({ source: name });
		});
}
