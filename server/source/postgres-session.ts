/**
 * One session on a customer's PostgreSQL: owns one connection, so that what is sent one after the other meets the same
 * backend, and counts what arrives on its socket, because a single row may be larger than memory.
 */
import type { Socket } from 'node:net';
import postgres from 'postgres';
import { CONNECT_TIMEOUT_MS, type Dial, dialTarget } from './dial.ts';
import type { Query } from './source.ts';

const IDLE_TIMEOUT_S = 60;
/** A session older than this is not used again. */
const MAX_AGE_MS = 1_800_000;

const asText = (text: string) => text;
/**
 * Every type that postgres.js would parse by itself is left as the database's text, and bound as text too (`from` counts
 * both ways): the library would move a bound time into UTC, whatever the run's zone, and take the text `true` for false.
 */
const RAW_TYPES = {
	raw: {
		to: 25,
		from: [16, 17, 20, 21, 23, 26, 114, 700, 701, 1082, 1114, 1184, 1700, 3802],
		serialize: String,
		parse: asText,
	},
};

/** A text as a literal that means the same whatever standard_conforming_strings says. */
const literal = (text: string) => `E'${text.replace(/[\\']/g, '$&$&')}'`;
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

interface Address {
	readonly host: readonly string[];
	readonly port: readonly number[];
	readonly path?: string | false;
}

/** The session's own socket, made here so that its bytes can be counted; TLS, where a plain address asks for it, is put on it. */
const openSocket = ({ host, port, path }: Address): Promise<Socket> =>
	dialTarget(path ? { path } : { host: host[0] ?? 'localhost', port: port[0] ?? 5432 });

export class PostgresSession {
	readonly sql: postgres.Sql;
	readonly #bornAt = performance.now();
	#socket: Socket | undefined;
	#failure: Error | undefined;
	#pid: number | undefined;
	#isEnded = false;

	/** Sockets come from `dial`, ready for PostgreSQL's own greeting, or from the address itself. */
	constructor(url: string, dial?: Dial) {
		const options = {
			max: 1,
			connect_timeout: CONNECT_TIMEOUT_MS / 1_000,
			idle_timeout: IDLE_TIMEOUT_S,
			// The library would replace the connection under a transaction when its life is over.
			max_lifetime: null,
			fetch_types: false,
			prepare: false,
			types: RAW_TYPES,
			onnotice: () => undefined,
			socket: async (address: Address) => {
				this.#socket = await (dial === undefined ? openSocket(address) : dial()).catch((error: Error) => {
					this.#failure = error;
					throw error;
				});
				if (this.#isEnded) this.#socket.destroy();
				return Object.assign(this.#socket, { host: address.host[0] });
			},
			// Should a session be lost and opened anew under a run, it is read-only outside of our transaction, too.
			connection: { application_name: 'chartwire idle', default_transaction_read_only: true },
		};
		this.sql = postgres(url, options as never) as unknown as postgres.Sql;
	}

	/** The backend that serves the run under way; undefined while it is being opened. */
	get pid(): number | undefined {
		return this.#pid;
	}

	get bytesRead(): number {
		return this.#socket?.bytesRead ?? 0;
	}

	/** Why nothing can be had of this session any more; the library leaves some statements waiting for ever then. */
	get failure(): Error | undefined {
		if (this.#failure === undefined && this.#socket?.destroyed === true) {
			this.#failure = Object.assign(new Error('the connection was closed'), { code: 'CONNECTION_CLOSED' });
		}
		return this.#failure;
	}

	get isOld(): boolean {
		return performance.now() - this.#bornAt > MAX_AGE_MS;
	}

	/**
	 * Opens a read-only transaction with the run's settings, which end with it. The settings are statements and not calls
	 * of set_config, so that a database may keep that function from our role: then no query changes a claim either.
	 */
	async open(query: Query): Promise<void> {
		const settings = {
			application_name: query.tag,
			timezone: query.timeZone,
			datestyle: 'ISO, YMD',
			intervalstyle: 'postgres',
			bytea_output: 'hex',
			extra_float_digits: '1',
			// Nobody reads notices; a flood of them would only cost both sides.
			client_min_messages: 'error',
			statement_timeout: String(query.deadlineMs),
		};
		const lines = [
			'begin read only',
			...Object.entries(settings).map(([name, value]) => `set local ${name} to ${literal(value)}`),
			...Object.entries(query.claims).map(
				([name, value]) => `set local chartwire.${quoted(name)} to ${literal(value)}`,
			),
			// Also takes the transaction's first snapshot, after which SQL cannot make it read-write any more.
			'select pg_backend_pid() as pid',
		];
		const answers = (await this.sql.unsafe(lines.join('; ')).simple()) as unknown as readonly { pid?: string }[][];
		this.#pid = Number(answers.at(-1)?.[0]?.pid);
	}

	/** Ends the transaction and forgets everything of the session: nothing of a run may be left for the next one. */
	async reset(): Promise<void> {
		this.#pid = undefined;
		await this.sql.unsafe('rollback').simple();
		await this.sql.unsafe('discard all').simple();
	}

	async end(): Promise<void> {
		this.#isEnded = true;
		this.#socket?.destroy();
		await this.sql.end({ timeout: 0 }).catch(() => undefined);
	}
}
