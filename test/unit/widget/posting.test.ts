/** The fallback transports against a real HTTP server, which says what it likes and when it likes. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import { CLOSE } from '../../../widget/protocol.ts';
import { postingTransport } from '../../../widget/socket/transports/posting.ts';
import { EventReader } from '../../../widget/socket/transports/stream.ts';
import type { Connection, TransportEvent, TransportName } from '../../../widget/socket/transports/transport.ts';
import type { Posted } from './support/fake-fetch.ts';
import { HandTiming } from './support/hand-timing.ts';

interface Call {
	readonly path: string;
	readonly body: Posted;
	readonly response: ServerResponse;
	closed: boolean;
}

const calls: Call[] = [];
let wake = (): void => undefined;
const server = createServer((request, response) => void take(request, response));

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part as Buffer);
	const call = {
		path: request.url ?? '',
		body: JSON.parse(Buffer.concat(parts).toString()) as Posted,
		response,
		closed: false,
	};
	response.on('close', () => {
		call.closed = true;
		wake();
	});
	calls.push(call);
	wake();
}

/** Waits for something to come in, at either end. */
async function until<T>(what: () => T | undefined | false): Promise<T> {
	for (;;) {
		const found = what();
		if (found !== undefined && found !== false) return found;
		await new Promise<void>((resolve) => {
			wake = resolve;
		});
	}
}

const call = (index: number): Promise<Call> => until(() => calls[index]);
const message = (data: object): string => `data: ${JSON.stringify(data)}\n\n`;
const event = (seq: number, text = '') => ({
	type: 'event',
	channel: 'c',
	epoch: 'a',
	seq,
	at: 7_000,
	event: { kind: 'waiting', run: 'r', reason: text },
});
const welcome = { type: 'welcome', session: 's', at: 5_000, pingMs: 25_000, reconnectSpreadMs: 0 };

function connect({ preferred, address }: { preferred?: TransportName; address?: string } = {}) {
	const timing = new HandTiming();
	const told: TransportEvent[] = [];
	const data = () => told.flatMap((given) => (given.type === 'received' ? [JSON.parse(String(given.data))] : []));
	const types = () => told.map(({ type }) => type);
	const watched = [{ id: 1, chart: 'revenue' }];
	const seen = { suspended: 0, online: 0, token: 'token-1', watched };
	const connection: Connection = postingTransport({
		server: address ?? `http://127.0.0.1:${(server.address() as AddressInfo).port}/base`,
		fetch,
		timing,
		token: () => seen.token,
		preferred: () => preferred,
		followed: {
			get watched() {
				const channel = { suspend: () => (seen.suspended += 1) };
				return watched.map(({ id }) => ({ id, channel })) as never;
			},
			online: () => {
				seen.online += 1;
			},
			message: (_watched, id) => ({
				type: 'subscribe',
				id,
				chart: watched.find((one) => one.id === id)?.chart ?? '',
				since: { epoch: 'a', seq: data().length },
			}),
		},
	})((given) => {
		told.push(given);
		wake();
	});
	return { timing, told, data, types, seen, connection };
}

const openStream = (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/event-stream' });
const reply = (response: ServerResponse, ...messages: object[]) =>
	response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ messages }));

before(async () => {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
});
beforeEach(() => {
	calls.length = 0;
});
after(() => {
	server.closeAllConnections();
	server.close();
});

describe('the stream transport', { timeout: 10_000 }, () => {
	test('asks for everything at once, token in the body, and tells each message as it comes', async () => {
		const { data, types, told, seen, connection } = connect();
		const { path, body, response } = await call(0);
		assert.equal(path, '/base/v1/stream');
		assert.deepEqual(body, {
			token: 'token-1',
			subscriptions: [{ id: 1, chart: 'revenue', since: { epoch: 'a', seq: 0 } }],
		});
		assert.deepEqual([seen.online, seen.suspended], [1, 1]);
		openStream(response).write(message(welcome));
		await until(() => data().length === 1);
		response.write(message(event(6)) + message(event(7)));
		await until(() => data().length === 3);
		assert.deepEqual(types(), ['opened', 'received', 'received', 'received']);
		assert.equal((told[2] as { data?: unknown }).data, JSON.stringify(event(6)), 'not the text that was sent');
		assert.equal(connection.name, 'stream');
		connection.close(1000);
		await until(() => calls[0]?.closed);
	});

	test('puts a message together that came byte by byte, cut inside characters', async () => {
		const { data, connection } = connect();
		const { response } = await call(0);
		openStream(response).write(message(welcome));
		response.socket?.setNoDelay(true);
		const text = 'Zürich, 東京, 🙂';
		for (const byte of Buffer.from(`: a comment\r\nevent: x\r\n${message(event(6, text))}`)) {
			response.write(Uint8Array.of(byte));
			await new Promise((resolve) => setImmediate(resolve));
		}
		await until(() => data().length === 2);
		assert.equal(data()[1].event.reason, text);
		connection.close(1000);
	});

	test('takes a message of 8 MB in its stride', async () => {
		const { data, connection } = connect();
		const { response } = await call(0);
		const text = 'é'.repeat(4_000_000);
		openStream(response).write(message(welcome));
		response.write(message(event(6, text)));
		await until(() => data().length === 2);
		assert.equal(data()[1].event.reason.length, text.length);
		connection.close(1000);
	});

	test('never tells a message that was cut off in the middle, and says that the connection is lost', async () => {
		for (const hard of [true, false]) {
			calls.length = 0;
			const { data, types, told } = connect();
			const { response } = await call(0);
			openStream(response).write(message(welcome) + message(event(6)));
			await until(() => data().length === 2);
			response.write(message(event(7)).slice(0, 60));
			await new Promise((resolve) => setImmediate(resolve));
			if (hard) response.destroy();
			else response.end();
			await until(() => types().includes('closed'));
			assert.equal(data().length, 2);
			assert.deepEqual(told.at(-1), { type: 'closed', code: 1006, reason: '' });
		}
	});

	test('gathers changes of subscriptions for 20 ms, then posts once with the cursors of that moment', async () => {
		const { timing, data, types, seen, connection } = connect();
		const { response } = await call(0);
		openStream(response).write(message(welcome));
		await until(() => data().length === 1);
		connection.send({ type: 'subscribe', id: 2, chart: 'costs' });
		seen.watched.push({ id: 2, chart: 'costs' });
		timing.advance(19);
		connection.send({ type: 'unsubscribe', id: 1 });
		seen.watched.shift();
		connection.send({ type: 'pong' });
		response.write(message(event(6)));
		await until(() => data().length === 2);
		assert.equal(calls.length, 1);
		timing.advance(1);
		const second = await call(1);
		assert.deepEqual(second.body.subscriptions, [{ id: 2, chart: 'costs', since: { epoch: 'a', seq: 2 } }]);
		await until(() => calls[0]?.closed);
		openStream(second.response).write(message(welcome));
		await until(() => data().length === 3);
		timing.advance(1_000);
		assert.deepEqual([calls.length, seen.online, types().includes('closed')], [2, 1, false]);
		connection.close(1000);
	});

	test('another token is sent with a new request, which asks for what was refused as well', async () => {
		const { timing, data, seen, connection } = connect();
		openStream((await call(0)).response).write(message(welcome));
		await until(() => data().length === 1);
		connection.send({ type: 'hello', token: 'token-1' });
		assert.equal(timing.pending, 0, 'a token that was sent already was sent again');
		seen.token = 'token-2';
		connection.send({ type: 'token', token: 'token-2' });
		timing.advance(20);
		assert.equal((await call(1)).body.token, 'token-2');
		assert.equal(seen.online, 2);
		connection.close(1000);
	});

	test('comes back to another server when the one that leaves said so, without a word', async () => {
		const { timing, data, types, connection } = connect();
		const { response } = await call(0);
		openStream(response).write(message(welcome));
		await until(() => data().length === 1);
		connection.again?.(3_000);
		response.end();
		await until(() => calls[0]?.closed);
		timing.advance(2_999);
		assert.equal(calls.length, 1);
		timing.advance(1);
		openStream((await call(1)).response).write(message(welcome));
		await until(() => data().length === 2);
		assert.equal(types().includes('closed'), false);
		connection.close(1000);
	});

	test('a server that leaves for long is a lost connection, to be tried no sooner than it said', async () => {
		const { told, connection } = connect();
		await call(0);
		connection.again?.(60_000);
		assert.deepEqual(told, [{ type: 'closed', code: CLOSE.goingAway, reason: '', notBeforeMs: 60_000 }]);
	});

	for (const opens of [true, false]) {
		test(`held back by a proxy (${opens ? 'opened, then nothing' : 'nothing at all'}) for 10 s it becomes a poll`, async () => {
			const { timing, data, types, connection } = connect();
			const { response } = await call(0);
			if (opens) {
				openStream(response).flushHeaders();
				await until(() => types().includes('opened'));
			}
			timing.advance(9_999);
			assert.equal(calls[0]?.closed, false);
			timing.advance(1);
			const second = await call(1);
			assert.deepEqual([second.path, second.body.waitMs], ['/base/v1/poll', 0]);
			await until(() => calls[0]?.closed);
			reply(second.response, welcome);
			await until(() => data().length === 1);
			assert.deepEqual(types(), ['opened', 'received']);
			assert.deepEqual([connection.name, connection.patienceMs], ['poll', 60_000]);
			connection.close(1000);
		});
	}

	test('a stream that the server does not have, or that ends with nothing said, becomes a poll', async () => {
		for (const answer of [
			(response: ServerResponse) => response.writeHead(404).end('<h1>Not here</h1>'),
			(response: ServerResponse) => openStream(response).end(),
		]) {
			calls.length = 0;
			const { types, connection } = connect();
			answer((await call(0)).response);
			assert.equal((await call(1)).path, '/base/v1/poll');
			assert.equal(types().includes('closed'), false);
			connection.close(1000);
		}
	});
});

describe('the poll transport', { timeout: 10_000 }, () => {
	test('posts again at once when something was told, with the cursors of that moment', async () => {
		const { timing, data, connection } = connect({ preferred: 'poll' });
		const first = await call(0);
		assert.deepEqual([first.path, first.body.waitMs], ['/base/v1/poll', 0]);
		reply(first.response, welcome, event(6), event(7));
		await until(() => data().length === 3);
		while (timing.pending === 0) await new Promise((resolve) => setImmediate(resolve));
		timing.advance(0);
		const second = await call(1);
		assert.deepEqual(second.body.subscriptions[0]?.since, { epoch: 'a', seq: 3 });
		assert.equal(second.body.waitMs, undefined);
		connection.close(1000);
	});

	test('answered empty at once, again and again, it asks once a second and no faster', async () => {
		const { timing, data, types, connection } = connect({ preferred: 'poll' });
		reply((await call(0)).response, welcome);
		for (let round = 1; round < 4; round += 1) {
			await until(() => data().length === 1);
			while (timing.pending === 0) await new Promise((resolve) => setImmediate(resolve));
			if (round > 1) {
				timing.advance(999);
				assert.equal(calls.length, round);
			}
			timing.advance(1);
			reply((await call(round)).response);
		}
		assert.equal(types().includes('closed'), false);
		connection.close(1000);
	});

	test('held back for its 50 s and then empty, it asks again at once', async () => {
		const { timing, data, connection } = connect({ preferred: 'poll' });
		reply((await call(0)).response, welcome);
		await until(() => data().length === 1);
		while (timing.pending === 0) await new Promise((resolve) => setImmediate(resolve));
		timing.advance(0);
		const second = await call(1);
		timing.advance(50_000);
		reply(second.response);
		while (timing.pending === 0) await new Promise((resolve) => setImmediate(resolve));
		timing.advance(0);
		await call(2);
		connection.close(1000);
	});

	test("the server's clock is taken from the latest stamp, for the welcome may have waited", async () => {
		const { data, connection } = connect({ preferred: 'poll' });
		reply((await call(0)).response, welcome, event(6), { type: 'ping', at: 6_000 });
		await until(() => data().length === 3);
		assert.deepEqual(
			data().map(({ type, at }) => [type, at]),
			[
				['welcome', 7_000],
				['event', 7_000],
				['ping', 7_000],
			],
		);
		connection.close(1000);
	});

	test('an answer that is no answer is a lost connection', async () => {
		for (const text of ['<html>', '{"messages":7}', 'null']) {
			calls.length = 0;
			const { types } = connect({ preferred: 'poll' });
			(await call(0)).response.writeHead(200).end(text);
			await until(() => types().includes('closed'));
			assert.deepEqual(types(), ['opened', 'closed']);
		}
	});
});

describe('refusals over HTTP', { timeout: 10_000 }, () => {
	const refuse = async (
		status: number,
		{ code = '', headers = {} }: { code?: string; headers?: Record<string, string> },
	) => {
		calls.length = 0;
		const { told, timing } = connect({ preferred: 'poll' });
		const { response } = await call(0);
		const error = { code, message: `It says ${code}.`, retryable: false };
		response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify({ error }));
		await until(() => told.length > 0);
		return { first: told[0], timing };
	};

	test('a token that cannot help any more stops the connection', async () => {
		for (const [status, code] of [
			[401, 'token_expired'],
			[401, 'token_invalid'],
			[403, 'not_allowed'],
		] as const) {
			assert.deepEqual((await refuse(status, { code })).first, { type: 'refused', code, message: `It says ${code}.` });
		}
	});

	test('whatever else refuses is tried again, such as a portal on the way that wants a password', async () => {
		for (const [status, code] of [
			[401, 'please_log_in'],
			[503, 'token_expired'],
			[500, 'internal'],
		] as const) {
			assert.equal((await refuse(status, { code })).first?.type, 'closed');
		}
	});

	test('obeys Retry-After in seconds and as a date', async () => {
		const seconds = await refuse(429, { code: 'rate_limited', headers: { 'retry-after': '7' } });
		assert.equal((seconds.first as { notBeforeMs?: number }).notBeforeMs, 7_000);
		const date = await refuse(503, { headers: { 'retry-after': new Date(1_000_000 + 9_000).toUTCString() } });
		assert.equal((date.first as { notBeforeMs?: number }).notBeforeMs, 9_000);
		const nonsense = await refuse(503, { headers: { 'retry-after': 'soon' } });
		assert.equal((nonsense.first as { notBeforeMs?: number }).notBeforeMs, 0);
	});

	test('a busy server is not asked for a poll in place of a stream', async () => {
		const { told } = connect();
		(await call(0)).response.writeHead(503).end();
		await until(() => told.length > 0);
		assert.deepEqual([told[0]?.type, calls.length], ['closed', 1]);
	});

	test('a server that cannot be reached is a lost connection', async () => {
		const { told } = connect({ address: 'http://127.0.0.1:1' });
		await until(() => told.length > 0);
		assert.deepEqual(told, [{ type: 'closed', code: 1006, reason: '' }]);
	});
});

test('however an event stream is cut into pieces, and by whatever its lines end, it says the same', () => {
	for (const end of ['\n', '\r\n', '\r']) {
		const text = ['data: {"a":1}', '', ': ping', 'data:{"b":', 'data: 2}', 'id: 4', '', '', 'data: half'].join(end);
		for (let first = 0; first <= text.length; first += 1) {
			for (let second = first; second <= text.length; second += 1) {
				const told: string[] = [];
				const reader = new EventReader((one) => told.push(one));
				for (const piece of [text.slice(0, first), text.slice(first, second), text.slice(second)]) reader.add(piece);
				assert.deepEqual(told, ['{"a":1}', '{"b":\n2}'], `cut at ${first} and ${second}`);
			}
		}
	}
});
