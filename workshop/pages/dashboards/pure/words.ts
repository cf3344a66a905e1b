/** What is said of items and of where they are, to whoever reads by ear and to whoever sees. Pure. */
import type { Dashboard, DashboardItem, DashboardPlace } from '../../../../widget/dashboard-spec.ts';

import { inReadingOrder } from './grid.ts';

const KINDS = { chart: 'Chart', heading: 'Heading', text: 'Text' } as const;
const MOST_LETTERS = 60;

const cut = (text: string): string => (text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1)}…` : text);

/** What an item is called. @param titles of charts, by their names */
export function nameOfItem(item: DashboardItem, titles: ReadonlyMap<string, string>): string {
	if (item.kind === 'chart') return item.title || titles.get(item.chart) || item.chart;
	const [first = ''] = item.text.trim().split('\n');
	return cut(first) || 'empty';
}

export const labelOfItem = (item: DashboardItem, titles: ReadonlyMap<string, string>): string =>
	`${KINDS[item.kind]}: ${nameOfItem(item, titles)}`;

/** Counted from one, as people do. */
export const placeText = ({ x, y, w, h }: DashboardPlace): string =>
	`column ${x + 1}, row ${y + 1}, ${w} wide, ${h} high`;

/** What has moved: the item itself, and how many others went aside. */
export function movedText(before: readonly DashboardItem[], after: readonly DashboardItem[], id: string): string {
	const moved = after.find((item) => item.id === id);
	if (moved === undefined) return '';
	const old = new Map(before.map((item) => [item.id, item]));
	const others = after.filter((item) => item.id !== id && item !== old.get(item.id)).length;
	if (old.get(id) === moved && others === 0) return `At the edge: ${placeText(moved)}`;
	const aside = others === 0 ? '' : others === 1 ? '; another made room' : `; ${others} others made room`;
	return `${placeText(moved)}${aside}`.replace(/^c/, 'C');
}

/** What is on a dashboard, a line each, as one would tell it. */
export function outlineOf({ title, filters, tabs }: Dashboard, titles: ReadonlyMap<string, string>): string {
	const lines = tabs.flatMap((tab) => [
		tab.title || 'Untitled',
		...inReadingOrder(tab.items).map((item) => `  ${labelOfItem(item, titles)}, ${placeText(item)}`),
	]);
	return [title, ...filters.map(({ label, param }) => `Filter: ${label} (${param})`), ...lines].join('\n');
}
