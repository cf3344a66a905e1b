/**
 * Watches one execution from outside: its abort, its deadline on the wall clock (SQL can reset statement_timeout), and
 * the bytes on its socket (one row may be larger than memory). Stops it in steps: cancel, then end the session.
 */
import { NamedError } from '../errors.ts';
import type { Query } from './source.ts';

/** What can be done to the execution that is watched. */
export interface Stoppable {
	/** Asks the database to cancel the statement under way. */
	cancel(): void;
	/** Ends the session, whatever it does. */
	end(): void;
	/** Bytes that the session has received so far. */
	bytesRead(): number;
	/** Set once nothing can be had of the session any more. */
	failure(): Error | undefined;
}

/** After a cancel request has had this long, the session itself is ended. */
const END_AFTER_MS = 3_000;
const LOOK_MS = 20;
/** The longest delay that a timer takes. */
const MAX_TIMER_MS = 2_147_483_647;
/** Rows come in batches; what one batch may bring beyond the cap before it is refused. */
const BATCH_ALLOWANCE = 4;

export class ExecutionGuard {
	/** Why the execution was stopped; undefined while it may go on. */
	reason: unknown;
	readonly #target: Stoppable;
	readonly #signal: AbortSignal;
	readonly #timers: NodeJS.Timeout[] = [];
	readonly #mostBytes: number;
	/** What had been read when this began, or when the last batch was handed on. */
	#bytesBefore: number;
	#abandon: (reason: unknown) => void = () => undefined;
	readonly #onAbort = () => this.stop(this.#signal.reason);

	constructor(query: Query, signal: AbortSignal, target: Stoppable) {
		this.#target = target;
		this.#signal = signal;
		signal.addEventListener('abort', this.#onAbort, { once: true });
		const seconds = Math.round(query.deadlineMs / 1_000);
		const late = () => this.stop(new NamedError('deadline', `The query ran longer than its limit of ${seconds} s.`));
		this.#timers.push(setTimeout(late, Math.min(query.deadlineMs, MAX_TIMER_MS)));
		this.#mostBytes = (query.maxBatchBytes ?? query.maxBytes) * BATCH_ALLOWANCE;
		this.#bytesBefore = target.bytesRead();
		this.#look();
	}

	/** Runs the work, and no longer than the session lives. @throws why it was stopped, or what the work threw. */
	watch<T>(work: () => Promise<T>): Promise<T> {
		const lost = new Promise<never>((_resolve, reject) => {
			this.#abandon = reject;
		});
		return Promise.race([work(), lost]);
	}

	/** A batch has been handed on, and counts no more. */
	handedOn(): void {
		this.#bytesBefore = this.#target.bytesRead();
	}

	#look(): void {
		const look = () => {
			const failure = this.#target.failure();
			if (failure !== undefined) this.#abandon(this.reason ?? failure);
			else if (this.#target.bytesRead() - this.#bytesBefore > this.#mostBytes) this.#refuseBytes(this.#mostBytes);
		};
		this.#timers.push(setInterval(look, LOOK_MS));
	}

	#refuseBytes(most: number): void {
		const mb = Math.round(most / 1_048_576);
		const message = `The query's rows are too large: more than ${mb} MB came at once. Select fewer or shorter columns.`;
		this.stop(new NamedError('result_too_large', message));
		this.#target.end();
	}

	stop(reason: unknown): void {
		if (this.reason !== undefined) return;
		this.reason = reason;
		this.#target.cancel();
		this.#timers.push(setTimeout(() => this.#target.end(), END_AFTER_MS));
	}

	/** @throws the reason, if the execution has been stopped. */
	throwIfStopped(): void {
		if (this.reason !== undefined) throw this.reason;
	}

	dispose(): void {
		this.#signal.removeEventListener('abort', this.#onAbort);
		for (const timer of this.#timers) clearInterval(timer);
	}
}
