/**
 * Waits for a channel's answer as a viewer does: joins its feed, which is demand, wants it, and hears what is told. So
 * whoever takes rows along asks the source for nothing that a page would not have asked for.
 */
import {
	PART_OF_KIND,
	partsRemovedBy,
	type Result,
	type RunEvent,
	type ServerMessage,
	type Snapshot,
	type StreamEvent,
} from '../../widget/protocol.ts';
import type { Database } from '../database/database.ts';
import { ERROR_CODES, type ErrorCode, NamedError } from '../errors.ts';
import type { Receiver } from '../gateway/feed-parts.ts';
import type { Hub } from '../gateway/hub.ts';
import type { Outgoing } from '../gateway/outgoing.ts';
import { findAge } from '../runs/freshness.ts';
import type { Watched } from '../runs/watch.ts';

export interface Answer {
	readonly result: Result;
	/** Older than the chart's author wants it shown unmarked. */
	readonly stale: boolean;
}

export interface AnswerDeps {
	readonly hub: Hub;
	readonly database: Database;
}

export interface Patience {
	/** For so long an answer is waited for. */
	readonly waitMs: number;
	readonly signal: AbortSignal;
}

function applied(view: Snapshot, event: StreamEvent): Snapshot {
	if (!Object.hasOwn(PART_OF_KIND, event.kind)) return view;
	const gone = partsRemovedBy(event);
	const kept = Object.entries({ ...view, [PART_OF_KIND[event.kind]]: event });
	return Object.fromEntries(kept.filter(([part]) => !gone.includes(part as keyof Snapshot)));
}

const isErrorCode = (code: string): code is ErrorCode => (ERROR_CODES as readonly string[]).includes(code);

/** What somebody is told who waits for a run that has ended so. */
export function failureOf(run: RunEvent | undefined): NamedError | undefined {
	if (run?.kind === 'canceled') return new NamedError('not_ready', 'The run was canceled; ask again.');
	if (run?.kind !== 'failed') return undefined;
	return new NamedError(isErrorCode(run.code) ? run.code : 'internal', run.message);
}

export function lateness(run: RunEvent | undefined): NamedError {
	const where =
		run?.kind === 'queued' && run.position > 1
			? `its query is number ${run.position} in line`
			: run?.kind === 'running' || run?.kind === 'progress'
				? 'its query is running'
				: 'its query waits for its turn';
	return new NamedError('not_ready', `There is no answer yet: ${where}. Ask again.`);
}

/** A receiver of one channel for as long as it has no answer. */
class Waiter implements Receiver {
	view: Snapshot = {};
	/** A run that had ended before anything was asked for: its failure is no answer while another run is on its way. */
	past: string | undefined;
	#settle: () => void = () => undefined;

	send({ text }: Outgoing): void {
		const message = JSON.parse(text) as ServerMessage;
		if (message.type === 'reset') this.view = message.snapshot;
		else if (message.type === 'event') this.view = applied(this.view, message.event);
		this.#settle();
	}

	batch(work: () => void): void {
		work();
	}

	congested(): boolean {
		return false;
	}

	get #failure(): NamedError | undefined {
		const { run } = this.view;
		return run?.run === this.past ? undefined : failureOf(run);
	}

	/** @throws NamedError what the run failed with, or not_ready; the signal's reason when aborted */
	answer({ waitMs, signal }: Patience): Promise<Answer> {
		return new Promise((resolve, reject) => {
			const timer = setTimeout(() => reject(lateness(this.view.run)), waitMs);
			const leave = () => reject(signal.reason);
			signal.addEventListener('abort', leave, { once: true });
			const done = (work: () => void) => {
				clearTimeout(timer);
				signal.removeEventListener('abort', leave);
				work();
			};
			this.#settle = () => {
				const { result, freshness } = this.view;
				const failure = this.#failure;
				if (result !== undefined) done(() => resolve({ result: result.result, stale: freshness?.stale === true }));
				else if (failure !== undefined) done(() => reject(failure));
			};
			if (signal.aborted) leave();
			this.#settle();
		});
	}
}

/** @throws NamedError what the run failed with, not_ready when there is none in time; the signal's reason when aborted */
export async function findAnswer(deps: AnswerDeps, watched: Watched, patience: Patience): Promise<Answer> {
	const { hub, database } = deps;
	const waiter = new Waiter();
	try {
		await hub.join(waiter, { watched, since: undefined, onHistory: () => true });
		const past = failureOf(waiter.view.run) && waiter.view.run?.run;
		await watched.want();
		if ((await findAge(database, watched.channel))?.live === true) waiter.past = past;
		return await waiter.answer(patience);
	} finally {
		hub.leave(waiter, watched.channel);
	}
}
