/** Charts on paper: printed by Chromium, and what is on the pages read back with its places. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Browser } from 'playwright-core';
import { openCharts, type PlacedChart, placeCharts } from './support/many-charts.ts';
import { type PrintedText, printedTexts } from './support/paper.ts';

/** A4 at 72 points an inch. */
const PAPER = { width: 595, height: 842 } as const;
const MARGIN = 24;
/** Of every family, a text that only its drawing writes, with what stands furthest down or to the right. */
const DRAWN: Readonly<Record<string, readonly string[]>> = {
	line: ['west', 'Feb'],
	area: ['west', 'Feb'],
	step: ['west', 'Feb'],
	column: ['south', 'region 5'],
	combination: ['south', 'region 5'],
	sparkline: ['106'],
	number: ['106'],
	pivot: ['region 4', '793'],
	bar: ['west', 'region 4', '150'],
	scatter: ['west', '40'],
	histogram: ['100'],
	box: ['west'],
	heatmap: ['region 4'],
	calendar: ['Feb'],
	pie: ['part 5', '29%'],
	donut: ['part 5', '170'],
	funnel: ['paid', '33%'],
	gauge: ['64', '100'],
	candlestick: ['falls', 'Jan 23, 2024'],
	waterfall: ['less', 'found'],
	sankey: ['paid', 'left'],
	treemap: ['region 3', 'kind 9'],
	map: ['no data', '50'],
};
const BUTTONS = /Table|Export|Try again|Reset zoom/;

const named = (type: string): PlacedChart => ({ id: type, type, heading: `The ${type} on paper` });
const rows = (count: number): unknown[][] => Array.from({ length: count }, (_, at) => [`row ${at + 1}`, at]);
const tableOf = (id: string, count: number, more: Partial<PlacedChart> = {}): PlacedChart => ({
	id,
	type: 'table',
	columns: 'name n:number',
	rows: rows(count),
	heading: `The table ${id}`,
	...more,
});
const LONG = `${'many words that no column has room for, '.repeat(6)}and the last`;

/** From the top of the first page. */
const depth = ({ page, y }: PrintedText): number => page * PAPER.height + y;
const lightness = ({ color: [red = 0, green = 0, blue = 0] }: PrintedText): number =>
	0.2126 * red + 0.7152 * green + 0.0722 * blue;

/** The texts of each chart, from its heading to what is below it. */
function byChart(texts: readonly PrintedText[], charts: readonly PlacedChart[]): ReadonlyMap<string, PrintedText[]> {
	const starts = charts.map(({ heading }) => {
		const found = texts.find(({ text }) => text === heading);
		assert.ok(found, `“${heading}” is not on paper`);
		return depth(found);
	});
	return new Map(
		charts.map(({ id }, at) => {
			const [from = 0, to = Number.POSITIVE_INFINITY] = [starts[at], starts[at + 1]];
			return [id, texts.filter((text) => depth(text) >= from - 1 && depth(text) < to - 1)];
		}),
	);
}

async function printed(browser: Browser, charts: readonly PlacedChart[]): Promise<readonly PrintedText[]> {
	// Dark by itself, and by its theme.
	const own = 'background: #12161b; color: #eceff2; --chartwire-ink: #eceff2; --chartwire-muted: #a0a9b4';
	const { page, complaints, close } = await openCharts(browser, { viewport: { width: 1280, height: 4000 } });
	await page.evaluate(`document.body.style.cssText = '${own}'`);
	await placeCharts(page, charts);
	// A card and a menu that are open: neither is for paper.
	await page.locator('#line .canvas').press('Home');
	await page.locator('#bar .canvas').press('Home');
	await page.locator('#column').getByText('Export').click();
	await page.locator('#column .menu').waitFor();
	await page.evaluate("document.body.style.display = 'block'");
	const texts = printedTexts(await page.pdf({ format: 'A4' }));
	await close();
	assert.deepEqual(complaints, []);
	return texts;
}

export function testPrinted(browser: () => Browser): void {
	test('a dark page is printed in ink, with each chart whole, and without what is to be pressed', async () => {
		const charts = [...Object.keys(DRAWN), 'table'].map(named);
		const texts = await printed(browser(), charts);
		for (const [id, own] of byChart(texts, charts)) {
			const [heading] = own;
			const footer = own.find(({ text }) => text.startsWith('as of'));
			assert.ok(heading && footer, `${id} has no footer`);
			if (id !== 'table') assert.equal(heading.page, footer.page, `${id} is on two pages`);
			for (const wanted of DRAWN[id] ?? [])
				assert.ok(
					own.some(({ text }) => text === wanted),
					`${id}: “${wanted}” of ${own.map(({ text }) => text)}`,
				);
			for (const text of own) {
				assert.doesNotMatch(text.text, BUTTONS, id);
				assert.ok(text.x >= 0 && text.x + text.size / 2 < PAPER.width - MARGIN, `${id}: ${text.text} is cut`);
				assert.ok(depth(text) <= depth(footer) + 1, `${id}: ${text.text} is below its footer`);
			}
			// Letters on a mark are in a colour that suits it.
			const isOnMark = /pie|donut|treemap|sankey|heatmap/.test(id);
			if (!isOnMark) for (const text of own) assert.ok(lightness(text) < 0.45, `${id}: ${text.text} is pale`);
		}
	});

	test('a table is printed with all of its rows, or says how many it leaves out, and its footer below them', async () => {
		const charts = [
			tableOf('short', 4),
			tableOf('long', 90),
			tableOf('longer', 700),
			tableOf('worded', 2, {
				rows: [
					[LONG, 1],
					['short', 2],
				],
			}),
			named('pivot'),
		];
		const { page, complaints, close } = await openCharts(browser(), { viewport: { width: 1280, height: 1200 } });
		await placeCharts(page, charts);
		await page.evaluate("document.body.style.display = 'block'");
		const texts = byChart(printedTexts(await page.pdf({ format: 'A4' })), charts);
		await close();
		for (const { id } of charts) {
			const own = texts.get(id) ?? [];
			const footer = own.filter(({ text }) => text.startsWith('as of'));
			assert.equal(footer.length, 1, `${id}: its own footer, and no other`);
			const others = own.filter((text) => !footer.includes(text));
			const lowest = Math.max(...others.map(depth));
			assert.ok(
				depth(footer[0] as PrintedText) > lowest + 9,
				`${id}: its footer is at ${footer[0]?.y}, a row at ${lowest}`,
			);
		}
		const rowsOf = (id: string) => (texts.get(id) ?? []).filter(({ text }) => /^row \d+$/.test(text));
		for (const [id, count] of [
			['short', 4],
			['long', 90],
			['longer', 500],
		] as const) {
			const found = rowsOf(id);
			assert.deepEqual(
				found.map(({ text }) => text),
				Array.from({ length: count }, (_, at) => `row ${at + 1}`),
			);
			found.slice(1).forEach((row, at) => {
				assert.ok(depth(row) - depth(found[at] as PrintedText) > 9, `${id}: ${row.text} is over the row before`);
			});
		}
		assert.ok((texts.get('longer') ?? []).some(({ text }) => text === 'First 500 of 700 rows printed'));
		assert.ok(!(texts.get('long') ?? []).some(({ text }) => text.startsWith('First')));
		const words = (texts.get('worded') ?? []).map(({ text }) => text).join(' ');
		assert.ok(words.includes('and the last'), `a long cell is cut: ${words}`);
		assert.deepEqual(complaints, []);
	});
}
