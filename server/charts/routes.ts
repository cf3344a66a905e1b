/**
 * `/v1/charts`, for authors: the list, a chart's declaration and its versions, saving, deleting and restoring it, and how to
 * announce a change of its data. docs/workshop-api.md is for who calls them.
 */
import { Hono } from 'hono';
import type { z } from 'zod';
import { authorOf, memberOf } from '../auth/author-of.ts';
import type { BearerEnv } from '../auth/bearer.ts';
import type { Database } from '../database/database.ts';
import { parse } from '../http.ts';
import { nameOf, shown, versionedRoutes } from '../versions/routes.ts';
import { changeKey } from './changed.ts';
import { findChart, findStored, type StoredChart, unknownChart } from './charts.ts';
import { chartSchema, demandDeclaration } from './declaration.ts';
import { listCharts, listSchema } from './list-charts.ts';
import { chartVersions, type Declared, declarationOf } from './versions.ts';

interface ChartRoutesDeps {
	readonly database: Database;
	readonly secret: string;
}

const shownToAuthor = (stored: StoredChart) =>
	shown('chart', stored.chart.name, { ...stored, declaration: declarationOf(stored) });

/** What somebody needs who looks at it and sets its parameters: no SQL, neither the chart's nor that of what is allowed. */
function shownToViewer(stored: StoredChart) {
	const { name, title, params, spec } = stored.chart;
	const visible = params.map(({ allowed, ...param }) => (Array.isArray(allowed) ? { ...param, allowed } : param));
	return shown('chart', name, { ...stored, declaration: { title, params: visible, spec } });
}

export function chartRoutes(deps: ChartRoutesDeps): Hono<BearerEnv> {
	const { database, secret } = deps;
	const routes = new Hono<BearerEnv>()
		.get('/', async (context) => {
			const { project, author } = memberOf(context);
			const query = parse(listSchema, context.req.query());
			return context.json(await listCharts(database, project, { ...query, inSql: author }));
		})
		.get('/:name', async (context) => {
			const { project, author } = memberOf(context);
			const name = nameOf(context);
			const stored = await findStored(database, project, name);
			if (stored === undefined) throw unknownChart(name);
			const body = author ? shownToAuthor(stored) : shownToViewer(stored);
			return context.json(body, 200, { etag: `"${stored.revision}"` });
		})
		.get('/:name/changed', async (context) => {
			const { project } = authorOf(context);
			const { name } = await findChart(database, project, nameOf(context));
			const path = `/v1/charts/${name}/changed?project=${encodeURIComponent(project)}`;
			return context.json({ chart: name, project, path, key: changeKey(secret, project) });
		});
	const versioned = versionedRoutes<Declared>({
		database,
		versions: chartVersions,
		// Whose optional fields may also be there and undefined.
		schema: chartSchema as unknown as z.ZodType<Declared>,
		demand: (project, chart) => demandDeclaration(database, project, chart),
		details: ({ source }) => ({ source }),
	});
	return routes.route('/', versioned);
}
