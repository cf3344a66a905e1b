/** A chart as its author declares it: what `PUT /v1/charts/:name` takes, and what of it must fit together. */
import { z } from 'zod';
import type { Executor } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import { nameSchema, paramValueSchema } from '../http.ts';
import { claimIn, namesIn, sqlSchema } from '../runs/bind-params.ts';
import type { Engine } from '../source/address.ts';
import { findSource } from '../sources/sources.ts';
import type { Chart, ChartDeclaration } from './charts.ts';
import { PARAM_TYPES, problemOfParams, sqlNames } from './params.ts';
import { chartSpecSchema } from './spec-schema.ts';
import { isTimeZone, warmSchema } from './warm.ts';

const chartFields = z.object({
	title: z.string().max(300).default(''),
	source: nameSchema,
	sql: sqlSchema,
	params: z
		.array(
			z.object({
				name: z.string().regex(/^[a-z_]\w{0,62}$/i),
				type: z.enum(PARAM_TYPES),
				default: paramValueSchema.optional(),
				required: z.boolean().optional(),
				allowed: z
					.union([
						z
							.array(z.union([z.string(), z.number()]))
							.min(1)
							.max(1_000),
						z.strictObject({ sql: sqlSchema }),
					])
					.optional(),
			}),
		)
		.max(50)
		.default([]),
	claims: z
		.array(z.string().regex(/^[a-z_]\w{0,62}$/i))
		.max(20)
		.default([]),
	timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin').default('UTC'),
	refreshMs: z.number().int().min(1_000).max(86_400_000).nullable().default(null),
	maxAgeMs: z.number().int().min(0).max(2_147_483_647).default(60_000),
	maxStaleMs: z.number().int().min(1).max(2_147_483_647).nullable().default(null),
	listen: z
		.string()
		.refine((name) => !name.includes('\0') && name !== '' && Buffer.byteLength(name) <= 63, 'must be 1 to 63 bytes')
		.nullable()
		.default(null),
	changeMs: z.number().int().min(1_000).max(86_400_000).default(1_000),
	warm: warmSchema.nullable().default(null),
	spec: chartSpecSchema.nullable().default(null),
});

function problemOfName(name: string, chart: Pick<Chart, 'claims'>, params: readonly string[]): string {
	const isClaim = claimIn(name) !== undefined;
	const names = isClaim ? chart.claims.map((each) => `claims.${each}`) : params;
	const shown = names.map((each) => `{{${each}}}`).join(', ') || 'none';
	const field = isClaim ? 'claims' : 'params';
	return `The SQL uses {{${name}}}, which the chart does not declare under "${field}"; it declares ${shown}.`;
}

/** @throws NamedError bad_request for a declaration that no value satisfies, or SQL that uses what is not declared. */
function demandParams(chart: Pick<Chart, 'name' | 'sql' | 'params' | 'claims'>, engine: Engine): void {
	const declared = chart.params.flatMap(sqlNames);
	const isDeclared = (name: string) => chart.claims.includes(claimIn(name) ?? '') || declared.includes(name);
	const stranger = namesIn(chart.sql, engine).find((name) => !isDeclared(name));
	const problem = stranger === undefined ? problemOfParams(chart) : problemOfName(stranger, chart, declared);
	if (problem !== undefined) throw new NamedError('bad_request', problem);
}

export const chartSchema = chartFields.refine(
	({ maxAgeMs, maxStaleMs }) => maxStaleMs === null || maxStaleMs >= maxAgeMs,
	{
		path: ['maxStaleMs'],
		message: 'must not be below maxAgeMs',
	},
);

/** Whether a declaration can be kept. @throws NamedError bad_request, unknown_source */
export async function demandDeclaration(on: Executor, project: string, chart: ChartDeclaration): Promise<void> {
	const { engine } = await findSource(on, project, chart.source);
	demandParams(chart, engine);
	if (chart.listen !== null && engine !== 'postgresql') {
		throw new NamedError('bad_request', '"listen" needs a PostgreSQL source: MySQL notifies nobody. Use the webhook.');
	}
}
