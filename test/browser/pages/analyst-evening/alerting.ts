/** A day that is hotter than any: seen on every open page, told once; and told once more when it turns out to be none. */
import assert from 'node:assert/strict';
import { until } from '../../../support/until.ts';
import { fill, press, visit } from '../analyst-day/beginning.ts';
import type { Day } from '../analyst-day/world.ts';
import { eventually, openPage } from '../support/browser.ts';
import { htmlOf } from '../support/other-site.ts';
import { hottest, showsFigure } from './building.ts';
import { genuine, PATIENT, postsTo } from './sending.ts';
import { nodeOf } from './wall.ts';
import type { Evening, EveningWorld } from './world.ts';

const HOOK = '/heat';
const HEAT = 44.4;

/** The part of the alert's page that says how it stands. */
const standing = ({ page }: Day, state: string) =>
	page.getByRole('region', { name: 'State' }).getByText(state, { exact: true }).waitFor();

export async function declareAlert({ world, day }: Evening): Promise<void> {
	const { page } = day;
	await visit(day, 'Alerts');
	await page.getByRole('heading', { name: 'No alert yet' }).waitFor();
	await day.stop('alerts-none');
	await page.getByRole('link', { name: 'Hottest day' }).click();
	await page.getByRole('heading', { name: 'New alert' }).waitFor();
	await fill(day, { Limit: '40', 'Recovers only at': '38', Title: 'Too hot' });
	await press(day, 'Add an address');
	await page.getByLabel('Way 1', { exact: true }).selectOption('webhook');
	await fill(day, { 'Address 1': world.receiver.url + HOOK });
	await page.getByText(/^With the last .* it would not have fired/).waitFor();
	await day.stop('alert-new');
	await press(day, 'Save');
	await page.getByRole('heading', { name: 'Too hot', exact: true }).waitFor();
	await standing(day, 'OK');
	await day.stop('alert');
}

/** The newest webhook of the alert, of so many. */
async function told(world: EveningWorld, count: number): Promise<Record<string, unknown>> {
	const posts = await until(() => postsTo(world, HOOK).length >= count && postsTo(world, HOOK), {
		...PATIENT,
		what: `the alert has told ${count} times`,
	});
	assert.equal(posts.length, count);
	const post = posts.at(-1) ?? assert.fail();
	return genuine(world, post);
}

/** Her inbox in a page of her own, which is opened when she comes back to it: the newest first. */
async function finds({ world, day }: Evening, reasons: readonly RegExp[]): Promise<void> {
	const html = `<h1>My desk</h1><script src="${world.web.url}/chartwire.js"></script>
		<sql-inbox token-endpoint="/session/desk"></sql-inbox>`;
	world.site.put('/session/desk', async () => ({
		body: JSON.stringify({ token: await world.admin.token() }),
		headers: { 'content-type': 'application/json' },
	}));
	const desk = await openPage(world.browser, world.site.put('/desk', { body: htmlOf(`<main>${html}</main>`) }));
	day.follow(desk);
	const items = desk.page.locator('sql-inbox li', { hasText: 'Too hot' });
	await items.nth(reasons.length - 1).waitFor();
	const texts = await items.allTextContents();
	assert.equal(texts.length, reasons.length);
	for (const [index, reason] of reasons.entries()) assert.match(texts[index] ?? '', reason);
	await day.stop(`inbox-${reasons.length}`, desk.page);
	await desk.close();
}

const everyPage = async ({ open }: Evening, figure: number): Promise<void> => {
	for (const { page } of open.values()) await showsFigure(page.locator('sql-dashboard'), figure);
};

/** The queries of charts that stand in the database, and wait for the lock. */
const held = ({ customer }: EveningWorld) => customer.owner<{ pid: number }[]>`select pid from pg_stat_activity
	where query like '%max(temp_max)%' and wait_event_type = 'Lock' and pid <> pg_backend_pid()`;

const PLANNED = /WebSocket connection to|status of 50[234]|net::ERR_|ERR_CONNECTION/;

/** The data changes while a lock holds the queries up, and the web node to which the wall is connected is killed meanwhile. */
export async function heatUp(evening: Evening): Promise<void> {
	const { world, day, open } = evening;
	const { installation, customer } = world;
	const wall = open.get('wall')?.page ?? assert.fail('there is a wall');
	const badges = wall.locator('sql-dashboard .badges');
	const lock = await customer.owner.reserve();
	await lock`begin`;
	try {
		await lock`lock table seattle_weather in access exclusive mode`;
		await lock`insert into seattle_weather (date, precipitation, temp_max, temp_min, wind, weather)
			values ('2016-01-01', 0, ${HEAT}, 20, 3, 'sun')`;
		await until(async () => (await held(world)).length > 0, { ...PATIENT, what: 'a query waits in the database' });
		await badges.getByText('out of date').waitFor();
		await day.stop('wall-stale', wall);
		const before = new Set((await held(world)).map(({ pid }) => pid));
		const name = nodeOf(wall);
		day.hear();
		await installation.replaceWeb(name, async () => {
			await eventually('the wall is connected by the other node', async () =>
				nodeOf(wall) === name ? undefined : true,
			);
		});
		assert.ok(
			(await held(world)).some(({ pid }) => before.has(pid)),
			'the query goes on without that node',
		);
		await lock`commit`;
	} finally {
		lock.release();
	}
	await everyPage(evening, HEAT);
	await badges.getByText('Live').waitFor();
	day.hear(PLANNED);
	const { subject } = await told(world, 1);
	assert.match(String(subject), /Too hot: firing/);
	await standing(day, 'Firing');
	await day.stop('alert-firing');
	await finds(evening, [/44\.4/]);
}

export async function coolDown(evening: Evening): Promise<void> {
	const { world, day } = evening;
	await world.customer.owner`delete from seattle_weather where date = '2016-01-01'`;
	const { subject } = await told(world, 2);
	assert.match(String(subject), /Too hot: recovered/);
	await standing(day, 'OK');
	await finds(evening, [/35\.6/, /44\.4/]);
	await everyPage(evening, await hottest(evening));
}
