/** The clock of schedules and deliveries, moved by hand: for all processes at once, since all of them read it in Postgres. */
import type postgres from 'postgres';

/** It stands at that moment, until it is moved again. */
export async function stopClockAt(control: postgres.Sql, moment: string | number): Promise<void> {
	const at = new Date(moment).toISOString();
	await control.unsafe(
		`create or replace function delivery_clock() returns timestamptz language sql stable as $$ select timestamptz '${at}' $$`,
	);
}

/** It goes on, so far ahead of the machine's. */
export async function setClockAhead(control: postgres.Sql, ms: number): Promise<void> {
	await control.unsafe(
		`create or replace function delivery_clock() returns timestamptz language sql stable as $$ select now() + interval '${ms} ms' $$`,
	);
}
