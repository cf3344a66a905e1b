/** Redis servers for tests of failovers: each a process with settings of its own, on loopback, ended with its scope. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../../server/embedded/ports.ts';
import { endProcess, exitOf, guardChild, hasExited } from '../../server/embedded/processes.ts';
import { temporaryDirectory } from './postgres.ts';
import type { Scope } from './scope.ts';
import { until } from './until.ts';

export interface RedisServer {
	readonly port: number;
	/** For commands of the test itself. */
	readonly admin: Redis;
	/** As by a crash. */
	kill(): Promise<void>;
	/** Starts it again where it was, without its data, with the settings that it had last. */
	restart(): Promise<void>;
	/** Stops the process where it stands, or lets it go on. */
	signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
}

type Settings = Readonly<Record<string, string>>;

export interface ServerOptions {
	readonly settings?: Settings;
	/** Beside our own environment. */
	readonly env?: Readonly<Record<string, string>>;
	/** Makes it a sentinel, with these lines in the file that it rewrites. */
	readonly sentinel?: readonly string[];
}

let program: string | undefined;

function findProgram(): string {
	program ??= ['redis-server', '/usr/bin/redis-server', 'valkey-server', '/usr/bin/valkey-server'].find((name) => {
		try {
			execFileSync(name, ['--version'], { stdio: 'ignore' });
			return true;
		} catch {
			return false;
		}
	});
	if (program === undefined) throw new Error('Neither redis-server nor valkey-server is installed.');
	return program;
}

function configure(dir: string, port: number, { settings = {}, sentinel }: ServerOptions): void {
	const all = { port: String(port), bind: '127.0.0.1', dir, save: '', daemonize: 'no', ...settings };
	const lines = [...Object.entries(all).map(([name, value]) => `${name} ${value || '""'}`), ...(sentinel ?? [])];
	writeFileSync(
		join(dir, 'redis.conf'),
		`${lines.filter((line) => sentinel === undefined || !line.startsWith('save')).join('\n')}\n`,
	);
}

function launch(dir: string, { sentinel, env }: ServerOptions): ChildProcess {
	const file = join(dir, 'redis.conf');
	const log = openSync(join(dir, 'redis.log'), 'a');
	try {
		const args = sentinel === undefined ? [file] : [file, '--sentinel'];
		const all = { ...process.env, ...env };
		return spawn(findProgram(), args, { cwd: dir, detached: true, stdio: ['ignore', log, log], env: all });
	} finally {
		closeSync(log);
	}
}

/** Resolves when it answers. */
export async function startServer(scope: Scope, options: ServerOptions = {}): Promise<RedisServer> {
	const port = await freePort();
	const dir = join(temporaryDirectory(), `redis-${port}`);
	mkdirSync(dir);
	configure(dir, port, options);
	const start = (): ChildProcess => {
		const started = launch(dir, options);
		guardChild(started, 'TERM');
		return started;
	};
	let child = start();
	const admin = new Redis({ port, host: '127.0.0.1', retryStrategy: () => 20 });
	admin.on('error', () => undefined);
	scope.defer(async () => {
		admin.disconnect();
		// One that was stopped would not hear SIGTERM, and none has anything to save.
		await endProcess(() => hasExited(child), child.pid ?? 0, [{ signal: 'SIGKILL', waitMs: 5_000 }]);
	});
	const answers = async () => {
		if (hasExited(child)) throw new Error(`Redis ended:\n${readFileSync(join(dir, 'redis.log'), 'utf8').slice(-800)}`);
		return (await admin.ping()) === 'PONG';
	};
	await until(answers, { what: 'Redis answers' });
	return {
		port,
		admin,
		kill: async () => {
			admin.disconnect();
			child.kill('SIGKILL');
			await exitOf(child);
		},
		restart: async () => {
			child = start();
			admin.connect().catch(() => undefined);
			await until(answers, { what: 'Redis answers again' });
		},
		signal: (signal) => void child.kill(signal),
	};
}
