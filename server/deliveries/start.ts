/** A worker's part in deliveries: what it needs to send, and its loops. */
import type { Config } from '../config.ts';
import { statement } from '../database/database.ts';
import { startLoop } from '../loop.ts';
import { Painter } from '../pictures/painter.ts';
import type { RunDeps } from '../runs/run.ts';
import type { DeliveryCounts } from './delivery-counts.ts';
import { Mailer } from './mailer.ts';
import { startSendLoop } from './send-loop.ts';

const EMPTY_MS = 3_600_000;
/** For so long what was said can be read, and sent again. */
const KEPT_DAYS = 30;

const emptyOld = statement<never>(import.meta.url, 'empty-old');

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
	const { mail, allowPrivate } = config.deliveries;
	const painter = new Painter();
	const mailer = mail === undefined ? undefined : new Mailer(mail);
	const deps = { database, log, results, secret, keys: config.keys, publicUrl: config.publicUrl, painter, mailer };
	const { lostMs } = config.worker;
	const stopSending = startSendLoop({ ...deps, allowPrivate }, { worker, lostMs, counts });
	const work = async () => void (await emptyOld(database, [KEPT_DAYS]));
	const stopEmptying = startLoop({ name: 'old deliveries', everyMs: EMPTY_MS, log, work });
	return async () => {
		await Promise.all([stopSending(), stopEmptying()]);
		mailer?.close();
		await painter.close();
	};
}
