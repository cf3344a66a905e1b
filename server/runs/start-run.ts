/** Starts a run, or joins the live one that answers the same question (I8). */
import { randomUUID } from 'node:crypto';
import { type Bindable, type Executor, statement } from '../database/database.ts';
import { currentContext } from '../request-context.ts';
import { admit, tellPlaces } from './admission.ts';
import { attachChannel, attachRunChannel } from './attach.ts';
import { type Question, questionHash, type RunKind, runChannel } from './names.ts';
import { PRIORITY, type RunDeps, type RunOrigin, type RunRow } from './run.ts';
import { tellState } from './tell.ts';

export interface RunRequest extends Question {
	readonly chart: string | null;
	readonly origin: RunOrigin;
	readonly subject: string;
	/** The chart's channel that waits for the answer; every run has a channel of its own as well. */
	readonly channel?: string;
	/** Default: `answer`. */
	readonly kind?: RunKind;
}

const acceptRun = statement<RunRow>(import.meta.url, 'accept-run');
const lockLiveRun = statement<RunRow>(import.meta.url, 'lock-live-run');
const askRun = statement<never>(import.meta.url, 'ask-run');
const keepGoing = statement<never>(import.meta.url, 'keep-going');
const promote = statement<never>(import.meta.url, 'promote');

/** Between seeing a live run and locking it, it may end; then the question is asked anew. */
const MOST_TRIES = 5;

interface Accepted {
	readonly run: RunRow;
	/** False when the channel that asks hears of this run already. */
	readonly attached: boolean;
	/** It was live already: this asking has begun nothing. */
	readonly joined: boolean;
}

/** Undefined where the question is live already. The run's id is made here, since its channel's name comes from it. */
async function acceptNew(on: Executor, deps: RunDeps, request: RunRequest): Promise<Accepted | undefined> {
	const { project, source, chart, sql, params, claims, timeZone, origin, subject, channel, kind = 'answer' } = request;
	const id = randomUUID();
	const question = questionHash(deps.secret, request, kind);
	const asked = [project, source, chart as string, question, sql, params, claims, timeZone, origin, subject];
	const told = [channel ?? runChannel(deps.secret, project, id), channel === undefined];
	const values = [id, ...asked, PRIORITY[origin], currentContext().request ?? null, ...told, kind];
	const [run] = await acceptRun(on, values as Bindable[]);
	return run && { run, attached: true, joined: false };
}

async function join(tx: Executor, deps: RunDeps, request: RunRequest): Promise<Accepted | undefined> {
	const { project, origin, subject, channel } = request;
	const [run] = await lockLiveRun(tx, [questionHash(deps.secret, request, request.kind)]);
	if (run === undefined) return undefined;
	if (origin === 'schedule' && run.origin === 'viewer') await keepGoing(tx, [run.id]);
	if (origin === 'author' && run.origin !== 'author') await promote(tx, [run.id, PRIORITY.author]);
	const own = { run: run.id, channel: runChannel(deps.secret, project, run.id), project };
	// Sent together: each answer that is waited for costs a turn of a loop that a crowd may keep busy.
	const [attached] = await Promise.all([
		channel === undefined ? attachRunChannel(tx, own) : attachChannel(tx, run.id, channel),
		origin === 'author' ? askRun(tx, [run.id, project, subject]) : undefined,
	]);
	return { run, attached, joined: true };
}

/** Made anew as often as the live run ends between being seen and being locked. */
async function accept(tx: Executor, deps: RunDeps, request: RunRequest): Promise<Accepted> {
	for (let tries = 0; tries < MOST_TRIES; tries += 1) {
		const accepted = (await acceptNew(tx, deps, request)) ?? (await join(tx, deps, request));
		if (accepted !== undefined) return accepted;
	}
	throw new Error('the question was answered over and over while it was asked');
}

function begin(deps: RunDeps, { run, attached, joined }: Accepted): string {
	if (joined) deps.runCounts.saved += 1;
	if (attached) void hand(deps, run);
	return run.id;
}

/**
 * Resolves once Postgres has accepted the run, and not before (I13); queue and stream follow by themselves,
 * and the sweeper sees to it that they do.
 */
export async function startRun(deps: RunDeps, request: RunRequest): Promise<string> {
	// A new run is one statement, which waits behind nobody's transactions; only who joins needs one.
	const accepted = await acceptNew(deps.database, deps, request);
	if (accepted !== undefined) return begin(deps, accepted);
	const joinFirst = async (tx: Executor) => (await join(tx, deps, request)) ?? (await accept(tx, deps, request));
	return begin(deps, await deps.database.begin(joinFirst));
}

/** As `startRun`, once: `claim` is asked in the transaction that accepts the run, and where it says no nothing is asked. */
export async function startOnce(
	deps: RunDeps,
	request: RunRequest,
	claim: (on: Executor) => Promise<boolean>,
): Promise<void> {
	const accepted = await deps.database.begin(async (tx) => ((await claim(tx)) ? accept(tx, deps, request) : undefined));
	if (accepted !== undefined) begin(deps, accepted);
}

/** As `startRun`, in the caller's transaction: `begin` is to be called once that has been committed. */
export async function startWithin(
	tx: Executor,
	deps: RunDeps,
	request: RunRequest,
): Promise<{ readonly run: string; readonly begin: () => void }> {
	const accepted = await accept(tx, deps, request);
	return { run: accepted.run.id, begin: () => void begin(deps, accepted) };
}

async function hand(deps: RunDeps, run: RunRow): Promise<void> {
	const admitted = run.state === 'waiting' ? await admit(deps) : [];
	if (admitted.includes(run.id)) return;
	await tellState(deps, run);
	// At once where it stands, and from then on with the sweeper.
	if (run.state === 'waiting') await tellPlaces(deps).catch(() => undefined);
}
