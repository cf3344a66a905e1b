import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { serverAddress, socketAddress } from '../../../widget/api.ts';
import { makeRig } from './support/rig.ts';

interface Asked {
	readonly url: string;
	readonly init: RequestInit & { headers: Record<string, string> };
}

function makeApi(answer: () => Response | Promise<Response>) {
	const asked: Asked[] = [];
	const { client } = makeRig({
		fetch: (async (url: string, init: Asked['init']) => {
			asked.push({ url, init });
			const response = await answer();
			Object.defineProperty(response, 'url', { value: url });
			return response;
		}) as typeof fetch,
	});
	return { client, asked };
}

describe('the HTTP API', () => {
	test('an address loses its trailing slash, its query and its hash', () => {
		assert.equal(serverAddress('http://h:1/base/?x=1#y'), 'http://h:1/base');
		assert.equal(serverAddress('https://charts.example.com'), 'https://charts.example.com');
		assert.equal(socketAddress('http://h:1/base'), 'ws://h:1/base/v1/socket');
	});

	test('sends JSON with the token in a header, below the base path, and reads JSON', async () => {
		const { client, asked } = makeApi(() => Response.json({ run: 'r1' }, { status: 202 }));
		assert.deepEqual(await client.request('POST', '/v1/runs', { sql: 'select 1' }), { run: 'r1' });
		const [{ url, init } = { url: '', init: { headers: {} } as Asked['init'] }] = asked;
		assert.equal(url, 'http://charts.test/base/v1/runs');
		assert.equal(init.body, '{"sql":"select 1"}');
		assert.deepEqual(init.headers, { authorization: 'Bearer token-1', 'content-type': 'application/json' });
		assert.equal(init.credentials, 'omit');
	});

	test('never sends the token to another address', async () => {
		const { client, asked } = makeApi(() => Response.json({}));
		await client.request('GET', 'https://cdn.test/v1/results/h');
		assert.equal(asked[0]?.url, 'https://cdn.test/v1/results/h');
		assert.deepEqual(asked[0]?.init.headers, {});
	});

	test("throws the server's own error, with everything that it says", async () => {
		const error = {
			code: 'bad_sql',
			message: 'There is no column "pric".',
			position: { line: 1, column: 8, offset: 7 },
		};
		const { client } = makeApi(() => Response.json({ error }, { status: 422, headers: { 'retry-after': '3' } }));
		await assert.rejects(client.request('POST', '/v1/runs', {}), {
			name: 'ChartwireError',
			code: 'bad_sql',
			message: error.message,
			status: 422,
			details: { position: error.position },
			retryAfterMs: 3_000,
		});
	});

	test('names an answer that no Chartwire server gave', async () => {
		const html = () => new Response('<h1>Bad gateway</h1>', { status: 502 });
		await assert.rejects(makeApi(html).client.request('GET', '/v1/sources'), {
			code: 'http_502',
			status: 502,
			message: 'The server answered 502 to /base/v1/sources.',
			retryAfterMs: undefined,
		});
		const notJson = () => new Response('<h1>Hello</h1>');
		await assert.rejects(makeApi(notJson).client.request('GET', '/v1/sources'), { code: 'bad_answer', status: 200 });
		const nothing = () => new Response(null, { status: 204 });
		assert.equal(await makeApi(nothing).client.request('DELETE', '/v1/runs/1'), undefined);
	});

	test('says that the server cannot be reached, and keeps the cause', async () => {
		const cause = new TypeError('fetch failed');
		const { client } = makeApi(() => Promise.reject(cause));
		await assert.rejects(client.request('GET', '/v1/sources'), { code: 'unreachable', status: 0, cause });
	});

	test("an abort is no failure of the server: the signal's own reason is thrown", async () => {
		const stop = new AbortController();
		const { client } = makeApi(() => {
			stop.abort();
			throw stop.signal.reason;
		});
		await assert.rejects(client.request('GET', '/v1/sources', undefined, stop.signal), { name: 'AbortError' });
	});
});
