/** Dashboards: saved with their versions, told live on every node, and what their tokens may watch. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { Redis } from 'ioredis';
import type { TokenGrant } from '../../server/auth/sign-token.ts';
import type { DashboardEvent, ServerMessage } from '../../widget/protocol.ts';
import { type Answer, type Caller, callerOf } from '../support/calls.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { scope } from '../support/scope.ts';
import { type SpawnedServer, spawnServer } from '../support/server.ts';
import { until } from '../support/until.ts';
import { connectWire, type WireClient } from '../support/wire.ts';

const owner = scope();
let chartwire: Chartwire;
/** Beside the one that the API is asked at. */
let other: SpawnedServer;
let ada: Caller;
let ben: Caller;
let stranger: Caller;
let viewer: Caller;

before(async () => {
	chartwire = await startChartwire(owner);
	[other, ada, ben, stranger, viewer] = await Promise.all([
		spawnServer({ role: 'web', env: chartwire.env, scope: owner }),
		callerOf(chartwire, { subject: 'ada' }),
		callerOf(chartwire, { subject: 'ben' }),
		callerOf(chartwire, { subject: 'ada', project: 'elsewhere' }),
		callerOf(chartwire, { subject: 'ada', permissions: [] }),
	]);
	for (const name of ['one', 'two', 'three']) await chartwire.chart(name, `select '${name}' as word`);
});

const ok = async (answer: Promise<Answer>): Promise<Answer> => {
	const got = await answer;
	assert.equal(got.status, 200, got.text);
	return got;
};
const board = (title: string, charts: readonly string[], more: object = {}) => ({
	title,
	tabs: [
		{
			id: 'tab',
			title: 'Tab',
			items: charts.map((chart, at) => ({ id: `item-${at}`, x: 0, y: at, w: 12, h: 1, kind: 'chart', chart })),
		},
	],
	filters: [],
	...more,
});
const save = (name: string, body: object, by = ada) => ok(by('PUT', `/v1/dashboards/${name}`, { body }));

describe('a dashboard', () => {
	test('is saved, shown with its revision, listed, and has a version for each change and none for no change', async () => {
		const path = '/v1/dashboards/kept';
		const first = board('First', ['one'], { description: 'Of the Needle' });
		const saved = await save('kept', first);
		assert.deepEqual([saved.body, saved.headers.get('etag')], [{ dashboard: 'kept', revision: 1 }, '"1"']);
		await save('kept', first);
		await save('kept', board('Second', ['one', 'gone']), ben);
		const { body, headers } = await ok(ben('GET', path));
		assert.deepEqual(
			[body['revision'], body['updatedBy'], body['declaration'], headers.get('etag')],
			[2, 'ben', board('Second', ['one', 'gone']), '"2"'],
		);
		const { body: versions } = await ok(ada('GET', `${path}/versions`));
		assert.deepEqual(
			(versions['versions'] as Record<string, unknown>[]).map(({ version, by, title }) => [version, by, title]),
			[
				[2, 'ben', 'Second'],
				[1, 'ada', 'First'],
			],
		);
		assert.deepEqual((await ok(ada('GET', `${path}/versions/1`))).body['declaration'], first);
		await ok(ada('POST', `${path}/versions/1/restore`));
		assert.deepEqual((await ok(ada('GET', path))).body['declaration'], first);
		const { body: found } = await ok(ada('GET', '/v1/dashboards?q=NEEDLE'));
		const [{ name, charts, description } = {}, ...more] = found['dashboards'] as Record<string, unknown>[];
		assert.deepEqual([name, charts, description, more], ['kept', 1, 'Of the Needle', []]);
		const entries = await chartwire.control`
			select action, details from audit_log where object = 'kept' and action like 'dashboard.%' order by id`;
		assert.deepEqual(
			entries.map(({ action, details }) => [action, details]),
			[
				['dashboard.saved', { charts: 1 }],
				['dashboard.saved', { charts: 1 }],
				['dashboard.saved', { charts: 2 }],
				['dashboard.restored', { charts: 1, version: 1 }],
			],
		);
	});

	test('is listed page by page, the last saved first', async () => {
		for (const name of ['page-a', 'page-b', 'page-c']) await save(name, board('Paged', []));
		const first = (await ok(ada('GET', '/v1/dashboards?limit=2&q=paged'))).body;
		const second = (await ok(ada('GET', `/v1/dashboards?limit=2&q=paged&cursor=${String(first['next'])}`))).body;
		const names = [first, second].map((page) => (page['dashboards'] as { name: string }[]).map(({ name }) => name));
		assert.deepEqual([names, second['next']], [[['page-c', 'page-b'], ['page-a']], undefined]);
	});

	test('is not overwritten by who did not see the last version: 409, with both', async () => {
		const path = '/v1/dashboards/fought';
		await save('fought', board('One', []));
		await save('fought', board('Two', []));
		const late = await ben('PUT', path, { body: board('Late', []), headers: { 'if-match': '"1"' } });
		assert.deepEqual([late.status, late.code], [409, 'dashboard_conflict']);
		const { revision, declaration } = late.body['stored'] as Record<string, unknown>;
		assert.deepEqual([revision, declaration, late.body['given']], [2, board('Two', []), board('Late', [])]);
		assert.equal((await ben('DELETE', path, { headers: { 'if-match': '"1"' } })).code, 'dashboard_conflict');
		const fresh = await ben('PUT', path, { body: board('Late', []), headers: { 'if-none-match': '*' } });
		assert.equal(fresh.code, 'dashboard_conflict');
		await ok(ben('DELETE', path, { headers: { 'if-match': '"2"' } }));
		assert.equal((await ada('GET', path)).code, 'unknown_dashboard');
		await ok(ada('POST', `${path}/versions/2/restore`));
		assert.equal((await ok(ada('GET', path))).body['revision'], 4);
	});

	test('is refused where items overlap, and says which', async () => {
		const [tab] = board('', ['one', 'two']).tabs;
		const overlapping = { ...tab, items: tab?.items.map((item) => ({ ...item, y: 0 })) };
		const { code, text } = await ada('PUT', '/v1/dashboards/bad', {
			body: { ...board('Bad', []), tabs: [overlapping] },
		});
		assert.equal(code, 'bad_request');
		assert.match(text, /item-0.*item-1.*overlap/);
	});

	test('I9 is its own project’s, whatever another one calls alike', async () => {
		const path = '/v1/dashboards/private';
		await save('private', board('Mine', ['one']));
		for (const [method, more] of [
			['GET', ''],
			['DELETE', ''],
			['GET', '/versions'],
		] as const) {
			assert.equal((await stranger(method, `${path}${more}`)).code, 'unknown_dashboard', method);
		}
		assert.equal((await viewer('GET', path)).code, 'not_allowed');
		await ok(stranger('PUT', path, { body: board('Theirs', ['two']) }));
		const [mine, theirs] = await Promise.all([
			watch(await connect({ dashboards: ['private'] }), 'private'),
			watch(await connect({ dashboards: ['private'], project: 'elsewhere' }), 'private'),
		]);
		assert.notEqual(mine.channel, theirs.channel);
		assert.deepEqual(
			[mine.last()?.dashboard, theirs.last()?.dashboard],
			[board('Mine', ['one']), board('Theirs', ['two'])],
		);
		const wire = await connect({ dashboards: ['private'], project: 'elsewhere' });
		await assert.rejects(wire.subscribe({ chart: 'one' }), /unknown_chart/);
	});
});

const connect = async (grant: Partial<TokenGrant>, { url } = chartwire.web()): Promise<WireClient> => {
	const token = await chartwire.token({ permissions: [], charts: [], dashboards: [], ...grant });
	return connectWire({ url, token, scope: owner });
};

/** What a viewer sees of a dashboard: the state that it was told last. */
async function watch(wire: WireClient, dashboard: string) {
	const { channel } = await wire.subscribe({ dashboard });
	const last = (): DashboardEvent | undefined => {
		const told = wire.frames.flatMap((frame: ServerMessage) => {
			if (frame.type === 'reset' && frame.channel === channel) return [frame.snapshot.dashboard];
			if (frame.type !== 'event' || frame.channel !== channel || frame.event.kind !== 'dashboard') return [];
			return [frame.event];
		});
		return told.at(-1);
	};
	await until(async () => last() !== undefined, { what: `${dashboard} is told` });
	return { channel, last };
}

describe('who watches a dashboard', () => {
	test('is told at once what is saved, at every node', async () => {
		await save('live', board('Before', ['one']));
		const viewers = await Promise.all(
			[chartwire.web(), other].map(async (node) => watch(await connect({ dashboards: ['live'] }, node), 'live')),
		);
		assert.equal(viewers[0]?.channel, viewers[1]?.channel);
		await save('live', board('After', ['two']));
		const [row] = await chartwire.control`select told_revision from dashboards where name = 'live'`;
		assert.equal(row?.['told_revision'], 2, 'it was told before the answer, and not by the sweeper');
		for (const { last } of viewers) {
			await until(async () => last()?.revision === 2, { what: 'the change is told' });
			assert.deepEqual(last(), { kind: 'dashboard', name: 'live', revision: 2, dashboard: board('After', ['two']) });
		}
	});

	test('I4 is told it again after an emptied Redis, as soon as a node reads its channel', async () => {
		await save('emptied', board('Kept', []));
		const wire = await connect({ dashboards: ['emptied'] });
		const { channel } = await watch(wire, 'emptied');
		const [before] = wire.frames.flatMap((frame) => (frame.type === 'reset' ? [frame.epoch] : []));
		const admin = new Redis(chartwire.redis.url);
		await admin.flushall();
		admin.disconnect();
		const late = await watch(await connect({ dashboards: ['emptied'] }, other), 'emptied');
		assert.deepEqual(late.last()?.dashboard, board('Kept', []));
		const isAnew = (frame: ServerMessage) =>
			(frame.type === 'event' || frame.type === 'reset') && frame.channel === channel && frame.epoch !== before;
		const told = await wire.waitFor(isAnew, 60_000);
		assert.match(JSON.stringify(told), /"title":"Kept"/);
	});

	test('hears what could not be told when it was saved', async () => {
		await save('untold', board('Told', []));
		const { last } = await watch(await connect({ dashboards: ['untold'] }), 'untold');
		const declaration = JSON.stringify(board('Told later', []));
		// As a node leaves it that ended between its commit and its word.
		await chartwire.control`
			update dashboards set declaration = ${declaration}::text::jsonb, revision = 2, updated_at = now()
			where project = 'default' and name = 'untold'`;
		await until(async () => last()?.revision === 2, { what: 'the sweeper has told it', timeoutMs: 60_000 });
	});

	test('loses it when it is deleted, and may not watch one that its token does not name', async () => {
		await save('deleted', board('Short', []));
		const wire = await connect({ dashboards: ['deleted'] }, other);
		await watch(wire, 'deleted');
		await ok(ada('DELETE', '/v1/dashboards/deleted'));
		await wire.waitForType('moved', 60_000);
		await assert.rejects(wire.subscribe({ dashboard: 'deleted' }), /unknown_dashboard/);
		await assert.rejects(wire.subscribe({ dashboard: 'live' }), /unknown_dashboard/);
		await watch(await connect({ dashboards: '*' }), 'live');
	});
});

describe('a token for a dashboard', () => {
	const doors = async (token: string, { url } = chartwire.web()) => {
		const headers = { authorization: `Bearer ${token}` };
		const asked = { token, subscriptions: [{ id: 1, chart: 'two' }], waitMs: 0 };
		const answers = await Promise.all([
			fetch(`${url}/v1/charts/two/rows.csv`, { headers }),
			fetch(`${url}/v1/charts/two/picture.svg`, { headers }),
			fetch(`${url}/v1/poll`, { method: 'POST', body: JSON.stringify(asked) }),
			fetch(`${url}/v1/embed/diagnose`, { method: 'POST', headers, body: JSON.stringify({ chart: 'two' }) }),
		]);
		const texts = await Promise.all(answers.map((answer) => answer.text()));
		return texts.map((text) => !text.includes('unknown_chart'));
	};

	test('I9 lets the charts be watched that are on it, at every door of every node, as soon as it is saved', async () => {
		const grant = { subject: 'guest', permissions: [], charts: [], dashboards: ['granted'] };
		const token = await chartwire.token(grant);
		await save('granted', board('Granted', ['one']));
		assert.deepEqual(await doors(token), [false, false, false, false]);
		const wire = await connect(grant, other);
		await assert.rejects(wire.subscribe({ chart: 'two' }), /unknown_chart/);
		await save('granted', board('Granted', ['one', 'two']));
		// At the other node at once: what it does not know of it looks for.
		await wire.subscribe({ chart: 'two' });
		for (const node of [chartwire.web(), other]) assert.deepEqual(await doors(token, node), [true, true, true, true]);
		await save('granted', board('Granted', [], { filters: [offering('three')] }));
		await wire.subscribe({ chart: 'three' });
	});

	const offering = (optionsChart: string) => ({ id: 'f', label: 'F', type: 'choice', param: 'f', optionsChart });

	test('I9 takes a chart away that is taken off, from living connections as well, and from nobody who has it by another right', async () => {
		await save('shrinking', board('Shrinking', ['one', 'two']));
		const grant = { subject: 'guest', permissions: [], charts: [], dashboards: ['shrinking'] };
		const [guest, owning] = await Promise.all([connect(grant, other), connect({ ...grant, charts: ['two'] }, other)]);
		const kept = await guest.subscribe({ chart: 'one' });
		const lost = await guest.subscribe({ chart: 'two' });
		await owning.subscribe({ chart: 'two' });
		await save('shrinking', board('Shrinking', ['one']));
		const moved = await guest.waitForType('moved', 60_000);
		assert.equal(moved.id, lost.id);
		await assert.rejects(guest.subscribe({ chart: 'two' }), /unknown_chart/);
		assert.deepEqual(await doors(await chartwire.token(grant), other), [false, false, false, false]);
		await chartwire.chart('one', "select 'changed' as word");
		await chartwire.chart('two', "select 'changed' as word");
		const says = (wire: WireClient, channel: string) =>
			until(async () => wire.eventsOf(channel).some(({ event }) => JSON.stringify(event).includes('changed')), {
				what: 'the new answer comes',
				timeoutMs: 60_000,
			});
		await says(guest, kept.channel);
		await says(owning, lost.channel);
		assert.ok(!guest.eventsOf(lost.channel).some(({ event }) => JSON.stringify(event).includes('changed')));
		assert.ok(!owning.frames.some(({ type }) => type === 'moved'));
	});
});
