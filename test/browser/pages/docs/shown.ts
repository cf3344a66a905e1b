/** The documents as pages: for everybody, in little time, and with what the list, the search and the button do. */
import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { before, test } from 'node:test';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { mountDocs } from '../../../../demo/docs/mount.ts';
import { readDocs } from '../../../../demo/docs/pages.ts';
import { sendFile } from '../../../../demo/html.ts';
import type { Scope } from '../../../support/scope.ts';
import { findings } from '../accessible.ts';
import { eventually, openPage } from '../support/browser.ts';
import type { Reach } from './world.ts';

async function serveDocs(owner: Scope): Promise<string> {
	const app = new Hono();
	mountDocs(app);
	app.get('/demo/:file', (context) => sendFile(context, context.req.param('file')));
	const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
	await new Promise((resolve) => server.once('listening', resolve));
	owner.defer(() => new Promise((resolve) => server.close(resolve)));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Those with the most of tables, code and headings. */
const LOOKED_AT = ['quick-start', 'limits', 'interaction'];

export function testShownDocs(world: Reach, owner: Scope): void {
	let origin = '';
	before(async () => {
		origin = await serveDocs(owner);
	});

	for (const [name, view] of [
		['light', { colorScheme: 'light', viewport: { width: 1360, height: 900 } }],
		['dark and narrow', { colorScheme: 'dark', viewport: { width: 360, height: 640 } }],
	] as const) {
		test(`axe-core finds nothing on pages of the documents that are ${name}, and none is wider than its window`, async () => {
			const found: string[] = [];
			for (const doc of LOOKED_AT) {
				const { page, complaints, close } = await openPage(world().browser, `${origin}/docs/${doc}`, view);
				const width = await page.evaluate(() => document.documentElement.scrollWidth);
				if (width > view.viewport.width) found.push(`${doc}: ${width} px wide`);
				for (const finding of [...(await findings(page)), ...complaints]) found.push(`${doc}: ${finding}`);
				await close();
			}
			assert.deepEqual(found, []);
		});
	}

	test('every document is answered as a page', async () => {
		for (const { name } of await readDocs()) {
			const answer = await fetch(`${origin}/docs/${name}`);
			assert.equal(answer.status, 200, name);
			assert.match(await answer.text(), /<h1/, name);
		}
	});

	test('on a narrow screen the list is behind a button, and makes way for the heading that was searched for', async () => {
		const options = { viewport: { width: 360, height: 640 } };
		const { page, complaints, close } = await openPage(world().browser, `${origin}/docs/quick-start`, options);
		const contents = page.locator('#contents');
		assert.equal(await contents.isVisible(), false);
		await page.getByRole('button', { name: 'Contents' }).click();
		await page.getByLabel('Search headings').fill('your page');
		await page.locator('.found a').first().click();
		await contents.waitFor({ state: 'hidden' });
		assert.match(page.url(), /\/docs\/quick-start#your-page$/);
		await eventually('the heading is at the top', async () => {
			const box = await page.locator('#your-page').boundingBox();
			return box !== null && box.y >= 0 && box.y < 100 ? true : undefined;
		});
		assert.deepEqual(complaints, []);
		await close();
	});

	test('a block of code is copied as it stands in the document', async () => {
		const options = { permissions: ['clipboard-read', 'clipboard-write'] };
		const { page, close } = await openPage(world().browser, `${origin}/docs/quick-start`, options);
		await page.getByRole('button', { name: 'Copy' }).first().click();
		await page.getByRole('button', { name: 'Copied' }).waitFor();
		assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'npm run demo\n');
		await close();
	});

	test('by the links to what is next every document is reached', async () => {
		const names = (await readDocs()).map(({ name }) => name);
		const reached: string[] = [];
		let path: string | undefined = '/docs';
		while (path !== undefined && reached.length <= names.length) {
			const html = await (await fetch(origin + path)).text();
			reached.push(
				/<a href="\/docs\/([\w-]+)" aria-current="page">/.exec(html.split('<nav id="contents"')[1] ?? '')?.[1] ?? '',
			);
			path = /rel="next" href="([^"]+)"/.exec(html)?.[1];
		}
		assert.deepEqual(reached, names);
	});
}
