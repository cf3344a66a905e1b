/** `GET /v1/inbox`, `POST /v1/inbox/read`: the bearer's own, for authors. */
import { Hono } from 'hono';
import { z } from 'zod';
import type { BearerEnv } from '../auth/bearer.ts';
import { demandAuthor } from '../auth/tokens.ts';
import { parseBody } from '../http.ts';
import type { RunDeps } from '../runs/run.ts';
import { markRead, readInbox } from './inbox.ts';

const readSchema = z.union([
	z.strictObject({ runs: z.array(z.guid()).min(1).max(1_000) }),
	z.strictObject({ all: z.literal(true) }),
]);

export function inboxRoutes(deps: RunDeps): Hono<BearerEnv> {
	return new Hono<BearerEnv>()
		.get('/', async (context) => {
			const bearer = context.get('bearer');
			demandAuthor(bearer);
			return context.json(await readInbox(deps.database, bearer));
		})
		.post('/read', async (context) => {
			const bearer = context.get('bearer');
			demandAuthor(bearer);
			const body = await parseBody(context, readSchema);
			await markRead(deps, bearer, 'runs' in body ? body.runs : undefined);
			return context.json(await readInbox(deps.database, bearer));
		});
}
