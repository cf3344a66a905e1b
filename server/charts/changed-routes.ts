/** `POST /v1/charts/:name/changed`: signed, without a token, for whatever changes the data that a chart shows. */
import { Hono } from 'hono';
import { z } from 'zod';
import type { Database } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import { nameSchema, parse } from '../http.ts';
import { SharedCalls } from '../shared-calls.ts';
import { changeKey, chartChanged, demandSignature } from './changed.ts';
import { findChart } from './charts.ts';

const projectSchema = z.string().min(1).max(100);
/** A body may say for which chart it was signed; then it is good for no other. */
const bodySchema = z.object({ chart: z.string().optional() });

function bodyOf(text: string): z.infer<typeof bodySchema> {
	if (text === '') return {};
	try {
		return parse(bodySchema, JSON.parse(text));
	} catch (error) {
		if (error instanceof NamedError) throw error;
		throw new NamedError('bad_request', 'The body is not JSON; leave it empty, or send {"chart": "its name"}.');
	}
}

export function changedRoutes(deps: { readonly database: Database; readonly secret: string }): Hono {
	const marks = new SharedCalls<void>();
	return new Hono().post('/:name/changed', async (context) => {
		const project = parse(projectSchema, context.req.query('project') ?? 'default');
		const body = await context.req.text();
		const signature = context.req.header('chartwire-signature') ?? '';
		demandSignature({ key: changeKey(deps.secret, project), signature, body, now: Date.now() });
		const chart = parse(nameSchema, context.req.param('name'));
		const { chart: signedFor = chart } = bodyOf(body);
		if (signedFor !== chart) {
			throw new NamedError('bad_request', `The body is signed for the chart "${signedFor}", and not for "${chart}".`);
		}
		await findChart(deps.database, project, chart);
		await marks.call(JSON.stringify([project, chart]), () => chartChanged(deps.database, project, chart));
		return context.json({ chart }, 202, { 'cache-control': 'no-store' });
	});
}
