/**
 * The loop of a worker that empties the outbox. What it has taken is held by a lease that it renews; a worker that dies lets
 * it go, and another takes it. Between a receiver's "taken" and the note of it in Postgres there is one statement: who is
 * killed right there has sent what is sent again (docs/deliveries.md).
 */

import { once } from 'node:events';
import { startLoop } from '../loop.ts';
import { withTimeout } from '../with-timeout.ts';
import type { DeliveryCounts } from './delivery-counts.ts';
import { claimDeliveries, type DeliveryRow, holdDelivery, noteFailure, noteSent, takeBackLost } from './outbox.ts';
import { type SendDeps, send } from './send.ts';
import { SendFailure } from './send-failure.ts';

export interface SendLoopOptions {
	readonly worker: string;
	/** A worker that has not been heard of for so long has lost what it was sending. */
	readonly lostMs: number;
	readonly counts: DeliveryCounts;
}

type LoopDeps = SendDeps & SendLoopOptions;

const LOOK_MS = 500;
const MOST_AT_ONCE = 8;
/** Pictures, files and the receiver together. */
const SEND_TIMEOUT_MS = 90_000;
/** When a worker is stopped, for so long it goes on with what it is sending. */
const GRACE_MS = 8_000;

/** Returns what stops it: resolves when nothing is being sent any more. */
export function startSendLoop(sendDeps: SendDeps, options: SendLoopOptions): () => Promise<void> {
	const deps: LoopDeps = { ...sendDeps, ...options };
	const { database, log, worker, lostMs } = deps;
	const leaving = new AbortController();
	const sending = new Set<Promise<void>>();
	const work = async () => {
		await takeBackLost(database);
		const most = MOST_AT_ONCE - sending.size;
		if (most === 0) return;
		for (const delivery of await claimDeliveries(database, { worker, leaseMs: lostMs, most })) {
			const sent = deliver(deps, delivery, leaving.signal).finally(() => sending.delete(sent));
			sending.add(sent);
		}
	};
	const stop = startLoop({ name: 'deliveries', everyMs: LOOK_MS, log, work });
	return async () => {
		await stop();
		const grace = setTimeout(() => leaving.abort(), GRACE_MS);
		const patience = AbortSignal.timeout(2 * GRACE_MS);
		await Promise.race([Promise.all(sending), once(patience, 'abort')]);
		clearTimeout(grace);
	};
}

/** Never throws: what fails is written down, and what cannot be written down is taken back by its lease. */
async function deliver(deps: LoopDeps, delivery: DeliveryRow, leaving: AbortSignal): Promise<void> {
	const { database, log, lostMs, counts } = deps;
	const { id } = delivery;
	const giveUp = new AbortController();
	const signal = withTimeout([leaving, giveUp.signal], SEND_TIMEOUT_MS);
	const hold = async () => {
		if (!(await holdDelivery(database, delivery, lostMs))) giveUp.abort();
	};
	const stopHolding = startLoop({ name: 'hold', everyMs: lostMs / 4, log, work: hold });
	try {
		const demandHold = async () => {
			await hold();
			signal.throwIfAborted();
		};
		const detail = await send(deps, delivery, { signal, demandHold });
		await noteSent(database, delivery, detail);
		counts.sent += 1;
		log.info({ delivery: id, channel: delivery.channel.kind, attempt: delivery.attempts }, 'sent');
	} catch (error) {
		if (giveUp.signal.aborted) return;
		await fail(deps, delivery, error);
	} finally {
		await stopHolding();
	}
}

async function fail({ database, log, counts }: LoopDeps, delivery: DeliveryRow, error: unknown): Promise<void> {
	const { id, attempts, channel } = delivery;
	// Not a failure to send: it was sent, or not, and only the note of it failed. The lease decides.
	if (!(error instanceof SendFailure)) {
		log.error({ delivery: id, error: String(error) }, 'how a delivery ended could not be written down');
		return;
	}
	try {
		const outcome = await noteFailure(database, delivery, error);
		counts[outcome] += 1;
		// The code alone: what a library says may repeat what it was given.
		const { code: cause } = (error.cause ?? {}) as { readonly code?: unknown };
		log.warn({ delivery: id, channel: channel.kind, attempt: attempts, code: error.code, cause, outcome }, 'not sent');
	} catch (problem) {
		log.error({ delivery: id, error: String(problem) }, 'how a delivery ended could not be written down');
	}
}
