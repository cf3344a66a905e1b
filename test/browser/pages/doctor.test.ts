/** The doctor in a real browser: every failure is brought about for real, and it names exactly that one. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { type Chartwire, startChartwire } from '../../support/chartwire.ts';
import { scope } from '../../support/scope.ts';
import { testDoctorPage } from './doctor-page.ts';
import { testTokens } from './doctor-tokens.ts';
import { testWay } from './doctor-way.ts';
import { eventually, launchBrowser, openPage } from './support/browser.ts';
import { type Clinic, demandFindings, openPatient } from './support/diagnosed.ts';
import { htmlOf, openOtherSite } from './support/other-site.ts';

const owner = scope();
const DOCUMENT = readFileSync(new URL('../../../docs/troubleshooting.md', import.meta.url), 'utf8');
let made: Clinic | undefined;
const clinic = (): Clinic => {
	if (made === undefined) throw new Error('The servers have not started.');
	return made;
};

async function put(chartwire: Chartwire, project: string, path: string, body: object): Promise<void> {
	const token = await chartwire.token({ project });
	const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
	const init = { method: 'PUT', headers, body: JSON.stringify(body) };
	const response = await fetch(`${chartwire.web().url}/v1/${path}`, init);
	assert.ok(response.ok, await response.text());
}

before(async () => {
	const [chartwire, site, browser] = await Promise.all([startChartwire(owner), openOtherSite(owner), launchBrowser()]);
	const params = [{ name: 'region', type: 'text', default: 'north' }];
	const sql = "select n, n * 3 as amount, {{region}}::text || ' ' || n as name from generate_series(1, 12) n";
	for (const [project, origins] of [
		['default', []],
		['walled', [site.origin]],
		['closed', ['https://app.example.com']],
	] as const) {
		await put(chartwire, project, 'sources/sample', { engine: 'postgresql', url: chartwire.customerUrl });
		for (const chart of ['sales', 'hidden-plans'])
			await put(chartwire, project, `charts/${chart}`, { source: 'sample', sql, params });
		await put(chartwire, project, 'project', { origins });
	}
	const viewer: Clinic['viewer'] = (grant) =>
		chartwire.token({ subject: 'viewer', charts: ['sales'], permissions: [], expiresInSeconds: 600, ...grant });
	made = { chartwire, site, browser, viewer };
});
after(() => made?.browser.close());

describe('the doctor names exactly what is wrong on the way to the server', { timeout: 180_000 }, () => {
	testWay(owner, clinic);
});

describe('the doctor names exactly what is wrong with a token, an origin, a chart', { timeout: 180_000 }, () => {
	testTokens(owner, clinic);
});

describe('the doctor’s own page', { timeout: 120_000 }, () => {
	testDoctorPage(clinic);

	test('keeps the token of its fragment to itself: it leaves the address, and is in no request, report or storage', async () => {
		const token = await clinic().viewer();
		const { url } = clinic().chartwire.web();
		const shown = await openPage(clinic().browser, `${url}/doctor#chart=sales&token=${token}`);
		await demandFindings(shown, [], '#report');
		assert.equal(await shown.page.evaluate('location.hash'), '');
		const secret = token.slice(-40);
		assert.ok(!shown.requests.slice(1).some((each) => each.includes(secret)));
		assert.ok(!shown.sockets.some((each) => each.includes(secret)));
		const markup: string = await shown.page.evaluate('document.querySelector("#report").shadowRoot.innerHTML');
		assert.ok(!markup.includes(secret) && markup.includes('Chartwire diagnosis'));
		assert.equal(await shown.page.evaluate('localStorage.length + sessionStorage.length'), 0);
		assert.deepEqual(shown.complaints, []);
		await shown.close();
	});
});

describe('what the doctor shows in somebody’s page', { timeout: 120_000 }, () => {
	test('holds no secret, on the screen or copied, whatever is wrong with the token', async () => {
		for (const [token, code] of [
			[await clinic().viewer({ project: 'closed' }), 'origin_not_allowed'],
			[`${await clinic().viewer()}x`, 'token_invalid'],
		] as const) {
			const permissions = ['clipboard-read', 'clipboard-write'];
			const shown = await openPatient(clinic(), { attributes: { chart: 'sales', token }, context: { permissions } });
			const report = await demandFindings(shown, [code]);
			await shown.page.getByRole('button', { name: 'Copy as text' }).click();
			await shown.page.locator('.doctor', { hasText: 'Copied' }).waitFor();
			const copied: string = await shown.page.evaluate('navigator.clipboard.readText()');
			assert.equal(copied.trim(), report.trim());
			const markup: string = await shown.page.evaluate('document.querySelector("sql-chart").shadowRoot.innerHTML');
			for (const part of token.split('.')) {
				assert.ok(!copied.includes(part) && !markup.includes(part), 'a part of the token is shown');
			}
			await shown.close();
		}
	});

	test('goes with its attribute, comes without a load, and is fetched by no chart that does not diagnose', async () => {
		const { chartwire, site, browser, viewer } = clinic();
		const script = `<script type="module" src="${chartwire.web().url}/chartwire.mjs"></script>`;
		const html = `${script}<sql-chart chart="sales" token="${await viewer()}" loading="eager" style="height: 240px"></sql-chart><p>below</p>`;
		const shown = await openPage(browser, site.put('/plain', { body: htmlOf(html) }));
		const chart = shown.page.locator('sql-chart');
		await chart.locator('.root.ready').waitFor();
		assert.ok(!shown.requests.some((each) => /chunks\/doctor-|embed\/diagnose/.test(each)));
		await chart.evaluate((element) => element.setAttribute('diagnose', ''));
		await demandFindings(shown, []);
		const heights = await shown.page.evaluate(() => {
			const element = document.querySelector('sql-chart');
			const [figure, panel] = [...(element?.shadowRoot?.querySelectorAll('.root') ?? [])];
			const bottom = panel?.getBoundingClientRect().bottom ?? 0;
			const below = document.querySelector('p')?.getBoundingClientRect().top ?? 0;
			return [figure?.clientHeight, below >= bottom];
		});
		assert.deepEqual(heights, [240, true]);
		await chart.evaluate((element) => element.removeAttribute('diagnose'));
		await eventually('it has gone', async () => ((await chart.locator('.doctor').count()) === 0 ? true : undefined));
		assert.equal(await chart.evaluate((element) => element.clientHeight), 240);
		await shown.close();
	});

	test('stands in the page for iframes as well, by its address', async () => {
		const { chartwire, site, browser, viewer } = clinic();
		const src = `${chartwire.web().url}/embed/sales?diagnose=#token=${await viewer()}`;
		const html = `<iframe src="${src}" title="Sales" width="700" height="700"></iframe>`;
		const shown = await openPage(browser, site.put('/framed-doctor', { body: htmlOf(html) }));
		await shown.page.frameLocator('iframe').locator('.doctor .well').waitFor();
		assert.deepEqual(shown.complaints, []);
		await shown.close();
	});

	test('a script that the page’s policy blocks is told by the lines of the docs, and leads to the doctor’s page', async () => {
		const { chartwire, site, browser } = clinic();
		const [, js = ''] = /<!-- hint -->\n```js\n([\s\S]*?)```/.exec(DOCUMENT) ?? [];
		const [, css = ''] = /```css\n([\s\S]*?)```/.exec(DOCUMENT) ?? [];
		site.put('/hint.js', { body: js, headers: { 'content-type': 'text/javascript' } });
		site.put('/hint.css', { body: css, headers: { 'content-type': 'text/css' } });
		const tags = `<link rel="stylesheet" href="/hint.css"><sql-chart chart="sales"></sql-chart>
			<script type="module" src="${chartwire.web().url}/chartwire.mjs"></script><script src="/hint.js"></script>`;
		const headers = { 'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'" };
		const shown = await openPage(browser, site.put('/blocked', { body: htmlOf(tags), headers }));
		const said = await eventually(
			'the hint is shown',
			async () => {
				const content: string = await shown.page.evaluate(
					'getComputedStyle(document.querySelector("sql-chart"), "::before").content',
				);
				return content === 'none' ? undefined : content;
			},
			20_000,
		);
		assert.ok(said.includes(`${chartwire.web().url}/doctor`), said);
		await shown.close();
	});
});
