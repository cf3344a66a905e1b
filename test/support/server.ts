/** Starts the real server in a process of its own, so that tests can stop, kill and restart it. */
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../server/embedded/ports.ts';
import { endProcess, exitOf, guardChild, hasExited } from '../../server/embedded/processes.ts';
import type { Scope } from './scope.ts';
import { until } from './until.ts';

export const TEST_SECRET = 'a-secret-for-tests-only-0123456789abcdef';

/** Encrypts the logins of sources: 32 times the byte 7. */
export const TEST_KEYS = `test:${Buffer.alloc(32, 7).toString('base64')}`;

export interface SpawnServerOptions {
	readonly role: 'web' | 'worker' | 'all';
	/** DATABASE_URL and REDIS_URL at least; CHARTWIRE_TOKEN_SECRET is TEST_SECRET, and CHARTWIRE_KEYS TEST_KEYS, unless given. */
	readonly env: Readonly<Record<string, string>>;
	/** Default: a free one; give the old one to start a server again at the same address. */
	readonly port?: number;
	readonly scope?: Scope;
	/** The file to run, from the repository's root. Default: server/main.ts, or what `npm test` has built of it. */
	readonly file?: string;
	/** Default: 30,000. */
	readonly readyTimeoutMs?: number;
}

export interface SpawnedServer {
	readonly port: number;
	/** http://127.0.0.1:PORT */
	readonly url: string;
	readonly pid: number;
	readonly exited: Promise<void>;
	/** Everything that it has written. */
	output(): string;
	/** SIGTERM, and waits for the end; SIGKILL after `patienceMs`, by default 10,000. */
	stop(patienceMs?: number): Promise<void>;
	/** SIGKILL, as by a crash. */
	kill(): Promise<void>;
}

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What of our own environment a server may see: nothing that would configure it. */
function cleanEnvironment(): NodeJS.ProcessEnv {
	const kept = Object.entries(process.env).filter(
		([name]) => !/^(CHARTWIRE_|DATABASE_URL|REDIS_URL|(METRICS_)?(PORT|HOST)$|NODE_TEST)/.test(name),
	);
	return Object.fromEntries(kept);
}

async function isReady(url: string): Promise<boolean> {
	try {
		return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) })).ok;
	} catch {
		return false;
	}
}

function launch(options: SpawnServerOptions, port: number) {
	const env = {
		...cleanEnvironment(),
		HOST: '127.0.0.1',
		PORT: String(port),
		CHARTWIRE_ROLE: options.role,
		CHARTWIRE_TOKEN_SECRET: TEST_SECRET,
		CHARTWIRE_KEYS: TEST_KEYS,
		...options.env,
	};
	const file = options.file ?? process.env['CHARTWIRE_TEST_SERVER'] ?? 'server/main.ts';
	// What is compiled already starts in half the time.
	const loader = file.endsWith('.ts') ? ['--import', 'tsx'] : [];
	const child = spawn(process.execPath, ['--enable-source-maps', ...loader, file], {
		cwd: root,
		env,
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	guardChild(child, 'TERM');
	const pieces: string[] = [];
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (piece: string) => pieces.push(piece));
	}
	return { child, output: () => pieces.join('') };
}

/** Starts a server and resolves when it is ready: a web node answers /readyz, a worker says so in its log. */
export async function spawnServer(options: SpawnServerOptions): Promise<SpawnedServer> {
	const port = options.port ?? (await freePort());
	const url = `http://127.0.0.1:${port}`;
	const { child, output } = launch(options, port);
	const exited = exitOf(child);
	const pid = child.pid ?? 0;
	const stop = async (patienceMs = 10_000): Promise<void> => {
		await endProcess(() => hasExited(child), pid, [
			{ signal: 'SIGTERM', waitMs: patienceMs },
			{ signal: 'SIGKILL', waitMs: 2_000 },
		]);
	};
	const kill = async (): Promise<void> => {
		child.kill('SIGKILL');
		await exited;
	};
	options.scope?.defer(() => stop(5_000));
	try {
		await until(
			() => {
				if (hasExited(child)) throw new Error(`The ${options.role} server ended before it was ready:\n${output()}`);
				return options.role === 'worker' ? /worker started/.test(output()) : isReady(url);
			},
			{ timeoutMs: options.readyTimeoutMs ?? 30_000, what: `the ${options.role} server gets ready` },
		);
	} catch (error) {
		await kill();
		throw new Error(`The ${options.role} server did not get ready:\n${output()}`, { cause: error });
	}
	return { port, url, pid, exited, output, stop, kill };
}
