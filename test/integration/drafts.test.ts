/** Drafts: what authors write, kept as they write, on however many pages; each author's own, or shared by its address. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, test } from 'node:test';
import { type Answer, type Caller, callerOf } from '../support/calls.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { raced } from '../support/race.ts';
import { scope } from '../support/scope.ts';
import { until } from '../support/until.ts';

const owner = scope();
let chartwire: Chartwire;
let ada: Caller;
let ben: Caller;

before(async () => {
	chartwire = await startChartwire(owner);
	[ada, ben] = await Promise.all([callerOf(chartwire, { subject: 'ada' }), callerOf(chartwire, { subject: 'ben' })]);
});

const ok = async (answer: Promise<Answer>): Promise<Answer> => {
	const got = await answer;
	assert.equal(got.status, 200, got.text);
	return got;
};
const list = (answer: Answer, key: string) => answer.body[key] as Record<string, unknown>[];

const draft = (revision: number, sql: string, more: object = {}) => ({ revision, sql, title: 'Tab', ...more });

describe('a draft', () => {
	test('is kept whole, by its author, and listed in the order of the tabs', async () => {
		const [first, second] = [randomUUID(), randomUUID()];
		const full = { source: 'sample', params: { day: '2026-01-01' }, spec: { type: 'line', half: [1] }, place: 2 };
		await ok(ada('PUT', `/v1/drafts/${first}`, { body: draft(0, 'select 1 fro', full) }));
		await ok(ada('PUT', `/v1/drafts/${second}`, { body: draft(0, '', { place: 1 }) }));
		const { body } = await ok(ada('GET', `/v1/drafts/${first}`));
		const { params, spec, source, sql, revision, own } = body;
		assert.deepEqual(
			{ params, spec, source, sql, revision, own },
			{ ...{ params: full.params, spec: full.spec, source: 'sample' }, sql: 'select 1 fro', revision: 1, own: true },
		);
		const drafts = list(await ok(ada('GET', '/v1/drafts')), 'drafts');
		assert.deepEqual(
			drafts.map((each) => each['draft']),
			[second, first],
		);
		assert.deepEqual(list(await ok(ben('GET', '/v1/drafts')), 'drafts'), []);
	});

	test('is listed with what is in it where that is asked for, as far as all of it is no more than a megabyte', async () => {
		const eve = await callerOf(chartwire, { subject: 'eve' });
		const ids = Array.from({ length: 12 }, () => randomUUID());
		const sql = `select '${'x'.repeat(90_000)}'`;
		for (const [place, id] of ids.entries())
			await ok(
				eve('PUT', `/v1/drafts/${id}`, { body: draft(0, sql, { place, params: { day: 1 }, spec: { type: 'bar' } }) }),
			);
		const listed = list(await ok(eve('GET', '/v1/drafts?content=true')), 'drafts');
		assert.deepEqual(
			listed.map((each) => each['draft']),
			ids,
		);
		const { params, spec, revision, ...first } = listed[0] ?? {};
		assert.deepEqual([first['sql'], params, spec, revision], [sql, { day: 1 }, { type: 'bar' }, 1]);
		const isWhole = (each: Record<string, unknown>): boolean => 'sql' in each;
		assert.deepEqual([listed.filter(isWhole).length, listed.findIndex((each) => !isWhole(each))], [11, 11]);
		const bare = list(await ok(eve('GET', '/v1/drafts')), 'drafts');
		assert.deepEqual(bare.filter(isWhole), []);
		assert.deepEqual(
			bare.map((each) => each['sqlBytes']),
			ids.map(() => sql.length),
		);
		await ok(eve('DELETE', `/v1/drafts/${ids[0]}`));
		const [gone] = list(await ok(eve('GET', '/v1/drafts?deleted=true&content=true')), 'drafts');
		assert.deepEqual([gone?.['draft'], gone?.['sql']], [ids[0], sql]);
		assert.deepEqual(list(await ok(ben('GET', '/v1/drafts?content=true')), 'drafts'), []);
	});

	test('of two pages that write it at once one wins, and the other is given what is stored', async () => {
		const path = `/v1/drafts/${randomUUID()}`;
		await ok(ada('PUT', path, { body: draft(0, 'select 0') }));
		const id = path.slice('/v1/drafts/'.length);
		const answers = await raced(
			chartwire.control,
			(on) => on`select from drafts where id = ${id} for update`,
			() => Promise.all(['select 1', 'select 2'].map((sql) => ada('PUT', path, { body: draft(1, sql) }))),
		);
		assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
		const [won, lost] = answers.toSorted((a, b) => a.status - b.status);
		assert.equal(lost?.code, 'draft_conflict');
		const stored = lost?.body['stored'] as { revision: number; sql: string };
		assert.deepEqual([stored.revision, stored.sql], [2, won?.body['sql']]);
		// Said again, since the answer was lost: it is stored already.
		const again = await ok(ada('PUT', path, { body: draft(1, stored.sql) }));
		assert.equal(again.body['revision'], 2);
		assert.equal((await ok(ada('PUT', path, { body: draft(2, 'select 3') }))).body['revision'], 3);
	});

	test('that was never there, or is somebody else’s, is not made by a later revision', async () => {
		assert.equal((await ada('PUT', `/v1/drafts/${randomUUID()}`, { body: draft(3, 'x') })).code, 'unknown_draft');
		const path = `/v1/drafts/${randomUUID()}`;
		await ok(ada('PUT', path, { body: draft(0, 'mine') }));
		for (const revision of [0, 1]) {
			assert.equal((await ben('PUT', path, { body: draft(revision, 'mine now') })).code, 'unknown_draft');
		}
		assert.equal((await ok(ada('GET', path))).body['sql'], 'mine');
	});

	test('of a subject that a back end has named is not that of the account which is called so', async () => {
		const id = randomUUID();
		await chartwire.control`
			insert into drafts (project, id, owner, title, sql, params, place, shared)
			values ('default', ${id}, 'account ada', '', 'select secret', '{}', 0, false)`;
		const caller = await callerOf(chartwire, { subject: 'ada' });
		assert.equal((await caller('GET', `/v1/drafts/${id}`)).status, 404);
		assert.equal((await caller('DELETE', `/v1/drafts/${id}`)).status, 404);
		const { text } = await caller('GET', '/v1/drafts');
		assert.equal(text.includes(id), false);
	});

	test('that is shared is read by its address within the project, and changed by its owner only', async () => {
		const path = `/v1/drafts/${randomUUID()}`;
		await ok(ada('PUT', path, { body: draft(0, 'select 1') }));
		assert.equal((await ben('GET', path)).code, 'unknown_draft');
		await ok(ada('PUT', path, { body: draft(1, 'select 1', { shared: true }) }));
		const { body } = await ok(ben('GET', path));
		assert.deepEqual([body['sql'], body['own'], body['owner']], ['select 1', false, 'ada']);
		assert.equal((await ben('PUT', path, { body: draft(2, 'select 2') })).code, 'not_allowed');
		assert.equal((await ben('DELETE', path)).code, 'unknown_draft');
		assert.deepEqual(list(await ok(ben('GET', '/v1/drafts')), 'drafts'), []);
		await ok(ada('DELETE', path));
		assert.equal((await ben('GET', path)).code, 'unknown_draft');
		assert.equal((await ben('POST', `${path}/restore`)).code, 'unknown_draft');
	});

	test('that is deleted can be had again for 30 days, and no longer', async () => {
		const id = randomUUID();
		const path = `/v1/drafts/${id}`;
		await ok(ada('PUT', path, { body: draft(0, 'select 1') }));
		const { body } = await ok(ada('DELETE', path));
		assert.equal(Number(body['restorableUntil']) - Number(body['deletedAt']), 30 * 86_400_000);
		assert.equal((await ada('DELETE', path)).code, 'unknown_draft');
		assert.equal((await ada('PUT', path, { body: draft(1, 'select 2') })).code, 'unknown_draft');
		const isListed = async (query: string) =>
			list(await ok(ada('GET', `/v1/drafts${query}`)), 'drafts').some((each) => each['draft'] === id);
		assert.deepEqual([await isListed(''), await isListed('?deleted=true')], [false, true]);
		await ok(ada('POST', `${path}/restore`));
		assert.equal((await ok(ada('PUT', path, { body: draft(1, 'select 2') }))).body['revision'], 2);
		await ok(ada('DELETE', path));
		const other = randomUUID();
		await ok(ada('PUT', `/v1/drafts/${other}`, { body: draft(0, 'select 1') }));
		await ok(ada('DELETE', `/v1/drafts/${other}`));
		const age = (draft: string, days: number) =>
			chartwire.control`update drafts set deleted_at = now() - ${`${days} days`}::interval where id = ${draft}`;
		await age(id, 31);
		await age(other, 29);
		// A worker drops what is old when it starts, and once a minute.
		const worker = await chartwire.start('worker');
		await until(async () => !(await isListed('?deleted=true')), { timeoutMs: 60_000 });
		await worker.stop();
		await ok(ada('POST', `/v1/drafts/${other}/restore`));
		await ok(ada('DELETE', `/v1/drafts/${other}`));
		assert.equal((await ada('POST', `${path}/restore`)).code, 'unknown_draft');
	});

	test('is bounded in size, and so is how many an author has, deleted or not', async () => {
		const put = (body: object) => ada('PUT', `/v1/drafts/${randomUUID()}`, { body });
		for (const body of [
			draft(0, 'x'.repeat(100_001)),
			draft(0, '', { spec: { text: 'x'.repeat(65_536) } }),
			draft(0, '', { params: Object.fromEntries(Array.from({ length: 900 }, (_, at) => [`p${at}`, 'x'.repeat(100)])) }),
			draft(0, 'a\0b'),
			draft(0, '', { title: 'x'.repeat(301) }),
			draft(0, '', { surprise: true }),
		]) {
			assert.equal((await put(body)).code, 'bad_request');
		}
		assert.equal((await ada('PUT', '/v1/drafts/mine', { body: draft(0, '') })).code, 'bad_request');
		const fill = (owner: string, count: number, deleted: boolean) => chartwire.control`
			insert into drafts (project, id, owner, title, sql, params, place, shared, deleted_at)
			select 'default', gen_random_uuid(), ${`token ${owner}`}, '', '', '{}', 0, false, case when ${deleted} then now() - interval '1 day' end
			from generate_series(1, ${count})`;
		await fill('full', 199, false);
		const full = await callerOf(chartwire, { subject: 'full' });
		const last = `/v1/drafts/${randomUUID()}`;
		const both = await Promise.all(
			[last, `/v1/drafts/${randomUUID()}`].map((path) => full('PUT', path, { body: draft(0, '') })),
		);
		assert.deepEqual(both.map(({ status }) => status).sort(), [200, 422]);
		assert.equal(both.find(({ status }) => status === 422)?.code, 'too_many_drafts');
		await fill('full', 300, true);
		const [one] = list(await ok(full('GET', '/v1/drafts')), 'drafts');
		await ok(full('DELETE', `/v1/drafts/${String(one?.['draft'])}`));
		assert.equal(list(await ok(full('GET', '/v1/drafts?deleted=true')), 'drafts').length, 300);
	});

	test('is bounded in number for a project as well, however many authors its back end names', async () => {
		const fill = (count: number, deleted: boolean) => chartwire.control`
			insert into drafts (project, id, owner, title, sql, params, place, shared, deleted_at)
			select 'default', gen_random_uuid(), 'token many ' || n, '', '', '{}', 0, false,
				case when ${deleted} then now() - interval '1 day' end
			from generate_series(1, ${count}) n`;
		const counted = async (deleted: boolean) => {
			const [row] = await chartwire.control`select count(*)::integer as n from drafts
				where project = 'default' and (deleted_at is not null) = ${deleted}`;
			return Number(row?.['n']);
		};
		await fill(4_998 - (await counted(false)), false);
		const newcomers = await Promise.all(['one', 'two', 'three'].map((subject) => callerOf(chartwire, { subject })));
		const put = (caller: Caller) => caller('PUT', `/v1/drafts/${randomUUID()}`, { body: draft(0, '') });
		const answers = await Promise.all(newcomers.map(put));
		assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 422]);
		const refused = answers.find(({ status }) => status === 422);
		assert.equal(refused?.code, 'too_many_drafts');
		assert.match(refused?.text ?? '', /authors of this project/);
		await fill(10_000 - (await counted(true)), true);
		const ours = newcomers[answers.findIndex(({ status }) => status === 200)] ?? ada;
		const [one] = list(await ok(ours('GET', '/v1/drafts')), 'drafts');
		await ok(ours('DELETE', `/v1/drafts/${String(one?.['draft'])}`));
		assert.equal(await counted(true), 10_000);
		const deleted = list(await ok(ours('GET', '/v1/drafts?deleted=true')), 'drafts');
		assert.deepEqual(
			deleted.map((each) => each['draft']),
			[one?.['draft']],
			'what was deleted last stays',
		);
	});
});
