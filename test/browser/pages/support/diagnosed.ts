/** Pages of somebody's site with a chart that diagnoses itself, and what its doctor says. */
import assert from 'node:assert/strict';
import { createServer, request } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { TokenGrant } from '../../../../server/auth/sign-token.ts';
import { FINDINGS, type FindingCode } from '../../../../widget/diagnose/checks.ts';
import type { Chartwire } from '../../../support/chartwire.ts';
import type { Scope } from '../../../support/scope.ts';
import { eventually, openPage, type WatchedPage } from './browser.ts';
import { htmlOf, type OtherSite } from './other-site.ts';

export interface Clinic {
	readonly chartwire: Chartwire;
	readonly site: OtherSite;
	readonly browser: Browser;
	viewer(grant?: Partial<TokenGrant>): Promise<string>;
}

export interface Patient {
	/** Of the element, beside `diagnose`. */
	readonly attributes: Readonly<Record<string, string>>;
	/** Of the page's answer. */
	readonly headers?: Readonly<Record<string, string>>;
	/** Where the script is. Default: the server. */
	readonly script?: string;
	/** What stands before the chart. */
	readonly before?: string;
	readonly prepare?: (page: Page) => Promise<unknown>;
	readonly context?: BrowserContextOptions;
}

let pages = 0;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

export function chartHtml(attributes: Readonly<Record<string, string>>): string {
	const written = Object.entries(attributes).map(([name, value]) => `${name}="${escaped(value)}"`);
	return `<sql-chart diagnose loading="eager" ${written.join(' ')}></sql-chart>`;
}

/** Opens a page of the site with one chart that diagnoses itself. */
export async function openPatient(
	{ chartwire, site, browser }: Clinic,
	{ attributes, headers = {}, script, before = '', prepare, context = {} }: Patient,
): Promise<WatchedPage> {
	pages += 1;
	const tag = `<script type="module" src="${script ?? chartwire.web().url}/chartwire.mjs"></script>`;
	const body = htmlOf(tag + before + chartHtml(attributes));
	const address = site.put(`/patient-${pages}`, { body, headers });
	const more = prepare === undefined ? {} : { prepare };
	return openPage(browser, address, { viewport: { width: 900, height: 900 }, ...context, ...more });
}

/** What the doctor has written down, once it has looked; undefined while it looks. */
async function reportOf(page: Page, within: string): Promise<string | undefined> {
	const panel = page.locator(`${within} .doctor[aria-busy=false]`);
	if ((await panel.count()) === 0) return undefined;
	const text = await panel.locator('pre').textContent();
	return text || undefined;
}

/** All findings of a report, in the order of the chain. */
export const findingsOf = (report: string): readonly string[] =>
	[...report.matchAll(/^x .*: failing \((.*)\)$/gm)].flatMap(([, codes = '']) => codes.split(', '));

/**
 * Waits until the doctor has found exactly these, explains the first, and says of nothing behind it that it was reached; answers
 * its report. Without any: until it says that all is well.
 */
export async function demandFindings(
	shown: WatchedPage,
	expected: readonly FindingCode[],
	within = 'sql-chart',
): Promise<string> {
	let last: string | undefined;
	// What ends the way is explained before a flaw beside it.
	const first = expected.find((code) => FINDINGS[code].ends) ?? expected[0];
	const report = await eventually(
		`the doctor finds ${expected.join(', ') || 'nothing'}`,
		async () => {
			last = (await reportOf(shown.page, within)) ?? last;
			const isIt = JSON.stringify(findingsOf(last ?? 'x : failing (none yet)')) === JSON.stringify(expected);
			const isAll = expected.length > 0 || !last?.includes('not reached');
			return isIt && isAll ? last : undefined;
		},
		20_000,
	).catch((error: unknown) => {
		throw new Error(`${String(error)}; it said last:\n${last}\n${shown.complaints.join('\n')}`);
	});
	if (first !== undefined) {
		const link = shown.page.locator(`${within} .doctor a`);
		assert.match((await link.getAttribute('href')) ?? '', new RegExp(`/troubleshooting\\.html#${first}$`));
		assert.ok(report.endsWith(`docs/troubleshooting.md#${first}`), report);
	}
	return report;
}

/** Opens, demands, and closes. */
export async function demandOf(clinic: Clinic, patient: Patient, ...expected: readonly FindingCode[]): Promise<string> {
	const shown = await openPatient(clinic, patient);
	const report = await demandFindings(shown, expected);
	await shown.close();
	return report;
}

async function listening(scope: Scope, server: Server): Promise<string> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	scope.defer(() => new Promise((resolve) => server.close(resolve)));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Blunt {
	/** A header that it takes out of every request. */
	readonly without?: string;
	/** Paths that it keeps to itself. */
	readonly forbids?: string;
}

/** A proxy that passes on requests, and refuses every upgrade. */
export async function startBluntProxy(
	scope: Scope,
	target: string,
	{ without = '', forbids = '/nothing' }: Blunt = {},
): Promise<string> {
	const server = createServer((incoming, outgoing) => {
		const { method, url = '' } = incoming;
		if (url.startsWith(forbids)) {
			outgoing.writeHead(403).end();
			return;
		}
		const { [without]: _, ...headers } = incoming.headers;
		const passed = request(target + url, { method, headers }, (answer) => {
			outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(outgoing);
		});
		passed.on('error', () => outgoing.destroy());
		outgoing.on('close', () => passed.destroy());
		incoming.pipe(passed);
	});
	server.on('upgrade', (_request, socket) => socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n'));
	const url = await listening(scope, server);
	// Before it is closed, which waits for them.
	scope.defer(() => server.closeAllConnections());
	return url;
}

/** A firewall: takes every connection and cuts it. */
export const startFirewall = (scope: Scope): Promise<string> =>
	listening(
		scope,
		createTcpServer((socket) => socket.on('error', () => undefined).destroy()),
	);
