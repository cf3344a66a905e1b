/**
 * PostgreSQL, and what speaks its protocol. A run has a session for itself: one statement by the extended protocol
 * (which refuses a second), inside a read-only transaction, through a portal read in batches.
 */
import postgres from 'postgres';
import { NamedError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Dial } from './dial.ts';
import { ExecutionGuard } from './execution-guard.ts';
import { explainWords, PLAN_COLUMNS, planOf } from './explain.ts';
import { PostgresSession } from './postgres-session.ts';
import { arrayLiteral, cellOf, columnTypeOf, FIRST_OWN_TYPE } from './postgres-types.ts';
import { tableFor } from './sink-table.ts';
import { type Query, type Rows, type RunOptions, type Source, SqlFailure } from './source.ts';

const BATCH_ROWS = 1_000;

type ColumnDescription = { readonly name: string; readonly type: number };

export interface PostgresSourceOptions {
	readonly url: string;
	/** Opens the sockets, where the address alone does not say how: through TLS that is verified, or a tunnel. */
	readonly dial?: Dial | undefined;
	/** How many sessions are kept open for the next run. */
	readonly maxIdle: number;
	readonly log: Log;
}

export class PostgresSource implements Source {
	readonly #options: PostgresSourceOptions;
	readonly #idle: PostgresSession[] = [];
	/** Of the types that this database has added: whether their values are text, as an enum's are. */
	readonly #textual = new Map<number, boolean>();
	#isClosed = false;

	constructor(options: PostgresSourceOptions) {
		this.#options = options;
	}

	async run(query: Query, options: RunOptions): Promise<Rows> {
		options.signal.throwIfAborted();
		const session = this.#takeSession();
		const guard = new ExecutionGuard(query, options.signal, {
			cancel: () => this.#cancel(session),
			end: () => this.#end(session),
			bytesRead: () => session.bytesRead,
			failure: () => session.failure,
		});
		try {
			return await guard.watch(async () => {
				await session.open(query);
				guard.throwIfStopped();
				return collect(session, { query, guard, options, textual: this.#textual });
			});
		} catch (error) {
			throw guard.reason ?? asFailure(error, explainWords('postgresql', query).length);
		} finally {
			guard.dispose();
			await this.#leave(session, guard);
		}
	}

	#takeSession(): PostgresSession {
		for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
			if (idle.failure === undefined) return idle;
			void idle.end();
		}
		return new PostgresSession(this.#options.url, this.#options.dial);
	}

	/** Through a connection of its own: nobody waits for a busy one. A session that is still being opened is ended. */
	#cancel(session: PostgresSession): void {
		const { pid } = session;
		if (pid === undefined) {
			void session.end();
			return;
		}
		this.#administer((sql) => sql`select pg_cancel_backend(${pid})`).catch((error: unknown) => {
			this.#options.log.warn({ error: String(error) }, 'a query could not be cancelled; its session is ended');
		});
	}

	/** Closing a socket ends no statement that writes nothing, and SQL can catch a cancel; it cannot catch this. */
	#end(session: PostgresSession): void {
		const { pid } = session;
		void session.end();
		if (pid === undefined) return;
		const end = (sql: postgres.Sql) =>
			sql`select pg_terminate_backend(pid) from pg_stat_activity where pid = ${pid} and usename = current_user`;
		this.#administer(end).catch((error: unknown) => {
			this.#options.log.warn({ error: String(error) }, 'a session of a source could not be ended in its database');
		});
	}

	/** A session that was stopped is not used again: the request to cancel may reach it late. */
	async #leave(session: PostgresSession, guard: ExecutionGuard): Promise<void> {
		if (
			guard.reason !== undefined ||
			session.failure !== undefined ||
			session.isOld ||
			this.#isClosed ||
			this.#idle.length >= this.#options.maxIdle
		) {
			await session.end();
			return;
		}
		try {
			await session.reset();
			// Others may have come back meanwhile, or everything may have been closed.
			if (!this.#isClosed && this.#idle.length < this.#options.maxIdle) this.#idle.push(session);
			else await session.end();
		} catch (error) {
			this.#options.log.debug({ error: String(error) }, 'a session of a source was lost');
			await session.end();
		}
	}

	async #administer(work: (sql: postgres.Sql) => PromiseLike<unknown>): Promise<void> {
		const sql = postgres(this.#options.url, {
			max: 1,
			connect_timeout: 10,
			fetch_types: false,
			onnotice: () => undefined,
			...(this.#options.dial === undefined ? {} : { socket: this.#options.dial }),
		} as never) as unknown as postgres.Sql;
		try {
			await work(sql);
		} finally {
			await sql.end({ timeout: 1 });
		}
	}

	/** Our own role may end its own sessions, and no others. */
	async endTagged(tag: string): Promise<void> {
		const end = (sql: postgres.Sql) =>
			sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${tag}`;
		await this.#administer(end).catch((error: unknown) => {
			throw unreachable(error);
		});
	}

	async close(): Promise<void> {
		this.#isClosed = true;
		await Promise.all(this.#idle.splice(0).map((session) => session.end()));
	}
}

interface Collecting {
	readonly query: Query;
	readonly guard: ExecutionGuard;
	readonly options: RunOptions;
	readonly textual: Map<number, boolean>;
}

/** Reads the portal batch by batch, until the rows end or a cap is reached. */
async function collect({ sql }: PostgresSession, { query, guard, options, textual }: Collecting): Promise<Rows> {
	// Without arguments `unsafe` would use the simple protocol, which allows several statements.
	const bound = query.bound.map((value) => (Array.isArray(value) ? arrayLiteral(value) : value));
	const text = explainWords('postgresql', query) + query.sql;
	const pending = sql.unsafe(text, bound as never[], { prepare: false, simple: false } as never).values();
	const table = tableFor(query, query.explain === undefined ? cellOf : planOf, options.sink);
	const columns = () =>
		(pending as unknown as { statement?: { columns?: readonly ColumnDescription[] } }).statement?.columns ?? [];
	const describe = () => {
		if (table.described) return;
		if (query.explain !== undefined) table.describe(PLAN_COLUMNS);
		else table.describe(columns().map(({ name, type }) => ({ name, type: columnTypeOf(type) })));
	};
	const add = async (rows: unknown) => {
		guard.throwIfStopped();
		describe();
		await table.add(rows as (string | null)[][]);
		if (options.sink !== undefined) guard.handedOn();
		options.onRows(table.rows);
		return table.full ? sql.CLOSE : undefined;
	};
	const last = (await pending.cursor(BATCH_ROWS, add)) as unknown as { readonly count: number | null };
	// The library hands on no rows of a statement that does not say how many they were, such as EXPLAIN and SHOW.
	if (last.count === null && !table.full) await add(last);
	guard.throwIfStopped();
	describe();
	const types = columns().map(({ type }) => type);
	await learnTypes(sql, types, textual);
	return table.finish(new Set(types.flatMap((type, index) => (textual.get(type) === true ? [index] : []))));
}

/** Enums, and whatever an extension counts as strings (citext), are text. Asked once a source for each type. */
async function learnTypes(sql: postgres.Sql, types: readonly number[], known: Map<number, boolean>): Promise<void> {
	const asked = types.filter((type) => type >= FIRST_OWN_TYPE && !known.has(type));
	if (asked.length === 0) return;
	// The author's statement may have ended the transaction, or left nothing to ask in: then the type stays `other`.
	const found = await sql
		.unsafe<{ oid: string; textual: string }[]>(
			`select oid, typtype = 'e' or typcategory = 'S' as textual from pg_catalog.pg_type where oid in (${asked.join()})`,
		)
		.catch(() => []);
	for (const { oid, textual } of found) known.set(Number(oid), textual === 't');
}

function unreachable(error: unknown): NamedError {
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	const said = error instanceof postgres.PostgresError ? `: ${error.message}` : '';
	const why = code.startsWith('28') ? 'it refused the login' : `the connection failed${code && ` (${code})`}${said}`;
	return new NamedError('source_unreachable', `The source's database cannot be reached: ${why}.`, { cause: error });
}

/** What the database said of the SQL, apart from what befell the connection; `before`: the characters that we put before it. */
function asFailure(error: unknown, before: number): Error {
	if (error instanceof NamedError || error instanceof SqlFailure) return error;
	if (!(error instanceof postgres.PostgresError)) return unreachable(error);
	if (error.severity === 'FATAL' || /^(57P0|08|28)/.test(error.code)) return unreachable(error);
	const hint = error.hint ?? error.detail;
	return new SqlFailure(error.message, {
		sqlState: error.code,
		...(hint === undefined ? {} : { hint }),
		// PostgreSQL counts characters from 1.
		...(error.position === undefined ? {} : { offset: Math.max(0, Number(error.position) - 1 - before) }),
		cause: error,
	});
}
