/**
 * PostgreSQL, and what speaks its protocol. A run has a connection for itself: one statement by the extended
 * protocol (which refuses a second), inside a read-only transaction, through a portal read in batches.
 */
import postgres from 'postgres';
import { NamedError } from '../errors.ts';
import type { Log } from '../log.ts';
import { cellOf, columnTypeOf } from './postgres-types.ts';
import { type Query, type Rows, type Source, SqlFailure } from './source.ts';
import { TableBuilder } from './table-builder.ts';

const BATCH_ROWS = 1_000;
/** After a cancel request has had this long, the session itself is ended. */
const TERMINATE_AFTER_MS = 3_000;

const asText = (text: string) => text;
/** Every type that postgres.js would parse by itself is left as the database's text. */
const RAW_TYPES = {
	raw: {
		to: 25,
		from: [16, 17, 20, 21, 23, 26, 114, 700, 701, 1082, 1114, 1184, 1700, 3802],
		serialize: String,
		parse: asText,
	},
};

/** A client with one connection, so that what is sent one after the other meets the same session. */
type Session = postgres.Sql;
type ColumnDescription = { readonly name: string; readonly type: number };

export interface PostgresSourceOptions {
	readonly url: string;
	/** How many sessions are kept open for the next run. */
	readonly maxIdle: number;
	readonly log: Log;
}

export class PostgresSource implements Source {
	readonly #options: PostgresSourceOptions;
	/** Cancelling and ending must not wait for a free session. */
	readonly #control: Session;
	readonly #idle: Session[] = [];

	constructor(options: PostgresSourceOptions) {
		this.#options = options;
		this.#control = this.#connect();
	}

	#connect(): Session {
		return postgres(this.#options.url, {
			max: 1,
			connect_timeout: 10,
			idle_timeout: 60,
			fetch_types: false,
			prepare: false,
			types: RAW_TYPES as never,
			onnotice: () => undefined,
			// Should a session be lost and opened anew under a run, it is read-only outside of our transaction, too.
			connection: { application_name: 'chartwire idle', default_transaction_read_only: true },
		}) as unknown as Session;
	}

	async run(query: Query, options: { signal: AbortSignal; onRows: (rows: number) => void }): Promise<Rows> {
		options.signal.throwIfAborted();
		const session = this.#idle.pop() ?? this.#connect();
		const guard = new Guard(this, query, options.signal);
		try {
			await this.#open(session, query);
			return await guard.watch(() => collect(session, guard, options.onRows));
		} catch (error) {
			throw guard.reason ?? asFailure(error);
		} finally {
			guard.dispose();
			await this.#leave(session);
		}
	}

	async #open(session: Session, query: Query): Promise<void> {
		await session.unsafe('begin read only').simple();
		const settings = {
			application_name: query.tag,
			timezone: query.timeZone,
			datestyle: 'ISO, YMD',
			intervalstyle: 'postgres',
			bytea_output: 'hex',
			extra_float_digits: '1',
			statement_timeout: String(query.deadlineMs),
			...Object.fromEntries(Object.entries(query.claims).map(([name, value]) => [`chartwire.${name}`, value])),
		};
		const names = Object.keys(settings);
		const calls = names.map((_, index) => `set_config($${2 * index + 1}, $${2 * index + 2}, true)`);
		await session.unsafe(`select ${calls.join(', ')}`, Object.entries(settings).flat());
	}

	/** Nothing of a run may be left for the next one on the same connection. */
	async #leave(session: Session): Promise<void> {
		try {
			await session.unsafe('rollback').simple();
			await session.unsafe('discard all').simple();
			if (this.#idle.length < this.#options.maxIdle) this.#idle.push(session);
			else await session.end({ timeout: 1 });
		} catch (error) {
			this.#options.log.debug({ error: String(error) }, 'a session of a source was lost');
			await session.end({ timeout: 1 });
		}
	}

	/** Our own role may end its own sessions, and no others. */
	async endTagged(tag: string): Promise<void> {
		await this.#control`select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${tag}`;
	}

	async close(): Promise<void> {
		await Promise.all([this.#control, ...this.#idle.splice(0)].map((session) => session.end({ timeout: 2 })));
	}
}

/** Watches one execution: its deadline on the wall clock, and its abort; cancels first, then ends the session. */
class Guard {
	reason: unknown;
	readonly #source: PostgresSource;
	readonly query: Query;
	readonly #signal: AbortSignal;
	readonly #timers: NodeJS.Timeout[] = [];
	#cancel: (() => void) | undefined;
	readonly #onAbort = () => this.stop(this.#signal.reason);

	constructor(source: PostgresSource, query: Query, signal: AbortSignal) {
		this.#source = source;
		this.query = query;
		this.#signal = signal;
	}

	async watch<T>(work: () => Promise<T>): Promise<T> {
		this.#signal.addEventListener('abort', this.#onAbort, { once: true });
		if (this.#signal.aborted) this.#onAbort();
		const seconds = Math.round(this.query.deadlineMs / 1_000);
		const late = () => this.stop(new NamedError('deadline', `The query ran longer than its limit of ${seconds} s.`));
		this.#timers.push(setTimeout(late, Math.min(this.query.deadlineMs, 2_147_483_647)));
		return work();
	}

	/** Tells how the statement under way can be cancelled. */
	onCancel(cancel: () => void): void {
		this.#cancel = cancel;
		if (this.reason !== undefined) cancel();
	}

	stop(reason: unknown): void {
		if (this.reason !== undefined) return;
		this.reason = reason;
		this.#cancel?.();
		const end = () => void this.#source.endTagged(this.query.tag).catch(() => undefined);
		this.#timers.push(setTimeout(end, TERMINATE_AFTER_MS));
	}

	dispose(): void {
		this.#signal.removeEventListener('abort', this.#onAbort);
		for (const timer of this.#timers) clearTimeout(timer);
	}
}

/** Reads the portal batch by batch, until the rows end or a cap is reached. */
async function collect(session: Session, guard: Guard, onRows: (rows: number) => void): Promise<Rows> {
	const { query } = guard;
	// Without arguments `unsafe` would use the simple protocol, which allows several statements.
	const pending = session
		.unsafe(query.sql, query.bound as never[], { prepare: false, simple: false } as never)
		.values();
	guard.onCancel(() => pending.cancel());
	const table = new TableBuilder(cellOf, query);
	const columns = () => (pending as unknown as { statement: { columns: ColumnDescription[] } }).statement.columns ?? [];
	await pending.cursor(BATCH_ROWS, async (rows) => {
		if (guard.reason !== undefined) throw guard.reason;
		if (!table.described) table.describe(columns().map(({ name, type }) => ({ name, type: columnTypeOf(type) })));
		table.add(rows as unknown as (string | null)[][]);
		onRows(table.rows);
		return table.full ? session.CLOSE : undefined;
	});
	if (!table.described) table.describe(columns().map(({ name, type }) => ({ name, type: columnTypeOf(type) })));
	return table.finish();
}

function unreachable(error: unknown): NamedError {
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	const why = code.startsWith('28') ? 'it refused the login' : `the connection failed${code && ` (${code})`}`;
	return new NamedError('source_unreachable', `The source's database cannot be reached: ${why}.`, { cause: error });
}

/** What the database said of the SQL, apart from what befell the connection. */
function asFailure(error: unknown): Error {
	if (error instanceof NamedError || error instanceof SqlFailure) return error;
	if (!(error instanceof postgres.PostgresError)) return unreachable(error);
	if (/^(57P0|08)/.test(error.code)) return unreachable(error);
	const hint = error.hint ?? error.detail;
	return new SqlFailure(error.message, {
		sqlState: error.code,
		...(hint === undefined ? {} : { hint }),
		// PostgreSQL counts characters from 1.
		...(error.position === undefined ? {} : { offset: Number(error.position) - 1 }),
		cause: error,
	});
}
