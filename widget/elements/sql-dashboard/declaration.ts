/**
 * Reads a declaration that came over the wire, out of a browser's store or from a page. An older script shows what it
 * can of a newer one: whatever it cannot read is left out. Pure.
 */
import type { Dashboard, DashboardFilter, DashboardItem, DashboardTab, DashboardWall } from '../../dashboard-spec.ts';
import type { Params } from '../../protocol.ts';
import { FILTER_TYPES } from '../sql-filter/filter-value.ts';
import { inReadingOrder, withinGrid } from './layout.ts';

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields | undefined =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;

const listOf = (value: unknown): readonly Fields[] =>
	Array.isArray(value) ? value.map(fieldsOf).filter((each) => each !== undefined) : [];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function itemOf(fields: Fields): DashboardItem[] {
	const { id, kind, x, y, w, h, chart, title, params, text } = fields;
	if (typeof id !== 'string' || id === '') return [];
	const place = { id, ...withinGrid({ x: Number(x), y: Number(y), w: Number(w), h: Number(h) }) };
	if (kind === 'heading' || kind === 'text') return [{ ...place, kind, text: textOf(text) }];
	if (kind !== 'chart' || typeof chart !== 'string') return [];
	const given = fieldsOf(params) as Params | undefined;
	return [{ ...place, kind, chart, ...(textOf(title) && { title: textOf(title) }), ...(given && { params: given }) }];
}

/** The first of each id: whatever comes after it could not be told apart from it. */
const firstOfEach = <Named extends { readonly id: string }>(list: readonly Named[]): readonly Named[] =>
	list.filter(({ id }, at) => list.findIndex((other) => other.id === id) === at);

const tabOf = ({ id, title, items }: Fields): DashboardTab => ({
	id: textOf(id),
	title: textOf(title) || textOf(id),
	items: inReadingOrder(listOf(items).flatMap(itemOf)),
});

function filterOf(fields: Fields): DashboardFilter[] {
	const { id, label, param, value, options, optionsChart, binds } = fields;
	const type = FILTER_TYPES.find((each) => each === fields['type']);
	if (typeof id !== 'string' || typeof param !== 'string' || type === undefined) return [];
	const bound = fieldsOf(binds) as DashboardFilter['binds'];
	return [
		{
			id,
			label: textOf(label) || param,
			type,
			param,
			...(textOf(value) && { value: textOf(value) }),
			...(Array.isArray(options) && { options: options as NonNullable<DashboardFilter['options']> }),
			...(textOf(optionsChart) && { optionsChart: textOf(optionsChart) }),
			...(bound && { binds: bound }),
		},
	];
}

function wallOf(value: unknown): DashboardWall {
	const { rotateMs, theme, clock, timeZone } = fieldsOf(value) ?? {};
	return {
		...(typeof rotateMs === 'number' && { rotateMs }),
		...((theme === 'light' || theme === 'dark') && { theme }),
		...(typeof clock === 'boolean' && { clock }),
		...(textOf(timeZone) && { timeZone: textOf(timeZone) }),
	};
}

/** Undefined for what is no dashboard at all. Items of a tab are in reading order, and an id names one item of all tabs. */
export function declarationOf(value: unknown): Dashboard | undefined {
	const fields = fieldsOf(value);
	if (!fields || !Array.isArray(fields['tabs'])) return undefined;
	const tabs = firstOfEach(listOf(fields['tabs']).map(tabOf));
	const all = tabs.flatMap(({ items }) => items);
	const kept = new Set<DashboardItem>(firstOfEach(all));
	return {
		title: textOf(fields['title']),
		...(textOf(fields['description']) && { description: textOf(fields['description']) }),
		tabs: tabs.map((tab) => ({ ...tab, items: tab.items.filter((item) => kept.has(item)) })),
		filters: firstOfEach(listOf(fields['filters']).flatMap(filterOf)),
		wall: wallOf(fields['wall']),
	};
}
