/** Every page of the demo, as those see it who need it otherwise: what axe-core finds, and what a small window cuts. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { beginAll, openPage } from './support/browser.ts';
import type { WholeDemo } from './support/whole-demo.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const PATHS = ['/', '/editor', '/portal', '/explore', '/wallboard', '/inspector', '/gallery', '/frameworks/plain'];
/** What each page shows once its first answers are there. */
const READY = 'sql-chart .root.ready, sql-editor .cm-content, sql-inspector .empty';

/** 320 CSS pixels: a window of 1280 at a zoom of 400 % (WCAG 1.4.10). */
const NARROW = { width: 320, height: 256 } as const;
const VIEWS: readonly (BrowserContextOptions & { readonly name: string })[] = [
	{ name: 'light', colorScheme: 'light' },
	{ name: 'dark and at 400 %', colorScheme: 'dark', viewport: NARROW },
];

/** The rules that the page breaks, each with the first elements that break it. */
export async function findings(page: Page): Promise<string[]> {
	// By the debugger: what the page's own policy lets in does not count.
	await page.evaluate(AXE);
	return page.evaluate(async (rules) => {
		const { violations } = await window.axe.run(document.documentElement, { runOnly: rules });
		return violations.map(
			({ id, nodes }) =>
				`${id}: ${nodes
					.slice(0, 4)
					.map(({ html }) => html.slice(0, 160))
					.join(' ')}`,
		);
	}, RULES);
}

/** Opens a page and waits until its charts are drawn. */
async function opened(browser: Browser, address: string, view: BrowserContextOptions) {
	const shown = await openPage(browser, address, view);
	await beginAll(shown.page);
	await shown.page.locator(READY).first().waitFor({ timeout: 30_000 });
	await shown.page.waitForTimeout(500);
	return shown;
}

export function testAccessibility(demo: () => WholeDemo, browser: () => Browser): void {
	const addresses = (): string[] => [...PATHS.map((path) => demo().origin + path), `${demo().site}/`];

	for (const { name, ...view } of VIEWS) {
		test(`axe-core finds nothing on any page that is ${name}`, async () => {
			const found: string[] = [];
			for (const address of addresses()) {
				const { page, close } = await opened(browser(), address, view);
				for (const finding of await findings(page)) found.push(`${new URL(address).pathname}: ${finding}`);
				await close();
			}
			assert.deepEqual(found, []);
		});
	}
}
