/** Pages whose style sheets take everything from every element, and pages that load two copies of the script. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Browser } from 'playwright-core';
import { eventually } from './support/browser.ts';
import { placeCharts } from './support/many-charts.ts';
import { CHARTWIRE, CLASSIC, openSite } from './support/strict-page.ts';

const SHEETS = {
	'takes all looks away': '* { all: unset !important } head, script, title { display: none !important }',
	'has a tiny rem, no lines and wide letters': `html { font-size: 4px }
		* { box-sizing: content-box; line-height: 0; letter-spacing: 9px; text-indent: 40px; white-space: pre }`,
} as const;

const TYPES = ['line', 'bar', 'number', 'table', 'pie'];

/** Of a chart: the boxes of its parts, and the size of its letters. */
const MEASURED = `[...charts.placed.keys()].map((id) => {
	const root = charts.rootOf(id);
	const box = (part) => root.querySelector(part)?.getBoundingClientRect();
	const { fontSize, lineHeight } = getComputedStyle(root.querySelector('.footer'));
	const [whole, stage, footer, heading] = ['.root', '.stage', '.footer', '.heading'].map(box);
	const plot = box('canvas') ?? box('table') ?? box('.number');
	const within = plot.top >= stage.top - 2 && plot.left >= stage.left - 2 && plot.width <= stage.width + 2;
	const isInOrder = heading.bottom <= stage.top + 1 && stage.bottom <= footer.top + 1;
	const letters = parseFloat(fontSize);
	return { id, width: whole.width, height: stage.height, plot: plot.height, within, isInOrder, letters, line: parseFloat(lineHeight) };
})`;

interface Measured {
	readonly id: string;
	readonly width: number;
	readonly height: number;
	readonly plot: number;
	readonly within: boolean;
	readonly isInOrder: boolean;
	readonly letters: number;
	readonly line: number;
}

export function testHostileStyles(browser: () => Browser): void {
	for (const [what, css] of Object.entries(SHEETS)) {
		test(`a chart keeps its layout and its letters in a page that ${what}`, async () => {
			const { page, complaints, close } = await openSite(browser(), { css }, 2300);
			await placeCharts(
				page,
				TYPES.map((type) => ({ id: type, type, heading: `The ${type}` })),
			);
			for (const { id, ...is } of await page.evaluate<Measured[]>(MEASURED)) {
				assert.ok(is.within && is.isInOrder, `${id}: ${JSON.stringify(is)}`);
				assert.ok(is.width >= 300 && is.height >= 100 && is.plot >= 30, `${id}: ${JSON.stringify(is)}`);
				assert.ok(is.letters >= 11 && is.line >= 1.3 * is.letters, `${id}: ${JSON.stringify(is)}`);
			}
			assert.deepEqual(complaints, []);
			await close();
		});
	}

	test('of two copies of the script the first draws, and the other says in one line that it is idle', async () => {
		const second = `<script type="module" src="${CHARTWIRE}/other/chartwire.mjs"></script>`;
		const script = `${CLASSIC}${second}`;
		const { page, complaints, warnings, requests, close } = await openSite(browser(), { script });
		await eventually('one of them says that it is idle', async () => warnings[0]);
		await page.evaluate(() => document.body.append(document.createElement('sql-status')));
		await placeCharts(page, [{ id: 'line' }, { id: 'bar', type: 'bar' }]);
		assert.equal(warnings.length, 1, warnings.join('\n'));
		assert.match(warnings[0] ?? '', /^chartwire: another copy came first; \S+ is not used$/);
		const parts = new Set(
			requests.filter((each) => /frame-kit|frame-|define-rest/.test(each)).map((each) => /\/other\//.test(each)),
		);
		assert.equal(parts.size, 1, 'parts of both copies are loaded');
		assert.deepEqual(complaints, []);
		await close();
	});
}
