/** Charts where the system's few colours are in force: what is told apart by colours is told apart without them as well. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openCharts, type PlacedChart, placeCharts } from './support/many-charts.ts';
import { photographed } from './support/seen.ts';

/** Families whose legend names filled marks, and how many it names. */
const FILLED: Readonly<Record<string, number>> = { column: 2, bar: 3, pie: 5, donut: 5, treemap: 3 };
const KINDS = ['one', 'two', 'three'];
/** Three points, each alone. */
const POINTS: PlacedChart = {
	id: 'points',
	type: 'scatter',
	columns: 'x:number y:number kind',
	rows: KINDS.map((kind, at) => [at, at, kind]),
	spec: { series: 'kind' },
};
/** Three lines that are level. */
const LEVELS: PlacedChart = {
	id: 'levels',
	type: 'line',
	columns: 'day:date one:number two:number three:number',
	rows: Array.from({ length: 20 }, (_, at) => [`2024-01-${String(at + 1).padStart(2, '0')}`, 20, 40, 60]),
};
const BARE = ['loading', 'waiting', 'queued', 'running', 'empty', 'failed', 'canceled', 'refused', 'offline'];
/** What stands at a frame that may no longer be true. */
const FRAMED: Readonly<Record<string, string>> = {
	stale: 'Stale',
	'failed refresh': 'Refresh failed',
	'refused refresh': 'Not available',
	'lost connection': 'Reconnecting',
};

/** Of the first three series on a white page, whatever shows through. */
const COLORS = ['#2f6fde', '#a59017', '#be2b66'];

interface Pattern {
	readonly own: string;
	readonly isOnMarks: boolean;
	readonly isInk: boolean;
}

/** What a legend shows, and what is on the marks. */
type Pair = readonly [number, number];

const patternsOf = (page: Page, id: string): Promise<readonly Pattern[]> => page.evaluate(`pixels.patterns('${id}')`);

function assertAlike(pairs: readonly Pair[], what: string): void {
	assert.equal(pairs.length, KINDS.length, `${what}: in the legend`);
	const sorted = pairs.map(([own]) => own).sort((a, b) => a - b);
	sorted.slice(1).forEach((own, at) => {
		assert.ok(own - (sorted[at] ?? 0) > 0.1, `${what} that are alike: ${sorted}`);
	});
	for (const [own, mark] of pairs) assert.ok(Math.abs(own - mark) < 0.15, `${what} unlike their legend: ${pairs}`);
}

export function testForcedColors(browser: () => Browser): void {
	test('with forced colours the marks of each family are told apart by what its legend shows', async () => {
		const options = { forcedColors: 'active', viewport: { width: 1280, height: 1000 } } as const;
		const { page, complaints, close } = await openCharts(browser(), options);
		// Large enough to have a shape in pixels.
		await page.addStyleTag({ content: '#points { --chartwire-font-size: 26px }' });
		const types = [...Object.keys(FILLED), 'combination'];
		await placeCharts(page, [...types.map((type) => ({ id: type, type, height: 300 })), POINTS, LEVELS]);
		for (const [id, count] of Object.entries(FILLED)) {
			const patterns = await patternsOf(page, id);
			assert.equal(patterns.length, count, `${id}: patterns in its legend`);
			assert.equal(new Set(patterns.map(({ own }) => own)).size, count, `${id}: two patterns are the same`);
			for (const [at, { isOnMarks }] of patterns.entries()) assert.ok(isOnMarks, `${id}: no mark has pattern ${at}`);
		}
		assertAlike(await page.evaluate(`pixels.points('points', ${JSON.stringify(COLORS)})`), 'points');
		assertAlike(await page.evaluate("pixels.levels('levels')"), 'dashes');
		const [column] = await patternsOf(page, 'combination');
		assert.ok(column && !column.isInk, 'a line lies over columns that are as dark as it is');
		await close();
		assert.deepEqual(complaints, []);
	});

	test('with forced colours each state is seen, and where the focus is', async () => {
		const options = { forcedColors: 'active', viewport: { width: 1280, height: 1300 } } as const;
		const { page, complaints, close } = await openCharts(browser(), options);
		const states = [...BARE, ...Object.keys(FRAMED), 'updating'];
		await placeCharts(page, [
			...states.map((state) => ({ id: state.replace(' ', '-'), state, width: 300, height: 160 })),
			{ id: 'bar', type: 'bar', width: 300, height: 160 },
		]);
		await page.waitForFunction(
			"getComputedStyle(charts.rootOf('updating').querySelector('.pulse')).visibility === 'visible'",
		);
		const marksIn = await photographed(page);
		for (const state of BARE.slice(1)) {
			const words = page.locator(`#${state} .message strong`);
			assert.ok((await marksIn(words)) > 60, `${state}: no words`);
		}
		for (const [state, words] of Object.entries(FRAMED)) {
			const badge = page.locator(`#${state.replace(' ', '-')} .badge`);
			assert.ok((await badge.textContent())?.startsWith(words), state);
			assert.ok((await marksIn(badge)) > 60, `${state}: no words`);
		}
		for (const [what, part] of [
			['loading', '#loading .skeleton i >> nth=-1'],
			['progress', '#running .bar'],
			['an update', '#updating .pulse'],
		] as const)
			assert.ok((await marksIn(page.locator(part), 4)) > 8, `${what} is not seen`);
		for (const part of [
			'#bar .canvas',
			'#bar .legend button >> nth=0',
			'#updating .switch >> nth=0',
			'#failed .retry',
		]) {
			const focused = page.locator(part);
			// As whoever has come by the keyboard.
			await page.keyboard.press('Shift');
			await focused.focus();
			const ring = (await (await photographed(page))(focused, 5)) - (await marksIn(focused, 5));
			assert.ok(ring > 60, `${part}: its ring has ${ring} pixels`);
		}
		await close();
		assert.deepEqual(complaints, []);
	});
}
