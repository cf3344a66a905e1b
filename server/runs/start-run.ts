/** Starts a run, or joins the live one that answers the same question (I8). */
import { type Executor, statement } from '../database/database.ts';
import { admit, tellPlaces } from './admission.ts';
import { attachChannel, attachRunChannel } from './attach.ts';
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
const askRun = statement<never>(import.meta.url, 'ask-run');
const promote = statement<never>(import.meta.url, 'promote');

/** Between seeing a live run and locking it, it may end; then the question is asked anew. */
const MOST_TRIES = 5;

interface Accepted {
	readonly run: RunRow;
	/** False when the channel that asks hears of this run already. */
	readonly attached: boolean;
}

async function insertOrJoin(on: Executor, deps: RunDeps, request: RunRequest): Promise<Accepted | undefined> {
	const { project, source, chart, sql, params, claims, timeZone, origin, subject } = request;
	const question = questionHash(deps.secret, request);
	const values = [project, source, chart as string, question, sql, params, claims, timeZone, origin, subject];
	const [inserted] = await insertRun(on, [...values, PRIORITY[origin]]);
	const run = inserted ?? (await lockLiveRun(on, [question]))[0];
	if (run === undefined) return undefined;
	if (origin === 'author' && run.origin !== 'author') await promote(on, [run.id, PRIORITY.author]);
	if (origin === 'author') await askRun(on, [run.id, project, subject]);
	const own = { run: run.id, channel: runChannel(deps.secret, project, run.id), project };
	const { channel } = request;
	const attached = await (channel === undefined ? attachRunChannel(on, own) : attachChannel(on, run.id, channel));
	return { run, attached };
}

/**
 * Resolves once Postgres has accepted the run, and not before (I13); queue and stream follow by themselves,
 * and the sweeper sees to it that they do.
 */
export async function startRun(deps: RunDeps, request: RunRequest): Promise<string> {
	for (let tries = 0; tries < MOST_TRIES; tries += 1) {
		const accepted = await deps.database.begin((tx) => insertOrJoin(tx, deps, request));
		if (accepted === undefined) continue;
		if (accepted.attached) void hand(deps, accepted.run);
		return accepted.run.id;
	}
	throw new Error('the question was answered over and over while it was asked');
}

async function hand(deps: RunDeps, run: RunRow): Promise<void> {
	const admitted = run.state === 'waiting' ? await admit(deps) : [];
	if (admitted.includes(run.id)) return;
	await tellState(deps, run);
	// At once where it stands, and from then on with the sweeper.
	if (run.state === 'waiting') await tellPlaces(deps).catch(() => undefined);
}
