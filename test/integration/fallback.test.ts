/** The fallback transports on a real web node, beside a socket that says what is true. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { RedisStream } from '../../server/stream/redis.ts';
import type { EventMessage, Position, ServerMessage } from '../../widget/protocol.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { quietLog } from '../support/log.ts';
import { scope } from '../support/scope.ts';
import { until } from '../support/until.ts';

const owner = scope();
let chartwire: Chartwire;
let stream: RedisStream;
let charts = 0;

before(async () => {
	chartwire = await startChartwire(owner, { env: { CHARTWIRE_CONNECTIONS_PER_TOKEN: '3' } });
	const ring = { maxCount: 256, maxBytes: 1_000_000, maxAgeMs: 3_600_000 };
	stream = new RedisStream({ url: chartwire.redis.url, ring, log: quietLog });
	owner.defer(() => stream.close());
	await stream.settle(5_000);
});

/** A chart with its first result; `publish` adds events to its channel. */
async function chart() {
	charts += 1;
	const name = `fallback-${charts}`;
	await chartwire.chart(name, `select ${charts} as n`);
	const viewer = await chartwire.wire({ subject: name });
	const { channel } = await viewer.subscribe({ chart: name });
	const last = await viewer.waitFor(
		(frame): frame is EventMessage => frame.type === 'event' && frame.event.kind === 'result',
	);
	let rows = 0;
	const publish = async (count: number) => {
		for (let index = 0; index < count; index += 1) {
			rows += 1;
			const event = { kind: 'progress', run: 'r', rows, startedAt: 1 } as const;
			await stream.publish({ channel, event, key: `test-${rows}`, fence: { ordinal: 1_000_000, attempt: 1 } });
		}
	};
	return { name, channel, publish, since: { epoch: last.epoch, seq: last.seq }, viewer };
}

async function post(path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
	const headers = { 'content-type': 'application/json' };
	const init = { method: 'POST', headers, body: JSON.stringify(body) };
	return fetch(`${chartwire.web().url}${path}`, signal === undefined ? init : { ...init, signal });
}

const body = async (name: string, since?: Position) => ({
	token: await chartwire.token({ subject: `${name} reader` }),
	subscriptions: [{ id: 1, chart: name, ...(since === undefined ? {} : { since }) }],
});

/** Reads an event stream's messages until told to stop. */
async function readStream(name: string, since?: Position) {
	const controller = new AbortController();
	owner.defer(() => controller.abort());
	const response = await post('/v1/stream', await body(name, since), controller.signal);
	const messages: ServerMessage[] = [];
	const done = (async () => {
		let text = '';
		for await (const part of response.body ?? []) {
			text += Buffer.from(part).toString();
			const lines = text.split('\n\n');
			text = lines.pop() ?? '';
			for (const line of lines) messages.push(JSON.parse(line.replace(/^data: /, '')));
		}
	})().catch(() => undefined);
	return { response, messages, done, abort: () => controller.abort() };
}

const rowsOf = (messages: readonly ServerMessage[]) =>
	messages.flatMap((each) => (each.type === 'event' && each.event.kind === 'progress' ? [each.event.rows] : []));
const typesOf = (messages: readonly ServerMessage[]) => messages.map(({ type }) => type);

describe('an event stream', () => {
	test('brings the same messages as a socket, at once and unbuffered', async () => {
		const { name, publish, viewer, channel } = await chart();
		const reader = await readStream(name);
		assert.equal(reader.response.headers.get('content-type'), 'text/event-stream');
		assert.equal(reader.response.headers.get('x-accel-buffering'), 'no');
		assert.equal(reader.response.headers.get('access-control-allow-origin'), '*');
		await until(() => reader.messages.some(({ type }) => type === 'reset'));
		assert.deepEqual(typesOf(reader.messages), ['welcome', 'subscribed', 'reset']);
		await publish(20);
		await until(() => rowsOf(reader.messages).length === 20);
		assert.deepEqual(reader.messages.slice(3), viewer.eventsOf(channel).slice(-20));
		reader.abort();
	});

	test('I2 I3 that is cut goes on by its cursor, with exactly what it missed', async () => {
		const { name, publish, since } = await chart();
		await publish(50);
		const reader = await readStream(name, since);
		await until(() => rowsOf(reader.messages).length === 50);
		assert.deepEqual(
			rowsOf(reader.messages),
			Array.from({ length: 50 }, (_, index) => index + 1),
		);
		assert.equal(
			reader.messages.some(({ type }) => type === 'reset'),
			false,
		);
		reader.abort();
	});

	test('ends with a word when its node leaves', async () => {
		const { name } = await chart();
		const reader = await readStream(name);
		await until(() => reader.messages.length >= 3);
		await chartwire.web().stop();
		await reader.done;
		await chartwire.start('web');
		const types = typesOf(reader.messages);
		const after = types.slice(types.indexOf('goaway'));
		assert.ok(types.includes('goaway'), `it was told ${types.join(', ')}`);
		// It is served until it has gone.
		assert.deepEqual(
			[...new Set(after)].filter((type) => type !== 'top'),
			['goaway'],
		);
	});
});

describe('a poll', () => {
	test('is answered at once with what there is, and waits when there is nothing', async () => {
		const { name, publish, since } = await chart();
		const first = (await (await post('/v1/poll', await body(name))).json()) as { messages: ServerMessage[] };
		assert.deepEqual(typesOf(first.messages), ['welcome', 'subscribed', 'reset']);
		let answered = false;
		const waiting = post('/v1/poll', await body(name, since)).then(async (response) => {
			answered = true;
			return (await response.json()) as { messages: ServerMessage[] };
		});
		await new Promise((resolve) => setTimeout(resolve, 300));
		assert.equal(answered, false, 'nothing has happened yet');
		await publish(1);
		assert.deepEqual(rowsOf((await waiting).messages), [1]);
	});

	test('that is asked not to wait is answered as soon as each subscription has been', async () => {
		const { name, since } = await chart();
		const began = Date.now();
		const response = await post('/v1/poll', { ...(await body(name, since)), waitMs: 0 });
		const { messages } = (await response.json()) as { messages: ServerMessage[] };
		assert.deepEqual(typesOf(messages), ['welcome', 'subscribed']);
		assert.equal(Date.now() - began < 2_000, true, 'at once');
	});

	test('I2 I3 that is repeated with its cursor brings every event once, in order', async () => {
		const { name, publish, since } = await chart();
		let cursor: Position = since;
		const seen: number[] = [];
		const pour = (async () => {
			for (let round = 0; round < 10; round += 1) {
				await publish(5);
				await new Promise((resolve) => setTimeout(resolve, 15));
			}
		})();
		await until(async () => {
			const { messages } = (await (await post('/v1/poll', await body(name, cursor))).json()) as {
				messages: ServerMessage[];
			};
			seen.push(...rowsOf(messages));
			for (const each of messages) if (each.type === 'event') cursor = { epoch: each.epoch, seq: each.seq };
			return seen.length >= 50;
		});
		await pour;
		assert.deepEqual(
			seen,
			Array.from({ length: 50 }, (_, index) => index + 1),
		);
	});
});

describe('what is wrong', () => {
	test('is an HTTP error before anything else is said', async () => {
		const token = await chartwire.token();
		const cases: readonly [unknown, number, string][] = [
			[{ token: 'rubbish', subscriptions: [] }, 401, 'token_invalid'],
			[{ subscriptions: [] }, 400, 'malformed'],
			[{ token, subscriptions: [{ id: 0, chart: 'x' }] }, 400, 'malformed'],
			[{ token, subscriptions: [{ id: 1, chart: 'x'.repeat(270_000) }] }, 413, 'body_too_large'],
		];
		for (const path of ['/v1/stream', '/v1/poll']) {
			for (const [wrong, status, code] of cases) {
				const response = await post(path, wrong);
				const answer = (await response.json()) as { error: { code: string } };
				assert.deepEqual([response.status, answer.error.code], [status, code], path);
			}
		}
	});

	test('about one subscription is told for that one', async () => {
		const token = await chartwire.token();
		const response = await post('/v1/poll', { token, subscriptions: [{ id: 7, chart: 'there-is-none' }] });
		const { messages } = (await response.json()) as { messages: ServerMessage[] };
		const error = messages.find((each) => each.type === 'error');
		assert.deepEqual(error?.type === 'error' && [error.id, error.code], [7, 'unknown_chart']);
	});

	test('with too many connections of one token is named, and closed with a code that lets it come again', async () => {
		const grant = { subject: 'greedy', expiresInSeconds: 3_599 };
		const token = await chartwire.token(grant);
		const { connectWire } = await import('../support/wire.ts');
		const open = () => connectWire({ url: chartwire.web().url, token, scope: owner });
		const sockets = [await open(), await open(), await open()];
		const refused = connectWire({ url: chartwire.web().url, scope: owner });
		const fourth = await refused;
		fourth.send({ type: 'hello', token });
		const error = await fourth.waitForType('error');
		assert.deepEqual([error.code, error.retryable, (await fourth.closed).code], ['too_many_connections', true, 4428]);
		await sockets[0]?.close();
		await until(async () =>
			open().then(
				() => true,
				() => false,
			),
		);
	});
});
