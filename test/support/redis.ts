/** A Redis for a test file: a server of its own, so that it may be emptied, stopped or killed. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedRedis } from '../../server/embedded/redis.ts';
import { temporaryDirectory } from './postgres.ts';
import type { Scope } from './scope.ts';

export interface TestRedis {
	readonly url: string;
	readonly port: number;
	/** Ends it cleanly; its data is gone unless it persists. */
	stop(): Promise<void>;
	/** SIGKILL, as by a crash. */
	kill(): Promise<void>;
	/** Starts it again on the same port after `stop` or `kill`. */
	restart(): Promise<void>;
}

export interface TestRedisOptions {
	readonly persist?: boolean;
	/** Beside our own environment. */
	readonly env?: Readonly<Record<string, string>>;
}

/** Starts in some 50 ms. Ends, and its directory is removed, when the scope ends. */
export async function startRedis(scope?: Scope, options: TestRedisOptions = {}): Promise<TestRedis> {
	const dir = temporaryDirectory();
	const embedded = { dir: join(dir, 'redis'), persist: options.persist ?? false, env: options.env ?? {} };
	let server = await startEmbeddedRedis(embedded);
	scope?.defer(async () => {
		await server.stop();
		rmSync(dir, { recursive: true, force: true });
	});
	return {
		url: server.url,
		port: server.port,
		stop: () => server.stop(),
		kill: async () => {
			process.kill(server.pid, 'SIGKILL');
			await server.exited;
		},
		restart: async () => {
			server = await startEmbeddedRedis({ ...embedded, port: server.port });
		},
	};
}
