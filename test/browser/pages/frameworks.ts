/** The same page in plain HTML and three frameworks, each compiled by its own compiler: on the whole demo. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Browser } from 'playwright-core';
import { FRAMEWORKS } from '../../../demo/frameworks/compile.ts';
import { eventually, openPage, textOf } from './support/browser.ts';
import type { WholeDemo } from './support/whole-demo.ts';

export function testFrameworks(demo: () => WholeDemo, browser: () => Browser): void {
	for (const [name, title] of Object.entries(FRAMEWORKS)) {
		test(`in ${title} a chart is drawn, a filter changes it, and its events reach the page`, async () => {
			const { page, complaints, close } = await openPage(browser(), `${demo().origin}/frameworks/${name}`);
			await page.locator('sql-chart canvas').waitFor({ timeout: 20_000 });
			const total = async () => Number((await textOf(page.locator('#total'))).trim());
			const all = await eventually('what its event says', async () => (await total()) || undefined);
			const regions = page.getByLabel('Region');
			await regions.locator('option', { hasText: 'Europe' }).waitFor({ state: 'attached' });
			await regions.selectOption('Europe');
			const some = await eventually('another total', async () => {
				const now = await total();
				return now < all ? now : undefined;
			});
			assert.ok(some > 0, `${some} of ${all}`);
			assert.match(await textOf(page.locator('#chosen')), /for Europe/);
			assert.match(page.url(), /\?region=Europe$/);
			await page.reload();
			const again = await eventually('the total after a reload', async () => (await total()) || undefined);
			assert.ok(again < all, `${again} of ${all}: the address is known before the first question`);
			assert.deepEqual(complaints, []);
			await close();
		});
	}
}
