/**
 * Keeps the questions of alerts asked while nobody watches, by the path on which watched charts are refreshed. Postgres is the
 * truth: a time is taken in the transaction that accepts its run, so that neither another worker nor a restart asks it twice;
 * times that were missed are made up for once.
 */
import type { Params } from '../../widget/protocol.ts';
import { type Chart, findChart } from '../charts/charts.ts';
import { settleParams } from '../charts/params.ts';
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { NamedError, toNamedError } from '../errors.ts';
import { tellOwners } from '../inbox/inbox.ts';
import type { InboxOwner } from '../inbox/notices.ts';
import { chartChannel } from '../runs/names.ts';
import { type ChartDemand, openChartChannel, startChartRun } from '../runs/watch.ts';
import { nextTime } from '../schedules/cron.ts';
import type { AlertRow } from './alerts.ts';
import type { AlertDeclaration } from './declaration.ts';
import type { AlertDeps } from './evaluate.ts';
import { addEvent } from './tell.ts';

/** `due`: which time is taken, to the microsecond. */
type DueRow = AlertRow & { readonly due: string };

const MOST_AT_ONCE = 50;

const selectDue = statement<DueRow>(import.meta.url, 'select-due-alerts');
const takeDue = statement<{ asks: boolean }>(import.meta.url, 'take-due');
const lockDue = statement<AlertRow & { readonly due: string }>(import.meta.url, 'lock-due');
const postpone = statement<never>(import.meta.url, 'postpone');

/** Asks what is due. */
export async function askDue(deps: AlertDeps): Promise<void> {
	for (const alert of await selectDue(deps.database, [MOST_AT_ONCE])) {
		await ask(deps, alert).catch((error: unknown) => {
			deps.log.warn(
				{ alert: alert.name, error: String(error) },
				'the question of an alert was not asked; it is tried again',
			);
		});
	}
}

async function ask(deps: AlertDeps, alert: DueRow): Promise<void> {
	const { project, declaration, due, id } = alert;
	let demand: ChartDemand;
	try {
		demand = await demandOf(deps, project, declaration);
	} catch (error) {
		const { code, message } = toNamedError(error);
		if (!(error instanceof NamedError) || code === 'store_unavailable') throw error;
		return giveNotice(deps, alert, message);
	}
	await openChartChannel(deps.database, demand);
	const next = nextMs(declaration, alert.now_ms);
	await startChartRun(deps, demand, async (tx) => {
		const [taken] = await takeDue(tx, [id, due, demand.channel, next, declaration.everyMs ?? null] as Bindable[]);
		return taken?.asks === true;
	});
}

/** When its clock says so next; null: it has none. */
const nextMs = ({ cron, timeZone = 'UTC' }: AlertDeclaration, now: number): number | null =>
	cron === undefined ? null : nextTime({ cron, timeZone }, now);

/**
 * The question of an alert as it is now: the chart may have changed since it was declared.
 * @throws NamedError unknown_chart, those of parameters, and bad_request for claims that it lacks or the chart does not read
 */
export async function demandOf(
	{ database, secret }: Pick<AlertDeps, 'database' | 'secret'>,
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

/** It cannot be asked: said once, and tried again at the next time. */
async function giveNotice(deps: AlertDeps, { id, due }: DueRow, problem: string): Promise<void> {
	const told = await deps.database.begin((tx) => noteProblem(tx, deps, { id, due, problem }));
	void tellOwners(deps, told);
}

interface Problem {
	readonly id: string;
	readonly due: string;
	readonly problem: string;
}

async function noteProblem(
	tx: Executor,
	deps: AlertDeps,
	{ id, due, problem }: Problem,
): Promise<readonly InboxOwner[]> {
	const [alert] = await lockDue(tx, [id, due]);
	if (alert === undefined) return [];
	const next = nextMs(alert.declaration, alert.now_ms);
	await postpone(tx, [id, next, alert.declaration.everyMs ?? null, problem] as Bindable[]);
	if (alert.problem !== null) return [];
	const tell = alert.memory.snooze === undefined;
	return addEvent(tx, alert, { kind: 'broken', at: alert.now_ms, reason: problem, tell }, deps);
}
