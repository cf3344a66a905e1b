/** A page with many charts on the built script, without a server. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openPage, type WatchedPage } from './browser.ts';

const BUILT = fileURLToPath(new URL('../../../../dist/browser/', import.meta.url));
const SCRIPTS = ['many-charts.js', 'pixels.js', 'layout.js'].map((name) =>
	fileURLToPath(new URL(name, import.meta.url)),
);

const bodyOf = (lang: string, dir: string): string =>
	`<!doctype html><html lang="${lang}" dir="${dir}"><meta name="viewport" content="width=device-width"><title>A page</title><body></body>`;

export interface ManyCharts extends BrowserContextOptions {
	readonly lang?: string;
	readonly dir?: 'ltr' | 'rtl';
}

/** Opens an empty page that knows our elements and the charts of `many-charts.js`. */
export async function openCharts(
	browser: Browser,
	{ lang = 'en', dir = 'ltr', ...options }: ManyCharts = {},
): Promise<WatchedPage> {
	const prepare = (page: Page): Promise<unknown> =>
		page.route('**', (route) => {
			const { pathname } = new URL(route.request().url());
			if (!pathname.endsWith('.mjs') && !pathname.endsWith('.js'))
				return route.fulfill({ contentType: 'text/html', body: bodyOf(lang, dir) });
			return route.fulfill({ contentType: 'text/javascript', body: readFileSync(join(BUILT, pathname)) });
		});
	const shown = await openPage(browser, 'http://page.test/', { locale: 'en-GB', prepare, ...options });
	await shown.page.addScriptTag({ url: '/chartwire.mjs', type: 'module' });
	for (const path of SCRIPTS) await shown.page.addScriptTag({ path });
	return shown;
}

/** A chart as `place` of many-charts.js wants it. */
export interface PlacedChart {
	readonly id: string;
	readonly type?: string;
	readonly columns?: string;
	readonly rows?: readonly (readonly unknown[])[];
	readonly spec?: object;
	readonly state?: string;
	readonly width?: number | string;
	readonly height?: number;
	readonly heading?: string;
	readonly locale?: string;
}

/** Puts charts into the page, and waits until all of them are drawn. */
export async function placeCharts(page: Page, charts: readonly PlacedChart[], code = ''): Promise<void> {
	await page.evaluate(`charts.place(${JSON.stringify(charts)}); ${code}`);
	await page.evaluate('charts.drawn()');
}
