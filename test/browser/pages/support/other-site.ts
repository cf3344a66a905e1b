/** Somebody's site: a server of its own on an origin that is not Chartwire's, whose pages a test writes. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Scope } from '../../../support/scope.ts';

export interface Answer {
	readonly body: string;
	readonly headers?: Readonly<Record<string, string>>;
}

export interface OtherSite {
	readonly origin: string;
	/** What stands at a path; a function is asked each time. Returns the page's address. */
	put(path: string, answer: Answer | (() => Promise<Answer>)): string;
}

/** At `localhost`, where Chartwire's test servers are at 127.0.0.1: another site to every browser, and a secure context. */
export async function openOtherSite(scope: Scope): Promise<OtherSite> {
	const pages = new Map<string, Answer | (() => Promise<Answer>)>();
	const server = createServer(async (request, response) => {
		const page = pages.get(request.url ?? '');
		const { body, headers } = (typeof page === 'function' ? await page() : page) ?? { body: '' };
		response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8', ...headers });
		response.end(body);
	});
	await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
	scope.defer(() => {
		server.closeAllConnections();
		return new Promise((resolve) => server.close(resolve));
	});
	const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
	return {
		origin,
		put: (path, answer) => {
			pages.set(path, answer);
			return origin + path;
		},
	};
}

/** A page of it with this in its body. */
export const htmlOf = (body: string): string =>
	`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Somebody's page</title><link rel="icon" href="data:,"><body>${body}</body></html>`;
