/** Applies the plain SQL files of migrations/, each once, in the order of their names, under one lock. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Database } from './database.ts';

const FOLDER = new URL('./migrations/', import.meta.url);
/** An arbitrary number that names our lock among the database's advisory locks. */
const LOCK = 4_203_711;

/** Returns the names of the files that it applied; a failing file leaves the database as it was. */
export async function migrate(database: Database): Promise<readonly string[]> {
	return database.begin(async (tx) => {
		await tx`select pg_advisory_xact_lock(${LOCK})`;
		await tx`create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())`;
		const done = new Set((await tx<{ name: string }[]>`select name from migrations`).map((row) => row.name));
		const files = readdirSync(FOLDER)
			.filter((name) => name.endsWith('.sql') && !done.has(name))
			.sort();
		for (const name of files) {
			await tx.unsafe(readFileSync(new URL(name, FOLDER), 'utf8')).simple();
			await tx`insert into migrations (name) values (${name})`;
		}
		return files;
	});
}
