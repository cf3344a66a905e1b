/** The little that the demo's two web servers share: filling a page's placeholders, serving its files, and its policy. */
import { readFile } from 'node:fs/promises';
import type { Context } from 'hono';

const FOLDER = new URL('./pages/', import.meta.url);
const TYPES: Readonly<Record<string, string>> = {
	css: 'text/css; charset=utf-8',
	js: 'text/javascript; charset=utf-8',
	svg: 'image/svg+xml',
};
const FILE_NAME = /^[a-z-]+\.(css|js|svg)$/;
const HOST_NAME = /^(?:[\w.-]+|\[[\da-f:.]+\])$/i;

/** The sign and the name at the top of each page. */
export const WORDMARK = `<a class="wordmark" href="/"><svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.25" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M2.5 16.5h4l3.5-9 4.5 11 3-7h1.5"/><circle cx="20.5" cy="11.5" r="1.4" fill="currentColor" stroke="none"/></svg>Chartwire</a>`;

export function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** The host by which the viewer reached this process, so that links to its neighbours work from a phone as well. */
export function hostName(context: Context): string {
	const { hostname } = new URL(context.req.url);
	return HOST_NAME.test(hostname) ? hostname : 'localhost';
}

/** The origin of a neighbour that listens on another port of the same host. */
export const originAt = (host: string, port: number): string => new URL(`http://${host}:${port}`).origin;

/** A page of demo/pages with each `%NAME%` replaced by the HTML given for it. @throws Error when one is not given. */
export async function fillPage(file: string, values: Readonly<Record<string, string>>): Promise<string> {
	return fillIn(await readFile(new URL(file, FOLDER), 'utf8'), values);
}

/** HTML with each `%NAME%` replaced by what is given for it. @throws Error when one is not given. */
export function fillIn(html: string, values: Readonly<Record<string, string>>): string {
	return html.replace(/%([A-Z_]+)%/g, (_, name: string) => {
		const value = values[name];
		if (value === undefined) throw new Error(`A page of the demo wants %${name}%, which nothing fills.`);
		return value;
	});
}

export interface PageBounds {
	/** The origin that the page may load Chartwire from and connect to. */
	readonly chartwire: string;
}

/** Answers with a page that carries a token: never kept by a cache, and bound to its own scripts and styles. */
export function sendPage(context: Context, html: string, { chartwire }: PageBounds): Response {
	const sockets = chartwire.replace(/^http/, 'ws');
	const policy = [
		"default-src 'none'",
		`script-src 'self' ${chartwire}`,
		"style-src 'self'",
		"img-src 'self' data:",
		`connect-src 'self' ${chartwire} ${sockets}`,
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'",
	];
	return context.html(html, 200, {
		'Cache-Control': 'no-store',
		'Content-Security-Policy': policy.join('; '),
		'Referrer-Policy': 'no-referrer',
		'X-Content-Type-Options': 'nosniff',
	});
}

/** Answers with a style sheet, script or picture of demo/pages; 404 for anything else. */
export async function sendFile(context: Context, name: string): Promise<Response> {
	const type = TYPES[FILE_NAME.exec(name)?.[1] ?? ''];
	if (type === undefined) return context.notFound();
	try {
		const body = await readFile(new URL(name, FOLDER), 'utf8');
		return context.body(body, 200, {
			'Content-Type': type,
			'Cache-Control': 'no-cache',
			'X-Content-Type-Options': 'nosniff',
		});
	} catch {
		return context.notFound();
	}
}
