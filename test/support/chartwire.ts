/** A whole back end for a test: control and customer database, Redis, and the roles that it asks for, each a process. */
import postgres from 'postgres';
import { signToken, type TokenGrant } from '../../server/auth/sign-token.ts';
import { withPostgres } from './postgres.ts';
import { startRedis, type TestRedis } from './redis.ts';
import type { Scope } from './scope.ts';
import { type SpawnedServer, spawnServer, TEST_SECRET } from './server.ts';
import { connectWire, type WireClient } from './wire.ts';

export interface ChartwireOptions {
	readonly env?: Readonly<Record<string, string>>;
	/** Use this control database instead of a new one on the shared server. */
	readonly databaseUrl?: string;
	readonly persistRedis?: boolean;
	/** The file that the processes run. Default: server/main.ts. */
	readonly file?: string;
}

export interface Chartwire {
	readonly redis: TestRedis;
	/** The control database, as superuser. */
	readonly control: postgres.Sql;
	/** The customer's database's address. */
	readonly customerUrl: string;
	/** The customer's database, as superuser; also sees every session of the server. */
	readonly customer: postgres.Sql;
	readonly web: () => SpawnedServer;
	/** The worker that was started first. */
	readonly worker: () => SpawnedServer;
	readonly env: Readonly<Record<string, string>>;
	start(role: 'web' | 'worker', env?: Readonly<Record<string, string>>): Promise<SpawnedServer>;
	token(grant?: Partial<TokenGrant>): Promise<string>;
	/** An author's request; the body is parsed. */
	api(method: string, path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }>;
	/** Accepts a run and returns its id. */
	run(sql: string, params?: object): Promise<string>;
	chart(name: string, sql: string, more?: object): Promise<void>;
	wire(grant?: Partial<TokenGrant>): Promise<WireClient>;
}

export const author: TokenGrant = {
	subject: 'author',
	charts: '*',
	dashboards: '*',
	permissions: ['author'],
	expiresInSeconds: 3_600,
};

/** Starts one web and one worker process with the source `sample`, which is the customer's database. */
export async function startChartwire(scope: Scope, options: ChartwireOptions = {}): Promise<Chartwire> {
	const redis = await startRedis(scope, { persist: options.persistRedis ?? false });
	const databaseUrl = options.databaseUrl ?? (await withPostgres(scope)).url;
	const customerUrl = (await withPostgres(scope)).url;
	const [control, customer] = [databaseUrl, customerUrl].map((url) =>
		postgres(url, { max: 2, onnotice: () => {} }),
	) as [postgres.Sql, postgres.Sql];
	for (const sql of [control, customer]) scope.defer(() => sql.end({ timeout: 1 }));
	const env = { DATABASE_URL: databaseUrl, REDIS_URL: redis.url, CHARTWIRE_WORKER_LOST_MS: '4000', ...options.env };
	const file = options.file === undefined ? {} : { file: options.file };
	const start: Chartwire['start'] = (role, more = {}) =>
		spawnServer({ role, env: { ...env, ...more }, scope, ...file });
	let web = await start('web');
	const startSame: Chartwire['start'] = async (role, more = {}) => {
		if (role === 'worker') return start(role, more);
		web = await spawnServer({ role, env: { ...env, ...more }, scope, port: web.port, ...file });
		return web;
	};
	const token = (grant: Partial<TokenGrant> = {}) => signToken(TEST_SECRET, { ...author, ...grant });
	const api: Chartwire['api'] = async (method, path, body) => {
		const headers = { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' };
		const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
		const response = await fetch(`${web.url}${path}`, init);
		return { status: response.status, body: (await response.json()) as Record<string, unknown> };
	};
	const must = async (method: string, path: string, body: unknown) => {
		const answer = await api(method, path, body);
		if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
		return answer.body;
	};
	await must('PUT', '/v1/sources/sample', { engine: 'postgresql', url: customerUrl });
	const worker = await start('worker');
	return {
		redis,
		control,
		customer,
		customerUrl,
		env,
		token,
		api,
		web: () => web,
		worker: () => worker,
		start: startSame,
		run: async (sql, params = {}) => String((await must('POST', '/v1/runs', { source: 'sample', sql, params }))['run']),
		chart: async (name, sql, more = {}) =>
			void (await must('PUT', `/v1/charts/${name}`, { source: 'sample', sql, ...more })),
		wire: async (grant) => connectWire({ url: web.url, token: await token(grant), scope }),
	};
}
