/** The control store: connections, and statements kept one a file. */
import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import type { Log } from '../log.ts';

export type Database = postgres.Sql;
/** A connection or a transaction: whatever a statement can run on. */
export type Executor = postgres.Sql | postgres.TransactionSql;

export interface DatabaseOptions {
	/** How many connections there are at most. Default: 10. Above one, half of them are for transactions. */
	readonly max?: number;
	readonly log?: Log;
}

/**
 * Connects on demand and again after every loss; nothing is opened until the first statement.
 *
 * Transactions have connections of their own: where a BEGIN is sent behind other statements, and is the last that the
 * connection takes for now, postgres.js forgets to reserve it, and fails with UNSAFE_TRANSACTION.
 */
export function connectDatabase(url: string, options: DatabaseOptions = {}): Database {
	const max = options.max ?? 10;
	if (max === 1) return connect(url, options, max);
	const transactions = connect(url, options, Math.ceil(max / 2));
	const statements = connect(url, options, Math.floor(max / 2));
	const { end } = statements;
	return Object.assign(statements, {
		begin: transactions.begin,
		end: async (...args: Parameters<typeof end>) => {
			await Promise.all([end(...args), transactions.end(...args)]);
		},
	});
}

function connect(url: string, options: DatabaseOptions, max: number): Database {
	return postgres(url, {
		max,
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
