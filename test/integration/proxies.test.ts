/** No sticky sessions anywhere: two web nodes behind HAProxy and nginx in round-robin, and a client that changes nodes at every reconnect. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { WebSocket } from 'ws';
import { RedisStream } from '../../server/stream/redis.ts';
import { type Position, type ServerMessage, SUBPROTOCOL } from '../../widget/protocol.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { quietLog } from '../support/log.ts';
import { type ProxyName, startDocumentedProxy, startProxy } from '../support/proxies.ts';
import { scope } from '../support/scope.ts';
import { spawnServer } from '../support/server.ts';

const owner = scope();
const EVENTS = 120;
let chartwire: Chartwire;
let stream: RedisStream;
const proxies = {} as Record<ProxyName, string>;
let ports: readonly [number, number, number];

before(async () => {
	chartwire = await startChartwire(owner);
	const second = await spawnServer({ role: 'web', env: chartwire.env, scope: owner });
	const third = await spawnServer({ role: 'web', env: chartwire.env, scope: owner });
	const nodes = [chartwire.web().port, second.port];
	ports = [chartwire.web().port, second.port, third.port];
	for (const name of ['haproxy', 'nginx'] as const) proxies[name] = await startProxy(owner, name, { nodes });
	const ring = { maxCount: 256, maxBytes: 1_000_000, maxAgeMs: 3_600_000 };
	stream = new RedisStream({ url: chartwire.redis.url, ring, log: quietLog });
	owner.defer(() => stream.close());
	await stream.settle(5_000);
});

interface Leg {
	readonly node: string;
	readonly messages: readonly ServerMessage[];
}

interface Wanted {
	readonly url: string;
	readonly token: string;
	readonly chart: string;
	readonly since: Position;
}

/** One connection through the proxy: ends by itself after a few events, as in a tunnel. */
type Connect = (wanted: Wanted, most: number) => Promise<Leg>;

const isEvent = (message: ServerMessage) => message.type === 'event';

const bySocket: Connect = ({ url, token, chart, since }, most) =>
	new Promise((resolve, reject) => {
		const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/socket`, SUBPROTOCOL);
		const messages: ServerMessage[] = [];
		let node = '';
		socket.on('upgrade', (response) => {
			node = String(response.headers['x-node']);
		});
		socket.on('open', () => {
			socket.send(JSON.stringify({ type: 'hello', token }));
			socket.send(JSON.stringify({ type: 'subscribe', id: 1, chart, since }));
		});
		socket.on('message', (data) => {
			if (messages.filter(isEvent).length >= most) return;
			messages.push(JSON.parse(data.toString()));
			if (messages.filter(isEvent).length >= most) socket.terminate();
		});
		socket.on('close', () => resolve({ node, messages }));
		socket.on('error', reject);
	});

const post = ({ url, token, chart, since }: Wanted, path: string, signal?: AbortSignal) =>
	fetch(`${url}${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ token, subscriptions: [{ id: 1, chart, since }] }),
		...(signal === undefined ? {} : { signal }),
	});

const byStream: Connect = async (wanted, most) => {
	const controller = new AbortController();
	const response = await post(wanted, '/v1/stream', controller.signal);
	const messages: ServerMessage[] = [];
	let text = '';
	for await (const part of response.body ?? []) {
		text += Buffer.from(part).toString();
		const lines = text.split('\n\n');
		text = lines.pop() ?? '';
		for (const line of lines)
			if (messages.filter(isEvent).length < most) messages.push(JSON.parse(line.slice('data: '.length)));
		if (messages.filter(isEvent).length >= most) break;
	}
	controller.abort();
	return { node: response.headers.get('x-node') ?? '', messages };
};

const byPoll: Connect = async (wanted) => {
	const response = await post(wanted, '/v1/poll');
	const { messages } = (await response.json()) as { messages: ServerMessage[] };
	return { node: response.headers.get('x-node') ?? '', messages };
};

const TRANSPORTS: readonly [string, Connect][] = [
	['sockets', bySocket],
	['event streams', byStream],
	['polls', byPoll],
];

for (const proxy of ['haproxy', 'nginx'] as const) {
	describe(`behind ${proxy}`, () => {
		for (const [transport, connect] of TRANSPORTS) {
			test(`I2 I3 ${transport} that change nodes at every turn bring every event once, in order`, async () => {
				const chart = `${proxy}-${transport.replace(' ', '-')}`;
				await chartwire.chart(chart, `select '${chart}' as name`);
				const viewer = await chartwire.wire({ subject: chart });
				const { channel } = await viewer.subscribe({ chart });
				const first = await viewer.waitFor((frame) => frame.type === 'event' && frame.event.kind === 'result');
				let cursor: Position = first.type === 'event' ? { epoch: first.epoch, seq: first.seq } : { epoch: '', seq: 0 };
				const pour = (async () => {
					for (let rows = 1; rows <= EVENTS; rows += 1) {
						const event = { kind: 'progress', run: 'r', rows, startedAt: 1 } as const;
						await stream.publish({ channel, event, key: `${rows}`, fence: { ordinal: 1_000_000, attempt: 1 } });
						await new Promise((resolve) => setTimeout(resolve, 5));
					}
				})();
				const token = await chartwire.token({ subject: `${chart} reader` });
				const seen: number[] = [];
				const nodes = new Set<string>();
				while (seen.length < EVENTS) {
					const leg = await connect(
						{ url: proxies[proxy], token, chart, since: cursor },
						Math.min(7, EVENTS - seen.length),
					);
					nodes.add(leg.node);
					for (const message of leg.messages) {
						assert.notEqual(message.type, 'reset');
						if (message.type !== 'event') continue;
						if (message.event.kind === 'progress') seen.push(message.event.rows);
						cursor = { epoch: message.epoch, seq: message.seq };
					}
				}
				await pour;
				assert.deepEqual(
					seen,
					Array.from({ length: EVENTS }, (_, index) => index + 1),
				);
				assert.equal(nodes.size >= 2, true, `the nodes were ${[...nodes].join(', ')}`);
			});
		}

		test('and led apart as documented, viewers by every transport and authors have different nodes', async () => {
			const url = await startDocumentedProxy(owner, proxy, ports);
			const chart = `${proxy}-apart`;
			await chartwire.chart(chart, 'select 1 as one');
			const token = await chartwire.token();
			const [web1, web2, web3] = ports.map((port, index) =>
				proxy === 'haproxy' ? `web${index + 1}` : `127.0.0.1:${port}`,
			);
			for (const [transport, connect] of TRANSPORTS) {
				const { node, messages } = await connect({ url, token, chart, since: { epoch: 'none', seq: 0 } }, 1);
				assert.ok(node === web1 || node === web2, `${transport}: ${node}`);
				assert.ok(messages.length > 0, transport);
			}
			const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
			const body = JSON.stringify({ source: 'sample', sql: 'select 2 as two' });
			for (let turn = 0; turn < 4; turn += 1) {
				const accepted = await fetch(`${url}/v1/runs`, { method: 'POST', headers, body });
				assert.deepEqual([accepted.status, accepted.headers.get('x-node')], [202, web3]);
			}
		});
	});
}
