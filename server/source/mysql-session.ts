/**
 * One session on a customer's MySQL or MariaDB: owns one connection and its socket, whose bytes are counted, because a
 * single row may be larger than memory. What a run may do is set here, and forgotten here.
 */
import { isIP } from 'node:net';
import type { Readable } from 'node:stream';
import mysql, { type Connection, type FieldPacket, type PrepareStatementInfo } from 'mysql2';
import type { SourceAddress } from './address.ts';
import { CONNECT_TIMEOUT_MS, type Dial } from './dial.ts';
import type { Query } from './source.ts';

/** A session older than this is not used again. */
const MAX_AGE_MS = 1_800_000;
/** How long an idle session is kept; shorter than the shortest `wait_timeout` that is usual. */
const IDLE_MS = 60_000;
const BATCH_ROWS = 1_000;
/** The database's own limit is the second one, after the worker's clock. */
const OWN_LIMIT_AFTER_MS = 1_000;

export interface MysqlTarget {
	readonly address: SourceAddress;
	readonly dial: Dial;
}

/** What an answer brings: the columns before the first row. */
export interface Answer {
	readonly rows: Readable;
	readonly fields: () => readonly FieldPacket[];
}

const tlsOf = ({ mode, ca }: SourceAddress['tls']) => {
	if (mode === 'off') return {};
	const verify = mode === 'verify';
	return { ssl: { rejectUnauthorized: verify, verifyIdentity: verify, ...(ca === undefined ? {} : { ca }) } };
};

/** Opens a connection that has logged in. @throws what the network, TLS or the database said. */
export async function connectMysql({ address, dial }: MysqlTarget): Promise<Connection> {
	// The library would hold the certificate of a numeric address against the name `localhost`.
	if (address.tls.mode === 'verify' && isIP(address.host) !== 0) {
		const message = 'a certificate is verified for a name; give the host by its name';
		throw Object.assign(new Error(message), { code: 'TLS_NAME_NEEDED' });
	}
	const stream = await dial();
	const options = {
		stream,
		host: address.host,
		port: address.port,
		user: address.user,
		password: address.password,
		database: address.database,
		charset: 'utf8mb4',
		connectTimeout: CONNECT_TIMEOUT_MS,
		dateStrings: true,
		supportBigNumbers: true,
		bigNumberStrings: true,
		jsonStrings: true,
		rowsAsArray: true,
		multipleStatements: false,
		// Names of columns come from authors: no code is made of them.
		disableEval: true,
		flags: ['-LOCAL_FILES'],
		...tlsOf(address.tls),
	};
	const connection = mysql.createConnection(options as mysql.ConnectionOptions);
	try {
		await new Promise<void>((resolve, reject) => {
			connection.once('error', reject);
			connection.connect((error) => (error === null || error === undefined ? resolve() : reject(error)));
		});
	} catch (error) {
		connection.destroy();
		stream.destroy();
		throw error;
	}
	// Whoever waits for an answer hears of a loss by that; a session without anybody must not end the process.
	connection.on('error', () => undefined);
	return connection;
}

/** One statement with values bound, answered in whole. For our own small statements. */
export function ask(connection: Connection, sql: string, values: readonly (string | number)[] = []) {
	return new Promise<readonly (readonly unknown[])[]>((resolve, reject) => {
		connection.execute({ sql, rowsAsArray: true }, [...values], (error, rows) => {
			if (error === null || error === undefined) resolve(Array.isArray(rows) ? (rows as unknown[][]) : []);
			else reject(error);
		});
	});
}

const quoted = (name: string) => `\`${name.replaceAll('`', '``')}\``;

export class MysqlSession {
	readonly #target: MysqlTarget;
	readonly #bornAt = performance.now();
	#connection: Connection | undefined;
	#isMaria = false;
	#threadId: number | undefined;
	#socketBytes: () => number = () => 0;
	#failure: Error | undefined;
	#isEnded = false;
	#idleTimer: NodeJS.Timeout | undefined;

	constructor(target: MysqlTarget) {
		this.#target = target;
	}

	/** The database's number for this session; undefined while it is being opened. */
	get threadId(): number | undefined {
		return this.#threadId;
	}

	/** Known once it is open. */
	get dialect(): 'mysql' | 'mariadb' {
		return this.#isMaria ? 'mariadb' : 'mysql';
	}

	get bytesRead(): number {
		return this.#socketBytes();
	}

	/** Why nothing can be had of this session any more. */
	get failure(): Error | undefined {
		return this.#failure;
	}

	get isOld(): boolean {
		return performance.now() - this.#bornAt > MAX_AGE_MS;
	}

	/** Begins a read-only transaction with the run's settings. */
	async open(query: Query): Promise<void> {
		clearTimeout(this.#idleTimer);
		const connection = this.#connection ?? (await this.#connect());
		// Numbers are ours, and stand in the text: the library would bind them as doubles, which these do not take.
		const limitMs = Math.round(query.deadlineMs + OWN_LIMIT_AFTER_MS);
		await ask(connection, 'set names utf8mb4');
		await ask(connection, 'set session time_zone = ?', [query.timeZone === 'UTC' ? '+00:00' : query.timeZone]);
		// One more than the cap, so that a result that was cut can be told from one that just fits.
		await ask(connection, `set session sql_select_limit = ${query.maxRows + 1}`);
		const limit = this.#isMaria ? `max_statement_time = ${limitMs / 1_000}` : `max_execution_time = ${limitMs}`;
		await ask(connection, `set session ${limit}`);
		for (const [name, value] of Object.entries(query.claims)) {
			await ask(connection, `set @${quoted(`chartwire.${name}`)} = ?`, [value]);
		}
		// Should a statement end our transaction, the next one would be read-only, too.
		await ask(connection, 'set session transaction read only');
		await new Promise<void>((resolve, reject) => {
			connection.query('start transaction read only', (error) => (error ? reject(error) : resolve()));
		});
	}

	async #connect(): Promise<Connection> {
		const { address, dial } = this.#target;
		const counted: Dial = async () => {
			const socket = await dial();
			this.#socketBytes = () => socket.bytesRead;
			socket.once('close', () => {
				this.#failure ??= Object.assign(new Error('the connection was closed'), { code: 'CONNECTION_CLOSED' });
			});
			if (this.#isEnded) socket.destroy();
			return socket;
		};
		const connection = await connectMysql({ address, dial: counted }).catch((error: Error) => {
			this.#failure = error;
			throw error;
		});
		this.#connection = connection;
		const [[id, version] = []] = await ask(connection, 'select connection_id(), version()');
		this.#isMaria = /mariadb/i.test(String(version));
		this.#threadId = Number(id);
		return connection;
	}

	/** Prepares the statement, which takes one only; its text carries the tag, by which it is found among all sessions. */
	prepare(sql: string): Promise<PrepareStatementInfo> {
		return new Promise((resolve, reject) => {
			this.#connection?.prepare(sql, (error, statement) => (error ? reject(error) : resolve(statement)));
		});
	}

	/** Runs a prepared statement; rows are read from the socket only as fast as they are taken. */
	execute(statement: PrepareStatementInfo, values: readonly unknown[]): Answer {
		let described: readonly FieldPacket[] = [];
		const command = statement.execute([...values] as never, undefined as never) as unknown as {
			on(event: 'fields', listener: (fields: readonly FieldPacket[] | undefined) => void): void;
			stream(options: { highWaterMark: number }): Readable;
		};
		command.on('fields', (fields) => {
			described = fields ?? described;
		});
		return { rows: command.stream({ highWaterMark: BATCH_ROWS }), fields: () => described };
	}

	/** Ends the transaction and forgets everything of the session: nothing of a run may be left for the next one. */
	async reset(): Promise<void> {
		const connection = this.#connection;
		if (connection === undefined) return;
		await new Promise<void>((resolve, reject) => {
			connection.reset((error) => (error === null || error === undefined ? resolve() : reject(error)));
		});
		this.#idleTimer = setTimeout(() => this.end(), IDLE_MS).unref();
	}

	end(): void {
		this.#isEnded = true;
		clearTimeout(this.#idleTimer);
		this.#failure ??= Object.assign(new Error('the session was ended'), { code: 'CONNECTION_CLOSED' });
		this.#connection?.destroy();
	}
}
