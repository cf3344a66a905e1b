/** The gallery: every family drawn in the page, in every state, and painted by the server as the pictures that are kept. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { GALLERY, galleryChart } from '../../../demo/gallery/gallery.ts';
import { signPicture } from '../../../server/auth/picture-permit.ts';
import { drawn } from './shown.ts';
import { beginAll, eventually, openPage } from './support/browser.ts';
import type { WholeDemo } from './support/whole-demo.ts';

const EXAMPLES = GALLERY.flatMap(({ examples }) => examples);
/** Set, it writes the pictures down anew instead of comparing them: look at each before you keep it. */
const KEEPS = process.env['CHARTWIRE_KEEP_PICTURES'] === '1';
const FOLDER = new URL('../../fixtures/gallery/', import.meta.url).pathname;
const LOOK = { width: 480, height: 320, locale: 'en' } as const;

/** When the answer was asked is not always the same. */
const timeless = (svg: string): string => svg.replace(/as of [^<;]+/g, 'as of …');

const states = ['loading', 'queued', 'running', 'empty', 'failed', 'stale', 'offline', 'truncated', 'refused'] as const;

/** What is seen of a state in each chart. */
const SIGNS: Readonly<Record<(typeof states)[number], string>> = {
	loading: '.root.loading',
	queued: '.root.queued',
	running: '.root.running .bar',
	empty: '.root.empty',
	failed: '.root.failed',
	stale: '.root.ready .badge',
	offline: '.root.offline .badge',
	truncated: '.root.ready .note',
	refused: '.root.refused',
};

/** How many pixels of a picture are neither paper nor clear. */
const colored = (canvas: Locator): Promise<number> =>
	canvas.evaluate((element) => {
		const { width, height } = element as HTMLCanvasElement;
		const context = (element as HTMLCanvasElement).getContext('2d');
		const data = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
		let count = 0;
		for (let at = 0; at < data.length; at += 4) {
			const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(at, at + 4);
			if (alpha > 200 && Math.max(red, green, blue) - Math.min(red, green, blue) > 30) count += 1;
		}
		return count;
	});

async function isDrawn(element: Locator): Promise<boolean> {
	if ((await element.locator('tbody tr, .number .value').count()) > 0) return true;
	const canvas = element.locator('canvas').first();
	return (await canvas.count()) > 0 && (await colored(canvas)) > 150;
}

async function choose(page: Page, name: string, value: string): Promise<void> {
	await page.locator(`#looks select[name="${name}"]`).selectOption(value);
}

export function testGallery(demo: () => WholeDemo, browser: () => Browser): void {
	test('the gallery draws every example, and has its SQL, specification and HTML to copy', async () => {
		const { page, sockets, complaints, close } = await openPage(browser(), `${demo().origin}/gallery`);
		for (const example of EXAMPLES) {
			await page.locator(`#${example.name}`).scrollIntoViewIfNeeded();
			const element = await drawn(page, galleryChart(example));
			await eventually(`${example.name} is drawn`, async () => ((await isDrawn(element)) ? true : undefined));
			const footer = (await element.locator('.footer').textContent()) ?? '';
			assert.doesNotMatch(footer, /no chart type|Shown as a table|no column|could not/i, example.name);
			assert.equal(await page.locator(`#${example.name}-sql`).textContent(), example.sql);
		}
		assert.equal(sockets.length, 1);
		assert.deepEqual(complaints, []);
		await close();
	});

	test('the gallery shows every chart in each state', async () => {
		const { page, complaints, close } = await openPage(browser(), `${demo().origin}/gallery`);
		const charts = page.locator('.tile sql-chart');
		const count = await charts.count();
		const all = (sign: string) => async () => ((await charts.locator(sign).count()) >= count ? true : undefined);
		await beginAll(page);
		await eventually('all charts have an answer', all('.root.ready'), 40_000);
		for (const state of states) {
			await choose(page, 'state', state);
			await eventually(`every chart is ${state}`, all(SIGNS[state]), 20_000);
		}
		assert.deepEqual(complaints, []);
		await close();
	});

	test('the server paints every example as it was when somebody last looked at it', async () => {
		mkdirSync(FOLDER, { recursive: true });
		for (const example of EXAMPLES) {
			const chart = galleryChart(example);
			const path = await signPicture(demo().secret, 'svg', { chart, expiresInSeconds: 60, look: LOOK });
			const response = await fetch(demo().origin + path);
			const svg = timeless(await response.text());
			assert.equal(response.status, 200, `${example.name}: ${svg}`);
			assert.ok(svg.length > 1_500 && !svg.includes('No rows'), `${example.name} is empty`);
			// What is live is another picture every time.
			if (example.refreshMs !== undefined) continue;
			const file = join(FOLDER, `${example.name}.svg`);
			if (KEEPS) writeFileSync(file, svg);
			assert.ok(
				existsSync(file),
				`${file} is missing; look at the picture, and keep it with CHARTWIRE_KEEP_PICTURES=1`,
			);
			assert.equal(svg, readFileSync(file, 'utf8'), `${example.name} is painted otherwise than before`);
		}
	});
}
