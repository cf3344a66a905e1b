/** `GET /v1/project`, `PUT /v1/project`: the settings of the token's project, for authors. */
import { Hono } from 'hono';
import { z } from 'zod';
import type { BearerEnv } from '../auth/bearer.ts';
import { demandAuthor } from '../auth/tokens.ts';
import type { Database } from '../database/database.ts';
import { parseBody } from '../http.ts';
import { findProject, saveProject } from './projects.ts';

const projectSchema = z.strictObject({ private: z.boolean() });

export function projectRoutes({ database }: { readonly database: Database }): Hono<BearerEnv> {
	return new Hono<BearerEnv>()
		.get('/', async (context) => {
			const bearer = context.get('bearer');
			demandAuthor(bearer);
			return context.json({ project: bearer.project, ...(await findProject(database, bearer.project)) });
		})
		.put('/', async (context) => {
			const bearer = context.get('bearer');
			demandAuthor(bearer);
			const settings = await parseBody(context, projectSchema);
			await saveProject(database, bearer.project, settings);
			return context.json({ project: bearer.project, ...settings });
		});
}
