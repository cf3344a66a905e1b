/** The control store: connections, and statements kept one a file. */
import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import type { Log } from '../log.ts';

export type Database = postgres.Sql;
/** A connection or a transaction: whatever a statement can run on. */
export type Executor = postgres.Sql | postgres.TransactionSql;

export interface DatabaseOptions {
	readonly max?: number;
	readonly log?: Log;
}

/** Connects on demand and again after every loss; nothing is opened until the first statement. */
export function connectDatabase(url: string, options: DatabaseOptions = {}): Database {
	return postgres(url, {
		max: options.max ?? 10,
		connect_timeout: 5,
		idle_timeout: 300,
		backoff: (tries) => Math.min(5, 0.05 * 2 ** tries),
		onnotice: (notice) => options.log?.debug({ notice: notice['message'] }, 'notice of the control database'),
		connection: { application_name: 'chartwire' },
	});
}

/** What may be bound to `$1 …`: objects become JSON, arrays become arrays. */
export type Bindable = string | number | boolean | null | Date | Uint8Array | readonly string[] | object;

export type Statement<Row> = (on: Executor, args: readonly Bindable[]) => Promise<readonly Row[]>;

/** Loads `sql/<name>.sql` beside the caller; `Row` is what one row of its answer looks like. */
export function statement<Row>(caller: string, name: string): Statement<Row> {
	const text = readFileSync(new URL(`./sql/${name}.sql`, caller), 'utf8');
	return async (on, args) => (await on.unsafe(text, args as never[], { prepare: true })) as unknown as readonly Row[];
}
