/** What a subscription means: which channel it is, whether the bearer may watch it, and what wanting it starts. */
import type { Params, Target } from '../../widget/protocol.ts';
import { type Bearer, demandFixedClaims, demandParameters, mayChoose } from '../auth/tokens.ts';
import { type Chart, findChart } from '../charts/charts.ts';
import { type Look, lookOf } from '../charts/look.ts';
import { settleParams } from '../charts/params.ts';
import type { DashboardGrants } from '../dashboards/grants.ts';
import { watchDashboard } from '../dashboards/watch.ts';
import { type Executor, statement } from '../database/database.ts';
import { watchInbox } from '../inbox/inbox.ts';
import { SharedCalls } from '../shared-calls.ts';
import { viewedName } from '../views/viewed.ts';
import { attachRunChannel, type RunChannel } from './attach.ts';
import { findRun } from './find-run.ts';
import { type ChannelAge, findAge, tellFreshness } from './freshness.ts';
import { chartChannel, runChannel } from './names.ts';
import { QuestionLimit } from './question-limit.ts';
import type { RunDeps, RunOrigin } from './run.ts';
import type { Freshness } from './run-counts.ts';
import { startExport } from './start-export.ts';
import { startOnce } from './start-run.ts';
import { restoreChannel } from './tell.ts';

/** A channel that a bearer may watch. */
export interface Watched {
	readonly channel: string;
	/** As what its viewers are counted; absent: they are not. */
	readonly viewed?: string;
	/** What a file with its rows is named after; absent: it has none. */
	readonly title?: string;
	/** In which its answer's age is told to who has no clock of their own. */
	readonly timeZone?: string;
	readonly look?: Look;
	/** Being wanted starts the chart's run, unless its last result is young enough. */
	want(): Promise<void>;
	/** Asks for a run that brings all rows, beyond the cap of results, and returns its id; one that is young enough will do. */
	wantAll?(): Promise<string>;
	/** Tells a channel of a fresh epoch again what Postgres knows. */
	restore(): Promise<void>;
}

const insertChartChannel = statement<never>(import.meta.url, 'insert-chart-channel');

/** The claims that the chart declares, and no others; an undeclared or missing one is null. */
export function claimsFor(chart: Pick<Chart, 'claims'>, bearer: Pick<Bearer, 'claims'>): Params {
	return Object.fromEntries(chart.claims.map((name) => [name, bearer.claims[name] ?? null]));
}

interface WatchDeps extends RunDeps {
	/** By project and name. */
	readonly charts: SharedCalls<Chart>;
	/** By channel. */
	readonly wants: SharedCalls<Wanting>;
	/** By channel. */
	readonly ages: SharedCalls<Freshness>;
	readonly questions: QuestionLimit;
	readonly grants: Grants;
	/** By channel. */
	readonly dashboards: SharedCalls<boolean>;
	/** By channel. */
	readonly tells: SharedCalls<void>;
}

type Grants = Pick<DashboardGrants, 'demandChart' | 'demandDashboard'>;

/** Answers what a subscription means; a crowd that asks for one chart asks the database together. */
export function watchResolver(
	deps: RunDeps & { readonly questionsPerMinute: number; readonly grants: Grants },
): (bearer: Bearer, target: Target) => Promise<Watched> {
	const shared = {
		...deps,
		charts: new SharedCalls<Chart>(),
		wants: new SharedCalls<Wanting>(),
		ages: new SharedCalls<Freshness>(),
		questions: new QuestionLimit(deps.questionsPerMinute),
		dashboards: new SharedCalls<boolean>(),
		tells: new SharedCalls<void>(),
	};
	return (bearer, target) => resolveWatch(shared, bearer, target);
}

/** @throws NamedError unknown_chart, unknown_run, unknown_dashboard, not_allowed, unsupported, and those of the parameters. */
async function resolveWatch(deps: WatchDeps, bearer: Bearer, target: Target): Promise<Watched> {
	if ('chart' in target) return watchChart(deps, bearer, target);
	if ('run' in target) return watchRun(deps, bearer, target.run);
	if ('dashboard' in target) return watchDashboard(deps, bearer, target.dashboard);
	return watchInbox(deps, bearer);
}

type ChartTarget = Extract<Target, { readonly chart: string }>;

/** Of what a page offers to all charts of a group, each takes what it declares and what its bearer may choose. */
export function takenOf(
	chart: Pick<Chart, 'params'>,
	bearer: Bearer,
	{ params = {}, offered = [] }: ChartTarget,
): Params {
	const isIdle = (name: string) =>
		offered.includes(name) && !(chart.params.some((param) => param.name === name) && mayChoose(bearer, name));
	return Object.fromEntries(Object.entries(params).filter(([name]) => !isIdle(name)));
}

async function watchChart(deps: WatchDeps, bearer: Bearer, target: ChartTarget): Promise<Watched> {
	await deps.grants.demandChart(bearer, target.chart);
	const { project } = bearer;
	const key = JSON.stringify([project, target.chart]);
	const chart = await deps.charts.call(key, () => findChart(deps.database, project, target.chart));
	demandFixedClaims(bearer, chart);
	const given = takenOf(chart, bearer, target);
	demandParameters(bearer, given);
	const params = settleParams(chart, given, bearer.params);
	const claims = claimsFor(chart, bearer);
	const channel = chartChannel(deps.secret, { project, name: chart.name, params, claims });
	// Without a parameter of its own choice a page cannot ask for more than there are charts.
	const isFree = chart.params.some(({ name }) => !Object.hasOwn(bearer.params, name));
	if (isFree) deps.questions.demand(bearer, channel);
	const origin = 'viewer';
	const demand: ChartDemand = { chart, project, channel, params, claims, origin, subject: bearer.subject };
	const tellAge = () => tellFreshness(deps, chart, channel);
	// Before anybody reads the channel: an answer that is too old must not be shown as one, even for a moment.
	const found = await deps.ages.call(channel, tellAge);
	const look = lookOf(chart);
	return {
		channel,
		viewed: viewedName({ project, kind: 'chart', name: chart.name }),
		title: chart.title || chart.name,
		timeZone: chart.timeZone,
		...(look && { look }),
		want: async () => {
			// Here, and not before: a subscription may also be looked at again without beginning anew.
			deps.runCounts.found(found);
			const wanting = await deps.wants.call(channel, () => wantChart(deps, demand));
			if (wanting.isMine) wanting.isMine = false;
			else if (wanting.live) deps.runCounts.saved += 1;
		},
		wantAll: () => startExport(deps, demand),
		restore: async () => {
			await restoreChannel(deps, channel);
			await tellAge();
		},
	};
}

/** What one look at a chart's answer has led to; a crowd shares it. */
interface Wanting {
	/** The answer is on its way. */
	readonly live: boolean;
	/** A run was asked for; true until the first of the crowd, who asked for it, has taken note. */
	isMine: boolean;
}

export interface ChartDemand {
	readonly chart: Chart;
	readonly project: string;
	readonly channel: string;
	readonly params: Params;
	readonly claims: Params;
	readonly origin: RunOrigin;
	readonly subject: string;
}

/** Whether somebody who wants the chart now has to ask for a run, or for nothing because one is under way. */
function needOf(deps: RunDeps, chart: Chart, known: ChannelAge | undefined): 'run' | 'live' | 'nothing' {
	if (known === undefined) return 'run';
	if (known.live) return 'live';
	if (known.backing_off) return 'nothing';
	// What has changed waits for its turn, of which the driver takes care.
	if (known.changed && known.asked_ms !== null && known.asked_ms <= chart.changeMs) return 'nothing';
	return known.age_ms !== null && known.age_ms <= Math.min(chart.maxAgeMs, deps.resultTtlMs) ? 'nothing' : 'run';
}

/** What attaches a run to a channel must find it. */
export async function openChartChannel(on: Executor, demand: ChartDemand): Promise<void> {
	const { chart, channel, project, params, claims } = demand;
	await insertChartChannel(on, [channel, project, chart.name, params, claims]);
}

async function wantChart(deps: RunDeps, demand: ChartDemand): Promise<Wanting> {
	const { chart, channel } = demand;
	const known = await findAge(deps.database, channel);
	if (known === undefined) await openChartChannel(deps.database, demand);
	let need = needOf(deps, chart, known);
	if (need === 'run') {
		// Looked at again: in a crowd a run may have begun and ended while this one waited for its transaction.
		await startChartRun(deps, demand, async (on) => {
			need = needOf(deps, chart, await findAge(on, channel));
			return need === 'run';
		});
	}
	return { live: need !== 'nothing', isMine: need === 'run' };
}

/** Asks for a chart's run if `claim`, asked in the transaction that accepts it, says so. */
export async function startChartRun(
	deps: RunDeps,
	{ chart, ...demand }: ChartDemand,
	claim: (on: Executor) => Promise<boolean>,
): Promise<void> {
	const { source, sql, timeZone, name } = chart;
	await startOnce(deps, { ...demand, chart: name, source, sql, timeZone }, claim);
}

async function watchRun(deps: RunDeps, bearer: Bearer, id: string): Promise<Watched> {
	const run = await findRun(deps.database, bearer, id);
	const channel = runChannel(deps.secret, bearer.project, run.id);
	return {
		channel,
		title: run.chart ?? `run-${run.id.slice(0, 8)}`,
		want: () => hearOfRun(deps, { run: run.id, channel, project: bearer.project }),
		restore: () => restoreChannel(deps, channel),
	};
}

/** An author's run has its channel from the start; one that began as a chart's is given one when it is asked for. */
async function hearOfRun(deps: RunDeps, own: RunChannel): Promise<void> {
	if (await attachRunChannel(deps.database, own)) await restoreChannel(deps, own.channel);
}
