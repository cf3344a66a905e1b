/** Tells every channel that hears of a run what became of it, through the one publish path, once (I7). */
import type { ResultEvent, StreamEvent } from '../../widget/protocol.ts';
import { statement } from '../database/database.ts';
import { eventOf, type RunDeps, type RunRow } from './run.ts';

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
		await Promise.all(attachments.map((attachment) => publishTo(deps, { attachment, run, event, what: run.state })));
		await markTold(deps.database, [run.id, `${run.state}:${run.attempt}`]);
	} catch (error) {
		deps.log.warn({ run: run.id, state: run.state, error: String(error) }, 'a state was not published yet');
	}
}

/** Tells how many rows a running query has brought; skipped when the stream cannot be reached. */
export async function tellProgress(deps: TellDeps, run: RunRow, rows: number): Promise<void> {
	const startedAt = run.started_at?.getTime() ?? 0;
	const event: StreamEvent = { kind: 'progress', run: run.id, rows, startedAt };
	const attachments = await selectAttachments(deps.database, [run.id]);
	await Promise.all(
		attachments.map((attachment) => publishTo(deps, { attachment, run, event, what: `progress:${rows}` })),
	);
}

interface Telling {
	readonly attachment: Attachment;
	readonly run: Pick<RunRow, 'id' | 'attempt'>;
	readonly event: StreamEvent;
	readonly what: string;
}

function publishTo(deps: TellDeps, { attachment, run, event, what }: Telling) {
	const { channel, ordinal } = attachment;
	return deps.stream.publish({
		channel,
		event,
		key: `${run.id}:${ordinal}:${run.attempt}:${what}`,
		fence: { ordinal: Number(ordinal), attempt: run.attempt },
	});
}

/**
 * Fills a channel of a fresh epoch from Postgres: its last good result, and the run that is live or has
 * failed since. What the channel has been told already stays as it is.
 */
export async function restoreChannel(deps: TellDeps, channel: string): Promise<void> {
	const [run] = await selectLatestRun(deps.database, [channel]);
	const [last] = await selectLastResult(deps.database, [channel]);
	if (last?.last_result && !(run?.state === 'succeeded' && run.id === last.last_run)) {
		const event = JSON.parse(last.last_result) as ResultEvent;
		const lastRun = { id: last.last_run, attempt: last.last_attempt };
		const attachment = { channel, ordinal: last.last_ordinal };
		await publishTo(deps, { attachment, run: lastRun, event, what: 'succeeded' });
	}
	if (run === undefined) return;
	const event = await stateEvent(deps, run);
	await publishTo(deps, { attachment: { channel, ordinal: run.ordinal }, run, event, what: run.state });
}
