/** The editor's tabs, and what of them is on the server. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
	chartNameOf,
	contentOfChart,
	declarationOf,
	withTyped,
} from '../../../workshop/pages/editor/pure/declaration.ts';
import {
	changeTab,
	closeTab,
	compareWithServer,
	type Draft,
	draftOf,
	isSaved,
	nameOfTab,
	newTab,
	openTab,
	stepTab,
	tabOfDraft,
} from '../../../workshop/pages/editor/pure/tabs.ts';

const bench = ['a', 'b', 'c'].reduce((all, id) => openTab(all, newTab(id)), { tabs: [], active: '' } as ReturnType<
	typeof openTab
>);
const ids = ({ tabs }: typeof bench) => tabs.map(({ id }) => id).join('');

test('a tab opens beside the one that is shown; closing shows its neighbour, and the last leaves an empty one', () => {
	assert.equal(ids(openTab({ ...bench, active: 'a' }, newTab('x'))), 'axbc');
	assert.deepEqual(closeTab({ ...bench, active: 'b' }, 'b', 'z').active, 'c');
	assert.deepEqual(closeTab({ ...bench, active: 'c' }, 'c', 'z').active, 'b');
	assert.deepEqual(closeTab({ ...bench, active: 'c' }, 'a', 'z').active, 'c');
	const last = closeTab({ tabs: [newTab('a', { sql: 'select 1' })], active: 'a' }, 'a', 'z');
	assert.deepEqual([ids(last), last.active, last.tabs[0]?.sql], ['z', 'z', '']);
});

test('steps from tab to tab go around', () => {
	assert.equal(stepTab(bench, 1).active, 'a');
	assert.equal(stepTab({ ...bench, active: 'a' }, -1).active, 'c');
});

test('a tab is called by its title, else by the table that it reads', () => {
	assert.equal(nameOfTab(newTab('a', { title: 'Mine', sql: 'select 1' })), 'Mine');
	assert.equal(nameOfTab(newTab('a', { sql: '-- from x\nselect * from "Sales".orders o' })), 'Sales.orders');
	assert.equal(nameOfTab(newTab('a')), 'New query');
});

/** As the server would tell a tab that it has been sent. */
const told = (tab: ReturnType<typeof newTab>, more: Partial<Draft> = {}): Draft =>
	({ ...JSON.parse(JSON.stringify(draftOf(tab, 0))), draft: tab.id, updatedAt: 0, ...more }) as Draft;

test('what is sent to the server comes back as it was, and counts as saved until it is changed', () => {
	const content = {
		title: 'T',
		source: 'sample',
		sql: 'select {{n}}, {{p.start}}',
		params: { n: { text: '3', type: 'number' }, p: { text: '2026-01-01/' } },
		spec: { version: 1, type: 'bar' },
		chart: { name: 'c', title: 'C', revision: 2 },
		shared: true,
	} as const;
	const tab = newTab('a', content);
	assert.equal(isSaved(tab), false);
	const back = tabOfDraft(told(tab, { revision: 4 }), tab);
	assert.deepEqual({ ...back, ...content }, back);
	assert.equal(back.revision, 4);
	assert.equal(isSaved(back), true);
	assert.equal(isSaved({ ...back, sql: 'select 2' }), false);
	assert.equal(isSaved({ ...back, run: 'another' }), true);
});

test('what the server has newer is read, what was closed elsewhere is closed, and what is unsaved here is neither', () => {
	const saved = (id: string, revision: number) => tabOfDraft(told(newTab(id, { sql: id }), { revision }));
	const tabs = [saved('same', 1), saved('older', 1), saved('gone', 3), newTab('fresh', { sql: 'x' })];
	const dirty = { ...saved('dirty', 1), sql: 'changed' };
	const dirtyGone = { ...saved('dirtygone', 1), sql: 'changed' };
	const listed = [
		{ draft: 'new', revision: 1, place: 2 },
		{ draft: 'older', revision: 2, place: 1 },
		{ draft: 'same', revision: 1, place: 0 },
		{ draft: 'dirty', revision: 2, place: 3 },
	];
	assert.deepEqual(compareWithServer({ tabs: [...tabs, dirty, dirtyGone], active: 'same' }, listed), {
		read: ['older', 'new'],
		close: ['gone'],
	});
});

test('changing one tab leaves the others as they are', () => {
	const changed = changeTab(bench, 'b', { sql: 'select 1' });
	assert.equal(changed.tabs[1]?.sql, 'select 1');
	assert.equal(changed.tabs[0], bench.tabs[0]);
});

test('a chart that is opened and saved again keeps what the editor does not know of it', () => {
	const declaration = {
		title: 'Revenue',
		source: 'sample',
		sql: 'select {{region}}',
		params: [{ name: 'region', type: 'text' as const, default: 'north', allowed: ['north', 'south'] }],
		spec: { version: 1 as const, type: 'bar' as const },
		refreshMs: 5000,
	};
	const content = contentOfChart('revenue', declaration, 3);
	assert.deepEqual(content.chart, { name: 'revenue', title: 'Revenue', revision: 3 });
	assert.deepEqual(declarationOf(content, 'postgresql', declaration), declaration);
	const changed = declarationOf({ ...content, sql: 'select {{n}}::int' }, 'postgresql', declaration);
	assert.deepEqual(changed.params, [{ name: 'n', type: 'number', required: false }]);
});

test('a title suggests a name that a chart may have', () => {
	assert.equal(chartNameOf('Revenue by day'), 'revenue-by-day');
	assert.equal(chartNameOf('  Übersicht: 3 % '), 'ubersicht-3');
	assert.equal(chartNameOf('_x'), 'x');
});

test('what was typed for parameters stands in place of what a recipe has; what it has no parameter for, or is no text, does not', () => {
	const declaration = {
		source: 'shop',
		sql: 'select {{n}}',
		params: [{ name: 'n', type: 'number' as const, default: 5 }],
	};
	const content = contentOfChart('recipe', declaration, undefined);
	assert.deepEqual(withTyped(content, '{"n":"7","other":"1"}').params, { n: { text: '7', type: 'number' } });
	for (const typed of [null, '{"n":', '{"n":7}', 'null']) assert.deepEqual(withTyped(content, typed), content);
});
