/**
 * What the embedded servers need to know about operating-system processes: is one alive, is it really the one we
 * mean (process ids are reused), and how it is ended for certain.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Something about a local server that its user must put right; the message says what and how. */
export class EmbeddedServerError extends Error {
	override readonly name = 'EmbeddedServerError';
}

export type Log = (line: string) => void;

/** The command line of a process, or undefined when it is gone. A zombie has none, and counts as gone. */
function commandOf(pid: number): string | undefined {
	if (process.platform === 'linux') {
		try {
			const text = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
			return text === '' ? undefined : text;
		} catch {
			return undefined;
		}
	}
	const answer = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
	const text = answer.stdout?.trim() ?? '';
	return answer.status === 0 && text !== '' && !text.startsWith('<defunct>') ? text : undefined;
}

/** True when the process exists and its command line contains `mark`, so that a reused id is not taken for it. */
export function isRunning(pid: number, mark = ''): boolean {
	return commandOf(pid)?.includes(mark) ?? false;
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(pid, signal);
	} catch {
		// It ended meanwhile, which is what was wanted.
	}
}

/** Sends each signal in turn, and waits that long for the process to end before the next one. True when it ended. */
export async function endProcess(
	isGone: () => boolean,
	pid: number,
	steps: readonly { readonly signal: NodeJS.Signals; readonly waitMs: number }[],
): Promise<boolean> {
	for (const { signal, waitMs } of steps) {
		if (isGone()) return true;
		signalProcess(pid, signal);
		const until = Date.now() + waitMs;
		while (!isGone() && Date.now() < until) await sleep(10);
	}
	return isGone();
}

export const hasExited = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** Resolves when the child has ended; also when it had ended before. */
export function exitOf(child: ChildProcess): Promise<void> {
	return new Promise((resolve) => {
		if (hasExited(child)) resolve();
		else child.once('exit', () => resolve());
	});
}

/**
 * Ends `child` when this process dies without having said so, even by SIGKILL. A small shell waits on a pipe that
 * only this process holds open; when the pipe closes it sends `signal`, and ten seconds later SIGKILL. Best effort:
 * whoever kills the shell too (a whole container, say) has no guard; what is left then is found at the next start.
 * Returns the release, to be called when the child has ended.
 */
export function guardChild(child: ChildProcess, signal: 'INT' | 'TERM'): () => void {
	if (child.pid === undefined) return () => {};
	const script = `trap '' INT TERM HUP; read _; kill -${signal} "$1" || exit 0; n=0
while [ $n -lt 100 ] && kill -0 "$1"; do sleep 0.1; n=$((n+1)); done; kill -KILL "$1"`;
	const guard = spawn('/bin/sh', ['-c', script, 'chartwire-guard', String(child.pid)], {
		stdio: ['pipe', 'ignore', 'ignore'],
		detached: true,
		cwd: '/',
	});
	guard.on('error', () => {});
	guard.stdin.on('error', () => {});
	guard.unref();
	if ('unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref();
	const release = (): void => {
		guard.kill('SIGKILL');
	};
	child.once('exit', release);
	return release;
}
