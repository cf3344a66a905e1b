/**
 * Owns the folder in which the demo keeps what outlives a start: the databases, the token secret, the logs, and the
 * lock that stops a second demo in the same folder.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning } from '../../server/embedded/processes.ts';

export interface DemoState {
	readonly dir: string;
	readonly logs: string;
	/** Signs the tokens; made on the first start. */
	readonly secret: string;
	/** Encrypts the logins of sources; made on the first start. */
	readonly keys: string;
	/** Gives the lock back. */
	release(): void;
}

/** The demo cannot start, for a reason that its user can put right; the message says how. */
export class DemoError extends Error {
	override readonly name = 'DemoError';
}

interface Lock {
	readonly pid: number;
	readonly address: string;
}

function readLock(file: string): Lock | undefined {
	try {
		const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
		if (typeof value !== 'object' || value === null || !('pid' in value) || !('address' in value)) return undefined;
		return { pid: Number(value.pid), address: String(value.address) };
	} catch {
		return undefined;
	}
}

/** Throws when another demo runs in this folder. A lock left by one that was killed is not one. */
export function checkNotRunning(dir: string): void {
	const lock = readLock(join(dir, 'demo.lock'));
	if (lock === undefined || lock.pid === process.pid || !isRunning(lock.pid, 'demo')) return;
	throw new DemoError(
		`The demo already runs in this folder (process ${lock.pid}): open ${lock.address}, or stop that one with Ctrl-C first.`,
	);
}

function readSecret(dir: string, name: string, make: () => string): string {
	const file = join(dir, name);
	if (existsSync(file)) return readFileSync(file, 'utf8').trim();
	const secret = make();
	writeFileSync(file, `${secret}\n`, { mode: 0o600 });
	return secret;
}

/** Opens the folder for this process alone. `address` is told to whoever tries to start a second demo. */
export function openState(dir: string, address: string): DemoState {
	checkNotRunning(dir);
	const logs = join(dir, 'logs');
	mkdirSync(logs, { recursive: true });
	const lock = join(dir, 'demo.lock');
	writeFileSync(lock, `${JSON.stringify({ pid: process.pid, address })}\n`, { mode: 0o600 });
	const secret = readSecret(dir, 'secret', () => randomBytes(32).toString('base64url'));
	const keys = readSecret(dir, 'keys', () => `demo:${randomBytes(32).toString('base64')}`);
	return { dir, logs, secret, keys, release: () => rmSync(lock, { force: true }) };
}
