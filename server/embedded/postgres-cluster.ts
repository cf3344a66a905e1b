/** Creates the data directory of an embedded PostgreSQL once, with a random password of its own. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Account, spawnAs } from './account.ts';
import type { PostgresHome } from './postgres-home.ts';
import { EmbeddedServerError, type Log } from './processes.ts';

export const SUPERUSER = 'chartwire';

export const dataDirectory = (home: PostgresHome): string => join(home.dir, 'data');

/** The environment without the PG* variables, which would redirect the programs, and with plain English messages. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
	const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
	return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}

function run(program: string, args: readonly string[], account: Account): Promise<void> {
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, {
			...spawnAs(account),
			cwd: '/',
			env: postgresEnvironment(),
			detached: true,
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		let said = '';
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			said += text;
		});
		child.once('error', reject);
		child.once('close', (code) => {
			if (code === 0) resolve();
			else reject(new EmbeddedServerError(`${program} failed (${code ?? 'killed'}): ${said.trim()}`));
		});
	});
}

function checkVersion(home: PostgresHome): void {
	const data = dataDirectory(home);
	const found = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
	if (home.version.split('.')[0] === found) return;
	throw new EmbeddedServerError(
		`${data} was written by PostgreSQL ${found}, but ${home.version} is installed. Delete that directory to begin anew.`,
	);
}

async function createCluster(home: PostgresHome, account: Account): Promise<string> {
	const unfinished = `${dataDirectory(home)}.new`;
	const passwordFile = join(home.dir, 'password');
	const handedOver = join(home.dir, 'password.once');
	const password = randomBytes(24).toString('base64url');
	rmSync(unfinished, { recursive: true, force: true });
	rmSync(handedOver, { force: true });
	writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
	writeFileSync(handedOver, `${password}\n`, { mode: 0o600 });
	if (account.uid !== undefined && account.gid !== undefined) chownSync(handedOver, account.uid, account.gid);
	try {
		// Sorted by code point and the same on every machine, yet lower() and the like know all of Unicode.
		const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
		const access = [`--username=${SUPERUSER}`, '--auth=scram-sha-256', `--pwfile=${handedOver}`];
		// Nothing is lost without the sync: a machine that stops here begins anew, see the rename.
		const options = ['--no-sync', '--no-instructions', `--pgdata=${unfinished}`];
		await run(join(home.bin, 'initdb'), [...locale, ...access, ...options], account);
	} finally {
		rmSync(handedOver, { force: true });
	}
	renameSync(unfinished, dataDirectory(home));
	return password;
}

/** Creates the cluster when there is none, and answers the superuser's password. */
export async function openCluster(home: PostgresHome, account: Account, log: Log): Promise<string> {
	if (existsSync(join(dataDirectory(home), 'PG_VERSION'))) {
		checkVersion(home);
		return readFileSync(join(home.dir, 'password'), 'utf8').trim();
	}
	log(`creating a PostgreSQL ${home.version} database in ${home.dir}`);
	return createCluster(home, account);
}
