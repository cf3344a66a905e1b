/** The page about access of the workshop: who can see what, links made and revoked, and who watches, live. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { withToken } from '../../support/people.ts';
import { scope } from '../../support/scope.ts';
import { launchBrowser, openPage } from './support/browser.ts';
import { findings, shoot, startWorkshop, VIEWS, type Workshop } from './support/workshop.ts';

const owner = scope();
let workshop: Workshop;
let browser: Browser;

before(async () => {
	[workshop, browser] = await Promise.all([startWorkshop(owner), launchBrowser()]);
	const token = await workshop.person.token();
	const put = (path: string, body: object) => withToken(workshop.person.node, token, ['PUT', `/v1/${path}`, body]);
	await put('sources/main', { engine: 'postgresql', url: workshop.customer.url });
	await put('charts/sales', { source: 'main', sql: 'select 1 as n', title: 'Sales' });
	const own = "select current_setting('chartwire.tenant', true) as tenant";
	await put('charts/own', { source: 'main', sql: own, title: 'By tenant', claims: ['tenant'] });
});
after(() => browser?.close());

test('a link is made, opened in a clean browser, seen to be watched, and revoked', async () => {
	const shown = await workshop.open(browser, 'access');
	const { page } = shown;
	await page.getByText('Sales').first().click();
	const form = page.getByRole('form', { name: 'Make a link to Sales' });
	await form.getByRole('button', { name: 'Make a public link' }).click();
	const once = page.getByRole('region', { name: 'The public link' });
	await once.waitFor();
	const [link = ''] =
		/http\S+\/share#[\w-]{22}/.exec(
			await once.evaluate(
				(element) =>
					element.textContent +
					[...element.querySelectorAll('workshop-copy')]
						.map((copy) => (copy as unknown as { text: string }).text)
						.join(' '),
			),
		) ?? [];
	assert.match(link, /\/share#/);
	const reader = await openPage(browser, link.replace(/^https?:\/\/[^/]+/, workshop.origin));
	await reader.page.getByRole('heading', { level: 1, name: 'Sales' }).waitFor();
	await page.getByText('1 watching').waitFor();
	await page.getByRole('button', { name: 'Revoke the link Sales' }).click();
	await page.getByRole('button', { name: 'Revoke', exact: true }).click();
	await reader.page.getByRole('heading', { level: 1, name: 'This link no longer works.' }).waitFor();
	await page.getByText('Sales').first().waitFor();
	assert.deepEqual(shown.complaints, []);
	await reader.close();
	await shown.close();
});

test('a chart that shows each viewer their own rows asks whose rows a link shows, and says so afterwards', async () => {
	const shown = await workshop.open(browser, 'access');
	const { page } = shown;
	await page.getByText('By tenant').first().click();
	const form = page.getByRole('form', { name: 'Make a link to By tenant' });
	await form.getByLabel('Whose rows: tenant').fill('acme');
	await form.getByRole('button', { name: 'Make a public link' }).click();
	await page.getByText('rows of tenant acme').waitFor();
	await shown.close();
});

for (const { name, ...options } of VIEWS) {
	test(`is clean for axe, ${name}`, async () => {
		const shown = await workshop.open(browser, 'access', options);
		await shown.page.getByText('By tenant').first().click();
		await shown.page.getByText('rows of tenant acme').waitFor();
		await shown.page.getByText('Opened').or(shown.page.getByText('Nobody has opened it')).first().waitFor();
		await shoot(shown.page, `access-${name}`);
		assert.deepEqual(await findings(shown.page), []);
		assert.deepEqual(shown.complaints, []);
		await shown.close();
	});
}
