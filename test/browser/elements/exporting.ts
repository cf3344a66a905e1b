/** A chart with a menu behind “Export”, and what the page saves. */
import '../../../widget/define.ts';
import type { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import type { Params, ResultEvent } from '../../../widget/protocol.ts';
import { FakeClient, page, until } from './support.ts';

interface Start {
	readonly token?: string;
	readonly exports?: string;
	readonly scheme?: 'light' | 'dark';
	readonly params?: Params;
	/** The heading. */
	readonly label?: string;
}

export async function start(
	data: ResultEvent,
	{ token = '', exports, scheme, params, label = 'Revenue, by day' }: Start = {},
): Promise<SqlChart> {
	page(scheme);
	const client = new FakeClient();
	client.token = token;
	const chart = document.createElement('sql-chart');
	if (exports !== undefined) chart.setAttribute('exports', exports);
	chart.client = client;
	chart.chart = 'revenue';
	if (params !== undefined) chart.params = params;
	chart.heading = label;
	document.body.append(chart);
	await chart.updateComplete;
	client.push({ result: data });
	await until('a frame', () => chart.shadowRoot?.querySelector('canvas, tbody, .number'));
	return chart;
}

export const buttonOf = (chart: SqlChart) =>
	chart.shadowRoot?.querySelector<HTMLButtonElement>('[aria-haspopup="menu"]');
export const itemsOf = (chart: SqlChart) => [
	...(chart.shadowRoot?.querySelectorAll<HTMLButtonElement>('[role="menuitem"]') ?? []),
];
export const textsOf = (chart: SqlChart) => itemsOf(chart).map(({ textContent }) => textContent);
export const focused = (chart: SqlChart) => chart.shadowRoot?.activeElement?.textContent;
export const saidBy = (chart: SqlChart) => chart.shadowRoot?.querySelector('.said')?.textContent ?? '';

export async function open(chart: SqlChart): Promise<void> {
	buttonOf(chart)?.click();
	await until('the menu', () => itemsOf(chart).length > 0);
	await until('the focus', () => focused(chart) === textsOf(chart)[0]);
}

/** What the page has saved: its name, and its bytes. */
export async function saving(work: () => void): Promise<{ name: string; blob: Blob }> {
	const { click } = HTMLAnchorElement.prototype;
	const links: HTMLAnchorElement[] = [];
	HTMLAnchorElement.prototype.click = function keep() {
		links.push(this);
	};
	try {
		work();
		const link = await until('a file', () => links[0]);
		return { name: link.download, blob: await (await fetch(link.href)).blob() };
	} finally {
		HTMLAnchorElement.prototype.click = click;
	}
}
