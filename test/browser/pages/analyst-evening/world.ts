/** What an evening is spent in: two web nodes behind a proxy that sends nobody to the same one twice, two workers, and receivers. */
import type { Browser } from 'playwright-core';
import postgres from 'postgres';
import { freePort } from '../../../../server/embedded/ports.ts';
import { type Person, setUpAdministrator, withToken } from '../../../support/people.ts';
import { withPostgres } from '../../../support/postgres.ts';
import { startProxy } from '../../../support/proxies.ts';
import { startReceiver, type TestReceiver } from '../../../support/receiver.ts';
import { startRedis } from '../../../support/redis.ts';
import type { Scope } from '../../../support/scope.ts';
import { type SpawnedServer, spawnServer } from '../../../support/server.ts';
import { startSmtp, type TestSmtp } from '../../../support/smtp.ts';
import { Day, type DayWorld, startCustomer } from '../analyst-day/world.ts';
import type { WatchedPage } from '../support/browser.ts';
import { openOtherSite } from '../support/other-site.ts';

const EMAIL = 'ada@example.com';

/** The processes of an installation, of which any may be killed, and another one started in its place. */
export interface Installation {
	/** Where the proxy is: what browsers know of it. */
	readonly origin: string;
	readonly control: postgres.Sql;
	readonly webs: ReadonlyMap<string, SpawnedServer>;
	readonly workers: ReadonlySet<SpawnedServer>;
	/** Kills the web node that the proxy calls so, and starts another one at its address once `meanwhile` has ended. */
	replaceWeb(name: string, meanwhile: () => Promise<void>): Promise<void>;
	/** Kills the worker of that process, and starts another one. */
	replaceWorker(pid: number): Promise<void>;
}

export interface EveningWorld extends DayWorld {
	readonly installation: Installation;
	readonly smtp: TestSmtp;
	readonly receiver: TestReceiver;
	/** Whose evening it is, by the API: an administrator, signed in. */
	readonly admin: Person;
	/** By her token. @throws Error unless it is answered well */
	api(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
}

async function startInstallation(scope: Scope, more: Readonly<Record<string, string>>): Promise<Installation> {
	const [redis, store] = await Promise.all([startRedis(scope, { persist: false }), withPostgres(scope)]);
	const control = postgres(store.url, { max: 3, onnotice: () => {} });
	scope.defer(() => control.end({ timeout: 1 }));
	const [port, ...nodes] = [await freePort(), await freePort(), await freePort()] as const;
	const origin = `http://127.0.0.1:${port}`;
	const env = {
		DATABASE_URL: store.url,
		REDIS_URL: redis.url,
		CHARTWIRE_PUBLIC_URL: origin,
		CHARTWIRE_WORKER_LOST_MS: '4000',
		...more,
	};
	const startWeb = (at: number) => spawnServer({ role: 'web', env, scope, port: at });
	const startWorker = () => spawnServer({ role: 'worker', env, scope });
	const [webs, workers] = [
		await Promise.all(nodes.map(startWeb)),
		await Promise.all([startWorker(), startWorker()]),
	] as const;
	await startProxy(scope, 'haproxy', { nodes, port });
	const byName = new Map(webs.map((web, index) => [`node${index + 1}`, web]));
	const running = new Set(workers);
	return {
		origin,
		control,
		webs: byName,
		workers: running,
		replaceWeb: async (name, meanwhile) => {
			const web = byName.get(name);
			if (web === undefined) throw new Error(`There is no web node "${name}".`);
			await web.kill();
			await meanwhile();
			byName.set(name, await startWeb(web.port));
		},
		replaceWorker: async (pid) => {
			const worker = workers.find((each) => each.pid === pid);
			if (worker === undefined) throw new Error(`No worker has the process ${pid}.`);
			await worker.kill();
			running.delete(worker);
			running.add(await startWorker());
		},
	};
}

async function startSending(scope: Scope) {
	const [smtp, receiver] = await Promise.all([startSmtp(scope), startReceiver(scope)]);
	const env = {
		CHARTWIRE_SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
		CHARTWIRE_MAIL_FROM: 'Weather <weather@example.com>',
		CHARTWIRE_DELIVERY_PRIVATE: 'yes',
	};
	return { smtp, receiver, env };
}

/** The first administrator, as a browser that comes by the proxy knows her. */
async function setUp({ webs, origin }: Installation): Promise<Person> {
	const [first] = webs.values();
	if (first === undefined) throw new Error('There is no web node.');
	const output = () => [...webs.values()].map((web) => web.output()).join('');
	return setUpAdministrator({ ...first, url: origin, output }, EMAIL);
}

export async function startEvening(scope: Scope, launched: Promise<Browser>): Promise<EveningWorld> {
	const { smtp, receiver, env } = await startSending(scope);
	const [installation, customer, site, browser] = await Promise.all([
		startInstallation(scope, env),
		startCustomer(scope),
		openOtherSite(scope),
		launched,
	]);
	const { origin } = installation;
	const admin = await setUp(installation);
	const api: EveningWorld['api'] = async (method, path, body) => {
		const answer = await withToken(admin.node, await admin.token(), [method, path, body]);
		if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
		return answer.body;
	};
	await api('PUT', '/v1/sources/sample', { engine: 'postgresql', url: customer.reader.href });
	return { browser, web: { url: origin }, customer, site, setUpLink: '', installation, smtp, receiver, admin, api };
}

/** A browser through an evening, and the others that stay open meanwhile. */
export interface Evening {
	readonly world: EveningWorld;
	readonly day: Day;
	/** What stays open, by its name: nobody reloads it. */
	readonly open: Map<string, WatchedPage>;
}

export async function beginEvening(world: EveningWorld): Promise<Evening> {
	const url = world.web.url;
	const cookies = [...world.admin.jar].map(([name, value]) => ({ name, value, url }));
	const day = await Day.begin(world, {
		address: `${url}/workshop`,
		prepare: (page) => page.context().addCookies(cookies),
	});
	return { world, day, open: new Map() };
}
