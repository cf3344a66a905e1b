/** The workshop's builder of charts in a real browser, before a real server: each thing done, and looked at. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { scope } from '../../support/scope.ts';
import { findings } from './accessible.ts';
import { launchBrowser } from './support/browser.ts';
import { testBuilder } from './workshop/chart-builder.ts';
import { openWorkshop, startWorld, type World } from './workshop/world.ts';

const owner = scope();
let world: World;
let browser: Browser;

before(async () => {
	[world, browser] = await Promise.all([startWorld(owner), launchBrowser()]);
});
after(() => browser?.close());

testBuilder(
	() => world,
	() => browser,
);

const VIEWS: readonly BrowserContextOptions[] = [
	{ colorScheme: 'light', viewport: { width: 1360, height: 900 } },
	{ colorScheme: 'dark', viewport: { width: 360, height: 740 } },
];

for (const view of VIEWS) {
	test(`axe-core finds nothing in the builder that is ${view.colorScheme} and ${view.viewport?.width} pixels wide, and nothing is cut`, async () => {
		const found: string[] = [];
		const { page, complaints, close } = await openWorkshop(browser, world, {
			as: world.author,
			path: 'charts/revenue/edit',
			...view,
		});
		const look = async (name: string): Promise<void> => {
			await page.evaluate(() => Promise.all(document.getAnimations().map((each) => each.finished.catch(() => {}))));
			const shots = process.env['CHARTWIRE_SHOTS'];
			if (shots !== undefined)
				await page.screenshot({ path: `${shots}/builder-${name}-${view.colorScheme}.png`, fullPage: true });
			const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			for (const each of [...(await findings(page)), ...(wider > 0 ? [`${wider} px stand out`] : [])])
				found.push(`${name}: ${each}`);
		};
		await page.locator('sql-chart .root.ready').waitFor();
		await page.getByText('Suit these columns').waitFor();
		const closed = page.locator('details:not([open]) > summary');
		while ((await closed.count()) > 0) await closed.first().click();
		await page.getByRole('button', { name: 'Add a band' }).click();
		await page.getByLabel('Add to: Fixed colours').selectOption({ index: 1 });
		await page.getByLabel('Value axis: from').fill('x');
		await page.getByText(/expected number/).waitFor();
		await look('form');
		await page.getByRole('button', { name: 'JSON', exact: true }).click();
		await page.getByText(/expected number/).waitFor();
		await look('json');
		assert.deepEqual(found, []);
		assert.deepEqual(complaints, []);
		await close();
	});
}
