/**
 * `/v1/charts`, for authors: the list, a chart's declaration and its versions, saving, deleting and restoring it, and how to
 * announce a change of its data. docs/workshop-api.md is for who calls them.
 */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { audited } from '../audit/audit.ts';
import { authorOf } from '../auth/author-of.ts';
import type { BearerEnv } from '../auth/bearer.ts';
import type { Database } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import { answerFor, nameSchema, parse, parseBody } from '../http.ts';
import { changeKey } from './changed.ts';
import { type ChartDeclaration, findChart, findStored, type StoredChart, unknownChart } from './charts.ts';
import { chartSchema, demandDeclaration } from './declaration.ts';
import { listCharts, listSchema } from './list-charts.ts';
import {
	type Change,
	ChartConflict,
	declarationOf,
	deleteChart,
	type Expected,
	findVersion,
	listVersions,
	saveChart,
} from './versions.ts';

interface ChartRoutesDeps {
	readonly database: Database;
	readonly secret: string;
}

const versionsSchema = z.strictObject({
	limit: z.coerce.number().int().min(1).max(100).default(25),
	before: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
});
const versionSchema = z.coerce.number().int().min(1).max(2_147_483_647);

const nameOf = (context: Context) => parse(nameSchema, context.req.param('name'));

/** Which revision the change was made from, by If-Match; `If-None-Match: *`: there must be no such chart yet. */
function expectedBy(context: Context): Expected {
	if (context.req.header('if-none-match')?.trim() === '*') return 'nothing';
	const match = context.req.header('if-match');
	if (match === undefined) return undefined;
	const [, revision] = /^\s*"(\d{1,9})"\s*$/.exec(match) ?? [];
	if (revision !== undefined) return { revision: Number(revision) };
	throw new NamedError('bad_request', 'If-Match must be one revision in quotation marks, as in the header "etag".');
}

const shown = (stored: StoredChart) => {
	const { revision, updatedAt, updatedBy } = stored;
	return { chart: stored.chart.name, revision, updatedAt, updatedBy, declaration: declarationOf(stored) };
};

/** Both of two declarations, so that a page can show them beside each other. */
function answerConflict(context: Context, conflict: ChartConflict, given: unknown) {
	const { body, status, headers } = answerFor(conflict);
	const stored = conflict.stored === undefined ? null : shown(conflict.stored);
	return context.json({ ...body, stored, ...(given === undefined ? {} : { given }) }, status, headers);
}

interface Saving {
	readonly chart: ChartDeclaration;
	readonly restored?: number;
}

async function save(context: Context<BearerEnv>, { database }: ChartRoutesDeps, { chart, restored }: Saving) {
	const { project, subject } = authorOf(context);
	await demandDeclaration(database, project, chart);
	const change: Change = { by: subject, expected: expectedBy(context), restored };
	try {
		const action = restored === undefined ? 'chart.saved' : 'chart.restored';
		const entry = { actor: context.get('actor'), action, object: chart.name, project };
		const details = { source: chart.source, ...(restored === undefined ? {} : { version: restored }) };
		const revision = await audited(database, { ...entry, details }, (tx) => saveChart(tx, project, chart, change));
		return context.json({ chart: chart.name, revision }, 200, { etag: `"${revision}"` });
	} catch (error) {
		if (!(error instanceof ChartConflict)) throw error;
		const { name: _name, ...given } = chart;
		return answerConflict(context, error, given);
	}
}

function versionRoutes(deps: ChartRoutesDeps): Hono<BearerEnv> {
	const { database } = deps;
	return new Hono<BearerEnv>()
		.get('/:name/versions', async (context) => {
			const { project } = authorOf(context);
			const query = parse(versionsSchema, context.req.query());
			return context.json(await listVersions(database, { project, name: nameOf(context) }, query));
		})
		.get('/:name/versions/:version', async (context) => {
			const { project } = authorOf(context);
			const version = parse(versionSchema, context.req.param('version'));
			return context.json(await findVersion(database, project, nameOf(context), version));
		})
		.post('/:name/versions/:version/restore', async (context) => {
			const { project } = authorOf(context);
			const [name, restored] = [nameOf(context), parse(versionSchema, context.req.param('version'))];
			const { declaration } = await findVersion(database, project, name, restored);
			// By today's rules: what was allowed when it was saved may not be any more.
			const chart = { name, ...parse(chartSchema, declaration) } as ChartDeclaration;
			return save(context, deps, { chart, restored });
		});
}

export function chartRoutes(deps: ChartRoutesDeps): Hono<BearerEnv> {
	const { database, secret } = deps;
	const routes = new Hono<BearerEnv>()
		.get('/', async (context) => {
			const { project } = authorOf(context);
			return context.json(await listCharts(database, project, parse(listSchema, context.req.query())));
		})
		.get('/:name', async (context) => {
			const { project } = authorOf(context);
			const name = nameOf(context);
			const stored = await findStored(database, project, name);
			if (stored === undefined) throw unknownChart(name);
			return context.json(shown(stored), 200, { etag: `"${stored.revision}"` });
		})
		.put('/:name', async (context) => {
			authorOf(context);
			const name = nameOf(context);
			const chart = { name, ...(await parseBody(context, chartSchema)) } as ChartDeclaration;
			return save(context, deps, { chart });
		})
		.delete('/:name', async (context) => {
			const { project, subject } = authorOf(context);
			const name = nameOf(context);
			try {
				const change = { by: subject, expected: expectedBy(context) };
				const entry = { actor: context.get('actor'), action: 'chart.deleted', object: name, project };
				await audited(database, entry, (tx) => deleteChart(tx, project, name, change));
			} catch (error) {
				if (error instanceof ChartConflict) return answerConflict(context, error, undefined);
				throw error;
			}
			return context.json({ chart: name, deleted: true });
		})
		.get('/:name/changed', async (context) => {
			const { project } = authorOf(context);
			const { name } = await findChart(database, project, nameOf(context));
			const path = `/v1/charts/${name}/changed?project=${encodeURIComponent(project)}`;
			return context.json({ chart: name, project, path, key: changeKey(secret, project) });
		});
	return routes.route('/', versionRoutes(deps));
}
