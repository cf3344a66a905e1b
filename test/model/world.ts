/**
 * Everything that a round plays in, each part a process of its own: PostgreSQL, Redis, two web nodes, the network
 * between them, and the publisher, or a worker. Where there is a publisher, charts are entered as answered already, so
 * that nothing else ever publishes to their channels.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { signToken } from '../../server/auth/sign-token.ts';
import { freePort } from '../../server/embedded/ports.ts';
import { chartChannel } from '../../server/runs/names.ts';
import { author } from '../support/chartwire.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';
import { withPostgres } from '../support/postgres.ts';
import { type RedisProxy, startRedisProxy } from '../support/redis-proxy.ts';
import type { Scope } from '../support/scope.ts';
import { TEST_SECRET } from '../support/server.ts';
import type { Oracle } from './evidence.ts';
import { Nodes, type Place } from './nodes.ts';
import { CLOCKS, type Clock, type Kind, PUBLISHER_LINK, redisLink, viewerLink } from './plan.ts';
import { type Links, startProxy } from './proxy.ts';
import { startPublisher } from './publisher.ts';
import { Rows, rowsTeller, STILL, sqlOf } from './rows.ts';
import type { Teller } from './teller.ts';
import { CREATE_LOG, RING, Truth } from './truth.ts';
import { startUnrulyRedis, type UnrulyRedis } from './unruly-redis.ts';
import { startUnrulySentinel } from './unruly-sentinel.ts';
import type { ViewersClock } from './viewer.ts';

export const NODES = 2;
const CHARTS = 4;
const PING_MS = 1_000;
const DAY_MS = 86_400_000;
/** What was published before is announced by then. */
const ANNOUNCED_MS = 50;
/** Longer than any clock is set forwards: a token is judged by the clock of the node. */
const TOKEN_SECONDS = 30 * 86_400;

/** Where somebody joins while events are told: a chart that nobody else watches, and what stands before Redis. */
export interface Stage {
	readonly chart: string;
	readonly channel: string;
	readonly nodes: readonly { readonly address: string; readonly thief: RedisProxy }[];
}

export interface World {
	readonly kind: Kind;
	readonly oracle: Oracle;
	readonly redis: UnrulyRedis;
	readonly proxy: Links;
	readonly teller: Teller;
	readonly token: string;
	/** Name to channel. */
	readonly charts: ReadonlyMap<string, string>;
	/** The address of each viewer's link. */
	readonly addresses: readonly string[];
	readonly viewersClock: ViewersClock;
	readonly stage: Stage | undefined;
	restartNode(node: number, how: 'kill' | 'leave'): Promise<void>;
	restartWorker(how: 'kill' | 'leave'): Promise<void>;
	/** Takes away what Redis announces to a node, until something has happened and a little longer. */
	loseAnnouncements(node: number, during: Promise<unknown>): Promise<void>;
	setClock(whose: Clock, aheadMs: number): void;
	/** What the nodes have written last. */
	nodeOutput(): string;
}

interface Entering {
	readonly control: postgres.Sql;
	readonly kind: Kind;
	readonly customerUrl: string;
}

const chartNames = Array.from({ length: CHARTS }, (_, index) => `model-${index}`);
const STAGE = 'model-stage';
const channelOf = (name: string) => chartChannel(TEST_SECRET, { project: 'default', name, params: {}, claims: {} });

async function enterCharts({ control, kind, customerUrl }: Entering): Promise<Map<string, string>> {
	const charts = new Map<string, string>();
	await control`insert into sources (project, name, engine, url) values ('default', 'sample', 'postgresql', ${customerUrl})`;
	for (const name of [...chartNames, STAGE]) {
		const channel = channelOf(name);
		const refreshMs = kind === 'charts' && name !== STILL ? 1_000 : null;
		await control`
			insert into charts (project, name, source, sql, refresh_ms, max_age_ms)
			values ('default', ${name}, 'sample', ${sqlOf(name)}, ${refreshMs}, ${DAY_MS})
		`;
		charts.set(name, channel);
		if (kind === 'charts') continue;
		await control`
			insert into channels (channel, project, chart, last_finished_at)
			values (${channel}, 'default', ${name}, now() + interval '1 day')
		`;
	}
	charts.delete(STAGE);
	return charts;
}

interface Parts {
	readonly scope: Scope;
	readonly kind: Kind;
	readonly seed: number;
	readonly redis: UnrulyRedis;
	readonly proxy: Links;
	readonly clocks: Readonly<Record<Clock, FakeClock | undefined>>;
	readonly databaseUrl: string;
}

/** Each node has a way to Redis of its own, with a thief on it; behind Sentinel it goes straight. */
async function placeNodes({ scope, kind, seed, redis, proxy, clocks, databaseUrl }: Parts) {
	const thieves: RedisProxy[] = [];
	const places: Place[] = [];
	const common = { DATABASE_URL: databaseUrl, CHARTWIRE_LOG_LEVEL: 'warn' };
	for (let node = 0; node < NODES; node += 1) {
		let url = redis.url;
		if (redis.port !== undefined) {
			const thief = await startRedisProxy(scope, redis.port);
			thieves.push(thief);
			const targets = [Number(new URL(thief.url).port)];
			url = `redis://127.0.0.1:${await proxy.open({ name: redisLink(node), targets, seed: seed - 1 })}`;
		}
		const env = {
			...common,
			...clocks[node === 0 ? 'node 0' : 'node 1']?.env,
			REDIS_URL: url,
			CHARTWIRE_PING_MS: String(PING_MS),
			CHARTWIRE_RING_MAX_COUNT: String(RING.maxCount),
			CHARTWIRE_RING_MAX_BYTES: String(RING.maxBytes),
			CHARTWIRE_RING_MAX_AGE_MS: String(RING.maxAgeMs),
		};
		places.push({ role: 'web', port: await freePort(), env });
	}
	if (kind === 'charts') {
		const limits = { CHARTWIRE_WORKER_LOST_MS: '3000', CHARTWIRE_LOG_LEVEL: 'info' };
		const env = { ...common, ...clocks.teller?.env, REDIS_URL: redis.url, ...limits };
		places.push({ role: 'worker', port: undefined, env });
	}
	return { thieves, places };
}

/** Who tells, and what is true. */
async function startTelling(
	parts: Parts,
	control: postgres.Sql,
): Promise<{ teller: Teller; oracle: Oracle; charts: Map<string, string> }> {
	const { scope, kind, seed, redis, proxy, clocks, databaseUrl } = parts;
	if (kind === 'charts') {
		const { url: customerUrl } = await withPostgres(scope);
		const customer = postgres(customerUrl, { max: 2, onnotice: () => {} });
		scope.defer(() => customer.end({ timeout: 1 }));
		const charts = await enterCharts({ control, kind, customerUrl });
		const teller = await rowsTeller(customer, charts);
		await teller.finish();
		return { teller, oracle: new Rows(customer, charts), charts };
	}
	await control.unsafe(CREATE_LOG);
	const charts = await enterCharts({ control, kind, customerUrl: 'postgres://nowhere' });
	let redisUrl = redis.url;
	if (redis.port !== undefined) {
		redisUrl = `redis://127.0.0.1:${await proxy.open({ name: PUBLISHER_LINK, targets: [redis.port], seed: seed - 1 })}`;
	}
	const channels = [...charts.values(), channelOf(STAGE)];
	const teller = await startPublisher(scope, { databaseUrl, redisUrl, channels }, clocks.teller?.env ?? {});
	return { teller, oracle: new Truth(control), charts };
}

export interface WorldOptions {
	readonly kind: Kind;
	readonly viewers: number;
	readonly seed: number;
}

export async function startWorld(scope: Scope, { kind, viewers, seed }: WorldOptions): Promise<World> {
	const proxy = startProxy(scope);
	const viewersClock: ViewersClock = { aheadMs: 0 };
	const [node0, node1, ofRedis, ofTeller] = [fakeClock(), fakeClock(), fakeClock(), fakeClock()];
	const clocks = { 'node 0': node0, 'node 1': node1, redis: ofRedis, teller: ofTeller, viewers: undefined };
	const startRedis = kind === 'sentinel' ? startUnrulySentinel : startUnrulyRedis;
	const [redis, { url: databaseUrl }] = await Promise.all([startRedis(scope, ofRedis.env), withPostgres(scope)]);
	const parts = { scope, kind, seed, redis, proxy, clocks, databaseUrl };
	const { thieves, places } = await placeNodes(parts);
	const nodes = new Nodes(scope, places);
	await nodes.start();
	const control = postgres(databaseUrl, { max: 2, onnotice: () => {} });
	scope.defer(() => control.end({ timeout: 1 }));
	const telling = await startTelling(parts, control);
	const ports = places.flatMap(({ port }) => (port === undefined ? [] : [port]));
	const addresses: string[] = [];
	for (let viewer = 0; viewer < viewers; viewer += 1) {
		const port = await proxy.open({ name: viewerLink(viewer), targets: ports, seed: seed + viewer });
		addresses.push(`http://127.0.0.1:${port}`);
	}
	const onStage = thieves.map((thief, node) => ({ address: `http://127.0.0.1:${ports[node]}`, thief }));
	return {
		...{ kind, redis, proxy, ...telling, addresses, viewersClock },
		token: await signToken(TEST_SECRET, { ...author, expiresInSeconds: TOKEN_SECONDS }),
		stage: kind === 'log' ? { chart: STAGE, channel: channelOf(STAGE), nodes: onStage } : undefined,
		restartNode: (node, how) => nodes.restart(node, how),
		restartWorker: (how) => nodes.restart(NODES, how),
		loseAnnouncements: async (node, during) => {
			thieves[node]?.swallow();
			await during;
			await sleep(ANNOUNCED_MS);
			thieves[node]?.pass();
		},
		setClock: (whose, aheadMs) => {
			if (whose === 'viewers') viewersClock.aheadMs = aheadMs;
			else clocks[whose].set(aheadMs);
		},
		nodeOutput: () => nodes.output(),
	};
}

export const setClocksRight = (world: World): void => {
	for (const whose of CLOCKS) world.setClock(whose, 0);
};
