/**
 * `/v1/charts`, for authors: the list, a chart's declaration and its versions, saving, deleting and restoring it, and how to
 * announce a change of its data; what is wrong with a specification. docs/workshop-api.md is for who calls them.
 */
import { Hono } from 'hono';
import { z } from 'zod';
import { authorOf, memberOf } from '../auth/author-of.ts';
import type { BearerEnv } from '../auth/bearer.ts';
import type { Database } from '../database/database.ts';
import { parse, parseBody } from '../http.ts';
import { nameOf, type ShownPlace, shown, versionedRoutes } from '../versions/routes.ts';
import { changeKey } from './changed.ts';
import { findChart, findStored, type StoredChart, unknownChart } from './charts.ts';
import { chartSchema, demandDeclaration } from './declaration.ts';
import { listCharts, listSchema } from './list-charts.ts';
import { chartSpecSchema } from './spec-schema.ts';
import { chartVersions, type Declared, declarationOf } from './versions.ts';

interface ChartRoutesDeps {
	readonly database: Database;
	readonly secret: string;
}

const checkSchema = z.strictObject({ spec: z.unknown() });

type Shower = (stored: StoredChart, place: Omit<ShownPlace, 'noun' | 'name'>) => ReturnType<typeof shown>;

const shownToAuthor: Shower = (stored, place) =>
	shown({ ...place, noun: 'chart', name: stored.chart.name }, { ...stored, declaration: declarationOf(stored) });

/** What somebody needs who looks at it and sets its parameters: no SQL, neither the chart's nor that of what is allowed. */
const shownToViewer: Shower = (stored, place) => {
	const { name, title, params, spec } = stored.chart;
	const visible = params.map(({ allowed, ...param }) => (Array.isArray(allowed) ? { ...param, allowed } : param));
	return shown({ ...place, noun: 'chart', name }, { ...stored, declaration: { title, params: visible, spec } });
};

export function chartRoutes(deps: ChartRoutesDeps): Hono<BearerEnv> {
	const { database, secret } = deps;
	const routes = new Hono<BearerEnv>()
		.get('/', async (context) => {
			const { project, author } = memberOf(context);
			const query = parse(listSchema, context.req.query());
			return context.json(await listCharts(database, project, { ...query, inSql: author }));
		})
		// In the words in which saving it would be refused, so that a form can say them while it is filled in.
		.post('/check-spec', async (context) => {
			authorOf(context);
			const { spec } = await parseBody(context, checkSchema);
			const issues = chartSpecSchema.safeParse(spec).error?.issues ?? [];
			return context.json({ problems: issues.map(({ path, message }) => ({ path, message })) });
		})
		.get('/:name', async (context) => {
			const { project, author } = memberOf(context);
			const name = nameOf(context);
			const stored = await findStored(database, project, name);
			if (stored === undefined) throw unknownChart(name);
			const body = await (author ? shownToAuthor : shownToViewer)(stored, { database, project });
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
