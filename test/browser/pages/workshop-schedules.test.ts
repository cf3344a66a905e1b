/** The page of schedules and the bell of the workshop: from a chart to a mail that has arrived, and what came meanwhile. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { withToken } from '../../support/people.ts';
import { isSigned, startReceiver, type TestReceiver } from '../../support/receiver.ts';
import { scope } from '../../support/scope.ts';
import { startSmtp, type TestSmtp } from '../../support/smtp.ts';
import { until } from '../../support/until.ts';
import { launchBrowser, textOf } from './support/browser.ts';
import { notified, pressNotification, putBehind, spyOnNotifications } from './support/notified.ts';
import { findings, shoot, startWorkshop, VIEWS, type Workshop } from './support/workshop.ts';

const PATIENT = { timeoutMs: 60_000 };
const owner = scope();
let workshop: Workshop;
let browser: Browser;
let smtp: TestSmtp;
let receiver: TestReceiver;
let ask: (method: string, path: string, body?: object) => ReturnType<typeof withToken>;

before(async () => {
	[smtp, receiver] = await Promise.all([startSmtp(owner), startReceiver(owner)]);
	const env = {
		CHARTWIRE_SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
		CHARTWIRE_MAIL_FROM: 'charts@example.com',
		CHARTWIRE_DELIVERY_PRIVATE: 'yes',
	};
	[workshop, browser] = await Promise.all([startWorkshop(owner, env), launchBrowser()]);
	const token = await workshop.person.token();
	ask = (method, path, body) => withToken(workshop.person.node, token, [method, `/v1/${path}`, body]);
	await ask('PUT', 'sources/main', { engine: 'postgresql', url: workshop.customer.url });
	await ask('PUT', 'charts/orders', { source: 'main', sql: 'select 42 as orders', title: 'Orders' });
});
after(() => browser?.close());

const mailsTo = (address: string) => smtp.taken.filter(({ to }) => to.includes(address));

test('from a chart a schedule is made in words, its mail is looked at, saved, and sent to oneself', async () => {
	const shown = await workshop.open(browser, 'charts/orders', { timezoneId: 'Europe/Lisbon' });
	const { page } = shown;
	await page.getByRole('button', { name: 'Schedule' }).click();
	const form = page.getByRole('form', { name: 'Schedule' });
	await form.getByText('At 08:00').waitFor();
	assert.equal(await form.getByLabel('By the clocks of').inputValue(), 'Europe/Lisbon');
	await form.getByLabel('How often').selectOption('weekdays');
	await form.getByLabel('At', { exact: true }).fill('07:30');
	await form.getByText('At 07:30, Monday through Friday').waitFor();
	assert.equal(await form.getByRole('list', { name: 'The next times' }).getByRole('listitem').count(), 5);
	await form.getByLabel('How often').selectOption('cron');
	const cron = form.getByLabel('Cron: minute', { exact: false });
	assert.equal(await cron.inputValue(), '30 7 * * mon-fri');
	await cron.fill('30 7 * *');
	await form.getByText('must have five fields').waitFor();
	await cron.fill('30 7 * * mon-fri');
	await form.getByText('At 07:30, Monday through Friday').waitFor();
	const people = form.getByLabel('Mail addresses, each gets');
	await people.fill('ann@example.com, nobody');
	await people.press('Enter');
	await form.getByText('“nobody” is no mail address').waitFor();
	await people.fill('bo@example.com');
	await people.press('Enter');
	await form.getByRole('button', { name: 'Remove admin@example.com' }).click();
	await form.getByRole('button', { name: 'Preview the mail' }).click();
	const mail = page.frameLocator('iframe');
	await mail.getByRole('img').first().waitFor();
	await until(async () => (await mail.locator('h1').evaluate((title) => getComputedStyle(title).fontSize)) === '20px');
	await shoot(page, 'schedules-form');
	await form.getByRole('button', { name: 'Save' }).click();
	await page.getByRole('heading', { level: 1, name: 'orders' }).waitFor();
	await page.getByRole('button', { name: 'Send a test to me' }).click();
	await until(() => mailsTo('admin@example.com').length === 1, PATIENT);
	assert.equal(mailsTo('ann@example.com').length, 0);
	await page.getByText('sent by hand, 1 message: 1 arrived').waitFor({ timeout: 30_000 });
	// What was refused on purpose, as it was typed.
	const refused = /status of 400.*\/v1\/schedules\/preview\)$/;
	assert.deepEqual(
		shown.complaints.filter((complaint) => !refused.test(complaint)),
		[],
	);
	await shown.close();
});

test('what a receiver refuses is followed to each attempt, counted, and sent again once it is set right', async () => {
	smtp.refuse = (address) => (address === 'bo@example.com' ? { code: 550, message: 'no such mailbox' } : undefined);
	const shown = await workshop.open(browser, 'schedules/orders');
	const { page } = shown;
	await page.getByRole('button', { name: 'Send now' }).click();
	await page.getByText('2 mails are sent: to ann@example.com, bo@example.com').waitFor();
	await page.getByRole('button', { name: 'Send to 2' }).click();
	await page.getByText('1 message did not arrive').waitFor({ timeout: 30_000 });
	await page.getByText('1 message did not arrive').click();
	await page.getByText('no such mailbox').first().waitFor();
	await page.goto(`${workshop.origin}/workshop/default/schedules`);
	await page.getByRole('link', { name: 'orders, to 2 people' }).waitFor();
	await page.getByRole('link', { name: '1 message did not arrive' }).click();
	await page.getByRole('heading', { level: 1, name: 'Messages that did not arrive (1)' }).waitFor();
	await page.getByText('Attempts', { exact: true }).click();
	await page.getByRole('list', { name: 'Attempts' }).getByText('no such mailbox').waitFor();
	smtp.refuse = undefined;
	await page.getByRole('button', { name: 'Send again to bo@example.com' }).click();
	await page.getByText('All messages have arrived').waitFor();
	await until(() => mailsTo('bo@example.com').length === 1, PATIENT);
	assert.equal(mailsTo('ann@example.com').length, 1);
	assert.deepEqual(shown.complaints, []);
	await shown.close();
});

/** One tab with what a filter sets, and another one. */
async function saveBoard(): Promise<void> {
	const sql = 'select {{least}}::int as n';
	const params = [{ name: 'least', type: 'number', default: 1 }];
	await ask('PUT', 'charts/parts', { source: 'main', sql, title: 'Parts', params });
	const place = { id: 'a', x: 0, y: 0, w: 6, h: 5, kind: 'chart' };
	const tabs = [
		{ id: 'north', title: 'North', items: [{ ...place, chart: 'parts' }] },
		{ id: 'south', title: 'South', items: [{ ...place, id: 'b', chart: 'orders' }] },
	];
	const filters = [{ id: 'least', label: 'Least', type: 'number', param: 'least' }];
	const { status, body } = await ask('PUT', 'dashboards/board', { title: 'Board', tabs, filters });
	assert.equal(status, 200, JSON.stringify(body));
}

test('a tab of a dashboard is sent to a program, which verifies it by the secret that is shown, and by the one that replaces it', async () => {
	await saveBoard();
	const shown = await workshop.open(browser, 'schedules?new');
	const { page } = shown;
	const form = page.getByRole('form', { name: 'Schedule' });
	await form.getByRole('combobox', { name: /^What is sent/ }).selectOption({ label: 'Board' });
	await form.getByRole('combobox', { name: /^Tab/ }).selectOption({ label: 'North' });
	await form.getByLabel('least').fill('7');
	await page.keyboard.press('Tab');
	await form.getByRole('button', { name: 'Remove admin@example.com' }).click();
	assert.equal(await form.getByText('Standard Webhooks').count(), 0, 'a chat verifies nothing');
	await form.getByLabel('Chat or program').selectOption('webhook');
	await form.getByText('signed with the project’s secret').waitFor();
	await form.getByRole('button', { name: 'Show the secret' }).click();
	const secret = form.getByRole('region', { name: 'Secret of the project’s webhooks' });
	const first = (await textOf(secret)).trim();
	await form.getByRole('button', { name: 'Make a new secret' }).click();
	await page.getByText('For a day both').waitFor();
	await page.getByRole('button', { name: 'Make a new secret', exact: true }).click();
	// A dialog that closes gives the focus back, at its end.
	await page.getByText('For a day both').waitFor({ state: 'hidden' });
	await form.getByText('The former secret signs as well').waitFor();
	const second = (await textOf(secret)).trim();
	assert.notEqual(first, second);
	const address = form.getByLabel('Address of its incoming webhook');
	await address.fill('127.0.0.1/hook');
	await address.press('Enter');
	await form.getByText('Give the whole address').waitFor();
	assert.equal(await address.getAttribute('aria-invalid'), 'true');
	await address.fill(`${receiver.url}/hook`);
	await shoot(page, 'schedules-webhook');
	// What stands in the field is taken as well.
	await form.getByRole('button', { name: 'Save' }).click();
	await page.getByRole('heading', { level: 1, name: 'board' }).waitFor();
	await page.getByText('the dashboard board, tab north with least 7').waitFor();
	await page.getByText('a program at 127.0.0.1').waitFor();
	await page.getByRole('button', { name: 'Send now' }).click();
	await page.getByRole('button', { name: 'Send to 1' }).click();
	await until(() => receiver.posts.length === 1, PATIENT);
	const [post] = receiver.posts;
	assert.ok(post);
	assert.deepEqual([isSigned(first, post), isSigned(second, post)], [true, true]);
	assert.ok(!isSigned(`whsec_${Buffer.alloc(32).toString('base64')}`, post));
	const { data } = JSON.parse(post.body) as { data: { charts: { chart: string; data: unknown }[] } };
	assert.deepEqual(
		data.charts.map(({ chart, data: columns }) => [chart, columns]),
		[['parts', [[7]]]],
	);
	await page.getByText('1 arrived').waitFor({ timeout: 30_000 });
	assert.deepEqual(shown.complaints, []);
	await shown.close();
});

test('a schedule is switched off and on in the list, and nothing else of it changes', async () => {
	const shown = await workshop.open(browser, 'schedules');
	const { page } = shown;
	const enabled = async () => {
		const { declaration } = (await ask('GET', 'schedules/orders')).body as {
			declaration: { enabled: boolean; cron: string };
		};
		assert.equal(declaration.cron, '30 7 * * mon-fri');
		return declaration.enabled;
	};
	await page.getByRole('switch', { name: 'orders' }).click();
	await page.getByText('Not due while it is off').waitFor();
	assert.equal(await enabled(), false);
	await page.getByRole('switch', { name: 'orders' }).click();
	// Others in the list have a next time as well.
	await until(enabled, PATIENT);
	await page.getByText('Not due while it is off').waitFor({ state: 'hidden' });
	await shown.close();
});

test('the bell tells live of what has finished over the socket that the charts have; reading it is told to the server', async () => {
	const shown = await workshop.open(browser, 'charts/orders');
	const { page } = shown;
	await page.locator('sql-chart').first().waitFor();
	const bell = page.getByRole('button', { name: 'Inbox' });
	await bell.waitFor();
	await ask('POST', 'runs', { source: 'main', sql: 'select 1 as n' });
	await page.getByRole('button', { name: 'Inbox, 1 notice unread' }).waitFor({ timeout: 30_000 });
	assert.match(await page.title(), /^\(1\) Charts/);
	await bell.click();
	const inbox = page.getByRole('region', { name: 'Inbox' });
	await inbox.getByRole('link', { name: 'A query on main has finished' }).waitFor();
	await inbox.getByText(/This browser/).waitFor();
	await shoot(page, 'inbox-open');
	await inbox.getByRole('button', { name: 'Mark all as read' }).click();
	await page.getByRole('button', { name: 'Inbox', exact: true }).waitFor();
	assert.match(await page.title(), /^Charts/);
	const { body } = await ask('GET', 'inbox');
	assert.equal(body['unread'], 0);
	await inbox.getByRole('link', { name: 'A query on main has finished' }).click();
	await page.waitForURL(/\/editor\?run=/);
	assert.equal(shown.sockets.length, 1, 'one socket for charts and bell');
	assert.deepEqual(shown.complaints, []);
	await shown.close();
});

test('the browser notifies of what is new once somebody wants it, only while the page is behind others, and leads there', async () => {
	const shown = await workshop.open(browser, 'charts/orders', { permissions: ['notifications'] });
	const { page } = shown;
	await page.addInitScript(spyOnNotifications);
	await page.reload();
	let unread = 0;
	const somethingNew = async (sql: string) => {
		await ask('POST', 'runs', { source: 'main', sql });
		unread += 1;
		await page.getByRole('button', { name: `Inbox, ${unread} notice${unread === 1 ? '' : 's'} unread` }).waitFor();
	};
	await page.getByRole('button', { name: 'Inbox', exact: true }).click();
	const inbox = page.getByRole('region', { name: 'Inbox' });
	await inbox.getByText('This browser can tell you also').waitFor();
	await putBehind(page, true);
	await somethingNew('select 1 as n');
	assert.deepEqual(await notified(page), [], 'nobody has asked for it');
	await inbox.getByRole('button', { name: 'Notify me in this browser' }).click();
	await inbox.getByText('This browser tells you also').waitFor();
	await putBehind(page, false);
	await somethingNew('select 2 as n');
	assert.deepEqual(await notified(page), [], 'the page itself says it');
	await putBehind(page, true);
	await somethingNew('select 3 as n union all select 4');
	assert.deepEqual(await notified(page), [['A query on main has finished', '2 rows']]);
	await inbox.getByRole('button', { name: 'Do not notify me any more' }).click();
	await somethingNew('select 5 as n');
	assert.equal((await notified(page)).length, 1);
	await pressNotification(page);
	await page.waitForURL(/\/editor\?run=/);
	await page.getByRole('button', { name: 'Inbox, 3 notices unread' }).waitFor();
	await ask('POST', 'inbox/read', { all: true });
	assert.deepEqual(shown.complaints, []);
	await shown.close();
});

for (const { name, ...options } of VIEWS) {
	test(`is clean for axe, ${name}`, async () => {
		const shown = await workshop.open(browser, 'schedules', options);
		const { page } = shown;
		const look = async (what: string) => {
			await shoot(page, `${what}-${name}`);
			assert.deepEqual(await findings(page), [], what);
		};
		await page.getByRole('link', { name: 'orders, to 2 people' }).waitFor();
		await look('schedules');
		await page.getByRole('button', { name: 'Inbox' }).click();
		await page
			.getByRole('region', { name: 'Inbox' })
			.getByText(/This browser/)
			.waitFor();
		await look('inbox');
		await page.keyboard.press('Escape');
		await page.getByRole('link', { name: 'orders, to 2 people' }).click();
		await page.getByRole('list', { name: 'Times' }).waitFor();
		await look('schedule');
		await page
			.getByRole('button', { name: 'Edit' })
			.or(page.getByRole('link', { name: 'Edit', exact: true }))
			.first()
			.click();
		await page.getByRole('list', { name: 'The next times' }).waitFor();
		await look('schedule-edit');
		assert.deepEqual(shown.complaints, []);
		await shown.close();
	});
}
