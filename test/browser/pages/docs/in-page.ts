/** HTML, CSS and policies of the documents, in pages of another origin: charts are drawn, and nothing is complained of. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Snippet } from '../../../support/snippets.ts';
import { beginAll, eventually, openPage, textOf, type WatchedPage } from '../support/browser.ts';
import { htmlOf } from '../support/other-site.ts';
import { filledIn, type Reach, snippetsOf, type World } from './world.ts';

const SCRIPT = '<script type="module" src="https://charts.example.com/chartwire.mjs"></script>';

/** The snippet as a page of its own: what its document has said before is put around it. */
function wholePage({ text }: Snippet): string {
	if (/<html/.test(text)) return /chartwire\.m?js"/.test(text) ? text : text + SCRIPT;
	const isFramed = /<iframe|^<img/.test(text);
	const script = isFramed || /chartwire\.m?js"/.test(text) ? '' : SCRIPT;
	const isAlone = !/<sql-chart|<sql-dashboard|<iframe|<img/.test(text);
	const chart = isAlone ? '<sql-chart chart="sales" token="…"></sql-chart>' : '';
	// An import map counts for what is loaded after it.
	return /importmap/.test(text) ? htmlOf(text + script + chart) : htmlOf(script + text + chart);
}

export async function drawn(page: Page): Promise<void> {
	await beginAll(page);
	const charts = page.locator('sql-chart');
	for (let index = 0; index < (await charts.count()); index += 1) {
		const chart = charts.nth(index);
		await chart.locator('.root.ready .drawing > *').first().waitFor();
	}
}

let opened = 0;

export async function openHtml(
	world: World,
	html: string,
	options: BrowserContextOptions & { readonly policy?: string } = {},
): Promise<WatchedPage> {
	opened += 1;
	const { policy, ...context } = options;
	const headers = policy === undefined ? {} : { 'content-security-policy': policy };
	const address = world.site.put(`/page-${opened}`, { body: await filledIn(html, world), headers });
	return openPage(world.browser, address, context);
}

const headingOf = (page: Page) => page.locator('sql-chart .heading');

/** What a chart of another state shows in this page: the snippet with another chart. */
async function slotText(world: World, snippet: Snippet, chart: string): Promise<string> {
	const other = { ...snippet, text: snippet.text.replace('chart="revenue"', `chart="${chart}"`) };
	const { page, close } = await openHtml(world, wholePage(other));
	await beginAll(page);
	const slot = chart === 'nothing' ? 'empty' : 'error';
	const words = page.locator(`[slot="${slot}"]`);
	await words.waitFor();
	const text = await textOf(words);
	await close();
	return text;
}

type Promised = (shown: WatchedPage, world: World, snippet: Snippet) => Promise<void>;

/** What a document says of its snippet, beside that charts are drawn. */
const PROMISES: Readonly<Record<string, Promised>> = {
	'docs/charts.md#how-a-chart-is-drawn/2': async ({ page }) => {
		assert.equal((await textOf(headingOf(page))).trim(), 'This year');
	},
	'docs/dashboard-element.md#a-dashboard-in-a-page': showsDashboard,
	'docs/dashboard-element.md#on-a-wall': async (shown, world) => {
		await showsDashboard(shown, world);
		await shown.page
			.locator('sql-dashboard .clock time')
			.filter({ hasText: /^\d\d:\d\d:\d\d$/ })
			.waitFor();
	},
	'docs/filters.md#filters': async ({ page, requests }) => {
		const sum = () =>
			page.evaluate(() =>
				document
					.querySelector('sql-chart')
					?.toCsv()
					.catch(() => undefined),
			);
		const all = await sum();
		await page.getByLabel('Region').locator('option', { hasText: 'south' }).waitFor({ state: 'attached' });
		await page.getByLabel('Region').selectOption('south');
		await eventually('another answer', async () => {
			const now = await sum();
			return now === undefined || now === all ? undefined : true;
		});
		assert.match(page.url(), /\?region=south$/);
		assert.ok(requests.length > 0);
	},
	'docs/localisation.md#languages-times-and-weeks': async ({ page }) => {
		const [first, second] = [0, 1].map((index) => page.locator('sql-chart').nth(index));
		const rootOf = (chart = page.locator('sql-chart')) => chart.locator('.root').first();
		await first?.locator('.footer', { hasText: /[\u0600-\u06ff]/ }).waitFor();
		assert.equal(await rootOf(first).evaluate((root) => getComputedStyle(root).direction), 'rtl');
		await second?.locator('.footer', { hasText: 'Stand' }).waitFor();
		assert.equal(await rootOf(second).evaluate((root) => getComputedStyle(root).direction), 'ltr');
	},
	'docs/page.md#slots': async (_, world, snippet) => {
		assert.equal(await slotText(world, snippet, 'nothing'), 'Nothing was sold.');
		assert.equal(await slotText(world, snippet, 'broken'), 'Please call us.');
	},
	'docs/interaction.md#groups': async ({ page }) => {
		const [one, two] = [page.locator('sql-chart').first(), page.locator('sql-chart').nth(1)];
		await two.locator('.drawing [tabindex="0"]:not(.legend)').first().focus();
		for (const key of ['Home', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Enter']) await page.keyboard.press(key);
		await one.locator('.reset:not([hidden])').waitFor();
	},
	'docs/offline.md#a-page-that-starts-without-network': async ({ page }) => {
		await eventually('frames are kept', async () => ((await keptFrames(page)) > 0 ? true : undefined));
	},
	'docs/theming.md#ready-themes': async ({ page }) => {
		const inks = await page.evaluate(() =>
			['section', 'body'].map((each) => getComputedStyle(document.querySelector(each) ?? document.body).color),
		);
		assert.notEqual(inks[0], inks[1], 'the theme has an ink of its own');
	},
	'docs/embedding.md#by-iframe': async ({ page }) => {
		await page.frameLocator('iframe').locator('sql-chart .root.ready .drawing > *').first().waitFor();
	},
	'docs/embedding.md#without-either': seesPicture,
	'docs/pictures.md#an-address-that-permits/2': async (_, world, snippet) => {
		const without = await openHtml(world, wholePage(snippet), { javaScriptEnabled: false });
		await seesPicture(without);
		await without.close();
	},
};

/** It is saved only now: a page that is opened after it shows it. */
async function showsDashboard({ page }: WatchedPage, world: World): Promise<void> {
	const items = [{ id: 'sum', kind: 'chart', chart: 'sales', x: 0, y: 0, w: 12, h: 6 }];
	const dashboard = { title: 'Sales', tabs: [{ id: 'main', title: 'Main', items }] };
	const { status } = await world.chartwire.api('PUT', '/v1/dashboards/sales', dashboard);
	assert.ok(status < 300, String(status));
	await page.reload();
	await page.locator('sql-dashboard sql-chart .root.ready .drawing > *').first().waitFor();
}

async function seesPicture({ page }: Pick<WatchedPage, 'page'>): Promise<void> {
	const picture = page.locator('img');
	await eventually('the picture has come', async () => {
		const box = await picture.boundingBox();
		return box !== null && box.width >= 300 && box.height >= 200 ? true : undefined;
	});
}

/** How many frames the page's origin has kept. */
export const keptFrames = (page: Page): Promise<number> =>
	page.evaluate(async () => {
		const databases = await indexedDB.databases();
		if (!databases.some(({ name }) => name === 'chartwire')) return 0;
		const database = await new Promise<IDBDatabase>((resolve) => {
			const opening = indexedDB.open('chartwire');
			opening.onsuccess = () => resolve(opening.result);
		});
		const count = await new Promise<number>((resolve) => {
			const counting = database.transaction('frames').objectStore('frames').count();
			counting.onsuccess = () => resolve(counting.result);
		});
		database.close();
		return count;
	});

/** The line's colour is on the canvas. */
const hasInk = (page: Page, colour: readonly [number, number, number]): Promise<boolean> =>
	page.evaluate((wanted) => {
		const canvas = document.querySelector('sql-chart')?.shadowRoot?.querySelector('canvas');
		const { data = [] } = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
		for (let at = 0; at < data.length; at += 4)
			if (wanted.every((part, index) => data[at + index] === part) && data[at + 3] === 255) return true;
		return false;
	}, colour);

const STYLES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
	'docs/theming.md#themes': async (page) => {
		const chart = page.locator('sql-chart');
		assert.equal((await chart.boundingBox())?.height, 16 * 16);
		const font = await headingOf(page).evaluate((heading) => getComputedStyle(heading).fontFamily);
		assert.match(font, /^Georgia/);
		await eventually(
			'the line has the first colour',
			async () => (await hasInk(page, [0x0f, 0x76, 0x6e])) || undefined,
		);
	},
};

export function testInPages(world: Reach): void {
	for (const snippet of snippetsOf('page')) {
		test(`the page of ${snippet.id} shows what it says, with an empty console`, async () => {
			for (const [, name = ''] of snippet.text.matchAll(/chart="([^"]+)"/g))
				assert.ok(world().charts.has(name), `declare a chart "${name}" for ${snippet.id} in world.ts`);
			const shown = await openHtml(world(), wholePage(snippet));
			await drawn(shown.page);
			await PROMISES[snippet.id]?.(shown, world(), snippet);
			assert.deepEqual([...shown.complaints, ...shown.warnings], []);
			await shown.close();
		});
	}

	for (const snippet of snippetsOf('style')) {
		test(`the style sheet of ${snippet.id} makes of a chart what it says`, async () => {
			const style = `<style>${snippet.text}</style><sql-chart chart="sales" token="…" heading="Sales"></sql-chart>`;
			const { page, complaints, close } = await openHtml(world(), htmlOf(SCRIPT + style));
			await drawn(page);
			const look = STYLES[snippet.id];
			assert.ok(look !== undefined, `nobody looks at what ${snippet.id} does`);
			await look(page);
			assert.deepEqual(complaints, []);
			await close();
		});
	}

	for (const snippet of snippetsOf('config').filter(({ language }) => language === 'csp')) {
		test(`under the policy of ${snippet.id} a chart is drawn without a violation`, async () => {
			const policy = (await filledIn(snippet.text, world())).replaceAll('\n', ' ');
			const chart =
				'<!doctype html><html lang="en"><title>Strict</title><sql-chart chart="sales" token="…"></sql-chart>';
			const { page, complaints, close } = await openHtml(world(), chart + SCRIPT, { policy });
			await drawn(page);
			assert.deepEqual(complaints, []);
			const refused = await page.evaluate(() => {
				try {
					document.createElement('div').innerHTML = '<b>markup</b>';
					return false;
				} catch {
					return true;
				}
			});
			assert.ok(refused, 'the policy counts');
			await close();
		});
	}
}
