/**
 * Keeps the questions of alerts asked while nobody watches, by the path on which watched charts are refreshed. Postgres is the
 * truth: a time is taken in the transaction that accepts its run, so that neither another worker nor a restart asks it twice;
 * times that were missed are made up for once.
 */
import type { Params } from '../../widget/protocol.ts';
import { type Chart, findChart } from '../charts/charts.ts';
import { settleParams } from '../charts/params.ts';
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import { tellOwners } from '../inbox/inbox.ts';
import type { InboxOwner } from '../inbox/notices.ts';
import { oneByOne } from '../one-by-one.ts';
import { chartChannel } from '../runs/names.ts';
import { startWithin } from '../runs/start-run.ts';
import { type ChartDemand, openChartChannel } from '../runs/watch.ts';
import { nextTime } from '../schedules/cron.ts';
import type { AlertRow } from './alerts.ts';
import type { AlertDeclaration } from './declaration.ts';
import type { AlertDeps } from './evaluate.ts';
import { addEvent, refusalFor } from './tell.ts';

const lockDue = statement<AlertRow>(import.meta.url, 'lock-due');
const takeDue = statement<{ asks: boolean }>(import.meta.url, 'take-due');
const postpone = statement<never>(import.meta.url, 'postpone');

/** Asks what is due. Any number of processes may do so at once. */
export const askDue = (deps: AlertDeps): Promise<boolean> =>
	oneByOne(deps.database, {
		find: (tx, leftOut) => lockDue(tx, [leftOut]),
		idOf: ({ id }) => id,
		work: (tx, alert) => ask(tx, deps, alert),
	});

async function ask(tx: Executor, deps: AlertDeps, alert: AlertRow): Promise<() => void> {
	const { project, declaration, id } = alert;
	let demand: ChartDemand;
	try {
		demand = await demandOf({ database: tx, secret: deps.secret }, project, declaration);
	} catch (error) {
		if (!(error instanceof NamedError)) throw error;
		const told = await noteProblem(tx, deps, { alert, problem: error.message });
		return () => void tellOwners(deps, told);
	}
	await openChartChannel(tx, demand);
	const next = nextMs(declaration, alert.now_ms);
	const [taken] = await takeDue(tx, [id, demand.channel, next, declaration.everyMs ?? null] as Bindable[]);
	if (taken?.asks !== true) return () => undefined;
	const { chart, ...asked } = demand;
	const { source, sql, timeZone, name } = chart;
	return (await startWithin(tx, deps, { ...asked, chart: name, source, sql, timeZone })).begin;
}

/** When its clock says so next; null: it has none. */
const nextMs = ({ cron, timeZone = 'UTC' }: AlertDeclaration, now: number): number | null =>
	cron === undefined ? null : nextTime({ cron, timeZone }, now);

/**
 * The question of an alert as it is now: the chart may have changed since it was declared.
 * @throws NamedError unknown_chart, those of parameters, and bad_request for claims that it lacks or the chart does not read
 */
export async function demandOf(
	{ database, secret }: { readonly database: Executor; readonly secret: string },
	project: string,
	declaration: Pick<AlertDeclaration, 'chart' | 'params' | 'claims'>,
): Promise<ChartDemand> {
	const chart = await findChart(database, project, declaration.chart);
	const params = settleParams(chart, declaration.params);
	const claims = claimsOf(chart, declaration.claims);
	const channel = chartChannel(secret, { project, name: chart.name, params, claims });
	return { chart, project, channel, params, claims, origin: 'schedule', subject: 'alert' };
}

/** Nobody's token is there to say which rows are meant: the declaration has to. */
function claimsOf(chart: Chart, given: Params): Params {
	const missing = chart.claims.find((name) => !Object.hasOwn(given, name));
	if (missing !== undefined) {
		const message = `The chart "${chart.name}" reads the claim "${missing}" of a token; say under "claims" whose rows the alert looks at.`;
		throw new NamedError('bad_request', message);
	}
	const stranger = Object.keys(given).find((name) => !chart.claims.includes(name));
	if (stranger !== undefined) {
		throw new NamedError('bad_request', `The chart "${chart.name}" reads no claim "${stranger}"; leave it out.`);
	}
	return given;
}

interface Problem {
	readonly alert: AlertRow;
	readonly problem: string;
}

/** It cannot be asked: said once, and tried again at the next time. */
async function noteProblem(tx: Executor, deps: AlertDeps, { alert, problem }: Problem): Promise<readonly InboxOwner[]> {
	const next = nextMs(alert.declaration, alert.now_ms);
	await postpone(tx, [alert.id, next, alert.declaration.everyMs ?? null, problem] as Bindable[]);
	if (alert.problem !== null) return [];
	const tell = alert.memory.snooze === undefined;
	const refused = tell ? await refusalFor(tx, alert, deps) : undefined;
	return addEvent(tx, alert, { kind: 'broken', at: alert.now_ms, reason: problem, tell, refused }, deps);
}
