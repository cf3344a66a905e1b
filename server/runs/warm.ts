/**
 * Answers the questions of a chart shortly before the moment at which many are known to ask them. Postgres is the truth:
 * a peak is planned once, and a question leaves the plan in the transaction that accepts its run, so that neither
 * another worker nor a restart asks it twice or forgets it.
 */
import type { Params } from '../../widget/protocol.ts';
import { findChart } from '../charts/charts.ts';
import { nextPeak, type Warm } from '../charts/warm.ts';
import { type Executor, statement } from '../database/database.ts';
import { isAskedBy } from './refresh.ts';
import type { RunDeps } from './run.ts';
import { startChartRun } from './watch.ts';

interface WarmChart {
	readonly project: string;
	readonly name: string;
	readonly warm: Warm;
	/** By the clock of Postgres, which all workers share. */
	readonly now_ms: number;
}

interface WarmQuestion {
	readonly channel: string;
	readonly project: string;
	readonly chart: string;
	readonly params: Params;
	readonly claims: Params;
	readonly peak: string;
}

/** Only what was watched in this time is asked; the last watched first. */
const WATCHED_DAYS = 7;
const MOST_QUESTIONS = 200;
/** A peak that no worker was there for is made up for until so long after it. */
const LATE_MS = 600_000;
const MOST_AT_ONCE = 20;

const selectWarmCharts = statement<WarmChart>(import.meta.url, 'select-warm-charts');
const planWarming = statement<never>(import.meta.url, 'plan-warming');
const selectWarmDue = statement<WarmQuestion>(import.meta.url, 'select-warm-due');
const takeWarmQuestion = statement<{ channel: string }>(import.meta.url, 'take-warm-question');
const forgetPeaks = statement<never>(import.meta.url, 'forget-peaks');

/** Plans the peaks that are near. */
export async function planPeaks(deps: Pick<RunDeps, 'database'>): Promise<void> {
	for (const { project, name, warm, now_ms: now } of await selectWarmCharts(deps.database, [])) {
		const peak = nextPeak(warm, now - LATE_MS);
		if (now >= peak - warm.minutes * 60_000) await planPeak(deps.database, { project, name, peak, ...warm });
	}
	await forgetPeaks(deps.database, []);
}

export interface Peak {
	readonly project: string;
	/** Of the chart. */
	readonly name: string;
	/** ms */
	readonly peak: number;
	/** The questions are spread over so many minutes before it. */
	readonly minutes: number;
}

/** Plans what was watched of a chart in the last week to be asked before then; once, however often it is called. */
export async function planPeak(on: Executor, { project, name, peak, minutes }: Peak): Promise<void> {
	const limits = [WATCHED_DAYS, MOST_QUESTIONS];
	await planWarming(on, [project, name, new Date(peak).toISOString(), minutes * 60_000, ...limits]);
}

/** Asks what is due by the plan. */
export async function warmDue(deps: RunDeps): Promise<void> {
	for (const question of await selectWarmDue(deps.database, [MOST_AT_ONCE])) {
		await ask(deps, question).catch((error: unknown) => {
			deps.log.warn({ chart: question.chart, error: String(error) }, 'a question was not warmed; it is tried again');
		});
	}
}

async function ask(
	deps: RunDeps,
	{ channel, project, chart: name, params, claims, peak }: WarmQuestion,
): Promise<void> {
	const chart = await findChart(deps.database, project, name);
	const take = async (on: Executor) => (await takeWarmQuestion(on, [channel, peak])).length > 0;
	if (!isAskedBy(chart, params, claims)) return void (await take(deps.database));
	await startChartRun(deps, { chart, project, channel, params, claims, origin: 'schedule', subject: 'warm' }, take);
}
