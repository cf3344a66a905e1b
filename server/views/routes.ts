/** `GET /v1/watching`: how many watch now; `GET /v1/views`: how much was watched, by the hour. For authors. */
import { Hono } from 'hono';
import { z } from 'zod';
import { authorOf } from '../auth/author-of.ts';
import type { BearerEnv } from '../auth/bearer.ts';
import type { Database } from '../database/database.ts';
import { nameSchema, parse } from '../http.ts';
import type { Stream } from '../stream/stream.ts';
import { viewsOf, watchedNow } from './views.ts';

export interface ViewRoutesDeps {
	readonly database: Database;
	readonly stream: Stream;
	/** For so many days the history is kept. */
	readonly viewsDays: number;
}

const viewsSchema = z
	.strictObject({
		chart: nameSchema.optional(),
		dashboard: nameSchema.optional(),
		days: z.coerce.number().int().min(1).max(36_500).default(7),
	})
	.refine(({ chart, dashboard }) => (chart === undefined) !== (dashboard === undefined), {
		path: ['chart'],
		message: 'or "dashboard" must be given, and not both',
	});

export function viewRoutes({ database, stream, viewsDays }: ViewRoutesDeps): Hono<BearerEnv> {
	return new Hono<BearerEnv>()
		.get('/watching', async (context) => {
			const { project } = authorOf(context);
			return context.json({ at: Date.now(), ...(await watchedNow(stream, project)) });
		})
		.get('/views', async (context) => {
			const { project } = authorOf(context);
			const { chart, dashboard, days: wanted } = parse(viewsSchema, context.req.query());
			const days = Math.min(wanted, viewsDays);
			const target =
				chart === undefined
					? { kind: 'dashboard' as const, name: dashboard ?? '' }
					: { kind: 'chart' as const, name: chart };
			return context.json({ days, hours: await viewsOf(database, { project, ...target }, days) });
		});
}
