/** Makes a race certain: two come to a row while it is held, and are let go together. */
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
		await until(async () => {
			const [row] = await sql`select count(*)::integer as n from pg_stat_activity
				where datname = current_database() and wait_event_type = 'Lock'`;
			return Number(row?.['n']) === 2;
		}).finally(() => held`rollback`);
		return await done;
	} finally {
		held.release();
	}
}
