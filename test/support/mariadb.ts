/** A real MariaDB for a test file, on a free port, with a data folder of its own. Ends with the scope. */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import mysql, { type Connection } from 'mysql2/promise';
import { freePort } from '../../server/embedded/ports.ts';
import { endProcess, exitOf, guardChild, hasExited } from '../../server/embedded/processes.ts';
import type { SourceAddress } from '../../server/source/address.ts';
import { temporaryDirectory } from './postgres.ts';
import type { Scope } from './scope.ts';
import { until } from './until.ts';

export interface TestMariadb {
	readonly port: number;
	/** The database `test`, with a user who may only read it. */
	readonly reader: SourceAddress;
	/** Everything, as the server's own superuser. */
	readonly root: SourceAddress;
	/** A connection as that superuser. */
	readonly admin: Connection;
}

function succeed(command: string, args: readonly string[]): string {
	const done = spawnSync(command, args, { encoding: 'utf8', timeout: 60_000, maxBuffer: 16_777_216 });
	if (done.status === 0) return done.stdout;
	throw new Error(
		`${command} failed: ${done.error?.message ?? ''}${done.stderr}\nIt comes with: apt-get install mariadb-server`,
	);
}

/** Starts in some 3 s. `settings` are options of the server, such as `ssl-cert`. */
export async function startMariadb(
	scope: Scope,
	settings: Readonly<Record<string, string>> = {},
): Promise<TestMariadb> {
	const dir = temporaryDirectory();
	const data = join(dir, 'data');
	const user = `--user=${process.env['USER'] ?? 'root'}`;
	const install = ['--no-defaults', `--datadir=${data}`, '--skip-test-db', '--auth-root-authentication-method=normal'];
	succeed('mariadb-install-db', [...install, user]);
	const port = await freePort();
	const log = openSync(join(dir, 'mariadb.log'), 'w');
	const options = {
		datadir: data,
		port: String(port),
		'bind-address': '127.0.0.1',
		socket: join(dir, 'socket'),
		'pid-file': join(dir, 'pid'),
		'innodb-buffer-pool-size': '32M',
		'innodb-flush-log-at-trx-commit': '0',
		...settings,
	};
	const args = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
	const child = spawn('/usr/sbin/mariadbd', ['--no-defaults', user, ...args], {
		detached: true,
		stdio: ['ignore', log, log],
	});
	closeSync(log);
	guardChild(child, 'TERM');
	scope.defer(async () => {
		await endProcess(() => hasExited(child), child.pid ?? 0, [
			{ signal: 'SIGTERM', waitMs: 5_000 },
			{ signal: 'SIGKILL', waitMs: 2_000 },
		]);
		await exitOf(child);
	});
	await until(
		() => {
			const said = readFileSync(join(dir, 'mariadb.log'), 'utf8');
			if (hasExited(child)) throw new Error(`MariaDB did not start:\n${said}`);
			return /ready for connections/.test(said);
		},
		{ timeoutMs: 30_000, what: 'MariaDB starts' },
	);
	return prepare(scope, port);
}

async function prepare(scope: Scope, port: number): Promise<TestMariadb> {
	const admin = await mysql.createConnection({ host: '127.0.0.1', port, user: 'root', multipleStatements: true });
	scope.defer(() => admin.end());
	await admin
		.query(`
		create user root@'127.0.0.1';
		grant all on *.* to root@'127.0.0.1' with grant option;
		create database test character set utf8mb4;
		create user reader@'%' identified by 'a-reader''s "secret"';
		grant select on test.* to reader@'%';
	`)
		.catch(async () => {
			// MariaDB makes root for the address by itself where its name resolves.
			await admin.query(`
			create database if not exists test character set utf8mb4;
			create or replace user reader@'%' identified by 'a-reader''s "secret"';
			grant select on test.* to reader@'%';
		`);
		});
	const zone = succeed('mariadb-tzinfo-to-sql', ['/usr/share/zoneinfo/Europe/Berlin', 'Europe/Berlin']);
	await admin.query(`use mysql; ${zone}`);
	const base = { engine: 'mysql', host: '127.0.0.1', port, database: 'test', tls: { mode: 'off' } } as const;
	return {
		port,
		reader: { ...base, user: 'reader', password: 'a-reader\'s "secret"' },
		root: { ...base, user: 'root', password: '' },
		admin,
	};
}
