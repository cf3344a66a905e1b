/** A process of the harness, seen from the parent: started with an IPC channel, asked, and ended for certain. */
import { type ChildProcess, spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { endProcess, hasExited } from '../../../server/embedded/processes.ts';
import type { Scope } from '../../support/scope.ts';

export interface ChildOptions {
	/** The file to run, from the repository's root. */
	readonly file: string;
	readonly scope: Scope;
	readonly env?: Readonly<Record<string, string>>;
	/** A server under test: the probe is loaded, and garbage can be collected on demand. */
	readonly probe?: boolean;
}

export interface Child {
	readonly pid: number;
	/** Everything that it has written. */
	output(): string;
	/** @throws Error with the child's own words, or when it did not answer in time (default 60,000 ms). */
	ask<T>(command: string, body?: unknown, timeoutMs?: number): Promise<T>;
	/** Sends a signal and waits for the end; SIGKILL after `patienceMs`. */
	stop(patienceMs?: number): Promise<void>;
}

interface Waiting {
	readonly resolve: (value: never) => void;
	readonly reject: (error: Error) => void;
	readonly timer: NodeJS.Timeout;
}

/** What a process of the harness says by itself, once it listens. */
const READY_ID = 0;
const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const TSX = import.meta.resolve('tsx');
const PROBE = new URL('../probe.mjs', import.meta.url).href;

function flagsFor({ file, probe = false }: ChildOptions): string[] {
	// What is compiled already runs without the loader, as it is deployed.
	const loader = file.endsWith('.ts') ? ['--import', TSX] : [];
	return [...loader, ...(probe ? ['--expose-gc', '--import', PROBE] : [])];
}

function cleanEnvironment(): NodeJS.ProcessEnv {
	const kept = Object.entries(process.env).filter(
		([name]) => !/^(CHARTWIRE_|DATABASE_URL|REDIS_URL|(METRICS_)?(PORT|HOST)$|NODE_OPTIONS)/.test(name),
	);
	return Object.fromEntries(kept);
}

class Questions {
	readonly #child: ChildProcess;
	readonly #waiting = new Map<number, Waiting>();
	readonly #name: string;
	/** A question asked before the process listens would be lost. */
	readonly ready: Promise<void>;
	#lastId = READY_ID;

	constructor(child: ChildProcess, name: string, output: () => string) {
		this.#child = child;
		this.#name = name;
		this.ready = new Promise((resolve, reject) => {
			this.#waiting.set(READY_ID, { resolve, reject, timer: setTimeout(() => undefined, 0) });
		});
		this.ready.catch(() => undefined);
		child.on('message', (message) => this.#answer(message as { id: number; value?: unknown; error?: string }));
		child.once('exit', (code, signal) => this.#fail(`it ended (${code ?? signal})\n${output()}`));
	}

	#answer({ id, value, error }: { id: number; value?: unknown; error?: string }): void {
		const waiting = this.#waiting.get(id);
		if (waiting === undefined) return;
		this.#waiting.delete(id);
		clearTimeout(waiting.timer);
		if (error === undefined) waiting.resolve(value as never);
		else waiting.reject(new Error(`${this.#name}: ${error}`));
	}

	#fail(why: string): void {
		for (const [id] of this.#waiting) this.#answer({ id, error: why });
	}

	ask<T>(command: string, body: unknown, timeoutMs: number): Promise<T> {
		this.#lastId += 1;
		const id = this.#lastId;
		return new Promise<T>((resolve, reject) => {
			const late = () => this.#answer({ id, error: `no answer to "${command}" within ${timeoutMs} ms` });
			this.#waiting.set(id, { resolve, reject, timer: setTimeout(late, timeoutMs) });
			this.#child.send({ id, command, body }, (error) => {
				if (error !== null) this.#answer({ id, error: error.message });
			});
		});
	}
}

export function startChild(options: ChildOptions): Child {
	const { file, scope, env = {} } = options;
	const child = spawn(process.execPath, [...flagsFor(options), file], {
		cwd: root,
		env: { ...cleanEnvironment(), ...env },
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
		serialization: 'advanced',
	});
	const pieces: string[] = [];
	for (const stream of [child.stdout, child.stderr]) {
		stream?.setEncoding('utf8').on('data', (piece: string) => pieces.push(piece));
	}
	const pid = child.pid ?? 0;
	const output = () => pieces.join('');
	const questions = new Questions(child, file, output);
	const stop = async (patienceMs = 10_000): Promise<void> => {
		await endProcess(() => hasExited(child), pid, [
			{ signal: 'SIGTERM', waitMs: patienceMs },
			{ signal: 'SIGKILL', waitMs: 2_000 },
		]);
	};
	scope.defer(() => stop(3_000));
	return {
		pid,
		output,
		ask: async (command, body, timeoutMs = 60_000) => {
			// Our own server says nothing by itself; the probe listens before anything else runs.
			if (file.endsWith('.process.ts')) await questions.ready;
			return questions.ask(command, body, timeoutMs);
		},
		stop,
	};
}

/** Loads a package from the folder of the peers, which is no part of the project's own dependencies. */
export async function importPeer(name: string): Promise<unknown> {
	const { createRequire } = await import('node:module');
	const require = createRequire(`${root}/.chartwire/load/peers/package.json`);
	return import(pathToFileURL(require.resolve(name)).href);
}
