/** The evening's first hour: four charts, and a dashboard of them with a filter, which somebody's page shows as well. */
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { signToken } from '../../../../server/auth/sign-token.ts';
import { TEST_SECRET } from '../../../support/server.ts';
import { press, visit } from '../analyst-day/beginning.ts';
import { rows, write } from '../analyst-day/querying.ts';
import { eventually, openPage, textOf } from '../support/browser.ts';
import { htmlOf } from '../support/other-site.ts';
import type { Evening } from './world.ts';

export const BOARD = 'weather';

const WEATHER = { name: 'weather', type: 'text', required: false, allowed: ['drizzle', 'fog', 'rain', 'snow', 'sun'] };
const ONLY = 'where true [[ and weather = {{weather}} ]]';

const CHARTS = {
	hottest: {
		title: 'Hottest day',
		sql: `select max(temp_max) as hottest from seattle_weather ${ONLY}`,
		spec: { version: 1, type: 'number', title: 'Hottest day' },
		refreshMs: 1_000,
	},
	days: {
		title: 'Days by weather',
		sql: `select weather, count(*) as days from seattle_weather ${ONLY} group by weather order by days desc, weather`,
		spec: { version: 1, type: 'bar', title: 'Days by weather' },
		refreshMs: 5_000,
	},
	rain: {
		title: 'Rain by month',
		sql: `select date_trunc('month', date)::date as month, sum(precipitation) as rain from seattle_weather ${ONLY} group by 1 order by 1`,
		spec: { version: 1, type: 'line', title: 'Rain by month' },
		refreshMs: 5_000,
	},
} as const;

/** Three by the API, as a program would bring them; one from the editor. */
export async function makeCharts({ world, day }: Evening): Promise<void> {
	for (const [name, chart] of Object.entries(CHARTS)) {
		await world.api('PUT', `/v1/charts/${name}`, { source: 'sample', params: [WEATHER], ...chart });
	}
	const { page } = day;
	await page.locator('.cm-content').waitFor();
	await write(
		day,
		'select extract(year from date)::int as year, avg(wind) as wind from seattle_weather group by 1 order by 1',
	);
	await page.keyboard.press('Control+Enter');
	await rows(day).getByText('2015').first().waitFor();
	await press(day, 'Save as a chart');
	await page.getByLabel('Title', { exact: true }).fill('Wind by year');
	await press(day, 'Save');
	await page.getByText('Saved as the chart “wind-by-year”.').waitFor();
}

/** The item whose chart has this title, in the builder. */
const itemOf = ({ day: { page } }: Evening, chart: string): Locator =>
	page.locator('[data-item]', { has: page.locator(`sql-chart[chart="${chart}"]`) });

async function addFilter({ day: { page }, day }: Evening): Promise<void> {
	await press(day, 'Filters');
	await page.getByLabel('Add a filter for the parameter').selectOption('weather');
	await page.getByText('3 of 4 charts take it').waitFor();
	await day.stop('builder-filters');
}

/** One of the charts goes to a tab of its own, by its panel. */
async function addTab(evening: Evening): Promise<void> {
	const { day } = evening;
	const { page } = day;
	await press(day, 'Add a tab');
	await page.getByLabel('Name of the tab').fill('Wind');
	await page.keyboard.press('Enter');
	await press(day, 'Overview');
	await itemOf(evening, 'wind-by-year').focus();
	await page.keyboard.press('Enter');
	const tab = page.locator('.side label', { hasText: /^\s*Tab/ }).locator('select');
	await tab.selectOption({ label: 'Wind' });
	await press(day, 'Overview');
	await itemOf(evening, 'wind-by-year').waitFor({ state: 'detached' });
	// Up to where that one was.
	const days = itemOf(evening, 'days');
	const top = async () => ((await days.boundingBox()) ?? assert.fail()).y;
	const before = await top();
	await days.focus();
	for (let row = 0; row < 5; row += 1) await page.keyboard.press('ArrowUp');
	await eventually('it is higher up', async () => ((await top()) < before - 300 ? true : undefined));
}

async function arrange(evening: Evening): Promise<void> {
	const { page } = evening.day;
	const item = itemOf(evening, 'hottest');
	const frame = async () => (await item.boundingBox()) ?? assert.fail('the chart is not there');
	const before = await frame();
	await item.focus();
	await page.keyboard.press('Shift+ArrowDown');
	await eventually('it is higher', async () => ((await frame()).height > before.height ? true : undefined));
}

export async function buildDashboard(evening: Evening): Promise<void> {
	const { day } = evening;
	const { page } = day;
	await visit(day, 'Dashboards');
	await page.getByRole('heading', { name: 'No dashboard yet' }).waitFor();
	await day.stop('dashboards-none');
	await press(day, 'Make one from your charts');
	await page.getByRole('checkbox').nth(3).waitFor();
	await page.getByLabel('Title', { exact: true }).fill('Weather');
	await press(day, 'Make the dashboard');
	await page.waitForURL(new RegExp(`dashboards/${BOARD}/edit$`));
	await itemOf(evening, 'hottest').locator('.root.ready').waitFor();
	await arrange(evening);
	await addFilter(evening);
	await addTab(evening);
	await press(day, 'Dashboard');
	await page.getByLabel('Each tab is shown for').fill('5');
	await page.getByLabel('Time zone of the clock').fill('Europe/Lisbon');
	await press(day, 'Save');
	await page.getByText('Saved', { exact: true }).first().waitFor();
	await day.stop('builder');
}

/** The figure of the hottest day, as a page shows it. */
const figureIn = (part: Locator): Promise<string> => textOf(part.locator('sql-chart[chart="hottest"] .value').first());

export const showsFigure = (part: Locator, figure: number): Promise<true> =>
	eventually(`the hottest day has ${figure}`, async () => {
		const shown = part.locator('sql-chart[chart="hottest"] .value');
		return (await shown.count()) > 0 && (await figureIn(part)).trim() === String(figure) ? true : undefined;
	});

/** What the customer's database itself says. */
export async function hottest({ world }: Evening, weather?: string): Promise<number> {
	const [row] = await world.customer.owner<{ hottest: number }[]>`select max(temp_max)::float8 as hottest
		from seattle_weather where ${weather ?? null}::text is null or weather = ${weather ?? null}`;
	return row?.hottest ?? Number.NaN;
}

/** By its author, who filters it, and in somebody's page by a reader with a phone. */
export async function seeDashboard(evening: Evening): Promise<void> {
	const { day, world, open } = evening;
	const { page } = day;
	await page.getByRole('link', { name: 'Back to the dashboard' }).click();
	const board = page.locator('sql-dashboard');
	await showsFigure(board, await hottest(evening));
	await day.stop('dashboard');
	const snow = await hottest(evening, 'snow');
	assert.notEqual(snow, await hottest(evening));
	await board.getByRole('combobox', { name: 'Weather' }).selectOption('snow');
	await showsFigure(board, snow);
	await day.stop('dashboard-snow');
	await board.getByRole('combobox', { name: 'Weather' }).selectOption('');
	await showsFigure(board, await hottest(evening));
	const html = `<h1>Our weather</h1><script src="${world.web.url}/chartwire.js"></script>
		<sql-dashboard dashboard="${BOARD}" token-endpoint="/session/token"></sql-dashboard>`;
	world.site.put('/session/token', async () => {
		const grant = { subject: 'reader-17', charts: [], dashboards: [BOARD], permissions: [], expiresInSeconds: 900 };
		const token = await signToken(TEST_SECRET, grant);
		return { body: JSON.stringify({ token }), headers: { 'content-type': 'application/json' } };
	});
	const reader = await openPage(world.browser, world.site.put('/evening', { body: htmlOf(`<main>${html}</main>`) }), {
		viewport: { width: 390, height: 844 },
		colorScheme: 'dark',
	});
	day.follow(reader);
	open.set('reader', reader);
	await showsFigure(reader.page.locator('sql-dashboard'), await hottest(evening));
	await day.stop('dashboard-elsewhere', reader.page);
}
