/** The workshop's pages about dashboards, in a real browser before a real server: made, built by pointer and by keys, saved. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Dashboard, DashboardItem } from '../../../widget/dashboard-spec.ts';
import { overlap } from '../../../workshop/pages/dashboards/pure/grid.ts';
import type { Person } from '../../support/people.ts';
import { scope } from '../../support/scope.ts';
import { eventually, launchBrowser } from './support/browser.ts';
import { printedTexts } from './support/paper.ts';
import { findings, shoot, VIEWS } from './support/workshop.ts';
import { BY_AREA, chartAt, oneTab, PLACES, placeOf } from './workshop/boards.ts';
import { boxOf, button, drag, dragByFinger, item, save } from './workshop/building.ts';
import { openWorkshop, startWorld, type World } from './workshop/world.ts';

const owner = scope();
let browser: Browser;
let world: World;

before(async () => {
	[world, browser] = await Promise.all([startWorld(owner), launchBrowser()]);
});
after(() => browser?.close());

const opened = (path: string, as: Person = world.author, options = {}) =>
	openWorkshop(browser, world, { as, path, ...options });

async function stored(name: string): Promise<Dashboard> {
	const { body } = await world.api(world.author, ['GET', `/v1/dashboards/${name}`]);
	return body['declaration'] as unknown as Dashboard;
}
const declare = (name: string, dashboard: object) =>
	world.api(world.author, ['PUT', `/v1/dashboards/${name}`, dashboard]);
const itemsOf = async (name: string): Promise<readonly DashboardItem[]> => (await stored(name)).tabs[0]?.items ?? [];

test('an empty project teaches what a dashboard is, and one is made from its charts by two presses', async () => {
	const { page, complaints, close } = await opened('dashboards');
	await page.getByRole('heading', { name: 'No dashboard yet' }).waitFor();
	await shoot(page, 'dashboards-empty');
	await button(page, 'Make one from your charts').click();
	await page.getByRole('checkbox').first().waitFor();
	await button(page, 'Make the dashboard').click();
	await page.waitForURL(/dashboards\/overview\/edit$/);
	await page.locator('.grid-stack sql-chart .root.ready').first().waitFor();
	assert.equal((await itemsOf('overview')).length, 6);
	assert.deepEqual(complaints, []);
	await close();
});

test('by keys alone a chart is added, moved, resized, removed and brought back, and each is told', async () => {
	await declare('keys', oneTab('Keys'));
	const { page, complaints, close } = await opened('dashboards/keys/edit');
	const told = page
		.locator('workshop-dashboard-builder > .sr[role=status]')
		.or(page.locator('.sr[role=status]').last());
	await button(page, 'Add Revenue by day').focus();
	await page.keyboard.press('Enter');
	await item(page, 'chart-1').locator('.root.ready').waitFor();
	await button(page, 'Add Heading').focus();
	await page.keyboard.press('Enter');
	await item(page, 'heading-1').waitFor();
	await item(page, 'chart-1').focus();
	await page.keyboard.press('ArrowRight');
	await told.getByText('Column 2, row 1, 6 wide, 5 high').waitFor();
	await page.keyboard.press('Shift+ArrowRight');
	await told.getByText('7 wide').waitFor();
	await page.keyboard.press('ArrowDown');
	await told.getByText('another made room').waitFor();
	await page.keyboard.press('Delete');
	await item(page, 'chart-1').waitFor({ state: 'detached' });
	assert.equal(await item(page, 'heading-1').evaluate((each) => each.matches(':focus')), true);
	await page.keyboard.press('Control+z');
	await item(page, 'chart-1').waitFor();
	await save(page);
	const places = Object.fromEntries((await itemsOf('keys')).map((each) => [each.id, placeOf(each)]));
	assert.deepEqual(places, { 'chart-1': [1, 1, 7, 5], 'heading-1': [0, 0, 12, 1] });
	assert.deepEqual(complaints, []);
	await close();
});

test('a pointer drags charts in, moves and resizes them; nothing overlaps, and the charts that were there stay', async () => {
	const items = [chartAt('a', 'revenue', [0, 0, 4, 4]), chartAt('b', 'other-1', [0, 4, 4, 4])];
	await declare('pointer', oneTab('Pointer', items));
	const { page, complaints, close } = await opened('dashboards/pointer/edit', world.author, {
		viewport: { width: 1440, height: 1000 },
	});
	await item(page, 'a').locator('.root.ready').waitFor();
	await item(page, 'a').evaluate((each) => each.querySelector('sql-chart')?.setAttribute('data-same', ''));
	const grid = await boxOf(page.locator('.grid-stack'));
	const column = grid.width / 12;
	await drag(page, item(page, 'a'), [column * 6, 0]);
	await page.getByText('Column 7, row 1').waitFor({ state: 'attached' });
	await drag(page, item(page, 'b').locator('.ui-resizable-e'), [column * 2, 0]);
	await page.getByText('6 wide').waitFor({ state: 'attached' });
	const entry = button(page, 'Add Number 2');
	const box = await boxOf(entry);
	await drag(page, entry, [grid.x + column * 6 + 12 - box.x, grid.y + 72 * 4.3 - box.y]);
	await item(page, 'chart-1').waitFor();
	await save(page);
	const saved = await itemsOf('pointer');
	const [a, b, added] = ['a', 'b', 'chart-1'].map((id) => saved.find((each) => each.id === id) ?? assert.fail(id));
	assert.ok(a && b && added);
	assert.deepEqual(placeOf(a), [6, 0, 4, 4]);
	assert.equal(b.w, 6);
	assert.deepEqual(placeOf(added), [6, 4, 6, 5]);
	assert.equal(added.kind === 'chart' && added.chart, 'other-2');
	for (const one of saved) assert.ok(saved.every((other) => other === one || !overlap(one, other)));
	assert.equal(await page.locator('sql-chart[data-same]').count(), 1);
	assert.deepEqual(complaints, []);
	await close();
});

test('a finger that rests on a chart moves it', async () => {
	await declare('touch', oneTab('Touch', [chartAt('a', 'revenue', [0, 0, 4, 4])]));
	const { page, close } = await opened('dashboards/touch/edit', world.author, {
		hasTouch: true,
		viewport: { width: 1024, height: 900 },
	});
	await item(page, 'a').locator('.root.ready').waitFor();
	await item(page, 'a').scrollIntoViewIfNeeded();
	const { width } = await boxOf(item(page, 'a'));
	await dragByFinger(page, 'a', (width / 4) * 5.4);
	await save(page);
	assert.deepEqual((await itemsOf('touch')).map(placeOf), [[5, 0, 4, 4]]);
	await close();
});

test('a filter is bound to charts that call its parameter otherwise, and what it begins with reaches them at once', async () => {
	await world.api(world.author, ['PUT', '/v1/charts/by-area', BY_AREA]);
	const items = [chartAt('a', 'revenue', [0, 0, 6, 4]), chartAt('b', 'by-area', [6, 0, 6, 4])];
	await declare('filters', oneTab('Filters', items));
	const { page, complaints, close } = await opened('dashboards/filters/edit');
	await button(page, 'Filters').click();
	await page.getByLabel('Add a filter for the parameter').selectOption('region');
	await page.getByText('1 of 2 charts take it').waitFor();
	await page.getByText('has no parameter “region”').waitFor();
	await page.locator('.bindings select').nth(1).selectOption('own:area');
	await page.getByText('2 of 2 charts take it').waitFor();
	await page.getByLabel('At first').selectOption('south');
	const params = (id: string) =>
		item(page, id)
			.locator('sql-chart')
			.evaluate((each) => (each as unknown as { params: unknown }).params);
	await eventually('the chart is asked for the south', async () => {
		const both = JSON.stringify([await params('a'), await params('b')]);
		return both === '[{"region":"south"},{"area":"south"}]' ? both : undefined;
	});
	await save(page);
	assert.deepEqual((await stored('filters')).filters, [
		{
			id: 'filter-1',
			label: 'Region',
			type: 'choice',
			param: 'region',
			options: ['north', 'south'],
			value: 'south',
			binds: { b: 'area' },
		},
	]);
	await button(page, 'Preview').click();
	await page.locator('.preview sql-dashboard sql-chart .root.ready').first().waitFor();
	assert.deepEqual(complaints, []);
	await close();
});

test('tabs are added, named, moved and removed; an item is sent to another, and the dashboard has settings for the wall', async () => {
	await declare('tabs', oneTab('Tabs', [chartAt('a', 'revenue', [0, 0, 6, 4])]));
	const { page, complaints, close } = await opened('dashboards/tabs/edit');
	await button(page, 'Add a tab').click();
	await page.getByLabel('Name of the tab').fill('Details');
	await page.keyboard.press('Enter');
	await button(page, 'One').click();
	await item(page, 'a').focus();
	await page.keyboard.press('Enter');
	assert.equal(await page.getByLabel('Title on this dashboard').evaluate((field) => field.matches(':focus')), true);
	await page.keyboard.type('Income');
	await page.getByLabel('region').selectOption('north');
	await page
		.locator('.side label', { hasText: /^\s*Tab/ })
		.locator('select')
		.selectOption({ label: 'Details' });
	await button(page, 'More about the tab Details').click();
	await page.getByRole('menuitem', { name: 'Move to the left' }).click();
	await page.getByRole('button', { name: 'Dashboard', exact: true }).click();
	await page.getByLabel('Each tab is shown for').fill('10');
	await page.getByLabel('Time zone of the clock').fill('Europe/Lisbon');
	await page.getByLabel('With a clock').uncheck();
	await save(page);
	const saved = await stored('tabs');
	assert.deepEqual(
		saved.tabs.map(({ title, items: on }) => [title, on.length]),
		[
			['Details', 1],
			['One', 0],
		],
	);
	const [income] = saved.tabs[0]?.items ?? [];
	assert.ok(income?.kind === 'chart');
	assert.deepEqual([income.title, income.params], ['Income', { region: 'north' }]);
	assert.deepEqual(saved.wall, { rotateMs: 10_000, timeZone: 'Europe/Lisbon', clock: false });
	await button(page, 'More about the tab Details').click();
	await page.getByRole('menuitem', { name: 'Remove' }).click();
	await button(page, 'Details').first().waitFor({ state: 'detached' });
	await page.keyboard.press('Control+z');
	await item(page, 'a').or(button(page, 'Details')).first().waitFor();
	assert.deepEqual(complaints, []);
	await close();
});

test('what was not saved is there after the page has gone, and who has saved meanwhile is shown beside it', async () => {
	const dashboard = oneTab('Draft');
	await declare('draft', dashboard);
	const { page, close } = await opened('dashboards/draft/edit');
	await button(page, 'Add Heading').click();
	await page.getByLabel('Heading', { exact: true }).fill('Mine');
	await page.getByText('kept in this browser').waitFor();
	await page.reload();
	await page.getByText('which were not saved, are here again').waitFor();
	await item(page, 'heading-1').getByText('Mine').waitFor();
	await declare('draft', { ...dashboard, title: 'Theirs' });
	await button(page, 'Save').click();
	const dialog = page.locator('wa-dialog[label="This dashboard was changed elsewhere"][open]');
	await dialog.getByText('Heading: Mine, column 1, row 1').waitFor();
	await dialog
		.getByRole('region', { name: /Theirs/ })
		.getByText('Theirs')
		.waitFor();
	await shoot(page, 'dashboards-conflict');
	await button(page, 'Take theirs').click();
	await item(page, 'heading-1').waitFor({ state: 'detached' });
	await button(page, 'Undo').click();
	await item(page, 'heading-1').waitFor();
	await save(page);
	assert.equal((await stored('draft')).title, 'Draft');
	await page.reload();
	await item(page, 'heading-1').waitFor();
	assert.equal(await page.getByText('are here again').count(), 0);
	await close();
});

test('versions show what each has changed and are restored; a copy is another dashboard; deleting is confirmed', async () => {
	const { page, complaints, close } = await opened('dashboards/draft/versions?version=3');
	await page.getByRole('region', { name: 'Changes of tabs' }).getByText('Mine').waitFor();
	await button(page, 'Restore version 1').click();
	await page.locator('wa-dialog[open]').getByRole('button', { name: 'Restore' }).click();
	await page.getByText('restored version 1').waitFor();
	assert.deepEqual(await itemsOf('draft'), []);
	await page
		.getByRole('navigation', { name: 'Dashboard', exact: true })
		.getByRole('link', { name: 'Dashboard' })
		.click();
	await button(page, 'Copy').click();
	await page.waitForURL(/dashboards\/draft-copy\/edit$/);
	await page.goto(`${world.origin}/workshop/default/dashboards/draft-copy`);
	await button(page, 'Delete').click();
	await page.locator('wa-dialog[open]').getByRole('button', { name: 'Delete' }).click();
	await page.getByRole('heading', { name: 'Dashboards' }).waitFor();
	await page.getByLabel('Search').fill('draft');
	await page.waitForURL(/q=draft/);
	await page.getByRole('link', { name: 'Draft', exact: true }).waitFor();
	await page.getByRole('link', { name: 'Filters', exact: true }).waitFor({ state: 'detached' });
	assert.equal(await page.getByRole('link', { name: /copy/ }).count(), 0);
	assert.deepEqual(complaints, []);
	await close();
});

test('a viewer sees the dashboard and puts it on the wall, and is offered nothing else', async () => {
	const { page, complaints, close } = await opened('dashboards', world.viewer);
	await page.getByText('saved by grace').first().waitFor();
	await page.getByRole('link', { name: 'Filters', exact: true }).click();
	await page.locator('sql-dashboard sql-chart .root.ready').first().waitFor();
	assert.equal(await page.getByRole('button', { name: /Copy|Delete|Edit/ }).count(), 0);
	await shoot(page, 'dashboards-viewer');
	await button(page, 'Put on the wall').click();
	await page.waitForURL(/filters\/wall$/);
	const wall = page.locator('sql-dashboard[wallboard]');
	await wall.locator('sql-chart .root.ready').first().waitFor();
	await shoot(page, 'dashboards-wall');
	await page.reload();
	await wall.locator('sql-chart .root.ready').first().waitFor();
	await page.keyboard.press('Escape');
	await page.waitForURL(/dashboards\/filters$/);
	assert.deepEqual(complaints, []);
	await close();
});

test('on paper a table has all of its rows, and nothing lies over them; a field that nobody has filled is not there', async () => {
	const many = { source: 'sample', sql: "select 'row ' || n as name, n from generate_series(1, 60) n" };
	await world.api(world.author, [
		'PUT',
		'/v1/charts/many',
		{ ...many, spec: { version: 1, type: 'table' }, title: 'Many rows' },
	]);
	const after = { id: 'c', kind: 'text', text: 'row 61', x: 0, y: 4, w: 4, h: 1 };
	const items = [chartAt('a', 'many', [0, 0, 4, 4]), chartAt('b', 'revenue', [4, 0, 8, 4]), after];
	const filters = [
		{ id: 'days', label: 'Days of sale', type: 'date-range', param: 'days' },
		{ id: 'region', label: 'Region of sale', type: 'choice', param: 'region', options: ['north'] },
	] as const;
	await declare('paper', { ...oneTab('Paper', items), filters });
	const { page, close } = await opened('dashboards/paper', world.author, { colorScheme: 'dark' });
	await page.locator('sql-dashboard').getByText('row 1', { exact: true }).waitFor();
	await page.locator('sql-dashboard sql-chart .root.ready').nth(1).waitFor();
	await page.getByLabel('From', { exact: true }).waitFor();
	const texts = printedTexts(await page.pdf({ format: 'A4' }));
	const said = texts.map(({ text }) => text).filter((text) => text.endsWith('of sale'));
	assert.deepEqual(said, ['Region of sale']);
	const depth = (text: string) => {
		const found = texts.find((each) => each.text === text) ?? assert.fail(`“${text}” is not on paper`);
		return found.page * 842 + found.y;
	};
	const depths = Array.from({ length: 61 }, (_, at) => depth(`row ${at + 1}`));
	assert.deepEqual(
		depths,
		depths.toSorted((a, b) => a - b),
	);
	await close();
});

test('axe-core finds nothing, and nothing is cut, on any of the pages in both themes, narrow or wide', async () => {
	const found: string[] = [];
	for (const { name, ...view } of VIEWS) {
		const { page, complaints, close } = await opened('dashboards', world.author, view);
		for (const [path, ready] of PLACES) {
			await page.goto(`${world.origin}/workshop/default/${path}`);
			await page.locator(ready).first().waitFor();
			await shoot(page, `${path.replaceAll(/[^a-z]+/g, '-')}-${name}`);
			for (const finding of await findings(page)) found.push(`${path} ${name}: ${finding}`);
		}
		found.push(...complaints);
		await close();
	}
	assert.deepEqual(found, []);
});
