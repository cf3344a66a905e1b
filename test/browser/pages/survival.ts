/** What a viewer and an author keep when processes are restarted and Redis forgets everything. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Redis } from 'ioredis';
import type { Browser, Page } from 'playwright-core';
import { CHARTS_OF_PAGE } from '../../../demo/charts.ts';
import { executing, runByKey, typeSql } from './editor.ts';
import { drawn } from './shown.ts';
import { eventually, openPage } from './support/browser.ts';
import type { WholeDemo } from './support/whole-demo.ts';

async function flushRedis(url: string): Promise<void> {
	const redis = new Redis(url);
	try {
		await redis.flushall();
	} finally {
		redis.disconnect();
	}
}

/** How many frames the browser keeps; counted without Chartwire. */
const keptFrames = (page: Page): Promise<number> =>
	page.evaluate(async () => {
		// To open it would create it.
		const known = await indexedDB.databases();
		if (!known.some(({ name }) => name === 'chartwire')) return 0;
		return new Promise<number>((resolve, reject) => {
			const opening = indexedDB.open('chartwire');
			opening.onerror = () => reject(opening.error);
			opening.onsuccess = () => {
				const db = opening.result;
				const counting = db.transaction('frames').objectStore('frames').count();
				counting.onsuccess = () => {
					db.close();
					resolve(counting.result);
				};
			};
		});
	});

export function testSurvival(demo: () => WholeDemo, browser: () => Browser): void {
	test('I10, I13: a slow run survives a reload, a restart of the web process and of the worker, and shows its result by itself', async () => {
		const { page, close } = await openPage(browser(), `${demo().origin}/editor`);
		await page.locator('sql-editor .cm-content').waitFor();
		await typeSql(page, 'select pg_sleep(8), 42 as answer');
		await runByKey(page);
		await page.waitForURL(/[?&]run=/);
		const isRunning = async () => ((await executing(demo(), '42 as answer')) > 0 ? true : undefined);
		await eventually('the query runs', isRunning);
		await page.reload();
		await page.locator('sql-editor .state.running').waitFor();
		await demo().restart('web');
		await demo().restart('worker');
		await page.locator('sql-editor .state.done').waitFor({ timeout: 60_000 });
		await page.locator('sql-editor sql-chart .root.ready').getByText('42', { exact: true }).waitFor();
		await close();
	});

	test('I4, I11, I13: Redis is emptied: charts keep their last frame and go on, and the result of a run arrives', async () => {
		const wall = await openPage(browser(), `${demo().origin}/wallboard`);
		const editor = await openPage(browser(), `${demo().origin}/editor`);
		for (const name of CHARTS_OF_PAGE.wallboard) await drawn(wall.page, name);
		await editor.page.locator('sql-editor .cm-content').waitFor();
		await typeSql(editor.page, 'select pg_sleep(4), 97531 as after_the_flush');
		await runByKey(editor.page);
		const isRunning = async () => ((await executing(demo(), 'after_the_flush')) > 0 ? true : undefined);
		await eventually('the query runs', isRunning);
		const value = wall.page.locator('sql-chart[chart="wall-items-today"] .value');
		const blanks = await wall.page.evaluateHandle(() => {
			const seen: string[] = [];
			const watch = setInterval(() => {
				for (const chart of document.querySelectorAll('sql-chart')) {
					if (chart.shadowRoot?.querySelector('.message')) seen.push(chart.getAttribute('chart') ?? '');
				}
			}, 20);
			return { seen, watch };
		});
		const before = await value.textContent();
		await flushRedis(demo().redisUrl);
		const flushed = await value.textContent();
		assert.ok(flushed !== null && flushed !== '', 'the last figure stays');
		const goesOn = async () => {
			const now = await value.textContent();
			return now !== before && now !== flushed ? true : undefined;
		};
		await eventually('the figures go on', goesOn, 45_000);
		await editor.page.locator('sql-editor .state.done').waitFor({ timeout: 60_000 });
		await editor.page.locator('sql-editor sql-chart .root.ready').getByText('97,531', { exact: true }).waitFor();
		assert.deepEqual(await blanks.evaluate(({ seen }) => [...new Set(seen)]), [], 'charts that lost their frame');
		await wall.close();
		await editor.close();
	});

	test('I11: a wall that starts while the server is gone shows its last figures, marked with their age, and goes on by itself', async () => {
		const { page, close } = await openPage(browser(), `${demo().origin}/wallboard`, { serviceWorkers: 'allow' });
		const { length } = CHARTS_OF_PAGE.wallboard;
		for (const name of CHARTS_OF_PAGE.wallboard) await drawn(page, name);
		await eventually('its frames are kept', async () => ((await keptFrames(page)) === length ? true : undefined));
		const parts = () =>
			page.evaluate(async () =>
				(await (await caches.open('wallboard-1')).keys()).map(({ url }) => new URL(url).pathname),
			);
		await eventually('its parts are kept', async () => {
			const kept = await parts();
			const isWhole = ['/wallboard', '/chartwire.js'].every((part) => kept.includes(part));
			return isWhole && kept.some((part) => part.includes('frame-keeper')) ? true : undefined;
		});
		await demo().end('web');
		try {
			await page.goto(`${demo().origin}/wallboard`);
			const charts = page.locator('sql-chart');
			await eventually('the last frames', async () =>
				(await charts.locator('.badge').count()) === length ? true : undefined,
			);
			for (const badge of await charts.locator('.badge').allTextContents()) {
				assert.match(badge, /^(Stale|Reconnecting|Offline) · as of /);
			}
			assert.equal(await charts.locator('canvas').count(), 2, 'lines and columns are drawn');
			assert.match((await charts.locator('.value').first().textContent()) ?? '', /\d/);
			assert.ok((await charts.locator('tbody tr').count()) > 1, 'the table is there');
			const folder = process.env['CHARTWIRE_SHOTS'];
			if (folder) await page.screenshot({ path: `${folder}/power-cut.png` });
		} finally {
			await demo().restart('web');
		}
		await eventually(
			'it is live',
			async () => ((await page.locator('sql-chart .badge').count()) === 0 ? true : undefined),
			60_000,
		);
		for (const name of CHARTS_OF_PAGE.wallboard) await drawn(page, name);
		await close();
	});
}
