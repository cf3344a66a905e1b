/** Charts in the pages of others: the strictest policies, the wildest style sheets, and more than one copy of the script. */
import { after, before, describe } from 'node:test';
import type { Browser } from 'playwright-core';
import { testHostileStyles } from './hostile-styles.ts';
import { testIntegrity } from './integrity.ts';
import { testStrictPolicy } from './strict-policy.ts';
import { launchBrowser } from './support/browser.ts';

describe('charts in the pages of others', { timeout: 120_000 }, () => {
	let browser: Browser | undefined;
	const started = (): Browser => {
		if (browser === undefined) throw new Error('The browser has not started.');
		return browser;
	};
	before(async () => {
		browser = await launchBrowser();
	});
	after(() => browser?.close());

	testStrictPolicy(started);
	testHostileStyles(started);
	testIntegrity(started);
});
