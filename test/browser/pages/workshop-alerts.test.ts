/** The workshop's page of alerts, in a real browser before a real server: declared, fired, taken care of, recovered, deleted. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import postgres from 'postgres';
import { codeOf, PASSWORD, Person, withToken } from '../../support/people.ts';
import { scope } from '../../support/scope.ts';
import { eventually, launchBrowser, openPage } from './support/browser.ts';
import { findings, shoot, startWorkshop, VIEWS, type Workshop } from './support/workshop.ts';

const owner = scope();
let browser: Browser;
let workshop: Workshop;
let customer: postgres.Sql;
/** Of somebody who may look, and be told. */
let viewer: Person;

async function api(method: string, path: string, body?: unknown) {
	const { person } = workshop;
	const answer = await withToken(person.node, await person.token(), [method, path, body]);
	assert.ok(answer.status < 300, `${method} ${path}: ${JSON.stringify(answer.body)}`);
	return answer.body;
}

async function invite(role: string): Promise<Person> {
	const { link } = await workshop.person.must('POST', '/projects/default/invitations', { role });
	const person = new Person(workshop.person.node, `${role}@example.com`);
	await person.must('POST', '/join', {
		code: codeOf(link),
		email: `${role}@example.com`,
		name: 'Vic',
		password: PASSWORD,
	});
	return person;
}

before(async () => {
	[workshop, browser] = await Promise.all([startWorkshop(owner), launchBrowser()]);
	const { url } = workshop.customer;
	customer = postgres(url, { max: 1, onnotice: () => {} });
	owner.defer(() => customer.end({ timeout: 1 }));
	await customer`create table readings as select 12 as n`;
	await api('PUT', '/v1/sources/shop', { engine: 'postgresql', url });
	viewer = await invite('viewer');
});
after(() => browser?.close());

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor();
const standing = (page: Page) => page.getByRole('region', { name: 'State' });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Has the question of an alert asked now, in place of a minute later. */
async function ask(name: string, n: number): Promise<void> {
	await customer`update readings set n = ${n}`;
	await workshop.control`update alerts set next_at = delivery_clock() where name = ${name}`;
}

test('a project without an alert leads to one from a chart, with a limit to begin with', async () => {
	const empty = await workshop.open(browser, 'alerts');
	await heading(empty.page, 'No alert yet');
	await empty.page.getByText('It begins with a chart').waitFor();
	await empty.close();
	await api('PUT', '/v1/charts/errors', { title: 'Errors', source: 'shop', sql: 'select n from readings' });
	const { page, complaints, close } = await workshop.open(browser, 'alerts');
	await page.getByRole('link', { name: 'Errors' }).waitFor();
	await shoot(page, 'alerts-empty');
	await page.getByRole('link', { name: 'Errors' }).click();
	await heading(page, 'New alert');
	await page.locator('sql-chart .root.ready').waitFor();
	await page.getByText('With the last result it would not have fired.').waitFor();
	assert.equal(await field(page, 'Limit').inputValue(), '13');
	assert.equal(await field(page, 'Chart').inputValue(), 'errors');
	assert.deepEqual(complaints, []);
	await close();
});

test('what an alert would have done is shown as one types, and what is wrong beside its field', async () => {
	const { page, complaints, close } = await workshop.open(browser, 'charts/errors');
	await page.getByRole('link', { name: 'New alert' }).click();
	await page.locator('sql-chart .root.ready').waitFor();
	await field(page, 'Limit').fill('5');
	await page.getByText('With the last result it would have fired once.').waitFor();
	await page.getByText('The value is 12, above 5.').first().waitFor();
	await field(page, 'Recovers only at').fill('9');
	await page.locator('#clear-problem').getByText('must not be above').waitFor();
	assert.equal(await field(page, 'Recovers only at').getAttribute('aria-invalid'), 'true');
	await field(page, 'Recovers only at').fill('3');
	await page.locator('#clear-problem').waitFor({ state: 'detached' });
	await field(page, 'When nobody watches').selectOption('cron');
	await field(page, 'Minute, hour, day, month, day of the week').fill('0 0 1 1 *');
	await field(page, 'By the clocks of').fill('Europe/Lisbon');
	await page.getByText('At 00:00, on day 1 of the month, only in January').waitFor();
	await button(page, 'Add an address').click();
	await field(page, 'Way 1').selectOption('webhook');
	await field(page, 'Address 1').fill('hooks');
	await field(page, 'Title').fill('Too many errors');
	assert.equal(await field(page, 'Name').inputValue(), 'too-many-errors');
	await button(page, 'Save').click();
	await page.getByText('Give the whole address').waitFor();
	assert.equal(await field(page, 'Address 1').evaluate((input) => input.matches(':focus')), true);
	await field(page, 'Address 1').fill('http://127.0.0.1:9/a-secret');
	await shoot(page, 'alerts-form');
	await button(page, 'Save').click();
	await heading(page, 'Too many errors');
	// What is refused is told by browsers themselves.
	assert.deepEqual(
		complaints.filter((each) => !/400.*alerts\/preview/.test(each)),
		[],
	);
	await close();
});

test('a result that comes while a limit is written leaves it alone', async () => {
	await api('PUT', '/v1/charts/live', { source: 'shop', sql: 'select n from readings', refreshMs: 1_000 });
	const { page, close } = await workshop.open(browser, 'charts/live');
	await page.getByRole('link', { name: 'New alert' }).click();
	const limit = field(page, 'Limit');
	const comes = async (n: number) => {
		await customer`update readings set n = ${n}`;
		await page.locator('sql-chart').getByText(String(n), { exact: true }).first().waitFor();
	};
	await comes(20);
	await eventually('the limit follows the result', async () => (await limit.inputValue()) === '21' || undefined);
	await limit.focus();
	await comes(12);
	assert.equal(await limit.inputValue(), '21');
	await close();
	await api('DELETE', '/v1/charts/live');
});

test('an alert that fires is acknowledged and snoozed on a phone, and its log says what was sent to whom', async () => {
	const { page, complaints, close } = await workshop.open(browser, 'alerts/too-many-errors', VIEWS[1]);
	await standing(page).getByText('Firing', { exact: true }).waitFor();
	await standing(page).getByText('The value is 12, above 5.').waitFor();
	await page.getByText(/^Webhook at 127\.0\.0\.1:9: given up, tried once: The address must begin with https/).waitFor();
	await page.getByRole('button', { name: /^Send again/ }).waitFor();
	await shoot(page, 'alerts-firing-phone');
	const box = await button(page, 'Acknowledge').boundingBox();
	assert.ok((box?.height ?? 0) >= 48, 'a thumb wants 48 pixels');
	await field(page, 'A word to the others (optional)').fill('On my way');
	await button(page, 'Acknowledge').click();
	await standing(page).getByText('Acknowledged by you').waitFor();
	await page.getByText('Somebody takes care of it. On my way').waitFor();
	await button(page, 'Until it has recovered').click();
	await standing(page).getByText('Snoozed until it has recovered, by you').waitFor();
	await button(page, 'Wake it').click();
	await standing(page).getByText('Acknowledged by you').waitFor();
	await button(page, '4 hours').click();
	await standing(page)
		.getByText(/Snoozed until .*, by you/)
		.waitFor();
	await button(page, 'Wake it').click();
	await button(page, '30 minutes').waitFor();
	assert.deepEqual(complaints, []);
	await close();
});

test('an alert that recovers says so on a page that is open, with its values, their limits and both moments', async () => {
	const { page, complaints, close } = await workshop.open(browser, 'alerts/too-many-errors');
	await standing(page).getByText('Acknowledged', { exact: true }).waitFor();
	await ask('too-many-errors', 1);
	await standing(page).getByText('OK', { exact: true }).waitFor();
	await page.getByRole('list', { name: 'Events' }).getByText('Recovered', { exact: true }).waitFor();
	await page.getByRole('img', { name: /^2 results from .*; fired once/ }).waitFor();
	await page.getByText('The results as a table').click();
	assert.equal(await page.getByRole('row').count(), 3);
	await shoot(page, 'alerts-recovered');
	await button(page, 'Send a test').click();
	await page.getByText('A test is on its way to one address.').waitFor();
	await page.getByRole('list', { name: 'Test messages' }).waitFor();
	await button(page, 'Unfollow').click();
	await button(page, 'Follow').waitFor();
	assert.deepEqual(complaints, []);
	await close();
});

test('what fires stands first in the list, and what cannot be checked before what is well', async () => {
	const timing = { cron: '0 0 1 1 *', timeZone: 'UTC' };
	await api('PUT', '/v1/alerts/a-well', { chart: 'errors', condition: { kind: 'failed' }, ...timing });
	await api('PUT', '/v1/alerts/c-wrong', {
		chart: 'errors',
		column: 'gone',
		condition: { kind: 'anomaly' },
		...timing,
	});
	const fires = { kind: 'threshold', op: '<', value: 5 };
	await api('PUT', '/v1/alerts/z-fires', { title: 'Too few', chart: 'errors', condition: fires, ...timing });
	const { page, complaints, close } = await workshop.open(browser, 'alerts');
	const order = () => page.getByRole('list', { name: 'Alerts' }).getByRole('link').allTextContents();
	await page.getByText('Firing', { exact: true }).waitFor({ timeout: 30_000 });
	await page.getByText('Cannot be checked', { exact: true }).waitFor({ timeout: 30_000 });
	assert.deepEqual(await order(), ['Too few', 'c-wrong', 'a-well', 'Too many errors']);
	await page.getByText('value below 5, in').waitFor();
	await page.getByText('The chart has no column "gone"').waitFor();
	assert.deepEqual(complaints, []);
	await close();
});

test('an alert is edited with its secret address left as it is, disabled, and deleted after a question', async () => {
	const { page, complaints, close } = await workshop.open(browser, 'alerts/too-many-errors?edit=1');
	assert.equal(await field(page, 'Limit').inputValue(), '5');
	assert.equal(await field(page, 'Address 1').getAttribute('placeholder'), 'stays: 127.0.0.1:9');
	await field(page, 'Limit').fill('6');
	await button(page, 'Save').click();
	await heading(page, 'Too many errors');
	const { declaration } = (await api('GET', '/v1/alerts/too-many-errors')) as {
		declaration: Record<string, unknown[]>;
	};
	assert.deepEqual(declaration['condition'], { kind: 'threshold', op: '>', value: 6, clear: 3 });
	assert.equal(declaration['channels']?.length, 1);
	await button(page, 'Disable').click();
	await standing(page).getByText('Not enabled').waitFor();
	await button(page, 'Enable').click();
	await button(page, 'Disable').waitFor();
	await button(page, 'Delete').click();
	await button(page, 'Delete the alert').click();
	await heading(page, 'Alerts');
	assert.equal(await page.getByRole('link', { name: 'Too many errors' }).count(), 0);
	assert.deepEqual(complaints, []);
	await close();
});

test('a viewer sees how an alert stands, follows it, and may acknowledge it then; nothing is offered that only authors may', async () => {
	const cookies = [...viewer.jar].map(([name, value]) => ({ name, value, url: workshop.origin }));
	const address = `${workshop.origin}/workshop/default/alerts/z-fires`;
	const prepare = (each: Page) => each.context().addCookies(cookies);
	const { page, complaints, close } = await openPage(browser, address, { prepare });
	await standing(page).getByText('Firing', { exact: true }).waitFor();
	assert.equal(await button(page, 'Acknowledge').count(), 0);
	await standing(page).getByText('Follow it to acknowledge').waitFor();
	await button(page, 'Follow').click();
	await button(page, 'Unfollow').waitFor();
	await button(page, 'Acknowledge').click();
	await standing(page)
		.getByText(/^\s*Since.*Acknowledged by you/s)
		.waitFor();
	for (const name of ['Acknowledge', '30 minutes', 'Edit', 'Delete']) assert.equal(await button(page, name).count(), 0);
	assert.deepEqual(complaints, []);
	await close();
});

test('axe-core finds nothing, and nothing is cut, on any page of alerts in both themes, narrow or wide', async () => {
	const pages: readonly (readonly [string, string, string])[] = [
		['alerts', 'alerts-list', '.alerts li'],
		['alerts?new=1&chart=errors', 'alerts-new', 'sql-chart .root.ready'],
		['alerts/z-fires', 'alerts-page', '.stage'],
		['alerts/z-fires?edit=1', 'alerts-edit', 'sql-chart .root.ready'],
		['alerts/there-is-none', 'alerts-none', '[role=alert]'],
	];
	const found: string[] = [];
	for (const { name, ...view } of VIEWS) {
		const { page, complaints, close } = await workshop.open(browser, 'alerts', view);
		for (const [path, title, ready] of pages) {
			await page.goto(`${workshop.origin}/workshop/default/${path}`);
			await page.locator(ready).first().waitFor();
			await shoot(page, `${title}-${name}`);
			for (const finding of await findings(page)) found.push(`${title} ${name}: ${finding}`);
		}
		// What is not there is asked for once; browsers tell that themselves.
		found.push(...complaints.filter((each) => !/404.*there-is-none/.test(each)));
		await close();
	}
	assert.deepEqual(found, []);
});
