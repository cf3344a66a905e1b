/** How tabs are brought to the server and kept in the browser; clock, server and storage are stood in for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BrowserStore } from '../../../workshop/pages/editor/model/browser-store.ts';
import { DraftSync } from '../../../workshop/pages/editor/model/draft-sync.ts';
import {
	type Bench,
	changeTab,
	type Draft,
	type draftOf,
	newTab,
	openTab,
} from '../../../workshop/pages/editor/pure/tabs.ts';
import { ApiError } from '../../../workshop/shared/api.ts';

type Body = ReturnType<typeof draftOf>;
type Answer = { readonly revision: number } | ApiError;

/** A page with one tab, whose clock moves by hand, before a server that answers as it is told. */
function page(answers: Answer[]) {
	const due: { at: number; act: () => void }[] = [];
	const sent: Body[] = [];
	const told: string[] = [];
	let now = 0;
	let bench: Bench = openTab({ tabs: [], active: '' }, newTab('a'));
	const stored = { draft: 'a', revision: 7, sql: 'theirs', params: {}, spec: null, title: '', source: null } as unknown;
	const sync = new DraftSync(
		{
			put: async (_id, body) => {
				sent.push(body);
				const answer = answers.shift() ?? { revision: sent.length };
				if (answer instanceof ApiError) throw answer;
				return answer as Draft;
			},
			get: async () => stored as Draft,
		},
		{
			find: (id) => {
				const tab = bench.tabs.find((each) => each.id === id);
				return tab && { tab, place: 0 };
			},
			saved: (id, revision, saved) => {
				bench = changeTab(bench, id, { revision, saved });
			},
			conflict: (_id, draft) => told.push(`conflict ${draft.revision}`),
			lost: (id) => told.push(`lost ${id}`),
			changed: () => undefined,
		},
		{
			after: (ms, act) => {
				const timer = { at: now + ms, act };
				due.push(timer);
				return () => void (due.includes(timer) && due.splice(due.indexOf(timer), 1));
			},
		},
	);
	const settle = () => new Promise((resolve) => setImmediate(resolve));
	return {
		sync,
		sent,
		told,
		tab: () => bench.tabs[0],
		write: (sql: string) => {
			bench = changeTab(bench, 'a', { sql });
			sync.changed('a');
		},
		settleOn: (revision: number) => {
			bench = changeTab(bench, 'a', { revision });
		},
		pass: async (ms: number) => {
			now += ms;
			for (const timer of due.filter(({ at }) => at <= now)) {
				due.splice(due.indexOf(timer), 1);
				timer.act();
			}
			await settle();
		},
	};
}

test('a draft is sent once it has been quiet for a second, with the revision that it was made from', async () => {
	const { write, pass, sent, sync } = page([]);
	write('s');
	await pass(900);
	write('se');
	await pass(900);
	assert.equal(sent.length, 0);
	assert.equal(sync.isIdle, false);
	await pass(100);
	write('sel');
	await pass(1000);
	assert.deepEqual(
		sent.map(({ sql, revision }) => [sql, revision]),
		[
			['se', 0],
			['sel', 1],
		],
	);
	assert.equal(sync.isIdle, true);
});

test('what has not changed is not sent', async () => {
	const { write, pass, sent, sync } = page([]);
	write('select 1');
	await pass(1000);
	sync.changed('a');
	await pass(1000);
	assert.equal(sent.length, 1);
});

test('what cannot be sent is sent later, and says so meanwhile', async () => {
	const { write, pass, sent, sync } = page([new ApiError(0, { code: 'unreachable', message: 'No answer.' })]);
	write('select 1');
	await pass(1000);
	assert.equal(sync.problem, 'No answer.');
	await pass(5000);
	assert.equal(sent.length, 2);
	assert.equal(sync.problem, '');
	assert.equal(sync.isIdle, true);
});

test('in a conflict nothing more is sent until somebody has decided, and then from the stored revision', async () => {
	const it = page([new ApiError(409, { code: 'draft_conflict', message: 'Saved elsewhere.' })]);
	it.write('mine');
	await it.pass(1000);
	assert.deepEqual(it.told, ['conflict 7']);
	it.write('mine, more');
	await it.pass(9000);
	assert.equal(it.sent.length, 1);
	it.settleOn(7);
	it.sync.release('a');
	await it.pass(0);
	assert.deepEqual([it.sent[1]?.sql, it.sent[1]?.revision], ['mine, more', 7]);
});

test('a draft that was closed elsewhere is told, so that it goes on as another', async () => {
	const { write, pass, told } = page([new ApiError(404, { code: 'unknown_draft', message: 'Gone.' })]);
	write('select 1');
	await pass(1000);
	assert.deepEqual(told, ['lost a']);
});

test('leaving the page sends at once what waits', async () => {
	const { write, sync, sent } = page([]);
	write('select 1');
	sync.flush();
	assert.equal(sent.length, 1);
});

function storage(maxBytes = Number.POSITIVE_INFINITY) {
	const kept = new Map<string, string>();
	let writes = 0;
	return {
		kept,
		writes: () => writes,
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => {
			writes++;
			if (value.length > maxBytes) throw new DOMException('full', 'QuotaExceededError');
			kept.set(key, value);
		},
		removeItem: (key: string) => void kept.delete(key),
	};
}

const two = openTab(openTab({ tabs: [], active: '' }, newTab('a', { sql: 'one' })), newTab('b', { sql: 'two' }));

test('tabs come back as they were, and a change writes only the tab that it is of', () => {
	const place = storage();
	const store = new BrowserStore('p', place);
	store.keep(two, undefined);
	const before = place.writes();
	const changed = changeTab(two, 'b', { sql: 'two!', run: 'r' });
	store.keep(changed, two);
	assert.equal(place.writes() - before, 2);
	assert.deepEqual(new BrowserStore('p', place).read(), changed);
	assert.equal(new BrowserStore('another', place).read(), undefined);
});

test('a closed tab leaves nothing behind', () => {
	const place = storage();
	const store = new BrowserStore('p', place);
	store.keep(two, undefined);
	store.keep({ tabs: two.tabs.slice(0, 1), active: 'a' }, two);
	assert.deepEqual([...place.kept.keys()], ['p:a', 'p:order']);
});

test('what cannot be read is left out, and a full browser is told', () => {
	const place = storage(400);
	const store = new BrowserStore('p', place);
	store.keep(two, undefined);
	place.kept.set('p:a', '{');
	assert.deepEqual(
		store.read()?.tabs.map(({ id }) => id),
		['b'],
	);
	assert.equal(store.read()?.active, 'b');
	store.keep(changeTab(two, 'b', { sql: 'x'.repeat(500) }), two);
	assert.equal(store.isFull, true);
});
