/** Tells every channel that hears of a run what became of it, through the one publish path, once (I7). */
import type { ResultEvent, StreamEvent } from '../../widget/protocol.ts';
import { statement } from '../database/database.ts';
import type { Fence } from '../stream/stream.ts';
import { eventOf, type RunDeps, type RunRow, type RunState, timesOf } from './run.ts';

interface Attachment {
	readonly channel: string;
	readonly ordinal: string;
}

interface LastResult {
	readonly last_result: string | null;
	readonly last_run: string;
	readonly last_ordinal: string;
	readonly last_attempt: number;
}

const selectAttachments = statement<Attachment>(import.meta.url, 'select-attachments');
const markTold = statement<never>(import.meta.url, 'mark-told');
const selectLastResult = statement<LastResult>(import.meta.url, 'select-last-result');
const selectLatestRun = statement<RunRow & { ordinal: string }>(import.meta.url, 'select-latest-run');
const selectManyAttachments = statement<Attachment & { run: string }>(import.meta.url, 'select-many-attachments');
const countAhead = statement<{ position: number }>(import.meta.url, 'count-ahead');

type TellDeps = Pick<RunDeps, 'database' | 'stream' | 'log'>;

async function stateEvent(deps: TellDeps, run: RunRow): Promise<StreamEvent> {
	if (run.state !== 'queued') return eventOf(run);
	const [row] = await countAhead(deps.database, [run.project, run.source, run.accepted_at]);
	return eventOf(run, row?.position ?? 1);
}

/**
 * Publishes a run's state to its channels. A stream that cannot be reached is logged and left to the sweeper,
 * which finds what was not told: Postgres has already accepted it.
 */
export async function tellState(deps: TellDeps, run: RunRow): Promise<void> {
	try {
		const [event, attachments] = await Promise.all([stateEvent(deps, run), selectAttachments(deps.database, [run.id])]);
		// Where it stands in line is told by `tellLine` as well, with the moment in its key.
		const what = run.line_told_at !== null && run.state === 'waiting' ? lineWord(run) : run.state;
		await Promise.all(attachments.map((attachment) => publishTo(deps, { attachment, run, event, what })));
		const channels = attachments.map(({ channel }) => channel);
		await markTold(deps.database, [run.id, `${run.state}:${run.attempt}`, channels]);
	} catch (error) {
		deps.log.warn({ run: run.id, state: run.state, error: String(error) }, 'a state was not published yet');
	}
}

const lineWord = ({ line_told_at }: RunRow) => `line:${line_told_at?.getTime()}`;

/** Tells waiting runs where they stand; whatever cannot be told now is told with their next move. */
export async function tellLine(deps: TellDeps, runs: readonly RunRow[]): Promise<void> {
	if (runs.length === 0) return;
	const attachments = await selectManyAttachments(deps.database, [runs.map(({ id }) => id)]);
	const byId = new Map(runs.map((run) => [run.id, run]));
	const told = attachments.map(async (attachment) => {
		const run = byId.get(attachment.run);
		if (run !== undefined) await publishTo(deps, { attachment, run, event: eventOf(run), what: lineWord(run) });
	});
	const failed = (await Promise.allSettled(told)).find((each) => each.status === 'rejected');
	if (failed !== undefined) deps.log.warn({ error: String(failed.reason) }, 'a place in line was not published');
}

/** Tells how many rows a running query has brought; skipped when the stream cannot be reached. */
export async function tellProgress(deps: TellDeps, run: RunRow, rows: number): Promise<void> {
	const event: StreamEvent = { kind: 'progress', run: run.id, rows, ...timesOf(run) };
	const attachments = await selectAttachments(deps.database, [run.id]);
	await Promise.all(
		attachments.map((attachment) => publishTo(deps, { attachment, run, event, what: `progress:${rows}` })),
	);
}

interface Telling {
	readonly attachment: Attachment;
	readonly run: Pick<RunRow, 'id' | 'attempt' | 'state'>;
	readonly event: StreamEvent;
	readonly what: string;
}

const RANKS = 8;

/** Orders the states of one attempt, so that a late word of an earlier state cannot overwrite a later one. */
function rankOf(state: RunState | 'progress', attempt: number): number {
	switch (state) {
		case 'waiting':
			return 0;
		case 'queued':
			// A run that was taken back waits again, after it has run.
			return attempt === 0 ? 1 : 4;
		case 'running':
			return 2;
		case 'progress':
			return 3;
		default:
			return 5;
	}
}

const fenceOf = (ordinal: string, attempt: number, state: RunState | 'progress'): Fence => ({
	ordinal: Number(ordinal),
	attempt: attempt * RANKS + rankOf(state, attempt),
});

/** Whoever opens a new epoch by publishing also fills it: the last good result must not be lost with the old one (I11). */
async function publishTo(deps: TellDeps, { attachment, run, event, what }: Telling): Promise<void> {
	const { channel, ordinal } = attachment;
	const key = `${run.id}:${ordinal}:${run.attempt}:${what}`;
	const fence = fenceOf(ordinal, run.attempt, event.kind === 'progress' ? 'progress' : run.state);
	const { fresh } = await deps.stream.publish({ channel, event, key, fence });
	if (fresh) await restoreChannel(deps, channel);
}

/** As late as the latest word of this state: its progress may have been what opened the epoch. */
function fenceOfRestored(run: (RunRow & { ordinal: string }) | undefined, state: StreamEvent | undefined) {
	if (run === undefined || state === undefined) return undefined;
	const fence = fenceOf(run.ordinal, run.attempt, run.state);
	return state.kind === 'running' ? { ...fence, attempt: fence.attempt + 1 } : fence;
}

/**
 * Fills a channel of a fresh epoch from Postgres: its last good result, and then the run that is live or has failed
 * since. Both carry the fence of that run, so that neither overwrites what has been told of a later one.
 */
export async function restoreChannel(deps: TellDeps, channel: string): Promise<void> {
	const [run] = await selectLatestRun(deps.database, [channel]);
	const [last] = await selectLastResult(deps.database, [channel]);
	const state = run && (await stateEvent(deps, run));
	const fence = fenceOfRestored(run, state);
	if (last?.last_result && !(run?.state === 'succeeded' && run.id === last.last_run)) {
		const event = JSON.parse(last.last_result) as ResultEvent;
		const ownFence = fenceOf(last.last_ordinal, last.last_attempt, 'succeeded');
		await deps.stream.publish({ channel, event, key: `${last.last_run}:last`, fence: fence ?? ownFence });
	}
	if (run === undefined || state === undefined || fence === undefined) return;
	// The end of a run is told once; where it stands meanwhile is told again, for the result has taken its place.
	const again = run.state === 'succeeded' ? '' : ':again';
	const key = `${run.id}:${run.ordinal}:${run.attempt}:${run.state}${again}`;
	await deps.stream.publish({ channel, event: state, key, fence });
}
