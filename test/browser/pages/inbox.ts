/** What an author finds when they return, what waits in line, and what a viewer chooses: on the whole demo. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Browser } from 'playwright-core';
import postgres from 'postgres';
import { executing, runByKey, typeSql } from './editor.ts';
import { eventually, openPage, textOf } from './support/browser.ts';
import type { WholeDemo } from './support/whole-demo.ts';

export function testInbox(demo: () => WholeDemo, browser: () => Browser): void {
	const open = (path: string) => openPage(browser(), `${demo().origin}${path}`);

	test('a run whose page was closed is found in the inbox, unread, and opened there with its result', async () => {
		const first = await open('/editor');
		await first.page.locator('sql-editor .cm-content').waitFor();
		await typeSql(first.page, 'select 8765 as while_away, pg_sleep(3)');
		await runByKey(first.page);
		await first.page.locator('sql-editor .state.running').waitFor();
		await first.close();
		const second = await open('/editor');
		const item = second.page.locator('sql-inbox li', { hasText: 'while_away' });
		await item.locator('.facts b', { hasText: 'Running' }).waitFor();
		await second.page.locator('sql-inbox li.new', { hasText: 'while_away' }).waitFor({ timeout: 15_000 });
		assert.match(await textOf(item.locator('.facts')), /Done\s.*3\.\d s · 1 row/s);
		assert.match(await textOf(second.page.locator('sql-inbox [role=status]')), /has finished: 1 row\./);
		await item.locator('.open').click();
		await second.page.locator('sql-editor sql-chart').getByText('8,765').waitFor();
		await second.page.locator('sql-inbox li:not(.new)', { hasText: 'while_away' }).waitFor();
		await second.page.reload();
		await second.page.locator('sql-inbox li:not(.new)', { hasText: 'while_away' }).waitFor();
		assert.deepEqual(second.complaints, []);
		await second.close();
	});

	test('of twenty runs at once the last one tells its place in line; Escape ends one, and its query', async () => {
		const { page, complaints, close } = await open('/editor');
		await page.locator('sql-editor .cm-content').waitFor();
		await page.getByRole('button', { name: 'Run 20 at once' }).click();
		const state = page.locator('sql-editor .toolbar .state.queued');
		await eventually('a place in line', async () =>
			(await state.count()) > 0 && /\d(st|nd|rd|th) in line/.test(await textOf(state)) ? true : undefined,
		);
		const live = page.locator('sql-inbox li', { hasText: 'pg_sleep(4)' }).locator('.cancel');
		await live.first().waitFor();
		// Escape leaves the text for the button, and then cancels.
		await page.locator('sql-editor .cm-content').press('Escape');
		await page.keyboard.press('Escape');
		await page.locator('sql-editor .state.canceled').waitFor();
		// The others are cancelled too, so that the tests that follow need not wait for them.
		const token = await page.locator('sql-editor').getAttribute('token');
		const headers = { authorization: `Bearer ${token}` };
		const listed = await fetch(`${demo().origin}/v1/runs?limit=30`, { headers });
		const { runs } = (await listed.json()) as { runs: { run: string; state: string }[] };
		const under = runs.filter((run) => /waiting|queued|running/.test(run.state));
		await Promise.all(under.map(({ run }) => fetch(`${demo().origin}/v1/runs/${run}`, { method: 'DELETE', headers })));
		await eventually('no query is left', async () => ((await executing(demo(), 'as batch')) === 0 ? true : undefined));
		await eventually('the list says so', async () => ((await live.count()) === 0 ? true : undefined));
		assert.deepEqual(complaints, []);
		await close();
	});

	test('the explorer asks for the regions and days that are chosen, and nothing else of its SQL changes', async () => {
		const { page, complaints, close } = await open('/explore');
		const chart = page.locator('sql-chart[chart=explore-products]');
		await chart.locator('.root.ready').waitFor({ timeout: 20_000 });
		await page.getByLabel('Europe').check();
		const [from, to] = [10, 3].map((days) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10));
		await page.getByLabel('From').fill(from ?? '');
		await page.getByLabel('to', { exact: true }).fill(to ?? '');
		const sql = postgres(demo().ownerUrl, { max: 1, onnotice: () => {} });
		const [row] = await sql`
			select product, round(sum(amount))::int as revenue from orders
			where region = 'Europe' and at >= ${`${from}T00:00:00Z`} and at < ${`${to}T00:00:00Z`}::timestamptz + interval '1 day'
			group by 1 order by 2 desc limit 1`.finally(() => sql.end());
		await chart.getByRole('button', { name: 'Table' }).click();
		await chart.getByText(Number(row?.['revenue']).toLocaleString('en')).first().waitFor();
		assert.deepEqual(complaints, []);
		await close();
	});

	test('a chart that listens is asked again when the database says that orders have come', async () => {
		const { page, complaints, close } = await open('/explore');
		const chart = page.locator('sql-chart[chart=explore-latest]');
		const first = chart.locator('td').first();
		await first.waitFor({ timeout: 20_000 });
		const before = await textOf(first);
		await eventually('another order stands first', async () => ((await textOf(first)) === before ? undefined : true));
		assert.deepEqual(complaints, []);
		await close();
	});
}
