/**
 * Owns the question "whose is this data directory?" across crashes. A start writes its own process id beside the
 * server's data; a later start finds either a living owner (then it refuses) or a server that outlived its owner
 * (then it ends that server and takes over).
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedServerError, endProcess, isRunning, type Log } from './processes.ts';

const ownerFile = (dir: string): string => join(dir, 'owner.pid');

function readPid(file: string): number | undefined {
	if (!existsSync(file)) return undefined;
	const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
	return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
}

export interface Leftover {
	/** The server's name, for messages. */
	readonly what: string;
	readonly dir: string;
	/** The file in which the server's process id stands on its first line. */
	readonly pidFile: string;
	/** Text that the server's command line contains. */
	readonly mark: string;
	readonly stopSignal: 'SIGINT' | 'SIGTERM';
}

/** Takes the directory for this process. Ends a server left behind by an owner that is gone. */
export async function claimDirectory(leftover: Leftover, log: Log): Promise<void> {
	const { what, dir, mark } = leftover;
	const pid = readPid(leftover.pidFile);
	if (pid !== undefined && isRunning(pid, mark)) {
		const owner = readPid(ownerFile(dir));
		if (owner !== undefined && isRunning(owner)) {
			throw new EmbeddedServerError(
				`${what} already runs on ${dir} (process ${pid}, started by process ${owner}). Stop that one first.`,
			);
		}
		log(`${what} was left running by a process that is gone (process ${pid}); ending it`);
		const gone = await endProcess(() => !isRunning(pid, mark), pid, [
			{ signal: leftover.stopSignal, waitMs: 10_000 },
			{ signal: 'SIGKILL', waitMs: 2_000 },
		]);
		if (!gone) throw new EmbeddedServerError(`${what} (process ${pid}) does not end. End it by hand and start again.`);
	}
	writeFileSync(ownerFile(dir), `${process.pid}\n`, { mode: 0o600 });
}
