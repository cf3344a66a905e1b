/** What the scripts say, and how they run other programs. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const say = (line) => process.stdout.write(`${line}\n`);

/** Something is missing that a script may not put right by itself; the message says what to do. */
export class SetupError extends Error {
	name = 'SetupError';
}

/**
 * Runs a program to its end and answers its exit code and output. With `show` the output also appears as it comes.
 * With `ownGroup` whatever the program started ends with it, and after `timeoutMs` all of it is killed; Ctrl-C in a
 * terminal does not reach it, so it is killed when this process ends.
 */
export function run(command, args, { cwd, env = process.env, show = false, ownGroup = false, timeoutMs } = {}) {
	return new Promise((resolve) => {
		const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: ownGroup });
		const kill = () => (ownGroup ? killGroup(child) : child.kill('SIGKILL'));
		const pieces = [];
		let timedOut = false;
		for (const stream of [child.stdout, child.stderr]) {
			stream.on('data', (piece) => {
				pieces.push(piece);
				if (show) process.stdout.write(piece);
			});
		}
		const onTimeout = () => {
			timedOut = true;
			kill();
		};
		const timer = timeoutMs === undefined ? undefined : setTimeout(onTimeout, timeoutMs);
		const finish = (code, note = '') => {
			clearTimeout(timer);
			groups.delete(child);
			resolve({ code, timedOut, output: Buffer.concat(pieces).toString('utf8') + note });
		};
		if (ownGroup) endWithUs(child);
		child.once('error', (error) => finish(127, `${command}: ${error.message}\n`));
		// What it left running would keep its pipes, and us, waiting.
		child.once('exit', () => ownGroup && killGroup(child));
		child.once('close', (code) => finish(code ?? 1));
	});
}

const groups = new Set();
let isWatching = false;

function killGroup(child) {
	try {
		process.kill(-child.pid, 'SIGKILL');
	} catch {
		// The whole group has ended.
	}
}

function endWithUs(child) {
	groups.add(child);
	if (isWatching) return;
	isWatching = true;
	process.on('exit', () => {
		for (const each of groups) killGroup(each);
	});
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));
}

/** The path of a program that an npm package brought. */
export const binary = (root, name) => join(root, 'node_modules', '.bin', name);
