import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { WebSocket, WebSocketServer } from 'ws';
import { Outgoing } from '../../../server/gateway/outgoing.ts';
import { Tally } from '../../../server/gateway/tally.ts';
import { Rate } from '../../../server/rate.ts';

test('a frame of any length is what another WebSocket implementation reads', async () => {
	const texts = [0, 1, 125, 126, 127, 65_535, 65_536, 1_000_000].map((length) =>
		'ä'.repeat(length / 2).padEnd(length / 2 + (length % 2), 'x'),
	);
	const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
	await once(server, 'listening');
	server.on('connection', (_socket, request) => {
		for (const text of texts) request.socket.write(new Outgoing(text).frame);
	});
	const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
	const read: string[] = [];
	client.on('message', (data, isBinary) => read.push(`${isBinary}${data.toString()}`));
	while (read.length < texts.length) await once(client, 'message');
	assert.deepEqual(
		read,
		texts.map((text) => `false${text}`),
	);
	client.terminate();
	server.close();
});

test('a message is encoded once, and is one line of an event stream', () => {
	const message = new Outgoing('{"a":1}');
	assert.equal(message.frame, message.frame);
	assert.equal(message.line.toString(), 'data: {"a":1}\n\n');
});

test('a tally refuses one more than its limit, for each name by itself, until one is given back', () => {
	const tally = new Tally(2);
	assert.deepEqual([tally.take('a'), tally.take('a'), tally.take('a'), tally.take('b')], [true, true, false, true]);
	tally.giveBack('a');
	assert.deepEqual([tally.take('a'), tally.take('a')], [true, false]);
	for (const name of ['a', 'a', 'b']) tally.giveBack(name);
	assert.deepEqual([tally.take('a'), tally.take('a'), tally.take('a')], [true, true, false]);
});

test('a rate allows its burst at once, and then so many a second', () => {
	const rate = new Rate({ perSecond: 10, burst: 3, now: 0 });
	const allowed = (now: number, count: number) =>
		Array.from({ length: count }, () => rate.allows(now)).filter(Boolean).length;
	assert.equal(allowed(0, 10), 3);
	assert.equal(allowed(100, 10), 1);
	assert.equal(allowed(1_000_000, 10), 3);
});
