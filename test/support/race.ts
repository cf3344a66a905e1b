/** Makes races certain: who comes to a row or a table while it is held is let go together. */
import type postgres from 'postgres';
import { until } from './until.ts';

/** `hold` locks what both need; the lock goes once two of what `work` begins wait for one. */
export async function raced<T>(
	sql: postgres.Sql,
	hold: (on: postgres.ReservedSql) => Promise<unknown>,
	work: () => Promise<T>,
): Promise<T> {
	const held = await sql.reserve();
	try {
		await held`begin`;
		await hold(held);
		const done = work();
		await until(async () => (await countWaiting(sql)) === 2).finally(() => held`rollback`);
		return await done;
	} finally {
		held.release();
	}
}

/**
 * Makes requests overlap for certain: holds a table against changes until each of them waits for that, or for another of them,
 * and then lets go.
 */
export async function overlapping<T>(
	control: postgres.Sql,
	table: string,
	requests: () => readonly Promise<T>[],
): Promise<readonly T[]> {
	let asked: readonly Promise<T>[] = [];
	await control.begin(async (on) => {
		await on`lock table ${on(table)} in share row exclusive mode`;
		asked = requests();
		await until(async () => (await countWaiting(control)) >= asked.length, { what: 'all of them wait' });
	});
	return Promise.all(asked);
}

/** How many sessions of the control database wait for a lock. */
export async function countWaiting(control: postgres.Sql): Promise<number> {
	const [row] = await control`select count(*)::int as n from pg_stat_activity
		where datname = current_database() and wait_event_type = 'Lock'`;
	return Number(row?.['n']);
}
