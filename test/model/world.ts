/**
 * Everything that a round plays in, each part a process of its own: PostgreSQL, Redis, two web nodes, the network
 * between them, and the publisher. Charts are entered as answered already, so that nothing but the publisher ever
 * publishes to their channels.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { signToken } from '../../server/auth/tokens.ts';
import { freePort } from '../../server/embedded/ports.ts';
import { chartChannel } from '../../server/runs/names.ts';
import { author } from '../support/chartwire.ts';
import { withPostgres } from '../support/postgres.ts';
import { startRedisProxy } from '../support/redis-proxy.ts';
import type { Scope } from '../support/scope.ts';
import { type SpawnedServer, spawnServer, TEST_SECRET } from '../support/server.ts';
import { PUBLISHER_LINK, redisLink, viewerLink } from './plan.ts';
import { type Links, startProxy } from './proxy.ts';
import { type Publisher, startPublisher } from './publisher.ts';
import { CREATE_LOG, RING } from './truth.ts';
import { startUnrulyRedis, type UnrulyRedis } from './unruly-redis.ts';

export const NODES = 2;
const CHARTS = 4;
const PING_MS = 1_000;
/** What was published before is announced by then. */
const ANNOUNCED_MS = 50;

export interface World {
	readonly sql: postgres.Sql;
	readonly redis: UnrulyRedis;
	readonly proxy: Links;
	readonly publisher: Publisher;
	readonly token: string;
	/** Name to channel. */
	readonly charts: ReadonlyMap<string, string>;
	/** The address of each viewer's link. */
	readonly addresses: readonly string[];
	/** Ends a node, and starts it again at the same address; one fault of a node after the other. */
	restartNode(node: number, how: 'kill' | 'leave'): Promise<void>;
	/** Takes away what Redis announces to a node, until something has happened and a little longer. */
	loseAnnouncements(node: number, during: Promise<unknown>): Promise<void>;
	/** What the nodes have written last. */
	nodeOutput(): string;
}

async function enterCharts(sql: postgres.Sql): Promise<Map<string, string>> {
	await sql.unsafe(CREATE_LOG);
	await sql`insert into sources (project, name, engine, url) values ('default', 'sample', 'postgresql', 'postgres://nowhere')`;
	const charts = new Map<string, string>();
	for (let index = 0; index < CHARTS; index += 1) {
		const name = `model-${index}`;
		const channel = chartChannel(TEST_SECRET, { project: 'default', name, params: {}, claims: {} });
		await sql`insert into charts (project, name, source, sql) values ('default', ${name}, 'sample', 'select 1')`;
		await sql`
			insert into channels (channel, project, chart, last_finished_at)
			values (${channel}, 'default', ${name}, now() + interval '1 day')
		`;
		charts.set(name, channel);
	}
	return charts;
}

interface NodePlace {
	readonly port: number;
	readonly env: Readonly<Record<string, string>>;
}

class Nodes {
	readonly #scope: Scope;
	readonly #places: readonly NodePlace[];
	readonly #servers: SpawnedServer[] = [];
	readonly #works: Promise<void>[] = [];

	constructor(scope: Scope, places: readonly NodePlace[]) {
		this.#scope = scope;
		this.#places = places;
	}

	async start(node: number): Promise<void> {
		const place = this.#places[node];
		if (place === undefined) throw new Error(`There is no node ${node}.`);
		const { port, env } = place;
		this.#servers[node] = await spawnServer({ role: 'web', env, port, scope: this.#scope });
	}

	restart(node: number, how: 'kill' | 'leave'): Promise<void> {
		const work = async (): Promise<void> => {
			await (how === 'kill' ? this.#servers[node]?.kill() : this.#servers[node]?.stop());
			await this.start(node);
		};
		this.#works[node] = (this.#works[node] ?? Promise.resolve()).then(work);
		return this.#works[node];
	}

	output(): string {
		return this.#servers.map((server, node) => `node ${node}:\n${server.output().slice(-2_000)}`).join('\n');
	}
}

export async function startWorld(scope: Scope, { viewers, seed }: { viewers: number; seed: number }): Promise<World> {
	const proxy = startProxy(scope);
	const [redis, { url: databaseUrl }] = await Promise.all([startUnrulyRedis(scope), withPostgres(scope)]);
	const open = (name: string, targets: readonly number[], index: number) =>
		proxy.open({ name, targets, seed: seed + index });
	const thieves = await Promise.all(Array.from({ length: NODES }, () => startRedisProxy(scope, redis.port)));
	const places: NodePlace[] = [];
	for (let node = 0; node < NODES; node += 1) {
		const redisPort = await open(redisLink(node), [Number(new URL(thieves[node]?.url ?? '').port)], -1);
		const env = {
			DATABASE_URL: databaseUrl,
			REDIS_URL: `redis://127.0.0.1:${redisPort}`,
			CHARTWIRE_LOG_LEVEL: 'warn',
			CHARTWIRE_PING_MS: String(PING_MS),
			CHARTWIRE_RING_MAX_COUNT: String(RING.maxCount),
			CHARTWIRE_RING_MAX_BYTES: String(RING.maxBytes),
			CHARTWIRE_RING_MAX_AGE_MS: String(RING.maxAgeMs),
		};
		places.push({ port: await freePort(), env });
	}
	const nodes = new Nodes(scope, places);
	await Promise.all(places.map((_, node) => nodes.start(node)));
	const sql = postgres(databaseUrl, { max: 2, onnotice: () => {} });
	scope.defer(() => sql.end({ timeout: 1 }));
	const charts = await enterCharts(sql);
	const publisherPort = await open(PUBLISHER_LINK, [redis.port], -1);
	const redisUrl = `redis://127.0.0.1:${publisherPort}`;
	const publisher = await startPublisher(scope, { databaseUrl, redisUrl, channels: [...charts.values()] });
	const addresses: string[] = [];
	for (let viewer = 0; viewer < viewers; viewer += 1) {
		const port = await open(
			viewerLink(viewer),
			places.map((place) => place.port),
			viewer,
		);
		addresses.push(`http://127.0.0.1:${port}`);
	}
	return {
		sql,
		redis,
		proxy,
		publisher,
		token: await signToken(TEST_SECRET, author),
		charts,
		addresses,
		restartNode: (node, how) => nodes.restart(node, how),
		loseAnnouncements: async (node, during) => {
			thieves[node]?.swallow();
			await during;
			await sleep(ANNOUNCED_MS);
			thieves[node]?.pass();
		},
		nodeOutput: () => nodes.output(),
	};
}
