/**
 * MySQL and MariaDB. A run has a session for itself: one prepared statement (preparing takes no second one) inside a
 * read-only transaction, its rows streamed. A statement that the database is to forget is killed there: closing the
 * connection alone would let it go on.
 */
import type { Log } from '../log.ts';
import { ExecutionGuard } from './execution-guard.ts';
import { explainWords, PLAN_COLUMNS, planOf } from './explain.ts';
import { asFailure, unreachable } from './mysql-errors.ts';
import { ask, connectMysql, MysqlSession, type MysqlTarget } from './mysql-session.ts';
import { columnTypeOf, type Field, textOf } from './mysql-types.ts';
import { cellOf } from './postgres-types.ts';
import { tableFor } from './sink-table.ts';
import { type Query, type Rows, type RunOptions, type Source, SqlFailure } from './source.ts';

export interface MysqlSourceOptions extends MysqlTarget {
	/** How many sessions are kept open for the next run. */
	readonly maxIdle: number;
	readonly log: Log;
}

/** Statements that bring rows although preparing them does not say so. */
const ROWS_UNANNOUNCED = /^\s*(show|explain|describe|desc|analyze|check|checksum)\b/i;

export class MysqlSource implements Source {
	readonly #options: MysqlSourceOptions;
	readonly #idle: MysqlSession[] = [];
	#isClosed = false;

	constructor(options: MysqlSourceOptions) {
		this.#options = options;
	}

	async run(query: Query, options: RunOptions): Promise<Rows> {
		options.signal.throwIfAborted();
		const session = this.#takeSession();
		const guard = new ExecutionGuard(query, options.signal, {
			cancel: () => this.#kill(session, 'query'),
			end: () => this.#kill(session, 'connection'),
			bytesRead: () => session.bytesRead,
			failure: () => session.failure,
		});
		let isDrained = false;
		try {
			return await guard.watch(async () => {
				await session.open(query);
				guard.throwIfStopped();
				const rows = await collect(session, { query, guard, options });
				isDrained = !rows.truncated;
				return rows;
			});
		} catch (error) {
			isDrained = error instanceof SqlFailure || isSqlError(error);
			throw guard.reason ?? asFailure(error, { prefix: prefixOf(query, session), sql: query.sql });
		} finally {
			guard.dispose();
			await this.#leave(session, isDrained && guard.reason === undefined);
		}
	}

	#takeSession(): MysqlSession {
		for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
			if (idle.failure === undefined) return idle;
			idle.end();
		}
		return new MysqlSession(this.#options);
	}

	/** Through a connection of its own: nobody waits for a busy one. */
	#kill(session: MysqlSession, what: 'query' | 'connection'): void {
		const { threadId } = session;
		if (what === 'connection' || threadId === undefined) session.end();
		if (threadId === undefined) return;
		this.#administer((connection) => ask(connection, `kill ${what} ${threadId}`)).catch((error: unknown) => {
			if (isUnknownThread(error)) return;
			this.#options.log.warn({ error: String(error) }, `a ${what} of a source could not be killed`);
		});
	}

	/** A session that was stopped, or that still brings rows, is not used again. */
	async #leave(session: MysqlSession, isDrained: boolean): Promise<void> {
		if (session.failure !== undefined) {
			session.end();
			return;
		}
		if (!isDrained) {
			this.#kill(session, 'connection');
			return;
		}
		if (this.#isClosed || session.isOld || this.#idle.length >= this.#options.maxIdle) {
			session.end();
			return;
		}
		try {
			await session.reset();
			// Others may have come back meanwhile, or everything may have been closed.
			if (!this.#isClosed && this.#idle.length < this.#options.maxIdle) this.#idle.push(session);
			else session.end();
		} catch (error) {
			this.#options.log.debug({ error: String(error) }, 'a session of a source was lost');
			session.end();
		}
	}

	async #administer(work: (connection: Awaited<ReturnType<typeof connectMysql>>) => Promise<unknown>): Promise<void> {
		const connection = await connectMysql(this.#options);
		try {
			await work(connection);
		} finally {
			connection.destroy();
		}
	}

	/** Our own user sees its own sessions, may end them, and no others. */
	async endTagged(tag: string): Promise<void> {
		const find =
			'select id from information_schema.processlist where locate(?, info) = 1 and user = substring_index(user(), ?, 1)';
		await this.#administer(async (connection) => {
			for (const [id] of await ask(connection, find, [commentOf(tag), '@'])) {
				await ask(connection, `kill connection ${Number(id)}`).catch((error: unknown) => {
					if (!isUnknownThread(error)) throw error;
				});
			}
		}).catch((error: unknown) => {
			throw unreachable(error);
		});
	}

	async close(): Promise<void> {
		this.#isClosed = true;
		for (const session of this.#idle.splice(0)) session.end();
	}
}

const isUnknownThread = (error: unknown) => (error as { errno?: unknown }).errno === 1094;
const isSqlError = (error: unknown) =>
	typeof (error as { sqlState?: unknown }).sqlState === 'string' && (error as { fatal?: unknown }).fatal !== true;

/** There is no name for a session in MySQL: the statement's text carries it, in front. */
const commentOf = (tag: string) => `/* ${tag.replaceAll('*/', '* /')} */`;
const prefixOf = (query: Query, { dialect }: MysqlSession) => `${commentOf(query.tag)} ${explainWords(dialect, query)}`;

interface Collecting {
	readonly query: Query;
	readonly guard: ExecutionGuard;
	readonly options: RunOptions;
}

/** Reads rows until they end or a cap is reached. */
async function collect(session: MysqlSession, { query, guard, options }: Collecting): Promise<Rows> {
	const statement = await session.prepare(prefixOf(query, session) + query.sql);
	guard.throwIfStopped();
	const { columns, parameters } = statement as unknown as { columns: unknown[]; parameters: unknown[] };
	if (parameters.length !== query.bound.length) {
		const message = `The SQL has ${parameters.length} placeholders "?", and ${query.bound.length} values were bound; write {{name}} for a parameter.`;
		throw new SqlFailure(message, { sqlState: '07001' });
	}
	const isPlan = query.explain !== undefined;
	if (columns.length === 0 && !isPlan && !ROWS_UNANNOUNCED.test(query.sql)) {
		throw new SqlFailure('The statement brings no rows; write a query.', { sqlState: '0A000' });
	}
	const table = tableFor(query, isPlan ? planOf : cellOf, options.sink);
	const answer = session.execute(statement, query.bound);
	let fields: readonly Field[] = [];
	const describe = () => {
		if (table.described) return;
		fields = answer.fields() as unknown as readonly Field[];
		if (isPlan) table.describe(PLAN_COLUMNS);
		else table.describe(fields.map((field) => ({ name: field.name, type: columnTypeOf(field) })));
	};
	for await (const row of answer.rows as AsyncIterable<readonly unknown[]>) {
		guard.throwIfStopped();
		describe();
		await table.add([fields.map((field, index) => textOf(row[index], field))]);
		if (options.sink !== undefined) guard.handedOn();
		options.onRows(table.rows);
		if (table.full) break;
	}
	guard.throwIfStopped();
	describe();
	statement.close();
	return table.finish();
}
