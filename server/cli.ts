#!/usr/bin/env node
/** `npx chartwire …`: what an operator asks from a terminal. Exit codes: 0 well, 1 not in order, 2 cannot say, 64 wrong use. */
import { parseArgs } from 'node:util';
import { resealKeys } from './auth/project-keys.ts';
import { signToken } from './auth/sign-token.ts';
import { connectDatabase } from './database/database.ts';
import { resealDeliveries } from './deliveries/reseal.ts';
import { isEntryPoint } from './entry-point.ts';
import { FILES_USAGE, onPull, onPush } from './files/command.ts';
import { createLog } from './log.ts';
import { operatorLink } from './people/setup.ts';
import { createRecording, readRecording } from './recording/file.ts';
import { reconcile } from './recording/reconcile.ts';
import { record } from './recording/record.ts';
import { serveReplay } from './recording/replay-server.ts';
import { reportOf } from './recording/report.ts';
import { parseKeys } from './sources/keyring.ts';
import { resealSources } from './sources/sources.ts';
import { UsageError } from './usage-error.ts';
import { withTimeout } from './with-timeout.ts';

const USAGE = `${FILES_USAGE}
chartwire record FILE [--redis URL] [--seconds N] [--from-now]
    Takes away what the tap writes down, until Ctrl-C or for N seconds. The servers must run with CHARTWIRE_TAP=positions
    (where each frame stands) or CHARTWIRE_TAP=frames (what it says, too). URL: by default REDIS_URL.

chartwire reconcile FILE [--grace-ms N] [--late-ms N] [--json]
    Holds what each recorded client received against what was published, and names every sequence number that was lost,
    repeated or late. Exit code 0: nothing lost; 1: not in order; 2: the evidence has holes, so nobody can say.

chartwire replay FILE [--port N]
    Serves a page that plays a recording's charts again, at any speed, and shows every frame. No server is behind it.

chartwire rotate-keys
    Encrypts the logins of all sources, and the secrets of all projects' keys, under the first key of CHARTWIRE_KEYS, in
    the database that DATABASE_URL names. Afterwards the other keys are not needed any more.

chartwire token [--project NAME] [--subject NAME] [--minutes N]
    Prints an author's token, signed with CHARTWIRE_TOKEN_SECRET, to save sources, charts and keys from a terminal. By
    default of the project "default", as "operator", for 60 minutes.

chartwire setup-link [--url URL]
    Makes a link, good once and for 24 h, with which a person becomes an administrator: the first one, or a further one when
    nobody can sign in any more. URL: where browsers reach the server, by default CHARTWIRE_PUBLIC_URL. Wants DATABASE_URL.
`;

const EXIT = { ok: 0, notInOrder: 1, cannotSay: 2, usage: 64 } as const;

function amount(name: string, text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	const number = Number(text);
	if (Number.isFinite(number) && number >= 0) return number;
	throw new UsageError(`--${name} must be a number from 0, not "${text}".`);
}

function onlyFile(command: string, positionals: readonly string[]): string {
	const [file, ...more] = positionals;
	if (file !== undefined && more.length === 0) return file;
	throw new UsageError(`chartwire ${command} needs the name of one file.`);
}

/** Fires at the first Ctrl-C or SIGTERM, or after some seconds. */
function untilTold(seconds?: number): AbortSignal {
	const told = new AbortController();
	const stop = () => told.abort();
	process.once('SIGINT', stop).once('SIGTERM', stop);
	return seconds === undefined ? told.signal : withTimeout([told.signal], seconds * 1_000);
}

async function onRecord(args: string[]): Promise<number> {
	const options = { redis: { type: 'string' }, seconds: { type: 'string' }, 'from-now': { type: 'boolean' } } as const;
	const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
	const file = onlyFile('record', positionals);
	const redisUrl = values.redis ?? process.env['REDIS_URL'];
	if (redisUrl === undefined) throw new UsageError('Say where Redis is: --redis URL, or REDIS_URL in the environment.');
	const signal = untilTold(amount('seconds', values.seconds));
	const recording = await createRecording(file);
	process.stderr.write(`Recording into ${file}; Ctrl-C ends it.\n`);
	const log = createLog('warn', 'record');
	const fromNow = values['from-now'] ?? false;
	const lines = await record({ redisUrl, fromNow, signal, write: recording.write, log });
	await recording.close();
	const hint = lines === 0 ? ' Is CHARTWIRE_TAP set on the servers?' : '';
	process.stderr.write(`${lines} lines written.${hint}\n`);
	return EXIT.ok;
}

async function onReconcile(args: string[]): Promise<number> {
	const options = { 'grace-ms': { type: 'string' }, 'late-ms': { type: 'string' }, json: { type: 'boolean' } } as const;
	const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
	const graceMs = amount('grace-ms', values['grace-ms']);
	const lateMs = amount('late-ms', values['late-ms']);
	const result = reconcile(await readRecording(onlyFile('reconcile', positionals)), {
		...(graceMs === undefined ? {} : { graceMs }),
		...(lateMs === undefined ? {} : { lateMs }),
	});
	process.stdout.write(`${values.json ? JSON.stringify(result, null, '\t') : reportOf(result)}\n`);
	if (result.verdict === 'not in order') return EXIT.notInOrder;
	return result.verdict === 'nothing lost' ? EXIT.ok : EXIT.cannotSay;
}

async function onReplay(args: string[]): Promise<number> {
	const options = { port: { type: 'string' } } as const;
	const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
	const file = onlyFile('replay', positionals);
	await readRecording(file);
	const server = await serveReplay(file, amount('port', values.port) ?? 0);
	process.stdout.write(`Replaying ${file} at ${server.url}; Ctrl-C ends it.\n`);
	const signal = untilTold();
	await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
	await server.close();
	return EXIT.ok;
}

async function onRotateKeys(args: string[]): Promise<number> {
	parseArgs({ args, options: {} });
	const { DATABASE_URL: url = '', CHARTWIRE_KEYS: keys = '' } = process.env;
	if (url === '' || keys === '') throw new UsageError('DATABASE_URL and CHARTWIRE_KEYS must be in the environment.');
	const keyring = parseKeys(keys);
	const database = connectDatabase(url, { max: 1 });
	try {
		const changed = await resealSources(database, keyring);
		const secrets = await resealKeys(database, keyring);
		const sending = await resealDeliveries(database, keyring);
		const changes = `${changed} sources, ${secrets} keys of projects and ${sending.changed} addresses and secrets of webhooks`;
		process.stdout.write(`${changes} are now encrypted under the first key; the others already were.\n`);
		if (sending.lost > 0) {
			const lost = `${sending.lost} addresses or secrets of webhooks are under keys that CHARTWIRE_KEYS does not name`;
			process.stderr.write(`${lost}; add those keys, or have the addresses declared again.\n`);
		}
		return EXIT.ok;
	} finally {
		await database.end({ timeout: 2 });
	}
}

async function onToken(args: string[]): Promise<number> {
	const options = { project: { type: 'string' }, subject: { type: 'string' }, minutes: { type: 'string' } } as const;
	const { project = 'default', subject = 'operator', minutes } = parseArgs({ args, options }).values;
	const { CHARTWIRE_TOKEN_SECRET: secret = '' } = process.env;
	if (secret === '')
		throw new UsageError('CHARTWIRE_TOKEN_SECRET, the secret of the server, must be in the environment.');
	const expiresInSeconds = Math.round((amount('minutes', minutes) ?? 60) * 60);
	const token = await signToken(secret, {
		subject,
		project,
		charts: '*',
		dashboards: '*',
		permissions: ['author'],
		expiresInSeconds,
	});
	process.stdout.write(`${token}\n`);
	return EXIT.ok;
}

async function onSetupLink(args: string[]): Promise<number> {
	const { values } = parseArgs({ args, options: { url: { type: 'string' } } });
	const { DATABASE_URL: databaseUrl = '', CHARTWIRE_PUBLIC_URL, PORT = '8080' } = process.env;
	if (databaseUrl === '') throw new UsageError('DATABASE_URL must be in the environment.');
	const address = values.url ?? CHARTWIRE_PUBLIC_URL ?? `http://localhost:${PORT}`;
	if (!URL.canParse(address)) throw new UsageError(`"${address}" is no address such as https://charts.example.com.`);
	const database = connectDatabase(databaseUrl, { max: 1 });
	try {
		const { link, expiresAt } = await operatorLink(database, new URL(address).origin);
		process.stdout.write(`${link}\nGood once, until ${new Date(expiresAt).toISOString()}.\n`);
		return EXIT.ok;
	} finally {
		await database.end({ timeout: 2 });
	}
}

const COMMANDS: Readonly<Record<string, (args: string[]) => Promise<number>>> = {
	pull: onPull,
	push: onPush,
	record: onRecord,
	reconcile: onReconcile,
	replay: onReplay,
	'rotate-keys': onRotateKeys,
	token: onToken,
	'setup-link': onSetupLink,
};

/** Returns the exit code. */
export async function runCommand([name = '', ...args]: readonly string[]): Promise<number> {
	const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
	if (command === undefined) {
		process.stderr.write(USAGE);
		return name === '' || name === '--help' || name === 'help' ? EXIT.ok : EXIT.usage;
	}
	try {
		return await command(args);
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		const misused =
			error instanceof UsageError || (error as { code?: unknown }).code?.toString().startsWith('ERR_PARSE_ARGS');
		process.stderr.write(`${message}\n${misused ? `\n${USAGE}` : ''}`);
		return misused ? EXIT.usage : EXIT.cannotSay;
	}
}

if (isEntryPoint(import.meta.url)) process.exitCode = await runCommand(process.argv.slice(2));
