/** Tokens of projects' own keys at every door of real servers: rotation, revocation, origins, on living connections too. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { before, describe, test } from 'node:test';
import { WebSocket } from 'ws';
import { signPicture } from '../../server/auth/picture-permit.ts';
import { type SigningKey, signEmbedToken, type TokenGrant } from '../../server/auth/sign-token.ts';
import { SUBPROTOCOL } from '../../widget/protocol.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { scope } from '../support/scope.ts';
import { type SpawnedServer, spawnServer } from '../support/server.ts';
import { until } from '../support/until.ts';
import { connectWire, type WireClient } from '../support/wire.ts';

const owner = scope();
let chartwire: Chartwire;
/** A second web node: what is said to the first must count here as well. */
let other: SpawnedServer;
let page = 0;

before(async () => {
	chartwire = await startChartwire(owner);
	other = await spawnServer({ role: 'web', env: chartwire.env, scope: owner });
	await chartwire.chart(
		'sales',
		"select {{region}}::text as region, current_setting('chartwire.tenant', true) as tenant",
		{
			params: [{ name: 'region', type: 'text', default: 'north' }],
			claims: ['tenant'],
		},
	);
});

interface Made {
	readonly kid: string;
	readonly secret?: string;
}

async function makeKey(more: object = {}): Promise<Made> {
	const { status, body } = await chartwire.api('POST', '/v1/project/keys', { name: 'the shop', ...more });
	assert.equal(status, 201, JSON.stringify(body));
	return body as unknown as Made;
}

async function sharedKey(more: object = {}): Promise<SigningKey> {
	const { kid, secret = '' } = await makeKey(more);
	return { kid, secret };
}

/** An author's request that is answered without a body. */
async function author(method: string, path: string, body?: object): Promise<number> {
	const headers = { ...headersOf(await chartwire.token()), 'content-type': 'application/json' };
	const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
	const { status } = await fetch(`${chartwire.web().url}/v1/project/${path}`, init);
	return status;
}

const drop = ({ kid }: SigningKey) => author('DELETE', `keys/${kid}`);
const revocation = (body: object) => () => author('POST', 'revocations', body);

const sign = (key: SigningKey, more: Partial<TokenGrant> = {}) => {
	page += 1;
	return signEmbedToken(key, {
		subject: `viewer ${page}`,
		charts: ['sales'],
		claims: { tenant: 'acme' },
		expiresInSeconds: 600,
		...more,
	});
};

/** What a door answers: 'open', or the code of its refusal. */
type Door = (token: string, origin?: string, at?: SpawnedServer) => Promise<string>;

const headersOf = (token: string, origin?: string) => ({
	authorization: `Bearer ${token}`,
	...(origin === undefined ? {} : { origin }),
});

async function codeOf(response: Response): Promise<string> {
	if (response.ok) {
		await response.body?.cancel();
		return 'open';
	}
	const { code } = ((await response.json()) as { error: { code: string } }).error;
	// Who was let in may still not have everything.
	return code === 'not_allowed' ? 'open' : code;
}

const get =
	(path: string): Door =>
	async (token, origin, at = chartwire.web()) =>
		codeOf(await fetch(`${at.url}${path}`, { headers: headersOf(token, origin) }));

const post =
	(path: string): Door =>
	async (token, origin, at = chartwire.web()) => {
		const body = JSON.stringify({ token, subscriptions: [{ id: 1, chart: 'sales' }], waitMs: 0 });
		const headers = { 'content-type': 'application/json', ...(origin === undefined ? {} : { origin }) };
		return codeOf(await fetch(`${at.url}${path}`, { method: 'POST', headers, body }));
	};

async function open(token: string, origin?: string, at = chartwire.web()): Promise<WireClient> {
	return connectWire({ url: at.url, token, scope: owner, ...(origin === undefined ? {} : { origin }) });
}

const socket: Door = async (token, origin, at) => {
	const wire = await open(token, origin, at).catch((error: unknown) => error as Error);
	if (wire instanceof Error) return /"code":"(\w+)"/.exec(wire.message)?.[1] ?? wire.message;
	await wire.close();
	return 'open';
};

const DOORS: Readonly<Record<string, Door>> = {
	socket,
	stream: post('/v1/stream'),
	poll: post('/v1/poll'),
	rows: get('/v1/charts/sales/rows.csv'),
	picture: get('/v1/charts/sales/picture.svg'),
	inbox: get('/v1/inbox'),
};

/** Of every door, as `{socket: 'open', …}`. */
async function atAllDoors(token: string, origin?: string, at?: SpawnedServer): Promise<Record<string, string>> {
	const answers: Record<string, string> = {};
	for (const [name, door] of Object.entries(DOORS)) answers[name] = await door(token, origin, at);
	return answers;
}

const all = (answer: string) => Object.fromEntries(Object.keys(DOORS).map((name) => [name, answer]));

describe('keys of a project', () => {
	test('let their tokens in at every door, by either algorithm, and are shown without their secret', async () => {
		const pair = generateKeyPairSync('ed25519');
		const publicKey = pair.publicKey.export({ type: 'spki', format: 'pem' });
		const { kid } = await makeKey({ name: 'by pair', publicKey });
		const privateKey = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
		for (const key of [await sharedKey(), { kid, privateKey }]) {
			assert.deepEqual(await atAllDoors(await sign(key)), all('open'));
			assert.equal(await socket(await sign(key), undefined, other), 'open', 'at another node');
		}
		const { body } = await chartwire.api('GET', '/v1/project/keys');
		const shown = JSON.stringify(body);
		assert.match(shown, /"algorithm":"EdDSA"/);
		assert.doesNotMatch(shown, /secret|sealed|public/);
		const rows = await chartwire.control`select sealed from project_keys where sealed is not null`;
		assert.ok(
			rows.every(({ sealed }) => /^v1\.test\./.test(sealed)),
			'a secret is kept as it is',
		);
	});

	test('are changed without a pause: the new one is taken beside the old one, until that is revoked', async () => {
		const [first, second] = [await sharedKey(), await sharedKey()];
		const wire = await open(await sign(first));
		await wire.waitForType('welcome');
		wire.send({ type: 'token', token: await sign(second) });
		await wire.waitForType('token_accepted');
		assert.equal(await drop(first), 204);
		await until(async () => (await socket(await sign(first))) === 'token_revoked');
		assert.equal(await socket(await sign(second)), 'open');
		assert.equal(wire.socket.readyState, wire.socket.OPEN, 'who has changed over goes on');
		await wire.close();
	});

	test('are given only by authors, take no wrong key, and no more than there may be', async () => {
		const viewer = await chartwire.token({ permissions: [] });
		const headers = { ...headersOf(viewer), 'content-type': 'application/json' };
		for (const [method, path] of [
			['GET', 'keys'],
			['POST', 'keys'],
			['DELETE', 'keys/ck_x'],
			['POST', 'revocations'],
		] as const) {
			const init = method === 'GET' ? { headers } : { method, headers, body: '{"name":"x"}' };
			assert.equal((await fetch(`${chartwire.web().url}/v1/project/${path}`, init)).status, 403, path);
		}
		for (const publicKey of [
			'rubbish',
			{ kty: 'RSA' },
			generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }),
		]) {
			const { status, body } = await chartwire.api('POST', '/v1/project/keys', { name: 'wrong', publicKey });
			assert.equal(status, 400);
			assert.match(JSON.stringify(body), /publicKey/);
		}
		assert.equal(await author('DELETE', 'keys/ck_nobody'), 404);
	});
});

describe('revocation', () => {
	/** How long a viewer of that node goes on being served; undefined: to the end of the test's patience. */
	async function servedFor(token: string, at: SpawnedServer, revokeIt: () => Promise<unknown>) {
		const wire = await open(token, undefined, at);
		await wire.subscribe({ chart: 'sales' });
		const began = performance.now();
		await revokeIt();
		const { code } = await wire.closed;
		const error = wire.frames.find((frame) => frame.type === 'error');
		return { code, ms: performance.now() - began, error: error?.type === 'error' ? error.code : undefined };
	}

	test('of a key, a subject or one token ends living connections within 5 s, at whichever node, and closes every door', async () => {
		const [key, kept] = [await sharedKey(), await sharedKey()];
		const cases = [
			{ grant: { subject: 'by key' }, by: key, how: () => drop(key) },
			{ grant: { subject: 'by subject' }, by: kept, how: revocation({ subject: 'by subject' }) },
			{ grant: { subject: 'by name', id: 'the one' }, by: kept, how: revocation({ token: 'the one' }) },
		];
		for (const [index, { grant, by, how }] of cases.entries()) {
			const token = await sign(by, grant);
			const { code, ms, error } = await servedFor(token, index % 2 === 0 ? other : chartwire.web(), how);
			assert.deepEqual([code, error], [4401, 'token_revoked'], grant.subject);
			assert.ok(ms < 5_000, `${grant.subject}: served for ${ms} ms`);
			await until(async () => (await socket(token)) === 'token_revoked');
			assert.deepEqual(await atAllDoors(token), all('token_revoked'));
		}
		const again = await sign(kept, { subject: 'by name', id: 'another' });
		assert.equal(await socket(again), 'open', 'another token of that subject');
	});

	test('of a subject lets in whoever signs in again', async () => {
		const key = await sharedKey();
		const old = await sign(key, { subject: 'returning' });
		await revocation({ subject: 'returning' })();
		await until(async () => (await socket(old)) === 'token_revoked');
		await until(async () => (await socket(await sign(key, { subject: 'returning' }))) === 'open');
		assert.equal(await socket(old), 'token_revoked');
	});

	test('ends an event stream and a waiting poll as well', async () => {
		const key = await sharedKey();
		const token = await sign(key, { subject: 'fallback' });
		const body = JSON.stringify({ token, subscriptions: [{ id: 1, chart: 'sales' }] });
		const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
		const stream = await fetch(`${other.url}/v1/stream`, init);
		const reading = stream.text();
		await revocation({ subject: 'fallback' })();
		assert.match(await reading, /"code":"token_revoked"/);
	});

	test('is known to a node that starts later', async () => {
		const key = await sharedKey();
		const token = await sign(key, { subject: 'late' });
		await revocation({ subject: 'late' })();
		const late = await spawnServer({ role: 'web', env: chartwire.env, scope: owner });
		assert.equal(await socket(token, undefined, late), 'token_revoked');
	});

	test('of a key closes the addresses of pictures that it has signed', async () => {
		const key = await sharedKey();
		const path = await signPicture(key, 'svg', { chart: 'sales', claims: { tenant: 'acme' }, expiresInSeconds: 600 });
		const fetched = () => fetch(`${chartwire.web().url}${path}`);
		assert.equal((await fetched()).status, 200);
		await drop(key);
		await until(async () => (await fetched()).status === 401);
	});
});

describe('origins', () => {
	test('of a project and of a token let their pages in at every door, and no other page', async () => {
		const key = await sharedKey();
		await chartwire.api('PUT', '/v1/project', { origins: ['https://app.example.com', 'https://*.shop.test'] });
		await until(async () => (await socket(await sign(key), 'https://evil.test')) === 'origin_not_allowed');
		const token = await sign(key);
		for (const origin of ['https://app.example.com', 'https://a.b.shop.test', undefined, chartwire.web().url]) {
			assert.deepEqual(await atAllDoors(token, origin), all('open'), origin);
		}
		for (const origin of ['https://app.example.com.evil.test', 'http://app.example.com', 'https://shop.test', 'null']) {
			assert.deepEqual(await atAllDoors(token, origin), all('origin_not_allowed'), origin);
		}
		const narrow = await sign(key, { origins: ['https://app.example.com'] });
		assert.equal(await socket(narrow, 'https://a.shop.test'), 'origin_not_allowed');
		assert.equal(await socket(narrow, 'https://app.example.com'), 'open');
		await chartwire.api('PUT', '/v1/project', { origins: [] });
		await until(async () => (await socket(await sign(key), 'https://evil.test')) === 'open');
	});

	test('that are no origins are refused with what is wrong', async () => {
		for (const origin of ['example.com', 'https://example.com/', 'ftp://x', '*', 'https://*']) {
			const { status, body } = await chartwire.api('PUT', '/v1/project', { origins: [origin] });
			assert.equal(status, 400, origin);
			assert.match(JSON.stringify(body), /origins/);
		}
		const settings = (await chartwire.api('GET', '/v1/project')).body;
		assert.deepEqual(settings, { project: 'default', private: false, origins: [] });
	});
});

describe('answers', () => {
	test('tell the same of what may not be seen and of what does not exist', async () => {
		await chartwire.chart('hidden', 'select 1 as n');
		const token = await sign(await sharedKey());
		const told = async (name: string) => {
			const paths = [`/v1/charts/${name}/rows.csv`, `/v1/charts/${name}/picture.svg`];
			const asked = paths.map(async (path) => {
				const response = await fetch(`${chartwire.web().url}${path}`, { headers: headersOf(token) });
				return [response.status, await response.text()];
			});
			const wire = await open(token);
			const refused = await wire.subscribe({ chart: name }).catch((error: Error) => error.message);
			await wire.close();
			return JSON.stringify([...(await Promise.all(asked)), refused]).replaceAll(name, 'NAME');
		};
		const seen = await told('hidden');
		assert.match(seen, /unknown_chart/);
		assert.equal(seen, await told('nothing'));
	});

	test('take a token from the header or the message alone: no cookie, no address', async () => {
		const token = await sign(await sharedKey());
		const { url } = chartwire.web();
		for (const [path, headers] of [
			['/v1/charts/sales/rows.csv', { cookie: `token=${token}; authorization=Bearer ${token}` }],
			[`/v1/charts/sales/rows.csv?token=${token}&access_token=${token}`, {}],
		] as const) {
			const response = await fetch(`${url}${path}`, { headers });
			assert.deepEqual([response.status, response.headers.get('set-cookie')], [401, null], path);
		}
		const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/socket?token=${token}`, SUBPROTOCOL, {
			headers: { cookie: `token=${token}` },
		});
		await once(socket, 'open');
		socket.send(JSON.stringify({ type: 'subscribe', id: 1, chart: 'sales' }));
		const [data] = await once(socket, 'message');
		assert.match(String(data), /token_missing/);
		socket.terminate();
	});
});

describe('a living connection', () => {
	test('ends within 5 s of its token’s expiry', async () => {
		const key = await sharedKey();
		const token = await sign(key, { expiresInSeconds: 2 });
		const signed = Date.now();
		const wire = await open(token);
		await wire.subscribe({ chart: 'sales' });
		assert.equal((await wire.closed).code, 4402);
		assert.ok(Date.now() - signed < 7_000);
	});

	test('cannot set what its token fixes or keeps from the page, before or after a swap', async () => {
		const key = await sharedKey();
		const fixed = { params: { region: 'south' } };
		const wire = await open(await sign(key, fixed));
		await wire.waitForType('welcome');
		const west = { chart: 'sales', params: { region: 'west' } };
		const { channel } = await wire.subscribe(west);
		await until(() => wire.eventsOf(channel).some(({ event }) => event.kind === 'result'));
		const texts = () => JSON.stringify(wire.frames.filter(({ type }) => type === 'event' || type === 'reset'));
		assert.match(texts(), /south/);
		wire.send({ type: 'token', token: await sign(key, { ...fixed, parameters: [] }) });
		await wire.waitForType('token_accepted');
		await assert.rejects(wire.subscribe(west), /not let the page set the parameter/);
		assert.doesNotMatch(texts(), /west/);
		await wire.close();
	});
});
