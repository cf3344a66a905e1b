/**
 * A shop that takes orders: writes one to five every second into the sample database, so that live charts have
 * something to show. Goes on by itself when the database went away, makes up for the time it did not run, and keeps
 * the table small. Needs FEEDER_DATABASE_URL, the URL of a role that may write to `orders`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import postgres, { type Sql } from 'postgres';
import { copyOrders } from './sample-data/load.ts';
import { BUCKET_MS, DETAIL_MS, HISTORY_MS, KEEP_MS, ordersBetween, ordersOfSecond } from './sample-data/orders.ts';

const TIDY_EVERY_MS = 600_000;
const say = (line: string): void => {
	process.stdout.write(`${new Date().toISOString()} ${line}\n`);
};

/** Until when orders have been written: the second after the last row, or the beginning of a history. */
async function writtenUntil(sql: Sql, now: number): Promise<number> {
	const [row] = await sql<{ last: Date | null }[]>`select max(at) as last from orders`;
	const last = row?.last?.getTime() ?? 0;
	return Math.max(Math.floor(last / 1000) * 1000 + 1000, now - HISTORY_MS);
}

/** Writes the orders of [from, to): one insert for a second, a bulk copy for whatever this process has missed. */
async function write(sql: Sql, from: number, to: number): Promise<void> {
	if (to - from === 1000) await sql`insert into orders ${sql(ordersOfSecond(from))}`;
	else if (to > from) await copyOrders(sql, ordersBetween(from, to, to));
}

/** Adds up orders that are no longer of the last day, and forgets those older than sixty days. */
async function tidy(sql: Sql): Promise<void> {
	const detailFrom = new Date(Math.floor((Date.now() - DETAIL_MS) / BUCKET_MS) * BUCKET_MS);
	const bucket = `${BUCKET_MS / 1000} seconds`;
	await sql`
		with old as (
			delete from orders
			where at < ${detailFrom} and at <> date_bin(${bucket}::interval, at, 'epoch')
			returning date_bin(${bucket}::interval, at, 'epoch') as bucket, region, product, quantity, amount
		)
		insert into orders (at, region, product, quantity, amount)
		select bucket, region, product, sum(quantity)::integer, sum(amount)
		from old group by bucket, region, product order by bucket`;
	await sql`delete from orders where at < ${new Date(Date.now() - KEEP_MS)}`;
}

/** Feeds until `signal` aborts. An unreachable database is told once, and tried again every second. */
async function feed(sql: Sql, signal: AbortSignal): Promise<void> {
	let tidyAt = 0;
	let from: number | undefined;
	let isAway = false;
	while (!signal.aborted) {
		// The orders of a second are written when it is over, so that none lies in the future.
		const second = Math.floor(Date.now() / 1000) * 1000;
		try {
			from ??= await writtenUntil(sql, second);
			await write(sql, from, second);
			if (second > from) await sql`select pg_notify('orders', '')`;
			from = Math.max(from, second);
			if (isAway) say('the database is back');
			isAway = false;
			if (Date.now() >= tidyAt) {
				await tidy(sql);
				tidyAt = Date.now() + TIDY_EVERY_MS;
			}
		} catch (error) {
			if (!isAway) say(`the database is away, trying again: ${error instanceof Error ? error.message : String(error)}`);
			isAway = true;
			// Whether the last insert arrived is not known: the table tells.
			from = undefined;
		}
		await sleep(1000 - (Date.now() % 1000), undefined, { signal }).catch(() => {});
	}
}

const url = process.env['FEEDER_DATABASE_URL'];
if (url === undefined || url === '') throw new Error('The feeder needs FEEDER_DATABASE_URL.');
const sql = postgres(url, {
	max: 1,
	connect_timeout: 5,
	backoff: () => 1,
	onnotice: () => {},
	connection: { application_name: 'chartwire feeder' },
});
const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort());
process.once('SIGINT', () => stopping.abort());
say('feeding orders');
await feed(sql, stopping.signal);
await sql.end({ timeout: 1 });
