import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChannelUpdate } from '../../../../widget/client.ts';
import { type DashboardState, NOTHING, nextState } from '../../../../widget/elements/sql-dashboard/dashboard-state.ts';
import { viewOf } from '../../../../widget/elements/sql-dashboard/dashboard-view.ts';
import { declarationOf } from '../../../../widget/elements/sql-dashboard/declaration.ts';
import { stayers } from '../../../../widget/elements/sql-dashboard/keyed.ts';
import { tabAfter } from '../../../../widget/elements/sql-dashboard/tab-keys.ts';

const declared = (title: string) => ({ title, tabs: [{ id: 'main', title: 'Main', items: [] }], filters: [] });

const told = (revision: number, title: string, channel = 'c1'): ChannelUpdate => ({
	type: 'reset',
	channel,
	epoch: 'e',
	seq: revision,
	at: 0,
	view: { dashboard: { kind: 'dashboard', name: 'sales', revision, dashboard: declared(title) } },
});
const refused = (code: string, retryable = false): ChannelUpdate => ({
	type: 'error',
	code,
	message: 'No.',
	retryable,
});

const after = (state: DashboardState, ...updates: readonly ChannelUpdate[]): DashboardState =>
	updates.reduce((now, update) => nextState(now, { type: 'update', update }), state);

test('a declaration is shown until the next one, and the same revision once more is no other', () => {
	const first = after(NOTHING, told(1, 'One'));
	assert.equal(first.shown?.dashboard.title, 'One');
	assert.equal(after(first, told(1, 'One')).shown, first.shown);
	assert.equal(after(first, told(2, 'Two')).shown?.dashboard.title, 'Two');
});

test('a dashboard that is refused later stays on the screen, with the reason, and one of another bearer does not', () => {
	const shown = after(NOTHING, told(1, 'One'));
	const deleted = after(shown, refused('unknown_dashboard'));
	assert.equal(deleted.shown, shown.shown);
	assert.equal(deleted.refusal?.code, 'unknown_dashboard');
	const other = nextState(shown, { type: 'retoken' });
	assert.equal(other.shown, shown.shown, 'until the answer');
	assert.equal(after(other, refused('not_allowed')).shown, undefined);
	assert.equal(after(other, told(1, 'Theirs', 'c2')).shown?.dashboard.title, 'Theirs');
	assert.equal(after(other, refused('leaving', true)).shown, shown.shown, 'a trouble that passes says nothing');
	assert.deepEqual(after(shown, { type: 'blank' }), NOTHING);
});

test('what was kept is shown until the server says otherwise, and never in place of what it has said', () => {
	const kept = after(NOTHING, told(7, 'Kept')).shown;
	const restored = nextState(NOTHING, { type: 'restored', shown: kept });
	assert.equal(restored.shown?.dashboard.title, 'Kept');
	assert.equal(after(restored, refused('unknown_dashboard')).shown, undefined);
	assert.equal(after(restored, told(8, 'New')).shown?.dashboard.title, 'New');
	assert.equal(nextState(restored, { type: 'restored', shown: undefined }).shown, undefined);
	const live = after(NOTHING, told(9, 'Live'));
	assert.equal(nextState(live, { type: 'restored', shown: kept }), live);
	assert.equal(nextState(after(NOTHING, refused('not_allowed')), { type: 'restored', shown: kept }).shown, undefined);
});

test('what the server sends and is no dashboard is said, and takes nothing away', () => {
	const broken = told(2, 'x');
	assert.ok('view' in broken && broken.view.dashboard);
	const bad = { ...broken, view: { dashboard: { ...broken.view.dashboard, dashboard: { title: 'no tabs' } } } };
	const state = after(NOTHING, told(1, 'One'), bad);
	assert.equal(state.shown?.dashboard.title, 'One');
	assert.equal(state.refusal?.code, 'unreadable');
});

test('a declaration of a newer server is shown as far as it can be read', () => {
	const item = { id: 'a', x: 0, y: 0, w: 6, h: 4, kind: 'chart', chart: 'revenue' };
	const read = declarationOf({
		title: 'Sales',
		tabs: [
			{
				id: 't',
				title: 'T',
				items: [{ ...item, id: 'b', y: 9 }, item, { ...item, id: 'c', kind: 'map3d' }, item, 5, null],
			},
			{ id: 't', title: 'twice', items: [] },
			{ id: 'u', title: 'U', items: [{ ...item, id: 'd', w: 99, params: { region: 'north' } }, item] },
		],
		filters: [
			{ id: 'f', label: 'Region', type: 'choice', param: 'region', binds: { a: null } },
			{ id: 'g', label: 'Hologram', type: 'hologram', param: 'x' },
		],
		wall: { rotateMs: 'fast', theme: 'pink', clock: false, timeZone: 'Europe/Lisbon' },
	});
	assert.deepEqual(
		read?.tabs.map(({ id, items }) => [id, items.map((each) => each.id)]),
		[
			['t', ['a', 'b']],
			['u', ['d']],
		],
	);
	assert.equal(read?.tabs[1]?.items[0]?.w, 12);
	assert.deepEqual(
		read?.filters.map(({ id, binds }) => [id, binds]),
		[['f', { a: null }]],
	);
	assert.deepEqual(read?.wall, { clock: false, timeZone: 'Europe/Lisbon' });
	for (const none of [null, 'x', [], {}, { tabs: 'x' }]) assert.equal(declarationOf(none), undefined);
});

test('a state is said in plain words: what happened, and what to do', () => {
	const online = { status: 'online', transport: 'websocket' } as const;
	const context = { missing: undefined, connection: online, online: true, locale: 'en' };
	const phases = [
		viewOf(NOTHING, { ...context, missing: 'dashboard' }),
		viewOf(NOTHING, context),
		viewOf(after(NOTHING, refused('unknown_dashboard')), context),
		viewOf(after(NOTHING, refused('not_allowed')), context),
		viewOf(NOTHING, { ...context, connection: { status: 'waiting', attempt: 2, retryAt: 0, code: 'closed' } }),
		viewOf(NOTHING, { ...context, connection: { status: 'stopped', code: 'token_revoked', message: 'Revoked.' } }),
		viewOf(after(NOTHING, told(1, 'x')), context),
	];
	assert.deepEqual(
		phases.map(({ phase }) => phase),
		['missing', 'loading', 'refused', 'refused', 'offline', 'refused', 'ready'],
	);
	for (const { phase, title } of phases) assert.equal(title === '', phase === 'ready');
	assert.equal(phases[5]?.detail, 'Revoked.');
	assert.equal(
		viewOf(after(NOTHING, told(1, 'x'), refused('unknown_dashboard')), context).title,
		'There is no such dashboard',
	);
});

test('keys lead from tab to tab, around, in the direction of reading', () => {
	const go = (key: string, at: number, isRtl = false) => tabAfter(key, { count: 3, at, isRtl });
	assert.deepEqual(
		[go('ArrowRight', 0), go('ArrowRight', 2), go('ArrowLeft', 0), go('Home', 2), go('End', 0)],
		[1, 0, 2, 0, 2],
	);
	assert.deepEqual([go('ArrowRight', 0, true), go('ArrowLeft', 2, true)], [2, 0]);
	assert.equal(go('Enter', 0), undefined);
});

test('the fewest children are moved', () => {
	assert.deepEqual([...stayers([1, 2, 0])].sort(), [1, 2]);
	assert.deepEqual([...stayers([3, 0, 1, 2])].sort(), [0, 1, 2]);
	assert.deepEqual([...stayers([])], []);
});
