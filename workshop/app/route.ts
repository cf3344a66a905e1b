/** Where in the workshop one is, as an address says it. Pure. */

export const PAGES = [
	'editor',
	'charts',
	'dashboards',
	'schedules',
	'alerts',
	'recipes',
	'sources',
	'access',
	'people',
] as const;
export type PageName = (typeof PAGES)[number];

export interface Route {
	readonly project: string;
	readonly page: PageName;
	/** What of the page is shown, such as a chart's name; '': the page itself. Further parts follow by a slash. */
	readonly item: string;
	readonly query: URLSearchParams;
}

const ROOT = '/workshop';

const isPage = (text: string | undefined): text is PageName => PAGES.some((page) => page === text);

/** @returns undefined for an address that names no page: whoever asks decides where to begin. */
export function routeOf({ pathname, search }: Pick<URL, 'pathname' | 'search'>): Route | undefined {
	const [, root, project = '', page, ...item] = pathname.split('/').map(decoded);
	if (`/${root}` !== ROOT || project === '' || !isPage(page)) return undefined;
	return { project, page, item: item.join('/'), query: new URLSearchParams(search) };
}

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

export interface Place {
	readonly project: string;
	readonly page: PageName;
	readonly item?: string | undefined;
	readonly query?: Readonly<Record<string, string>> | undefined;
}

/** The address of a place; `routeOf` reads it. */
export function addressOf({ project, page, item = '', query = {} }: Place): string {
	const parts = [project, page, ...(item === '' ? [] : item.split('/'))].map(encodeURIComponent);
	const search = new URLSearchParams(query).toString();
	return `${ROOT}/${parts.join('/')}${search === '' ? '' : `?${search}`}`;
}
