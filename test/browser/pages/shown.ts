/** The calm half of the page tests: what each page shows while nothing fails. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { CHARTS_OF_PAGE } from '../../../demo/charts.ts';
import { beginAll, eventually, openPage } from './support/browser.ts';
import { drawnInk, extremeAt, highestAt, lowestAt } from './support/ink.ts';
import { jobsChange } from './support/sample.ts';
import type { WholeDemo } from './support/whole-demo.ts';

const chart = (page: Page, name: string): Locator => page.locator(`sql-chart[chart="${name}"]`);

/** Resolves when the chart shows a fresh result. */
export async function drawn(page: Page, name: string): Promise<Locator> {
	const element = chart(page, name);
	await beginAll(page);
	await element.locator('.root.ready').waitFor({ timeout: 30_000 });
	return element;
}

function near(actual: number, expected: number, what: string): void {
	assert.ok(Math.abs(actual - expected) < 0.03, `${what}: drawn at ${actual.toFixed(3)}, is at ${expected.toFixed(3)}`);
}

/** Of the Layout Instability API, which TypeScript's library lacks. */
interface LayoutShift extends PerformanceEntry {
	readonly value: number;
	readonly sources: readonly { readonly previousRect: DOMRectReadOnly; readonly currentRect: DOMRectReadOnly }[];
}

interface Shift {
	readonly value: number;
	/** Of the highest thing that has moved, in CSS pixels. */
	readonly height: number;
}

export function testShownPages(demo: () => WholeDemo, browser: () => Browser): void {
	test('the article on another origin shows the jobs that the public file holds, drawn from SQL', async () => {
		const { page, complaints, requests, close } = await openPage(browser(), `${demo().site}/`);
		const columns = await drawn(page, 'us-jobs-change');
		const ink = await drawnInk(columns.locator('canvas').first());
		assert.ok(ink.pixels > 2_000, `only ${ink.pixels} pixels are drawn`);
		near(lowestAt(ink), extremeAt(jobsChange(), 'smallest'), 'the worst month');
		near(highestAt(ink), extremeAt(jobsChange(), 'largest'), 'the best month');
		const lines = await drawn(page, 'us-jobs-by-industry');
		await lines.scrollIntoViewIfNeeded();
		assert.ok((await drawnInk(lines.locator('canvas').first())).pixels > 1_000);
		assert.ok(requests.some((address) => address.startsWith(`${demo().origin}/chartwire.`)));
		assert.deepEqual(complaints, []);
		await close();
	});

	test('the portal draws its eight charts over exactly one WebSocket', async () => {
		const { page, sockets, complaints, close } = await openPage(browser(), `${demo().origin}/portal`);
		for (const name of CHARTS_OF_PAGE.portal) await drawn(page, name);
		assert.equal(CHARTS_OF_PAGE.portal.length, 8);
		assert.equal(await page.locator('sql-chart').count(), 8);
		assert.equal(sockets.length, 1);
		assert.equal(await page.locator('sql-status .root.good').count(), 1);
		assert.deepEqual(complaints, []);
		await close();
	});

	test('the wallboard changes by itself', async () => {
		const { page, sockets, complaints, close } = await openPage(browser(), `${demo().origin}/wallboard`);
		const value = (await drawn(page, 'wall-items-today')).locator('.value');
		const rows = (await drawn(page, 'wall-latest-orders')).locator('tbody');
		const before = { value: await value.textContent(), rows: await rows.textContent() };
		const changed = async (): Promise<true | undefined> =>
			(await value.textContent()) !== before.value && (await rows.textContent()) !== before.rows ? true : undefined;
		await eventually('the figure and the table change', changed);
		assert.equal(sockets.length, 1);
		assert.deepEqual(complaints, []);
		await close();
	});

	test('the wallboard fills a 1920 by 1080 screen without scrolling', async () => {
		const screen = { viewport: { width: 1920, height: 1080 } };
		const { page, close } = await openPage(browser(), `${demo().origin}/wallboard`, screen);
		for (const name of CHARTS_OF_PAGE.wallboard) await drawn(page, name);
		const height = await page.evaluate(() => document.documentElement.scrollHeight);
		assert.equal(height, 1080);
		const board = chart(page, 'wall-latest-orders').locator('.scroll');
		const hidden = await board.evaluate((element) => element.scrollHeight - element.clientHeight);
		assert.ok(hidden <= 0, `${hidden} pixels of the latest orders are cut off`);
		await close();
	});

	test('the home page shows a live chart, the SQL behind it, and the way to the article', async () => {
		const { page, complaints, close } = await openPage(browser(), `${demo().origin}/`);
		const [name] = CHARTS_OF_PAGE.home;
		const element = await drawn(page, name ?? '');
		assert.ok((await drawnInk(element.locator('canvas').first())).pixels > 300);
		assert.match((await page.locator('.proof-sql code').textContent()) ?? '', /from orders/);
		assert.equal(await page.locator('.cards a').nth(2).getAttribute('href'), `${demo().site}/`);
		assert.deepEqual(complaints, []);
		await close();
	});

	for (const scheme of ['light', 'dark'] as const) {
		test(`no page scrolls sideways on a small phone, or complains, when it is ${scheme}`, async () => {
			const phone = { viewport: { width: 360, height: 740 }, colorScheme: scheme };
			const paths = ['/', '/editor', '/portal', '/explore', '/wallboard', '/inspector'].map(
				(path) => `${demo().origin}${path}`,
			);
			for (const address of [...paths, `${demo().site}/`]) {
				const { page, complaints, close } = await openPage(browser(), address, phone);
				const ready = page.locator('sql-chart .root.ready, sql-editor .cm-content, sql-inspector .empty').first();
				await ready.waitFor({ timeout: 30_000 });
				const over = await page.evaluate(() => {
					const { scrollWidth, clientWidth } = document.documentElement;
					return scrollWidth - clientWidth;
				});
				assert.equal(over, 0, `${address} is ${over} pixels too wide`);
				assert.deepEqual(complaints, [], address);
				await close();
			}
		});
	}

	test('nothing moves while charts come, and results after them, but words in their footers', async () => {
		for (const [path, width] of [
			['/portal', 1280],
			['/portal', 360],
			['/explore', 1280],
			['/wallboard', 1280],
		] as const) {
			const { page, close } = await openPage(browser(), 'about:blank', { viewport: { width, height: 800 } });
			await page.addInitScript(() => {
				const shifts: Shift[] = [];
				Object.assign(window, { shifts });
				new PerformanceObserver((list) => {
					for (const entry of list.getEntries() as LayoutShift[]) {
						const heights = entry.sources.flatMap(({ previousRect, currentRect }) => [previousRect, currentRect]);
						shifts.push({ value: entry.value, height: Math.max(...heights.map(({ height }) => height)) });
					}
				}).observe({ type: 'layout-shift', buffered: true });
			});
			await page.goto(`${demo().origin}${path}`);
			const shifts = (): Promise<Shift[]> => page.evaluate(() => (window as unknown as { shifts: Shift[] }).shifts);
			const charts = page.locator('sql-chart');
			const isDrawn = async () =>
				(await charts.locator('.root.ready').count()) === (await charts.count()) ? true : undefined;
			await beginAll(page);
			await eventually(`all charts of ${path}`, isDrawn, 40_000);
			// Some more results of the fastest.
			await new Promise((resolve) => setTimeout(resolve, 2_500));
			const moved = await shifts();
			const total = moved.reduce((sum, { value }) => sum + value, 0);
			assert.ok(total < 0.005, `${path} at ${width}: the cumulative layout shift is ${total}`);
			for (const { height } of moved) assert.ok(height <= 30, `${path} at ${width}: ${height} pixels have moved`);
			await close();
		}
	});

	test('no page puts its token into an address', async () => {
		for (const address of [`${demo().origin}/portal`, `${demo().site}/`]) {
			const { page, requests, sockets, close } = await openPage(browser(), address);
			await page.locator('sql-chart .root.ready').first().waitFor();
			const token = (await page.locator('sql-chart').first().getAttribute('token')) ?? '';
			assert.ok(token.length > 50);
			for (const each of [...requests, ...sockets, page.url()]) assert.ok(!each.includes(token.slice(-40)), each);
			await close();
		}
	});
}
