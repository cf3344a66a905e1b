/**
 * The bundle takes out of uPlot what no chart reaches. Here the drawings are bundled twice, with uPlot as it is and as
 * it is trimmed, and both must paint the same pixels and say the same, whatever the data, the size and the pointer.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { type Plugin, type RollupOptions, rollup } from 'rollup';
import { launchBrowser, openPage } from './support/browser.ts';

interface Seen {
	readonly name: string;
	/** The canvas as a data URL, after whatever paints it. */
	readonly picture: string;
	/** What stands beside the canvas: texts, the cursor's line and points, the card. */
	readonly words: readonly string[];
	/** How many clicks on a plot the page has heard of. */
	readonly clicks: number;
}

const PLAYER = fileURLToPath(new URL('support/play-drawings.js', import.meta.url));
const CONFIG = new URL('../../../rollup.config.mjs', import.meta.url);

/** The player and all drawings as one script that defines `player`, with or without the build's trimming. */
async function bundleOf(trimmed: boolean): Promise<string> {
	const { default: config }: { default: RollupOptions } = await import(CONFIG.href);
	const all = [config.plugins].flat(3) as Plugin[];
	const trims = all.filter(({ name }) => name.startsWith('trim '));
	assert.ok(trims.length > 0, 'the build trims something');
	const plugins = all.filter((plugin) => plugin.name !== 'terser' && (trimmed || !trims.includes(plugin)));
	const build = await rollup({ input: PLAYER, plugins });
	const { output } = await build.generate({ format: 'iife', name: 'player', inlineDynamicImports: true });
	await build.close();
	return output[0].code;
}

describe('the trimmed uPlot', { timeout: 180_000 }, () => {
	let browser: Browser | undefined;
	before(async () => {
		browser = await launchBrowser();
	});
	after(() => browser?.close());

	/** What a page with this bundle shows, step by step. */
	async function seen(script: string, deviceScaleFactor: number): Promise<readonly Seen[]> {
		if (browser === undefined) throw new Error('The browser has not started.');
		const { page, complaints, close } = await openPage(browser, 'about:blank', { deviceScaleFactor, locale: 'en-GB' });
		await page.addScriptTag({ content: script });
		const steps: readonly Seen[] = await page.evaluate('player.playDrawings()');
		await close();
		assert.deepEqual(complaints, []);
		return steps;
	}

	for (const ratio of [1, 1.5]) {
		test(`paints and says what the whole one does, on a screen with ${ratio} pixels to one`, async () => {
			const [whole, trimmed] = await Promise.all([bundleOf(false), bundleOf(true)]);
			assert.ok(trimmed.length < whole.length * 0.8, `${trimmed.length} of ${whole.length} characters`);
			const [expected, found] = await Promise.all([seen(whole, ratio), seen(trimmed, ratio)]);
			assert.ok(new Set(expected.map(({ picture }) => picture)).size > 200, 'the pictures differ from each other');
			const cards = expected.filter(({ words }) => words.some((word) => word.startsWith('tip false ')));
			assert.ok(cards.length > 200, `${cards.length} steps show a card`);
			assert.ok((expected.at(-1)?.clicks ?? 0) > 50, 'clicks reach the page');
			assert.equal(found.length, expected.length);
			expected.forEach((step, index) => {
				assert.deepEqual(found[index], step, step.name);
			});
		});
	}
});
