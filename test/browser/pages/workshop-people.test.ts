/** The workshop's pages about people and charts, in a real browser before a real server: each thing done, and looked at. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { scope } from '../../support/scope.ts';
import { findings } from './accessible.ts';
import { launchBrowser } from './support/browser.ts';
import { testCharts } from './workshop/charts.ts';
import { testPeople } from './workshop/people.ts';
import { openWorkshop, startWorld, type World } from './workshop/world.ts';

const owner = scope();
let world: World;
let browser: Browser;

before(async () => {
	[world, browser] = await Promise.all([startWorld(owner), launchBrowser()]);
});
after(() => browser?.close());

testPeople(
	() => world,
	() => browser,
);
testCharts(
	() => world,
	() => browser,
);

const VIEWS: readonly BrowserContextOptions[] = [
	{ colorScheme: 'light', viewport: { width: 1360, height: 900 } },
	{ colorScheme: 'dark', viewport: { width: 360, height: 740 } },
];

/** What each page shows once it is there. */
const PLACES: readonly (readonly [path: string, ready: string])[] = [
	['people', 'workshop-members .entries'],
	['people/invitations', 'workshop-invitations form'],
	['people/keys', 'workshop-machine-keys .entries'],
	['people/embedding', 'workshop-origins form'],
	['people/audit', 'workshop-audit .entries'],
	['people/projects', 'workshop-projects .entries'],
	['people/accounts', 'workshop-accounts .entries'],
	['people/nowhere', '[role=alert]'],
	['charts', '.root.ready'],
	['charts/revenue', '.root.ready'],
	['charts/revenue/embed', '.root.ready'],
	['charts/revenue/versions?version=2', '.diff'],
	['charts/there-is-none', '[role=alert]'],
];

const widthOf = (page: Page): Promise<string[]> =>
	page.evaluate(() => {
		const { scrollWidth, clientWidth } = document.documentElement;
		return scrollWidth > clientWidth ? [`${scrollWidth} pixels wide`] : [];
	});

for (const view of VIEWS) {
	test(`axe-core finds nothing on any of the pages that is ${view.colorScheme} and ${view.viewport?.width} pixels wide`, async () => {
		const found: string[] = [];
		const { page, complaints, close } = await openWorkshop(browser, world, {
			as: world.admin,
			path: 'people',
			...view,
		});
		for (const [path, ready] of PLACES) {
			await page.goto(`${world.origin}/workshop/default/${path}`);
			await page.locator(ready).first().waitFor();
			await page.evaluate(() => Promise.all(document.getAnimations().map((each) => each.finished.catch(() => {}))));
			const shots = process.env['CHARTWIRE_SHOTS'];
			const name = `${path.replaceAll(/[^a-z]+/g, '-')}-${view.colorScheme}`;
			if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
			for (const finding of [...(await findings(page)), ...(await widthOf(page))]) found.push(`${name}: ${finding}`);
		}
		assert.deepEqual(found, []);
		// A chart that there is not is asked for once; browsers tell that themselves.
		assert.deepEqual(
			complaints.filter((each) => !/404.*there-is-none/.test(each)),
			[],
		);
		await close();
	});
}
