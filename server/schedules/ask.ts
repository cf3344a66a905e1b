/**
 * Asks the questions of a time that was taken, as runs of the class `schedule`: whoever waits for an answer goes first. Each
 * step is a transaction that another process may do as well, so that a time goes on wherever its worker died.
 */
import type { Params } from '../../widget/protocol.ts';
import { findChart } from '../charts/charts.ts';
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import { oneByOne } from '../one-by-one.ts';
import { chartChannel } from '../runs/names.ts';
import type { RunDeps } from '../runs/run.ts';
import { startWithin } from '../runs/start-run.ts';
import { claimsFor, openChartChannel } from '../runs/watch.ts';
import { questionsOf, type TargetQuestion } from './target.ts';
import type { TimeRow } from './times.ts';

interface UnaskedRow {
	readonly time: string;
	readonly place: number;
	readonly chart: string;
	readonly params: Params;
	readonly project: string;
	readonly schedule: string;
}

const lockTaken = statement<TimeRow>(import.meta.url, 'lock-taken');
const insertRuns = statement<never>(import.meta.url, 'insert-runs');
const endTime = statement<never>(import.meta.url, 'end-time');
const lockUnasked = statement<UnaskedRow>(import.meta.url, 'lock-unasked');
const setRun = statement<never>(import.meta.url, 'set-run');

/** A dashboard that is gone is one question that cannot be asked: whoever waits for it hears why nothing comes. */
async function whatIsAsked(tx: Executor, { project, declaration }: TimeRow): Promise<readonly TargetQuestion[]> {
	const { target } = declaration;
	try {
		return await questionsOf(tx, project, target);
	} catch (error) {
		if (!(error instanceof NamedError)) throw error;
		const name = 'dashboard' in target ? target.dashboard : target.chart;
		return [{ chart: name, title: name, params: {}, failure: { code: error.code, message: error.message } }];
	}
}

async function prepare(tx: Executor, time: TimeRow): Promise<undefined> {
	await insertRuns(tx, [time.id, await whatIsAsked(tx, time)] as unknown as Bindable[]);
	await endTime(tx, [time.id, 'taken', 'asked', null]);
}

/** Nobody's token: claims that the chart reads are null. */
const NOBODY = { claims: {} };

async function ask(
	tx: Executor,
	deps: RunDeps,
	{ time, place, project, schedule, ...asked }: UnaskedRow,
): Promise<() => void> {
	try {
		const chart = await findChart(tx, project, asked.chart);
		const { params } = asked;
		const claims = claimsFor(chart, NOBODY);
		const channel = chartChannel(deps.secret, { project, name: chart.name, params, claims });
		const who = { origin: 'schedule', subject: `schedule ${schedule}` } as const;
		const demand = { chart, project, channel, params, claims, ...who };
		await openChartChannel(tx, demand);
		const { source, sql, timeZone, name } = chart;
		const { run, begin } = await startWithin(tx, deps, { ...demand, chart: name, source, sql, timeZone });
		await setRun(tx, [time, place, run, null]);
		return begin;
	} catch (error) {
		if (!(error instanceof NamedError)) throw error;
		await setRun(tx, [time, place, null, { code: error.code, message: error.message }]);
		return () => undefined;
	}
}

/** Knows the questions of every time that was taken by now. */
export const prepareTaken = ({ database }: RunDeps): Promise<boolean> =>
	oneByOne(database, { find: (tx, leftOut) => lockTaken(tx, [leftOut]), idOf: ({ id }) => id, work: prepare });

/** Asks every question that is to be asked by now. */
export const askPrepared = (deps: RunDeps): Promise<boolean> =>
	oneByOne(deps.database, {
		find: (tx, leftOut) => lockUnasked(tx, [leftOut]),
		idOf: ({ time, place }) => `${time} ${place}`,
		work: (tx, question) => ask(tx, deps, question),
	});
