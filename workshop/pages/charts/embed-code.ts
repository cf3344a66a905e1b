/** What a page needs that is to show a chart: HTML, the iframe, the address of its picture. Pure. */
import type { Params } from './chart-types.ts';

export interface Look {
	readonly theme: 'auto' | 'light' | 'dark';
	/** CSS pixels */
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
	readonly chart: string;
	readonly title: string;
	readonly params: Params;
	readonly look: Look;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' };
const attribute = (name: string, value: string): string =>
	` ${name}="${value.replace(/[&"<>]/g, (sign) => ESCAPES[sign] ?? sign)}"`;
const hasAny = (params: Params): boolean => Object.keys(params).length > 0;

/** Script and element; the token comes from an address of the customer's own back end. */
export function elementCode({ origin, chart, params, look }: Embedded): string {
	const attributes = [
		attribute('chart', chart),
		attribute('token-endpoint', '/session/chart-token'),
		hasAny(params) ? attribute('params', JSON.stringify(params)) : '',
		look.theme === 'auto' ? '' : attribute('theme', look.theme),
		look.isTaken ? '' : attribute('exports', 'none'),
		look.isKept ? ' persist' : '',
		look.height === 320 ? '' : attribute('style', `--chartwire-height: ${look.height}px`),
	].join('');
	return `<script type="module"${attribute('src', `${origin}/chartwire.mjs`)}></script>\n<sql-chart${attributes}></sql-chart>`;
}

/** For places that take HTML but no script; the token stands behind the `#`, which no browser sends to a server. */
export function frameCode({ origin, project, chart, title, params, look }: Embedded): string {
	const query = new URLSearchParams({ project });
	if (hasAny(params)) query.set('params', JSON.stringify(params));
	query.set('theme', look.theme);
	if (!look.isTaken) query.set('exports', 'none');
	const address = `${origin}/embed/${chart}?${query}#token=TOKEN`;
	const box = `${attribute('width', '100%')}${attribute('height', String(look.height))}${attribute('style', 'border: 0')}`;
	return `<iframe${attribute('src', address)}${attribute('title', title || chart)}${box}></iframe>`;
}

/** The path of the chart's picture, below `/v1`. */
export function picturePath(
	format: 'svg' | 'png',
	{ chart, params }: Pick<Embedded, 'chart' | 'params'>,
	look: Readonly<Record<string, string>> = {},
): string {
	const query = new URLSearchParams({ ...look, ...(hasAny(params) ? { params: JSON.stringify(params) } : {}) });
	const search = query.toString();
	return `/charts/${chart}/picture.${format}${search === '' ? '' : `?${search}`}`;
}
