/**
 * PostgreSQL refuses to run as root. Started by root (in a container, say) it runs under an existing account without
 * privileges instead; this file finds that account, and tells what it can reach.
 */
import { spawnSync } from 'node:child_process';
import { EmbeddedServerError } from './processes.ts';

/** What a child process must be started as; empty when this process has no privileges to drop. */
export interface Account {
	readonly name?: string;
	readonly uid?: number;
	readonly gid?: number;
}

const CANDIDATES = ['postgres', '_postgres', 'nobody'];

function idOf(flag: '-u' | '-g', name: string): number | undefined {
	const answer = spawnSync('id', [flag, name], { encoding: 'utf8' });
	const id = Number.parseInt(answer.stdout ?? '', 10);
	return answer.status === 0 && id > 0 ? id : undefined;
}

/** The account to run PostgreSQL under: this process's own, or for root the first of `postgres` and `nobody`. */
export function unprivilegedAccount(): Account {
	if (process.getuid?.() !== 0) return {};
	for (const name of CANDIDATES) {
		const uid = idOf('-u', name);
		const gid = idOf('-g', name);
		if (uid !== undefined && gid !== undefined) return { name, uid, gid };
	}
	throw new EmbeddedServerError(
		'PostgreSQL does not run as root, and this machine has neither an account "postgres" nor "nobody". ' +
			'Create one (useradd --system postgres), start as another user, or set DATABASE_URL.',
	);
}

/** The options of `spawn` that start a program under the account. */
export function spawnAs(account: Account): { uid?: number; gid?: number } {
	return account.uid === undefined || account.gid === undefined ? {} : { uid: account.uid, gid: account.gid };
}

/** Whether the account may use `path`: `-x` to enter or execute, `-w` to write. Asked of the system, not guessed. */
export function canUse(account: Account, path: string, test: '-x' | '-w'): boolean {
	const answer = spawnSync('/bin/sh', ['-c', `test ${test} "$1"`, 'sh', path], { ...spawnAs(account), cwd: '/' });
	return answer.status === 0;
}
