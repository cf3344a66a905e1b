/**
 * `/v1/dashboards`, for authors: the list, a dashboard's declaration and its versions, saving, deleting and restoring it.
 * docs/dashboards.md is for who calls them.
 */
import { Hono } from 'hono';
import { memberOf } from '../auth/author-of.ts';
import type { BearerEnv } from '../auth/bearer.ts';
import { parse } from '../http.ts';
import { nameOf, shown, versionedRoutes } from '../versions/routes.ts';
import { dashboardVersions, findDashboard, unknownDashboard } from './dashboards.ts';
import { chartsOn, type Dashboard, dashboardSchema } from './declaration.ts';
import { listDashboards, listSchema } from './list-dashboards.ts';
import { type TellDeps, tellSaved } from './tell.ts';

export function dashboardRoutes(deps: TellDeps): Hono<BearerEnv> {
	const { database } = deps;
	const routes = new Hono<BearerEnv>()
		.get('/', async (context) => {
			const { project } = memberOf(context);
			return context.json(await listDashboards(database, project, parse(listSchema, context.req.query())));
		})
		.get('/:name', async (context) => {
			const { project } = memberOf(context);
			const name = nameOf(context);
			const stored = await findDashboard(database, project, name);
			if (stored === undefined) throw unknownDashboard(name);
			const body = await shown({ database, project, noun: 'dashboard', name }, stored);
			return context.json(body, 200, { etag: `"${stored.revision}"` });
		});
	const versioned = versionedRoutes<Dashboard>({
		database,
		versions: dashboardVersions,
		schema: dashboardSchema,
		details: (dashboard) => ({ charts: chartsOn(dashboard).length }),
		onSaved: (project, name) => tellSaved(deps, { project, name }),
	});
	return routes.route('/', versioned);
}
