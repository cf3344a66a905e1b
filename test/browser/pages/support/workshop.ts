/** A whole back end with somebody signed in, and its workshop in a real browser. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import postgres from 'postgres';
import { type Person, setUpAdministrator } from '../../../support/people.ts';
import { type TestDatabase, withPostgres } from '../../../support/postgres.ts';
import { startRedis } from '../../../support/redis.ts';
import type { Scope } from '../../../support/scope.ts';
import { spawnServer } from '../../../support/server.ts';
import { openPage, type WatchedPage } from './browser.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const PATIENCE_MS = 30_000;

export interface Workshop {
	readonly origin: string;
	/** The administrator of the project `default`, signed in. */
	readonly person: Person;
	readonly control: postgres.Sql;
	readonly customer: TestDatabase;
	/** Opens `/workshop/default/…` as this person. */
	open(browser: Browser, path: string, options?: BrowserContextOptions): Promise<WatchedPage>;
}

/** One node that is both web and worker, on empty stores, and an empty database of a customer. `more`: of its environment. */
export async function startWorkshop(scope: Scope, more: Readonly<Record<string, string>> = {}): Promise<Workshop> {
	const [redis, store, customer] = await Promise.all([
		startRedis(scope, { persist: false }),
		withPostgres(scope),
		withPostgres(scope),
	]);
	const control = postgres(store.url, { max: 1, onnotice: () => {} });
	scope.defer(() => control.end({ timeout: 1 }));
	const env = { DATABASE_URL: store.url, REDIS_URL: redis.url, ...more };
	const node = await spawnServer({ role: 'all', env, scope });
	const person = await setUpAdministrator(node);
	const cookies = [...person.jar].map(([name, value]) => ({ name, value, url: node.url }));
	const open: Workshop['open'] = (browser, path, options = {}) =>
		openPage(browser, `${node.url}/workshop/default/${path}`, {
			...options,
			prepare: (page) => {
				page.setDefaultTimeout(PATIENCE_MS);
				return page.context().addCookies(cookies);
			},
		});
	return { origin: node.url, person, control, customer, open };
}

/** What axe-core finds, and whether something is cut at the side. */
export async function findings(page: Page): Promise<string[]> {
	// By the debugger: what the page's own policy lets in does not count.
	await page.evaluate(AXE);
	return page.evaluate(async (rules) => {
		const { violations } = await window.axe.run(document.documentElement, { runOnly: rules });
		const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`);
		const { scrollWidth, clientWidth } = document.documentElement;
		return scrollWidth > clientWidth ? [...found, `${scrollWidth} pixels wide, of ${clientWidth}`] : found;
	}, RULES);
}

/** Both themes, and the widths between which the workshop must hold. */
export const VIEWS: readonly (BrowserContextOptions & { readonly name: string })[] = [
	{ name: 'wide-light', colorScheme: 'light', viewport: { width: 1440, height: 900 } },
	{ name: 'narrow-dark', colorScheme: 'dark', viewport: { width: 360, height: 740 } },
];

/** Into the folder that CHARTWIRE_SHOTS names, for whoever wants to look. */
export async function shoot(page: Page, name: string): Promise<void> {
	const folder = process.env['CHARTWIRE_SHOTS'];
	if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
