/** Starts a run, or joins the live one that answers the same question (I8). */
import { type Executor, statement } from '../database/database.ts';
import { admit } from './admission.ts';
import { type Question, questionHash, runChannel } from './names.ts';
import { PRIORITY, type RunDeps, type RunOrigin, type RunRow } from './run.ts';
import { tellState } from './tell.ts';

export interface RunRequest extends Question {
	readonly chart: string | null;
	readonly origin: RunOrigin;
	readonly subject: string;
	/** The chart's channel that waits for the answer; every run has a channel of its own as well. */
	readonly channel?: string;
}

const insertRun = statement<RunRow>(import.meta.url, 'insert-run');
const lockLiveRun = statement<RunRow>(import.meta.url, 'lock-live-run');
const promote = statement<never>(import.meta.url, 'promote');
const insertRunChannel = statement<never>(import.meta.url, 'insert-run-channel');
const attach = statement<{ ordinal: string }>(import.meta.url, 'attach');

/** Between seeing a live run and locking it, it may end; then the question is asked anew. */
const MOST_TRIES = 5;

async function insertOrJoin(on: Executor, deps: RunDeps, request: RunRequest): Promise<RunRow | undefined> {
	const { project, source, chart, sql, params, claims, timeZone, origin, subject } = request;
	const question = questionHash(deps.secret, request);
	const values = [project, source, chart as string, question, sql, params, claims, timeZone, origin, subject];
	const [inserted] = await insertRun(on, [...values, PRIORITY[origin]]);
	const run = inserted ?? (await lockLiveRun(on, [question]))[0];
	if (run === undefined) return undefined;
	if (origin === 'author' && run.origin !== 'author') await promote(on, [run.id, PRIORITY.author]);
	const channel = request.channel ?? runChannel(deps.secret, project, run.id);
	if (request.channel === undefined) await insertRunChannel(on, [channel, project]);
	const attached = await attach(on, [run.id, channel]);
	return inserted === undefined && attached.length === 0 ? { ...run, attempt: -1 } : run;
}

/**
 * Resolves once Postgres has accepted the run, and not before (I13); queue and stream follow by themselves,
 * and the sweeper sees to it that they do.
 */
export async function startRun(deps: RunDeps, request: RunRequest): Promise<string> {
	for (let tries = 0; tries < MOST_TRIES; tries += 1) {
		const run = await deps.database.begin((tx) => insertOrJoin(tx, deps, request));
		if (run === undefined) continue;
		void hand(deps, run);
		return run.id;
	}
	throw new Error('the question was answered over and over while it was asked');
}

async function hand(deps: RunDeps, run: RunRow): Promise<void> {
	const alreadyHeard = run.attempt < 0;
	if (alreadyHeard) return;
	const admitted = run.state === 'waiting' ? await admit(deps) : [];
	if (!admitted.includes(run.id)) await tellState(deps, run);
}
