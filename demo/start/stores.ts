/**
 * The demo's PostgreSQL and Redis: those that DATABASE_URL and REDIS_URL name, or local ones whose data is kept under
 * the demo's folder. A local one that dies is started again on the same port.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import postgres from 'postgres';
import { startEmbeddedPostgres } from '../../server/embedded/postgres.ts';
import type { Log } from '../../server/embedded/processes.ts';
import { startEmbeddedRedis } from '../../server/embedded/redis.ts';
import { DemoError } from './state.ts';

export interface Store {
	readonly url: string;
	stop(): Promise<void>;
}

interface LocalServer {
	readonly port: number;
	readonly exited: Promise<void>;
	stop(): Promise<void>;
}

/** Starts a local server, and starts it again on its port whenever it dies before `stop`. */
async function keepRunning<T extends LocalServer>(
	name: string,
	start: (port: number | undefined) => Promise<T>,
	log: Log,
): Promise<{ readonly first: T; stop(): Promise<void> }> {
	const first = await start(undefined);
	let current: T = first;
	let isStopping = false;
	const watch = async (): Promise<void> => {
		for (;;) {
			await current.exited;
			if (isStopping) return;
			log(`${name} ended; starting it again on port ${first.port}`);
			await sleep(250);
			if (isStopping) return;
			current = await start(first.port);
		}
	};
	const watching = watch().catch((error: unknown) => {
		log(`${name} does not start any more: ${reason(error)}`);
	});
	const stop = async (): Promise<void> => {
		isStopping = true;
		await current.stop();
		await watching;
		// A restart that was under way when we were told to stop has ended by now: this one stops its server.
		await current.stop();
	};
	return { first, stop };
}

/** Creates Chartwire's own database, and lets only its owner connect to whatever else is on this server. */
async function prepareControlDatabase(adminUrl: string): Promise<void> {
	const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
	try {
		const [found] = await sql`select 1 from pg_database where datname = 'chartwire'`;
		if (found !== undefined) return;
		await sql`create database chartwire`;
		for (const name of ['chartwire', 'postgres', 'template1']) {
			await sql.unsafe(`revoke connect on database ${name} from public`);
		}
	} finally {
		await sql.end();
	}
}

/** The address without the login, for messages. */
const addressOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'an address that is no URL');

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function checkPostgres(url: string): Promise<void> {
	const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
	try {
		await sql`select 1`;
	} catch (error) {
		const message = `The PostgreSQL that DATABASE_URL names (${addressOf(url)}) cannot be used: ${reason(error)}`;
		throw new DemoError(`${message}. Correct the variable, or unset it to let the demo start its own.`);
	} finally {
		await sql.end({ timeout: 1 });
	}
}

async function checkRedis(url: string): Promise<void> {
	const redis = new Redis(url, { lazyConnect: true, connectTimeout: 5_000, retryStrategy: () => null });
	// The rejection below only says that the connection is closed; the event says why.
	let cause: unknown;
	redis.on('error', (error) => {
		cause = error;
	});
	try {
		await redis.connect();
		await redis.ping();
	} catch (error) {
		const message = `The Redis that REDIS_URL names (${addressOf(url)}) cannot be used: ${reason(cause ?? error)}`;
		throw new DemoError(`${message}. Correct the variable, or unset it to let the demo start its own.`);
	} finally {
		redis.disconnect();
	}
}

export async function openPostgres(given: string | undefined, dir: string, log: Log): Promise<Store> {
	if (given !== undefined && given !== '') {
		await checkPostgres(given);
		return { url: given, stop: async () => {} };
	}
	const local = await keepRunning(
		'PostgreSQL',
		(port) => startEmbeddedPostgres({ dir: join(dir, 'postgres'), ...(port === undefined ? {} : { port }), log }),
		log,
	);
	await prepareControlDatabase(local.first.url('postgres'));
	return { url: local.first.url('chartwire'), stop: local.stop };
}

export async function openRedis(given: string | undefined, dir: string, log: Log): Promise<Store> {
	if (given !== undefined && given !== '') {
		await checkRedis(given);
		return { url: given, stop: async () => {} };
	}
	const options = { dir: join(dir, 'redis'), persist: true, log };
	const local = await keepRunning(
		'Redis',
		(port) => startEmbeddedRedis({ ...options, ...(port === undefined ? {} : { port }) }),
		log,
	);
	return { url: local.first.url, stop: local.stop };
}
