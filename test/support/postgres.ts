/**
 * Databases for tests. `npm test` starts one PostgreSQL and names it in CHARTWIRE_TEST_DATABASE_URL; a test file that
 * is run by itself starts one of its own, which ends with its last database.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../server/embedded/postgres.ts';
import type { Scope } from './scope.ts';

export interface TestDatabase {
	readonly name: string;
	/** The superuser's URL of this database. */
	readonly url: string;
	drop(): Promise<void>;
}

const directories: string[] = [];

/**
 * A new directory that also PostgreSQL's account can enter, when root runs the tests. Removed when the process ends,
 * after every scope has ended its servers.
 */
export function temporaryDirectory(): string {
	const dir = mkdtempSync(join(tmpdir(), 'chartwire-test-'));
	chmodSync(dir, 0o755);
	if (directories.length === 0) {
		process.once('exit', () => {
			for (const each of directories) rmSync(each, { recursive: true, force: true });
		});
	}
	directories.push(dir);
	return dir;
}

interface OwnServer {
	readonly server: EmbeddedPostgres;
	readonly dir: string;
}

let own: Promise<OwnServer> | undefined;
let users = 0;

async function startOwn(): Promise<OwnServer> {
	const dir = temporaryDirectory();
	return { server: await startEmbeddedPostgres({ dir: join(dir, 'postgres'), durable: false }), dir };
}

async function adminUrl(): Promise<string> {
	const given = process.env['CHARTWIRE_TEST_DATABASE_URL'];
	if (given !== undefined && given !== '') return given;
	users += 1;
	own ??= startOwn();
	return (await own).server.url('postgres');
}

async function leaveOwn(): Promise<void> {
	if (own === undefined) return;
	users -= 1;
	if (users > 0) return;
	const { server, dir } = await own;
	own = undefined;
	await server.stop();
	for (const each of [dir, server.dir]) rmSync(each, { recursive: true, force: true });
}

async function administer(url: string, statement: string): Promise<void> {
	const sql = postgres(url, { max: 1, onnotice: () => {} });
	try {
		await sql.unsafe(statement);
	} finally {
		await sql.end();
	}
}

/** Creates an empty database. Dropped by `drop`, or when the scope ends, whoever is still connected. */
export async function withPostgres(scope?: Scope): Promise<TestDatabase> {
	const admin = await adminUrl();
	const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
	await administer(admin, `create database ${name}`);
	let dropping: Promise<void> | undefined;
	const drop = (): Promise<void> => {
		dropping ??= administer(admin, `drop database if exists ${name} with (force)`).finally(leaveOwn);
		return dropping;
	};
	scope?.defer(drop);
	const url = new URL(admin);
	url.pathname = `/${name}`;
	return { name, url: url.href, drop };
}
