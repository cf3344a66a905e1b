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
	/** Stops the process where it stands, or lets it go on. */
	signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
}

type Settings = Readonly<Record<string, string>>;

export interface ServerOptions {
	readonly settings?: Settings;
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

function launch(dir: string, port: number, { settings = {}, sentinel }: ServerOptions): ChildProcess {
	const all = { port: String(port), bind: '127.0.0.1', dir, save: '', daemonize: 'no', ...settings };
	const lines = [...Object.entries(all).map(([name, value]) => `${name} ${value || '""'}`), ...(sentinel ?? [])];
	const file = join(dir, 'redis.conf');
	writeFileSync(file, `${lines.filter((line) => sentinel === undefined || !line.startsWith('save')).join('\n')}\n`);
	const log = openSync(join(dir, 'redis.log'), 'a');
	try {
		const args = sentinel === undefined ? [file] : [file, '--sentinel'];
		return spawn(findProgram(), args, { cwd: dir, detached: true, stdio: ['ignore', log, log] });
	} finally {
		closeSync(log);
	}
}

/** Resolves when it answers. */
export async function startServer(scope: Scope, options: ServerOptions = {}): Promise<RedisServer> {
	const port = await freePort();
	const dir = join(temporaryDirectory(), `redis-${port}`);
	mkdirSync(dir);
	const child = launch(dir, port, options);
	guardChild(child, 'TERM');
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
		signal: (signal) => void child.kill(signal),
	};
}
