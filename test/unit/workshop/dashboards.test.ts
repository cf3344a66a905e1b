/** What can be done to a dashboard in the builder, before anything is drawn. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Dashboard, DashboardFilter } from '../../../widget/dashboard-spec.ts';
import type { ChartParam } from '../../../workshop/pages/charts/chart-types.ts';
import { DraftStore } from '../../../workshop/pages/dashboards/pure/draft.ts';
import {
	addFilter,
	addItem,
	addTab,
	changeFilter,
	changeItem,
	changeSettings,
	freshId,
	itemOf,
	MOST_ITEMS,
	moveTab,
	placeAll,
	removeItem,
	removeTab,
	sendItem,
} from '../../../workshop/pages/dashboards/pure/edits.ts';
import {
	bind,
	bindingOf,
	chartItems,
	filterFor,
	offersOf,
	optionsFrom,
	optionsText,
	paramsFor,
} from '../../../workshop/pages/dashboards/pure/filters.ts';
import { dashboardOf } from '../../../workshop/pages/dashboards/pure/first-dashboard.ts';
import { labelOfItem, movedText } from '../../../workshop/pages/dashboards/pure/words.ts';
import { begin, change, redo, undo } from '../../../workshop/shared/history.ts';
import { freeName } from '../../../workshop/shared/save-as-new.ts';

const TAB = 'tab-1';
const four = dashboardOf('Sales', ['revenue', 'orders', 'returns', 'visits']);
const placesOf = (dashboard: Dashboard, tab = TAB) =>
	dashboard.tabs.find(({ id }) => id === tab)?.items.map(({ x, y, w, h }) => [x, y, w, h]);

test('a first dashboard has its charts two in a row', () => {
	assert.deepEqual(placesOf(four), [
		[0, 0, 6, 5],
		[6, 0, 6, 5],
		[0, 5, 6, 5],
		[6, 5, 6, 5],
	]);
	assert.equal(freeName('sales', new Set(['sales', 'sales-2'])), 'sales-3');
});

test('something is added where there is room, or where it was dropped, and what was there goes below', () => {
	const { dashboard, id } =
		addItem(removeItem(four, 'chart-2'), TAB, { kind: 'chart', chart: 'costs' }) ?? assert.fail();
	assert.deepEqual(itemOf(dashboard, id), { id: 'chart-2', kind: 'chart', chart: 'costs', x: 6, y: 0, w: 6, h: 5 });
	const dropped = addItem(four, TAB, { kind: 'heading', text: 'Now' }, { x: 0, y: 0, w: 12, h: 1 });
	assert.deepEqual(placesOf(dropped?.dashboard ?? assert.fail())?.slice(0, 2), [
		[0, 1, 6, 5],
		[6, 1, 6, 5],
	]);
});

test('a full tab takes nothing more, by adding or by sending', () => {
	const full = dashboardOf(
		'Full',
		Array.from({ length: MOST_ITEMS + 5 }, () => 'revenue'),
	);
	assert.equal(full.tabs[0]?.items.length, MOST_ITEMS);
	assert.equal(addItem(full, TAB, { kind: 'heading', text: '' }), undefined);
	const two = addTab(full, 'More') ?? assert.fail();
	const spare = addItem(two.dashboard, two.id, { kind: 'heading', text: 'Alone' }) ?? assert.fail();
	assert.equal(sendItem(spare.dashboard, spare.id, TAB), undefined);
});

test('an item keeps its size on another tab, and filters keep their bindings of it', () => {
	const two = addTab(four, 'Details') ?? assert.fail();
	const sent = sendItem(two.dashboard, 'chart-3', two.id) ?? assert.fail();
	assert.deepEqual(placesOf(sent, two.id), [[0, 0, 6, 5]]);
	assert.equal(placesOf(sent)?.length, 3);
});

test('with an item, or a tab, go the bindings that filters had for it; the last tab stays', () => {
	const region: Omit<DashboardFilter, 'id'> = { label: 'Region', type: 'search', param: 'region' };
	const bound =
		addFilter(four, { ...region, binds: { 'chart-1': null, 'chart-2': 'area' } })?.dashboard ?? assert.fail();
	assert.deepEqual(removeItem(bound, 'chart-1').filters[0]?.binds, { 'chart-2': 'area' });
	const two = addTab(bound, 'Empty')?.dashboard ?? assert.fail();
	assert.equal('binds' in (removeTab(two, TAB).filters[0] ?? {}), false);
	assert.equal(removeTab(four, TAB), four);
});

test('a field that is emptied goes from the declaration', () => {
	const named = changeItem(four, 'chart-1', { title: 'Income', params: { region: 'north' } });
	assert.deepEqual(itemOf(named, 'chart-1'), {
		...itemOf(four, 'chart-1'),
		title: 'Income',
		params: { region: 'north' },
	});
	assert.deepEqual(changeItem(named, 'chart-1', { title: undefined, params: undefined }), four);
	assert.deepEqual(changeSettings(changeSettings(four, { description: 'All' }), { description: undefined }), four);
});

test('tabs are moved to the left and to the right, and not beyond the ends', () => {
	const two = addTab(four, 'Details') ?? assert.fail();
	const ids = (dashboard: Dashboard) => dashboard.tabs.map(({ id }) => id);
	assert.deepEqual(ids(moveTab(two.dashboard, two.id, -1)), [two.id, TAB]);
	assert.equal(moveTab(two.dashboard, two.id, 1), two.dashboard);
	assert.equal(freshId(two.dashboard, 'tab'), 'tab-3');
});

test('what a pointer leaves overlapping is set apart, and what it leaves as it was is no change', () => {
	assert.equal(placeAll(four, TAB, { 'chart-1': { x: 0, y: 0, w: 6, h: 5 } }), four);
	const heaped = placeAll(four, TAB, { 'chart-3': { x: 0, y: 0, w: 6, h: 5 } });
	assert.deepEqual(
		placesOf(heaped)?.map(([, y]) => y),
		[0, 0, 5, 5],
	);
});

test('changes are taken back and made again; letters of one title go together, and a new change ends what was taken back', () => {
	let history = begin('');
	for (const text of ['S', 'Sa', 'Sal']) history = change(history, text, 'title');
	history = change(history, 'moved');
	assert.equal(change(history, 'moved'), history);
	const once = undo(history) ?? assert.fail();
	assert.equal(once.present, 'Sal');
	const twice = undo(once) ?? assert.fail();
	assert.equal(twice.present, '');
	assert.equal(undo(twice), undefined);
	const again = redo(twice) ?? assert.fail();
	assert.equal(again.present, 'Sal');
	assert.equal(redo(change(again, 'other')), undefined);
	// What is written after something was taken back is not part of what was written before.
	assert.equal(undo(change(again, 'Sale', 'title'))?.present, 'Sal');
});

const text = (name: string, more: Partial<ChartParam> = {}): ChartParam => ({ name, type: 'text', ...more });
const declared = new Map<string, readonly ChartParam[]>([
	['revenue', [text('region', { allowed: ['north', 'south'], default: 'north' }), { name: 'days', type: 'daterange' }]],
	['orders', [text('area'), { name: 'days', type: 'daterange' }]],
	['returns', []],
]);

test('filters are offered for what charts declare, those first that most charts have', () => {
	assert.deepEqual(
		offersOf(four, declared).map(({ param, charts }) => [param.name, charts]),
		[
			['days', 2],
			['area', 1],
			['region', 1],
		],
	);
	assert.deepEqual(filterFor(text('sold_in', { allowed: ['north', 'south'], default: 'north' })), {
		label: 'Sold in',
		type: 'choice',
		param: 'sold_in',
		options: ['north', 'south'],
		value: 'north',
	});
	assert.deepEqual(filterFor({ name: 'days', type: 'daterange' }), {
		label: 'Days',
		type: 'date-range',
		param: 'days',
	});
});

test('which charts take a filter is told of each, and so is a chart that calls it otherwise', () => {
	const filter: DashboardFilter = { id: 'filter-1', label: 'Region', type: 'choice', param: 'region', value: 'north' };
	const items = chartItems(four);
	const kinds = (each: DashboardFilter) => items.map((item) => bindingOf(each, item, declared).kind);
	assert.deepEqual(kinds(filter), ['bound', 'lacking', 'lacking', 'unknown']);
	const bound = bind(bind(filter, 'chart-2', 'area'), 'chart-1', null);
	assert.deepEqual(kinds(bound), ['off', 'bound', 'lacking', 'unknown']);
	assert.deepEqual(bind(bind(bound, 'chart-1', undefined), 'chart-2', 'region'), filter);
	const dashboard = { ...four, filters: [bound] };
	assert.deepEqual(
		items.map((item) => paramsFor(dashboard, item, declared)),
		[{}, { area: 'north' }, {}, {}],
	);
});

test('a filter goes before what is fixed for an item, unless it is not for that item; an empty one asks for nothing', () => {
	const filter: DashboardFilter = { id: 'filter-1', label: 'Region', type: 'choice', param: 'region', value: 'north' };
	const fixed = changeItem({ ...four, filters: [filter] }, 'chart-1', { params: { region: 'south' } });
	const [first] = chartItems(fixed);
	assert.deepEqual(paramsFor(fixed, first ?? assert.fail(), declared), { region: 'north' });
	const freed = { ...fixed, filters: [bind(filter, 'chart-1', null)] };
	assert.deepEqual(paramsFor(freed, first ?? assert.fail(), declared), { region: 'south' });
	const empty = changeFilter({ ...four, filters: [filter] }, 'filter-1', { value: undefined });
	assert.deepEqual(paramsFor(empty, chartItems(empty)[0] ?? assert.fail(), declared), {});
});

test('choices are written one a line, each with what it is called if it is called otherwise', () => {
	const options = ['all', ['n', 'North'], ['a', 'b = c']] as const;
	assert.equal(optionsText(options), 'all\nn = North\na = b = c');
	assert.deepEqual(optionsFrom(`\n ${optionsText(options)}\n\n`), options);
	assert.equal(optionsFrom('  \n'), undefined);
});

test('a draft outlives the page; one of another shape, or that the browser refuses, is none', () => {
	const kept = new Map<string, string>();
	const keeper = {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => void kept.set(key, value),
		removeItem: (key: string) => void kept.delete(key),
	};
	const store = new DraftStore(['ann', 'default', 'sales'], keeper);
	assert.equal(store.read(), undefined);
	store.keep({ revision: 3, at: 5, dashboard: four });
	assert.deepEqual(new DraftStore(['ann', 'default', 'sales'], keeper).read(), { revision: 3, at: 5, dashboard: four });
	assert.equal(new DraftStore(['bob', 'default', 'sales'], keeper).read(), undefined);
	for (const key of kept.keys()) kept.set(key, '{"revision":3,"at":5,"dashboard":{"title":"x","tabs":[]}}');
	assert.equal(store.read(), undefined);
	store.forget();
	assert.equal(kept.size, 0);
	const full = new DraftStore(['ann'], {
		...keeper,
		setItem: () => {
			throw new DOMException('full', 'QuotaExceededError');
		},
	});
	full.keep({ revision: 1, at: 0, dashboard: four });
	assert.equal(full.isFull, true);
});

test('a move is told with where it ended and who made room', () => {
	const titles = new Map([['revenue', 'Revenue by day']]);
	const [first] = chartItems(four);
	assert.equal(labelOfItem(first ?? assert.fail(), titles), 'Chart: Revenue by day');
	assert.equal(labelOfItem({ id: 'a', kind: 'heading', text: '', x: 0, y: 0, w: 1, h: 1 }, titles), 'Heading: empty');
	const { items } = four.tabs[0] ?? assert.fail();
	const after = items.map((item) => ({ ...item, x: item.x + 1 }));
	assert.equal(movedText(items, after, 'chart-1'), 'Column 2, row 1, 6 wide, 5 high; 3 others made room');
	assert.equal(movedText(items, items, 'chart-1'), 'At the edge: column 1, row 1, 6 wide, 5 high');
});
