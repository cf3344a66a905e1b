/** The day in the editor: a query is written with help, mended, run, left alone and found again, run in part, and explained. */
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { eventually, textOf } from '../support/browser.ts';
import { press } from './beginning.ts';
import type { Day } from './world.ts';

const code = ({ page }: Day): Locator => page.locator('.cm-content');
export const rows = ({ page }: Day): Locator => page.locator('editor-results sql-chart').first();

/** In place of all that stands there, without what the editor would put in by itself. */
export async function write(day: Day, sql: string): Promise<void> {
	await code(day).focus();
	await day.page.keyboard.press('Control+a');
	await day.page.keyboard.insertText(sql);
	await day.page.keyboard.press('Escape');
}

async function take(page: Page, name: string): Promise<void> {
	// By a click: a key in the moment in which the list opens is taken for one that was meant for the text.
	await page
		.locator('.cm-tooltip-autocomplete li', { hasText: new RegExp(`^${name}`) })
		.first()
		.click();
}

/** A table by the beginning of its name, and a column by the alias of its table. */
export async function writeWithHelp(day: Day): Promise<void> {
	const { page } = day;
	await write(day, 'select date,  from ');
	await page.keyboard.type('seattle_w');
	await take(page, 'seattle_weather');
	await page.keyboard.type(' w where date < ');
	await page.keyboard.insertText("'2012-01-05'");
	await page.keyboard.press('Home');
	for (let step = 0; step < 'select date, '.length; step += 1) await page.keyboard.press('ArrowRight');
	await page.keyboard.type('w.temp_');
	await page.locator('.cm-tooltip-autocomplete').waitFor();
	await day.stop('completion');
	await take(page, 'temp_max');
	await code(day).getByText('w.temp_max').first().waitFor();
	assert.equal(
		(await textOf(code(day))).trim(),
		"select date, w.temp_max from seattle_weather w where date < '2012-01-05'",
	);
}

/** Somebody's slip of the pen; the database knows what was meant. */
export async function failAndMend(day: Day): Promise<void> {
	const { page } = day;
	await page.keyboard.type('x');
	await page.keyboard.press('Escape');
	await page.keyboard.press('Control+Enter');
	const mark = page.locator('.cm-lintRange-error', { hasText: 'temp_maxx' });
	await mark.waitFor();
	await mark.hover();
	await page
		.locator('.cm-tooltip-lint', { hasText: 'Perhaps you meant to reference the column "w.temp_max"' })
		.waitFor();
	await rows(day).getByText('does not exist').first().waitFor();
	await day.stop('failed');
	await code(day).focus();
	await page.keyboard.press('Backspace');
	await page.keyboard.press('Control+Enter');
	await rows(day).getByText('12.8').first().waitFor();
	assert.equal(await mark.count(), 0);
	await day.stop('answered');
}

const RELEASED = 'select count(*) as days_of_snow from seattle_weather where weather = $$snow$$';

/** Whether the query stands in the database, and waits for the lock. */
async function isWaiting({ world }: Day): Promise<boolean> {
	const found = await world.customer.owner`select from pg_stat_activity
		where query like '%days_of_snow%' and wait_event_type = 'Lock' and pid <> pg_backend_pid()`;
	return found.length > 0;
}

/** Closes the page while the database is at work, and finds what came of it where one's runs are. */
export async function leaveAndReturn(day: Day): Promise<void> {
	const { world } = day;
	const held = await world.customer.owner.reserve();
	try {
		await held`begin`;
		await held`lock table seattle_weather in access exclusive mode`;
		await write(day, RELEASED);
		await day.page.keyboard.press('Control+Enter');
		await eventually('the database is at work', async () => (await isWaiting(day)) || undefined);
		await day.page.getByRole('button', { name: /^Cancel/ }).waitFor();
		await day.stop('running');
		await day.leave();
		assert.equal(await isWaiting(day), true, 'it goes on without its page');
	} finally {
		await held`rollback`;
		held.release();
	}
	await day.comeBack('/workshop');
	const { page } = day;
	await press(day, 'History');
	const run = page.getByRole('button', { name: /days_of_snow.*Done · 1 row/ });
	await run.waitFor();
	await day.stop('history');
	await run.click();
	await rows(day).getByText('26', { exact: true }).waitFor();
}

/** One of two statements, chosen by keys. */
export async function runSelection(day: Day): Promise<void> {
	const { page } = day;
	await write(day, 'select 1 as first;\nselect max(temp_max) as hottest from seattle_weather');
	await page.keyboard.press('Shift+Home');
	await page.keyboard.press('Control+Shift+Enter');
	await rows(day).getByText('hottest').first().waitFor();
	await rows(day).getByText('35.6').first().waitFor();
	await press(day, 'Schema');
}

/** How the database would answer, and then how it has. */
export async function explain(day: Day): Promise<void> {
	const { page } = day;
	await write(
		day,
		'select weather, count(*) as days from seattle_weather where wind > 5 group by weather order by days',
	);
	await press(day, 'Explain');
	const tree = page.getByRole('tree', { name: 'Plan' });
	await tree.getByRole('treeitem', { name: /Seq Scan.*seattle_weather/ }).waitFor();
	await press(day, 'Run and measure');
	await tree.getByRole('treeitem', { name: /Seq Scan.*seattle_weather.* met/ }).waitFor();
	await day.stop('plan');
	await press(day, 'Back to the result');
}
