/** What keeps a connection: the overlap with the next one, the way back from a fallback, the rest of a hidden tab. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ServerMessage } from '../../../widget/protocol.ts';
import { settle, until } from './support/fake-fetch.ts';
import { frame, makeRig } from './support/rig.ts';

const subscribed = (id: number, seq: number, recovered: boolean, epoch = 'a'): ServerMessage => ({
	type: 'subscribed',
	id,
	channel: 'c',
	epoch,
	seq,
	recovered,
});

/** A client online on a WebSocket, at `a5`, whose server leaves in three seconds. */
async function leaving() {
	const rig = makeRig();
	const watched = rig.watch();
	const old = rig.network.welcome();
	rig.accept();
	await rig.standby();
	old.say({ type: 'goaway', reconnectInMs: 3_000 });
	return { ...rig, ...watched, old };
}

describe('a leaving server', () => {
	test('I2 delivers until another has answered, and nothing but online is shown', async () => {
		const { timing, network, old, told, states } = await leaving();
		timing.advance(2_999);
		assert.equal(network.sockets.length, 1);
		timing.advance(1);
		const next = network.welcome();
		assert.deepEqual(next.sent, [
			{ type: 'hello', token: 'token-1' },
			{ type: 'subscribe', id: 2, chart: 'revenue', since: { epoch: 'a', seq: 5 } },
		]);
		old.say(frame.event('c', 'a', 6));
		assert.equal(old.closedWith, undefined, 'the old connection was closed before the new one had answered');
		next.say(subscribed(2, 6, true));
		assert.equal(old.closedWith, 1000);
		next.say(frame.event('c', 'a', 6), frame.event('c', 'a', 7));
		old.say(frame.event('c', 'a', 8));
		assert.deepEqual(told(), ['reset a5', 'event a6', 'event a7']);
		assert.deepEqual(
			states.map(({ status }) => status),
			['idle', 'connecting', 'online'],
		);
	});

	test('I1 I2 an answer older than what the old connection has brought meanwhile takes nothing back', async () => {
		const { timing, network, old, told } = await leaving();
		timing.advance(3_000);
		const next = network.welcome();
		old.say(frame.event('c', 'a', 6), frame.event('c', 'a', 7));
		// The new node read history before 7 was published, and found a reset cheaper than a replay.
		next.say(subscribed(2, 6, false), frame.reset('c', 'a', 6));
		const [again] = next.sentOf('subscribe').slice(1);
		assert.deepEqual(again?.since, { epoch: 'a', seq: 7 });
		next.say(subscribed(again?.id ?? 0, 8, true), frame.event('c', 'a', 8));
		assert.deepEqual(told(), ['reset a5', 'event a6', 'event a7', 'event a8']);
	});

	test('I4 a new node that has lost the newest events is believed', async () => {
		const { timing, network, told } = await leaving();
		timing.advance(3_000);
		network.welcome().say(subscribed(2, 3, false), frame.reset('c', 'a', 3));
		assert.deepEqual(told(), ['reset a5', 'reset a3']);
	});

	test('that ends before the other has answered is followed by the other at once, by the cursor', async () => {
		const { timing, network, old, told, states } = await leaving();
		timing.advance(3_000);
		const next = network.welcome();
		old.say(frame.event('c', 'a', 6));
		old.cut(1001);
		assert.deepEqual(next.sent.slice(2), [
			{ type: 'unsubscribe', id: 2 },
			{ type: 'subscribe', id: 3, chart: 'revenue', since: { epoch: 'a', seq: 6 } },
		]);
		next.say(subscribed(3, 7, true), frame.event('c', 'a', 7));
		assert.deepEqual(told(), ['reset a5', 'event a6', 'event a7']);
		assert.equal(states.at(-1)?.status, 'online');
	});

	test('that ends before the other has welcomed leaves a wait, and no other connection behind', async () => {
		const { timing, network, old, client } = await leaving();
		timing.advance(3_000);
		network.last.open();
		old.cut(1001);
		assert.equal(client.connection().status, 'waiting');
		assert.equal(network.last.closedWith, 1000);
	});

	test('is left in a later try when the first comes to nothing', async () => {
		const { timing, network, old, told, states } = await leaving();
		timing.advance(3_000);
		network.last.cut();
		timing.advance(499);
		assert.equal(network.sockets.length, 2);
		timing.advance(1);
		network.welcome().say({ type: 'goaway', reconnectInMs: 5_000 });
		assert.equal(network.last.closedWith, 1000);
		timing.advance(6_000);
		assert.equal(network.sockets.length, 4);
		network.welcome().say(subscribed(network.last.sentOf('subscribe').at(-1)?.id ?? 0, 5, true));
		assert.deepEqual([old.closedWith, told(), states.length], [1000, ['reset a5'], 3]);
	});

	test('does not hold up the handover by a subscription that is not answered', async () => {
		const { timing, network, old } = await leaving();
		timing.advance(3_000);
		const next = network.welcome();
		timing.advance(9_999);
		assert.equal(old.closedWith, undefined);
		timing.advance(1);
		assert.equal(old.closedWith, 1000);
		assert.deepEqual(
			next.sent.slice(2).map(({ type }) => type),
			['unsubscribe', 'subscribe'],
		);
	});

	test('what begins and ends meanwhile is told to the new connection', async () => {
		const { timing, network, old, watch, off } = await leaving();
		timing.advance(3_000);
		const next = network.welcome();
		watch({ chart: 'costs' });
		off();
		timing.advance(1_000);
		assert.deepEqual(
			old.sentOf('subscribe').map(({ id }) => id),
			[1, 3],
		);
		next.say(subscribed(2, 5, true));
		assert.deepEqual(next.sent.slice(2), [
			{ type: 'unsubscribe', id: 2 },
			{ type: 'subscribe', id: 4, chart: 'costs' },
		]);
	});

	test('a token that changes meanwhile is told to both', async () => {
		const { timing, network, old, client } = await leaving();
		timing.advance(3_000);
		network.last.open();
		client.setToken('token-2');
		const next = network.last;
		next.say({ type: 'welcome', session: 's', at: 1, pingMs: 25_000, reconnectSpreadMs: 0 });
		assert.deepEqual(old.sentOf('token').length, 1);
		assert.deepEqual(next.sent.slice(0, 2), [
			{ type: 'hello', token: 'token-1' },
			{ type: 'token', token: 'token-2' },
		]);
	});

	test('a token that the new node refuses stops everything', async () => {
		const { timing, network, old, client } = await leaving();
		timing.advance(3_000);
		network.last.open();
		network.last.say({ type: 'error', code: 'token_expired', message: 'It has expired.', retryable: false });
		assert.deepEqual(
			[client.connection().status, old.closedWith, network.last.closedWith, timing.pending],
			['stopped', 1000, 1000, 0],
		);
	});

	test('is forgotten with everything else once nothing is watched', async () => {
		const { timing, network, client } = await leaving();
		timing.advance(3_000);
		network.welcome();
		client.close();
		assert.deepEqual([timing.pending, network.last.closedWith, network.sockets[0]?.closedWith], [0, 1000, 1000]);
	});
});

describe('a hidden tab', () => {
	const result = {
		kind: 'result',
		run: 'r',
		result: { columns: [], data: [], rows: 0, truncated: false, asOf: 1, hash: 'h' },
	};
	const withResult = (seq: number, more: object = {}) => ({
		...frame.reset('c', 'a', seq),
		snapshot: { result, ...more },
	});

	async function hidden(snapshot: object = withResult(5)) {
		const rig = makeRig();
		const watched = rig.watch();
		rig.network.welcome({ pingMs: 500_000 }).say(subscribed(1, 5, false), snapshot);
		await rig.standby();
		rig.show('hidden');
		return { ...rig, ...watched };
	}

	test('lets its connection go after five minutes, and comes back by its cursor, with jitter, when it is seen', async () => {
		const { timing, client, network, show, told } = await hidden();
		timing.advance(299_999);
		assert.equal(client.connection().status, 'online');
		timing.advance(1);
		assert.deepEqual([client.connection().status, network.last.closedWith], ['idle', 1000]);
		timing.advance(3_600_000);
		assert.equal(network.sockets.length, 1);
		show('visible');
		timing.advance(499);
		assert.equal(network.sockets.length, 1);
		timing.advance(1);
		network.welcome();
		assert.deepEqual(network.last.sentOf('subscribe')[0]?.since, { epoch: 'a', seq: 5 });
		network.last.say(subscribed(2, 6, true), frame.event('c', 'a', 6));
		assert.deepEqual(told(), ['reset a5', 'event a6']);
	});

	test('that is seen again in time keeps its connection', async () => {
		const { timing, client, network, show } = await hidden();
		timing.advance(299_999);
		show('visible');
		network.last.say({ type: 'ping', at: 1 });
		timing.advance(400_000);
		assert.equal(client.connection().status, 'online');
	});

	test('I10 keeps its connection while a run is live or no result has come, and lets it go once it has', async () => {
		const running = { run: { kind: 'running', run: 'r2', startedAt: 1 } };
		for (const waited of [withResult(5, running), { ...frame.reset('c', 'a', 5), snapshot: {} }]) {
			const { timing, client, network } = await hidden(waited);
			timing.advance(450_000);
			assert.equal(client.connection().status, 'online');
			network.last.say({ ...frame.event('c', 'a', 6), event: result });
			timing.advance(60_000);
			assert.equal(client.connection().status, 'idle');
		}
	});

	test('waits neither for a run that has failed, nor for what was refused for good, nor for an inbox, nor for a dashboard that is there', async () => {
		const failed = {
			...frame.reset('c', 'a', 5),
			snapshot: { run: { kind: 'failed', run: 'r', code: 'x', message: 'X' } },
		};
		const refused = { type: 'error', id: 1, code: 'chart_unknown', message: 'None.', retryable: false };
		const declared = { kind: 'dashboard', name: 'd', revision: 1, dashboard: {} };
		for (const [answer, inbox] of [
			[failed, true],
			[{ ...frame.reset('c', 'a', 5), snapshot: { dashboard: declared } }, false],
			[refused, false],
		] as const) {
			const rig = await hidden(answer);
			if (inbox) rig.watch({ inbox: true });
			rig.timing.advance(300_000);
			assert.equal(rig.client.connection().status, 'idle');
		}
	});

	test('in which a script asks for more connects at once', async () => {
		const { timing, network, watch, client } = await hidden();
		timing.advance(300_000);
		watch({ chart: 'costs' });
		assert.equal(network.sockets.length, 2);
		network.welcome({ pingMs: 500_000 });
		timing.advance(300_000);
		assert.equal(client.connection().status, 'online', 'what the script asked for was not waited for');
	});

	test('that comes into sight while it waits for a try does not wait long', async () => {
		const { timing, network, http, show, client } = await hidden();
		http.onRequest = (request) => request.cut();
		timing.nextRandom = () => 0.99;
		const waitsLong = () => {
			const state = client.connection();
			return state.status === 'waiting' && state.retryAt - timing.now() > 10_000;
		};
		while (!waitsLong()) {
			if (client.connection().status === 'waiting') timing.advance(500);
			else network.last.cut();
			await settle();
		}
		show('visible');
		const before = network.sockets.length + http.requests.length;
		timing.advance(990);
		await until('another try', () => network.sockets.length + http.requests.length > before);
	});

	test('in which nothing is watched any more stays idle when it is seen', async () => {
		const { timing, client, show, off } = await hidden();
		timing.advance(300_000);
		off();
		timing.advance(1_000);
		show('visible');
		timing.advance(10_000);
		assert.deepEqual(client.connection(), { status: 'idle' });
	});
});

describe('the way back from a fallback', () => {
	/** Two WebSockets fail, and a stream is welcomed. */
	async function streaming() {
		const rig = makeRig();
		const watched = rig.watch();
		rig.network.last.cut();
		rig.timing.advance(250);
		rig.network.last.cut();
		rig.timing.advance(500);
		await until('a request', () => rig.http.requests.length === 1);
		rig.http.last
			.open()
			.say({ type: 'welcome', session: 's', at: 1, pingMs: 25_000_000, reconnectSpreadMs: 0 })
			.say(subscribed(1, 5, false), frame.reset('c', 'a', 5));
		await rig.standby();
		assert.deepEqual(rig.client.connection(), { status: 'online', transport: 'stream' });
		return { ...rig, ...watched };
	}

	test('is tried after five minutes, then after ten, and at last every hour, and nobody sees it', async () => {
		const { timing, network, http, client } = await streaming();
		const waits: number[] = [];
		for (let round = 0; round < 6; round += 1) {
			const before = network.sockets.length;
			let waited = 0;
			for (; network.sockets.length === before; waited += 60_000) {
				http.last.say({ type: 'ping', at: 1 });
				await settle();
				timing.advance(60_000);
			}
			waits.push(waited / 60_000);
			network.last.cut();
		}
		assert.deepEqual(waits, [5, 10, 20, 40, 60, 60]);
		assert.deepEqual(client.connection(), { status: 'online', transport: 'stream' });
	});

	test('I2 is taken when the WebSocket is welcomed and has answered, by the cursors, and is remembered', async () => {
		const { timing, network, http, client, told, states } = await streaming();
		timing.advance(300_000);
		network.welcome();
		http.last.say(frame.event('c', 'a', 6));
		await settle();
		network.last.say(subscribed(network.last.sentOf('subscribe')[0]?.id ?? 0, 7, true));
		network.last.say(frame.event('c', 'a', 6), frame.event('c', 'a', 7));
		assert.equal(http.last.aborted, true, 'the stream was left open');
		assert.deepEqual(told(), ['reset a5', 'event a6', 'event a7']);
		assert.deepEqual(client.connection(), { status: 'online', transport: 'websocket' });
		assert.deepEqual(
			states.slice(-2).map(({ status }) => status),
			['online', 'online'],
		);
		network.last.cut();
		timing.advance(250);
		assert.equal(http.requests.length, 1, 'a fallback came first although WebSocket works');
	});

	test('comes soon when the fallback was only taken because of an outage', async () => {
		const { timing, network, http, watch, standby, client } = makeRig();
		watch();
		const fail = async (cut: () => void) => {
			cut();
			await until('a wait', () => client.connection().status === 'waiting');
			while (client.connection().status === 'waiting') timing.advance(50);
		};
		await fail(() => network.last.cut());
		await fail(() => network.last.cut());
		await until('a stream', () => http.requests.length === 1);
		await fail(() => http.last.cut());
		await fail(() => network.last.cut());
		await fail(() => network.last.cut());
		await until('a stream', () => http.requests.length === 2);
		http.last.open().say({ type: 'welcome', session: 's', at: 1, pingMs: 25_000_000, reconnectSpreadMs: 0 });
		await standby();
		const before = network.sockets.length;
		timing.advance(30_000);
		assert.equal(network.sockets.length, before + 1);
	});
});
