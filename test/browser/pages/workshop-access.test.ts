/** Who can see what in the workshop, links made and revoked, who watches, live; and how a chart or dashboard is shared and embedded. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { codeOf, PASSWORD, Person, withToken } from '../../support/people.ts';
import { scope } from '../../support/scope.ts';
import { eventually, launchBrowser, openPage } from './support/browser.ts';
import { findings, shoot, startWorkshop, VIEWS, type Workshop } from './support/workshop.ts';

const owner = scope();
let workshop: Workshop;
let browser: Browser;
let member: Person;

before(async () => {
	[workshop, browser] = await Promise.all([startWorkshop(owner), launchBrowser()]);
	const token = await workshop.person.token();
	const put = (path: string, body: object) => withToken(workshop.person.node, token, ['PUT', `/v1/${path}`, body]);
	await put('sources/main', { engine: 'postgresql', url: workshop.customer.url });
	await put('charts/sales', { source: 'main', sql: 'select 4711 as n', title: 'Sales' });
	const own = "select current_setting('chartwire.tenant', true) as tenant";
	const least = { name: 'least', type: 'number', default: 1 };
	const params = [least, { name: 'note', type: 'text', required: false }];
	await put('charts/parts', { source: 'main', sql: 'select {{least}}::int as n', title: 'Parts', params });
	await put('charts/own', { source: 'main', sql: own, title: 'By tenant', claims: ['tenant'] });
	const place = { x: 0, w: 6, h: 5, kind: 'chart' };
	const items = [
		{ ...place, id: 'a', y: 0, chart: 'sales' },
		{ ...place, id: 'b', y: 5, chart: 'parts' },
	];
	const tabs = [{ id: 'all', title: 'All', items }];
	const saved = await put('dashboards/overview', { title: 'Overview', tabs, filters: [] });
	assert.equal(saved.status, 200, JSON.stringify(saved.body));
	const { link } = await workshop.person.must('POST', '/projects/default/invitations', { role: 'viewer' });
	member = new Person(workshop.person.node, 'reader@example.com');
	await member.must('POST', '/join', { code: codeOf(link), email: member.email, name: 'Reader', password: PASSWORD });
});
after(() => browser?.close());

/** The link that is shown this one time, at the address where this test reaches the server. */
async function linkShown(page: Page): Promise<string> {
	const text = await page
		.getByRole('region', { name: 'The public link' })
		.getByRole('region', { name: 'Link' })
		.textContent();
	const [, fragment] = /\/share(#[\w-]{22})$/.exec(text ?? '') ?? [];
	assert.ok(fragment, `no link in ${text}`);
	return `${workshop.origin}/share${fragment}`;
}

test('a link is made, opened in a clean browser, seen to be watched, and revoked', async () => {
	const shown = await workshop.open(browser, 'access');
	const { page } = shown;
	await page.getByText('Sales', { exact: true }).first().click();
	const form = page.getByRole('form', { name: 'Make a link to Sales' });
	await form.getByRole('button', { name: 'Make a public link' }).click();
	const reader = await openPage(browser, await linkShown(page));
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

test('a dashboard is shared from its own page, with what is fixed and until when, and a member is told', async () => {
	const shown = await workshop.open(browser, 'dashboards/overview/share');
	const { page } = shown;
	const form = page.getByRole('form', { name: 'Make a link to Overview' });
	await form.getByLabel('Title above it').fill('For the board');
	await form.getByLabel('Works').selectOption('until a day');
	await form.getByRole('button', { name: 'Make a public link' }).click();
	await form.getByRole('alert').getByText('Choose the last day').waitFor();
	const year = new Date().getFullYear() + 2;
	await form.getByLabel('Last day').fill(`${year}-05-31`);
	await form.getByLabel('least').fill('7');
	await form.getByLabel('Reader').check();
	await form.getByRole('button', { name: 'Make a public link' }).click();
	const board = await openPage(browser, await linkShown(page));
	await board.page.getByRole('heading', { level: 1, name: 'For the board' }).waitFor();
	await eventually('both charts are drawn, one with what is fixed', () =>
		board.page.locator('sql-chart').evaluateAll((charts) => {
			const texts = charts.map((chart) => chart.shadowRoot?.textContent ?? '');
			return texts.length === 2 && texts[1]?.includes('7') ? true : undefined;
		}),
	);
	const links = page.getByRole('list', { name: 'Links to Overview' });
	await links.getByText('fixed: least 7').waitFor();
	await links.getByText(new RegExp(`ends .*${year}`)).waitFor();
	await page.getByText('1 viewer at the moment.').waitFor();
	await page.getByRole('table', { name: 'Views by day' }).getByRole('row').nth(1).waitFor();
	const told = await workshop.control`select body ->> 'name' as name, subject from notices where kind = 'shared'`;
	assert.deepEqual([...told], [{ name: 'overview', subject: await member.id() }]);
	await page.getByRole('button', { name: 'Revoke the link For the board' }).click();
	await page.getByRole('button', { name: 'Revoke', exact: true }).click();
	await board.page.getByRole('heading', { level: 1, name: 'This link no longer works.' }).waitFor();
	await links.getByText(/revoked/).waitFor();
	assert.deepEqual(shown.complaints, []);
	await board.close();
	await shown.close();
});

for (const [what, path, element] of [
	['chart', 'charts/sales/embed', 'sql-chart'],
	['dashboard', 'dashboards/overview/embed', 'sql-dashboard'],
] as const) {
	test(`the code of a ${what} is shown beside what it makes of a page, as an element and as an iframe`, async () => {
		const shown = await workshop.open(browser, path);
		const { page } = shown;
		await page.locator(`.preview ${element}`).waitFor();
		await page.getByText(`"${what}s": ["${what === 'chart' ? 'sales' : 'overview'}"]`, { exact: true }).waitFor();
		await page.getByLabel('Code for').selectOption('React 19');
		await page.getByRole('region', { name: 'React 19' }).getByText(`<${element}`).waitFor();
		await page.getByLabel('Code for').selectOption('An iframe');
		const frame = page.frameLocator('iframe[title="Preview of the iframe"]');
		const chart = frame.locator('sql-chart').first();
		await eventually('the frame shows its number', async () =>
			/4,?711/.test(await chart.evaluate(({ shadowRoot }) => shadowRoot?.textContent ?? '')) ? true : undefined,
		);
		assert.deepEqual(shown.complaints, []);
		await shown.close();
	});
}

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
	test(`shares and embeds, clean for axe, ${name}`, async () => {
		const shown = await workshop.open(browser, 'charts/own/share', options);
		const { page } = shown;
		const look = async (path: string, ready: () => Promise<unknown>): Promise<void> => {
			await page.goto(`${workshop.origin}/workshop/default/${path}`);
			await ready();
			await shoot(page, `${path.replaceAll('/', '-')}-${name}`);
			assert.deepEqual(await findings(page), [], path);
		};
		const formed = () => page.getByRole('button', { name: 'Make a public link' }).waitFor();
		await look('charts/own/share', formed);
		await look('dashboards/overview/share', formed);
		await look('charts/own/embed', () => page.getByText('"claims":').waitFor());
		await look('dashboards/overview/embed', () => page.getByText('"claims":').waitFor());
		assert.deepEqual(shown.complaints, []);
		await shown.close();
	});
}
