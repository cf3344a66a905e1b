/** The page of a public link in a clean browser: opened, asked for its password, live, revoked, expired, and on a wall. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { type Chartwire, startChartwire } from '../../support/chartwire.ts';
import { scope } from '../../support/scope.ts';
import { LINK_PASSWORD, Links } from '../../support/shares.ts';
import { eventually, launchBrowser, openPage, type WatchedPage } from './support/browser.ts';
import { findings, shoot, VIEWS } from './support/workshop.ts';

const owner = scope();
let chartwire: Chartwire;
let links: Links;
let browser: Browser;

const GONE = 'This link no longer works.';
const PATIENCE_MS = 60_000;

before(async () => {
	[chartwire, browser] = await Promise.all([startChartwire(owner), launchBrowser()]);
	links = new Links(chartwire, owner);
	await chartwire.customer`create table deals (day date primary key, amount int not null)`;
	await chartwire.customer`insert into deals select date '2026-01-01' + n, 100 + n * 7 % 40 from generate_series(0, 30) n`;
	await chartwire.customer`grant select on deals to public`;
	await chartwire.chart('sales', 'select day, amount from deals order by day', { title: 'Sales', refreshMs: 1_000 });
	await chartwire.chart('total', 'select sum(amount) as total from deals', { title: 'Total', refreshMs: 1_000 });
	const place = { x: 0, w: 12, h: 6, kind: 'chart' };
	const items = [
		{ ...place, id: 'a', y: 0, chart: 'sales' },
		{ ...place, id: 'b', y: 6, chart: 'total' },
	];
	const dashboard = { title: 'Overview', tabs: [{ id: 'all', title: 'All', items }], filters: [] };
	const saved = await chartwire.api('PUT', '/v1/dashboards/overview', dashboard);
	assert.equal(saved.status, 200, JSON.stringify(saved.body));
});
after(() => browser?.close());

const visit = (code: string, options: BrowserContextOptions = {}): Promise<WatchedPage> =>
	openPage(browser, `${chartwire.web().url}/share#${code}`, {
		...options,
		prepare: async (page) => page.setDefaultTimeout(PATIENCE_MS),
	});

const heading = ({ page }: WatchedPage, text: string) => page.getByRole('heading', { level: 1, name: text }).waitFor();

/** Nothing that is left of the page says what it was about. */
async function demandNothingLeft({ page }: WatchedPage): Promise<void> {
	assert.equal(await page.locator('sql-chart, sql-dashboard').count(), 0);
	assert.doesNotMatch(await page.content(), /sales|total|For the board/i);
	assert.doesNotMatch(await page.title(), /sales|total|For the board/i);
}

/** The code is in no request, nothing is kept, and nothing but what is planned was complained about. */
async function closeClean(shown: WatchedPage, code: string, planned = /^$/): Promise<void> {
	const { page } = shown;
	for (const address of [...shown.requests, ...shown.sockets])
		assert.ok(!address.replace(/#.*/, '').includes(code), `the code is in ${address}`);
	assert.deepEqual(await page.context().cookies(), []);
	assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0]);
	assert.deepEqual(
		shown.complaints.filter((each) => !planned.test(each)),
		[],
	);
	await shown.close();
}

describe('the page of a public link', { timeout: 300_000 }, () => {
	test('shows the chart live, and says that the link works no more once it is revoked, with nothing left', async () => {
		const { id, code } = await links.share({ target: { chart: 'total' }, title: 'For the board' });
		const shown = await visit(code);
		await heading(shown, 'For the board');
		const chart = shown.page.locator('sql-chart');
		const text = () => chart.evaluate((element) => element.shadowRoot?.textContent ?? '');
		const sum = async () => (await chartwire.customer`select sum(amount)::int as sum from deals`)[0]?.['sum'] as number;
		const shows = async (number: number) =>
			(await text()).replace(/\D+/g, ' ').includes(number.toLocaleString('en').replace(',', ' ')) ? true : undefined;
		const before = await sum();
		await eventually('the total', () => shows(before), PATIENCE_MS);
		await chartwire.customer`insert into deals values ('2027-01-01', 5000)`;
		await eventually('the new total', () => shows(before + 5_000), PATIENCE_MS);
		await chartwire.customer`delete from deals where day = '2027-01-01'`;
		await links.revoke(id);
		await heading(shown, GONE);
		await demandNothingLeft(shown);
		await shown.page.reload();
		await heading(shown, GONE);
		await closeClean(shown, code, /404/);
	});

	test('asks for the password in words, says what is wrong, and shows nothing before it is right', async () => {
		const { code } = await links.share({ title: 'For the board', password: LINK_PASSWORD });
		const shown = await visit(code);
		const { page } = shown;
		await heading(shown, 'This link needs a password.');
		await demandNothingLeft(shown);
		const field = page.getByLabel('Password');
		await eventually('the field has the focus', async () =>
			(await field.evaluate((element) => element === document.activeElement)) ? true : undefined,
		);
		await page.keyboard.press('Enter');
		await page.getByRole('alert').getByText('Write the password').waitFor();
		await page.keyboard.type('not this one');
		await page.keyboard.press('Enter');
		await page.getByRole('alert').getByText('The password is wrong').waitFor();
		assert.equal(await field.getAttribute('aria-invalid'), 'true');
		assert.equal(await field.getAttribute('aria-describedby'), await page.getByRole('alert').getAttribute('id'));
		await page.keyboard.type(LINK_PASSWORD);
		await page.keyboard.press('Enter');
		await heading(shown, 'For the board');
		await page.locator('sql-chart').locator('canvas, svg').first().waitFor();
		await closeClean(shown, code, /401|422/);
	});

	test('waits for a server that is away, and then shows the chart', async () => {
		const { code } = await links.share({ title: 'For the board' });
		let isAway = true;
		const shown = await openPage(browser, `${chartwire.web().url}/share#${code}&wall`, {
			prepare: async (page) => {
				page.setDefaultTimeout(PATIENCE_MS);
				await page.route('**/v1/shares/open', (route) => (isAway ? route.abort() : route.continue()));
			},
		});
		await shown.page.getByText('The server cannot be reached; trying again.').waitFor();
		isAway = false;
		await heading(shown, 'For the board');
		await closeClean(shown, code, /ERR_FAILED|net::/);
	});

	test('renews its token as long as the link works, on the same connection, and ends when the link expires', async () => {
		const short = await links.share({ expiresAt: Date.now() + 12_000 });
		const ending = await visit(short.code);
		const { id, code } = await links.share({});
		const asked: string[] = [];
		let ends = Date.now() + 15_000;
		// A token that lives for seconds: the link seems to end soon, and is then prolonged.
		await chartwire.control`update shares set expires_at = ${new Date(ends)} where id = ${id}`;
		const shown = await openPage(browser, `${chartwire.web().url}/share#${code}`, {
			prepare: async (page) => {
				page.setDefaultTimeout(PATIENCE_MS);
				page.on('request', (request) => {
					if (request.url().endsWith('/v1/shares/open')) asked.push(request.postData() ?? '');
				});
			},
		});
		await shown.page.locator('sql-chart').locator('canvas, svg').first().waitFor();
		ends += 600_000;
		await chartwire.control`update shares set expires_at = ${new Date(ends)} where id = ${id}`;
		await eventually('it asks again', async () => asked.find((body) => body.includes('"renews":true')), PATIENCE_MS);
		assert.equal(shown.sockets.length, 1);
		assert.equal(await shown.page.locator('sql-chart').count(), 1);
		await closeClean(shown, code);
		await heading(ending, GONE);
		await demandNothingLeft(ending);
		await closeClean(ending, short.code, /404/);
	});

	test('is a wall without margins in the dark, and speaks the reader’s language', async () => {
		const { code } = await links.share({ title: 'For the board' });
		const wall = await visit(`${code}&wall`, { viewport: { width: 1920, height: 1080 }, colorScheme: 'light' });
		await wall.page.locator('sql-chart').locator('canvas, svg').first().waitFor();
		const look = await wall.page.evaluate(() => {
			const { scrollHeight, clientHeight, clientWidth } = document.documentElement;
			const { width = 0 } = document.querySelector('sql-chart')?.getBoundingClientRect() ?? {};
			const { colorScheme } = getComputedStyle(document.documentElement);
			return { colorScheme, scrolls: scrollHeight > clientHeight, part: width / clientWidth };
		});
		assert.deepEqual([look.colorScheme, look.scrolls], ['dark', false]);
		assert.ok(look.part > 0.9, `${look.part} of the width`);
		await shoot(wall.page, 'share-wall');
		await closeClean(wall, code);
		const gone = await visit('x'.repeat(22), { locale: 'de-DE' });
		await heading(gone, 'Dieser Link funktioniert nicht mehr.');
		assert.equal(await gone.page.evaluate(() => document.documentElement.lang), 'de-DE');
		await gone.close();
	});

	test('shows a dashboard with its charts, as a page and on a wall, and takes it away when the link is revoked', async () => {
		const { id, code } = await links.share({ target: { dashboard: 'overview' }, title: 'For the board' });
		const shown = await visit(code);
		await heading(shown, 'For the board');
		const wall = await visit(`${code}&wall`, { viewport: { width: 1920, height: 1080 }, colorScheme: 'light' });
		for (const { page } of [shown, wall]) {
			await page.locator('sql-chart').nth(1).waitFor();
			await page.locator('sql-chart').first().locator('canvas, svg').first().waitFor();
		}
		assert.deepEqual(await findings(shown.page), []);
		await shoot(shown.page, 'share-dashboard');
		await shoot(wall.page, 'share-dashboard-wall');
		const look = await wall.page.locator('sql-dashboard').evaluate((element) => {
			const { width, height } = element.getBoundingClientRect();
			const { scrollHeight, clientHeight } = document.documentElement;
			return { width, height, scrolls: scrollHeight > clientHeight, isWall: element.hasAttribute('wallboard') };
		});
		assert.deepEqual(look, { width: 1920, height: 1080, scrolls: false, isWall: true });
		await links.revoke(id);
		for (const each of [shown, wall]) {
			await heading(each, GONE);
			await demandNothingLeft(each);
			await closeClean(each, code, /404/);
		}
	});

	test('is framed by nobody, found by no search engine, and tells no other page where it is', async () => {
		const { headers } = await fetch(`${chartwire.web().url}/share`);
		assert.match(
			headers.get('content-security-policy') ?? '',
			/default-src 'none'.*frame-ancestors 'none'.*require-trusted-types-for/,
		);
		assert.equal(headers.get('referrer-policy'), 'no-referrer');
		assert.match(headers.get('x-robots-tag') ?? '', /noindex/);
		assert.equal(headers.get('set-cookie'), null);
	});

	for (const { name, ...options } of VIEWS) {
		test(`is clean for axe in every state, ${name}`, async () => {
			const [open, guarded] = [
				await links.share({ title: 'For the board' }),
				await links.share({ password: LINK_PASSWORD }),
			];
			const shown = await visit(open.code, options);
			await shown.page.locator('sql-chart').locator('canvas, svg').first().waitFor();
			assert.deepEqual(await findings(shown.page), []);
			await shoot(shown.page, `share-open-${name}`);
			await shown.close();
			const asking = await visit(guarded.code, options);
			await asking.page.getByLabel('Password').fill('wrong one');
			await asking.page.keyboard.press('Enter');
			await asking.page.getByRole('alert').getByText('wrong').waitFor();
			assert.deepEqual(await findings(asking.page), []);
			await shoot(asking.page, `share-password-${name}`);
			await asking.close();
			const gone = await visit('x'.repeat(22), options);
			await heading(gone, GONE);
			assert.deepEqual(await findings(gone.page), []);
			await shoot(gone.page, `share-gone-${name}`);
			await gone.close();
		});
	}
});
