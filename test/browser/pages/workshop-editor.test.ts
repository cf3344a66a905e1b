/** The workshop's editor in a real browser, before real servers: written, suggested, run, explained, kept, shared, found again. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import postgres from 'postgres';
import { type Person, setUpAdministrator, startNodes, withToken } from '../../support/people.ts';
import { withPostgres } from '../../support/postgres.ts';
import { scope } from '../../support/scope.ts';
import { spawnServer } from '../../support/server.ts';
import { findings } from './accessible.ts';
import { eventually, launchBrowser, openPage, type WatchedPage } from './support/browser.ts';
import { testEditorKeeping } from './workshop/editor-keeping.ts';

const owner = scope();
let origin: string;
let admin: Person;
let browser: Browser;

before(async () => {
	const started = launchBrowser();
	const { nodes, env } = await startNodes(owner);
	const [node] = nodes;
	origin = node.url;
	[admin] = await Promise.all([setUpAdministrator(node), spawnServer({ role: 'worker', env, scope: owner })]);
	const { url } = await withPostgres(owner);
	const customer = postgres(url, { max: 1, onnotice: () => {} });
	await customer.unsafe(`create table orders (id int primary key, day date not null, region text, amount numeric(10, 2));
		insert into orders select n, date '2026-01-01' + n % 20, case n % 2 when 0 then 'north' else 'south' end, n * 1.5
			from generate_series(1, 400) n;
		create table customers (id int primary key, name text)`);
	await customer.end();
	await api('PUT', '/v1/sources/shop', { engine: 'postgresql', url });
	browser = await started;
});
after(() => browser?.close());

async function api(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
	const answer = await withToken(admin.node, await admin.token(), [method, path, body]);
	if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
	return answer.body;
}

/** Signed in, in a browser that has kept nothing else. */
async function opened(
	query = '',
	options: BrowserContextOptions & { readonly prepare?: (page: Page) => Promise<unknown> } = {},
): Promise<WatchedPage> {
	const more = { domain: new URL(origin).hostname, path: '/', expires: -1, httpOnly: true, secure: false } as const;
	const cookies = [...admin.jar].map(([name, value]) => ({ name, value, sameSite: 'Lax' as const, ...more }));
	const storageState = { cookies, origins: [] };
	const shown = await openPage(browser, `${origin}/workshop/default/editor${query}`, { storageState, ...options });
	shown.page.setDefaultTimeout(8_000);
	await shown.page.locator('.cm-content').waitFor();
	return shown;
}

const textIn = (page: Page): Promise<string> =>
	page.evaluate(() => {
		const app = document.querySelector('workshop-app')?.shadowRoot;
		const lines = app?.querySelector('workshop-editor')?.shadowRoot?.querySelectorAll('.cm-line') ?? [];
		return [...lines].map((line) => line.textContent).join('\n');
	});

async function write(page: Page, sql: string): Promise<void> {
	await page.locator('.cm-content').focus();
	await page.keyboard.press('Control+a');
	await page.keyboard.insertText(sql);
	await page.keyboard.press('Escape');
}

const table = (page: Page) => page.locator('editor-results sql-chart').first();
/** Until the server has the tab as it is. */
const saved = (page: Page) => page.locator('.keeping', { hasText: /^Saved$/ }).waitFor();

const ORDERS = 'select day, sum(amount) as total from orders group by day order by day';

test('a query is run by keyboard, and its rows stand beside their chart; another author opens it by its address', async () => {
	const { page, complaints, close } = await opened();
	await page.getByRole('treeitem', { name: /^orders/ }).waitFor();
	await write(page, ORDERS);
	await page.keyboard.press('Control+Enter');
	await table(page).getByText('Jan 2, 2026').first().waitFor();
	await page.locator('editor-results sql-chart canvas').first().waitFor();
	const address = await eventually('the address names the run', async () =>
		/\?run=/.test(page.url()) ? page.url() : undefined,
	);
	await saved(page);
	assert.deepEqual(complaints, []);
	const other = await opened(new URL(address).search);
	await table(other.page).getByText('Jan 2, 2026').first().waitFor();
	assert.equal(await textIn(other.page), ORDERS);
	await other.close();
	await close();
});

test('columns of an alias are suggested from the real schema, and a click in the schema inserts', async () => {
	const { page, close } = await opened();
	await page.getByRole('treeitem', { name: /^orders/ }).waitFor();
	await write(page, 'select  from orders o');
	await page.keyboard.press('Home');
	for (let step = 0; step < 7; step++) await page.keyboard.press('ArrowRight');
	await page.keyboard.type('o.am');
	await page.locator('.cm-tooltip-autocomplete li', { hasText: 'amount' }).waitFor();
	assert.equal(await page.locator('.cm-tooltip-autocomplete li').count(), 1, 'no word of the language fits a table');
	// By a click: a key in the moment in which the list opens is taken for one that was meant for the text.
	await page.locator('.cm-tooltip-autocomplete [aria-selected]', { hasText: 'amount' }).click();
	assert.equal(await textIn(page), 'select o.amount from orders o');
	await page.getByRole('searchbox', { name: 'Search tables' }).fill('name');
	await page.getByRole('treeitem', { name: /^name/ }).click();
	assert.equal(await textIn(page), 'select o.amount name from orders o');
	await page.getByRole('treeitem', { name: /^customers/ }).focus();
	await page.keyboard.press('ArrowLeft');
	assert.equal(await page.getByRole('treeitem').count(), 1);
	await close();
});

test('a failure is marked where it stands, also in the statement at the caret', async () => {
	const { page, close } = await opened();
	await write(page, 'select 1 as one;\nselect wrong_column from orders');
	await page.keyboard.press('Control+Shift+Enter');
	await page.locator('.cm-lintRange-error', { hasText: 'wrong_column' }).waitFor();
	await table(page).getByText('wrong_column').first().waitFor();
	await page.keyboard.press('Control+Home');
	await page.keyboard.press('Control+Shift+Enter');
	await table(page).getByText('one', { exact: true }).waitFor();
	await page.keyboard.press('Control+Enter');
	await page.getByRole('alert').getByText('There are 2 statements').waitFor();
	await close();
});

test('a run goes on while the page is left, is found again, and Escape twice cancels it in the database', async () => {
	const { page, close } = await opened();
	await write(page, 'select pg_sleep(60)');
	await page.keyboard.press('Control+Enter');
	await page.getByRole('button', { name: /^Cancel/ }).waitFor();
	await page.getByRole('link', { name: 'Charts' }).click();
	await page.locator('workshop-charts').waitFor();
	await page.goBack();
	await page.locator('.cm-content', { hasText: 'pg_sleep' }).waitFor();
	await page.getByRole('button', { name: /^Cancel/ }).waitFor();
	await page.locator('.cm-content').focus();
	await page.keyboard.press('Escape');
	await page.keyboard.press('Escape');
	await table(page).getByText('Canceled').first().waitFor();
	await close();
});

test('parameters get fields of their types and values that stay, and SQL is laid out around them', async () => {
	const { page, close } = await opened();
	await write(page, 'select count(*) as found from orders where region = {{region}} and amount > {{least}}::numeric');
	await page.getByLabel('region', { exact: true }).fill('north');
	await page.getByLabel('least', { exact: true }).fill('x');
	await page.getByText('Not a number').waitFor();
	await page.getByLabel('least', { exact: true }).fill('300');
	await page.keyboard.press('Control+Enter');
	await table(page).getByText('100', { exact: true }).waitFor();
	await page.keyboard.press('Alt+Shift+F');
	await eventually('the text is laid out', async () => ((await textIn(page)).includes('\nwhere') ? true : undefined));
	assert.match(await textIn(page), /region = \{\{region\}\}/);
	await saved(page);
	await page.reload();
	await page.locator('.cm-content', { hasText: 'where' }).waitFor();
	assert.equal(await page.getByLabel('region', { exact: true }).inputValue(), 'north');
	await close();
});

test('a plan is a tree that is walked by keys', async () => {
	const { page, close } = await opened();
	await write(page, 'select * from orders o join customers c on c.id = o.id order by o.amount');
	await page.keyboard.press('Alt+Shift+E');
	const tree = page.getByRole('tree', { name: 'Plan' });
	await tree.getByRole('treeitem').first().focus();
	await page.keyboard.press('End');
	assert.match(await tree.locator(':focus').getAttribute('aria-label').then(String), /of the cost/);
	const before = await tree.getByRole('treeitem').count();
	await page.keyboard.press('Home');
	await page.keyboard.press('ArrowLeft');
	assert.ok(before > 2);
	assert.equal(await tree.getByRole('treeitem').count(), 1);
	await page.getByRole('button', { name: 'Run and measure' }).click();
	await page.getByRole('tree', { name: 'Plan' }).locator('[aria-label*=" met"]').first().waitFor();
	const { runs } = (await api('GET', '/v1/runs?limit=1')) as { runs: { explain?: unknown }[] };
	assert.equal(runs[0]?.explain, 'analyze');
	await close();
});

test('what is written is kept at every keystroke; a change made elsewhere shows both, and both can be kept', async () => {
	const { page, close } = await opened();
	await page.locator('.tabs > button').click();
	await write(page, "select 'first' as mine");
	await saved(page);
	const { drafts } = (await api('GET', '/v1/drafts')) as { drafts: { draft: string; revision: number }[] };
	const stored = await Promise.all(drafts.map(({ draft }) => api('GET', `/v1/drafts/${draft}`)));
	const draft = stored.find(({ sql }) => sql === "select 'first' as mine");
	assert.ok(draft);
	await api('PUT', `/v1/drafts/${draft['draft']}`, { revision: draft['revision'], sql: "select 'other' as theirs" });
	await write(page, "select 'second' as mine");
	await page.reload();
	await page.locator('.versions pre', { hasText: 'theirs' }).waitFor();
	await page.locator('.versions pre', { hasText: "'second' as mine" }).waitFor();
	await page.getByRole('button', { name: 'Keep both' }).click();
	await page.locator('.cm-content', { hasText: 'second' }).waitFor();
	await saved(page);
	const kept = (await api('GET', '/v1/drafts')) as { drafts: { draft: string }[] };
	const texts = await Promise.all(
		kept.drafts.map(async (each) => (await api('GET', `/v1/drafts/${each.draft}`))['sql']),
	);
	assert.ok(texts.includes("select 'other' as theirs") && texts.includes("select 'second' as mine"));
	await close();
});

test('a tab becomes a chart with its parameters; the chart is opened again, and so is a recipe', async () => {
	const { page, close } = await opened();
	await page.locator('.tabs > button').click();
	await write(
		page,
		'select region, sum(amount) as total from orders where amount > {{least}}::numeric group by region',
	);
	await page.getByLabel('least', { exact: true }).fill('10');
	await page.keyboard.press('Control+Enter');
	await page.getByLabel('Chart type').selectOption('bar');
	await page.keyboard.press('Control+s');
	await page.getByLabel('Title').fill('Orders by region');
	assert.equal(await page.getByRole('textbox', { name: /^Name Pages/ }).inputValue(), 'orders-by-region');
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await page.getByText('Saved as the chart').waitFor();
	const { declaration } = (await api('GET', '/v1/charts/orders-by-region')) as { declaration: Record<string, unknown> };
	assert.deepEqual(declaration['params'], [{ name: 'least', type: 'number', default: 10 }]);
	assert.deepEqual(declaration['spec'], { version: 1, type: 'bar' });
	await close();
	const again = await opened('?chart=orders-by-region');
	await again.page.locator('.cm-content', { hasText: 'sum(amount)' }).waitFor();
	await again.page.locator('.tab', { hasText: 'Orders by region' }).first().waitFor();
	await again.close();
	const columns = encodeURIComponent(JSON.stringify({ category: 'region', value: 'amount' }));
	const typed = encodeURIComponent(JSON.stringify({ unit: 'week' }));
	const recipe = await opened(`?recipe=box-plot&table=public.orders&columns=${columns}`);
	await recipe.page.locator('.cm-content', { hasText: 'orders' }).waitFor();
	await recipe.page.goto(`${origin}/workshop/default/editor?recipe=cohort-retention&params=${typed}`);
	await recipe.page.locator('.cm-content', { hasText: '{{unit}}' }).waitFor();
	assert.equal(await recipe.page.getByLabel('unit', { exact: true }).inputValue(), 'week');
	await recipe.close();
	const query = await opened(`?source=sample&sql=${encodeURIComponent('select 41 + 1 as answer')}`);
	await query.page.locator('.cm-content', { hasText: 'select 41 + 1 as answer' }).waitFor();
	assert.equal(new URL(query.page.url()).search, '', 'what is opened once stays a tab');
	await query.close();
});

/** An editor that waits for the queries that its author keeps until `release`. */
async function openedBeforeDrafts(query: string): Promise<WatchedPage & { readonly release: () => void }> {
	let release = (): void => {};
	const held = new Promise<void>((resolve) => {
		release = resolve;
	});
	const prepare = (page: Page) =>
		page.route('**/v1/drafts?*', async (route) => {
			await held;
			await route.continue();
		});
	return { ...(await opened(query, { prepare })), release };
}

test('what an address asks for is opened, however soon somebody runs what is there', async () => {
	const { page, close, release } = await openedBeforeDrafts(`?sql=${encodeURIComponent('select 7 as seven')}`);
	await page.locator('.cm-content').focus();
	await page.keyboard.press('Control+Enter');
	await page.getByRole('alert').getByText('There is nothing to run yet').waitFor();
	release();
	await page.locator('.cm-content', { hasText: 'select 7 as seven' }).waitFor();
	await close();
});

test('a run has its address, however soon somebody runs it', async () => {
	const { page, close, release } = await openedBeforeDrafts('');
	await write(page, "select 'soon' as words");
	await page.keyboard.press('Control+Enter');
	await table(page).getByText('soon').waitFor();
	release();
	await page.waitForURL(/\?run=[\da-f-]{36}$/);
	await close();
});

test('the editor fills what the bar leaves of the window, whether the bar has one line or two', async () => {
	const { page, close } = await opened();
	for (const width of [1280, 1000]) {
		await page.setViewportSize({ width, height: 800 });
		const [foot, scrolled] = await page.evaluate(() => {
			const editor = document.querySelector('workshop-app')?.shadowRoot?.querySelector('workshop-editor');
			return [editor?.getBoundingClientRect().bottom ?? 0, document.documentElement.scrollHeight];
		});
		assert.deepEqual([Math.round(foot), scrolled], [800, 800], `${width} pixels wide`);
	}
	await close();
});

test('in a narrow window the tab that is shown stands within the bar, however many there are', async () => {
	const { page, close } = await opened('', { viewport: { width: 360, height: 740 } });
	await page.locator('.cm-content').waitFor();
	for (let count = 0; count < 5; count += 1) await page.locator('.tabs > button').click();
	const shown = page.locator('.tabs li.shown');
	const isWithin = () =>
		shown.evaluate((tab) => {
			const [own, bar] = [tab, tab.parentElement ?? tab].map((each) => each.getBoundingClientRect());
			return own && bar && own.left >= bar.left - 1 && own.right <= bar.right + 1 ? true : undefined;
		});
	assert.ok((await page.locator('.tabs ul').evaluate((bar) => bar.scrollWidth - bar.clientWidth)) > 0);
	await eventually('the new tab is in sight', isWithin);
	await page.locator('.tabs .tab').first().click();
	await eventually('the first tab is in sight', isWithin);
	await close();
});

test('the history has every run, and opens it; the list of keys opens by ? and by Control and slash', async () => {
	const { page, close } = await opened();
	await page.getByRole('button', { name: 'History', exact: true }).click();
	await page.getByRole('searchbox', { name: 'Search the history' }).fill('group by day');
	await page
		.getByRole('button', { name: /group by day/ })
		.first()
		.click();
	await table(page).getByText('Jan 2, 2026').first().waitFor();
	await page.keyboard.press('Control+/');
	await page.getByRole('dialog', { name: 'Keys' }).waitFor();
	await page.keyboard.press('Escape');
	await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'hidden' });
	await page.getByRole('button', { name: 'Copy link' }).focus();
	await page.keyboard.press('?');
	await page.getByRole('dialog', { name: 'Keys' }).waitFor();
	await close();
});

testEditorKeeping({ opened, api, write, table, saved });

for (const colorScheme of ['light', 'dark'] as const) {
	for (const viewport of [
		{ width: 1440, height: 900 },
		{ width: 360, height: 740 },
	]) {
		test(`axe-core finds nothing at ${viewport.width} px, ${colorScheme}, and nothing is cut`, async () => {
			const { page, complaints, close } = await opened('', { colorScheme, viewport });
			await page.locator('.tabs > button').click();
			await write(page, 'select region, sum(amount) as total from orders where amount > {{least}}::numeric group by 1');
			await page.getByLabel('least', { exact: true }).fill('10');
			await page.keyboard.press('Control+Enter');
			await table(page).getByText('north').first().waitFor();
			await page.locator('editor-results sql-chart').nth(1).scrollIntoViewIfNeeded();
			await page.locator('editor-results sql-chart canvas').first().waitFor();
			const folder = process.env['SCREENSHOTS'];
			if (folder)
				await page.screenshot({ path: `${folder}/editor-${viewport.width}-${colorScheme}.png`, fullPage: true });
			assert.deepEqual(await findings(page), []);
			const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			assert.ok(wider <= 0, `${wider} px stand out`);
			assert.deepEqual(complaints, []);
			await close();
		});
	}
}
