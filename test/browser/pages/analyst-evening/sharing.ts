/** A link for somebody without an account, in a browser that has never been here. */
import assert from 'node:assert/strict';
import { fill, press, visit } from '../analyst-day/beginning.ts';
import { openPage, textOf, type WatchedPage } from '../support/browser.ts';
import { hottest, showsFigure } from './building.ts';
import { PATIENT } from './sending.ts';
import type { Evening } from './world.ts';

const ALSO_HOT = 39.9;

const LINK_PASSWORD = 'sun over the Tagus';
const TITLE = 'For the mayor';

/** Makes the link by the dashboard's own page, and answers what the button has copied. */
async function makeLink({ world, day }: Evening): Promise<string> {
	const { page } = day;
	await visit(day, 'Dashboards');
	await page.getByRole('link', { name: 'Weather', exact: true }).click();
	await page.getByRole('link', { name: 'Share', exact: true }).click();
	await page.getByRole('form', { name: 'Make a link to Weather' }).waitFor();
	await fill(day, { 'Title above it': TITLE, 'Password, if it is to have one': LINK_PASSWORD });
	await page.keyboard.press('Enter');
	await page.getByRole('region', { name: 'The public link' }).waitFor();
	await day.stop('share-made');
	const origin = world.web.url;
	await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
	await page.locator('workshop-copy').getByRole('button', { name: /^Copy/ }).click();
	await page.getByText('Copied.').waitFor();
	const link = await page.evaluate(() => navigator.clipboard.readText());
	assert.match(link, /#[\w-]{22}$/);
	assert.ok(link.startsWith(`${origin}/share#`));
	return link;
}

/** Somebody who was told the password as well. */
async function openLink({ world, day }: Evening, link: string): Promise<WatchedPage> {
	const visitor = await openPage(world.browser, link);
	visitor.page.setDefaultTimeout(PATIENT.timeoutMs);
	day.follow(visitor);
	const { page } = visitor;
	await page.getByRole('heading', { level: 1, name: 'This link needs a password.' }).waitFor();
	assert.equal(await page.locator('sql-dashboard, sql-chart').count(), 0);
	await day.stop('share-password', page);
	await page.getByLabel('Password').fill(LINK_PASSWORD);
	await page.keyboard.press('Enter');
	await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
	// It asks without one first.
	day.hear(/422/);
	return visitor;
}

async function revoke({ day, day: { page } }: Evening): Promise<void> {
	const links = page.getByRole('list', { name: 'Links to Weather' }).getByRole('listitem');
	assert.match(await textOf(links), /with a password/);
	await press(day, `Revoke the link ${TITLE}`);
	await page.getByText('pages that are open lose it').waitFor();
	await press(day, 'Revoke');
	await links.getByText(/; revoked /).waitFor();
	assert.equal(
		await page.getByRole('region', { name: 'The public link' }).count(),
		0,
		'it is not to be copied any more',
	);
}

export async function shareAndRevoke(evening: Evening): Promise<void> {
	const { world, day, open } = evening;
	const visitor = await openLink(evening, await makeLink(evening));
	const { page } = visitor;
	await showsFigure(page.locator('sql-dashboard'), await hottest(evening));
	await world.customer
		.owner`update seattle_weather set temp_max = ${ALSO_HOT} where date = (select max(date) from seattle_weather)`;
	await showsFigure(page.locator('sql-dashboard'), ALSO_HOT);
	await day.stop('share', page);
	day.hear();
	await revoke(evening);
	await page.getByRole('heading', { level: 1, name: 'This link no longer works.' }).waitFor();
	assert.equal(await page.locator('sql-dashboard, sql-chart').count(), 0);
	await day.stop('share-gone', page);
	await visitor.close();
	// It asks once more whether the link is gone.
	day.hear(/404/);
	await day.stop('share-revoked');
	// Whoever has not come by the link still sees it.
	for (const { page: other } of open.values()) await showsFigure(other.locator('sql-dashboard'), ALSO_HOT);
}
