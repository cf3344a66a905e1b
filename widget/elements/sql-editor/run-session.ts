import type { ChannelUpdate, Client } from '../../client.ts';
import { ChartwireError } from '../../errors.ts';
import { isLasting } from '../shared/lasting.ts';
import {
	isLive,
	nextRunState,
	type RunChange,
	type RunFailure,
	type RunRecord,
	type RunState,
	runOf,
} from './run-state.ts';

export interface SessionHost {
	/** The state has changed. */
	changed(state: RunState): void;
	/** A run that was opened by its id has been found: its SQL and source fill the editor. */
	found(record: RunRecord): void;
}

const RETRY_MS = 2000;

function failureOf(error: unknown): RunFailure {
	if (!(error instanceof ChartwireError)) return { code: 'unexpected', message: String(error) };
	const { hint, position } = error.details as Partial<RunFailure>;
	return { code: error.code, message: error.message, ...(hint ? { hint } : {}), ...(position ? { position } : {}) };
}

/**
 * Owns the run that an editor follows: starts it, watches its channel, asks for its record, cancels it. Everything
 * that belongs to an earlier run is dropped when a newer one begins.
 */
export class RunSession {
	state: RunState = { status: 'idle' };
	canceling = false;
	/** Why the run could not be canceled. */
	problem = '';
	readonly #host: SessionHost;
	#client: Client | undefined;
	#current = new AbortController();
	#unwatch: (() => void) | undefined;
	/** The run that was opened by its id and whose record has not come yet. */
	#opened = '';

	constructor(host: SessionHost) {
		this.#host = host;
	}

	/** Works with this client from now on, and goes on with the run that was followed before. */
	attach(client: Client | undefined): void {
		this.#unwatch?.();
		this.#unwatch = undefined;
		this.#client = client;
		const run = runOf(this.state);
		if (client && run !== '') this.#follow(run);
		if (client && this.#opened !== '') void this.#find(this.#opened);
	}

	async start(source: string, sql: string): Promise<void> {
		const client = this.#client;
		if (client === undefined || isLive(this.state)) return;
		const signal = this.#begin();
		this.#send({ type: 'submit' });
		try {
			const answer = (await client.request('POST', '/v1/runs', { source, sql }, signal)) as { run: string };
			if (signal.aborted) return;
			this.#send({ type: 'accepted', run: answer.run });
			this.#follow(answer.run);
		} catch (error) {
			if (!signal.aborted) this.#send({ type: 'refused', failure: failureOf(error) });
		}
	}

	/** Finds a run again by its id, running or finished. */
	open(run: string): void {
		if (run === runOf(this.state)) return;
		this.#begin();
		this.#opened = run;
		this.#send({ type: 'open', run });
		if (this.#client === undefined) return;
		this.#follow(run);
		void this.#find(run);
	}

	async cancel(): Promise<void> {
		const run = runOf(this.state);
		const client = this.#client;
		if (client === undefined || run === '' || !isLive(this.state)) return;
		const { signal } = this.#current;
		this.canceling = true;
		this.problem = '';
		this.#host.changed(this.state);
		try {
			await client.request('DELETE', `/v1/runs/${encodeURIComponent(run)}`, undefined, signal);
		} catch (error) {
			// The state on the screen is still the run's: the button is offered again.
			if (!signal.aborted) this.problem = failureOf(error).message;
		}
		if (signal.aborted) return;
		void this.#find(run);
		this.canceling = false;
		this.#host.changed(this.state);
	}

	#begin(): AbortSignal {
		this.#current.abort();
		this.#current = new AbortController();
		this.#unwatch?.();
		this.#unwatch = undefined;
		this.canceling = false;
		this.problem = '';
		this.#opened = '';
		return this.#current.signal;
	}

	#send(change: RunChange): void {
		const before = this.state;
		this.state = nextRunState(before, change);
		this.#host.changed(this.state);
		const finished = this.state.status === 'done' && before.status !== 'done' && before.status !== 'loading';
		if (finished && this.state.status === 'done' && this.state.tookMs === undefined) void this.#find(runOf(this.state));
	}

	#follow(run: string): void {
		this.#unwatch = this.#client?.watch({ run }, (update) => this.#hear(update));
	}

	#hear(update: ChannelUpdate): void {
		if (update.type === 'event' || update.type === 'reset') this.#send({ type: 'view', view: update.view });
		if (update.type === 'error' && this.state.status === 'loading') {
			this.#send({ type: 'refused', failure: { code: update.code, message: update.message } });
		}
	}

	/** Asks for the run's record; tries again while the server cannot be reached. */
	async #find(run: string): Promise<void> {
		const { signal } = this.#current;
		const opened = this.#opened === run;
		while (!signal.aborted && this.#client) {
			try {
				const answer = await this.#client.request('GET', `/v1/runs/${encodeURIComponent(run)}`, undefined, signal);
				if (signal.aborted) return;
				const record = answer as RunRecord;
				if (this.#opened === run) this.#host.found(record);
				this.#opened = '';
				return this.#send({ type: 'found', record });
			} catch (error) {
				if (signal.aborted) return;
				const lasting = isLasting(error);
				if (lasting && opened && this.state.status === 'loading')
					this.#send({ type: 'refused', failure: failureOf(error) });
				if (lasting || !opened) return;
			}
			await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
		}
	}
}
