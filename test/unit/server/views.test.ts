/** Who watches, as a node counts it: readers, not channels, and what is known at other nodes as well. */
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import type { Database } from '../../../server/database/database.ts';
import { GatewayCounts } from '../../../server/gateway/counts.ts';
import { Hub } from '../../../server/gateway/hub.ts';
import { MemoryStream } from '../../../server/stream/memory.ts';
import { parseViewed, viewedName } from '../../../server/views/viewed.ts';
import { Views, watchedNow } from '../../../server/views/views.ts';
import { quietLog } from '../../support/log.ts';

const RING = { maxCount: 10, maxBytes: 1_000_000, maxAgeMs: 3_600_000 };
const sales = viewedName({ project: 'shop', kind: 'chart', name: 'sales' });
const reader = () => ({ send: () => undefined, batch: (work: () => void) => work(), congested: () => false });
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const stop of stops.splice(0)) await stop();
});

function nodeOn(stream: MemoryStream) {
	const hub = new Hub({ stream, log: quietLog, counts: new GatewayCounts(), pingMs: 25_000 });
	stops.push(() => hub.close());
	const join = (receiver: ReturnType<typeof reader>, channel: string, opens = true) => {
		const watched = { channel, viewed: sales, want: async () => undefined, restore: async () => undefined };
		return hub.join(receiver, { watched, since: undefined, opens, onHistory: () => true });
	};
	return { hub, join };
}

/** A store that remembers what was written into it. */
function storeOf() {
	const written: { name: string; opens: number; most: number }[] = [];
	const state = { fails: false };
	const unsafe = async (_sql: string, [rows]: readonly [typeof written]) => {
		if (state.fails) throw new Error('the store is away');
		written.push(...rows.map(({ name, opens, most }) => ({ name, opens, most })));
		return [];
	};
	return { written, database: { unsafe } as unknown as Database, state };
}

test('a name of what is viewed is read back as it was written, and nothing else is one', () => {
	assert.deepEqual(parseViewed(sales), { project: 'shop', kind: 'chart', name: 'sales' });
	assert.equal(parseViewed('["shop","run","x"]'), undefined);
	assert.equal(parseViewed('["shop"]'), undefined);
});

describe('viewers', () => {
	test('of a chart are its readers, however many of its channels each of them watches', async () => {
		const { hub, join } = nodeOn(new MemoryStream({ ring: RING }));
		const [first, second] = [reader(), reader()];
		await join(first, 'north');
		await join(first, 'south');
		await join(second, 'south');
		assert.deepEqual(hub.viewers(), { [sales]: 2 });
		hub.leave(second, 'south');
		assert.deepEqual(hub.viewers(), { [sales]: 1 });
		hub.leave(first, 'north');
		hub.leave(first, 'south');
		assert.deepEqual(hub.viewers(), {});
	});

	test('are told to all nodes, and of another project to nobody', async () => {
		const stream = new MemoryStream({ ring: RING });
		const { database } = storeOf();
		const [one, two] = [nodeOn(stream), nodeOn(stream)];
		await one.join(reader(), 'north');
		await two.join(reader(), 'north');
		for (const { hub } of [one, two]) await new Views({ database, stream, log: quietLog, hub, days: 1 }).turn();
		assert.deepEqual(await watchedNow(stream, 'shop'), { charts: [{ name: 'sales', viewers: 2 }], dashboards: [] });
		assert.deepEqual(await watchedNow(stream, 'bank'), { charts: [], dashboards: [] });
	});
});

describe('the history', () => {
	test('is written when something was opened, or more watch than before in this hour, and not otherwise', async () => {
		const stream = new MemoryStream({ ring: RING });
		const { written, database } = storeOf();
		const { hub, join } = nodeOn(stream);
		const views = new Views({ database, stream, log: quietLog, hub, days: 1 });
		const [first, second] = [reader(), reader()];
		await join(first, 'north');
		await views.turn();
		assert.deepEqual(written.splice(0), [{ name: 'sales', opens: 1, most: 1 }]);
		await views.turn();
		assert.deepEqual(written, []);
		await join(second, 'north', false);
		await views.turn();
		assert.deepEqual(written.splice(0), [{ name: 'sales', opens: 0, most: 2 }]);
		hub.leave(second, 'north');
		await join(second, 'north');
		await views.turn();
		assert.deepEqual(written, [{ name: 'sales', opens: 1, most: 0 }]);
	});

	test('loses no opening while the store is away', async () => {
		const stream = new MemoryStream({ ring: RING });
		const { written, database, state } = storeOf();
		const { hub, join } = nodeOn(stream);
		const views = new Views({ database, stream, log: quietLog, hub, days: 1 });
		await join(reader(), 'north');
		state.fails = true;
		await assert.rejects(views.turn(), /away/);
		await join(reader(), 'north');
		state.fails = false;
		await views.turn();
		assert.deepEqual(written, [{ name: 'sales', opens: 2, most: 2 }]);
	});
});
