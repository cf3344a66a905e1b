/**
 * One child process of the demo: started with its log in a file, started again when it dies by itself, and stopped
 * for certain. Children are in process groups of their own, so that Ctrl-C in a terminal reaches only the demo, which
 * then stops them in order.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { endProcess, guardChild, hasExited, type Log } from '../../server/embedded/processes.ts';

export interface SupervisedOptions {
	readonly name: string;
	/** The TypeScript file to run, from the repository's root. */
	readonly file: string;
	readonly root: string;
	readonly logs: string;
	readonly env: NodeJS.ProcessEnv;
	readonly log: Log;
}

export interface Supervised {
	readonly name: string;
	/** The last lines that it wrote. */
	lastWords(): string;
	/** SIGTERM, six seconds of patience, SIGKILL. */
	stop(): Promise<void>;
	/** SIGKILL now, for those in a hurry. */
	kill(): void;
}

const STOP_WAIT_MS = 6_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;
/** Who has run this long has recovered: the pause before the next restart is short again. */
const STEADY_MS = 30_000;
const MAX_LOG_BYTES = 10_000_000;

type State =
	| { readonly status: 'running'; readonly child: ChildProcess; readonly since: number }
	| { readonly status: 'pausing'; readonly timer: NodeJS.Timeout }
	| { readonly status: 'stopped' };

function launch(options: SupervisedOptions, file: string): ChildProcess {
	let flags = 'a';
	try {
		if (statSync(file).size > MAX_LOG_BYTES) flags = 'w';
	} catch {
		// The first start: there is no log yet.
	}
	const log = openSync(file, flags, 0o600);
	try {
		return spawn(process.execPath, ['--enable-source-maps', '--import', 'tsx', options.file], {
			cwd: options.root,
			env: options.env,
			detached: true,
			stdio: ['ignore', log, log],
		});
	} finally {
		closeSync(log);
	}
}

export function supervise(options: SupervisedOptions): Supervised {
	const file = join(options.logs, `${options.name}.log`);
	let state: State = { status: 'stopped' };
	let pauseMs = FIRST_PAUSE_MS;

	const start = (): void => {
		const child = launch(options, file);
		const since = Date.now();
		guardChild(child, 'TERM');
		state = { status: 'running', child, since };
		const ended = (why: string): void => {
			if (state.status !== 'running' || state.child !== child) return;
			if (Date.now() - since > STEADY_MS) pauseMs = FIRST_PAUSE_MS;
			options.log(`${options.name} ended (${why}); starting it again in ${pauseMs / 1000} s, its log is ${file}`);
			state = { status: 'pausing', timer: setTimeout(start, pauseMs) };
			pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
		};
		child.once('error', (error) => ended(error.message));
		child.once('exit', (code, signal) => ended(signal ?? `code ${code ?? 'unknown'}`));
	};

	const leave = (): ChildProcess | undefined => {
		const before = state;
		state = { status: 'stopped' };
		if (before.status === 'pausing') clearTimeout(before.timer);
		return before.status === 'running' ? before.child : undefined;
	};

	let last: ChildProcess | undefined;
	start();
	return {
		name: options.name,
		lastWords: () => readFileSync(file, 'utf8').trim().split('\n').slice(-15).join('\n'),
		stop: async () => {
			last = leave() ?? last;
			const child = last;
			if (child?.pid === undefined) return;
			await endProcess(() => hasExited(child), child.pid, [
				{ signal: 'SIGTERM', waitMs: STOP_WAIT_MS },
				{ signal: 'SIGKILL', waitMs: 2_000 },
			]);
		},
		kill: () => {
			last = leave() ?? last;
			last?.kill('SIGKILL');
		},
	};
}
