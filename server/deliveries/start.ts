/** A worker's part in deliveries: what it needs to send, and its loops. */
import type { Config } from '../config.ts';
import { type Executor, statement } from '../database/database.ts';
import { startLoop } from '../loop.ts';
import { Painter } from '../pictures/painter.ts';
import type { RunDeps } from '../runs/run.ts';
import type { DeliveryCounts } from './delivery-counts.ts';
import { Mailer } from './mailer.ts';
import { startSendLoop } from './send-loop.ts';

const FORGET_MS = 3_600_000;
/** For so long what was said can be read, and sent again. */
const KEPT_DAYS = 30;

const MOST_AT_ONCE = 1_000;

const emptySome = statement<{ count: number }>(import.meta.url, 'empty-old');
const dropSome = statement<{ count: number }>(import.meta.url, 'drop-old');

/** All of it, some at a time: what is sent in an hour may be more than one statement should hold. */
async function allOf(some: typeof emptySome, on: Executor, days: number): Promise<void> {
	for (let count = MOST_AT_ONCE; count === MOST_AT_ONCE; ) {
		const [row] = await some(on, [days, MOST_AT_ONCE]);
		count = row?.count ?? 0;
	}
}

export interface StartDeliveriesOptions {
	readonly config: Pick<Config, 'deliveries' | 'keys' | 'publicUrl' | 'worker'>;
	readonly worker: string;
	readonly counts: DeliveryCounts;
}

/** Returns what stops it. */
export function startDeliveries(
	{ database, log, results, secret }: RunDeps,
	{ config, worker, counts }: StartDeliveriesOptions,
): () => Promise<void> {
	const { mail, allowPrivate, days } = config.deliveries;
	const painter = new Painter();
	const mailer = mail === undefined ? undefined : new Mailer(mail);
	const deps = { database, log, results, secret, keys: config.keys, publicUrl: config.publicUrl, painter, mailer };
	const { lostMs } = config.worker;
	const stopSending = startSendLoop({ ...deps, allowPrivate }, { worker, lostMs, counts });
	const forget = async () => {
		await allOf(dropSome, database, days);
		await allOf(emptySome, database, KEPT_DAYS);
	};
	const stopForgetting = startLoop({ name: 'old deliveries', everyMs: FORGET_MS, log, work: forget });
	return async () => {
		await Promise.all([stopSending(), stopForgetting()]);
		mailer?.close();
		await painter.close();
	};
}
