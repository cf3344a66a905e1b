/** A back end that nobody has asked anything yet: PostgreSQL, Redis, a web node or two and one worker, each a process. */
import postgres from 'postgres';
import { signToken } from '../../../server/auth/sign-token.ts';
import { freePort } from '../../../server/embedded/ports.ts';
import { author } from '../../support/chartwire.ts';
import { withPostgres } from '../../support/postgres.ts';
import { startRedis } from '../../support/redis.ts';
import type { Scope } from '../../support/scope.ts';
import { TEST_KEYS, TEST_SECRET } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { type Child, startChild } from '../support/child.ts';

export interface ColdChart {
	readonly name: string;
	readonly sql: string;
	readonly params?: readonly object[];
}

export interface ColdBackend {
	readonly web: Child;
	readonly worker: Child;
	readonly port: number;
	/** Of the web node that a load balancer leads authors to: the same, or one of their own. */
	readonly authorsPort: number;
	readonly secret: string;
	/** The customer's database. */
	readonly customerUrl: string;
	readonly control: postgres.Sql;
	/** A source and these charts for each of the projects. */
	declare(projects: readonly string[], charts: readonly ColdChart[]): Promise<void>;
	authorOf(project: string): Promise<Readonly<Record<string, string>>>;
}

const SOURCE = { engine: 'postgresql', maxConcurrent: 20 } as const;
const A_DAY_MS = 86_400_000;
const AT_ONCE = 16;

/** Runs the work for each item, a few at a time. */
async function forEach<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
	const left = [...items];
	const take = async () => {
		for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
	};
	await Promise.all(Array.from({ length: AT_ONCE }, take));
}

interface ColdOptions {
	readonly env?: Readonly<Record<string, string>>;
	/** Authors have a web node of their own, as docs/load-balancers.md leads them. */
	readonly apart?: boolean;
}

export async function startCold(
	scope: Scope,
	file: string,
	{ env: more = {}, apart = false }: ColdOptions = {},
): Promise<ColdBackend> {
	const redis = await startRedis(scope);
	const [database, customer] = [await withPostgres(scope), await withPostgres(scope)];
	const port = await freePort();
	const env = {
		DATABASE_URL: database.url,
		REDIS_URL: redis.url,
		HOST: '127.0.0.1',
		CHARTWIRE_TOKEN_SECRET: TEST_SECRET,
		CHARTWIRE_KEYS: TEST_KEYS,
		CHARTWIRE_LOG_LEVEL: 'warn',
		// All viewers come from one address here.
		CHARTWIRE_CONNECTIONS_PER_ADDRESS: '100000',
		CHARTWIRE_CONNECTIONS_PER_NODE: '100000',
		...more,
	};
	const start = (role: string, own: number) =>
		startChild({ file, scope, env: { ...env, CHARTWIRE_ROLE: role, PORT: String(own) }, probe: true });
	const startWeb = async (own: number): Promise<Child> => {
		const web = start('web', own);
		const ready = () =>
			fetch(`http://127.0.0.1:${own}/readyz`, { signal: AbortSignal.timeout(1_000) }).then(
				({ ok }) => ok,
				() => false,
			);
		await until(ready, { timeoutMs: 20_000, what: 'the web node gets ready' }).catch((error: unknown) => {
			throw new Error(web.output(), { cause: error });
		});
		return web;
	};
	const web = await startWeb(port);
	const authorsPort = apart ? await freePort() : port;
	if (apart) await startWeb(authorsPort);
	const worker = start('worker', 0);
	const control = postgres(database.url, { max: 1, onnotice: () => undefined });
	scope.defer(() => control.end());
	const authorOf = async (project: string) => {
		const token = await signToken(TEST_SECRET, { ...author, project });
		return { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
	};
	const put = async (project: string, path: string, body: object): Promise<void> => {
		const request = { method: 'PUT', headers: await authorOf(project), body: JSON.stringify(body) };
		const response = await fetch(`http://127.0.0.1:${port}${path}`, request);
		if (!response.ok) throw new Error(`PUT ${path}: ${response.status} ${await response.text()}`);
	};
	const declare = (projects: readonly string[], charts: readonly ColdChart[]) =>
		forEach(projects, async (project) => {
			await put(project, '/v1/sources/sample', { ...SOURCE, url: customer.url });
			for (const { name, ...chart } of charts) {
				await put(project, `/v1/charts/${name}`, { source: 'sample', maxAgeMs: A_DAY_MS, ...chart });
			}
		});
	return { web, worker, port, authorsPort, secret: TEST_SECRET, customerUrl: customer.url, control, declare, authorOf };
}
