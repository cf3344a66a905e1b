/**
 * Whole pages in a real browser, on the whole demo: every process is started as `npm run demo` starts it, on free
 * ports and in a folder of its own. One demo serves all the tests; those that restart its processes come last.
 */
import { after, before, describe } from 'node:test';
import type { Browser } from 'playwright-core';
import { testEditor } from './editor.ts';
import { testFrameworks } from './frameworks.ts';
import { testInbox } from './inbox.ts';
import { testInspector } from './inspector.ts';
import { testShownPages } from './shown.ts';
import { launchBrowser } from './support/browser.ts';
import { startWholeDemo, type WholeDemo } from './support/whole-demo.ts';
import { testSurvival } from './survival.ts';

describe('demo pages', { timeout: 460_000 }, () => {
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

	testShownPages(
		() => started(demo),
		() => started(browser),
	);
	testFrameworks(
		() => started(demo),
		() => started(browser),
	);
	testEditor(
		() => started(demo),
		() => started(browser),
	);
	testInbox(
		() => started(demo),
		() => started(browser),
	);
	testInspector(
		() => started(demo),
		() => started(browser),
	);
	testSurvival(
		() => started(demo),
		() => started(browser),
	);
});
