/**
 * All rows beyond the cap of results, while a worker still brings them. Whoever takes them leases the run's channel, as a
 * viewer does: when the last one leaves, the query ends in the source's database.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { RunEvent } from '../../widget/protocol.ts';
import type { Database } from '../database/database.ts';
import { NamedError } from '../errors.ts';
import { runChannel } from '../runs/names.ts';
import type { Stream } from '../stream/stream.ts';
import { failureOf, lateness, type Patience } from './find-answer.ts';
import { type Look, lookForPart } from './parts.ts';

export interface WholeDeps {
	readonly database: Database;
	readonly stream: Stream;
	/** Names channels. */
	readonly secret: string;
}

export interface WholeRows {
	readonly pieces: AsyncGenerator<Buffer>;
	/** When the query began, in ms. */
	readonly asOf: number;
	/** To be called once: what it brings is no longer wanted. */
	readonly release: () => void;
}

const LOOK_MS = 250;
const LEASE_MS = 30_000;
const RENEW_MS = 10_000;

export interface Export {
	readonly run: string;
	readonly project: string;
}

/** Resolves once the first rows are there. @throws NamedError what the run failed with, or not_ready; the signal's reason */
export async function openWhole(deps: WholeDeps, taken: Export, patience: Patience): Promise<WholeRows> {
	const release = await lease(deps.stream, runChannel(deps.secret, taken.project, taken.run));
	try {
		const first = await firstPart(deps, taken.run, patience);
		const { attempt, started_at: startedAt } = first;
		const pieces = partsFrom(deps, { run: taken.run, attempt, first });
		return { pieces, asOf: startedAt?.getTime() ?? Date.now(), release };
	} catch (error) {
		release();
		throw error;
	}
}

async function lease(stream: Stream, channel: string): Promise<() => void> {
	const renew = () => stream.want([channel], LEASE_MS);
	await renew();
	// What could not be renewed is again with the next beat, before the lease has run out.
	const timer = setInterval(() => void renew().catch(() => undefined), RENEW_MS);
	return () => clearInterval(timer);
}

type Found = Look & { readonly text: Buffer };

const hasText = (look: Look): look is Found => look.text !== undefined;

/** What a viewer would be told of it. */
function wordOf(run: string, { state, error, line_place: place }: Look): RunEvent {
	if (state === 'failed')
		return { kind: 'failed', run, ...(error ?? { code: 'internal', message: 'The run failed.' }) };
	if (state === 'canceled') return { kind: 'canceled', run };
	return state === 'running' ? { kind: 'running', run, startedAt: 0 } : { kind: 'queued', run, position: place ?? 1 };
}

/** The next part, or that there is none yet, or none any more. @throws NamedError what the run has failed with */
async function look(deps: WholeDeps, run: string, part: number): Promise<Look> {
	const found = await lookForPart(deps.database, run, part);
	if (found === undefined) throw new NamedError('not_found', 'These rows have expired; ask for them again.');
	const failure = failureOf(wordOf(run, found));
	if (failure !== undefined) throw failure;
	return found;
}

async function firstPart(deps: WholeDeps, run: string, { waitMs, signal }: Patience): Promise<Found> {
	const until = performance.now() + waitMs;
	for (;;) {
		const found = await look(deps, run, 0);
		if (hasText(found)) return found;
		// A worker of an older build has taken it for a chart's.
		if (found.state === 'succeeded') throw new NamedError('internal', 'The rows were not kept.');
		if (performance.now() > until) throw lateness(wordOf(run, found));
		await delay(LOOK_MS, undefined, { signal });
	}
}

interface Begun {
	readonly run: string;
	/** Its rows may come in another order than those of an earlier attempt, of which some are sent already. */
	readonly attempt: number;
	readonly first: Found;
}

async function* partsFrom(deps: WholeDeps, { run, attempt, first }: Begun): AsyncGenerator<Buffer> {
	yield first.text;
	for (let part = 1; ; ) {
		const found = await look(deps, run, part);
		if (found.attempt !== attempt) throw new Error('the run was begun anew after some of its rows were sent');
		if (hasText(found)) {
			yield found.text;
			part += 1;
		} else if (found.state === 'succeeded') return;
		else await delay(LOOK_MS);
	}
}
