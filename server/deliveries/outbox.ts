/** The outbox as a worker sees it: takes what is due for a while, and writes down how it ended. */
import type { Result } from '../../widget/protocol.ts';
import { type Bindable, type Executor, statement } from '../database/database.ts';
import type { RunError } from '../runs/run.ts';
import type { StoredChannel } from './channels.ts';
import type { AttachedChart, Attachments, DeliveryCause, DeliveryMessage } from './deliveries.ts';
import { MOST_ATTEMPTS, retryAfterMs, type SendFailure } from './send-failure.ts';

/** With what its run had answered when it was added; neither: the run was gone. */
export interface KeptChart extends AttachedChart {
	readonly result: Result | null;
	readonly error: RunError | null;
}

type ClaimedChart = Omit<KeptChart, 'result'> & { readonly result: string | null };

export interface DeliveryRow {
	readonly id: string;
	readonly project: string;
	readonly cause_kind: DeliveryCause['kind'];
	readonly cause_name: string;
	readonly cause_at: Date;
	readonly channel: StoredChannel;
	/** null: it was sent so long ago that what it said is gone. */
	readonly message: DeliveryMessage | null;
	readonly attach: (Omit<Attachments, 'charts'> & { readonly charts: readonly KeptChart[] }) | null;
	readonly state: 'waiting' | 'sending' | 'sent' | 'dead';
	/** The attempt under way has this number. */
	readonly attempts: number;
	readonly forgiven: number;
	readonly created_at: Date;
	readonly due_at: Date;
	readonly ended_at: Date | null;
	readonly failure: { readonly code: string; readonly message: string } | null;
}

interface Ended {
	readonly delivery: string;
}

const claim = statement<DeliveryRow>(import.meta.url, 'claim-deliveries');
const hold = statement<{ id: string }>(import.meta.url, 'hold-delivery');
const endAttempt = statement<Ended>(import.meta.url, 'end-attempt');
const takeBack = statement<Ended>(import.meta.url, 'take-back-lost');

/** Of one project; the others are sent meanwhile. */
const MOST_OF_PROJECT = 4;

export interface ClaimOptions {
	readonly worker: string;
	readonly leaseMs: number;
	readonly most: number;
}

/** Results are kept as text; those of before are not. */
const parsedChart = ({ result, ...chart }: KeptChart | ClaimedChart): KeptChart => ({
	...chart,
	result: typeof result === 'string' ? (JSON.parse(result) as Result) : result,
});

export async function claimDeliveries(
	on: Executor,
	{ worker, leaseMs, most }: ClaimOptions,
): Promise<readonly DeliveryRow[]> {
	const rows = await claim(on, [worker, leaseMs, most, MOST_OF_PROJECT]);
	return rows.map(({ attach, ...row }) => ({
		...row,
		attach: attach && { ...attach, charts: attach.charts.map(parsedChart) },
	}));
}

type Attempt = Pick<DeliveryRow, 'id' | 'attempts'>;

/** False when another worker has taken it meanwhile: it must not be sent by this one. */
export async function holdDelivery(on: Executor, { id, attempts }: Attempt, leaseMs: number): Promise<boolean> {
	return (await hold(on, [id, attempts, leaseMs])).length > 0;
}

/** `detail`: what the receiver has answered. */
export async function noteSent(on: Executor, { id, attempts }: Attempt, detail: string): Promise<boolean> {
	return (await endAttempt(on, [id, attempts, 'sent', detail, null, null])).length > 0;
}

/** Returns what became of it. */
export async function noteFailure(
	on: Executor,
	{ id, attempts, forgiven }: Attempt & Pick<DeliveryRow, 'forgiven'>,
	failure: SendFailure,
): Promise<'retry' | 'dead'> {
	const { code, message } = failure;
	const afterMs = retryAfterMs(attempts - forgiven, failure);
	const outcome = afterMs === undefined ? 'dead' : 'retry';
	await endAttempt(on, [id, attempts, outcome, message, afterMs ?? null, { code, message }] as Bindable[]);
	return outcome;
}

/** Those whose worker fell silent wait again. Returns how many. */
export const takeBackLost = async (on: Executor): Promise<number> => (await takeBack(on, [MOST_ATTEMPTS])).length;
