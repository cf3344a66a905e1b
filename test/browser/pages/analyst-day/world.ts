/** What an analyst's day is spent in: a new installation, web and worker as processes of their own, and the sample data at a customer's. */
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import postgres from 'postgres';
import { loadSampleData } from '../../../../demo/sample-data/load.ts';
import { startEmbeddedPostgres } from '../../../../server/embedded/postgres.ts';
import { loggedCode } from '../../../support/people.ts';
import { temporaryDirectory, withPostgres } from '../../../support/postgres.ts';
import { startRedis } from '../../../support/redis.ts';
import type { Scope } from '../../../support/scope.ts';
import { type SpawnedServer, spawnServer } from '../../../support/server.ts';
import { until } from '../../../support/until.ts';
import { openPage, type WatchedPage, watchPage } from '../support/browser.ts';
import { type OtherSite, openOtherSite } from '../support/other-site.ts';
import { findings, shoot } from '../support/workshop.ts';

const PATIENCE_MS = 60_000;

export interface Customer {
	/** Of the role that only reads. */
	readonly reader: URL;
	/** Of whoever owns the tables, and sees every session. */
	readonly owner: postgres.Sql;
}

export interface DayWorld {
	readonly browser: Browser;
	/** Where browsers reach it: http://127.0.0.1:PORT */
	readonly web: Pick<SpawnedServer, 'url'>;
	readonly customer: Customer;
	/** Somebody's web site, whose pages may show charts. */
	readonly site: OtherSite;
	/** The link that the web process has logged at its first start. */
	readonly setUpLink: string;
}

/** On a server of its own: the sample data's role has a fixed name, and other tests use it too. */
export async function startCustomer(scope: Scope): Promise<Customer> {
	const dir = temporaryDirectory();
	const server = await startEmbeddedPostgres({ dir: join(dir, 'customer'), durable: false });
	scope.defer(() => server.stop());
	const { readerUrl, ownerUrl } = await loadSampleData({ databaseUrl: server.url('postgres'), stateDir: dir });
	const owner = postgres(ownerUrl, { max: 2, onnotice: () => {} });
	scope.defer(() => owner.end({ timeout: 1 }));
	return { reader: new URL(readerUrl), owner };
}

async function startServers(scope: Scope): Promise<SpawnedServer> {
	const [redis, control] = await Promise.all([startRedis(scope, { persist: false }), withPostgres(scope)]);
	const env = { DATABASE_URL: control.url, REDIS_URL: redis.url };
	const web = await spawnServer({ role: 'web', env, scope });
	await spawnServer({ role: 'worker', env, scope });
	return web;
}

export async function startDay(scope: Scope, launched: Promise<Browser>): Promise<DayWorld> {
	const [web, customer, site, browser] = await Promise.all([
		startServers(scope),
		startCustomer(scope),
		openOtherSite(scope),
		launched,
	]);
	const code = await until(() => loggedCode(web), { what: 'the web process logs a link' });
	return { browser, web, customer, site, setUpLink: `${web.url}/setup#code=${code}` };
}

type Heard = Pick<WatchedPage, 'complaints'>;

const VIEW = { viewport: { width: 1440, height: 900 } };

export interface Beginning extends BrowserContextOptions {
	/** Where the day begins. Default: with the link of the first start. */
	readonly address?: string;
	/** Done before that is opened. */
	readonly prepare?: (page: Page) => Promise<unknown>;
}

/** One person's browser through a day: what they look at now, and whatever any of their pages has complained about. */
export class Day {
	readonly world: DayWorld;
	readonly #found: string[] = [];
	/** How many complaints of each page have been taken up. */
	readonly #heard = new Map<Heard, number>();
	#watched: WatchedPage;

	private constructor(world: DayWorld, watched: WatchedPage) {
		this.world = world;
		this.#watched = watched;
		this.follow(watched);
		watched.page.setDefaultTimeout(PATIENCE_MS);
	}

	static async begin(world: DayWorld, { address = world.setUpLink, ...options }: Beginning = {}): Promise<Day> {
		return new Day(world, await openPage(world.browser, address, { ...VIEW, ...options }));
	}

	get page(): Page {
		return this.#watched.page;
	}

	/** What this page complains about counts as well. */
	follow(watched: Heard): void {
		this.#heard.set(watched, 0);
	}

	/** A stop on the way: whatever axe-core finds there is told at the end of the day, and so is what stands out at the side. */
	async stop(name: string, page = this.page): Promise<void> {
		await page.evaluate(() =>
			Promise.all(document.getAnimations().map((each) => each.finished.catch(() => undefined))),
		);
		await shoot(page, `day-${name}`);
		for (const finding of await findings(page)) this.#found.push(`${name}: ${finding}`);
	}

	/** Closes the page, as a tab is closed; the browser stays who it is. */
	async leave(): Promise<void> {
		await this.page.close();
	}

	/** Opens another tab, beside the one that is looked at. */
	async openTab(path: string): Promise<Page> {
		const page = await this.page.context().newPage();
		page.setDefaultTimeout(PATIENCE_MS);
		this.follow(watchPage(page));
		await page.goto(this.world.web.url + path);
		return page;
	}

	/** Comes again, in a new tab. */
	async comeBack(path: string): Promise<void> {
		const context = this.page.context();
		const page = await context.newPage();
		page.setDefaultTimeout(PATIENCE_MS);
		this.#watched = { page, ...watchPage(page), close: () => context.close() };
		this.follow(this.#watched);
		await page.goto(this.world.web.url + path);
	}

	/** Takes up what the pages have complained about since this was last done, but for what is planned. */
	hear(planned?: RegExp): void {
		for (const [watched, count] of this.#heard) {
			const { complaints } = watched;
			this.#found.push(...complaints.slice(count).filter((each) => planned?.test(each) !== true));
			this.#heard.set(watched, complaints.length);
		}
	}

	/** What was found at the stops so far, and what the pages have complained about. */
	get found(): readonly string[] {
		this.hear();
		return this.#found;
	}

	end(): Promise<void> {
		return this.#watched.close();
	}
}
