/** Charts as those have them who need or want them otherwise: on paper, in few colours, from right to left, in large letters. */
import { after, before, describe } from 'node:test';
import type { Browser } from 'playwright-core';
import { testForcedColors } from './forced-colors.ts';
import { testLargerLetters } from './larger-letters.ts';
import { testPrinted } from './printed.ts';
import { testRightToLeft } from './right-to-left.ts';
import { launchBrowser } from './support/browser.ts';

describe('charts that are adapted', { timeout: 120_000 }, () => {
	let browser: Browser | undefined;
	const started = (): Browser => {
		if (browser === undefined) throw new Error('The browser has not started.');
		return browser;
	};
	before(async () => {
		browser = await launchBrowser();
	});
	after(() => browser?.close());

	testPrinted(started);
	testForcedColors(started);
	testRightToLeft(started);
	testLargerLetters(started);
});
