/**
 * Owns the role through which Chartwire reads the sample database. It can connect to that database, read its tables,
 * and nothing else: the role is the wall, our checks of SQL are only the second one.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sql, TransactionSql } from 'postgres';

export const READER_ROLE = 'chartwire_reader';

/** The role's password, made on first use and kept in a file that only this user reads. */
export function readerPassword(stateDir: string): string {
	const file = join(stateDir, 'reader-password');
	if (existsSync(file)) return readFileSync(file, 'utf8').trim();
	const password = randomBytes(24).toString('base64url');
	writeFileSync(file, `${password}\n`, { mode: 0o600 });
	return password;
}

/** Creates the role, or gives the existing one the password that we keep. Safe to repeat. */
export async function ensureReaderRole(sql: Sql, password: string): Promise<void> {
	const [found] = await sql`select 1 from pg_roles where rolname = ${READER_ROLE}`;
	if (found === undefined) await sql.unsafe(`create role ${READER_ROLE} login`);
	// A password of ours is base64url: it needs no quoting beyond the quotes.
	await sql.unsafe(`alter role ${READER_ROLE} with login noinherit connection limit 100 password '${password}'`);
	await sql.unsafe(`alter role ${READER_ROLE} set default_transaction_read_only = on`);
	await sql.unsafe(`alter role ${READER_ROLE} set idle_in_transaction_session_timeout = '5min'`);
}

/** Gives the role what it may do in the database that `sql` is connected to, and takes everything else from everybody. */
export async function grantReading(sql: Sql | TransactionSql, database: string): Promise<void> {
	await sql.unsafe(`
		revoke all on database "${database}" from public;
		revoke create on schema public from public;
		grant connect on database "${database}" to ${READER_ROLE};
		grant usage on schema public to ${READER_ROLE};
		grant select on all tables in schema public to ${READER_ROLE};
		alter default privileges in schema public grant select on tables to ${READER_ROLE};
	`);
}
