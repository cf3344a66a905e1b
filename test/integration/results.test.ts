/** Large results from the run to the page: where they are kept, how they are served, who may have them. */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { before, describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Redis } from 'ioredis';
import { freePort } from '../../server/embedded/ports.ts';
import { applyPatch } from '../../widget/patch.ts';
import type { Cell, LinkedResult, ServerMessage } from '../../widget/protocol.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { fetchMetrics } from '../support/metrics.ts';
import { scope } from '../support/scope.ts';
import { until } from '../support/until.ts';

const owner = scope();
let chartwire: Chartwire;
let redis: Redis;
let metricsPort = 0;

interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly body: Buffer;
}

/** As the bytes come: fetch would decode them. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
	return new Promise((resolve, reject) => {
		request(`${chartwire.web().url}${path}`, { method, headers }, (response) => {
			const pieces: Buffer[] = [];
			response.on('data', (piece: Buffer) => pieces.push(piece));
			response.on('end', () =>
				resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces) }),
			);
			response.on('error', reject);
		})
			.on('error', reject)
			.end();
	});
}

const errorOf = ({ body }: Answer) =>
	(JSON.parse(body.toString()) as { error: { code: string; message: string } }).error;

/** Its own text, so that its content is its own too. */
async function largeRun(mark: string, rows = 2_000): Promise<LinkedResult> {
	const run = await chartwire.run(`select i, '${mark}' || md5(i::text) as text from generate_series(1, ${rows}) i`);
	let result: unknown;
	await until(
		async () => {
			const { body } = await chartwire.api('GET', `/v1/runs/${run}`);
			result = body['result'];
			return body['state'] === 'succeeded';
		},
		{ what: 'the run has succeeded' },
	);
	return result as LinkedResult;
}

const linkedIn = (frame: ServerMessage): LinkedResult | undefined => {
	const result =
		frame.type === 'reset'
			? frame.snapshot.result?.result
			: frame.type === 'event' && frame.event.kind === 'result'
				? frame.event.result
				: undefined;
	return result !== undefined && 'href' in result ? result : undefined;
};

/** What a fresh viewer of a chart is told first. */
async function firstResult(chart: string, grant: object = {}): Promise<LinkedResult> {
	const viewer = await chartwire.wire(grant);
	await viewer.subscribe({ chart });
	const frame = await viewer.waitFor((each) => linkedIn(each) !== undefined, 20_000);
	await viewer.close();
	return linkedIn(frame) as LinkedResult;
}

const inRedis = (result: LinkedResult) => redis.hexists('cw:{results}:bodies', result.hash);

before(async () => {
	chartwire = await startChartwire(owner, { env: { CHARTWIRE_RESULTS_MAX_BYTES: '300000' } });
	metricsPort = await freePort();
	redis = new Redis(chartwire.redis.url);
	owner.defer(() => redis.disconnect());
});

describe('a large result', () => {
	test('is compressed once, served as it is to whoever takes br, and encoded otherwise for the others', async () => {
		const { href, hash, bytes } = await largeRun('encodings');
		const [br, gzip, plain] = await Promise.all(
			['br, gzip', 'gzip', 'identity'].map((accept) => get(href, { 'accept-encoding': accept })),
		);
		assert.ok(br && gzip && plain, 'three answers');
		assert.deepEqual(
			[br, gzip, plain].map(({ headers }) => headers['content-encoding']),
			['br', 'gzip', undefined],
		);
		const table = JSON.parse(plain.body.toString()) as { data: unknown[][] };
		const truth = await chartwire.customer`select 'encodings' || md5(i::text) as text from generate_series(1, 2000) i`;
		assert.deepEqual(
			table.data[1],
			truth.map(({ text }) => text),
		);
		assert.equal(plain.body.byteLength, bytes);
		assert.deepEqual(brotliDecompressSync(br.body), plain.body);
		assert.deepEqual(gunzipSync(gzip.body), plain.body);
		const [stored] = await chartwire.control<{ body: Buffer }[]>`select body from results where hash = ${hash}`;
		assert.deepEqual(br.body, stored?.body);
		for (const { headers, body } of [br, gzip, plain]) {
			assert.equal(headers['content-length'], String(body.byteLength));
			assert.equal(headers['vary'], 'accept-encoding');
			assert.equal(headers['access-control-allow-origin'], '*');
			assert.match(String(headers['cache-control']), /^public, max-age=\d+, immutable$/);
		}
	});

	test('has an entity tag for each encoding, and is not sent to whoever has it', async () => {
		const { href, hash } = await largeRun('tags');
		const br = await get(href, { 'accept-encoding': 'br' });
		assert.equal(br.headers['etag'], `"${hash}-br"`);
		const known = await get(href, { 'accept-encoding': 'br', 'if-none-match': `"x", "${hash}-br"` });
		assert.deepEqual([known.status, known.body.byteLength, known.headers['etag']], [304, 0, br.headers['etag']]);
		assert.equal((await get(href, { 'accept-encoding': 'gzip', 'if-none-match': `"${hash}-br"` })).status, 200);
		const head = await get(href, { 'accept-encoding': 'br' }, 'HEAD');
		assert.deepEqual(
			[head.status, head.body.byteLength, head.headers['content-length']],
			[200, 0, String(br.body.byteLength)],
		);
	});

	test('says how long it is kept, and is not found by another address', async () => {
		const { href } = await largeRun('life');
		const maxAge = Number(/max-age=(\d+)/.exec(String((await get(href)).headers['cache-control']))?.[1]);
		assert.ok(maxAge > 604_700 && maxAge <= 604_800, `${maxAge} s`);
		for (const path of [href.slice(0, -1), `${href}A`, `/v1/results/${'A'.repeat(43)}`]) {
			const missing = await get(path);
			assert.equal(missing.status, 404, path);
			assert.equal(errorOf(missing).code, 'not_found');
			assert.equal(missing.headers['cache-control'], 'no-store');
		}
	});

	test('that had to make room in Redis is served from PostgreSQL, and is in Redis again', async () => {
		const first = await largeRun('first', 4_000);
		assert.equal(await inRedis(first), 1);
		const others: LinkedResult[] = [];
		for (const mark of ['second', 'third', 'fourth']) others.push(await largeRun(mark, 4_000));
		assert.equal(await inRedis(first), 0, 'it had to go');
		await chartwire.web().stop();
		await chartwire.start('web');
		const served = await get(first.href);
		assert.equal((JSON.parse(served.body.toString()) as { rows: number }).rows, 4_000);
		await until(async () => (await inRedis(first)) === 1, { what: 'it is back' });
		const kept = Number(await redis.hget('cw:{results}:totals', 'bytes'));
		assert.ok(kept <= 300_000, `${kept} bytes`);
	});

	test('that a crowd asks for is read once, and counted where it was found', async () => {
		const { href } = await largeRun('crowd');
		await chartwire.web().stop();
		await chartwire.start('web', { METRICS_PORT: String(metricsPort) });
		const crowd = async (accept: string) => {
			const answers = await Promise.all(Array.from({ length: 300 }, () => get(href, { 'accept-encoding': accept })));
			assert.equal(new Set(answers.map(({ body }) => body.toString('base64'))).size, 1);
		};
		await Promise.all([crowd('br'), crowd('gzip')]);
		const metric = await fetchMetrics(metricsPort);
		const found = (place: string) => metric(`chartwire_results_found_total{place="${place}"}`) ?? 0;
		assert.ok(found('redis') <= 2, `read ${found('redis')} times from Redis`);
		assert.ok(found('redis') > 0, 'it was read at all');
		assert.deepEqual([found('postgres'), found('gone')], [0, 0]);
	});

	test('that nobody needs any more goes when its time is over, and the last one of a chart stays', async () => {
		await chartwire.chart('lasting', "select i, 'lasting' || md5(i::text) from generate_series(1, 2000) i");
		const last = await firstResult('lasting');
		const [mine, ended] = [await largeRun('kept'), await largeRun('ended')];
		await chartwire.control`update results set expires_at = now() - interval '1 s'`;
		await chartwire.control`delete from runs where result_hash in (${ended.hash}, ${last.hash})`;
		await chartwire.control`delete from channels where last_hash = ${ended.hash}`;
		// It looks when it starts, and then once in a while.
		await chartwire.start('worker');
		await until(async () => (await chartwire.control`select from results where hash = ${ended.hash}`).length === 0, {
			timeoutMs: 30_000,
			what: 'the expired one is dropped',
		});
		await redis.flushall();
		// The node's own memory would answer for a minute.
		await chartwire.web().stop();
		await chartwire.start('web');
		for (const { href } of [last, mine]) assert.equal((await get(href)).status, 200);
	});
});

describe('a large result that has changed little', () => {
	const sql = 'select i, md5(i::text) as text from changing order by i';
	const dataOf = async ({ href }: LinkedResult) =>
		(JSON.parse((await get(href)).body.toString()) as { data: Cell[][] }).data;

	test('comes with what has changed, from which whoever has the last one makes the same table', async () => {
		await chartwire.customer`create table changing as select i from generate_series(1, 2000) i`;
		await chartwire.customer.unsafe('grant select on changing to public');
		await chartwire.chart('changing', sql, { refreshMs: 1_000, maxAgeMs: 0 });
		const viewer = await chartwire.wire();
		await viewer.subscribe({ chart: 'changing' });
		const first = linkedIn(await viewer.waitFor((frame) => linkedIn(frame) !== undefined, 20_000)) as LinkedResult;
		assert.equal(first.patch, undefined);
		let before = { hash: first.hash, data: await dataOf(first) };
		for (const change of [
			'insert into changing values (2001)',
			'delete from changing where i <= 10',
			'update changing set i = 100000 where i = 1000',
		]) {
			const base = before.hash;
			await chartwire.customer.unsafe(change);
			const frame = await viewer.waitFor((each) => linkedIn(each)?.patch?.base === base, 20_000);
			const next = linkedIn(frame) as LinkedResult;
			const columns = [
				{ name: 'i', type: 'number' },
				{ name: 'text', type: 'text' },
			] as const;
			const table = { columns, data: before.data, rows: before.data[0]?.length ?? 0, truncated: false };
			const made = next.patch && applyPatch(table, next.patch, next.rows);
			const truth = await chartwire.customer.unsafe(sql);
			assert.deepEqual(made, [truth.map(({ i }) => i), truth.map(({ text }) => text)]);
			assert.deepEqual(await dataOf(next), made);
			const bytes = JSON.stringify(frame).length;
			assert.ok(bytes < 1_000 && next.bytes > 50_000, `${bytes} bytes of ${next.bytes}`);
			before = { hash: next.hash, data: made ?? [] };
		}
		await viewer.close();
	});

	test('is served whole to whoever comes later, and its author’s history has no patch', async () => {
		const late = await firstResult('changing');
		assert.equal((await dataOf(late))[0]?.length, 1_991);
		const [row] = await chartwire.control<{ id: string }[]>`
			select id from runs where chart = 'changing' and result like '%"patch":%' limit 1`;
		const { body } = await chartwire.api('GET', `/v1/runs/${row?.id}`);
		assert.deepEqual([body['state'], (body['result'] as LinkedResult).patch], ['succeeded', undefined]);
	});
});

describe('an empty Redis', () => {
	test('I11 serves a first frame of each chart, be it inline or large, without asking the source', async () => {
		await chartwire.chart('small', 'select 42 as answer');
		await chartwire.chart('large', "select i, 'flush' || md5(i::text) as text from generate_series(1, 2000) i");
		const early = await chartwire.wire();
		await early.subscribe({ chart: 'small' });
		await early.waitFor((frame) => frame.type === 'event' && frame.event.kind === 'result', 20_000);
		await early.close();
		const { hash } = await firstResult('large');
		// Charts of other tests may still be refreshed.
		const runs = async () => (await chartwire.control`select from runs where chart in ('small', 'large')`).length;
		const before = await runs();
		await redis.flushall();
		const late = await chartwire.wire();
		await late.subscribe({ chart: 'small' });
		const shown = await late.waitFor((frame) => /"data":\[\[42\]\]/.test(JSON.stringify(frame)));
		assert.ok(shown !== undefined, 'the small one is shown');
		await late.close();
		const again = await firstResult('large');
		assert.equal(again.hash, hash);
		const table = JSON.parse((await get(again.href)).body.toString()) as { rows: number };
		assert.equal(table.rows, 2_000);
		assert.equal(await runs(), before);
	});
});

describe('a private project', () => {
	const settings = (isPrivate: boolean) => chartwire.api('PUT', '/v1/project', { private: isPrivate });

	test('demands a token of its own for a result, and says what is wrong with another', async () => {
		const open = await largeRun('private');
		assert.equal((await settings(true)).status, 200);
		assert.deepEqual((await chartwire.api('GET', '/v1/project')).body, {
			project: 'default',
			private: true,
			origins: [],
		});
		await until(async () => (await get(open.href)).status === 401, { what: 'the project is private' });
		const bearer = async (grant: object) => ({ authorization: `Bearer ${await chartwire.token(grant)}` });
		const viewer = { permissions: [], charts: ['x'] };
		for (const [headers, status, code] of [
			[{}, 401, 'token_missing'],
			[{ authorization: 'Basic eDp5' }, 401, 'token_missing'],
			[{ authorization: 'Bearer nonsense' }, 401, 'token_invalid'],
			[await bearer({ expiresInSeconds: -10 }), 401, 'token_expired'],
			[await bearer({ project: 'another' }), 403, 'not_allowed'],
			[await bearer({ project: 'another', ...viewer }), 403, 'not_allowed'],
		] as const) {
			const refused = await get(open.href, headers as Record<string, string>);
			assert.deepEqual([refused.status, errorOf(refused).code], [status, code]);
			assert.equal(refused.headers['cache-control'], 'no-store');
		}
		const allowed = await get(open.href, await bearer({}));
		assert.equal(allowed.status, 200);
		assert.match(String(allowed.headers['cache-control']), /^private, /);
		assert.equal(allowed.headers['vary'], 'accept-encoding, authorization');
	});

	test('I9 gives no viewer the result of a question with other claims', async () => {
		await settings(true);
		const sql = "select i, current_setting('chartwire.tenant') || md5(i::text) from generate_series(1, 2000) i";
		await chartwire.chart('tenants', sql, { claims: ['tenant'] });
		const grant = (tenant: string) => ({ permissions: [], charts: ['tenants'], claims: { tenant } });
		const result = await firstResult('tenants', grant('north'));
		assert.equal(result.private, true);
		const as = async (tenant: string) =>
			get(result.href, { authorization: `Bearer ${await chartwire.token(grant(tenant))}` });
		assert.equal((await as('north')).status, 200);
		const refused = await as('south');
		assert.deepEqual([refused.status, errorOf(refused).code], [403, 'not_allowed']);
	});

	test('is what its author says, and only an author may say so', async () => {
		assert.equal((await settings(false)).status, 200);
		const { href, ...result } = await largeRun('public again');
		assert.equal(result.private, undefined);
		await until(async () => (await get(href)).status === 200, { what: 'the project is open again' });
		const put = async (token: string, body: string) =>
			fetch(`${chartwire.web().url}/v1/project`, {
				method: 'PUT',
				headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
				body,
			});
		assert.equal((await put(await chartwire.token({ permissions: [] }), '{"private":true}')).status, 403);
		for (const body of ['{}', '{"private":"yes"}', '{"private":true,"more":1}', 'x']) {
			assert.equal((await put(await chartwire.token(), body)).status, 400, body);
		}
	});
});

test('the address of a result is in no log', async () => {
	const { hash, href } = await largeRun('log');
	await get(href);
	await get(href.slice(0, -1));
	for (const server of [chartwire.web(), chartwire.worker()]) {
		assert.equal(server.output().includes(hash.slice(0, 20)), false);
	}
});
