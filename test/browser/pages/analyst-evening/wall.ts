/** The dashboard on a wall, in a window of its own that nobody touches for the rest of the evening. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { eventually, openPage, textOf } from '../support/browser.ts';
import { BOARD, hottest, showsFigure } from './building.ts';
import type { Evening } from './world.ts';

const ZONE = 'Europe/Lisbon';

const lisbonTime = (now: number): string =>
	new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, timeStyle: 'medium', hourCycle: 'h23' }).format(now);

/** The clock of the wall is that of Lisbon, to the second. */
async function tellsTime(page: Page): Promise<void> {
	await eventually('the wall has the time of Lisbon', async () => {
		const from = Date.now();
		const shown = await textOf(page.locator('sql-dashboard time'));
		// It is set a little after each full second, and read a little later.
		const times = Array.from({ length: Math.ceil((Date.now() - from) / 1_000) + 2 }, (_, second) =>
			lisbonTime(from + (second - 1) * 1_000),
		);
		return times.includes(shown.trim()) ? true : undefined;
	});
}

/** Which web node the page's socket leads to, as the proxy says. */
const sockets = new WeakMap<Page, string>();

async function followSockets(page: Page): Promise<void> {
	const debug = await page.context().newCDPSession(page);
	debug.on('Network.webSocketHandshakeResponseReceived', ({ response }) => {
		const name = Object.entries(response.headers).find(([header]) => header.toLowerCase() === 'x-node')?.[1];
		if (name !== undefined) sockets.set(page, name);
	});
	await debug.send('Network.enable');
}

export const nodeOf = (page: Page): string => sockets.get(page) ?? assert.fail('the page has no socket');

const tab = (page: Page, title: string) => page.locator('sql-dashboard .bar .tab', { hasText: title }).waitFor();

export async function putOnWall(evening: Evening): Promise<void> {
	const { day, world, open } = evening;
	const { page: mine } = day;
	const wall = await openPage(world.browser, 'about:blank', {
		viewport: { width: 1920, height: 1080 },
		storageState: await mine.context().storageState(),
		prepare: followSockets,
	});
	day.follow(wall);
	open.set('wall', wall);
	const { page } = wall;
	await page.goto(`${world.web.url}/workshop/default/dashboards/${BOARD}`);
	await page.getByRole('button', { name: 'Put on the wall' }).click();
	await page.waitForURL(/\/wall$/);
	const board = page.locator('sql-dashboard[wallboard]');
	await showsFigure(board, await hottest(evening));
	await tab(page, 'Overview');
	await tab(page, 'Wind');
	await board.locator('sql-chart[chart="wind-by-year"] .root.ready').waitFor();
	await tab(page, 'Overview');
	await tellsTime(page);
	assert.equal((await textOf(board.locator('.badges .badge'))).trim(), 'Live');
	await day.stop('wall', page);
}
