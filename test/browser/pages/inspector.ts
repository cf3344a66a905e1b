/** The inspector beside a page with charts, and the page that replays a recording where no server is. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { parseRecording } from '../../../widget/recording/recording.ts';
import { eventually, openPage, textOf } from './support/browser.ts';
import { drawnInk } from './support/ink.ts';
import type { WholeDemo } from './support/whole-demo.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
	'.html': 'text/html; charset=utf-8',
	'.css': 'text/css',
	'.mjs': 'text/javascript',
};

/** Every event that came over a page's sockets, as the browser saw it: `channel epoch seq`. */
function eventsOf(page: Page): readonly string[] {
	const events: string[] = [];
	page.on('websocket', (socket) =>
		socket.on('framereceived', ({ payload }) => {
			const { type, channel, epoch, seq } = JSON.parse(String(payload)) as Record<string, unknown>;
			if (type === 'event') events.push(`${channel} ${epoch} ${seq}`);
		}),
	);
	return events;
}

/** The same, as the inspector has it. */
async function inspectedEvents(page: Page): Promise<readonly string[]> {
	const text = await page
		.locator('sql-inspector')
		.evaluate((element) => (element as HTMLElement & { recordingText(): string }).recordingText());
	return parseRecording(text).clients.flatMap(({ observations }) =>
		observations.flatMap((each) => {
			if (each.what !== 'in' || each.frame.type !== 'event') return [];
			return [`${each.frame['channel']} ${each.frame['epoch']} ${each.frame['seq']}`];
		}),
	);
}

/** Serves what the build has made and one recording, and nothing else. */
async function serveReplay(
	recording: string,
): Promise<{ readonly address: string; readonly stop: () => Promise<void> }> {
	const server = createServer((request, response) => {
		const path = new URL(request.url ?? '/', 'http://localhost').pathname;
		try {
			const file = path === '/' ? '/replay.html' : path;
			const body = path === '/recording.ndjson' ? recording : readFileSync(join(root, 'dist/browser', file));
			response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain' }).end(body);
		} catch {
			response.writeHead(404).end();
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const stop = () => new Promise<void>((resolve) => void server.close(() => resolve()));
	return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, stop };
}

export function testInspector(demo: () => WholeDemo, browser: () => Browser): void {
	test('the inspector shows what a page in another tab receives, frame by frame', async () => {
		const { page, complaints, close } = await openPage(browser(), `${demo().origin}/inspector`);
		await page.locator('sql-inspector .empty').waitFor();
		const portal = await page.context().newPage();
		const received = eventsOf(portal);
		await portal.goto(`${demo().origin}/portal`);
		await portal.locator('sql-chart .root.ready').first().waitFor();
		await eventually('some events', async () => (received.length > 15 ? true : undefined));
		const expected = [...received];
		await eventually('the inspector has them all', async () => {
			const seen = new Set(await inspectedEvents(page));
			return expected.every((each) => seen.has(each)) ? true : undefined;
		});
		assert.equal(await page.locator('sql-inspector .clients .name').textContent(), await portal.title());
		assert.equal(await page.locator('sql-inspector tbody tr').count(), 8, 'channels');
		assert.match(await textOf(page.locator('sql-inspector .clients .state')), /online by websocket/);
		assert.ok((await page.locator('sql-inspector .row').count()) > 5, 'rows');
		const [download] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('button', { name: 'Save' }).click(),
		]);
		const saved = parseRecording(readFileSync(await download.path(), 'utf8'));
		assert.ok((saved.clients[0]?.observations.length ?? 0) > expected.length, 'the saved recording');
		assert.deepEqual(complaints, []);
		// Whoever comes after the inspector has gone is not asked to tell anything.
		await page.goto(`${demo().origin}/wallboard`);
		assert.equal(await portal.evaluate(() => localStorage.length), 0);
		await close();
	});

	test('a recording is replayed as charts where no server is, to and fro', async () => {
		const { address, stop } = await serveReplay(readFileSync(join(root, 'test/fixtures/charts.ndjson'), 'utf8'));
		const { page, complaints, sockets, requests, close } = await openPage(browser(), address);
		const history = page.locator('sql-chart[chart="history"]');
		await history.locator('.root.ready').waitFor();
		assert.ok((await drawnInk(history.locator('canvas').first())).pixels > 300, 'the large result is drawn');
		await page.locator('#speed').selectOption('Infinity');
		await page.getByRole('button', { name: 'Play again' }).waitFor();
		const orders = page.locator('sql-chart[chart="orders"]');
		await orders.locator('.root.ready canvas').first().waitFor();
		// Back to before there was any result: nothing of it may stay.
		await page.locator('#seek').fill('60');
		await orders.locator('canvas').first().waitFor({ state: 'detached' });
		assert.equal(await page.locator('sql-inspector tbody tr').count(), 3, 'channels in the inspector below');
		assert.deepEqual(sockets, []);
		assert.ok(
			requests.every((each) => each.startsWith(address) || each.startsWith('data:')),
			requests.join(' '),
		);
		assert.deepEqual(complaints, []);
		await close();
		await stop();
	});

	test('a recording that is damaged is named with its line on the page that would replay it', async () => {
		const { address, stop } = await serveReplay('{"kind":"recording","version":1,"at":1}\n{"kind":"seen"}\n{}\n');
		const { page, close } = await openPage(browser(), address);
		await page.locator('#problem').waitFor();
		assert.match(await textOf(page.locator('#problem')), /Line 2 of the recording names no client/);
		await close();
		await stop();
	});
}
