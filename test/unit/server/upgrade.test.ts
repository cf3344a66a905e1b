import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { WebSocket } from 'ws';
import { signToken } from '../../../server/auth/sign-token.ts';
import { GatewayCounts } from '../../../server/gateway/counts.ts';
import { Hub } from '../../../server/gateway/hub.ts';
import { upgradeSockets } from '../../../server/gateway/routes.ts';
import { Sessions } from '../../../server/gateway/sessions.ts';
import { MemoryStream } from '../../../server/stream/memory.ts';
import { SOCKET_PATH, SUBPROTOCOL } from '../../../widget/protocol.ts';
import { secretDoors } from '../../support/doors.ts';
import { quietLog } from '../../support/log.ts';
import { scope } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

const owner = scope();
const SECRET = 'a-secret-that-is-long-enough-for-a-test';
const RING = { maxCount: 6, maxBytes: 1_000_000, maxAgeMs: 3_600_000 };
const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';

const stopServer = async (server: Server) => {
	server.closeAllConnections();
	server.close();
	await once(server, 'close');
};

async function start(limits: { readonly perNode?: number; readonly perAddress?: number } = {}, trustedHops = 0) {
	const stream = new MemoryStream({ ring: RING });
	const counts = new GatewayCounts();
	const hub = new Hub({ stream, log: quietLog, counts, pingMs: 25_000 });
	owner.defer(() => hub.close());
	const sessions = new Sessions(
		{
			hub,
			log: quietLog,
			counts,
			record: () => undefined,
			pingMs: 25_000,
			doors: secretDoors(SECRET),
			grants: { isUnsettled: false, mayWatch: () => true },
			resolve: async () => ({ channel: 'c', want: async () => undefined, restore: async () => undefined }),
		},
		{ perNode: 100, perAddress: 100, perToken: 100, ...limits },
	);
	const server = createServer((_request, response) => response.end('a page'));
	const requests: WeakRef<IncomingMessage>[] = [];
	server.on('upgrade', (request: IncomingMessage) => requests.push(new WeakRef(request)));
	upgradeSockets(server, { sessions, counts, rates: { demandAddress: () => undefined }, trustedHops, log: quietLog });
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	owner.defer(() => stopServer(server));
	const { port } = server.address() as AddressInfo;
	return { server, sessions, requests, port };
}

/** Everything that is answered until the server ends the connection. */
async function ask(port: number, lines: readonly string[]): Promise<string> {
	const socket = connect(port, '127.0.0.1');
	owner.defer(() => socket.destroy());
	let text = '';
	socket.on('data', (data) => {
		text += data.toString();
	});
	socket.on('error', () => undefined);
	socket.write(`${lines.join('\r\n')}\r\n\r\n`);
	await once(socket, 'close');
	return text;
}

const upgrade = (target: string, headers: Readonly<Record<string, string | undefined>> = {}): string[] => {
	const all: Record<string, string | undefined> = {
		Host: 'x',
		Connection: 'Upgrade',
		Upgrade: 'websocket',
		'Sec-WebSocket-Version': '13',
		'Sec-WebSocket-Key': KEY,
		'Sec-WebSocket-Protocol': SUBPROTOCOL,
		...headers,
	};
	const lines = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
	return [`GET ${target} HTTP/1.1`, ...lines];
};

async function viewer(port: number, headers: Readonly<Record<string, string>> = {}): Promise<WebSocket> {
	const socket = new WebSocket(`ws://127.0.0.1:${port}${SOCKET_PATH}`, SUBPROTOCOL, { headers });
	owner.defer(() => socket.terminate());
	await once(socket, 'open');
	return socket;
}

describe('an upgrade', () => {
	test('for anything but the socket, or malformed, is refused in words, and the server goes on', async () => {
		const { port, sessions } = await start();
		const cases: readonly [string, readonly string[], RegExp][] = [
			...['//', '/', '/%', '*', 'http://[', '/v1/socket/', '//x/v1/socket', 'http://x/other'].map(
				(target) => [target, upgrade(target), /^HTTP\/1.1 40[04] /] as [string, string[], RegExp],
			),
			[
				'no subprotocol',
				upgrade(SOCKET_PATH, { 'Sec-WebSocket-Protocol': undefined }),
				/^HTTP\/1.1 400 .*bad_request/s,
			],
			[
				'another subprotocol',
				upgrade(SOCKET_PATH, { 'Sec-WebSocket-Protocol': 'mqtt' }),
				/^HTTP\/1.1 400 .*bad_request/s,
			],
			['a wrong list', upgrade(SOCKET_PATH, { 'Sec-WebSocket-Protocol': `${SUBPROTOCOL},,` }), /^HTTP\/1.1 400 /],
			['no key', upgrade(SOCKET_PATH, { 'Sec-WebSocket-Key': undefined }), /^HTTP\/1.1 400 /],
			['a wrong key', upgrade(SOCKET_PATH, { 'Sec-WebSocket-Key': 'short' }), /^HTTP\/1.1 400 /],
			['another version', upgrade(SOCKET_PATH, { 'Sec-WebSocket-Version': '99' }), /^HTTP\/1.1 400 /],
			['another upgrade', upgrade(SOCKET_PATH, { Upgrade: 'h2c' }), /^HTTP\/1.1 400 .*bad_request/s],
			['another method', ['POST /v1/socket HTTP/1.1', ...upgrade('/').slice(1)], /^HTTP\/1.1 405 /],
		];
		for (const [name, lines, answer] of cases) assert.match(await ask(port, lines), answer, name);
		assert.equal(sessions.size, 0, 'none of them became a session');
		await viewer(port);
		assert.equal(sessions.size, 1, 'and a good one does');
	});

	test('by an absolute address, or with a query, is one as well', async () => {
		const { port, sessions } = await start();
		for (const target of [`http://x${SOCKET_PATH}`, `${SOCKET_PATH}?a=1`]) {
			const socket = connect(port, '127.0.0.1');
			owner.defer(() => socket.destroy());
			socket.write(`${upgrade(target).join('\r\n')}\r\n\r\n`);
			const [answer] = (await once(socket, 'data')) as [Buffer];
			assert.match(answer.toString(), /^HTTP\/1.1 101 .*chartwire\.v1/s, target);
		}
		assert.equal(sessions.size, 2, 'each became a session');
	});

	test('that finds no room is told when to come again, and finds it when another has left', async () => {
		const { port, sessions } = await start({ perNode: 1 });
		const first = await viewer(port);
		assert.match(await ask(port, upgrade(SOCKET_PATH)), /^HTTP\/1.1 429 .*retry-after: 2.*"too_many_connections"/s);
		first.terminate();
		await until(() => sessions.size === 0, { timeoutMs: 5_000, what: 'the first has left' });
		await viewer(port);
		void sessions.leave();
		assert.match(await ask(port, upgrade(SOCKET_PATH)), /^HTTP\/1.1 503 .*"leaving"/s);
	});

	test('is counted for the address that our own proxies have told, and for no other', async () => {
		const { port } = await start({ perAddress: 1 }, 1);
		await viewer(port, { 'x-forwarded-for': '10.0.0.1' });
		await viewer(port, { 'x-forwarded-for': '10.0.0.1, 10.0.0.2' });
		const third = await viewer(port, { 'x-forwarded-for': '10.0.0.9, 10.0.0.1' });
		const [code] = (await once(third, 'close')) as [number];
		assert.equal(code, 4428);
	});

	test('leaves nothing of its request behind, for as long as its socket lives', async () => {
		const { port, requests, sessions } = await start();
		const socket = await viewer(port);
		socket.send(
			JSON.stringify({ type: 'hello', token: await signToken(SECRET, { subject: 'a', expiresInSeconds: 60 }) }),
		);
		await once(socket, 'message');
		socket.send(JSON.stringify({ type: 'subscribe', id: 1, chart: 'c' }));
		await once(socket, 'message');
		setFlagsFromString('--expose-gc');
		const collect = runInNewContext('gc') as () => void;
		await until(
			() => {
				collect();
				return requests.length === 1 && requests[0]?.deref() === undefined;
			},
			{ timeoutMs: 5_000, what: 'the request is collected' },
		);
		assert.equal(sessions.size, 1, 'while its session lives');
	});
});
