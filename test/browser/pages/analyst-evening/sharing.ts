/** A link for somebody without an account, in a browser that has never been here. */
import assert from 'node:assert/strict';
import { openPage } from '../support/browser.ts';
import { BOARD, hottest, showsFigure } from './building.ts';
import type { Evening } from './world.ts';

const ALSO_HOT = 39.9;

export async function shareAndRevoke(evening: Evening): Promise<void> {
	const { world, day, open } = evening;
	const { share, id, link } = await world.api('POST', '/v1/shares', {
		target: { dashboard: BOARD },
		title: 'For the mayor',
	});
	assert.ok(String(link).startsWith(`${world.web.url}/share#`));
	const visitor = await openPage(world.browser, String(link));
	day.follow(visitor);
	const { page } = visitor;
	await page.getByRole('heading', { level: 1, name: 'For the mayor' }).waitFor();
	await showsFigure(page.locator('sql-dashboard'), await hottest(evening));
	await world.customer
		.owner`update seattle_weather set temp_max = ${ALSO_HOT} where date = (select max(date) from seattle_weather)`;
	await showsFigure(page.locator('sql-dashboard'), ALSO_HOT);
	await day.stop('share', page);
	day.hear();
	await world.api('DELETE', `/v1/shares/${String(id ?? share)}`);
	await page.getByRole('heading', { level: 1, name: 'This link no longer works.' }).waitFor();
	assert.equal(await page.locator('sql-dashboard, sql-chart').count(), 0);
	await day.stop('share-gone', page);
	await visitor.close();
	// It asks once more whether the link is gone.
	day.hear(/404/);
	// Whoever has not come by the link still sees it.
	for (const { page: other } of open.values()) await showsFigure(other.locator('sql-dashboard'), ALSO_HOT);
}
