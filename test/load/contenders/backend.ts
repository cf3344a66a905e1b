/**
 * Chartwire's back end for a whole run of the harness: PostgreSQL, Redis and a worker, each a process. Web nodes are
 * started by whoever measures them. Charts get one real result each; what is measured is published by the harness
 * through the same stream that a worker uses.
 */
import { signToken } from '../../../server/auth/sign-token.ts';
import { freePort } from '../../../server/embedded/ports.ts';
import { RedisStream } from '../../../server/stream/redis.ts';
import type { StreamEvent } from '../../../widget/protocol.ts';
import { author } from '../../support/chartwire.ts';
import { quietLog } from '../../support/log.ts';
import { withPostgres } from '../../support/postgres.ts';
import { startRedis } from '../../support/redis.ts';
import type { Scope } from '../../support/scope.ts';
import { spawnServer, TEST_KEYS, TEST_SECRET } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { connectWire } from '../../support/wire.ts';
import { type Child, startChild } from '../support/child.ts';

export interface WebNode {
	readonly child: Child;
	readonly port: number;
}

export interface Backend {
	readonly redisUrl: string;
	readonly secret: string;
	/** The names of the charts, each with a result. */
	readonly charts: readonly string[];
	/** Publishes to one of the charts, under a key of its own. */
	publish(chart: string, event: StreamEvent): Promise<void>;
	startWeb(scope: Scope, options?: { readonly port?: number; readonly env?: Environment }): Promise<WebNode>;
}

type Environment = Readonly<Record<string, string>>;

const CHARTS = 15;
const RING = { maxCount: 256, maxBytes: 1_048_576, maxAgeMs: 3_600_000 };
const A_DAY_MS = 86_400_000;
/** Later than every run of a worker, so that nothing else is published to the charts meanwhile. */
const FENCE = { ordinal: 1_000_000_000, attempt: 1 };

/** Starts the compiled server without any loader, and waits until it serves. */
function webStarter(file: string, environment: Environment): Backend['startWeb'] {
	return async (scope, { port: wanted, env = {} } = {}) => {
		const port = wanted ?? (await freePort());
		const own = { CHARTWIRE_ROLE: 'web', HOST: '127.0.0.1', PORT: String(port), ...environment, ...env };
		const child = startChild({ file, scope, env: own, probe: true });
		const ready = () =>
			fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(1_000) }).then(
				({ ok }) => ok,
				() => false,
			);
		await until(ready, { timeoutMs: 20_000, what: `the web node gets ready` }).catch((error: unknown) => {
			throw new Error(child.output(), { cause: error });
		});
		return { child, port };
	};
}

/** Creates the charts, waits for the first result of each, and answers the channel of each. */
async function prepareCharts(scope: Scope, web: WebNode, customerUrl: string): Promise<Map<string, string>> {
	const url = `http://127.0.0.1:${web.port}`;
	const token = await signToken(TEST_SECRET, author);
	const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
	const put = async (path: string, body: object): Promise<void> => {
		const response = await fetch(`${url}${path}`, { method: 'PUT', headers, body: JSON.stringify(body) });
		if (!response.ok) throw new Error(`PUT ${path}: ${response.status} ${await response.text()}`);
	};
	await put('/v1/sources/sample', { engine: 'postgresql', url: customerUrl });
	const wire = await connectWire({ url, token, scope });
	const channels = new Map<string, string>();
	for (let index = 0; index < CHARTS; index += 1) {
		const chart = `load-${index}`;
		await put(`/v1/charts/${chart}`, { source: 'sample', sql: `select ${index} as n`, maxAgeMs: A_DAY_MS });
		const { channel } = await wire.subscribe({ chart });
		await wire.waitFor((frame) => frame.type === 'event' && frame.channel === channel && frame.event.kind === 'result');
		channels.set(chart, channel);
	}
	await wire.close();
	return channels;
}

export async function startBackend(scope: Scope, file: string): Promise<Backend> {
	const redis = await startRedis(scope);
	const [control, customer] = [await withPostgres(scope), await withPostgres(scope)];
	const env = {
		DATABASE_URL: control.url,
		REDIS_URL: redis.url,
		CHARTWIRE_TOKEN_SECRET: TEST_SECRET,
		CHARTWIRE_KEYS: TEST_KEYS,
		CHARTWIRE_LOG_LEVEL: 'warn',
		// All viewers come from one address here.
		CHARTWIRE_CONNECTIONS_PER_ADDRESS: '100000',
		CHARTWIRE_CONNECTIONS_PER_NODE: '100000',
	};
	const startWeb = webStarter(file, env);
	const web = await startWeb(scope);
	await spawnServer({ role: 'worker', env: { ...env, CHARTWIRE_LOG_LEVEL: 'info' }, scope, file });
	const channels = await prepareCharts(scope, web, customer.url);
	await web.child.stop();
	const stream = new RedisStream({ url: redis.url, ring: RING, log: quietLog });
	scope.defer(() => stream.close());
	await stream.settle(5_000);
	let published = 0;
	return {
		redisUrl: redis.url,
		secret: TEST_SECRET,
		charts: [...channels.keys()],
		startWeb,
		publish: async (chart, event) => {
			const channel = channels.get(chart);
			if (channel === undefined) throw new Error(`There is no chart "${chart}" to publish to.`);
			published += 1;
			const { outcome } = await stream.publish({ channel, event, key: `load:${published}`, fence: FENCE });
			if (outcome !== 'published') throw new Error(`The stream answered "${outcome}" to a publication.`);
		},
	};
}
