/** The pages about charts: the list, one chart with its parameters, its code, its versions, and what viewers see of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Person } from '../../../support/people.ts';
import { textOf } from '../support/browser.ts';
import { openWorkshop, type World } from './world.ts';

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const said = (page: Page, text: string | RegExp) => page.getByRole('status').getByText(text).waitFor();
const codeAt = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** What the chart of the page is asked with, once it is drawn. */
async function drawn(page: Page): Promise<unknown> {
	const chart = page.locator('workshop-chart-live sql-chart');
	await chart.locator('.root.ready').waitFor();
	return chart.evaluate((each) => (each as unknown as { params: unknown }).params);
}

export function testCharts(world: () => World, browser: () => Browser): void {
	const opened = (path: string, as: Person = world().author) => openWorkshop(browser(), world(), { as, path });
	const declared = async (name: string) => (await world().api(world().author, ['GET', `/v1/charts/${name}`])).body;

	test('the list draws each chart, is searched through, and has further pages', async () => {
		const { page, complaints, close } = await opened('charts');
		await page.locator('sql-chart .root.ready').first().waitFor();
		const cards = page.getByRole('list', { name: 'Charts' }).locator('li.card');
		assert.equal(await cards.count(), 12);
		await page.getByRole('link', { name: 'Next page' }).click();
		await page.getByRole('link', { name: 'First page' }).waitFor();
		await cards.nth(3).waitFor({ state: 'detached' });
		assert.equal(await cards.count(), 3);
		await page.getByLabel('Search').fill('revenue by');
		await page.waitForURL(/q=revenue/);
		await page.getByRole('link', { name: 'Revenue by day' }).waitFor();
		await cards.nth(1).waitFor({ state: 'detached' });
		await page.getByLabel('Search').fill('nothing like it');
		await page.getByText('No chart has “nothing like it”').waitFor();
		assert.deepEqual(complaints, []);
		await close();
	});

	test('a chart is asked with what its fields hold, and its page says how it is declared', async () => {
		const { page, complaints, close } = await opened('charts/revenue');
		assert.deepEqual(await drawn(page), {});
		await page.getByLabel('region').selectOption('south');
		await page.getByLabel('days, from').fill('2026-02-01');
		await page.getByLabel('days, from').blur();
		assert.deepEqual(await drawn(page), { region: 'south', days: '2026-02-01/' });
		assert.match(await textOf(codeAt(page, 'SQL, on the source sample')), /select day, sum\(amount\) as revenue/);
		await page.getByText('text; one of "north", "south"').waitFor();
		await page.getByRole('link', { name: 'Embed' }).click();
		assert.match(
			await textOf(codeAt(page, 'HTML')),
			/params="\{&quot;region&quot;:&quot;south&quot;,&quot;days&quot;:&quot;2026-02-01\/&quot;\}"/,
		);
		assert.deepEqual(complaints, []);
		await close();
	});

	test('the code that embeds a chart follows what is chosen, as does what it shows', async () => {
		const { page, complaints, close } = await opened('charts/own-rows/embed');
		await page.getByLabel('Colours').selectOption('dark');
		await page.getByLabel('Height').fill('240');
		await page.getByLabel('Height').blur();
		await page.getByLabel('Viewers may take').uncheck();
		const code = await textOf(codeAt(page, 'HTML'));
		assert.ok(code.includes(`src="${world().origin}/chartwire.mjs"`), code);
		assert.ok(code.includes('theme="dark" exports="none" style="--chartwire-height: 240px"'), code);
		const preview = page.locator('.preview sql-chart');
		assert.equal(await preview.evaluate((each) => (each as HTMLElement).offsetHeight), 240);
		assert.equal(await preview.getAttribute('exports'), 'none');
		await page.getByLabel('Language').selectOption('python');
		assert.match(await textOf(codeAt(page, 'How it is signed')), /"claims": \{"tenant": "the tenant of this viewer"\}/);
		await page.getByText('chartwire.tenant').waitFor();
		await button(page, 'Show the picture').click();
		const picture = page.getByRole('img', { name: 'Own rows, as a picture' });
		await picture.waitFor();
		assert.equal(await picture.evaluate((each) => (each as HTMLImageElement).naturalWidth), 1280);
		assert.deepEqual(complaints, []);
		await close();
	});

	test('a version tells what it has changed; an older one is restored as the newest', async () => {
		const { page, complaints, close } = await opened('charts/revenue/versions');
		await page.getByRole('link', { name: 'Version 2' }).click();
		const diff = codeAt(page, 'Changes of sql');
		await diff.waitFor();
		const linesOf = (kind: string) => diff.locator(`.${kind}`).allTextContents();
		assert.deepEqual(await linesOf('removed'), ['removed: − select day, count(*) as revenue']);
		assert.deepEqual(await linesOf('added'), ['added: + select day, sum(amount) as revenue']);
		await button(page, 'Restore version 1').click();
		await page.locator('wa-dialog').getByRole('button', { name: 'Restore' }).click();
		await page.getByRole('link', { name: 'Version 3' }).waitFor();
		await page.getByText(/restored version 1 by you/).waitFor();
		const { declaration } = (await declared('revenue')) as { declaration: { sql: string } };
		assert.match(declaration.sql, /count\(\*\)/);
		assert.deepEqual(complaints, []);
		await close();
	});

	test('of two who restore at once the second is told, and nothing is overwritten', async () => {
		const { page, close } = await opened('charts/revenue/versions');
		await page.getByRole('link', { name: 'Version 3' }).waitFor();
		const { declaration } = (await declared('revenue')) as { declaration: object };
		await world().api(world().admin, ['PUT', '/v1/charts/revenue', { ...declaration, title: 'Saved meanwhile' }]);
		await button(page, 'Restore version 2').click();
		await page.locator('wa-dialog').getByRole('button', { name: 'Restore' }).click();
		await page.getByRole('alert').getByText('was saved meanwhile').waitFor();
		await page.locator('.entries').getByText('saved by The Administrator').waitFor();
		assert.equal((await declared('revenue'))['revision'], 4);
		await close();
	});

	test('a chart that is deleted leaves the list, and is restored at its address', async () => {
		const { page, close } = await opened('charts/other-1');
		await button(page, 'Delete').click();
		await page.locator('wa-dialog').getByRole('button', { name: 'Delete' }).click();
		await said(page, '“other-1” is deleted.');
		assert.equal((await world().api(world().author, ['GET', '/v1/charts/other-1'])).code, 'unknown_chart');
		await page.goto(`${world().origin}/workshop/default/charts/other-1`);
		await page.getByText('It has been deleted').waitFor();
		await button(page, 'Restore version 1').click();
		await page.locator('wa-dialog').getByRole('button', { name: 'Restore' }).click();
		await page.getByRole('heading', { name: 'Number 1', exact: true }).waitFor();
		await page.locator('workshop-chart-live sql-chart .root.ready').waitFor();
		await close();
	});

	test('a viewer looks at charts and sets their parameters, and sees neither SQL nor what would change them', async () => {
		const { page, complaints, requests, close } = await opened('charts?q=saved', world().viewer);
		await page.getByRole('link', { name: 'Saved meanwhile' }).click();
		await page.getByLabel('region').selectOption('north');
		assert.deepEqual(await drawn(page), { region: 'north' });
		for (const name of ['Delete', 'Open in the editor']) assert.equal(await button(page, name).count(), 0);
		assert.equal(await page.getByText('select day').count(), 0);
		const { body } = await world().api(world().viewer, ['GET', '/v1/charts/revenue']);
		assert.doesNotMatch(JSON.stringify(body), /select/);
		const { body: sought } = await world().api(world().viewer, ['GET', '/v1/charts?q=count(']);
		assert.deepEqual(sought['charts'], []);
		assert.ok(requests.every((address) => !/\/v1\/.*\/versions/.test(address)));
		assert.deepEqual(complaints, []);
		await close();
	});
}
