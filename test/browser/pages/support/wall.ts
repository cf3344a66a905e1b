/** A wallboard that nobody touches, as the tests of its day see it: what it shows, says and has done so far. */
import type { Browser, Page } from 'playwright-core';
import { CHARTS_OF_PAGE } from '../../../../demo/charts.ts';
import { eventually, openPage, textOf } from './browser.ts';
import type { MovedClock } from './fake-clock.ts';

const SCREEN = { viewport: { width: 1920, height: 1080 }, timezoneId: 'UTC' };

/** What the page keeps for the test: every state of every chart, and how many results were shown. */
interface Diary {
	states: string[];
	results: number;
}

declare global {
	interface Window {
		diary: Diary;
	}
}

export interface Wall {
	readonly page: Page;
	readonly complaints: readonly string[];
	/** Addresses of WebSockets opened so far. */
	readonly sockets: readonly string[];
	/** Addresses that the page has asked for. */
	readonly requests: readonly string[];
	/** Types of the messages that the page has sent over its sockets, and of those that came. */
	readonly said: readonly string[];
	readonly heard: readonly string[];
	/** How many tokens the page was given. */
	tokens(): number;
	/** Hours go by, on the wall and at the server alike, and both were asleep meanwhile. */
	sleep(ms: number): Promise<void>;
	/** Results shown so far. */
	results(): Promise<number>;
	/** Everything is live: no mark on any chart, and new results come. */
	live(): Promise<void>;
	/**
	 * The states in which a chart was once it had drawn, besides drawing and being cut off. `empty` is a drawn answer as
	 * well: right after an hour of sleep the shop has not yet written the orders of that hour.
	 */
	oddStates(): Promise<string[]>;
	/** The text of each chart that has one: the figures and the table. */
	figures(): Promise<string[]>;
	shoot(name: string): Promise<void>;
	close(): Promise<void>;
}

const typeOf = (payload: string | Buffer): string =>
	/^\{"type":"(\w+)"/.exec(String(payload))?.[1] ?? String(payload).slice(0, 20);

async function prepare(page: Page, clock: MovedClock, columnsAs: string): Promise<void> {
	await page.clock.install({ time: clock.now() });
	await page.addInitScript((type) => {
		// Before the script is there to see it.
		const edit = new MutationObserver(() =>
			document.querySelector('sql-chart[type="column"]')?.setAttribute('type', type),
		);
		edit.observe(document, { childList: true, subtree: true });
		addEventListener('DOMContentLoaded', () => edit.disconnect());
		window.diary = { states: [], results: 0 };
		addEventListener('chartwire-state', (event) => {
			const { state } = (event as HTMLElementEventMap['chartwire-state']).detail;
			const text = `${(event.target as Element).getAttribute('chart')}: ${state}`;
			if (window.diary.states.at(-1) !== text) window.diary.states.push(text);
		});
		addEventListener('chartwire-data', () => {
			window.diary.results += 1;
		});
	}, columnsAs);
}

/** `columnsAs`: the type as which the page's columns begin, instead. */
export async function openWall(
	browser: Browser,
	address: string,
	{ clock, columnsAs = 'column' }: { clock: MovedClock; columnsAs?: string },
): Promise<Wall> {
	const said: string[] = [];
	const heard: string[] = [];
	let tokens = 0;
	const opened = await openPage(browser, address, {
		...SCREEN,
		prepare: async (page) => {
			page.on('websocket', (socket) => {
				socket.on('framesent', ({ payload }) => said.push(typeOf(payload)));
				socket.on('framereceived', ({ payload }) => heard.push(typeOf(payload)));
			});
			page.on('response', (response) => {
				if (response.url().endsWith('/wallboard/token') && response.ok()) tokens += 1;
			});
			await prepare(page, clock, columnsAs);
		},
	});
	const { page } = opened;
	const charts = page.locator('sql-chart');
	const results = () => page.evaluate(() => window.diary.results);
	const folder = process.env['CHARTWIRE_SHOTS'];
	return {
		...opened,
		said,
		heard,
		tokens: () => tokens,
		sleep: async (ms) => {
			clock.advance(ms);
			await page.clock.fastForward(ms);
		},
		results,
		live: async () => {
			const before = await results();
			await eventually('every chart is live', async () => {
				const marked = await charts.locator('.badge, .message, .note').count();
				const ready = await charts.locator('.root.ready').count();
				const online = await page.locator('sql-status .root.good').count();
				const more = (await results()) > before;
				return marked === 0 && ready === CHARTS_OF_PAGE.wallboard.length && online === 1 && more ? true : undefined;
			});
		},
		oddStates: async () => {
			const states = await page.evaluate(() => window.diary.states);
			const begun = new Set<string>();
			return states.filter((text) => {
				const [chart = '', state] = text.split(': ');
				if (state === 'ready') begun.add(chart);
				return begun.has(chart) && state !== 'ready' && state !== 'empty' && state !== 'offline';
			});
		},
		figures: async () => [
			await textOf(page.locator('sql-chart[chart="wall-revenue-today"] .value')),
			await textOf(page.locator('sql-chart[chart="wall-items-today"] .value')),
			await textOf(page.locator('sql-chart[chart="wall-latest-orders"] tbody')),
		],
		shoot: async (name) => {
			if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
		},
	};
}
