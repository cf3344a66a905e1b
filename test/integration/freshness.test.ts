/** How old an answer may be: served, served and marked, or withdrawn; and when it is asked for again. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { Redis } from 'ioredis';
import type { EventMessage, FreshnessEvent, ResetMessage, ServerMessage, Snapshot } from '../../widget/protocol.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { scope } from '../support/scope.ts';
import { type SpawnedServer, spawnServer } from '../support/server.ts';
import { until } from '../support/until.ts';
import { connectWire, type WireClient } from '../support/wire.ts';

const owner = scope();
let chartwire: Chartwire;
let other: SpawnedServer;

before(async () => {
	chartwire = await startChartwire(owner);
	other = await spawnOther();
});

/** A second web node, at a port of its own. */
const spawnOther = () => spawnServer({ role: 'web', env: chartwire.env, scope: owner });

const viewerAt = async (node: SpawnedServer, subject: string): Promise<WireClient> =>
	connectWire({ url: node.url, token: await chartwire.token({ subject, permissions: [] }), scope: owner });

const isEvent =
	(kind: string) =>
	(frame: ServerMessage): frame is EventMessage =>
		frame.type === 'event' && frame.event.kind === kind;
const isReset = (frame: ServerMessage): frame is ResetMessage => frame.type === 'reset';

/** What a viewer who comes now is shown first. */
async function firstSight(viewer: WireClient, chart: string): Promise<{ at: number; snapshot: Snapshot }> {
	await viewer.subscribe({ chart });
	return viewer.waitFor(isReset);
}

const runsOf = async (chart: string) => {
	const [row] = await chartwire.control<
		{ n: number }[]
	>`select count(*)::integer as n from runs where chart = ${chart}`;
	return row?.n ?? 0;
};

/** As if this much time had passed since the chart's answer came. */
const age = (chart: string, ms: number) => chartwire.control`
	update channels set answered_at = answered_at - interval '1 ms' * ${ms}::float8,
		last_finished_at = last_finished_at - interval '1 ms' * ${ms}::float8,
		asked_at = asked_at - interval '1 ms' * ${ms}::float8
	where chart = ${chart}`;

/** Makes a chart, and has it answered once; answers the first answer. */
async function answered(chart: string, sql: string, more: object): Promise<EventMessage['event']> {
	await chartwire.chart(chart, sql, more);
	const first = await viewerAt(chartwire.web(), `first of ${chart}`);
	await first.subscribe({ chart });
	const { event } = await first.waitFor(isEvent('result'));
	await first.close();
	return event;
}

const asOf = (snapshot: Snapshot) => snapshot.result?.result.asOf;

describe('an answer', () => {
	test('younger than maxAge is served as it is, and nothing runs', async () => {
		const first = await answered('young', 'select 1 as n', { maxAgeMs: 60_000 });
		await age('young', 30_000);
		const viewer = await viewerAt(other, 'second');
		const { snapshot } = await firstSight(viewer, 'young');
		assert.deepEqual(snapshot, { result: first });
		assert.equal(await runsOf('young'), 1);
	});

	test('older than maxAge is served at once, marked stale with what it is of, while one refresh runs for all of two nodes', async () => {
		const sql = 'select 1 as n, clock_timestamp() as at, pg_sleep(1)';
		const first = await answered('old', sql, { maxAgeMs: 60_000 });
		await age('old', 61_000);
		const viewers = await Promise.all(
			Array.from({ length: 20 }, (_, index) => viewerAt(index % 2 === 0 ? chartwire.web() : other, `viewer ${index}`)),
		);
		const sights = await Promise.all(viewers.map((viewer) => firstSight(viewer, 'old')));
		for (const { at, snapshot } of sights) {
			assert.deepEqual(snapshot.result, first, 'the old answer is there at once');
			assert.equal(snapshot.freshness?.stale, true, 'and marked');
			assert.equal(snapshot.freshness.asOf, asOf(snapshot));
			assert.ok(at - (snapshot.freshness.asOf ?? at) >= 0, 'its age follows from the server’s clock');
		}
		for (const viewer of viewers) await viewer.waitFor(isEvent('result'));
		assert.equal(await runsOf('old'), 2, 'the first, and one refresh');
		const later = await firstSight(await viewerAt(other, 'later'), 'old');
		assert.equal(later.snapshot.freshness, undefined, 'the next answer has taken the mark away');
		assert.ok((asOf(later.snapshot) ?? 0) > (asOf(sights[0]?.snapshot ?? {}) ?? 0), 'it is a newer one');
	});

	test('older than maxAge is said to be stale to those who see it already', async () => {
		await chartwire.chart('watched', 'select 1 as n, pg_sleep(0.5)', { maxAgeMs: 60_000 });
		const watching = await viewerAt(chartwire.web(), 'watching');
		const { channel } = await watching.subscribe({ chart: 'watched' });
		await watching.waitFor(isEvent('result'));
		await age('watched', 61_000);
		await firstSight(await viewerAt(other, 'newcomer'), 'watched');
		await until(() => watching.eventsOf(channel).filter(isEvent('result')).length === 2);
		const kinds = watching.eventsOf(channel).map(({ event }) => event.kind);
		assert.equal(kinds.filter((kind) => kind === 'freshness').length, 1, kinds.join());
		assert.ok(kinds.indexOf('freshness') < kinds.lastIndexOf('result'), kinds.join());
	});

	test('I10 older than maxStale is not served: the newcomer is told why it waits, and gets the next one', async () => {
		await answered('ancient', 'select 1 as n, pg_sleep(1)', { maxAgeMs: 1_000, maxStaleMs: 60_000 });
		await age('ancient', 61_000);
		const viewer = await viewerAt(other, 'newcomer');
		const { snapshot } = await firstSight(viewer, 'ancient');
		assert.equal(snapshot.result, undefined, 'the old answer is not there');
		assert.deepEqual([snapshot.freshness?.stale, snapshot.freshness?.expired], [true, true]);
		assert.match(snapshot.freshness?.reason ?? '', /too old/);
		await viewer.waitFor(isEvent('result'));
	});

	test('older than maxStale is not served either when Redis was emptied meanwhile', async () => {
		await answered('forgotten', 'select 1 as n, pg_sleep(1)', { maxAgeMs: 1_000, maxStaleMs: 60_000 });
		await age('forgotten', 61_000);
		const redis = new Redis(chartwire.redis.url);
		const names = (await redis.keys('cw:{*')).filter((name) => !name.startsWith('cw:demand'));
		await redis.del(...names);
		redis.disconnect();
		const viewer = await viewerAt(other, 'newcomer');
		const { snapshot } = await firstSight(viewer, 'forgotten');
		const { reason: _reason, asOf: _asOf, ...freshness } = snapshot.freshness ?? ({} as FreshnessEvent);
		assert.deepEqual([snapshot.result, freshness], [undefined, { kind: 'freshness', stale: true, expired: true }]);
		await viewer.waitFor(isEvent('result'));
	});

	test('I11 whose refresh fails is kept, and shown to who comes meanwhile', async () => {
		await chartwire.customer`create table fragile as select 7 as n`;
		const first = await answered('fragile', 'select n from fragile', { refreshMs: 1_000, maxAgeMs: 0 });
		await chartwire.customer`drop table fragile`;
		const viewer = await viewerAt(chartwire.web(), 'newcomer');
		await viewer.subscribe({ chart: 'fragile' });
		await viewer.waitFor(isEvent('failed'));
		const [row] = await chartwire.control<{ last_result: string; failures: number }[]>`
			select last_result, failures from channels where chart = 'fragile'`;
		assert.equal(JSON.stringify(first), row?.last_result);
		const { snapshot } = await firstSight(await viewerAt(other, 'late'), 'fragile');
		assert.deepEqual([snapshot.result, snapshot.run?.kind], [first, 'failed']);
	});
});

describe('a chart that is declared otherwise', () => {
	const year = { name: 'year', type: 'number', default: 2026 };
	const isMoved = (frame: ServerMessage) => frame.type === 'moved';

	test('I9 tells those who watch it, on every node and once, to subscribe again; the others go on', async () => {
		await chartwire.chart('declared', 'select {{year}}::integer as year', { params: [year] });
		await chartwire.chart('beside', 'select 1 as n', { params: [year] });
		const viewers = await Promise.all([viewerAt(chartwire.web(), 'one'), viewerAt(other, 'two')]);
		const before = await Promise.all(viewers.map((viewer) => viewer.subscribe({ chart: 'declared' })));
		for (const viewer of viewers) await viewer.subscribe({ chart: 'beside' });
		const params = [year, { name: 'region', type: 'text', default: 'all' }];
		await chartwire.chart('declared', 'select {{year}}::integer as year, {{region}} as region', { params });
		for (const [index, viewer] of viewers.entries()) {
			const moved = await viewer.waitFor(isMoved);
			assert.deepEqual(moved, { type: 'moved', id: before[index]?.id });
			const after = await viewer.subscribe({ chart: 'declared' });
			assert.notEqual(after.channel, before[index]?.channel);
			const isAnswered = (frame: ServerMessage) =>
				(isEvent('result')(frame) || (isReset(frame) && frame.snapshot.result !== undefined)) &&
				frame.channel === after.channel;
			await viewer.waitFor(isAnswered);
			assert.equal(viewer.frames.filter(isMoved).length, 1);
		}
	});

	test('only in how it is drawn tells the same channel’s viewers so, and asks the source nothing', async () => {
		const sql = 'select 7 as drawn';
		const spec = { version: 1, type: 'number', title: 'Seven' };
		await chartwire.chart('drawn', sql, { spec });
		const viewers = await Promise.all([viewerAt(chartwire.web(), 'one'), viewerAt(other, 'two')]);
		const before = await Promise.all(viewers.map((viewer) => viewer.subscribe({ chart: 'drawn' })));
		assert.deepEqual(
			before.map((answer) => answer.spec),
			[spec, spec],
		);
		const runs = async () => (await chartwire.control`select from runs where chart = 'drawn'`).length;
		await until(async () => (await runs()) === 1);
		const title = { ...spec, title: 'Still seven' };
		for (const changed of [title, null]) {
			await chartwire.chart('drawn', sql, { spec: changed });
			for (const [index, viewer] of viewers.entries()) {
				const count = changed === null ? 2 : 1;
				await until(() => viewer.frames.filter(isMoved).length === count, { what: 'it is told' });
				const after = await viewer.subscribe({ chart: 'drawn' });
				assert.deepEqual([after.channel, after.spec], [before[index]?.channel, changed]);
			}
		}
		await chartwire.chart('drawn', sql, { spec: null });
		assert.equal(await runs(), 1);
		// So that it can be called where it stands among others.
		await chartwire.chart('drawn', sql, { spec: null, title: 'Drawn' });
		for (const viewer of viewers) {
			await until(() => viewer.frames.filter(isMoved).length === 3, { what: 'it is told the title' });
			assert.deepEqual((await viewer.subscribe({ chart: 'drawn' })).spec, { version: 1, chartTitle: 'Drawn' });
		}
		const wrong = await chartwire.api('PUT', '/v1/charts/drawn', {
			source: 'sample',
			sql,
			spec: { version: 1, typ: 'line' },
		});
		assert.equal(wrong.status, 400);
		assert.match(JSON.stringify(wrong.body), /spec: Unrecognized key: \\"typ\\"/);
		const schema = await fetch(`${chartwire.web().url}/v1/schema/chart-spec-1.json`);
		const { properties } = (await schema.json()) as { properties: object };
		assert.ok('thresholds' in properties, 'the schema is published');
	});

	test('but for its default is noticed by those who rely on it only', async () => {
		await chartwire.chart('defaulted', 'select {{year}}::integer as year', { params: [year] });
		const [relying, choosing] = await Promise.all([viewerAt(other, 'relying'), viewerAt(other, 'choosing')]);
		await relying.subscribe({ chart: 'defaulted' });
		await choosing.subscribe({ chart: 'defaulted', params: { year: 2026 } });
		await choosing.subscribe({ chart: 'defaulted', params: { year: 2020 } });
		await chartwire.chart('defaulted', 'select {{year}}::integer as year', { params: [{ ...year, default: 2025 }] });
		await relying.waitFor(isMoved);
		assert.equal(choosing.frames.filter(isMoved).length, 0);
	});
});

describe('refreshing', () => {
	test('stops when the only node with viewers is killed and its leases have run out', async () => {
		const doomed = await spawnOther();
		await chartwire.chart('leased', 'select 1 as n', { refreshMs: 1_000 });
		const viewer = await viewerAt(doomed, 'viewer');
		await viewer.subscribe({ chart: 'leased' });
		await until(async () => (await runsOf('leased')) >= 3, { what: 'it is refreshed while watched' });
		await doomed.kill();
		const killed = await runsOf('leased');
		const isQuiet = async () => {
			const [row] = await chartwire.control<{ quiet: boolean }[]>`
				select max(accepted_at) < now() - interval '4 s' as quiet from runs where chart = 'leased'`;
			return row?.quiet;
		};
		await until(isQuiet, { timeoutMs: 45_000, what: 'refreshing stops' });
		const stopped = await runsOf('leased');
		assert.ok(stopped <= killed + 35, `${stopped - killed} refreshes for nobody`);
	});
});
