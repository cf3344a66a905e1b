/**
 * Starts a local Redis (or Valkey) for the demo and the tests: on 127.0.0.1 only, without a password, never to be
 * used where other people's programs run on the same machine.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, closeSync, constants, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { claimDirectory } from './claim.ts';
import { freePort } from './ports.ts';
import { EmbeddedServerError, endProcess, exitOf, guardChild, hasExited, type Log } from './processes.ts';

export interface EmbeddedRedisOptions {
	/** Belongs to this Redis alone; created when missing. */
	readonly dir: string;
	/** Default: a free one. */
	readonly port?: number;
	/** True: every write is kept in an append-only file and is there again at the next start. */
	readonly persist: boolean;
	/** Beside our own environment. */
	readonly env?: Readonly<Record<string, string>>;
	readonly log?: Log;
}

export interface EmbeddedRedis {
	readonly port: number;
	readonly url: string;
	readonly pid: number;
	/** Resolves when the server has ended, for whatever reason. */
	readonly exited: Promise<void>;
	/** Ends it and waits until it has ended; with `persist` everything is on disk then. May be called twice. */
	stop(): Promise<void>;
}

const START_TIMEOUT_MS = 30_000;
const PROGRAMS = ['redis-server', 'valkey-server'];
const USUAL_PLACES = ['/usr/bin', '/usr/local/bin', '/usr/sbin', '/opt/homebrew/bin'];

function findProgram(): string {
	const places = [...(process.env['PATH'] ?? '').split(delimiter), ...USUAL_PLACES].filter((place) => place !== '');
	for (const file of PROGRAMS.flatMap((name) => places.map((place) => join(place, name)))) {
		try {
			accessSync(file, constants.X_OK);
			return file;
		} catch {
			// Not here.
		}
	}
	throw new EmbeddedServerError(
		'Neither redis-server nor valkey-server is installed. Install one (apt-get install redis-server, ' +
			'dnf install valkey, brew install redis), or set REDIS_URL.',
	);
}

function launch(dir: string, port: number, { persist, env }: EmbeddedRedisOptions): ChildProcess {
	const log = openSync(join(dir, 'redis.log'), 'w', 0o600);
	const settings = {
		port: String(port),
		bind: '127.0.0.1',
		dir,
		save: '',
		appendonly: persist ? 'yes' : 'no',
		'maxmemory-policy': 'noeviction',
		daemonize: 'no',
	};
	try {
		return spawn(
			findProgram(),
			Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
			{ cwd: dir, detached: true, stdio: ['ignore', log, log], env: { ...process.env, ...env } },
		);
	} finally {
		closeSync(log);
	}
}

/** One PING over a connection of its own. False while the port is closed or the data is still being loaded. */
function answersPing(port: number): Promise<boolean> {
	return new Promise((done) => {
		const socket = connect({ port, host: '127.0.0.1' });
		const finish = (answer: boolean): void => {
			socket.destroy();
			done(answer);
		};
		socket.setTimeout(1_000, () => finish(false));
		socket.once('error', () => finish(false));
		socket.once('connect', () => socket.write('PING\r\n'));
		socket.once('data', (data) => finish(data.toString().startsWith('+PONG')));
	});
}

async function waitUntilReady(dir: string, port: number, child: ChildProcess): Promise<void> {
	const deadline = Date.now() + START_TIMEOUT_MS;
	let failure: Error | undefined;
	child.once('error', (error) => {
		failure = error;
	});
	for (;;) {
		await sleep(5);
		const answered = !hasExited(child) && (await answersPing(port));
		// Whoever answers must be our own child, not another Redis that took the port a moment before it.
		if (failure === undefined && !hasExited(child) && answered && isListening(dir)) return;
		if (failure !== undefined || hasExited(child) || Date.now() > deadline) {
			const said = readFileSync(join(dir, 'redis.log'), 'utf8').trim().split('\n').slice(-5).join('\n');
			if (!hasExited(child)) child.kill('SIGKILL');
			throw new EmbeddedServerError(`Redis did not start in ${dir}: ${failure?.message ?? said}`);
		}
	}
}

const isListening = (dir: string): boolean =>
	/Ready to accept connections/i.test(readFileSync(join(dir, 'redis.log'), 'utf8'));

async function stopRedis(child: ChildProcess): Promise<void> {
	if (child.pid === undefined) return;
	await endProcess(() => hasExited(child), child.pid, [
		{ signal: 'SIGTERM', waitMs: 5_000 },
		{ signal: 'SIGKILL', waitMs: 2_000 },
	]);
}

async function startOnce(dir: string, port: number, options: EmbeddedRedisOptions): Promise<ChildProcess> {
	const child = launch(dir, port, options);
	const release = guardChild(child, 'TERM');
	try {
		await waitUntilReady(dir, port, child);
		return child;
	} catch (error) {
		await stopRedis(child);
		release();
		throw error;
	}
}

/** Starts Redis and resolves when it answers. Its data, when kept, is in `dir`. */
export async function startEmbeddedRedis(options: EmbeddedRedisOptions): Promise<EmbeddedRedis> {
	const dir = resolve(options.dir);
	const pidFile = join(dir, 'redis.pid');
	mkdirSync(dir, { recursive: true, mode: 0o700 });
	await claimDirectory(
		{ what: 'Redis', dir, pidFile, mark: '-server', stopSignal: 'SIGTERM' },
		options.log ?? (() => {}),
	);
	for (let attempt = 1; ; attempt += 1) {
		const port = options.port ?? (await freePort());
		try {
			const child = await startOnce(dir, port, options);
			const pid = child.pid ?? 0;
			writeFileSync(pidFile, `${pid}\n`, { mode: 0o600 });
			let stopping: Promise<void> | undefined;
			const stop = (): Promise<void> => {
				stopping ??= stopRedis(child);
				return stopping;
			};
			return { port, pid, url: `redis://127.0.0.1:${port}`, exited: exitOf(child), stop };
		} catch (error) {
			const taken = error instanceof Error && /Address already in use/.test(error.message);
			if (!taken || options.port !== undefined || attempt === 5) throw error;
		}
	}
}
