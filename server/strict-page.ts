/**
 * How this server answers with a page of its own: it loads what is the server's, and nothing else; it stands in no cache and no
 * frame, and no page that it came from or leads to has a hold on it.
 */
import type { Context } from 'hono';

type Directive =
	| 'connect-src'
	| 'img-src'
	| 'frame-src'
	| 'frame-ancestors'
	| 'require-trusted-types-for'
	| 'trusted-types';

export interface StrictPage {
	/** In place of what is the rule; undefined: the page goes without that directive. */
	readonly policy?: Readonly<Partial<Record<Directive, string | undefined>>>;
	/** Default: no-referrer. A form's answer may want the origin. */
	readonly referrer?: 'no-referrer' | 'same-origin';
	/** It is for frames of other sites, which may be isolated (COEP). Who may frame it is for `policy` to say. */
	readonly isFramed?: boolean;
}

const POLICY: Readonly<Record<string, string>> = {
	'default-src': "'none'",
	'script-src': "'self'",
	'style-src': "'self'",
	'connect-src': "'self'",
	'base-uri': "'none'",
	'form-action': "'none'",
	'frame-ancestors': "'none'",
	'require-trusted-types-for': "'script'",
	'trusted-types': "'none'",
};

const ALONE = { 'Cross-Origin-Opener-Policy': 'same-origin' };
const FRAMED = { 'Cross-Origin-Embedder-Policy': 'require-corp', 'Cross-Origin-Resource-Policy': 'cross-origin' };

export function sendStrictPage(context: Context, html: string, page: StrictPage = {}): Response {
	const { policy = {}, referrer = 'no-referrer', isFramed = false } = page;
	const directives = Object.entries({ ...POLICY, ...policy }).filter(([, value]) => value !== undefined);
	return context.html(html, 200, {
		'Content-Security-Policy': directives.map(([name, value]) => `${name} ${value}`).join('; '),
		'Referrer-Policy': referrer,
		'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=()',
		'Cache-Control': 'no-store',
		...(isFramed ? FRAMED : ALONE),
	});
}
