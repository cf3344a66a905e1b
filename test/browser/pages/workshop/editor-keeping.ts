/** What becomes of a query in the workshop's editor: its run's link, its tab once it is closed, its chart, and that chart's design. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { WatchedPage } from '../support/browser.ts';

interface EditorHand {
	readonly opened: (query?: string, options?: BrowserContextOptions) => Promise<WatchedPage>;
	readonly api: (method: string, path: string, body?: unknown) => Promise<Record<string, unknown>>;
	readonly write: (page: Page, sql: string) => Promise<void>;
	/** The rows of the result. */
	readonly table: (page: Page) => Locator;
	readonly saved: (page: Page) => Promise<void>;
}

export function testEditorKeeping({ opened, api, write, table, saved }: EditorHand): void {
	test('the list of suggestions closes when a run is started by keys', async () => {
		const { page, close } = await opened();
		await page.getByRole('treeitem', { name: /^orders/ }).waitFor();
		await write(page, 'select 42 as answer from orders limit 1 ');
		await page.keyboard.press('Control+Space');
		await page.locator('.cm-tooltip-autocomplete').waitFor();
		await page.keyboard.press('Control+Enter');
		await page.locator('.cm-tooltip-autocomplete').waitFor({ state: 'detached' });
		await table(page).getByText('42', { exact: true }).waitFor();
		await close();
	});

	test('a tab that was closed is opened again as it was, and the link of its run is copied', async () => {
		const permissions = ['clipboard-read', 'clipboard-write'];
		const { page, close } = await opened('', { permissions });
		await page.locator('.tabs > button').click();
		await write(page, "select 'kept for later' as words");
		await page.keyboard.press('Control+Enter');
		await table(page).getByText('kept for later').waitFor();
		await page.getByRole('button', { name: 'Copy link' }).click();
		await page.getByRole('status').getByText('The address of this result is copied').waitFor();
		const copied = await page.evaluate(() => navigator.clipboard.readText());
		assert.equal(copied, page.url());
		assert.match(copied, /\?run=[\da-f-]{36}$/);
		await saved(page);
		await page.keyboard.press('F2');
		await page.getByRole('textbox', { name: 'Name of the query' }).fill('For later');
		await page.keyboard.press('Enter');
		await saved(page);
		await page.keyboard.press('Alt+Shift+W');
		await page.locator('.tab', { hasText: 'For later' }).waitFor({ state: 'detached' });
		await page.getByRole('button', { name: 'Closed', exact: true }).click();
		await page.getByRole('button', { name: /^For later/ }).click();
		await page.locator('.tab', { hasText: 'For later' }).waitFor();
		await page.locator('.cm-content', { hasText: 'kept for later' }).waitFor();
		await close();
	});

	test('a browser that has kept none of the tabs has all of them by one request', async () => {
		const ids = [1, 2, 3].map(() => crypto.randomUUID());
		for (const [place, id] of ids.entries())
			await api('PUT', `/v1/drafts/${id}`, { revision: 0, title: `Brought ${place}`, sql: `select ${place}`, place });
		const { page, requests, close } = await opened();
		await page.locator('.tab', { hasText: 'Brought 2' }).click();
		await page.locator('.cm-content', { hasText: 'select 2' }).waitFor();
		await page.locator('.tab', { hasText: 'Brought 0' }).waitFor();
		const asked = requests.filter((address) => address.includes('/v1/drafts'));
		assert.deepEqual(
			asked.map((address) => new URL(address).search),
			['?content=true'],
		);
		for (const id of ids) await api('DELETE', `/v1/drafts/${id}`);
		await close();
	});

	test('a chart of the same name is replaced only when its author says so', async () => {
		const kept = { source: 'shop', sql: 'select 1 as one', title: 'Of somebody else' };
		await api('PUT', '/v1/charts/taken', kept);
		const { page, close } = await opened();
		await page.locator('.tabs > button').click();
		await write(page, 'select 2 as two');
		await page.keyboard.press('Control+s');
		await page.getByLabel('Title').fill('Taken');
		await page.getByRole('button', { name: 'Save', exact: true }).click();
		const replace = page.getByRole('button', { name: 'Replace it' });
		await replace.waitFor();
		assert.equal(((await api('GET', '/v1/charts/taken')) as { revision: number }).revision, 1);
		await replace.click();
		await page.getByText('Saved as the chart').waitFor();
		const { declaration } = (await api('GET', '/v1/charts/taken')) as { declaration: { sql: string; title: string } };
		assert.deepEqual([declaration.sql, declaration.title], ['select 2 as two', 'Taken']);
		await close();
	});

	test('the chart of a result is designed in place of the text, and the design is the tab’s', async () => {
		const { page, complaints, close } = await opened();
		await page.locator('.tabs > button').click();
		await write(page, 'select day, sum(amount) as total from orders group by day order by day');
		await page.keyboard.press('Control+Enter');
		await table(page).getByText('Jan 2, 2026').first().waitFor();
		await page.getByRole('button', { name: 'Design' }).click();
		const design = page.getByRole('region', { name: 'Design' });
		await design.getByText('Suit these columns').waitFor();
		await design.getByRole('radio', { name: 'Columns', exact: true }).check();
		await design.locator('.drawing[data-type="column"]').waitFor();
		await design.locator('summary', { hasText: 'Axes' }).click();
		await design.getByLabel('Value axis: title').fill('Euros');
		await design.getByRole('button', { name: 'Done' }).click();
		await page.locator('editor-results .drawing[data-type="column"]').waitFor();
		assert.equal(await page.getByLabel('Chart type').inputValue(), 'column');
		await page.keyboard.press('Control+s');
		await page.getByLabel('Title').fill('Designed');
		await page.getByRole('button', { name: 'Save', exact: true }).click();
		await page.getByText('Saved as the chart').waitFor();
		const { declaration } = (await api('GET', '/v1/charts/designed')) as { declaration: Record<string, unknown> };
		assert.deepEqual(declaration['spec'], { version: 1, type: 'column', yAxis: { title: 'Euros' } });
		assert.deepEqual(complaints, []);
		await close();
	});
}
