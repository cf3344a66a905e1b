/**
 * A wallboard that nobody touches, for 24 hours: its token is renewed again and again, the server is deployed with other
 * chunk names, the network is gone for a night, Redis fails over with writes lost; its memory stays flat, and at the
 * end it shows what the database says.
 *
 * About the hours. The page's clock (playwright's) and the wall clocks of web, worker, feeder and PostgreSQL
 * (libfaketime) leap together, an hour at a time: to each of them it is as if the whole machine room had slept for that
 * hour, so that tokens and leases really run out where they are checked, a day of orders is really written, and
 * midnight really comes. What an hour without sleep does, message by message, is played at the true pace between the
 * leaps, and in a rush of thousands of results. Redis keeps the real time, for sentinels that see their clock leap
 * rightly refuse to judge anybody.
 */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { Browser, CDPSession } from 'playwright-core';
import postgres from 'postgres';
import { type Build, makeBuild } from '../../support/builds.ts';
import { type ReplicatedTopology, startSentinel } from '../../support/redis-topologies.ts';
import { scope } from '../../support/scope.ts';
import { eventually, launchBrowser } from './support/browser.ts';
import { installFakeClock, type MovedClock } from './support/fake-clock.ts';
import { type Footprint, footprint } from './support/footprint.ts';
import { rush } from './support/rush.ts';
import { openWall, type Wall } from './support/wall.ts';
import { startWholeDemo, type WholeDemo } from './support/whole-demo.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Of a heap of some 4 MB. 2,500 results: 60 bytes a result would be more. */
const RUSH_GROWN_BYTES = 150_000;
/** From then to the end of the day, with what the night has made it load. */
const DAY_GROWN_BYTES = 500_000;
const NOT_LOADED = 'Part of the script is missing; trying again.';
const redisScope = scope();

describe('a wallboard’s day', { timeout: 230_000 }, () => {
	let browser: Browser;
	let redis: ReplicatedTopology;
	let clock: MovedClock;
	let demo: WholeDemo;
	let wall: Wall;
	let memory: CDPSession;
	const builds: Build[] = [];
	const footprints: Footprint[] = [];
	const build = (index: number): Build => builds[index] ?? assert.fail('There is no such build.');
	const sql = async <T>(url: string, work: (on: postgres.Sql) => Promise<T>): Promise<T> => {
		const on = postgres(url, { max: 1, onnotice: () => {}, connection: { TimeZone: 'UTC' } });
		return work(on).finally(() => on.end());
	};
	const deploy = (next: Build, env = {}) => demo.restart('web', { CHARTWIRE_SCRIPT_FOLDER: next.folder, ...env });
	const remember = async () => footprints.push(await footprint(memory));

	before(async () => {
		builds.push(makeBuild('old0'), makeBuild('next'));
		// Both before the clock is installed: the browser has one of its own, and Redis keeps the real time.
		[browser, redis] = await Promise.all([launchBrowser(), startSentinel(redisScope)]);
		clock = installFakeClock();
		const env = { CHARTWIRE_SCRIPT_FOLDER: build(0).folder, DEMO_WALLBOARD_TOKEN_S: '120' };
		demo = await startWholeDemo({ redisUrl: redis.url, env });
		// Without columns at first, so that what draws them is not loaded before the deploy.
		wall = await openWall(browser, `${demo.origin}/wallboard`, { clock, columnsAs: 'step' });
		memory = await wall.page.context().newCDPSession(wall.page);
	});
	after(async () => {
		await browser?.close();
		await demo?.stop();
	});

	test('a token is renewed before it ends, on the open socket', async () => {
		await wall.live();
		await wall.shoot('1-morning');
		// The server is heard after each step, so that the page does not take it for dead.
		for (let step = 0; step < 4; step += 1) {
			await wall.sleep(26_000);
			const before = wall.heard.length;
			await eventually('the server is heard', async () => (wall.heard.length > before ? true : undefined));
		}
		await eventually('the swap', async () => (wall.said.includes('token') ? true : undefined));
		await eventually('its acceptance', async () => (wall.heard.includes('token_accepted') ? true : undefined));
		await wall.live();
		assert.equal(wall.sockets.length, 1, 'the socket stays');
	});

	test('I11: after a deploy it loads parts of its own build that it never needed before, though the build is gone', async () => {
		await deploy(build(1), { DEMO_WALLBOARD_TOKEN_S: '14400' });
		rmSync(build(0).folder, { recursive: true });
		await wall.live();
		const name = build(0).chunk('column');
		const regions = wall.page.locator('sql-chart[chart="wall-orders-per-region"]');
		const [kept] = await sql(demo.databaseUrl, (on) => on`delete from chunks where name = ${name} returning *`);
		await regions.evaluate((chart) => chart.setAttribute('type', 'column'));
		await regions.getByText(NOT_LOADED).first().waitFor();
		const before = await wall.results();
		await eventually('the wall goes on', async () => ((await wall.results()) > before + 10 ? true : undefined));
		assert.equal(await regions.locator('.note').textContent(), NOT_LOADED, 'it is said for as long as it is true');
		assert.equal(await regions.locator('canvas').count(), 1, 'the last drawing stays');
		await wall.shoot('2-part-missing');
		await sql(demo.databaseUrl, (on) => on`insert into chunks ${on(kept ?? {})}`);
		await wall.sleep(30_000);
		await wall.live();
		assert.equal(await regions.getByText(NOT_LOADED).count(), 0, 'it is mended, and no more is said');
		const asked = (chunk: string) => wall.requests.some((address) => address.endsWith(chunk));
		assert.ok(asked(name), 'the old build’s chunk');
		assert.deepEqual(build(1).chunks.filter(asked), [], 'nothing of the new build');
		await wall.shoot('3-after-deploy');
	});

	test('I1, I11: it goes through the hours of a day, and its memory with it', async () => {
		for (let hour = 0; hour < 4; hour += 1) {
			await wall.sleep(HOUR);
			await wall.live();
		}
		// Never more than the page can follow: what it was spared would not count. The first rush warms up.
		for (const from of [0, 500]) {
			const before = await wall.results();
			const shown = async (count: number) =>
				eventually(`${count} results are shown`, async () =>
					(await wall.results()) - before >= count ? true : undefined,
				);
			await rush(demo, { from, to: from + 500, now: clock.now, pause: (turn) => shown(5 * (turn - from) - 400) });
			await shown(2_100);
			await remember();
		}
	});

	test('I4, I11: Redis fails over, with acknowledged writes lost: the right frames come by themselves', async () => {
		await redis.replicated();
		await redis.cutReplica();
		await redis.failOver();
		await wall.live();
		await wall.shoot('4-after-failover');
	});

	test('a part that is gone for good reloads the wall, once: never in a loop, and never while nobody answers', async () => {
		const other = await openWall(browser, `${demo.origin}/wallboard`, { clock, columnsAs: 'step' });
		const { page, requests } = other;
		const began = clock.aheadMs;
		const loads = () => requests.filter((address) => address.endsWith('/wallboard')).length;
		let version: number | undefined = 1;
		await page.context().route('**/column-*.mjs', (route) => route.abort());
		const entry = await (await fetch(`${demo.origin}/chartwire.mjs`)).text();
		await page.context().route('**/chartwire.mjs', (route) => {
			if (version === undefined) return route.abort();
			return route.fulfill({ contentType: 'text/javascript', body: `${entry}// ${version}` });
		});
		await page.reload();
		const breakColumns = async () => {
			const regions = page.locator('sql-chart[chart="wall-orders-per-region"]');
			await regions.locator('.root.ready canvas').first().waitFor();
			await regions.evaluate((chart) => chart.setAttribute('type', 'column'));
			await regions.getByText(NOT_LOADED).first().waitFor();
		};
		const wait = async (minutes: number) => {
			for (let minute = 0; minute < minutes; minute += 1) await other.sleep(MINUTE);
			// Whatever the page has asked for has been answered by then, or it is being reloaded.
			await page.evaluate(() => fetch('/healthz')).catch(() => page.waitForLoadState());
		};
		await breakColumns();
		await wait(2);
		assert.equal(loads(), 2, 'the server has no other version: a reload would bring nothing');
		version = undefined;
		await wait(2);
		assert.equal(loads(), 2, 'nobody answers: a reload would end in the browser’s own page');
		version = 2;
		await eventually('the reload', async () => {
			await wait(1);
			return loads() === 3 ? true : undefined;
		});
		await breakColumns();
		version = 3;
		await wait(10);
		assert.equal(loads(), 3, 'within the hour it is not reloaded again');
		await other.close();
		// The same minutes go by on the wall that the day is about.
		await wall.page.clock.fastForward(clock.aheadMs - began);
	});

	test('I10, I11: a night without network keeps the last frames, marked with their age, and ends by itself', async () => {
		const { page } = wall;
		await page.context().setOffline(true);
		let before: readonly string[] = [];
		for (let hour = 0; hour < 8; hour += 2) {
			await wall.sleep(2 * HOUR);
			if (hour === 0) before = await wall.figures();
			const status = page.locator('sql-status .text');
			await eventually('the next try', async () => {
				const [, seconds] = /reconnecting in (\d+) s/.exec((await status.textContent()) ?? '') ?? [];
				return seconds !== undefined && Number(seconds) <= 30 ? true : undefined;
			});
		}
		assert.deepEqual(await wall.figures(), before, 'the last frames stay');
		const badges = await page.locator('sql-chart .badge').allTextContents();
		assert.equal(badges.length, 5);
		for (const badge of badges) assert.match(badge, /^Offline · as of [678] h ago/);
		await wall.shoot('5-night');
		await page.context().setOffline(false);
		await wall.live();
		await wall.shoot('6-next-morning');
	});

	test('I1, I11: 24 hours later its memory is flat, no chart was ever blank, and what it shows is what the database says', async () => {
		while (clock.aheadMs < 24 * HOUR) {
			await wall.sleep(3 * HOUR);
			await wall.live();
		}
		await remember();
		assert.ok(wall.tokens() >= 5, `only ${wall.tokens()} tokens in 24 hours`);
		const told = JSON.stringify(footprints);
		const [morning, noon, end] = footprints;
		if (!morning || !noon || !end) return assert.fail(`Memory was not looked at three times: ${told}`);
		assert.ok(noon.heapBytes - morning.heapBytes < RUSH_GROWN_BYTES, `results are kept: ${told}`);
		assert.ok(end.heapBytes - morning.heapBytes < DAY_GROWN_BYTES, `the heap grows: ${told}`);
		for (const { nodes, listeners } of [noon, end]) {
			assert.ok(nodes - morning.nodes < 50, `nodes are kept: ${told}`);
			assert.ok(listeners - morning.listeners < 10, `listeners are kept: ${told}`);
		}
		assert.deepEqual(await wall.oddStates(), []);
		await demo.end('feeder');
		await showsWhatTheDatabaseSays();
		await wall.shoot('7-end');
	});

	async function showsWhatTheDatabaseSays(): Promise<void> {
		const digits = (text: string) => text.replace(/\D/g, '');
		const truth = () =>
			sql(demo.ownerUrl, async (on) => {
				const [today] = await on`
					select round(coalesce(sum(amount), 0))::text as revenue, coalesce(sum(quantity), 0)::text as items
					from orders where at >= date_trunc('day', now())`;
				const latest = await on`select product, region from orders order by at desc limit 8`;
				const regions = await on`
					select region, count(*)::text as orders from orders
					where at >= now() - interval '10 minutes' group by region order by region`;
				return JSON.stringify({
					today: [today?.['revenue'], today?.['items']],
					latest: latest.map(({ product, region }) => [product, region]),
					regions: regions.map(({ region, orders }) => [region, orders]),
				});
			});
		const { page } = wall;
		const cells = (chart: string, columns: readonly number[]) =>
			page
				.locator(`sql-chart[chart="${chart}"] tbody tr`)
				.evaluateAll(
					(rows, wanted) =>
						rows.map((row) => wanted.map((at) => row.querySelectorAll('td, th')[at]?.textContent?.trim() ?? '')),
					columns,
				);
		await page.locator('sql-chart[chart="wall-orders-per-region"]').getByRole('button', { name: 'Table' }).click();
		let [shown, expected] = ['', ''];
		await eventually('the numbers agree', async () => {
			const [revenue = '', items = ''] = await wall.figures();
			shown = JSON.stringify({
				today: [digits(revenue), digits(items)],
				latest: await cells('wall-latest-orders', [1, 3]),
				regions: await cells('wall-orders-per-region', [0, 1]),
			});
			expected = await truth();
			return shown === expected ? true : undefined;
		}).catch(() => assert.equal(shown, expected));
	}
});
