/**
 * `npm run demo`: starts everything that Chartwire needs on one machine, in order, and stops it in the opposite order.
 *
 * Web and worker are processes of their own, as they are in production: killing one on purpose is part of the demo,
 * and it is started again.
 */
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmbeddedServerError } from '../server/embedded/processes.ts';
import { loadSampleData, SampleDataError } from './sample-data/load.ts';
import { whereToSignIn } from './start/people.ts';
import { nextFreePort, wantedPort } from './start/port-check.ts';
import { seed, waitUntilReady } from './start/seed.ts';
import { checkNotRunning, DemoError, type DemoState, openState } from './start/state.ts';
import { openPostgres, openRedis } from './start/stores.ts';
import { type Supervised, supervise } from './start/supervised.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** One Ctrl-C may arrive twice, from the terminal and from npm; only a later one is a second. */
const SAME_SIGNAL_MS = 1_000;
/** The demo's worker lets its runs finish for this long, then hands them back, so that Ctrl-C stays quick. */
const WORKER_GRACE_MS = 4_000;

const say = (line: string): void => {
	process.stdout.write(`${line}\n`);
};

/** What has been started, to be stopped last in, first out. */
class Stack {
	readonly #children: Supervised[] = [];
	readonly #stops: { readonly name: string; readonly stop: () => Promise<void> }[] = [];

	add(name: string, stop: () => Promise<void>): void {
		this.#stops.push({ name, stop });
	}

	addChild(child: Supervised): void {
		this.#children.push(child);
		this.add(child.name, () => child.stop());
	}

	lastWords(name: string): string {
		return this.#children.find((child) => child.name === name)?.lastWords() ?? '';
	}

	killChildren(): void {
		for (const child of this.#children) child.kill();
	}

	async stopAll(): Promise<void> {
		for (let top = this.#stops.pop(); top !== undefined; top = this.#stops.pop()) {
			try {
				await top.stop();
			} catch (error) {
				say(`${top.name} did not stop cleanly: ${error instanceof Error ? error.message : String(error)}`);
			}
		}
	}
}

interface Plan {
	readonly port: number;
	readonly sitePort: number;
	readonly host: string;
	readonly address: string;
}

async function makePlan(dir: string): Promise<Plan> {
	checkNotRunning(dir);
	const port = await wantedPort(process.env['PORT']);
	const sitePort = await nextFreePort(port + 1);
	return { port, sitePort, host: process.env['HOST'] ?? '127.0.0.1', address: `http://localhost:${port}` };
}

function startChildren(
	stack: Stack,
	state: DemoState,
	plan: Plan,
	urls: Record<'database' | 'redis' | 'owner', string>,
): void {
	const shared = {
		...process.env,
		DATABASE_URL: urls.database,
		REDIS_URL: urls.redis,
		CHARTWIRE_TOKEN_SECRET: state.secret,
		CHARTWIRE_KEYS: state.keys,
		CHARTWIRE_WORKER_GRACE_MS: process.env['CHARTWIRE_WORKER_GRACE_MS'] ?? String(WORKER_GRACE_MS),
		// Records nobody but whoever opens a page with `?record`.
		CHARTWIRE_TAP: process.env['CHARTWIRE_TAP'] ?? 'frames',
		HOST: plan.host,
		PORT: String(plan.port),
		DEMO_SITE_PORT: String(plan.sitePort),
	};
	const { DATABASE_URL: _database, REDIS_URL: _redis, ...site } = shared;
	const start = (name: string, file: string, env: NodeJS.ProcessEnv): void => {
		stack.addChild(supervise({ name, file, root, logs: state.logs, env, log: say }));
	};
	start('web', 'demo/web.ts', { ...shared, CHARTWIRE_ROLE: 'web' });
	start('worker', 'server/main.ts', { ...shared, CHARTWIRE_ROLE: 'worker' });
	start('feeder', 'demo/feeder.ts', { ...process.env, FEEDER_DATABASE_URL: urls.owner });
	start('article', 'demo/site.ts', site);
}

/** The address of a Redis that was given may hold a password. */
const redisOption = (url: string): string => (process.env['REDIS_URL'] === undefined ? url : '$REDIS_URL');

function banner(
	plan: Plan,
	state: DemoState,
	{ seconds, redis, signIn }: { seconds: number; redis: string; signIn: string },
): string {
	const page = (path: string): string => `${plan.address}${path}`;
	const lines = [
		`Chartwire is running (${seconds.toFixed(1)} s).`,
		'',
		`  Start here   ${page('/')}`,
		`  Editor       ${page('/editor')}`,
		`  Portal       ${page('/portal')}`,
		`  Workshop     ${page('/workshop')}   SQL, recipes, sources, people`,
		`  People       ${signIn}`,
		`  Explorer     ${page('/explore')}   charts with parameters`,
		`  Frameworks   ${page('/frameworks/react')}   plain HTML, React, Vue and Svelte`,
		`  Wallboard    ${page('/wallboard')}`,
		`  Inspector    ${page('/inspector')}   every frame of the pages in other tabs`,
		`  Article      http://localhost:${plan.sitePort}/   another origin, with two charts embedded`,
		'',
		`  Recording    open ${page('/portal?record')}, and say`,
		`               npx chartwire record portal.ndjson --redis ${redisOption(redis)}`,
		'',
		`  Data and logs are in ${relative(root, state.dir)}/. Ctrl-C stops everything.`,
	];
	const rule = '─'.repeat(76);
	return `\n${rule}\n${lines.join('\n')}\n${rule}\n`;
}

async function startAll(stack: Stack, state: DemoState, plan: Plan, signal: AbortSignal): Promise<void> {
	const started = performance.now();
	const step = async <T>(work: Promise<T>): Promise<T> => {
		const result = await work;
		signal.throwIfAborted();
		return result;
	};
	const opened = await Promise.allSettled([
		openPostgres(process.env['DATABASE_URL'], state.dir, say),
		openRedis(process.env['REDIS_URL'], state.dir, say),
	]);
	const names = ['PostgreSQL', 'Redis'];
	for (const [index, store] of opened.entries()) {
		if (store.status === 'fulfilled') stack.add(names[index] ?? '', () => store.value.stop());
	}
	const [database, redis] = opened;
	if (database.status === 'rejected') throw database.reason;
	if (redis.status === 'rejected') throw redis.reason;
	signal.throwIfAborted();
	const { migrate } = await step(import('../server/main.ts'));
	await step(migrate(database.value.url));
	const sample = await step(loadSampleData({ databaseUrl: database.value.url, stateDir: state.dir, log: say }));
	startChildren(stack, state, plan, { database: database.value.url, redis: redis.value.url, owner: sample.ownerUrl });
	const local = `http://127.0.0.1:${plan.port}`;
	await step(
		waitUntilReady(`${local}/readyz`, 'web process', signal).catch((error: unknown) => {
			if (!signal.aborted) say(stack.lastWords('web'));
			throw error;
		}),
	);
	await step(seed(local, state.secret, sample.readerUrl));
	await step(waitUntilReady(`http://127.0.0.1:${plan.sitePort}/`, "article's server", signal));
	const seconds = (performance.now() - started) / 1000;
	const signIn = await step(whereToSignIn(local, plan.address, stack.lastWords('web')));
	say(banner(plan, state, { seconds, redis: redis.value.url, signIn }));
}

/** Resolves at the first signal to stop; later ones hurry. */
function onSignals(abort: AbortController, stack: Stack): void {
	let firstAt: number | undefined;
	let isHurried = false;
	const stop = (): void => {
		const now = Date.now();
		if (firstAt === undefined) {
			firstAt = now;
			say('\nStopping; Ctrl-C again kills.');
			abort.abort(new DemoError('stopped'));
		} else if (now - firstAt > SAME_SIGNAL_MS && !isHurried) {
			isHurried = true;
			stack.killChildren();
		}
	};
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
}

async function main(): Promise<number> {
	const dir = join(root, '.chartwire');
	const stack = new Stack();
	const abort = new AbortController();
	onSignals(abort, stack);
	let code = 0;
	try {
		const plan = await makePlan(dir);
		const state = openState(dir, plan.address);
		stack.add('the lock', async () => state.release());
		await startAll(stack, state, plan, abort.signal);
		await new Promise((resolve) => {
			const keepAlive = setInterval(() => {}, 60_000);
			abort.signal.addEventListener('abort', () => resolve(clearInterval(keepAlive)), { once: true });
		});
	} catch (error) {
		if (!abort.signal.aborted) {
			code = 1;
			const isKnown =
				error instanceof DemoError || error instanceof SampleDataError || error instanceof EmbeddedServerError;
			process.stderr.write(`${isKnown ? error.message : `The demo could not start: ${describe(error)}`}\n`);
		}
	}
	await stack.stopAll();
	if (abort.signal.aborted) say('Stopped.');
	return code;
}

const describe = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

process.exitCode = await main();
process.exit();
