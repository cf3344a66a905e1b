/**
 * What may be shared, and with which values. Whoever opens a link has no claims of their own: a chart that shows each viewer
 * their own rows is shared with values that its author has chosen and sees, or not at all (I9).
 */
import { z } from 'zod';
import type { Params } from '../../widget/protocol.ts';
import { type Chart, findChart, findStored } from '../charts/charts.ts';
import { settleParams } from '../charts/params.ts';
import { findDashboard, unknownDashboard } from '../dashboards/dashboards.ts';
import { chartsOn } from '../dashboards/declaration.ts';
import type { Executor } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import { nameSchema } from '../http.ts';

export const targetSchema = z.union([z.strictObject({ chart: nameSchema }), z.strictObject({ dashboard: nameSchema })]);
export type Target = z.infer<typeof targetSchema>;

/** Never null: that is what a viewer without the claim has, and says nothing of which rows are meant. */
export const sharedClaims = z
	.record(z.string().regex(/^[a-z_]\w{0,62}$/i), z.union([z.string().max(1_000), z.number(), z.boolean()]))
	.refine((claims) => Object.keys(claims).length <= 20, 'may have 20 at most');
export type SharedClaims = z.infer<typeof sharedClaims>;

interface Wanted {
	readonly target: Target;
	readonly params: Params;
	readonly claims: SharedClaims;
}

/** What a link to it is called, unless its author says otherwise. @throws NamedError unknown_chart, unknown_dashboard, claims_needed, bad_request, those of parameters */
export async function demandShareable(on: Executor, project: string, wanted: Wanted): Promise<string> {
	const { target, params, claims } = wanted;
	if ('dashboard' in target) return demandDashboard(on, project, { ...wanted, target });
	const chart = await findChart(on, project, target.chart);
	demandClaims([chart], claims);
	// As whoever opens it will ask: with these values, and the defaults of all others.
	settleParams(chart, params);
	return chart.title || chart.name;
}

type WantedDashboard = Wanted & { readonly target: { readonly dashboard: string } };

/** Of its charts, those that there are now: one that comes later is held to the link's claims when somebody looks at it. */
async function demandDashboard(on: Executor, project: string, { target, params, claims }: WantedDashboard) {
	const stored = await findDashboard(on, project, target.dashboard);
	if (stored === undefined) throw unknownDashboard(target.dashboard);
	const names = chartsOn(stored.declaration);
	const charts = (await Promise.all(names.map((name) => findStored(on, project, name)))).flatMap(
		(each) => each?.chart ?? [],
	);
	demandClaims(charts, claims);
	const stranger = Object.keys(params).find(
		(name) => !charts.some((chart) => chart.params.some((each) => each.name === name)),
	);
	if (stranger !== undefined)
		throw new NamedError(
			'unknown_parameter',
			`No chart on the dashboard "${target.dashboard}" has a parameter "${stranger}".`,
		);
	return stored.declaration.title || target.dashboard;
}

function demandClaims(charts: readonly Pick<Chart, 'name' | 'claims'>[], given: SharedClaims): void {
	const lacking = charts.find(({ claims }) => claims.some((claim) => !Object.hasOwn(given, claim)));
	if (lacking !== undefined) {
		const names = lacking.claims.filter((claim) => !Object.hasOwn(given, claim)).map((claim) => `"${claim}"`);
		throw new NamedError(
			'claims_needed',
			`The chart "${lacking.name}" shows each viewer the rows of their own ${names.join(', ')}; whoever opens a link has none. Say under "claims" whose rows this link shows.`,
		);
	}
	const unread = Object.keys(given).find((claim) => !charts.some(({ claims }) => claims.includes(claim)));
	if (unread !== undefined)
		throw new NamedError('bad_request', `No chart of this link reads the claim "${unread}": it would limit nothing.`);
}
