/** A real browser for whole-page tests, and pages that remember everything they complained about. */
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';

const FLAGS = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
];

export function launchBrowser(): Promise<Browser> {
	return chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: FLAGS });
}

export interface WatchedPage {
	readonly page: Page;
	/** Console errors, uncaught exceptions and violations of the page's policy, in the order they came. */
	readonly complaints: readonly string[];
	/** Console warnings. */
	readonly warnings: readonly string[];
	/** The addresses of all WebSockets that the page has opened. */
	readonly sockets: readonly string[];
	/** Every address that the page or its scripts have asked for. */
	readonly requests: readonly string[];
	close(): Promise<void>;
}

/** Opens a page in a browser context of its own: nothing is shared with another viewer. */
export async function openPage(
	browser: Browser,
	address: string,
	{ prepare, ...options }: BrowserContextOptions & { readonly prepare?: (page: Page) => Promise<unknown> } = {},
): Promise<WatchedPage> {
	const context = await browser.newContext({
		viewport: { width: 1280, height: 800 },
		// What a worker fetches would not pass through the routes of a test.
		serviceWorkers: 'block',
		...options,
	});
	const page = await context.newPage();
	await prepare?.(page);
	const seen = watchPage(page);
	await page.goto(address);
	return { page, ...seen, close: () => context.close() };
}

/** Remembers from now on what a page complains about, and whom it asks. */
export function watchPage(page: Page): Omit<WatchedPage, 'page' | 'close'> {
	const complaints: string[] = [];
	const warnings: string[] = [];
	const sockets: string[] = [];
	const requests: string[] = [];
	page.on('console', (message) => {
		if (message.type() === 'error') complaints.push(`console: ${message.text()} (${message.location().url})`);
		if (message.type() === 'warning') warnings.push(message.text());
	});
	page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
	page.on('websocket', (socket) => sockets.push(socket.url()));
	page.on('request', (request) => requests.push(request.url()));
	return { complaints, warnings, sockets, requests };
}

export const textOf = async (element: Locator): Promise<string> => (await element.textContent()) ?? '';

/** Waits until `probe` answers something other than undefined. @throws Error naming `what` after `timeoutMs`. */
export async function eventually<T>(what: string, probe: () => Promise<T | undefined>, timeoutMs = 40_000): Promise<T> {
	const end = Date.now() + timeoutMs;
	for (;;) {
		const answer = await probe();
		if (answer !== undefined) return answer;
		if (Date.now() > end) throw new Error(`It did not happen within ${timeoutMs} ms: ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}

/** Lets every chart of the page begin, also those that nobody has scrolled to. */
export const beginAll = (page: Page): Promise<void> =>
	page.evaluate(() => {
		for (const chart of document.querySelectorAll('sql-chart')) chart.setAttribute('loading', 'eager');
	});
