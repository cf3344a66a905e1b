/** `chartwire pull` and `chartwire push`: their arguments, and what the caller is told. */
import { parseArgs } from 'node:util';
import { UsageError } from '../usage-error.ts';
import { Api, ApiError, HOW_TO_GET_A_KEY } from './api.ts';
import { Folder } from './folder.ts';
import { FileError } from './json-text.ts';
import { hasChanges, hasProblems, type Outcome, plain, textOf } from './outcome.ts';
import { pull } from './pull.ts';
import { push } from './push.ts';
import type { SyncOptions } from './sync.ts';

export const FILES_USAGE = `chartwire pull DIR [--server URL] [--force] [--dry-run] [--state FILE] [--json]
    Writes everything of a project into files: sources (without logins), charts, dashboards, schedules and alerts. What was
    edited here stays; what was changed on both sides is a conflict, decided by --force for the server's.

chartwire push DIR [--server URL] [--delete] [--force] [--own] [--dry-run] [--state FILE] [--json]
    Saves what was edited in the files. What was changed there meanwhile is a conflict, and then nothing is saved; --force
    decides for the files'. --delete: also deletes what has no file any more. --own: what this key itself saved last is no
    conflict, for machines. --dry-run: shows the differences, and ends with 2 where there are some.

    Both ask the server that --server or CHARTWIRE_URL names, with the key in CHARTWIRE_API_KEY. Exit code 0: done; 1: not, or
    not all. FILE: by default .chartwire.json.
`;

const SHARED = {
	server: { type: 'string' },
	state: { type: 'string', default: '.chartwire.json' },
	force: { type: 'boolean', default: false },
	'dry-run': { type: 'boolean', default: false },
	json: { type: 'boolean', default: false },
} as const;
const OF_PUSH = { delete: { type: 'boolean', default: false }, own: { type: 'boolean', default: false } } as const;

type Environment = Readonly<Record<string, string | undefined>>;

function apiOf(server: string | undefined, env: Environment): Api {
	const { CHARTWIRE_URL, CHARTWIRE_API_KEY: key = '' } = env;
	const url = server ?? CHARTWIRE_URL ?? '';
	if (url === '') throw new UsageError('Say where the server is: --server URL, or CHARTWIRE_URL in the environment.');
	if (!(URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))) {
		throw new UsageError(`"${url}" is no address such as https://charts.example.com.`);
	}
	// In the environment only: what is an argument stands in every list of processes.
	if (key === '') throw new UsageError(`CHARTWIRE_API_KEY must be in the environment. ${HOW_TO_GET_A_KEY}`);
	if (!/^[\x21-\x7e]+$/.test(key)) throw new UsageError('CHARTWIRE_API_KEY has a space or a sign that no key has.');
	return new Api(url, key);
}

function onlyDir(command: string, positionals: readonly string[]): string {
	const [dir, ...more] = positionals;
	if (dir !== undefined && dir !== '' && more.length === 0) return dir;
	throw new UsageError(`chartwire ${command} needs the name of one folder.`);
}

/** Returns the exit code. What is wrong with files, key or server is said, and is 1: 2 stands for differences. */
async function told(isForMachines: boolean, work: () => Promise<Outcome>): Promise<number> {
	try {
		const outcome = await work();
		const exit = hasProblems(outcome) ? 1 : outcome.dryRun && hasChanges(outcome) ? 2 : 0;
		process.stdout.write(isForMachines ? `${JSON.stringify(outcome, null, '\t')}\n` : textOf(outcome));
		return exit;
	} catch (error) {
		if (!(error instanceof ApiError || error instanceof FileError)) throw error;
		if (isForMachines) process.stdout.write(`${JSON.stringify({ error: error.message }, null, '\t')}\n`);
		else process.stderr.write(`${plain(error.message)}\n`);
		return 1;
	}
}

export async function onPull(args: string[]): Promise<number> {
	const { values, positionals } = parseArgs({ args, options: SHARED, allowPositionals: true });
	const dir = onlyDir('pull', positionals);
	const api = apiOf(values.server, process.env);
	const { force, state: stateFile, 'dry-run': dryRun } = values;
	return told(values.json, async () =>
		pull({ api, dir, force, stateFile, dryRun, folder: await Folder.open(dir, { create: true }) }),
	);
}

export async function onPush(args: string[]): Promise<number> {
	const { values, positionals } = parseArgs({ args, options: { ...SHARED, ...OF_PUSH }, allowPositionals: true });
	const dir = onlyDir('push', positionals);
	const api = apiOf(values.server, process.env);
	const { force, own, delete: remove, state: stateFile, 'dry-run': dryRun } = values;
	return told(values.json, async () => {
		const folder = await Folder.open(dir, { create: false });
		const options: SyncOptions = { api, dir, force, stateFile, dryRun, folder };
		return push({ ...options, remove, own, logins: process.env });
	});
}
