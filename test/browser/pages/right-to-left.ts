/** Charts in a page that is read from right to left. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openCharts, type PlacedChart, placeCharts } from './support/many-charts.ts';

/** Rises with the days. */
const RISING: PlacedChart = {
	id: 'rising',
	columns: 'day:date צפון:number דרום:number',
	rows: Array.from({ length: 28 }, (_, at) => [`2024-02-${String(at + 1).padStart(2, '0')}`, at, at / 2]),
	heading: 'מכירות לפי יום',
	spec: { description: 'Sold by all shops, in thousands.' },
};
const CHARTS: readonly PlacedChart[] = [
	RISING,
	{ id: 'heatmap', type: 'heatmap', heading: 'מכירות' },
	{
		id: 'table',
		type: 'table',
		columns: 'day:date name n:number',
		rows: [
			['2024-02-01', 'צפון', 4],
			['2024-02-02', 'דרום', 12],
		],
	},
	{ id: 'pivot', type: 'pivot', width: 200 },
	{ id: 'failed', state: 'failed', heading: 'Sales.' },
	{ id: 'stale', state: 'stale' },
];

interface Span {
	readonly left: number;
	readonly right: number;
}

const letters = (page: Page, id: string, part: string, ...span: number[]): Promise<Span> =>
	page.evaluate(
		`layout.lettersOf(${['charts.rootOf(', `'${id}'`, ").querySelector('", part, "')"].join('')}, ...[${span}])`,
	);
const boxOf = (page: Page, id: string, part: string): Promise<Span> =>
	page.evaluate(`charts.rootOf('${id}').querySelector('${part}').getBoundingClientRect().toJSON()`);

function near(one: number, other: number, what: string, by = 3): void {
	assert.ok(Math.abs(one - other) <= by, `${what}: ${one}, not ${other}`);
}

export function testRightToLeft(browser: () => Browser): void {
	test('a page from right to left has its charts so, but for time, which goes to the right', async () => {
		const options = { lang: 'he', dir: 'rtl', viewport: { width: 1280, height: 900 } } as const;
		const { page, complaints, close } = await openCharts(browser(), options);
		await placeCharts(page, CHARTS);
		const at = (part: string, ...span: number[]) => letters(page, 'rising', part, ...span);
		const chart = await boxOf(page, 'rising', '.root');
		near((await at('.heading')).right, chart.right, 'the heading');
		near((await at('.description')).right, chart.right, 'a description in other letters');
		near((await at('.asof')).right, chart.right, 'the footer');
		near((await boxOf(page, 'rising', '.end')).left, chart.left, 'the buttons');
		const [first, second] = [await at('.legend li:nth-child(1)'), await at('.legend li:nth-child(2)')];
		assert.ok(first.left > second.right, 'the legend begins at the right');
		near(
			(await boxOf(page, 'heatmap', '.ramp .scale')).right,
			(await boxOf(page, 'heatmap', '.root')).right,
			'the scale',
		);
		const low = await letters(page, 'heatmap', '.ends span:first-child');
		assert.ok(
			low.right < (await letters(page, 'heatmap', '.ends span:last-child')).left,
			'the scale rises to the right',
		);
		// The full stop of a sentence in Latin letters is at its right.
		for (const [id, part, end] of [
			['rising', '.description', 'Sold by all shops, in thousands.'],
			['failed', '.heading', 'Sales.'],
		] as const) {
			const stop = await letters(page, id, part, end.length - 1, end.length);
			near(stop.right, (await letters(page, id, part)).right, `the full stop of “${end}”`);
		}
		assert.deepEqual(await page.evaluate('[...charts.placed.keys()].flatMap((id) => layout.faults(id))'), []);
		await testWalk(page);
		await testRows(page);
		await close();
		assert.deepEqual(complaints, []);
	});
}

/** By keyboard: to the right is later, the card is beside its place, and the menu hangs at the buttons. */
async function testWalk(page: Page): Promise<void> {
	const plot = page.locator('#rising .canvas');
	const said = page.locator('#rising .plot [role=status]');
	const places: Span[] = [];
	for (const [key, value] of [
		['Home', '0'],
		['ArrowRight', '1'],
		['End', '27'],
	] as const) {
		await plot.press(key);
		await page.waitForFunction(
			`charts.rootOf('rising').querySelector('.plot [role=status]').textContent.includes(' ${value}')`,
		);
		assert.match((await said.textContent()) ?? '', new RegExp(`צפון ${value}\\b`));
		places.push(await boxOf(page, 'rising', '.u-cursor-x'));
		assert.ok(
			await page.evaluate(
				`layout.isWithin(...['.tip', '.canvas'].map((part) => charts.rootOf('rising').querySelector(part).getBoundingClientRect()))`,
			),
			`${key}: the card is outside the plot`,
		);
	}
	const [home, next, end] = places.map(({ right }) => right);
	assert.ok(
		(home ?? 0) < (next ?? 0) && (next ?? 0) < (end ?? 0),
		`later is to the right: ${places.map(({ right }) => right)}`,
	);
	await page.locator('#rising').getByText('Export').click();
	await page.locator('#rising .menu').waitFor();
	const menu = await boxOf(page, 'rising', '.menu');
	near(menu.left, (await boxOf(page, 'rising', '.end')).left, 'the menu');
	await page.keyboard.press('Escape');
}

/** Columns begin at the right, a heading stands over its cells, and those that stay do. */
async function testRows(page: Page): Promise<void> {
	const cell = (row: string, column: number) => letters(page, 'table', `${row} > :nth-child(${column})`);
	for (const column of [1, 2, 3])
		near(
			(await cell('thead tr', column)).right,
			(await cell('tbody tr', column)).right,
			`the heading of column ${column}`,
		);
	assert.ok((await cell('tbody tr', 1)).left > (await cell('tbody tr', 2)).right, 'the first column is at the right');
	const heading = await boxOf(page, 'pivot', 'tbody th');
	near(heading.right, (await boxOf(page, 'pivot', '.root')).right, 'the headings of rows');
	const moved = await page.evaluate(`(() => {
		const scroll = charts.rootOf('pivot').querySelector('.scroll');
		scroll.scrollLeft = -60;
		return scroll.scrollLeft;
	})()`);
	assert.equal(moved, -60, 'how far the pivot is scrolled');
	near((await boxOf(page, 'pivot', 'tbody th')).right, heading.right, 'the headings of rows, scrolled', 0.5);
}
