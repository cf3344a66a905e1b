/** `GET /v1/inbox`, `POST /v1/inbox/read`: the bearer's own. docs/workshop-api.md has the fields. */
import { Hono } from 'hono';
import { z } from 'zod';
import type { BearerEnv } from '../auth/bearer.ts';
import { parseBody } from '../http.ts';
import type { RunDeps } from '../runs/run.ts';
import { demandInbox, markRead, type Reading, readInbox } from './inbox.ts';

const idsSchema = z.array(z.guid()).min(1).max(1_000);
const readSchema = z.union([
	z.strictObject({ runs: idsSchema, notices: idsSchema.optional() }),
	z.strictObject({ notices: idsSchema }),
	z.strictObject({ all: z.literal(true) }),
]);

function readingOf(body: z.infer<typeof readSchema>): Reading {
	if ('all' in body) return { runs: null, notices: null };
	return { runs: 'runs' in body ? body.runs : [], notices: body.notices ?? [] };
}

export function inboxRoutes(deps: RunDeps): Hono<BearerEnv> {
	return new Hono<BearerEnv>()
		.get('/', async (context) => {
			const bearer = context.get('bearer');
			demandInbox(bearer);
			return context.json(await readInbox(deps.database, bearer));
		})
		.post('/read', async (context) => {
			const bearer = context.get('bearer');
			demandInbox(bearer);
			const body = await parseBody(context, readSchema);
			await markRead(deps, bearer, readingOf(body));
			return context.json(await readInbox(deps.database, bearer));
		});
}
