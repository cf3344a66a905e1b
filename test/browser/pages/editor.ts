/** What an author does in the editor's page, up to the database and back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import postgres from 'postgres';
import { EXAMPLES } from '../../../demo/examples.ts';
import { eventually, openPage, textOf } from './support/browser.ts';
import { drawnInk, extremeAt, highestAt } from './support/ink.ts';
import { averagePrices } from './support/sample.ts';
import type { WholeDemo } from './support/whole-demo.ts';

/** The SQL that stands in the editor, on one line. */
async function editorText(page: Page): Promise<string> {
	return (await page.locator('sql-editor .cm-line').allTextContents()).join(' ').replace(/\s+/g, ' ').trim();
}

/** Replaces what stands in the editor by typing over it. */
export async function typeSql(page: Page, sql: string): Promise<void> {
	await page.locator('sql-editor .cm-content').click();
	await page.keyboard.press('ControlOrMeta+A');
	await page.keyboard.insertText(sql);
}

export async function runByKey(page: Page): Promise<void> {
	await page.locator('sql-editor .cm-content').press('ControlOrMeta+Enter');
}

/** How many sessions of the sample database execute a query that contains this text, as its owner sees it. */
export async function executing(demo: WholeDemo, text: string): Promise<number> {
	const sql = postgres(demo.ownerUrl, { max: 1, onnotice: () => {} });
	try {
		const rows = await sql`
			select 1 from pg_stat_activity
			where state = 'active' and pid <> pg_backend_pid() and query like ${`%${text}%`}`;
		return rows.length;
	} finally {
		await sql.end();
	}
}

export function testEditor(demo: () => WholeDemo, browser: () => Browser): void {
	const editorPage = () => openPage(browser(), `${demo().origin}/editor`);

	test('the editor runs the stocks by month and draws a line that peaks where the public file does', async () => {
		const { page, complaints, close } = await editorPage();
		await page.getByRole('button', { name: 'Stocks by month' }).click();
		const sql = "select date_trunc('month', date) as month, avg(price) from stocks group by 1 order by 1";
		await eventually('the example stands in the editor', async () =>
			(await editorText(page)) === sql ? true : undefined,
		);
		await runByKey(page);
		await page.locator('sql-editor sql-chart .root.ready').waitFor();
		const ink = await drawnInk(page.locator('sql-editor sql-chart canvas').first());
		assert.ok(ink.pixels > 500, `only ${ink.pixels} pixels are drawn`);
		const [drawn, expected] = [highestAt(ink), extremeAt(averagePrices(), 'largest')];
		assert.ok(Math.abs(drawn - expected) < 0.03, `drawn at ${drawn.toFixed(3)}, is at ${expected.toFixed(3)}`);
		assert.deepEqual(complaints, []);
		await close();
	});

	test('a wrong column name is marked where it stands, with line and column', async () => {
		const { page, complaints, close } = await editorPage();
		await page.getByRole('button', { name: 'A wrong column name' }).click();
		await runByKey(page);
		const mark = page.locator('sql-editor .cm-lintRange-error');
		await mark.waitFor();
		assert.equal(await textOf(mark), 'prize');
		const problem = page.locator('sql-editor .problem');
		assert.match(await textOf(problem), /line 2, column 7/);
		assert.match(await textOf(problem), /column "prize" does not exist/);
		assert.deepEqual(complaints, []);
		await close();
	});

	test('canceling a run ends its query in the database', async () => {
		const { page, complaints, close } = await editorPage();
		await page.locator('sql-editor .cm-content').waitFor();
		const sql = 'select pg_sleep(120), 7 as canceled_in_the_test';
		await typeSql(page, sql);
		await runByKey(page);
		const count = () => executing(demo(), 'canceled_in_the_test');
		await eventually('the query runs', async () => ((await count()) > 0 ? true : undefined));
		await page.locator('sql-editor').getByRole('button', { name: 'Cancel', exact: true }).click();
		await eventually('the query has ended', async () => ((await count()) === 0 ? true : undefined), 10_000);
		await page.locator('sql-editor .state.canceled').waitFor();
		assert.deepEqual(complaints, []);
		await close();
	});

	test('the address of a run, opened in another browser, shows the run while it goes on and its result', async () => {
		const first = await editorPage();
		await first.page.locator('sql-editor .cm-content').waitFor();
		await typeSql(first.page, 'select pg_sleep(3), 4321 as found_again');
		await runByKey(first.page);
		await first.page.waitForURL(/[?&]run=/);
		const second = await openPage(browser(), first.page.url());
		await second.page.locator('sql-editor .state.running').waitFor({ timeout: 10_000 });
		// The text's own part of the script may come after the run is known.
		const isThere = async () => (/4321 as found_again/.test(await editorText(second.page)) ? true : undefined);
		await eventually('its SQL', isThere, 5_000);
		await first.close();
		await second.page.locator('sql-editor .state.done').waitFor({ timeout: 20_000 });
		await second.page.locator('sql-editor sql-chart').getByText('4,321').waitFor();
		assert.deepEqual(second.complaints, []);
		await second.close();
	});

	for (const example of EXAMPLES.filter(({ sql }) => !/pg_sleep|prize/.test(sql))) {
		test(`the example “${example.title}” runs`, async () => {
			const { page, complaints, close } = await editorPage();
			await page.getByRole('button', { name: example.title }).click();
			await runByKey(page);
			await page.locator('sql-editor .state.done, sql-editor .problem').waitFor();
			assert.equal(await page.locator('sql-editor .problem').count(), 0);
			await page.locator('sql-editor sql-chart .root.ready').waitFor();
			assert.deepEqual(complaints, []);
			await close();
		});
	}
}
