/** A page that allows nothing but scripts and connections of two origins, and markup to nobody. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { eventually } from './support/browser.ts';
import { placeCharts } from './support/many-charts.ts';
import { CLASSIC, MODULE, openSite, STRICT, violationsOf } from './support/strict-page.ts';

const typesOf = (page: Page): Promise<readonly string[]> => page.evaluate('charts.TYPES');
const settled = (page: Page): Promise<unknown> =>
	page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');

/** The policy counts, and whoever violates it is heard of: markup as text is refused even to us. */
async function demandPolicy(page: Page): Promise<void> {
	const refused = await page.evaluate(() => {
		try {
			document.createElement('div').innerHTML = '<b>markup</b>';
			return false;
		} catch {
			return true;
		}
	});
	assert.ok(refused, 'the page takes markup: nothing is shown by this test');
	await eventually('the violation is heard of', async () => (await violationsOf(page))[0]);
}

async function dragOver(page: Page, plot: Locator): Promise<void> {
	const box = await eventually('a plot', async () => (await plot.boundingBox()) ?? undefined);
	const at = (part: number): [number, number] => [box.x + box.width * part, box.y + box.height * 0.4];
	await page.mouse.move(...at(0.3));
	await page.mouse.down();
	await page.mouse.move(...at(0.6), { steps: 5 });
	await page.mouse.up();
}

/** Reads, zooms and turns into rows what a mouse and a keyboard reach of it. */
async function look(page: Page, id: string): Promise<void> {
	const chart = page.locator(`#${id}`);
	await chart.hover();
	const place = chart.locator('.drawing [tabindex="0"]:not(.legend)').first();
	if ((await place.count()) > 0) {
		await place.focus();
		for (const key of ['Home', 'ArrowRight', '+', 'Escape']) await page.keyboard.press(key);
	}
	const rows = chart.getByRole('button', { name: 'Table', exact: true });
	if ((await rows.count()) === 0) return;
	await rows.click();
	await chart.locator('.drawing table, .drawing [role=grid], .drawing [role=table]').first().waitFor();
	await rows.click();
}

async function takeAway(page: Page, id: string): Promise<Record<string, string>> {
	const files: Record<string, string> = {};
	for (const [format, choice] of [
		['csv', 'Download CSV'],
		['json', 'Download JSON'],
		['png', 'Download picture (PNG)'],
		['svg', 'Download picture (SVG)'],
	] as const) {
		await page.locator(`#${id}`).getByRole('button', { name: 'Export' }).click();
		const saving = page.waitForEvent('download');
		await page.locator(`#${id}`).getByRole('menuitem', { name: choice }).click();
		const file = await (await saving).path();
		files[format] = readFileSync(file).toString('latin1').slice(0, 60);
	}
	return files;
}

export function testStrictPolicy(browser: () => Browser): void {
	test('every family is drawn, looked at, zoomed and turned into rows without a violation', async () => {
		const { page, complaints, close } = await openSite(browser(), { policy: STRICT }, 2300);
		const types = await typesOf(page);
		await placeCharts(
			page,
			types.map((type) => ({ id: type, type, heading: `The ${type}` })),
		);
		for (const type of types) await look(page, type);
		const drawn = await page.locator('sql-chart .drawing > *').count();
		assert.ok(drawn >= types.length, `${drawn} of ${types.length} are drawn`);
		assert.deepEqual(await violationsOf(page), []);
		assert.deepEqual(complaints, []);
		await demandPolicy(page);
		await close();
	});

	test('every state is shown, with and without a frame, in a plot and in a family', async () => {
		const { page, complaints, close } = await openSite(browser(), { policy: STRICT, script: CLASSIC });
		await placeCharts(page, [
			{ id: 'line', spec: { goal: 40 } },
			{ id: 'bar', type: 'bar' },
			{ id: 'table', type: 'table' },
		]);
		for (const state of await page.evaluate<string[]>('charts.STATES')) {
			for (const id of ['line', 'bar', 'table']) await page.evaluate(`charts.enter('${id}', '${state}')`);
			await settled(page);
			const phase: string = await page.evaluate(`charts.PHASES['${state}'] ?? '${state}'`);
			await page.locator(`#line .root.${phase}`).waitFor();
		}
		assert.deepEqual(await violationsOf(page), []);
		assert.deepEqual(complaints, []);
		await close();
	});

	test('files and pictures are taken away, a stretch is chosen and a zoom undone', async () => {
		const { page, complaints, close } = await openSite(browser(), { policy: STRICT, script: MODULE });
		const brush = `const brushed = document.querySelector('#brushed'); brushed.setAttribute('brush', '');
			brushed.addEventListener('chartwire-brush', () => brushed.setAttribute('data-brushed', ''));`;
		await placeCharts(page, [{ id: 'line' }, { id: 'bar', type: 'bar' }, { id: 'brushed' }], brush);
		for (const id of ['line', 'bar']) {
			const files = await takeAway(page, id);
			assert.match(files['csv'] ?? '', /^ï»¿(day|region),/);
			assert.match(files['json'] ?? '', /^\[/);
			assert.match(files['png'] ?? '', /^.PNG/);
			assert.match(files['svg'] ?? '', /^<svg/);
		}
		await dragOver(page, page.locator('#line .u-over'));
		await page.locator('#line .reset:not([hidden])').click();
		await dragOver(page, page.locator('#brushed .u-over'));
		await page.locator('#brushed[data-brushed]').waitFor();
		assert.deepEqual(await violationsOf(page), []);
		assert.deepEqual(complaints, []);
		await close();
	});
}
