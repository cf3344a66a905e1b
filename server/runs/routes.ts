/** `POST /v1/runs`, `GET /v1/runs` (one's own), `GET /v1/runs/:id`, `DELETE /v1/runs/:id`. */
import { Hono } from 'hono';
import { z } from 'zod';
import type { Params } from '../../widget/protocol.ts';
import type { BearerEnv } from '../auth/bearer.ts';
import { type Bearer, demandAuthor } from '../auth/tokens.ts';
import { findChart } from '../charts/charts.ts';
import { settleParams } from '../charts/params.ts';
import { nameSchema, paramValueSchema, parse, parseBody } from '../http.ts';
import { namesOf } from '../people/names.ts';
import { findSource } from '../sources/sources.ts';
import { bindParams, sqlSchema, withClaims } from './bind-params.ts';
import { cancelRun } from './cancel-run.ts';
import { describeRun, findRun } from './find-run.ts';
import { historySchema, listHistory } from './history.ts';
import type { RunKind } from './names.ts';
import type { RunDeps } from './run.ts';
import { type RunRequest, startRun } from './start-run.ts';
import { claimsFor } from './watch.ts';

const params = z.record(z.string(), paramValueSchema).default({});
/** True: how the database would answer. `analyze`: it answers, and says how it went. */
const explain = z.union([z.boolean(), z.literal('analyze')]).default(false);
const requestSchema = z.union([
	z.strictObject({ source: nameSchema, sql: sqlSchema, params, explain }),
	z.strictObject({ chart: nameSchema, params, explain }),
]);

const kindOf = (asked: boolean | 'analyze'): RunKind => {
	if (asked === 'analyze') return 'analysis';
	return asked ? 'plan' : 'answer';
};

type RequestBody = z.infer<typeof requestSchema>;

async function requestOf(deps: RunDeps, bearer: Bearer, body: RequestBody): Promise<RunRequest> {
	const { project, subject } = bearer;
	const common = { project, subject, origin: 'author', kind: kindOf(body.explain) } as const;
	if ('sql' in body) {
		return {
			...common,
			source: body.source,
			sql: body.sql,
			params: body.params,
			chart: null,
			claims: {},
			timeZone: 'UTC',
		};
	}
	const chart = await findChart(deps.database, project, body.chart);
	const settled: Params = settleParams(chart, body.params, bearer.params);
	const { source, sql, timeZone, name } = chart;
	return { ...common, source, sql, timeZone, chart: name, params: settled, claims: claimsFor(chart, bearer) };
}

export function runRoutes(deps: RunDeps): Hono<BearerEnv> {
	return new Hono<BearerEnv>()
		.post('/', async (context) => {
			const bearer = context.get('bearer');
			demandAuthor(bearer);
			const request = await requestOf(deps, bearer, await parseBody(context, requestSchema));
			const { engine } = await findSource(deps.database, request.project, request.source);
			bindParams(request.sql, withClaims(request.params, request.claims), engine);
			const run = await startRun(deps, request);
			deps.log.info({ run, source: request.source, chart: request.chart }, 'a run was accepted');
			return context.json({ run }, 202);
		})
		.get('/', async (context) => {
			const bearer = context.get('bearer');
			demandAuthor(bearer);
			return context.json(await listHistory(deps.database, bearer, parse(historySchema, context.req.query())));
		})
		.get('/:id', async (context) => {
			const run = await findRun(deps.database, context.get('bearer'), context.req.param('id'));
			return context.json(describeRun(run, await namesOf(deps.database, run.project, [run.subject])));
		})
		.delete('/:id', async (context) => {
			const run = await cancelRun(deps, context.get('bearer'), context.req.param('id'));
			return context.json({ run: run.id, state: run.state }, 202);
		});
}
