/**
 * A chart under a real mouse, real fingers and a real keyboard: what the browser itself does with them (scrolling, the
 * order of the focus) is no matter of events that a test makes up.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type Plugin, type RollupOptions, rollup } from 'rollup';
import { launchBrowser, openPage } from './support/browser.ts';

const ENTRY = fileURLToPath(new URL('support/touchable.js', import.meta.url));
const CONFIG = new URL('../../../rollup.config.mjs', import.meta.url);

async function bundle(): Promise<string> {
	const { default: config }: { default: RollupOptions } = await import(CONFIG.href);
	// What takes names away would take that of the script away.
	const plugins = ([config.plugins].flat(3) as Plugin[]).filter(({ name }) => name !== 'terser');
	const build = await rollup({ input: ENTRY, plugins });
	const { output } = await build.generate({ format: 'iife', name: 'touchable', inlineDynamicImports: true });
	await build.close();
	return output[0].code;
}

const BODY = '<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>A page</title>';

/** A page without a server. */
const prepare = (page: Page): Promise<unknown> =>
	page.route('**', (route) => route.fulfill({ contentType: 'text/html', body: BODY }));

interface Spot {
	readonly x: number;
	readonly y: number;
}

describe('a chart under real hands', { timeout: 120_000 }, () => {
	let browser: Browser | undefined;
	let script = '';
	before(async () => {
		script = await bundle();
		browser = await launchBrowser();
	});
	after(() => browser?.close());

	async function withChart(
		options: BrowserContextOptions,
		use: (page: Page, plot: Spot) => Promise<void>,
		type = '',
	): Promise<void> {
		if (browser === undefined) throw new Error('The browser has not started.');
		const { page, complaints, close } = await openPage(browser, 'http://page.test/', {
			locale: 'en-GB',
			prepare,
			...options,
		});
		await page.addScriptTag({ content: script });
		await page.evaluate(`touchable.addChart(${JSON.stringify(type)})`);
		const box = await page.locator(type ? 'sql-chart .family canvas' : 'sql-chart .u-over').boundingBox();
		assert.ok(box, 'a plot');
		await use(page, { x: Math.round(box.x), y: Math.round(box.y) });
		await close();
		assert.deepEqual(complaints, []);
	}

	const scrolled = (page: Page): Promise<number> => page.evaluate(() => scrollY);
	const saidBy = (page: Page): Promise<string | null> => page.locator('sql-chart .plot [role=status]').textContent();

	async function swipe(page: Page, from: Spot, by: Spot): Promise<void> {
		const hand = await page.context().newCDPSession(page);
		const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Spot[]) =>
			hand.send('Input.dispatchTouchEvent', { type, touchPoints });
		await touch('touchStart', [from]);
		for (let step = 1; step <= 10; step++) {
			await touch('touchMove', [{ x: from.x + (by.x * step) / 10, y: from.y + (by.y * step) / 10 }]);
		}
		await touch('touchEnd', []);
		await hand.detach();
	}

	test('a finger scrolls the page up and down, and reads values sideways', async () => {
		const phone = { hasTouch: true, isMobile: true, viewport: { width: 360, height: 640 } };
		await withChart(phone, async (page, { x, y }) => {
			const card = page.locator('sql-chart .tip:not([hidden])');
			await swipe(page, { x: x + 60, y: y + 60 }, { x: 90, y: 2 });
			await card.waitFor();
			assert.equal(await scrolled(page), 0);
			await swipe(page, { x: x + 60, y: y + 100 }, { x: 2, y: -160 });
			await page.waitForFunction(() => scrollY > 60);
			await card.waitFor({ state: 'detached' });
			assert.equal(await page.locator('sql-chart .reset:not([hidden])').count(), 0, 'a zoom');
		});
	});

	test('a mouse zooms by dragging, and scrolls the page by its wheel', async () => {
		await withChart({ viewport: { width: 900, height: 600 } }, async (page, { x, y }) => {
			await page.mouse.move(x + 200, y + 50);
			await page.mouse.down();
			await page.mouse.move(x + 400, y + 60, { steps: 6 });
			await page.mouse.up();
			await page.locator('sql-chart .reset:not([hidden])').waitFor();
			assert.match((await saidBy(page)) ?? '', /^Shows Jan \d+, 2024 to (Jan|Feb) \d+, 2024$/);
			await page.mouse.wheel(0, 240);
			await page.waitForFunction(() => scrollY > 100);
		});
	});

	test('a finger reads bars sideways and scrolls the page over them, and a mouse zooms them downwards', async () => {
		const phone = { hasTouch: true, isMobile: true, viewport: { width: 360, height: 640 } };
		const card = (page: Page) => page.locator('sql-chart .tip:not([hidden])');
		const reset = (page: Page) => page.locator('sql-chart .reset:not([hidden])');
		const fingers = async (page: Page, { x, y }: Spot): Promise<void> => {
			await swipe(page, { x: x + 120, y: y + 60 }, { x: 90, y: 2 });
			await card(page).waitFor();
			assert.equal(await scrolled(page), 0);
			await swipe(page, { x: x + 120, y: y + 100 }, { x: 2, y: -160 });
			await page.waitForFunction(() => scrollY > 60);
			await card(page).waitFor({ state: 'detached' });
			assert.equal(await reset(page).count(), 0, 'a zoom');
		};
		await withChart(phone, fingers, 'bar');
		const mouse = async (page: Page, { x, y }: Spot): Promise<void> => {
			// What answers is fetched when the pointer comes.
			await page.mouse.move(x + 200, y + 60);
			await page.locator('sql-chart .over').waitFor({ state: 'attached' });
			await page.mouse.down();
			await page.mouse.move(x + 220, y + 120, { steps: 6 });
			await page.mouse.up();
			await reset(page).waitFor();
			assert.match((await saidBy(page)) ?? '', /^Shows Jan \d+, 2024 to (Jan|Feb) \d+, 2024$/);
			await page.mouse.wheel(0, 240);
			await page.waitForFunction(() => scrollY > 100);
		};
		await withChart({ viewport: { width: 900, height: 600 } }, mouse, 'bar');
	});

	test('the keyboard comes to the names, the plot, and the way back from a zoom', async () => {
		await withChart({ viewport: { width: 900, height: 600 } }, async (page) => {
			const focused = (): Promise<string> =>
				page.evaluate(() => {
					const at = document.querySelector('sql-chart')?.shadowRoot?.activeElement;
					return at instanceof HTMLButtonElement ? (at.textContent ?? '') : (at?.className ?? '');
				});
			const order: string[] = [];
			for (let step = 0; step < 3; step++) {
				await page.keyboard.press('Tab');
				order.push(await focused());
			}
			assert.deepEqual(order, ['north', 'south', 'canvas']);
			await page.keyboard.press('Home');
			await page.keyboard.press('+');
			await page.locator('sql-chart .reset:not([hidden])').waitFor();
			assert.equal(await saidBy(page), 'Shows Jan 1, 2024 to Jan 21, 2024');
			await page.keyboard.press('Tab');
			assert.equal(await focused(), 'Reset zoom');
			await page.keyboard.press('Enter');
			assert.equal(await saidBy(page), 'Shows all');
			assert.equal(await focused(), 'canvas');
			await page.keyboard.press('Shift+Tab');
			await page.keyboard.press('Space');
			const south = page.getByRole('button', { name: 'south' });
			assert.equal(await south.getAttribute('aria-pressed'), 'false');
			await page.keyboard.press('Shift+Enter');
			assert.equal(await south.getAttribute('aria-pressed'), 'true');
			assert.equal(await page.getByRole('button', { name: 'north' }).getAttribute('aria-pressed'), 'false');
		});
	});
});
