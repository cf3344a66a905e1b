/** What can be done to a dashboard, each as `(dashboard, …) → dashboard`; the same object where nothing has changed. Pure. */
import type {
	Dashboard,
	DashboardFilter,
	DashboardItem,
	DashboardPlace,
	DashboardTab,
} from '../../../../widget/dashboard-spec.ts';
import { firstFree, put, settle, within } from './grid.ts';

export const MOST_TABS = 20;
export const MOST_ITEMS = 60;
export const MOST_FILTERS = 20;

type Kinds = DashboardItem extends infer Item
	? Item extends DashboardItem
		? Omit<Item, 'id' | keyof DashboardPlace>
		: never
	: never;
/** An item before it has a place. */
export type Content = Kinds;

const SIZES: Readonly<Record<DashboardItem['kind'], Pick<DashboardPlace, 'w' | 'h'>>> = {
	chart: { w: 6, h: 5 },
	heading: { w: 12, h: 1 },
	text: { w: 4, h: 3 },
};

export const sizeOf = ({ kind }: Pick<DashboardItem, 'kind'>) => SIZES[kind];

/** An id that no tab, item or filter has, such as `chart-2`. */
export function freshId(dashboard: Dashboard, kind: string): string {
	const taken = new Set([
		...dashboard.tabs.flatMap(({ id, items }) => [id, ...items.map((item) => item.id)]),
		...dashboard.filters.map(({ id }) => id),
	]);
	for (let count = 1; ; count += 1) if (!taken.has(`${kind}-${count}`)) return `${kind}-${count}`;
}

export const itemOf = (dashboard: Dashboard, id: string): DashboardItem | undefined =>
	dashboard.tabs.flatMap(({ items }) => items).find((item) => item.id === id);

export const tabWith = (dashboard: Dashboard, item: string): DashboardTab | undefined =>
	dashboard.tabs.find(({ items }) => items.some(({ id }) => id === item));

function inTab(dashboard: Dashboard, id: string, act: (tab: DashboardTab) => DashboardTab): Dashboard {
	const tabs = dashboard.tabs.map((tab) => (tab.id === id ? act(tab) : tab));
	return tabs.some((tab, index) => tab !== dashboard.tabs[index]) ? { ...dashboard, tabs } : dashboard;
}

/** Puts the items of a tab elsewhere. What overlaps then is set apart, so that a dashboard can always be saved. */
export const arrange = (
	dashboard: Dashboard,
	tab: string,
	act: (items: readonly DashboardItem[]) => readonly DashboardItem[],
): Dashboard =>
	inTab(dashboard, tab, (each) => {
		const items = act(each.items);
		const isSame = items.length === each.items.length && items.every((item, index) => item === each.items[index]);
		return isSame ? each : { ...each, items: settle(items) };
	});

/** As a pointer has left them. */
export const placeAll = (
	dashboard: Dashboard,
	tab: string,
	places: Readonly<Record<string, DashboardPlace>>,
): Dashboard =>
	arrange(dashboard, tab, (items) =>
		items.map((item) => {
			const place = places[item.id];
			if (place === undefined) return item;
			const to = within(place);
			const isSame = to.x === item.x && to.y === item.y && to.w === item.w && to.h === item.h;
			return isSame ? item : { ...item, ...to };
		}),
	);

interface Added {
	readonly dashboard: Dashboard;
	readonly id: string;
}

/** At the place that is given, pushing aside what is there, or at the first that is free. Undefined: the tab is full. */
export function addItem(dashboard: Dashboard, tab: string, content: Content, at?: DashboardPlace): Added | undefined {
	const into = dashboard.tabs.find(({ id }) => id === tab);
	if (into === undefined || into.items.length >= MOST_ITEMS) return undefined;
	const id = freshId(dashboard, content.kind);
	const place = at ? within(at) : firstFree(into.items, sizeOf(content));
	const item: DashboardItem = { id, ...place, ...content };
	return { dashboard: inTab(dashboard, tab, (each) => ({ ...each, items: put([...each.items, item], id, {}) })), id };
}

/** Filters forget what they were bound to. */
function unbind(filter: DashboardFilter, items: ReadonlySet<string>): DashboardFilter {
	const bound = Object.entries(filter.binds ?? {});
	const left = bound.filter(([item]) => !items.has(item));
	if (left.length === bound.length) return filter;
	const { binds: _gone, ...rest } = filter;
	return left.length === 0 ? rest : { ...rest, binds: Object.fromEntries(left) };
}

const forgetting = (dashboard: Dashboard, items: ReadonlySet<string>): Dashboard => ({
	...dashboard,
	filters: dashboard.filters.map((filter) => unbind(filter, items)),
});

export function removeItem(dashboard: Dashboard, id: string): Dashboard {
	const tab = tabWith(dashboard, id);
	if (tab === undefined) return dashboard;
	const without = inTab(dashboard, tab.id, (each) => ({ ...each, items: each.items.filter((item) => item.id !== id) }));
	return forgetting(without, new Set([id]));
}

/** A field that is set to undefined goes. */
function changed<T extends object>(before: T, fields: { readonly [K in keyof T]?: T[K] | undefined }): T {
	const entries = Object.entries({ ...before, ...fields }).filter(([, value]) => value !== undefined);
	return Object.fromEntries(entries) as T;
}

type ItemFields = {
	readonly title?: string | undefined;
	readonly text?: string;
	readonly chart?: string;
	readonly params?: Readonly<Record<string, unknown>> | undefined;
};

export function changeItem(dashboard: Dashboard, id: string, fields: ItemFields): Dashboard {
	const tab = tabWith(dashboard, id);
	if (tab === undefined) return dashboard;
	const change = (item: DashboardItem): DashboardItem =>
		item.id === id ? (changed(item as object, fields) as DashboardItem) : item;
	return inTab(dashboard, tab.id, (each) => ({ ...each, items: each.items.map(change) }));
}

/** To the first free place of another tab. Undefined: that tab is full. */
export function sendItem(dashboard: Dashboard, id: string, to: string): Dashboard | undefined {
	const [item, from] = [itemOf(dashboard, id), tabWith(dashboard, id)];
	const into = dashboard.tabs.find((tab) => tab.id === to);
	if (item === undefined || from === undefined || into === undefined || from === into) return dashboard;
	if (into.items.length >= MOST_ITEMS) return undefined;
	const place = firstFree(into.items, item);
	const taken = inTab(dashboard, from.id, (each) => ({ ...each, items: each.items.filter((one) => one !== item) }));
	return inTab(taken, to, (each) => ({ ...each, items: [...each.items, { ...item, ...place }] }));
}

export function addTab(dashboard: Dashboard, title: string): Added | undefined {
	if (dashboard.tabs.length >= MOST_TABS) return undefined;
	const id = freshId(dashboard, 'tab');
	return { dashboard: { ...dashboard, tabs: [...dashboard.tabs, { id, title, items: [] }] }, id };
}

export const renameTab = (dashboard: Dashboard, id: string, title: string): Dashboard =>
	inTab(dashboard, id, (tab) => (tab.title === title ? tab : { ...tab, title }));

function shifted<T extends { readonly id: string }>(all: readonly T[], id: string, by: number): readonly T[] {
	const from = all.findIndex((each) => each.id === id);
	const to = from + by;
	const one = all[from];
	if (one === undefined || to < 0 || to >= all.length) return all;
	return all.filter((each) => each !== one).toSpliced(to, 0, one);
}

export function moveTab(dashboard: Dashboard, id: string, by: number): Dashboard {
	const tabs = shifted(dashboard.tabs, id, by);
	return tabs === dashboard.tabs ? dashboard : { ...dashboard, tabs };
}

/** The last one stays: a dashboard has at least one. */
export function removeTab(dashboard: Dashboard, id: string): Dashboard {
	const tab = dashboard.tabs.find((each) => each.id === id);
	if (tab === undefined || dashboard.tabs.length === 1) return dashboard;
	const without = { ...dashboard, tabs: dashboard.tabs.filter((each) => each !== tab) };
	return forgetting(without, new Set(tab.items.map((item) => item.id)));
}

export function addFilter(dashboard: Dashboard, filter: Omit<DashboardFilter, 'id'>): Added | undefined {
	if (dashboard.filters.length >= MOST_FILTERS) return undefined;
	const id = freshId(dashboard, 'filter');
	return { dashboard: { ...dashboard, filters: [...dashboard.filters, { id, ...filter }] }, id };
}

export type Fields<T> = { readonly [K in keyof T]?: T[K] | undefined };

export const changeFilter = (dashboard: Dashboard, id: string, fields: Fields<DashboardFilter>): Dashboard => ({
	...dashboard,
	filters: dashboard.filters.map((filter) => (filter.id === id ? changed(filter, fields) : filter)),
});

export function moveFilter(dashboard: Dashboard, id: string, by: number): Dashboard {
	const filters = shifted(dashboard.filters, id, by);
	return filters === dashboard.filters ? dashboard : { ...dashboard, filters };
}

export const removeFilter = (dashboard: Dashboard, id: string): Dashboard => ({
	...dashboard,
	filters: dashboard.filters.filter((filter) => filter.id !== id),
});

export type Settings = Fields<Pick<Dashboard, 'title' | 'description' | 'wall'>>;

export const changeSettings = (dashboard: Dashboard, fields: Settings): Dashboard => changed(dashboard, fields);
