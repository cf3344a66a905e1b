/** The pages on which people are set up, sign in, join and leave, in a real browser: narrow and wide, light and dark. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { codeOf, loggedCode, PASSWORD, Person, startNodes } from '../../support/people.ts';
import { scope } from '../../support/scope.ts';
import { launchBrowser, openPage, type WatchedPage } from './support/browser.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const owner = scope();
let origin: string;
let people: Awaited<ReturnType<typeof startNodes>>;
let browser: Browser;

/** Nobody listens there; the button is what counts. */
const OIDC = {
	CHARTWIRE_OIDC_ISSUER: 'http://127.0.0.1:9',
	CHARTWIRE_OIDC_NAME: 'the company',
	CHARTWIRE_OIDC_CLIENT_ID: 'x',
	CHARTWIRE_OIDC_CLIENT_SECRET: 'x',
};

before(async () => {
	[people, browser] = await Promise.all([startNodes(owner, OIDC), launchBrowser()]);
	origin = people.nodes[0].url;
});
after(() => browser?.close());

const setUpLink = () => `${origin}/setup#code=${loggedCode(people.nodes[0])}`;

async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
	for (const [label, value] of Object.entries(values)) await page.getByLabel(label, { exact: true }).fill(value);
}

const ADMIN = { Name: 'Ada Lovelace', 'E-mail address': 'ada@example.com', Password: PASSWORD };

/** Signed in as the administrator. */
async function signedIn(options: BrowserContextOptions = {}): Promise<WatchedPage> {
	const shown = await openPage(browser, `${origin}/sign-in?return=%2Faccount`, options);
	await fill(shown.page, { 'E-mail address': ADMIN['E-mail address'], Password: PASSWORD });
	await shown.page.getByRole('button', { name: 'Sign in' }).click();
	await shown.page.waitForURL(`${origin}/account`);
	await shown.page.getByText('(this one)').waitFor();
	return shown;
}

test('the logged link makes an administrator, who is signed in then, and at work; its code leaves the address', async () => {
	const { page, complaints, requests, close } = await openPage(browser, setUpLink());
	await page.getByRole('button', { name: 'Create the account' }).waitFor();
	assert.equal(page.url(), `${origin}/setup`);
	await fill(page, { ...ADMIN, Password: 'ada.lovelace' });
	await page.getByRole('button', { name: 'Create the account' }).click();
	await page.getByRole('alert').getByText('your own name').waitFor();
	await fill(page, ADMIN);
	await page.getByRole('button', { name: 'Create the account' }).click();
	await page.waitForURL(`${origin}/workshop/default/editor`);
	await page.getByRole('button', { name: 'Run', exact: false }).first().waitFor();
	assert.deepEqual(
		complaints.filter((each) => !each.includes('422')),
		[],
	);
	assert.ok(requests.every((each) => !each.includes('code=') || each.includes('#code=')));
	await close();
});

test('a wrong password is told, and the right one leads on to where somebody wanted to be', async () => {
	const { page, close } = await openPage(browser, `${origin}/sign-in?return=%2Faccount%3Fx%3D1`);
	await fill(page, { 'E-mail address': ADMIN['E-mail address'], Password: 'wrong' });
	await page.keyboard.press('Enter');
	await page.getByRole('alert').getByText('is wrong').waitFor();
	await fill(page, { Password: PASSWORD });
	await page.keyboard.press('Enter');
	await page.waitForURL(`${origin}/account?x=1`);
	await close();
});

test('a return address of another site leads into the workshop', async () => {
	const { page, close } = await openPage(browser, `${origin}/sign-in?return=%2F%2Fevil.example`);
	await fill(page, { 'E-mail address': ADMIN['E-mail address'], Password: PASSWORD });
	await page.keyboard.press('Enter');
	await page.waitForURL(`${origin}/workshop/default/editor`);
	await close();
});

test('signing in leads to the first page that is for somebody, where they were last; without a project to the account', async () => {
	const admin = new Person(people.nodes[0], ADMIN['E-mail address']);
	await admin.signIn();
	await admin.must('POST', '/projects', { project: 'lab', name: 'the lab' });
	const { link } = await admin.must('POST', '/projects/lab/invitations', { role: 'viewer' });
	const viewer = new Person(people.nodes[0], 'vera@example.com');
	const { email } = viewer;
	await viewer.must('POST', '/join', { code: codeOf(link), email, name: 'Vera', password: PASSWORD });
	const { page, close } = await openPage(browser, `${origin}/sign-in`);
	const signIn = async (address: string, wanted: string): Promise<void> => {
		await page.context().clearCookies();
		await page.goto(`${origin}/sign-in`);
		await fill(page, { 'E-mail address': address, Password: PASSWORD });
		await page.keyboard.press('Enter');
		await page.waitForURL(`${origin}${wanted}`);
	};
	await signIn(admin.email, '/workshop/default/editor');
	await page.goto(`${origin}/workshop/lab/charts`);
	await page.getByRole('heading', { name: 'Charts' }).waitFor();
	await signIn(admin.email, '/workshop/lab/editor');
	await signIn(email, '/workshop/lab/charts');
	assert.equal((await admin.ask('DELETE', `/projects/lab/members/${await viewer.id()}`)).status, 204);
	await signIn(email, '/account');
	await page.getByText('You are a member of no project yet. Ask an administrator').waitFor();
	assert.equal(await page.getByRole('link', { name: 'Open the workshop' }).isVisible(), false);
	await close();
});

test('an invitation is kept while somebody signs in, and joins them to its project', async () => {
	const admin = new Person(people.nodes[0], ADMIN['E-mail address']);
	await admin.signIn();
	await admin.must('POST', '/projects', { project: 'shop', name: 'The shop' });
	const { link } = await admin.must('POST', '/projects/shop/invitations', { role: 'viewer' });
	const { hash } = new URL(String(link));
	const { page, close } = await openPage(browser, `${origin}/join${hash}`);
	await page.getByText('You are invited to The shop, as a viewer.').waitFor();
	await page.getByRole('link', { name: 'Sign in' }).click();
	await fill(page, { 'E-mail address': ADMIN['E-mail address'], Password: PASSWORD });
	await page.keyboard.press('Enter');
	await page.getByRole('button', { name: 'Join as ada@example.com' }).click();
	await page.waitForURL(`${origin}/account`);
	await page.getByText('The shop (administrator)').waitFor();
	await page.goto(`${origin}/join${hash}`);
	await page.getByRole('alert').getByText('has been used').waitFor();
	await close();
});

test('whoever joins by an invitation is at work then, and so is whoever has had a link for a new password', async () => {
	const admin = new Person(people.nodes[0], ADMIN['E-mail address']);
	await admin.signIn();
	await admin.must('POST', '/projects', { project: 'depot', name: 'The depot' });
	const { link } = await admin.must('POST', '/projects/depot/invitations', { role: 'viewer' });
	const { page, complaints, close } = await openPage(browser, `${origin}/join${new URL(String(link)).hash}`);
	await fill(page, { Name: 'Nora', 'E-mail address': 'nora@example.com', Password: PASSWORD });
	await page.keyboard.press('Enter');
	await page.waitForURL(`${origin}/workshop/depot/charts`);
	await page.getByRole('heading', { name: 'Charts' }).waitFor();
	const { people: known } = (await admin.must('GET', '/people')) as { people: { id: string; email: string }[] };
	const nora = known.find(({ email }) => email === 'nora@example.com');
	const made = await admin.must('POST', `/people/${nora?.id}/password-link`);
	await page.goto(`${origin}/new-password${new URL(String(made['link'])).hash}`);
	await page.getByLabel('New password').fill('some more words of nora');
	await page.keyboard.press('Enter');
	await page.waitForURL(`${origin}/workshop/depot/charts`);
	// Whether somebody is signed in already is asked, and was refused.
	assert.deepEqual(
		complaints.filter((each) => !/401 .*\/v1\/account\)/.test(each)),
		[],
	);
	await close();
});

test('sessions are listed, ended one by one or all at once; the password is changed', async () => {
	const [one, two] = [await signedIn(), await signedIn()];
	await two.page
		.getByRole('button', { name: /^Sign out .*Chrome/ })
		.first()
		.click();
	await fill(two.page, { 'Present password': PASSWORD, 'New password': 'five more words for later' });
	await two.page.getByRole('button', { name: 'Change the password' }).click();
	await two.page.getByRole('status').getByText('is changed').waitFor();
	await one.page.goto(`${origin}/account`);
	await one.page.waitForURL(`${origin}/sign-in`);
	await fill(two.page, { 'Present password': 'five more words for later', 'New password': PASSWORD });
	await two.page.getByRole('button', { name: 'Change the password' }).click();
	await two.page.getByRole('status').getByText('is changed').waitFor();
	await two.page.getByRole('button', { name: 'Sign out everywhere' }).click();
	await two.page.waitForURL(`${origin}/sign-in`);
	assert.deepEqual(
		two.complaints.filter((each) => !each.includes('401')),
		[],
	);
	for (const { close } of [one, two]) await close();
});

/** What axe-core finds, and whether something is cut at the side. */
async function findings(page: Page): Promise<string[]> {
	await page.evaluate(AXE);
	return page.evaluate(async (rules) => {
		const { violations } = await window.axe.run(document.documentElement, { runOnly: rules });
		const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' ')}`);
		const { scrollWidth, clientWidth } = document.documentElement;
		return scrollWidth > clientWidth ? [...found, `${scrollWidth} pixels wide`] : found;
	}, RULES);
}

const VIEWS: readonly BrowserContextOptions[] = [
	{ colorScheme: 'light', viewport: { width: 1280, height: 900 } },
	{ colorScheme: 'dark', viewport: { width: 320, height: 640 } },
];

test('axe-core finds nothing on any of the pages, wide and light or narrow and dark', async () => {
	const admin = new Person(people.nodes[0], ADMIN['E-mail address']);
	await admin.signIn();
	const invitation = await admin.must('POST', '/projects/shop/invitations', {
		role: 'author',
		email: 'bob@example.com',
	});
	const password = await admin.must('POST', `/people/${await admin.id()}/password-link`);
	const { link } = await admin.must('POST', `/people/${await admin.id()}/password-link`);
	const at = (address: unknown) => String(address).replace(/^http:\/\/localhost:\d+/, origin);
	const pages = [
		'/sign-in?problem=domain_not_allowed',
		'/setup#code=x',
		at(invitation['link']),
		at(password['link']),
		at(link),
	];
	const found: string[] = [];
	for (const view of VIEWS) {
		for (const address of pages) {
			const { page, close } = await openPage(browser, address.startsWith('/') ? origin + address : address, view);
			await page.locator('form:not([hidden]), [role=alert]:not([hidden])').first().waitFor();
			await page.waitForLoadState('networkidle');
			const name = `${new URL(page.url()).pathname.slice(1)}-${view.colorScheme}`;
			const shots = process.env['CHARTWIRE_SHOTS'];
			if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
			for (const finding of await findings(page)) found.push(`${name}: ${finding}`);
			await close();
		}
		const { page, close } = await signedIn(view);
		const shots = process.env['CHARTWIRE_SHOTS'];
		if (shots !== undefined)
			await page.screenshot({ path: `${shots}/account-${view.colorScheme}.png`, fullPage: true });
		for (const finding of await findings(page)) found.push(`account: ${finding}`);
		await close();
	}
	assert.deepEqual(found, []);
});
