/** The gallery in a real browser, and what axe-core finds on every page, on a whole demo of their own. */
import { after, before, describe } from 'node:test';
import type { Browser } from 'playwright-core';
import { testAccessibility } from './accessible.ts';
import { testGallery } from './gallery-shown.ts';
import { launchBrowser } from './support/browser.ts';
import { startWholeDemo, type WholeDemo } from './support/whole-demo.ts';

describe('gallery', { timeout: 230_000 }, () => {
	let demo: WholeDemo | undefined;
	let browser: Browser | undefined;
	const started = <T>(thing: T | undefined): T => {
		if (thing === undefined) throw new Error('The demo or the browser has not started.');
		return thing;
	};

	before(async () => {
		[demo, browser] = await Promise.all([startWholeDemo(), launchBrowser()]);
	});
	after(async () => {
		await browser?.close();
		await demo?.stop();
	});

	testGallery(
		() => started(demo),
		() => started(browser),
	);
	testAccessibility(
		() => started(demo),
		() => started(browser),
	);
});
