/** Pages without a server: one origin has the page, and another one the built script. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { openPage, type WatchedPage } from './browser.ts';

const BUILT = fileURLToPath(new URL('../../../../dist/browser/', import.meta.url));
const HELPERS = ['many-charts.js', 'layout.js', 'violations.js'];

export const SITE = 'http://page.test';
export const CHARTWIRE = 'http://chartwire.test';

/** Nobody may make anything of a text, not even by a policy of their own. */
export const STRICT = [
	"default-src 'none'",
	`script-src 'self' ${CHARTWIRE}`,
	"style-src 'self'",
	`connect-src ${CHARTWIRE}`,
	"require-trusted-types-for 'script'",
	'trusted-types',
].join('; ');

export const MODULE = `<script type="module" src="${CHARTWIRE}/chartwire.mjs"></script>`;
export const CLASSIC = `<script src="${CHARTWIRE}/chartwire.js"></script>`;

export const hashesOfBuild = (): Readonly<Record<string, string>> =>
	JSON.parse(readFileSync(join(BUILT, 'integrity.json'), 'utf8'));

export interface SitePage {
	/** What loads the widget. Default: the module. */
	readonly script?: string;
	readonly policy?: string;
	/** The page's style sheet. */
	readonly css?: string;
	/** What a file of the build is served as, in place of what it is. */
	readonly tampered?: (path: string, text: string) => string;
}

const bodyOf = ({ script = MODULE, css = '' }: SitePage): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A page</title>
${HELPERS.map((name) => `<script src="/${name}"></script>`).join('\n')}
${css ? '<link rel="stylesheet" href="/site.css">' : ''}
${script}
</head><body></body></html>`;

/** The folder of the path is ignored, so that one build can be two. */
function builtFile(pathname: string): string {
	const [, chunks = '', name = ''] = /(chunks\/)?([\w.-]+)$/.exec(pathname) ?? [];
	return chunks + name;
}

/** Opens the page, with the charts of many-charts.js, before anything is placed. */
export async function openSite(browser: Browser, site: SitePage = {}, height = 1000): Promise<WatchedPage> {
	const prepare = (page: Page): Promise<unknown> =>
		page.route('**', (route) => {
			const { origin, pathname } = new URL(route.request().url());
			if (origin === CHARTWIRE) {
				const file = builtFile(pathname);
				const text = readFileSync(join(BUILT, file), 'utf8');
				const headers = { 'access-control-allow-origin': '*', 'content-type': 'text/javascript' };
				return route.fulfill({ headers, body: site.tampered?.(file, text) ?? text });
			}
			if (pathname === '/site.css') return route.fulfill({ contentType: 'text/css', body: site.css ?? '' });
			const helper = HELPERS.find((name) => pathname === `/${name}`);
			if (helper)
				return route.fulfill({
					contentType: 'text/javascript',
					body: readFileSync(fileURLToPath(new URL(helper, import.meta.url))),
				});
			const headers = {
				'content-type': 'text/html',
				...(site.policy ? { 'content-security-policy': site.policy } : {}),
			};
			return route.fulfill({ headers, body: bodyOf(site) });
		});
	return openPage(browser, `${SITE}/`, { locale: 'en-GB', viewport: { width: 1300, height }, prepare });
}

export const violationsOf = (page: Page): Promise<readonly string[]> => page.evaluate('violations');
