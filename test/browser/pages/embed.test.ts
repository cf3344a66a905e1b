/** The page for iframes, framed by pages of another origin in a real browser, on real servers; and pages that are isolated. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import type { TokenGrant } from '../../../server/auth/sign-token.ts';
import { type Chartwire, startChartwire } from '../../support/chartwire.ts';
import { scope } from '../../support/scope.ts';
import { eventually, launchBrowser, openPage, type WatchedPage } from './support/browser.ts';
import { htmlOf, type OtherSite, openOtherSite } from './support/other-site.ts';

const owner = scope();
const DOCUMENT = readFileSync(new URL('../../../docs/embedding.md', import.meta.url), 'utf8');
let chartwire: Chartwire;
let site: OtherSite;
let browser: Browser;
let pages = 0;

/** Of two projects, one of which lets in pages of the site, and the other nobody whom we know. */
before(async () => {
	[chartwire, site, browser] = await Promise.all([startChartwire(owner), openOtherSite(owner), launchBrowser()]);
	for (const [project, origin] of [
		['default', undefined],
		['walled', site.origin],
		['closed', 'https://app.example.com'],
	] as const) {
		const sql =
			"select n, 'row ' || n as name, current_setting('chartwire.tenant', true) as tenant from generate_series(1, 900) n";
		await put(project, 'sources/sample', { engine: 'postgresql', url: chartwire.customerUrl });
		await put(project, 'charts/sales', { source: 'sample', sql, claims: ['tenant'] });
		if (origin !== undefined) await put(project, 'project', { origins: [origin] });
	}
});
after(() => browser?.close());

async function put(project: string, path: string, body: object): Promise<void> {
	const headers = {
		authorization: `Bearer ${await chartwire.token({ project })}`,
		'content-type': 'application/json',
	};
	const response = await fetch(`${chartwire.web().url}/v1/${path}`, {
		method: 'PUT',
		headers,
		body: JSON.stringify(body),
	});
	assert.ok(response.ok, await response.text());
}

const viewer = (grant: Partial<TokenGrant> = {}): Promise<string> =>
	chartwire.token({
		subject: 'viewer',
		charts: ['sales'],
		permissions: [],
		claims: { tenant: 'acme' },
		expiresInSeconds: 600,
		...grant,
	});

const addressOf = (query: string, token = ''): string =>
	`${chartwire.web().url}/embed/sales?${query}${token && `#token=${token}`}`;

const frameHtml = (address: string, more = ''): string =>
	htmlOf(`<iframe src="${address.replaceAll('&', '&amp;')}" title="Sales" width="500" height="400" ${more}></iframe>`);

/** A page of the site with this in it. */
function openAt(body: string, headers: Readonly<Record<string, string>> = {}): Promise<WatchedPage> {
	pages += 1;
	return openPage(browser, site.put(`/page-${pages}`, { body, headers }), { viewport: { width: 900, height: 700 } });
}

const framed = ({ page }: WatchedPage): FrameLocator => page.frameLocator('iframe');

/** What our own part of a page must never do; chance complaints of other parts are for the tests that plan none. */
async function closeClean(shown: WatchedPage, token: string): Promise<void> {
	for (const address of [...shown.requests.filter((each) => !each.includes('#')), ...shown.sockets]) {
		assert.ok(!address.includes(token.slice(-40)), `the token is in ${address}`);
	}
	assert.deepEqual(shown.complaints, []);
	await shown.close();
}

const inFrame = ({ page }: WatchedPage, what: string): Promise<unknown> =>
	page.frames()[1]?.evaluate(what) ?? Promise.reject(new Error('There is no frame.'));

describe('the page for iframes', { timeout: 120_000 }, () => {
	test('shows the rows of a token in its fragment, which leaves the address and is in no request', async () => {
		const token = await viewer();
		const shown = await openAt(frameHtml(addressOf('type=table&heading=Sales', token)));
		await framed(shown).getByText('acme').first().waitFor();
		assert.equal(await inFrame(shown, 'location.hash'), '');
		assert.match(String(await inFrame(shown, 'document.title')), /Sales/);
		assert.equal(shown.sockets.length, 1);
		await closeClean(shown, token);
	});

	test('takes its token and its height by the script of the docs, and the next token without a new connection', async () => {
		const given: string[] = [];
		const lives = [6, 600];
		site.put('/session/chart-token', async () => {
			const token = await viewer({
				project: 'walled',
				id: `given ${given.length}`,
				expiresInSeconds: lives[given.length] ?? 600,
			});
			given.push(token);
			return { body: JSON.stringify({ token }), headers: { 'content-type': 'application/json' } };
		});
		const [, snippet = ''] = /<!-- around -->\n```html\n([\s\S]*?)```/.exec(DOCUMENT) ?? [];
		const html = snippet
			.replaceAll('https://charts.example.com', chartwire.web().url)
			.replace('?height=auto', '?project=walled&amp;type=table&amp;height=auto');
		const address = site.put('/around', { body: htmlOf(html) });
		const frames: string[] = [];
		let closed = 0;
		const prepare = async (page: Page): Promise<void> => {
			page.on('websocket', (socket) => {
				socket.on('framesent', ({ payload }) => frames.push(`sent ${payload}`));
				socket.on('framereceived', ({ payload }) => frames.push(`received ${payload}`));
				socket.on('close', () => {
					closed += 1;
				});
			});
		};
		const shown = await openPage(browser, address, { viewport: { width: 900, height: 700 }, prepare });
		await framed(shown).getByText('acme').first().waitFor();
		const height = (): Promise<number> => shown.page.locator('iframe').evaluate((frame) => frame.clientHeight);
		await eventually('the frame is as high as it asks for', async () => ((await height()) === 480 ? true : undefined));
		await shown.page.setViewportSize({ width: 500, height: 700 });
		await eventually('it follows the width', async () => ((await height()) === 272 ? true : undefined));
		await eventually('the next token is taken', async () =>
			frames.find((each) => /^received .*token_accepted/.test(each)),
		);
		assert.equal(given.length, 2);
		const [exp = 0] = [JSON.parse(Buffer.from(given[0]?.split('.')[1] ?? '', 'base64url').toString()).exp];
		assert.ok(Date.now() < exp * 1000, 'the first token had run out');
		assert.ok(frames.some((each) => each.startsWith('sent {"type":"token"')));
		assert.equal(
			frames.filter((each) => /^received .*"type":"(reset|subscribed)"/.test(each)).length,
			2,
			'it was subscribed again',
		);
		assert.deepEqual([shown.sockets.length, closed], [1, 0]);
		for (const token of given)
			assert.ok(!shown.requests.some((each) => each.includes(token)), 'a token is in an address');
		assert.deepEqual(shown.complaints, []);
		await shown.close();
	});

	test('is framed by the origins of its project only', async () => {
		const token = await viewer({ project: 'closed' });
		const shown = await openAt(frameHtml(addressOf('project=closed', token)));
		await eventually('the browser refuses it', async () =>
			shown.complaints.find((each) => /frame-ancestors/.test(each)),
		);
		assert.ok(!shown.requests.some((each) => /\/v1\/|embed\.mjs/.test(each)), 'its script has run');
		await shown.close();
		const walled = await viewer({ project: 'walled' });
		const open = await openAt(frameHtml(addressOf('project=walled&type=table', walled)));
		await framed(open).getByText('acme').first().waitFor();
		await closeClean(open, walled);
	});

	test('says why a token shows nothing here, and shows no row, until a better one comes', async () => {
		const refused = [
			[await viewer({ project: 'closed' }), /not of the project "default"/],
			[await viewer({ origins: ['https://app.example.com'] }), /page around this frame may not use this token/],
			['rubbish', /token/],
		] as const;
		for (const [token, why] of refused) {
			const shown = await openAt(frameHtml(addressOf('type=table', token)));
			await framed(shown).locator('.problem').filter({ hasText: why }).waitFor();
			assert.equal(await framed(shown).locator('sql-chart').count(), 0);
			assert.equal(shown.sockets.length, 0, 'it has connected');
			await shown.page.evaluate(
				([better = '']) =>
					document.querySelector('iframe')?.contentWindow?.postMessage({ type: 'chartwire-token', token: better }, '*'),
				[await viewer({ origins: [site.origin] })],
			);
			await framed(shown).getByText('acme').first().waitFor();
			await shown.close();
		}
	});

	test('works in a sandbox with an origin, and without one where the project lets that in', async () => {
		for (const [sandbox, project, sees] of [
			['allow-scripts allow-same-origin', 'walled', true],
			['allow-scripts', 'default', true],
			['allow-scripts', 'walled', false],
		] as const) {
			const token = await viewer({ project });
			const shown = await openAt(frameHtml(addressOf(`type=table&project=${project}`, token), `sandbox="${sandbox}"`));
			if (sees) await framed(shown).getByText('acme').first().waitFor();
			else
				await framed(shown).locator('.problem').filter({ hasText: 'Pages of null may not use this token' }).waitFor();
			assert.equal(await inFrame(shown, 'location.hash'), '');
			if (sees) await closeClean(shown, token);
			else await shown.close();
		}
	});
});

describe('a page that is isolated from other origins', { timeout: 60_000 }, () => {
	const ISOLATED = {
		'cross-origin-embedder-policy': 'require-corp',
		'cross-origin-opener-policy': 'same-origin',
	} as const;

	for (const [name, script] of [
		['module', 'type="module" crossorigin src="SERVER/chartwire.mjs"'],
		['classic script', 'crossorigin src="SERVER/chartwire.js"'],
	] as const) {
		test(`has script, chunks, socket, results and the page for iframes, by a ${name}`, async () => {
			const token = await viewer();
			const tag = `<script ${script.replace('SERVER', chartwire.web().url)}></script>`;
			const chart = `<sql-chart id="rows" chart="sales" type="table" token="${token}"></sql-chart>`;
			const frame = `<iframe src="${addressOf('type=table', token)}" title="Sales"></iframe>`;
			const shown = await openAt(htmlOf(tag + chart + frame), ISOLATED);
			assert.equal(await shown.page.evaluate('crossOriginIsolated'), true);
			await shown.page.locator('#rows').getByText('row 1', { exact: true }).waitFor();
			await framed(shown).getByText('row 1', { exact: true }).waitFor();
			assert.ok(
				shown.requests.some((each) => each.includes('/v1/results/')),
				'the result came with its event',
			);
			await closeClean(shown, token);
		});
	}
});
