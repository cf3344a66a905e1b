/** Charts with letters that are wider, larger or further apart, in windows that are narrow, and in boxes of all sizes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openCharts, type PlacedChart, placeCharts } from './support/many-charts.ts';

/** WCAG 2.2, 1.4.12. */
const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
	p { margin-block-end: 2em !important }`;
const DOUBLED = 'sql-chart { --chartwire-font-size: 26px; --chartwire-heading-size: 30px; --chartwire-height: 480px }';
/** In CSS pixels. */
const BOXES = { tiny: [120, 80], small: [320, 200], huge: [2400, 1400] } as const;
const WORDS =
	'What the shops of all regions have sold, by the day, in thousands, without those that have closed since.';

const typesOf = (page: Page): Promise<readonly string[]> => page.evaluate('charts.TYPES');
const faultsOf = (page: Page): Promise<readonly string[]> =>
	page.evaluate('[...charts.placed.keys()].flatMap((id) => layout.faults(id))');

export function testLargerLetters(browser: () => Browser): void {
	for (const [what, style, height] of [
		['further apart', SPACED, 240],
		['twice as large', DOUBLED, 480],
	] as const) {
		test(`nothing is cut or covered with letters that are ${what}`, async () => {
			const { page, complaints, close } = await openCharts(browser(), {
				viewport: { width: 1300, height: height * 9 },
			});
			await page.addStyleTag({ content: style });
			const spec = { description: WORDS };
			const charts = (await typesOf(page)).map((type) => ({ id: type, type, spec, height, heading: `The ${type}` }));
			await placeCharts(page, charts);
			assert.deepEqual(await faultsOf(page), []);
			await close();
			assert.deepEqual(complaints, []);
		});
	}

	test('a window of 320 pixels is not scrolled sideways, and nothing is cut in it', async () => {
		const { page, complaints, close } = await openCharts(browser(), { viewport: { width: 320, height: 6400 } });
		const place = (type: string): PlacedChart => ({
			id: type,
			type,
			width: '100%',
			heading: `The ${type} of all shops`,
		});
		await placeCharts(page, (await typesOf(page)).map(place));
		assert.ok(
			(await page.evaluate('document.documentElement.scrollWidth')) === 320,
			'the page can be scrolled sideways',
		);
		assert.deepEqual(await faultsOf(page), []);
		await close();
		assert.deepEqual(complaints, []);
	});

	test('each state has its words within its box, whatever the size of it, and moves nothing', async () => {
		const { page, complaints, close } = await openCharts(browser(), { viewport: { width: 2500, height: 1700 } });
		const charts = Object.entries(BOXES).map(([id, [width, height]]) => ({
			id,
			width,
			height,
			heading: 'Sold by all shops',
		}));
		await placeCharts(page, charts);
		for (const id of Object.keys(BOXES)) assert.deepEqual(await page.evaluate(`layout.throughStates('${id}')`), []);
		await close();
		assert.deepEqual(complaints, []);
	});
}
