/** The workshop's pages of sources and recipes, in a real browser, with a real database behind them. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import postgres from 'postgres';
import { withToken } from '../../support/people.ts';
import { type TestRole, withReader } from '../../support/reader-role.ts';
import { scope } from '../../support/scope.ts';
import { launchBrowser } from './support/browser.ts';
import { findings, shoot, startWorkshop, VIEWS, type Workshop } from './support/workshop.ts';

const owner = scope();
let browser: Browser;
let workshop: Workshop;
let reader: TestRole;

/** A small shop, the weather that recipes are drawn from, and more tables than a page could hold. */
const TABLES = `
	create table customers (id integer primary key, name text not null, country text);
	comment on table customers is 'Who has bought';
	create table orders (
		id integer primary key, customer_id integer not null references customers, placed_at timestamptz not null default now(),
		total numeric(12,2) not null, note text
	);
	comment on column orders.total is 'In euros, with taxes';
	insert into customers select n, 'Customer ' || n, 'PT' from generate_series(1, 20) n;
	insert into orders select n, 1 + n % 20, now() - n * interval '1 hour', 10 + n % 90 from generate_series(1, 500) n;
	create table seattle_weather as
		select date::date, (10 + 8 * sin(extract(doy from date) / 58))::numeric(5,1) as temp_max
		from generate_series(timestamp '2020-01-01', timestamp '2021-12-31', interval '1 day') date;
	create schema archive;
	do $$ begin for n in 1..1500 loop execute format('create table archive.part_%s (id integer, value numeric)', n); end loop; end $$;
	analyze customers; analyze orders;
`;

before(async () => {
	[workshop, browser] = await Promise.all([startWorkshop(owner), launchBrowser()]);
	const sql = postgres(workshop.customer.url, { max: 1, onnotice: () => {} });
	await sql.unsafe(TABLES);
	reader = await withReader(owner, workshop.customer);
	await sql.unsafe(`grant usage on schema archive to "${reader.name}"`);
	await sql.unsafe(`grant select on all tables in schema archive to "${reader.name}"`);
	await sql.end();
});
after(() => browser?.close());

async function api(method: string, path: string, body?: unknown) {
	const { origin, person } = workshop;
	const answer = await withToken(person.node, await person.token(), [method, path, body]);
	assert.ok(answer.status < 300, `${method} ${origin}${path}: ${JSON.stringify(answer.body)}`);
	return answer.body;
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor();
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });

test('a project without a source teaches which role to make, and a source is added from one pasted address', async () => {
	const { page, complaints, close } = await workshop.open(browser, 'sources');
	await heading(page, 'No database yet');
	await page.getByText('alter role "chartwire_reader" set default_transaction_read_only').waitFor();
	await shoot(page, 'sources-empty');
	await page.getByRole('link', { name: 'Add a source' }).click();
	await page.getByRole('button', { name: 'Add the source' }).click();
	await page.getByText('The host is missing.').waitFor();
	assert.equal(await field(page, 'Name').evaluate((input) => input.matches(':focus')), true);
	await field(page, 'An address, if you have it in one piece').fill(reader.url);
	assert.equal(await field(page, 'Role').inputValue(), reader.name);
	assert.equal(await page.content().then((html) => html.includes(new URL(reader.url).password)), false);
	await field(page, 'Name').fill('shop');
	await field(page, 'TLS').selectOption('off');
	await page.getByRole('button', { name: 'Test connection' }).click();
	await page.getByText('the role changes no data').waitFor();
	await page.getByRole('button', { name: 'Add the source' }).click();
	await heading(page, 'shop');
	assert.deepEqual(complaints, []);
	await close();
});

test('what cannot be loaded is told on its page, and comes when somebody tries again', async () => {
	const { page, close } = await workshop.open(browser, 'charts');
	for (const [path, asked, title] of [
		['sources', '**/v1/sources', 'Sources'],
		['recipes/cohort-retention', '**/v1/recipes', 'Cohort retention'],
		['charts', '**/v1/account', 'Charts'],
	] as const) {
		await page.route(asked, (route) => route.abort());
		await page.goto(`${workshop.origin}/workshop/default/${path}`);
		await page.getByRole('alert').getByText('The server does not answer').waitFor();
		await page.unroute(asked);
		await page.getByRole('button', { name: 'Try again' }).click();
		await heading(page, title);
		await page.getByRole('alert').getByText('The server does not answer').waitFor({ state: 'detached' });
	}
	await close();
});

test('the steps of a connection end where it failed, and a role that may write is warned of before it is saved', async () => {
	const { page, complaints, close } = await workshop.open(browser, 'sources?new=1');
	const address = new URL(workshop.customer.url);
	address.password = 'wrong';
	await field(page, 'An address, if you have it in one piece').fill(
		address.href.replace(address.username, reader.name),
	);
	await field(page, 'Name').fill('writer');
	await field(page, 'TLS').selectOption('off');
	await page.getByRole('button', { name: 'Test connection' }).click();
	await page.getByText('refused the login').waitFor();
	const outcomes = await page.locator('.steps li').evaluateAll((steps) => steps.map(({ className }) => className));
	assert.deepEqual(outcomes, ['passed', 'passed', 'failed', 'untried']);
	await field(page, 'An address, if you have it in one piece').fill(workshop.customer.url);
	await page.getByRole('button', { name: 'Test connection' }).click();
	await page.getByText('The role is a superuser').waitFor();
	await page.getByText('the role is the wall').waitFor();
	await shoot(page, 'sources-warnings');
	assert.deepEqual(complaints, []);
	await close();
});

test('a source is edited without its password; another host needs it again, and says so beside the field', async () => {
	const { page, close } = await workshop.open(browser, 'sources/shop?edit=1');
	assert.equal(await field(page, 'Password').inputValue(), '');
	await field(page, 'Queries at once').fill('3');
	await page.getByRole('button', { name: 'Save' }).click();
	await heading(page, 'shop');
	assert.equal((await api('GET', '/v1/sources/shop'))['maxConcurrent'], 3);
	await page.getByRole('link', { name: 'Edit', exact: true }).click();
	await field(page, 'Host').fill('elsewhere.example');
	await page.getByRole('button', { name: 'Save' }).click();
	await page.getByText('Give the password again').waitFor();
	assert.equal(await field(page, 'Password').getAttribute('aria-invalid'), 'true');
	await shoot(page, 'sources-password-needed');
	await close();
});

test('thousands of tables are found by table and column while few are in the page; one leads to its query', async () => {
	const { page, complaints, close } = await workshop.open(browser, 'sources/shop');
	await page.getByText('1,503 tables').waitFor();
	assert.ok((await page.getByRole('option').count()) < 80);
	await field(page, 'Find a table or a column').fill('taxes');
	await page.getByText('1 table', { exact: true }).waitFor();
	await page.keyboard.press('ArrowDown');
	await heading(page, 'public.orders');
	await page.getByText('In euros, with taxes').waitFor();
	await page.getByText('about 500 rows').waitFor();
	await page.getByRole('link', { name: 'customers.id' }).click();
	await heading(page, 'public.customers');
	await field(page, 'Find a table or a column').fill('');
	await page.getByRole('listbox').focus();
	await page.keyboard.press('ArrowDown');
	await heading(page, 'public.orders');
	await page.keyboard.press('Home');
	await heading(page, 'public.customers');
	await page.keyboard.press('End');
	await heading(page, 'archive.part_999');
	const address = new URL(
		(await page.getByRole('link', { name: 'Write a query' }).getAttribute('href')) ?? '',
		workshop.origin,
	);
	assert.equal(address.searchParams.get('sql'), 'select id, value\nfrom archive.part_999\nlimit 100');
	assert.equal(address.searchParams.get('source'), 'shop');
	assert.deepEqual(complaints, []);
	await close();
});

test('a source whose circuit is open says since when, and what to do', async () => {
	await workshop.control`insert into circuits (project, source, failures, opened_at)
		values ('default', 'shop', 3, now() - interval '5 minutes')`;
	const { page, close } = await workshop.open(browser, 'sources');
	await page.getByText(/^Not reached for 5 min/).waitFor();
	await page.getByText('Test the connection to see which step fails.').waitFor();
	await workshop.control`delete from circuits`;
	await page.reload();
	await page.getByText(/^Reached; read /).waitFor();
	await close();
});

test('a source that a chart asks stays, and the chart is named; one that none asks is removed', async () => {
	await api('PUT', '/v1/sources/spare', { engine: 'postgresql', url: reader.url });
	await api('PUT', '/v1/charts/orders-a-day', { source: 'spare', sql: 'select 1 as n' });
	const { page, close } = await workshop.open(browser, 'sources/spare');
	await page.getByRole('button', { name: 'Remove spare' }).click();
	await page.getByRole('button', { name: 'Remove the source' }).click();
	await page.getByRole('alert').getByText('"orders-a-day"').waitFor();
	await shoot(page, 'sources-remove');
	await api('DELETE', '/v1/charts/orders-a-day');
	await page.getByRole('button', { name: 'Remove the source' }).click();
	await heading(page, 'Sources');
	await page.getByRole('link', { name: 'shop' }).waitFor();
	assert.equal(await page.getByRole('link', { name: 'spare' }).count(), 0);
	await close();
});

test('a recipe is found by its words, and drawn from the sample table when it is opened', async () => {
	const { page, complaints, requests, close } = await workshop.open(browser, 'recipes');
	await page.getByText('41 recipes').waitFor();
	assert.equal(
		requests.some((address) => address.endsWith('/v1/runs')),
		false,
	);
	await field(page, 'Find a recipe').fill('bins equal width');
	await page.getByRole('link', { name: /^Histogram, bins of equal width/ }).click();
	await heading(page, 'Histogram, bins of equal width');
	await page.locator('sql-chart .root.ready').waitFor();
	await page.getByText('width_bucket of PostgreSQL').waitFor();
	assert.deepEqual(complaints, []);
	await close();
});

test('a recipe is taken to a table of the project: columns that fit are chosen, its SQL shown, run, and opened in the editor', async () => {
	const { page, complaints, close } = await workshop.open(browser, 'recipes/moving-average?source=shop');
	await page.locator('sql-chart .root.ready').waitFor();
	await field(page, 'a table of mine').check();
	await field(page, 'Table').fill('public.orders');
	await page
		.locator('workshop-copy pre')
		.getByText('from public.orders')
		.or(page.locator('workshop-copy pre').getByText('from orders'))
		.waitFor();
	assert.match(page.url(), /column\.value=total/);
	assert.match(page.url(), /column\.time=placed_at/);
	await page.locator('workshop-copy pre').getByText('placed_at').first().waitFor();
	await page.getByRole('button', { name: 'Run' }).click();
	await page.locator('sql-chart .root.ready').waitFor();
	await shoot(page, 'recipe-own');
	const address = new URL(
		(await page.getByRole('link', { name: 'Open in the editor' }).getAttribute('href')) ?? '',
		workshop.origin,
	);
	assert.equal(address.searchParams.get('recipe'), 'moving-average');
	assert.equal(address.searchParams.get('table'), '"public"."orders"');
	assert.deepEqual(JSON.parse(address.searchParams.get('columns') ?? ''), { time: 'placed_at', value: 'total' });
	assert.deepEqual(complaints, []);
	await close();
});

test('axe-core finds nothing, and nothing is cut, on either page in both themes, narrow or wide', async () => {
	const pages: readonly (readonly [string, string, string])[] = [
		['sources', 'sources', '.sources li'],
		['sources?new=1', 'source-form', 'form'],
		['sources/shop?schema=public&table=orders', 'source', '#relation-name'],
		['recipes', 'recipes', '.cards li'],
		['recipes/histogram?source=shop', 'recipe', 'sql-chart .root.ready'],
	];
	const found: string[] = [];
	for (const { name, ...view } of VIEWS) {
		const { page, complaints, close } = await workshop.open(browser, 'sources', view);
		for (const [path, title, ready] of pages) {
			await page.goto(`${workshop.origin}/workshop/default/${path}`);
			await page.locator(ready).first().waitFor();
			await shoot(page, `${title}-${name}`);
			for (const finding of await findings(page)) found.push(`${title} ${name}: ${finding}`);
		}
		found.push(...complaints);
		await close();
	}
	assert.deepEqual(found, []);
});
