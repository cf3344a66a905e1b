/**
 * Creates and fills the sample database `customer`: a database such as a customer might have, beside Chartwire's own
 * and reached like any other source. It is loaded once, in one transaction, and recognised by its version afterwards.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres, { type Sql, type TransactionSql } from 'postgres';
import { copyCsv, csvOf } from './copy.ts';
import { HISTORY_MS, type Order, ordersBetween } from './orders.ts';
import { ensureReaderRole, grantReading, READER_ROLE, readerPassword } from './reader-role.ts';
import type { JsonRow, SampleTable } from './sample-table.ts';
import { SAMPLE_TABLES } from './tables.ts';

const CUSTOMER_DATABASE = 'customer';
/** Another number drops the sample tables and loads them anew. */
const SAMPLE_VERSION = 3;

export interface SampleDataOptions {
	/** A URL of any database of the server, of a role that may create databases and roles. */
	readonly databaseUrl: string;
	/** Keeps the reader's password. */
	readonly stateDir: string;
	/** Default: customer. */
	readonly database?: string;
	readonly log?: (line: string) => void;
}

export interface SampleData {
	/** Of the read-only role: what Chartwire connects with. */
	readonly readerUrl: string;
	/** Of the role that owns the tables: what the feeder writes with. */
	readonly ownerUrl: string;
}

/** The sample database cannot be made; the message says what its user can do. */
export class SampleDataError extends Error {
	override readonly name = 'SampleDataError';
}

function withDatabase(url: string, database: string, login?: { user: string; password: string }): string {
	const changed = new URL(url);
	changed.pathname = `/${encodeURIComponent(database)}`;
	if (login !== undefined) {
		changed.username = login.user;
		changed.password = login.password;
	}
	return changed.href;
}

const connect = (url: string): Sql =>
	postgres(url, { max: 1, onnotice: () => {}, connection: { application_name: 'chartwire sample data' } });

const isDenied = (error: unknown): boolean => error instanceof postgres.PostgresError && error.code === '42501';

async function ensureDatabaseAndRole(options: SampleDataOptions, database: string, password: string): Promise<void> {
	const sql = connect(options.databaseUrl);
	try {
		const [found] = await sql`select 1 from pg_database where datname = ${database}`;
		if (found === undefined) await sql.unsafe(`create database "${database}"`);
		await ensureReaderRole(sql, password);
	} catch (error) {
		if (!isDenied(error)) throw error;
		throw new SampleDataError(
			`The role of DATABASE_URL may not create the sample database. Let it: alter role … createdb createrole; ` +
				`or create both by hand: create database "${database}" owner …; create role ${READER_ROLE} login; ` +
				`grant ${READER_ROLE} to … with admin option. (${error instanceof Error ? error.message : ''})`,
			{ cause: error },
		);
	} finally {
		await sql.end();
	}
}

const dataFolder = (): string => join(dirname(dirname(fileURLToPath(import.meta.resolve('vega-datasets')))), 'data');

function* rowsOf(
	file: string,
	pick: (row: JsonRow, index: number) => readonly unknown[],
): Generator<readonly unknown[]> {
	const rows: JsonRow[] = JSON.parse(readFileSync(file, 'utf8'));
	for (const [index, row] of rows.entries()) yield pick(row, index);
}

function csvFrom(source: SampleTable['source']) {
	if (source.kind === 'made') return { text: csvOf(source.rows()), header: false };
	const file = join(dataFolder(), source.file);
	if (source.kind === 'csv') return { text: [readFileSync(file)], header: true };
	return { text: csvOf(rowsOf(file, source.pick)), header: false };
}

async function createTable(sql: TransactionSql, table: SampleTable): Promise<void> {
	const columns = table.columns.map(([name, type]) => `"${name}" ${type}`);
	await sql.unsafe(`drop table if exists ${table.name}`);
	await sql.unsafe(`create table ${table.name} (${[...columns, ...(table.constraints ?? [])].join(', ')})`);
	await sql.unsafe(`comment on table ${table.name} is '${table.comment.replaceAll("'", "''")}'`);
}

async function fillTable(sql: TransactionSql, table: SampleTable): Promise<void> {
	const target = `${table.name} (${table.columns.map(([name]) => `"${name}"`).join(', ')})`;
	await copyCsv(sql, target, csvFrom(table.source));
	for (const column of table.indexes ?? []) await sql.unsafe(`create index on ${table.name} ("${column}")`);
	await sql.unsafe(`analyze ${table.name}`);
}

/** Writes orders in bulk; the loader and the feeder share it. */
export async function copyOrders(sql: Sql | TransactionSql, orders: Iterable<Order>): Promise<void> {
	function* rows(): Generator<readonly unknown[]> {
		for (const { at, region, product, quantity, amount } of orders) yield [at, region, product, quantity, amount];
	}
	await copyCsv(sql, 'orders (at, region, product, quantity, amount)', { text: csvOf(rows()), header: false });
}

async function createOrders(sql: TransactionSql): Promise<void> {
	await sql.unsafe(`
		drop table if exists orders;
		create table orders (
			id bigint generated always as identity primary key,
			at timestamptz not null,
			region text not null,
			product text not null,
			quantity integer not null check (quantity > 0),
			amount numeric(12,2) not null check (amount >= 0)
		);
		comment on table orders is 'Orders of a shop, written every second. Those older than 26 hours are added up: one row per ten minutes, region and product.';
		comment on column orders.amount is 'US dollars';
	`);
	const now = Date.now();
	await copyOrders(sql, ordersBetween(now - HISTORY_MS, now, now));
	await sql.unsafe('create index on orders (at); analyze orders');
}

async function loadedVersion(sql: Sql): Promise<number | undefined> {
	const [table] = await sql`select to_regclass('chartwire_sample.version') is not null as present`;
	if (table?.['present'] !== true) return undefined;
	const [row] = await sql`select version from chartwire_sample.version`;
	return typeof row?.['version'] === 'number' ? row['version'] : undefined;
}

async function loadAll(sql: Sql, database: string): Promise<void> {
	await sql.begin(async (tx) => {
		await tx`set local synchronous_commit = off`;
		await tx`set local timezone = 'UTC'`;
		for (const table of SAMPLE_TABLES) {
			await createTable(tx, table);
			await fillTable(tx, table);
		}
		await createOrders(tx);
		await tx`create schema if not exists chartwire_sample`;
		await tx`create table if not exists chartwire_sample.version (version integer not null)`;
		await tx`delete from chartwire_sample.version`;
		await tx`insert into chartwire_sample.version values (${SAMPLE_VERSION})`;
		await grantReading(tx, database);
	});
}

/** Makes sure that the sample database is there and complete. Takes a few seconds once, and milliseconds after that. */
export async function loadSampleData(options: SampleDataOptions): Promise<SampleData> {
	const database = options.database ?? CUSTOMER_DATABASE;
	const password = readerPassword(options.stateDir);
	await ensureDatabaseAndRole(options, database, password);
	const ownerUrl = withDatabase(options.databaseUrl, database);
	const sql = connect(ownerUrl);
	try {
		if ((await loadedVersion(sql)) !== SAMPLE_VERSION) {
			options.log?.(`loading the sample data into the database "${database}"`);
			const started = Date.now();
			await loadAll(sql, database);
			options.log?.(`loaded ${SAMPLE_TABLES.length + 1} tables in ${((Date.now() - started) / 1000).toFixed(1)} s`);
		}
	} finally {
		await sql.end();
	}
	return { readerUrl: withDatabase(options.databaseUrl, database, { user: READER_ROLE, password }), ownerUrl };
}
