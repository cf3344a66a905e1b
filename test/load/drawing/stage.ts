/** A browser with the page of the contest, and how long the page's main thread has been at work. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Scope } from '../../support/scope.ts';
import type { CpuProfile } from '../support/profile.ts';
import type { Contest } from './page/contest.ts';

declare global {
	interface Window {
		contest: Contest;
	}
}

const FLAGS = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
];
const VIEWPORT = { width: 1600, height: 1000 };
const PAGE = `<!doctype html><html lang="en"><title>Contest</title>
<style>body { margin: 0; font: 13px sans-serif } main { display: flex; flex-wrap: wrap; gap: 4px }</style>
<main></main><script type="module" src="/contest.mjs"></script></html>`;

export interface Stage {
	readonly page: Page;
	readonly version: string;
	/** Milliseconds of a processor that the main thread took while `work` went on, and for how long it went on. */
	busy<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly busyMs: number; readonly ms: number }>;
	/** Bytes in use after everything is let go that can be. */
	heapBytes(): Promise<number>;
	/** What the main thread has done meanwhile. */
	profile(work: () => Promise<unknown>): Promise<CpuProfile>;
}

function serve(scope: Scope, scripts: ReadonlyMap<string, string>): Promise<string> {
	const server = createServer((request, response) => {
		const path = new URL(request.url ?? '/', 'http://localhost').pathname;
		const file = join('dist/browser', normalize(path));
		const text = path === '/' ? PAGE : (scripts.get(path) ?? (existsSync(file) ? readFileSync(file) : undefined));
		const type = path === '/' ? 'text/html' : 'text/javascript';
		response.writeHead(text === undefined ? 404 : 200, { 'content-type': `${type}; charset=utf-8` }).end(text);
	});
	return new Promise((resolve) => {
		server.listen(0, '127.0.0.1', () => {
			scope.defer(() => server.close());
			resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
		});
	});
}

async function openPage(browser: Browser, address: string): Promise<Page> {
	const page = await browser.newPage({ viewport: VIEWPORT, deviceScaleFactor: 1, colorScheme: 'light' });
	page.on('pageerror', (error) => {
		throw error;
	});
	await page.goto(address);
	await page.waitForFunction(() => 'contest' in window);
	await page.evaluate(() => window.contest.load());
	return page;
}

export async function openStage(scope: Scope, scripts: ReadonlyMap<string, string>): Promise<Stage> {
	const address = await serve(scope, scripts);
	const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
	const browser = await chromium.launch({ executablePath, args: FLAGS });
	scope.defer(() => browser.close());
	const page = await openPage(browser, address);
	const session = await page.context().newCDPSession(page);
	await session.send('Performance.enable');
	const threadMs = async (): Promise<number> => {
		const { metrics } = await session.send('Performance.getMetrics');
		return 1000 * (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? Number.NaN);
	};
	return {
		page,
		version: browser.version(),
		busy: async (work) => {
			const [before, began] = [await threadMs(), performance.now()];
			const result = await work();
			return { result, busyMs: (await threadMs()) - before, ms: performance.now() - began };
		},
		heapBytes: async () => {
			await session.send('HeapProfiler.enable');
			for (let turn = 0; turn < 3; turn += 1) await session.send('HeapProfiler.collectGarbage');
			return (await session.send('Runtime.getHeapUsage')).usedSize;
		},
		profile: async (work) => {
			await session.send('Profiler.enable');
			await session.send('Profiler.setSamplingInterval', { interval: 200 });
			await session.send('Profiler.start');
			await work();
			return (await session.send('Profiler.stop')).profile as unknown as CpuProfile;
		},
	};
}
