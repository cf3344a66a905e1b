/** The client on a real WebSocket, against a server that knows only the wire and its own log. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import { WebSocket, WebSocketServer } from 'ws';
import { type ChannelUpdate, PageClient } from '../../../widget/client.ts';
import { pageTiming } from '../../../widget/clock.ts';
import { type ClientMessage, SUBPROTOCOL, type SubscribeMessage } from '../../../widget/protocol.ts';
import type { WebSocketConstructor } from '../../../widget/socket/transports/websocket.ts';
import { PublishedLog } from './support/published-log.ts';
import { frame, short } from './support/rig.ts';

/** Publishes to whoever is subscribed; answers a subscription from the log. */
class WireServer {
	readonly server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => SUBPROTOCOL });
	log = new PublishedLog<number>(64);
	readonly subscribedWith: (SubscribeMessage['since'] | undefined)[] = [];
	#live = new Set<WebSocket>();

	constructor() {
		this.server.on('connection', (socket, request) => {
			assert.equal(request.url, '/base/v1/socket');
			socket.on('message', (data) => this.#take(socket, JSON.parse(String(data)) as ClientMessage));
			socket.on('close', () => this.#live.delete(socket));
		});
	}

	get address(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/base`;
	}

	publish(count: number): void {
		for (let index = 0; index < count; index += 1) {
			const { epoch, seq } = this.log.publish(index);
			for (const socket of this.#live) this.#say(socket, frame.event('c', epoch, seq));
		}
	}

	/** Ends every connection the hard way, as a tunnel does. */
	cut(): void {
		this.#live.clear();
		for (const socket of this.server.clients) socket.terminate();
	}

	#say(socket: WebSocket, message: object): void {
		socket.send(JSON.stringify(message));
	}

	#take(socket: WebSocket, message: ClientMessage): void {
		if (message.type === 'hello') {
			assert.equal(message.token, 'token');
			this.#say(socket, { type: 'welcome', session: 's', at: Date.now(), pingMs: 25_000, reconnectSpreadMs: 0 });
		}
		if (message.type === 'unsubscribe') this.#live.delete(socket);
		if (message.type !== 'subscribe') return;
		this.subscribedWith.push(message.since);
		const { epoch, top, recovered, replay } = this.log.answer(message.since);
		this.#say(socket, { type: 'subscribed', id: message.id, channel: 'c', epoch, seq: top, recovered });
		if (!recovered) this.#say(socket, frame.reset('c', epoch, top));
		for (const { seq } of replay) this.#say(socket, frame.event('c', epoch, seq));
		this.#live.add(socket);
	}
}

describe('the client on a real WebSocket', { timeout: 10_000 }, () => {
	let wire: WireServer;
	let client: PageClient;
	let updates: ChannelUpdate[];
	let onUpdate: () => void;
	let off: () => void;

	const until = async (done: () => boolean): Promise<void> => {
		while (!done()) {
			await new Promise<void>((resolve) => {
				onUpdate = resolve;
			});
		}
	};
	const told = () => updates.map(short);
	const isOnline = () => client.connection().status === 'online';

	before(async () => {
		wire = new WireServer();
		await once(wire.server, 'listening');
	});

	beforeEach(async () => {
		wire.log = new PublishedLog<number>(64);
		wire.subscribedWith.length = 0;
		updates = [];
		onUpdate = () => undefined;
		client = new PageClient({
			server: wire.address,
			token: 'token',
			WebSocket: WebSocket as unknown as WebSocketConstructor,
			// Waits come from chance alone; without any, a test never sleeps.
			timing: { ...pageTiming, random: () => 0 },
			network: undefined,
		});
		off = client.onConnection(() => onUpdate());
		client.watch({ chart: 'revenue' }, (update) => {
			updates.push(update);
			onUpdate();
		});
		wire.publish(3);
		await until(() => updates.length === 1);
		assert.deepEqual(told(), ['reset e13']);
	});

	after(() => {
		wire.cut();
		wire.server.close();
	});

	const finish = () => {
		off();
		client.close();
	};

	test('I2 I3 50 events missed while the socket was cut arrive after it, once each and in order', async () => {
		wire.publish(2);
		await until(() => updates.length === 3);
		wire.cut();
		wire.publish(50);
		await until(() => !isOnline());
		await until(() => updates.length === 53);
		wire.publish(1);
		await until(() => updates.length === 54);
		assert.deepEqual(wire.subscribedWith, [undefined, { epoch: 'e1', seq: 5 }]);
		assert.deepEqual(
			told().slice(1),
			Array.from({ length: 53 }, (_, index) => `event e1${index + 4}`),
		);
		finish();
	});

	test('I3 one reset with the newest state comes when the ring no longer covers what was missed', async () => {
		wire.cut();
		wire.publish(65);
		await until(() => updates.length === 2);
		wire.publish(1);
		await until(() => updates.length === 3);
		assert.deepEqual(told(), ['reset e13', 'reset e168', 'event e169']);
		finish();
	});

	test('I4 a new epoch ends in one reset, however its numbers compare', async () => {
		wire.cut();
		wire.log.beginEpoch();
		wire.publish(3);
		await until(() => updates.length === 2);
		wire.publish(1);
		await until(() => updates.length === 3);
		assert.deepEqual(told(), ['reset e13', 'reset e23', 'event e24']);
		finish();
	});

	test('I3 a new epoch on a living socket is noticed with its first event', async () => {
		wire.log.beginEpoch();
		wire.publish(1);
		await until(() => updates.length === 2);
		assert.deepEqual(told(), ['reset e13', 'reset e21']);
		assert.deepEqual(wire.subscribedWith.at(-1), { epoch: 'e1', seq: 3 });
		finish();
	});

	test('a client that is closed while its socket is opening says nothing and leaves nothing behind', () => {
		finish();
		const early = new PageClient({
			server: wire.address,
			token: 'token',
			WebSocket: WebSocket as unknown as WebSocketConstructor,
			network: undefined,
		});
		early.watch({ chart: 'revenue' }, () => undefined);
		early.close();
		assert.deepEqual(early.connection(), { status: 'idle' });
	});
});
