/**
 * The whole demo on free ports and in a folder of its own: the same parts that `npm run demo` starts, each a process,
 * but with a handle on every one of them, so that a test can restart it.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadSampleData } from '../../../../demo/sample-data/load.ts';
import { seed, waitUntilReady } from '../../../../demo/start/seed.ts';
import { type DemoState, openState } from '../../../../demo/start/state.ts';
import { openPostgres, openRedis, type Store } from '../../../../demo/start/stores.ts';
import { type Supervised, supervise } from '../../../../demo/start/supervised.ts';
import { freePort } from '../../../../server/embedded/ports.ts';
import { migrate } from '../../../../server/main.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..');

type ProcessName = 'web' | 'worker' | 'feeder' | 'article';

const FILES: Readonly<Record<ProcessName, string>> = {
	web: 'demo/web.ts',
	worker: 'server/main.ts',
	feeder: 'demo/feeder.ts',
	article: 'demo/site.ts',
};

export interface WholeDemo {
	/** The origin of Chartwire's web process. */
	readonly origin: string;
	/** The origin of the article. */
	readonly site: string;
	readonly secret: string;
	readonly redisUrl: string;
	/** Chartwire's own database. */
	readonly databaseUrl: string;
	/** The sample database, as its owner, who sees every session. */
	readonly ownerUrl: string;
	/** Asks the process to stop, waits until it has, and starts a new one; `more` is added to its environment. */
	restart(name: ProcessName, more?: Readonly<Record<string, string>>): Promise<void>;
	/** Stops the process for good. */
	end(name: ProcessName): Promise<void>;
	stop(): Promise<void>;
}

type Undo = () => Promise<void>;

async function undoAll(undos: Undo[]): Promise<void> {
	for (let undo = undos.pop(); undo !== undefined; undo = undos.pop()) await undo().catch(() => {});
}

/** The folder that CHARTWIRE_STATE_DIR names, which is kept, or a temporary one; never the developer's own. */
function stateFolder(undos: Undo[]): string {
	const given = process.env['CHARTWIRE_STATE_DIR'];
	if (given !== undefined && given !== '') {
		mkdirSync(given, { recursive: true });
		return given;
	}
	const dir = mkdtempSync(join(tmpdir(), 'chartwire-pages-'));
	// PostgreSQL, which never runs as root, must be able to pass through to its own folder.
	chmodSync(dir, 0o755);
	undos.push(async () => rmSync(dir, { recursive: true, force: true }));
	return dir;
}

interface Plan {
	readonly state: DemoState;
	readonly port: number;
	readonly sitePort: number;
}

function environments(plan: Plan, urls: { database: string; redis: string; owner: string }) {
	const shared = {
		...process.env,
		DATABASE_URL: urls.database,
		REDIS_URL: urls.redis,
		CHARTWIRE_TOKEN_SECRET: plan.state.secret,
		CHARTWIRE_KEYS: plan.state.keys,
		CHARTWIRE_WORKER_GRACE_MS: '4000',
		HOST: '127.0.0.1',
		PORT: String(plan.port),
		DEMO_SITE_PORT: String(plan.sitePort),
	};
	return {
		web: { ...shared, CHARTWIRE_ROLE: 'web' },
		worker: { ...shared, CHARTWIRE_ROLE: 'worker' },
		feeder: { ...process.env, FEEDER_DATABASE_URL: urls.owner },
		article: shared,
	} satisfies Record<ProcessName, NodeJS.ProcessEnv>;
}

export interface WholeDemoOptions {
	/** Default: a Redis of its own. */
	readonly redisUrl?: string;
	/** Added to the environment of every process. */
	readonly env?: Readonly<Record<string, string>>;
}

function startProcess(name: ProcessName, env: NodeJS.ProcessEnv, logs: string): Supervised {
	return supervise({ name, file: FILES[name], root, logs, env, log: () => {} });
}

const given = async (url: string): Promise<Store> => ({ url, stop: async () => {} });

/** Starts everything and fills it. @throws when a part does not get ready; what was started is stopped by then. */
export async function startWholeDemo(options: WholeDemoOptions = {}): Promise<WholeDemo> {
	const undos: Undo[] = [];
	try {
		const dir = stateFolder(undos);
		const [port, sitePort] = [await freePort(), await freePort()];
		const origin = `http://localhost:${port}`;
		const state = openState(dir, origin);
		const database = await openPostgres(undefined, dir, () => {});
		undos.push(database.stop);
		const redis = await (options.redisUrl === undefined
			? openRedis(undefined, dir, () => {})
			: given(options.redisUrl));
		undos.push(redis.stop);
		await migrate(database.url);
		const sample = await loadSampleData({ databaseUrl: database.url, stateDir: dir });
		const plan = { state, port, sitePort };
		const env = environments(plan, { database: database.url, redis: redis.url, owner: sample.ownerUrl });
		const running = new Map<ProcessName, Supervised>();
		const start = (name: ProcessName, more: Readonly<Record<string, string>> = {}): void => {
			running.set(name, startProcess(name, { ...env[name], ...options.env, ...more }, state.logs));
		};
		for (const name of ['web', 'worker', 'feeder', 'article'] as const) {
			start(name);
			undos.push(async () => running.get(name)?.stop());
		}
		const ready = (address: string, name: string): Promise<void> =>
			waitUntilReady(address, name, AbortSignal.timeout(60_000));
		await ready(`${origin}/readyz`, 'web process').catch((error: unknown) => {
			throw new Error(running.get('web')?.lastWords(), { cause: error });
		});
		await seed(origin, state.secret, sample.readerUrl);
		const site = `http://localhost:${sitePort}`;
		await ready(`${site}/`, "article's server");
		return {
			origin,
			site,
			secret: state.secret,
			redisUrl: redis.url,
			databaseUrl: database.url,
			ownerUrl: sample.ownerUrl,
			end: async (name) => running.get(name)?.stop(),
			restart: async (name, more) => {
				await running.get(name)?.stop();
				start(name, more);
				if (name === 'web') await ready(`${origin}/readyz`, 'web process');
			},
			stop: () => undoAll(undos),
		};
	} catch (error) {
		await undoAll(undos);
		throw error;
	}
}
