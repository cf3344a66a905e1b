/** Each limit of docs/limits.md is run into on a real node: what the client sees, and what the node's metrics say of it. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { before, describe, test } from 'node:test';
import { WebSocket } from 'ws';
import { freePort } from '../../server/embedded/ports.ts';
import type { Limit } from '../../server/gateway/counts.ts';
import { type ErrorMessage, type ServerMessage, SUBPROTOCOL } from '../../widget/protocol.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { fetchMetrics } from '../support/metrics.ts';
import { scope } from '../support/scope.ts';
import { type SpawnedServer, spawnServer } from '../support/server.ts';
import { until } from '../support/until.ts';
import { connectWire, type WireClient } from '../support/wire.ts';

const owner = scope();
let chartwire: Chartwire;
let tokens = 0;

interface Node extends SpawnedServer {
	readonly metricsPort: number;
}

/** One more web node, with limits of its own. */
async function startNode(env: Readonly<Record<string, string>> = {}): Promise<Node> {
	const metricsPort = await freePort();
	const server = await spawnServer({
		role: 'web',
		env: { ...chartwire.env, METRICS_PORT: String(metricsPort), ...env },
		scope: owner,
	});
	return { ...server, metricsPort };
}

before(async () => {
	chartwire = await startChartwire(owner);
	await chartwire.chart('limited', 'select 1 as n');
});

/** Each has a token of its own. */
async function connect(node: Node): Promise<WireClient> {
	tokens += 1;
	return connectWire({ url: node.url, token: await chartwire.token({ subject: `viewer ${tokens}` }), scope: owner });
}

/** What happens meanwhile is counted as this limit, exactly so often, and as no other. */
async function isCounted(node: Node, limit: Limit, times: number, work: () => Promise<unknown>): Promise<void> {
	const series = `chartwire_refusals_total{limit="${limit}"}`;
	const earlier = (await fetchMetrics(node.metricsPort))(series);
	assert.ok(earlier !== undefined, `${series} is there before anything was refused`);
	await work();
	await until(async () => (await fetchMetrics(node.metricsPort))(series) === earlier + times, {
		what: `${series} grows from ${earlier} by ${times}`,
	});
}

const post = async (node: Node, path: string, body: unknown) => {
	const headers = { 'content-type': 'application/json' };
	const init = { method: 'POST', headers, body: JSON.stringify(body) };
	const response = await fetch(`${node.url}${path}`, init);
	const answer = (await response.json()) as { error?: { code: string }; messages?: readonly ServerMessage[] };
	return { status: response.status, code: answer.error?.code, retryAfter: response.headers.get('retry-after'), answer };
};

/** The status and the header with which an upgrade is refused; it has no body. */
async function refusedUpgrade(node: Node): Promise<{ status: number; retryAfter: unknown }> {
	const socket = new WebSocket(`${node.url.replace('http', 'ws')}/v1/socket`, SUBPROTOCOL);
	socket.on('error', () => undefined);
	const [request, response] = await once(socket, 'unexpected-response');
	request.destroy();
	return { status: response.statusCode, retryAfter: response.headers['retry-after'] };
}

const errorsOf = (wire: WireClient) => wire.frames.filter((frame): frame is ErrorMessage => frame.type === 'error');
const poll = async () => ({ token: await chartwire.token(), subscriptions: [{ id: 1, chart: 'limited' }] });

describe('connections', () => {
	test('connections_per_node: a full node says 429 and when to come again, to sockets and to fallback requests', async () => {
		const node = await startNode({ CHARTWIRE_CONNECTIONS_PER_NODE: '2' });
		const [first] = [await connect(node), await connect(node)];
		await isCounted(node, 'connections_per_node', 3, async () => {
			assert.deepEqual(await refusedUpgrade(node), { status: 429, retryAfter: '2' });
			for (const path of ['/v1/poll', '/v1/stream']) {
				const { status, code, retryAfter } = await post(node, path, await poll());
				assert.deepEqual([status, code, retryAfter], [429, 'too_many_connections', '2'], path);
			}
		});
		await first.close();
		await until(() => connect(node).catch(() => undefined), { what: 'there is room again' });
	});

	test('connections_per_address: one address too often is closed with 4428, or told 429', async () => {
		const node = await startNode({ CHARTWIRE_CONNECTIONS_PER_ADDRESS: '1' });
		await connect(node);
		await isCounted(node, 'connections_per_address', 3, async () => {
			const second = await connectWire({ url: node.url, scope: owner });
			assert.equal((await second.closed).code, 4428);
			for (const path of ['/v1/poll', '/v1/stream']) {
				const { status, code } = await post(node, path, await poll());
				assert.deepEqual([status, code], [429, 'too_many_connections'], path);
			}
		});
	});

	test('connections_per_token: one token too often is named and closed with 4428; a poll is told the same', async () => {
		const node = await startNode({ CHARTWIRE_CONNECTIONS_PER_TOKEN: '1' });
		const token = await chartwire.token({ subject: 'shared' });
		await connectWire({ url: node.url, token, scope: owner });
		await isCounted(node, 'connections_per_token', 2, async () => {
			const second = await connectWire({ url: node.url, scope: owner });
			second.send({ type: 'hello', token });
			assert.equal((await second.waitForType('error')).code, 'too_many_connections');
			assert.equal((await second.closed).code, 4428);
			const { answer } = await post(node, '/v1/poll', { ...(await poll()), token });
			const [message] = answer.messages ?? [];
			assert.equal(message?.type === 'error' && message.code, 'too_many_connections');
		});
	});

	/** Files that wait for an answer that is long in coming, until they are given up. */
	async function waitingFiles(node: Node, count: number) {
		await chartwire.chart('long', 'select pg_sleep(120)');
		const leave = new AbortController();
		const open = async () => (await fetchMetrics(node.metricsPort))('chartwire_exports');
		// Signed once: of another second it would be another token.
		const tokens = new Map<string, Promise<string>>();
		const tokenOf = (subject: string): Promise<string> => {
			const token = tokens.get(subject) ?? chartwire.token({ subject });
			tokens.set(subject, token);
			return token;
		};
		const take = async (subject: string) => {
			const headers = { authorization: `Bearer ${await tokenOf(subject)}` };
			const response = await fetch(`${node.url}/v1/charts/long/rows.csv`, { headers, signal: leave.signal });
			const { error } = (await response.json()) as { error: { code: string } };
			return { status: response.status, code: error.code, retryAfter: response.headers.get('retry-after') };
		};
		/** One more that waits, where so many do already. */
		const wait = async (subject: string, waiting: number) => {
			take(subject).catch(() => undefined);
			await until(async () => (await open()) === waiting + 1, { what: `${waiting + 1} files are waited for` });
		};
		for (let index = 0; index < count; index += 1) await wait('hoarder', index);
		const giveUp = async () => {
			leave.abort();
			await until(async () => (await open()) === 0, { what: 'their places are free again' });
		};
		return { take, wait, giveUp };
	}

	const tooMany = { status: 429, code: 'too_many_exports', retryAfter: '2' };

	test('requests_per_address: an address that asks too often is told 429, by HTTP and at the upgrade, until a while later', async () => {
		const node = await startNode({ CHARTWIRE_REQUESTS_PER_ADDRESS: '2' });
		await isCounted(node, 'requests_per_address', 3, async () => {
			const answers = [];
			for (let index = 0; index < 10; index += 1) answers.push(await post(node, '/v1/poll', {}));
			assert.deepEqual(
				answers.map(({ status }) => status),
				[...Array(8).fill(400), 429, 429],
			);
			assert.deepEqual([answers[9]?.code, answers[9]?.retryAfter], ['rate_limited', '2']);
			assert.equal((await refusedUpgrade(node)).status, 429);
		});
		await until(async () => (await post(node, '/v1/poll', {})).status === 400, { what: 'it may ask again' });
	});

	test('requests_per_token: a token that is shown too often is told so, and another one is not', async () => {
		const node = await startNode({ CHARTWIRE_REQUESTS_PER_TOKEN: '1' });
		await isCounted(node, 'requests_per_token', 1, async () => {
			const headers = { authorization: `Bearer ${await chartwire.token({ subject: 'often' })}` };
			const statuses = [];
			for (let index = 0; index < 5; index += 1)
				statuses.push((await fetch(`${node.url}/v1/inbox`, { headers })).status);
			assert.deepEqual(statuses.slice(-2), [statuses[0], 429]);
		});
		await (await connect(node)).close();
	});

	test('exports_per_node: a file too many is refused, whoever asks, until one of the others is given up', async () => {
		const node = await startNode({ CHARTWIRE_EXPORTS_PER_NODE: '2' });
		const { take, giveUp } = await waitingFiles(node, 2);
		await isCounted(node, 'exports_per_node', 1, async () => assert.deepEqual(await take('another'), tooMany));
		await giveUp();
	});

	test('exports_per_token: one token may take four files at once, and another one its own', async () => {
		const node = await startNode();
		const { take, wait, giveUp } = await waitingFiles(node, 4);
		await isCounted(node, 'exports_per_token', 1, async () => assert.deepEqual(await take('hoarder'), tooMany));
		await wait('another', 4);
		await giveUp();
	});

	test('leaving: a node that leaves refuses what is new with 503, says so to its balancer, and counts until its end', async () => {
		const node = await startNode();
		await connect(node);
		const series = 'chartwire_refusals_total{limit="leaving"}';
		const stopped = node.stop();
		await until(async () => (await fetch(`${node.url}/readyz`)).status === 503, { what: 'the node leaves' });
		assert.deepEqual(await refusedUpgrade(node), { status: 503, retryAfter: '2' });
		const { status, code } = await post(node, '/v1/poll', await poll());
		assert.deepEqual([status, code], [503, 'leaving']);
		assert.equal((await fetchMetrics(node.metricsPort))(series), 2);
		await stopped;
		await assert.rejects(fetch(`http://127.0.0.1:${node.metricsPort}/metrics`), 'the process has ended');
	});
});

describe('what a connection sends', () => {
	let node: Node;
	before(async () => {
		node = await startNode();
	});

	test('hello_time: a socket that says nothing is closed with 4408 after 10 s', async () => {
		await isCounted(node, 'hello_time', 1, async () => {
			const began = Date.now();
			const silent = await connectWire({ url: node.url, scope: owner });
			assert.equal((await silent.closed).code, 4408);
			const took = Date.now() - began;
			assert.ok(took >= 10_000 && took < 14_000, `it took ${took} ms`);
		});
	});

	test('messages_per_second: a burst beyond 1,000 is refused message by message, and the connection lives', async () => {
		const wire = await connect(node);
		const series = 'chartwire_refusals_total{limit="messages_per_second"}';
		for (let sent = 0; sent < 1_050; sent += 1) wire.send({ type: 'pong' });
		const error = await wire.waitForType('error');
		assert.deepEqual([error.code, error.retryable], ['rate_limited', true]);
		await until(async () => (await fetchMetrics(node.metricsPort))(series) === errorsOf(wire).length);
		assert.ok(errorsOf(wire).length <= 50, `${errorsOf(wire).length} were refused`);
		await until(async () => {
			wire.send({ type: 'subscribe', id: 1, chart: 'limited' });
			return wire.waitForType('subscribed', 200).catch(() => undefined);
		});
	});

	test('message_bytes: a message of more than 64 KB is named and not acted on, whatever carries it', async () => {
		const wire = await connect(node);
		await isCounted(node, 'message_bytes', 2, async () => {
			wire.sendText('x'.repeat(65_537));
			assert.equal((await wire.waitForType('error')).code, 'frame_too_large');
			const { token } = await poll();
			const subscriptions = [{ id: 1, chart: 'limited', params: { long: 'x'.repeat(65_537) } }];
			const { answer } = await post(node, '/v1/poll', { token, subscriptions, waitMs: 1_000 });
			const codes = answer.messages?.map((message) => message.type === 'error' && message.code);
			assert.ok(codes?.includes('frame_too_large'), JSON.stringify(answer));
		});
		await wire.subscribe({ chart: 'limited' });
	});

	test('a fallback request may have many subscriptions, longer together than one message may be', async () => {
		const { token } = await poll();
		const subscriptions = Array.from({ length: 150 }, (_, index) => ({
			id: index + 1,
			chart: 'limited',
			unknown: 'x'.repeat(1_000),
		}));
		const { status, answer } = await post(node, '/v1/poll', { token, subscriptions });
		assert.equal(status, 200);
		const types = new Set(answer.messages?.map(({ type }) => type));
		assert.ok(types.has('subscribed') && !types.has('error'), [...types].join(', '));
	});

	test('packet_bytes: what is above 256 KB is not even read, and closed with 1009', async () => {
		const wire = await connect(node);
		await isCounted(node, 'packet_bytes', 1, async () => {
			wire.sendText('x'.repeat(262_145));
			assert.equal((await wire.closed).code, 1009);
		});
		const closed = 'chartwire_sessions_closed_total{code="1009"}';
		assert.equal((await fetchMetrics(node.metricsPort))(closed), 1);
	});

	test('request_bytes: a request of more than 256 KB is told 413', async () => {
		await isCounted(node, 'request_bytes', 2, async () => {
			for (const path of ['/v1/poll', '/v1/runs']) {
				const { status, code } = await post(node, path, { padding: 'x'.repeat(262_145) });
				assert.deepEqual([status, code], [413, 'body_too_large'], path);
			}
		});
	});

	test('report_bytes_per_second: recorded clients that report more than 10 MB at once are told 429', async () => {
		const recording = await startNode({ CHARTWIRE_TAP: 'positions', CHARTWIRE_TAP_SAMPLE: '1' });
		const { record } = await (await connect(recording)).waitForType('welcome');
		assert.ok(record !== undefined, 'the client is to be recorded');
		const report = { client: 'c', permit: record.permit, observations: [], padding: 'x'.repeat(250_000) };
		const send = async () =>
			(await fetch(`${recording.url}/v1/received`, { method: 'POST', body: JSON.stringify(report) })).status;
		await isCounted(recording, 'report_bytes_per_second', 1, async () => {
			let sent = 0;
			const isRefused = async () => {
				sent += 1;
				return (await send()) === 429;
			};
			await until(isRefused, { timeoutMs: 20_000, what: 'a report is refused' });
			assert.ok(sent >= 40, `${sent} reports of 250 KB were sent`);
		});
	});

	test('subscriptions_per_connection: the 201st subscription is refused, and the others go on', async () => {
		const wire = await connect(node);
		await isCounted(node, 'subscriptions_per_connection', 1, async () => {
			for (let id = 1; id <= 201; id += 1) wire.send({ type: 'subscribe', id, chart: 'limited' });
			const error = await wire.waitForType('error');
			assert.deepEqual([error.code, error.id], ['too_many_subscriptions', 201]);
		});
		await until(() => wire.frames.filter(({ type }) => type === 'subscribed').length === 200);
		wire.send({ type: 'unsubscribe', id: 7 });
		wire.send({ type: 'subscribe', id: 202, chart: 'limited' });
		await wire.waitFor((frame) => frame.type === 'subscribed' && frame.id === 202);
	});

	test('questions_per_token: a token that asks one question too many in a minute is told so, and may go on with the others', async () => {
		const curious = await startNode({ CHARTWIRE_QUESTIONS_PER_MINUTE: '3' });
		await chartwire.chart('asked', 'select {{n}}::integer as n', { params: [{ name: 'n', type: 'number' }] });
		const token = await chartwire.token({ subject: 'curious' });
		const [wire, again] = await Promise.all([1, 2].map(() => connectWire({ url: curious.url, token, scope: owner })));
		assert.ok(wire !== undefined && again !== undefined);
		await isCounted(curious, 'questions_per_token', 2, async () => {
			for (const n of [1, 2, 2, 3]) await wire.subscribe({ chart: 'asked', params: { n } });
			await assert.rejects(wire.subscribe({ chart: 'asked', params: { n: 4 } }), /rate_limited.*"retryable":true/);
			await again.subscribe({ chart: 'asked', params: { n: 3 } });
			await assert.rejects(again.subscribe({ chart: 'asked', params: { n: 5 } }), /rate_limited/);
		});
		await wire.subscribe({ chart: 'limited' });
		const locked = await chartwire.token({ subject: 'curious', params: { n: 6 } });
		const other = await connectWire({ url: curious.url, token: locked, scope: owner });
		await other.subscribe({ chart: 'asked' });
	});

	test('errors_per_connection: the 100th error is the last, and closes with 4429', async () => {
		const wire = await connect(node);
		await isCounted(node, 'errors_per_connection', 1, async () => {
			for (let sent = 0; sent < 120; sent += 1) wire.sendText('nonsense');
			assert.equal((await wire.closed).code, 4429);
			assert.equal(errorsOf(wire).length, 100);
		});
	});

	test('silence: a client that is not heard of for 2.5 pings is closed with 4490', async () => {
		const impatient = await startNode({ CHARTWIRE_PING_MS: '1000' });
		const wire = await connect(impatient);
		const answering = await connect(impatient);
		answering.socket.on('message', () => answering.send({ type: 'pong' }));
		await isCounted(impatient, 'silence', 1, async () => {
			assert.equal((await wire.closed).code, 4490);
		});
		answering.send({ type: 'subscribe', id: 1, chart: 'limited' });
		await answering.waitForType('subscribed');
	});
});
