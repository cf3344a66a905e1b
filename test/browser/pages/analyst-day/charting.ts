/** The day's yield: an analysis by a recipe becomes a chart, which is seen in the workshop and in somebody else's page. */
import assert from 'node:assert/strict';
import { SignJWT } from 'jose';
import { eventually, openPage, textOf } from '../support/browser.ts';
import { htmlOf } from '../support/other-site.ts';
import { press, visit } from './beginning.ts';
import { rows } from './querying.ts';
import type { Day } from './world.ts';

const NAME = 'wind-in-seattle';
const READY = 'sql-chart .root.ready';

/** A moving average of what it was not written for. */
export async function applyRecipe(day: Day): Promise<void> {
	const { page } = day;
	await visit(day, 'Recipes');
	await page.getByLabel('Find a recipe', { exact: true }).fill('moving average');
	await day.stop('recipes');
	await page.getByRole('link', { name: /^Moving average/ }).click();
	await page.locator(READY).waitFor();
	await day.stop('recipe-of-sample');
	await page.getByLabel('a table of mine', { exact: true }).check();
	await page.getByLabel('Table', { exact: true }).fill('public.seattle_weather');
	const value = page.getByLabel('The number', { exact: true });
	await value.waitFor();
	assert.notEqual(await value.inputValue(), 'wind', 'another column than would be taken by itself');
	await value.selectOption('wind');
	await page.locator('workshop-copy pre', { hasText: 'wind' }).waitFor();
	await press(day, 'Run');
	await page.locator(READY).waitFor();
	await day.stop('recipe');
	await page.getByRole('link', { name: 'Open in the editor' }).click();
	await page.locator('.cm-content', { hasText: 'wind' }).waitFor();
}

/** Runs what the recipe has brought, and keeps it. */
export async function saveChart(day: Day): Promise<void> {
	const { page } = day;
	await press(day, 'Run');
	await rows(day).getByText('2012').first().waitFor();
	await page.locator('editor-results sql-chart canvas').first().waitFor();
	await day.stop('recipe-in-editor');
	await press(day, 'Save as a chart');
	await page.getByLabel('Title', { exact: true }).fill('Wind in Seattle');
	assert.equal(await page.getByRole('textbox', { name: /^Name/ }).inputValue(), NAME);
	await day.stop('saving');
	await press(day, 'Save');
	await page.getByText(`Saved as the chart “${NAME}”.`).waitFor();
}

export async function seeChart(day: Day): Promise<void> {
	const { page } = day;
	await visit(day, 'Charts');
	await page.locator(`sql-chart[chart="${NAME}"] .root.ready`).waitFor();
	await day.stop('charts');
	await page.getByRole('link', { name: 'Wind in Seattle' }).click();
	await page.locator(`${READY} canvas`).waitFor();
	await day.stop('chart');
}

/** What is shown once, for the environment of the site's back end. */
async function makeKey(day: Day): Promise<{ readonly kid: string; readonly secret: string }> {
	const { page } = day;
	await page.getByLabel('Who signs with it', { exact: true }).fill('The blog');
	await press(day, 'Make a signing key');
	const shown = await textOf(page.getByRole('region', { name: 'For the environment of your back end' }));
	await day.stop('signing-key');
	const [, kid = '', secret = ''] = /CHARTWIRE_KID=(\S+)\nCHARTWIRE_SECRET=(\S+)/.exec(shown) ?? [];
	return { kid, secret };
}

/** Takes the code from the page to a site whose back end signs as the page says, and looks at what its visitors see. */
export async function embedElsewhere(day: Day): Promise<void> {
	const { page, world } = day;
	await page.getByRole('link', { name: 'Embed', exact: true }).click();
	const html = await textOf(page.getByRole('region', { name: 'HTML', exact: true }));
	await page.locator(READY).waitFor();
	await day.stop('embed');
	await page.getByRole('link', { name: 'People, Embedding' }).click();
	const { kid, secret } = await makeKey(day);
	world.site.put('/session/chart-token', async () => {
		const token = await new SignJWT({ charts: [NAME], claims: {} })
			.setProtectedHeader({ alg: 'HS256', kid })
			.setSubject('reader-17')
			.setIssuedAt()
			.setExpirationTime('15 min')
			.sign(new TextEncoder().encode(secret));
		return { body: JSON.stringify({ token }), headers: { 'content-type': 'application/json' } };
	});
	const shown = await openPage(world.browser, world.site.put('/post', { body: htmlOf(`<h1>Wind</h1>${html}`) }));
	await shown.page.locator(`${READY} canvas`).waitFor();
	await eventually('it is live', async () => (shown.sockets.length > 0 ? true : undefined));
	assert.ok(shown.sockets.every((address) => address.startsWith(world.web.url.replace('http', 'ws'))));
	assert.deepEqual(shown.complaints, []);
	await shown.close();
}
