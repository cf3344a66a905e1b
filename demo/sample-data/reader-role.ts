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

/** The statements that we tell everybody to run, part 1 (the role) or 2 (its grants), with the demo's names in them. */
function roleStatements(part: 1 | 2, names: { readonly database?: string; readonly password?: string }): string {
	const file = new URL('../../docs/database-role.sql', import.meta.url);
	const text = readFileSync(file, 'utf8').split(/^-- Part \d.*$/m)[part] ?? '';
	// A password of ours is base64url: it needs no quoting beyond the quotes.
	return text
		.replaceAll('"chartwire_reader"', `"${READER_ROLE}"`)
		.replaceAll('"customer"', `"${names.database ?? ''}"`)
		.replaceAll("'password'", `'${names.password ?? ''}'`);
}

/** Creates the role, or gives the existing one the password that we keep. Safe to repeat. */
export async function ensureReaderRole(sql: Sql, password: string): Promise<void> {
	const [found] = await sql`select 1 from pg_roles where rolname = ${READER_ROLE}`;
	if (found === undefined) await sql.unsafe(roleStatements(1, { password }));
	else await sql.unsafe(`alter role "${READER_ROLE}" password '${password}'`);
}

/** Gives the role what it may do in the database that `sql` is connected to, and takes everything else from everybody. */
export async function grantReading(sql: Sql | TransactionSql, database: string): Promise<void> {
	await sql.unsafe(roleStatements(2, { database }));
}
