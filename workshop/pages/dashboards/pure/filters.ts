/** Filters of a dashboard: which parameters its charts have, which charts take a filter, and what they are asked with. Pure. */
import type { Dashboard, DashboardFilter, DashboardItem } from '../../../../widget/dashboard-spec.ts';
import { chosenOf } from '../../../../widget/elements/sql-filter/filter-value.ts';
import type { Params, ParamValue } from '../../../../widget/protocol.ts';
import type { ChartParam } from '../../charts/chart-types.ts';

/** What each chart declares, as far as it is known: a chart that is not there, or was not asked for yet, is absent. */
export type DeclaredParams = ReadonlyMap<string, readonly ChartParam[]>;

type ChartItem = Extract<DashboardItem, { kind: 'chart' }>;

/** Items that are charts, with the tab on which each is. */
export const chartItems = (dashboard: Dashboard): readonly (ChartItem & { readonly tab: string })[] =>
	dashboard.tabs.flatMap(({ title, items }) =>
		items.flatMap((item) => (item.kind === 'chart' ? [{ ...item, tab: title }] : [])),
	);

export interface Offer {
	readonly param: ChartParam;
	/** How many charts of the dashboard call one so. */
	readonly charts: number;
}

/** Parameters that charts of the dashboard declare, those first that most of them have. */
export function offersOf(dashboard: Dashboard, declared: DeclaredParams): readonly Offer[] {
	const offers = new Map<string, Offer>();
	for (const { chart } of chartItems(dashboard)) {
		for (const param of declared.get(chart) ?? []) {
			const known = offers.get(param.name);
			offers.set(param.name, { param: known?.param ?? param, charts: (known?.charts ?? 0) + 1 });
		}
	}
	return [...offers.values()].sort(
		(one, other) => other.charts - one.charts || (one.param.name < other.param.name ? -1 : 1),
	);
}

const TYPES: Readonly<Record<ChartParam['type'], DashboardFilter['type']>> = {
	text: 'search',
	number: 'number',
	boolean: 'choice',
	date: 'search',
	daterange: 'date-range',
	list: 'choice',
};

/** `sold_at` → `Sold at`. */
const spoken = (name: string): string => {
	const words = name.replaceAll(/[_-]+/g, ' ').trim();
	return words.charAt(0).toUpperCase() + words.slice(1);
};

/** A filter for a parameter, as one would begin with it: its kind, what may be chosen, and where it stands at first. */
export function filterFor({ name, type, allowed, default: value }: ChartParam): Omit<DashboardFilter, 'id'> {
	const fixed = Array.isArray(allowed) ? allowed.map(String) : undefined;
	const options = type === 'boolean' ? ['true', 'false'] : fixed;
	const begins = value === undefined || value === null || Array.isArray(value) ? undefined : String(value);
	return {
		label: spoken(name),
		type: options ? 'choice' : TYPES[type],
		param: name,
		...(options && { options }),
		...(begins !== undefined && begins !== '' && { value: begins }),
	};
}

export type Binding =
	/** `isOwn`: under a name of its own, and not the filter's. */
	| { readonly kind: 'bound'; readonly param: string; readonly isOwn: boolean }
	/** It has no parameter of the name. */
	| { readonly kind: 'lacking'; readonly param: string; readonly isOwn: boolean }
	/** An author has taken it away from this chart. */
	| { readonly kind: 'off' }
	/** What the chart declares is not known (yet). */
	| { readonly kind: 'unknown'; readonly param: string };

/** Whether a chart takes a filter, and what it calls the parameter. */
export function bindingOf(filter: DashboardFilter, item: ChartItem, declared: DeclaredParams): Binding {
	const own = filter.binds?.[item.id];
	if (own === null) return { kind: 'off' };
	const param = own ?? filter.param;
	const params = declared.get(item.chart);
	if (params === undefined) return { kind: 'unknown', param };
	const has = params.some(({ name }) => name === param);
	return { kind: has ? 'bound' : 'lacking', param, isOwn: own !== undefined };
}

/** @param to what its chart calls the parameter; null: it does not take the filter; undefined: as the filter calls it */
export function bind(filter: DashboardFilter, item: string, to: string | null | undefined): DashboardFilter {
	const { [item]: _before, ...others } = filter.binds ?? {};
	const binds = to === undefined || to === filter.param ? others : { ...others, [item]: to };
	const { binds: _all, ...rest } = filter;
	return Object.keys(binds).length === 0 ? rest : { ...rest, binds };
}

/**
 * What a chart on the dashboard is asked with while every filter stands where it begins. As in the element, what a filter says
 * goes before what is fixed for the item; who wants it fixed takes the chart off the filter.
 */
export function paramsFor(dashboard: Dashboard, item: ChartItem, declared: DeclaredParams): Params {
	const filtered = dashboard.filters.flatMap((filter): [string, ParamValue][] => {
		const binding = bindingOf(filter, item, declared);
		const value = chosenOf(filter.type, filter.value ?? '');
		return binding.kind === 'bound' && value !== undefined ? [[binding.param, value]] : [];
	});
	return { ...item.params, ...Object.fromEntries(filtered) };
}

/** Choices as they are written in a field: one a line, `value = label` where it is called otherwise. */
export const optionsText = (options: DashboardFilter['options']): string =>
	(options ?? []).map((option) => (typeof option === 'string' ? option : `${option[0]} = ${option[1]}`)).join('\n');

/** As `optionsText` writes them; undefined: there is none. */
export function optionsFrom(text: string): DashboardFilter['options'] {
	const options = text.split('\n').flatMap((line): (string | readonly [string, string])[] => {
		const [, value = '', label] = /^\s*(.*?)\s*(?:=\s*(.*?)\s*)?$/.exec(line) ?? [];
		if (value === '') return [];
		return [label ? [value, label] : value];
	});
	return options.length === 0 ? undefined : options;
}
