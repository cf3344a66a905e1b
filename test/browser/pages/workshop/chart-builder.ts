/** How a chart is designed: by form and as JSON, beside its live answer; saved, in the way of somebody else, and left. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Person } from '../../../support/people.ts';
import { eventually } from '../support/browser.ts';
import { openWorkshop, type World } from './world.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const type = (page: Page, name: string) => page.getByRole('radio', { name, exact: true });

/** The chart of the page, drawn as so. */
const drawnAs = (page: Page, name: string) => page.locator(`sql-chart .drawing[data-type="${name}"]`).waitFor();

/** Opens a part of the form. */
const open = (page: Page, name: string) => page.locator('summary', { hasText: name }).click();

const specIn = (page: Page): Promise<unknown> =>
	page.locator('#json').evaluate((area) => JSON.parse((area as HTMLTextAreaElement).value));

export function testBuilder(world: () => World, browser: () => Browser): void {
	const opened = (path: string, as: Person = world().author) => openWorkshop(browser(), world(), { as, path });
	const declared = async (name: string) =>
		(await world().api(world().author, ['GET', `/v1/charts/${name}`])).body as {
			readonly revision: number;
			readonly declaration: Record<string, unknown>;
		};

	test('types are told apart by whether they suit the columns, and each is drawn at once from the same answer', async () => {
		const { page, complaints, close } = await opened('charts/revenue');
		await page.locator('sql-chart .root.ready').waitFor();
		await page.evaluate(() => {
			const seen = new Set<string>();
			Object.assign(window, { seen });
			document.addEventListener('chartwire-data', ({ detail }) => seen.add(detail.run));
		});
		await page.getByRole('link', { name: 'Design' }).click();
		await drawnAs(page, 'line');
		await page.getByText('Suit these columns').waitFor();
		await open(page, 'Need other columns');
		await page.getByText(/^Candlesticks need four columns of numbers/).waitFor();
		await type(page, 'Calendar').check();
		await drawnAs(page, 'calendar');
		await type(page, 'Columns').check();
		await drawnAs(page, 'column');
		await button(page, 'Undo').click();
		await drawnAs(page, 'calendar');
		await button(page, 'Redo').click();
		await drawnAs(page, 'column');
		await page.keyboard.press('Control+z');
		await drawnAs(page, 'calendar');
		await button(page, 'Reset to automatic').click();
		await drawnAs(page, 'line');
		assert.equal(await type(page, 'Automatic').isChecked(), true);
		await page.getByText('Drawn as a line: times and numbers', { exact: true }).waitFor();
		assert.equal(await page.evaluate(() => (window as unknown as { seen: Set<string> }).seen.size), 1);
		assert.deepEqual(complaints, []);
		await close();
	});

	test('on a phone the page is no wider for what is wrong in the JSON, however long that is to say', async () => {
		const { page, close } = await openWorkshop(browser(), world(), {
			as: world().author,
			path: 'charts/revenue/edit',
			viewport: { width: 360, height: 740 },
		});
		await drawnAs(page, 'line');
		await button(page, 'JSON').click();
		await page.locator('#json').fill('{ "version": 1, "type": "lines" }');
		await page.getByRole('button', { name: /^Line \d+$/ }).waitFor();
		assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
		await close();
	});

	test('fields offer the columns of the answer; what is wrong is said at its field, and the chart stays as it was', async () => {
		const { page, complaints, close } = await opened('charts/revenue/edit');
		await drawnAs(page, 'line');
		await type(page, 'Columns').check();
		await page.getByLabel('Along the axis, or names of the parts').selectOption('day');
		await open(page, 'Numbers');
		await page.getByRole('group', { name: 'revenue', exact: true }).getByLabel('Currency').fill('eur');
		await page.getByText('currency: must be a code of ISO 4217 such as EUR').waitFor();
		assert.equal(await button(page, 'Save').isDisabled(), true);
		await page.getByRole('group', { name: 'revenue', exact: true }).getByLabel('Currency').fill('USD');
		await page.getByText('must be a code of ISO 4217').waitFor({ state: 'detached' });
		await open(page, 'Axes');
		await page.getByLabel('Value axis: from').fill('50');
		await page.getByLabel('Value axis: to').fill('5');
		await page.getByText('"min" must be below "max"').waitFor();
		await button(page, 'JSON').click();
		await page.getByText('"min" must be below "max"').waitFor();
		await page.getByRole('button', { name: /^Line \d+$/ }).click();
		const chosen = await page.locator('#json').evaluate((area) => {
			const { value, selectionStart, selectionEnd } = area as HTMLTextAreaElement;
			return JSON.parse(value.slice(selectionStart, selectionEnd)) as unknown;
		});
		assert.deepEqual(chosen, { min: 50, max: 5 });
		await page.locator('#json').fill('{ "version": 1, "type": ');
		await page.getByText('It cannot be read as JSON yet').waitFor();
		await drawnAs(page, 'column');
		await page.locator('#json').fill('{ "version": 1, "type": "bar", "colours": {} }');
		await page.getByText('Unrecognized key: "colours"').waitFor();
		await drawnAs(page, 'column');
		await page.locator('#json').fill('{ "version": 1, "type": "bar" }');
		await drawnAs(page, 'bar');
		await button(page, 'Form').click();
		assert.equal(await type(page, 'Bars').isChecked(), true);
		assert.deepEqual(complaints, []);
		await close();
	});

	test('what was changed is there again after it was left, is saved as the next version, and viewers get its values', async () => {
		const begun = await opened('charts/revenue/edit');
		await drawnAs(begun.page, 'line');
		await type(begun.page, 'Area').check();
		await open(begun.page, 'Lines, bands and notes');
		await button(begun.page, 'Add a line').click();
		await begun.page.getByLabel('At, line 1').fill('120');
		await begun.page.getByLabel('Label, line 1').fill('Plan');
		await begun.page.getByLabel('region (text)').selectOption('query');
		await begun.page.getByLabel('SQL for region').fill('select distinct region from sales');
		await begun.page.getByLabel('SQL for region').blur();
		await begun.page.getByText('Not saved yet').waitFor();
		await begun.page.reload();
		await begun.page.getByText('not saved is still there').waitFor();
		await drawnAs(begun.page, 'area');
		const { revision } = await declared('revenue');
		await button(begun.page, 'Save').click();
		await begun.page
			.getByRole('status')
			.getByText(`Saved as version ${revision + 1}.`)
			.waitFor();
		const { declaration } = await declared('revenue');
		const spec = declaration['spec'] as Record<string, unknown>;
		assert.deepEqual([spec['type'], spec['thresholds']], ['area', [{ value: 120, label: 'Plan' }]]);
		const [region] = declaration['params'] as { allowed: unknown }[];
		assert.deepEqual(region?.allowed, { sql: 'select distinct region from sales' });
		assert.deepEqual(begun.complaints, []);
		await begun.close();
	});

	test('of two who design at once the second sees what the first has saved, and keeps theirs without undoing the rest', async () => {
		const { page, close } = await opened('charts/other-2/edit');
		await drawnAs(page, 'column');
		await type(page, 'Bars').check();
		await drawnAs(page, 'bar');
		const { declaration } = await declared('other-2');
		const theirs = { ...declaration, title: 'Theirs', spec: { version: 1, type: 'pie' } };
		await world().api(world().admin, ['PUT', '/v1/charts/other-2', theirs]);
		await button(page, 'Save').click();
		const conflict = page.getByRole('region', { name: 'Changed elsewhere' });
		await conflict.getByRole('heading', { name: 'Saved by The Administrator meanwhile' }).waitFor();
		await conflict.getByRole('region', { name: 'Changes of spec' }).getByText('"pie"').waitFor();
		await conflict.getByRole('button', { name: 'Keep mine' }).click();
		await conflict.waitFor({ state: 'detached' });
		const saved = await eventually('it is saved', async () => {
			const now = await declared('other-2');
			return now.revision === 3 ? now.declaration : undefined;
		});
		assert.deepEqual([saved['title'], saved['spec']], ['Theirs', { version: 1, type: 'bar' }]);
		await close();
	});

	test('the design as JSON is what is saved: nothing for what was never said', async () => {
		const { page, close } = await opened('charts/other-3/edit');
		await drawnAs(page, 'column');
		await button(page, 'JSON').click();
		assert.deepEqual(await specIn(page), { version: 1 });
		await button(page, 'Form').click();
		await type(page, 'Donut').check();
		await drawnAs(page, 'donut');
		await open(page, 'Colours and labels');
		await page.getByLabel('Add to: Fixed colours').selectOption('north');
		await page.getByLabel('Colour, north', { exact: true }).fill('teal');
		await page.getByLabel('Values at the marks').selectOption('true');
		await button(page, 'JSON').click();
		assert.deepEqual(await specIn(page), { version: 1, type: 'donut', colors: { north: 'teal' }, labels: true });
		await close();
	});

	test('a query that its author shares is opened as a copy by another, who is told whose it is', async () => {
		const { page, close } = await opened('editor');
		await page.locator('.cm-content').focus();
		await page.keyboard.insertText('select 42 as shared_answer');
		await button(page, 'Share').click();
		await button(page, 'Stop sharing').waitFor();
		const draft = await eventually('the draft is shared', async () => {
			const { body } = await world().api(world().author, ['GET', '/v1/drafts']);
			return (body['drafts'] as { draft: string; shared: boolean }[]).find(({ shared }) => shared)?.draft;
		});
		const other = await opened(`editor?draft=${draft}`, world().admin);
		await other.page.locator('.cm-content', { hasText: 'shared_answer' }).waitFor();
		await other.page.getByRole('status').getByText('a copy of a query of grace').waitFor();
		await other.close();
		await button(page, 'Stop sharing').click();
		await eventually('it is shared no more', async () => {
			const { body } = await world().api(world().admin, ['GET', `/v1/drafts/${draft}`]);
			return body['sql'] === undefined ? true : undefined;
		});
		await close();
	});
}
