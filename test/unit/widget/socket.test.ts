import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ServerClock } from '../../../widget/clock.ts';
import { CLOSE, SUBPROTOCOL } from '../../../widget/protocol.ts';
import { Socket } from '../../../widget/socket/socket.ts';
import { webSocketTransport } from '../../../widget/socket/transports/websocket.ts';
import { HandTiming } from './support/hand-timing.ts';
import { makeRig } from './support/rig.ts';

const unused = (): never => assert.fail('nothing is followed');

describe('the socket', () => {
	test('opens at the base path with the subprotocol, and the token travels in the first message only', () => {
		const { network, watch } = makeRig();
		watch();
		network.welcome();
		assert.equal(network.last.url, 'ws://charts.test/base/v1/socket');
		assert.equal(network.last.protocol, SUBPROTOCOL);
		assert.deepEqual(network.last.sent[0], { type: 'hello', token: 'token-1' });
		assert.equal(JSON.stringify(network.last.sent.slice(1)).includes('token-1'), false);
	});

	test('an https server is reached over wss', () => {
		const { network, watch } = makeRig({ server: 'https://charts.test' });
		watch();
		assert.equal(network.last.url, 'wss://charts.test/v1/socket');
	});

	test('answers a ping with a pong', () => {
		const { network, watch } = makeRig();
		watch();
		network.welcome().say({ type: 'ping', at: 5 });
		assert.deepEqual(network.last.sentOf('pong'), [{ type: 'pong' }]);
	});

	test('I10 a server that falls silent for longer than its rhythm and ten seconds is left for another try', () => {
		const { network, watch, timing, client } = makeRig();
		watch();
		const socket = network.welcome({ pingMs: 25_000 });
		timing.advance(34_000);
		socket.say({ type: 'ping', at: 5 });
		timing.advance(34_999);
		assert.equal(client.connection().status, 'online');
		timing.advance(1);
		assert.equal(client.connection().status, 'waiting');
		assert.equal(socket.closedWith, CLOSE.silent);
	});

	test('I10 a socket that never opens, and one that never welcomes, are left for another try', () => {
		for (const opens of [false, true]) {
			const { network, watch, timing, client } = makeRig();
			watch();
			if (opens) network.last.open();
			timing.advance(15_000);
			assert.equal(client.connection().status, 'waiting');
		}
	});

	test('nothing that a socket of the past says counts', () => {
		const { network, watch, timing, client } = makeRig();
		const { told } = watch();
		const old = network.welcome();
		timing.advance(35_000);
		timing.advance(30_000);
		assert.equal(network.sockets.length > 1, true);
		const before = client.connection();
		const sockets = network.sockets.length;
		old.open();
		old.say({ type: 'welcome', session: 's', at: 1, pingMs: 1, reconnectSpreadMs: 0 });
		old.say({ type: 'error', code: 'token_expired', message: 'It has expired.', retryable: false });
		old.say({ type: 'subscribed', id: 1, channel: 'c', epoch: 'a', seq: 1, recovered: false });
		old.cut(CLOSE.tokenInvalid);
		assert.deepEqual(client.connection(), before);
		assert.deepEqual([network.sockets.length, told()], [sockets, []]);
	});

	test('malformed messages are reported once and ignored, unknown ones are only ignored', () => {
		const { network, watch, warnings, client } = makeRig();
		watch();
		const socket = network.welcome();
		socket.say({ type: 'from_the_future' }, '{"type":"event"}', 'not JSON', '[]', '{"type":{"toString":1}}', 'null');
		socket.onmessage?.({ data: new ArrayBuffer(3) });
		assert.equal(warnings.length, 1);
		assert.match(warnings[0] ?? '', /"event" is missing or wrong/);
		assert.equal(client.connection().status, 'online');
	});

	test('a refusal of the whole connection that cannot pass stops it, one that passes does not', () => {
		const { network, watch, client, timing } = makeRig();
		watch();
		const socket = network.welcome();
		socket.say({ type: 'error', code: 'rate_limited', message: 'Slowly.', retryable: true });
		assert.equal(client.connection().status, 'online');
		socket.say({ type: 'error', code: 'token_expired', message: 'The token has expired.', retryable: false });
		assert.deepEqual(client.connection(), {
			status: 'stopped',
			code: 'token_expired',
			message: 'The token has expired.',
		});
		timing.advance(600_000);
		client.tryNow();
		assert.equal(network.sockets.length, 1);
		client.setToken('token-2');
		network.last.open();
		assert.deepEqual(network.last.sent, [{ type: 'hello', token: 'token-2' }]);
	});

	test('a page that forbids the address waits and tries again instead of breaking', () => {
		const timing = new HandTiming();
		const statuses: string[] = [];
		const socket = new Socket({
			server: 'http://h',
			fetch,
			webSocket: webSocketTransport(
				'ws://h/v1/socket',
				class {
					constructor() {
						throw new Error('SecurityError');
					}
				} as never,
			),
			preferred: () => undefined,
			followed: {
				watched: [],
				online: () => undefined,
				nextId: () => 1,
				message: () => unused(),
				subscribe: () => unused(),
			},
			token: () => 't',
			timing,
			clock: new ServerClock(timing),
			onChange: ({ status }) => statuses.push(status),
			onMessage: () => undefined,
			warn: () => undefined,
		});
		socket.dispatch({ type: 'start' });
		timing.advance(250);
		assert.deepEqual(statuses, ['connecting', 'waiting', 'connecting', 'waiting']);
		socket.dispatch({ type: 'stop' });
		assert.equal(timing.pending, 0);
	});

	test('spreads its return as the last ping said, not as the welcome did', () => {
		const { client, network, watch, timing } = makeRig();
		watch();
		const socket = network.welcome({ reconnectSpreadMs: 100 });
		socket.say({ type: 'ping', at: 1_000_000, reconnectSpreadMs: 20_000 });
		socket.cut();
		const state = client.connection();
		assert.equal(state.status === 'waiting' && state.retryAt - timing.now(), timing.random() * 20_000);
	});

	test('tries soon after the browser says that it is back on the network', () => {
		const { network, watch, browser, timing } = makeRig();
		watch();
		for (let round = 0; round < 8; round += 1) {
			network.last.cut();
			timing.advance(30_000);
		}
		network.last.cut();
		const before = network.sockets.length;
		browser.dispatchEvent(new Event('online'));
		timing.advance(1_000);
		assert.equal(network.sockets.length, before + 1);
	});
});
