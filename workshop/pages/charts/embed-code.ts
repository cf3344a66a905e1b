/** What a page needs that is to show a chart or a dashboard: HTML, the iframe, the address of its picture. Pure. */
import type { Params } from './chart-types.ts';

export interface Look {
	readonly theme: 'auto' | 'light' | 'dark';
	/** CSS pixels; of a dashboard, of its iframe alone. */
	readonly height: number;
	/** Whether viewers may take rows and pictures away. */
	readonly isTaken: boolean;
	/** Whether the last picture is kept in the viewer's browser for when the server cannot be reached. */
	readonly isKept: boolean;
}

export interface Embedded {
	/** Of the server, such as `https://charts.example.com`. */
	readonly origin: string;
	readonly project: string;
	readonly kind: 'chart' | 'dashboard';
	readonly name: string;
	readonly title: string;
	/** Of a dashboard none: its filters have them. */
	readonly params: Params;
	readonly look: Look;
}

export const TOKEN_ENDPOINT = '/session/chart-token';
const CHART_HEIGHT = 320;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' };
const attribute = (name: string, value: string): string =>
	` ${name}="${value.replace(/[&"<>]/g, (sign) => ESCAPES[sign] ?? sign)}"`;
export const hasAny = (params: Params): boolean => Object.keys(params).length > 0;

/** The height of a chart where it is another than that which it has anyhow. */
export const heightOf = ({ kind, look }: Embedded): string | undefined =>
	kind === 'chart' && look.height !== CHART_HEIGHT ? `${look.height}px` : undefined;

/** Script and element; the token comes from an address of the customer's own back end. */
export function elementCode(embedded: Embedded): string {
	const { origin, kind, name, params, look } = embedded;
	const height = heightOf(embedded);
	const attributes = [
		attribute(kind, name),
		attribute('token-endpoint', TOKEN_ENDPOINT),
		hasAny(params) ? attribute('params', JSON.stringify(params)) : '',
		look.theme === 'auto' ? '' : attribute('theme', look.theme),
		look.isTaken ? '' : attribute('exports', 'none'),
		look.isKept ? ' persist' : '',
		height === undefined ? '' : attribute('style', `--chartwire-height: ${height}`),
	].join('');
	return `<script type="module"${attribute('src', `${origin}/chartwire.mjs`)}></script>\n<sql-${kind}${attributes}></sql-${kind}>`;
}

/** The iframe's address, without a token. */
export function frameAddress({ origin, project, kind, name, params, look }: Embedded): string {
	const query = new URLSearchParams({ project });
	if (hasAny(params)) query.set('params', JSON.stringify(params));
	query.set('theme', look.theme);
	if (!look.isTaken) query.set('exports', 'none');
	return `${origin}/embed/${kind === 'chart' ? '' : 'dashboards/'}${name}?${query}`;
}

/** For places that take HTML but no script; the token stands behind the `#`, which no browser sends to a server. */
export function frameCode(embedded: Embedded): string {
	const { name, title, look } = embedded;
	const box = `${attribute('width', '100%')}${attribute('height', String(look.height))}${attribute('style', 'border: 0')}`;
	return `<iframe${attribute('src', `${frameAddress(embedded)}#token=TOKEN`)}${attribute('title', title || name)}${box}></iframe>`;
}

/** The path of the chart's picture, below `/v1`. */
export function picturePath(
	format: 'svg' | 'png',
	{ name, params }: Pick<Embedded, 'name' | 'params'>,
	look: Readonly<Record<string, string>> = {},
): string {
	const query = new URLSearchParams({ ...look, ...(hasAny(params) ? { params: JSON.stringify(params) } : {}) });
	const search = query.toString();
	return `/charts/${name}/picture.${format}${search === '' ? '' : `?${search}`}`;
}
