/** Pictures made on the server: what is in them, who may see them, and what their address permits. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { signPicture } from '../../server/auth/picture-permit.ts';
import type { TokenGrant } from '../../server/auth/sign-token.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { scope } from '../support/scope.ts';
import { TEST_SECRET } from '../support/server.ts';

const owner = scope();
let chartwire: Chartwire;

const viewer = { subject: 'viewer', permissions: [], charts: '*' } as const;
const spec = { version: 1, type: 'bar', colors: { amount: '#010203' } } as const;
const BARS = `select * from (values ('small', 10), ('<b>&"large"</b>', 40), ('middle', 20)) as v (name, amount)`;

async function ask(path: string, grant: Partial<TokenGrant> = viewer): Promise<Response> {
	const headers = { authorization: `Bearer ${await chartwire.token(grant)}` };
	return fetch(`${chartwire.web().url}/v1/charts/${path}`, { headers });
}

const byAddress = (path: string, headers: Record<string, string> = {}) =>
	fetch(chartwire.web().url + path, { headers });

async function refusal(response: Response): Promise<[number, string]> {
	const { error } = (await response.json()) as { error: { code: string } };
	return [response.status, error.code];
}

before(async () => {
	chartwire = await startChartwire(owner, { env: { CHARTWIRE_PICTURE_WAIT_MS: '3000' } });
	await chartwire.chart('bars', BARS, { title: 'Bars <i>', spec });
});

/** The right end minus the left end of each bar, from the paths of its colour. */
function widths(svg: string): number[] {
	const bars = [...svg.matchAll(/<path d="([^"]+)" fill="(?:#010203|rgb\(1,2,3\))"/g)];
	return bars.map(([, path = '']) => {
		const xs = [...path.matchAll(/[ML](-?[\d.]+) /g)].map(([, x]) => Number(x));
		return Math.max(...xs) - Math.min(...xs);
	});
}

describe('a picture', () => {
	test('of a chart has bars as long as its values, its title as text, and when it was asked', async () => {
		const response = await ask('bars/picture.svg?width=500&height=300&locale=de');
		const svg = await response.text();
		assert.equal(response.status, 200, svg);
		assert.equal(response.headers.get('content-type'), 'image/svg+xml');
		assert.match(svg, /^<svg [^>]*width="500" height="300"/);
		assert.match(svg, /<title>Bars &lt;i&gt;<\/title>/);
		assert.ok(!svg.includes('<b>') && svg.includes('&lt;b&gt;'), 'labels are text');
		assert.match(svg, /Stand: \d+\. \w+\.? 2\d{3}, \d\d:\d\d UTC/);
		assert.match(svg, /<desc>Balkendiagramm: /);
		const [least = 0, most = 0, middle = 0] = widths(svg);
		assert.ok(least > 20, `bars were found: ${widths(svg)}`);
		assert.ok(Math.abs(most / least - 4) < 0.2 && Math.abs(middle / least - 2) < 0.2, `${widths(svg)}`);
	});

	test('is a PNG of as many pixels as were asked for', async () => {
		const response = await ask('bars/picture.png?width=400&height=200&scale=1.5&scheme=dark&theme=slate');
		const body = Buffer.from(await response.arrayBuffer());
		assert.equal(response.headers.get('content-type'), 'image/png');
		assert.deepEqual([...body.subarray(0, 8)], [137, 80, 78, 71, 13, 10, 26, 10]);
		assert.deepEqual([body.readUInt32BE(16), body.readUInt32BE(20)], [600, 300]);
	});

	test('that has not changed is not sent again, and a crowd’s costs one painting', async () => {
		const path = 'bars/picture.svg?width=444';
		const answers = await Promise.all(Array.from({ length: 8 }, () => ask(path)));
		const tags = new Set(answers.map((answer) => answer.headers.get('etag')));
		assert.equal(tags.size, 1);
		const headers = {
			authorization: `Bearer ${await chartwire.token(viewer)}`,
			'if-none-match': [...tags][0] ?? '',
		};
		assert.equal((await byAddress(`/v1/charts/${path}`, headers)).status, 304);
	});

	test('is refused with what is wrong where its looks cannot be', async () => {
		for (const [query, message] of [
			['width=9999', /width/],
			['width=4000&height=4000&scale=4', /16,777,216 pixels/],
			['theme=neon', /theme/],
			['locale=x', /language tag such as de/],
			['params=%7B', /params: is not JSON/],
		] as const) {
			const response = await ask(`bars/picture.png?${query}`);
			const { error } = (await response.json()) as { error: { code: string; message: string } };
			assert.deepEqual([response.status, error.code], [400, 'bad_request'], query);
			assert.match(error.message, message);
		}
	});

	test('I9 shows a viewer the rows of its own claims, and a permit those that it was signed for', async () => {
		const sql = `select current_setting('chartwire.tenant') as tenant, 1 as one`;
		await chartwire.chart('own', sql, { claims: ['tenant'], spec: { version: 1, type: 'bar' } });
		for (const tenant of ['north', 'south']) {
			const svg = await (await ask('own/picture.svg', { ...viewer, claims: { tenant } })).text();
			assert.deepEqual(
				[...svg.matchAll(/>(north|south)</g)].map(([, name]) => name),
				[tenant],
			);
			const path = await signPicture(TEST_SECRET, 'svg', { chart: 'own', claims: { tenant }, expiresInSeconds: 60 });
			assert.equal(await (await byAddress(path)).text(), svg);
		}
	});

	test('is not had by a token without the format, the chart or a signature', async () => {
		assert.deepEqual(await refusal(await ask('bars/picture.png', { ...viewer, exports: ['csv', 'svg'] })), [
			403,
			'not_allowed',
		]);
		assert.equal((await ask('bars/picture.svg', { ...viewer, exports: ['svg'] })).status, 200);
		assert.deepEqual(await refusal(await ask('bars/picture.png', { ...viewer, charts: ['other'] })), [
			404,
			'unknown_chart',
		]);
		assert.deepEqual(await refusal(await byAddress('/v1/charts/bars/picture.png')), [401, 'token_missing']);
	});
});

describe('a picture’s address', () => {
	const grant = { chart: 'bars', expiresInSeconds: 60 } as const;

	test('permits one chart’s picture until it expires, and nothing else', async () => {
		const path = await signPicture(TEST_SECRET, 'png', { ...grant, look: { width: 320, scheme: 'dark' } });
		assert.equal((await byAddress(path)).status, 200);
		const permit = new URLSearchParams(path.slice(path.indexOf('?'))).get('permit') ?? '';
		for (const other of [
			`/v1/charts/other/picture.png?permit=${permit}`,
			`/v1/charts/bars/picture.png?permit=${permit}x`,
		]) {
			assert.deepEqual(await refusal(await byAddress(other)), [401, 'token_invalid'], other);
		}
		const past = await signPicture(TEST_SECRET, 'png', { ...grant, expiresInSeconds: -1 });
		assert.deepEqual(await refusal(await byAddress(past)), [401, 'token_expired']);
		const token = await chartwire.token(viewer);
		assert.deepEqual(await refusal(await byAddress(`/v1/charts/bars/picture.png?permit=${token}`)), [
			401,
			'token_invalid',
		]);
		const asToken = await byAddress('/v1/charts/bars/rows.csv', { authorization: `Bearer ${permit}` });
		assert.deepEqual(await refusal(asToken), [401, 'token_invalid']);
	});

	test('says in a picture why there is none, and no cache keeps that', async () => {
		await chartwire.chart('broken', 'select amuont from orders', { spec });
		const path = await signPicture(TEST_SECRET, 'svg', { ...grant, chart: 'broken' });
		const response = await byAddress(path);
		assert.deepEqual([response.status, response.headers.get('content-type')], [422, 'image/svg+xml']);
		assert.equal(response.headers.get('cache-control'), 'no-store');
		assert.match(await response.text(), /<desc>[^<]*does not exist/);
		await chartwire.chart('slow', 'select pg_sleep(20)::text as a, 1 as b', { spec });
		const early = await byAddress(await signPicture(TEST_SECRET, 'svg', { ...grant, chart: 'slow' }));
		assert.equal(early.status, 503);
		assert.match(await early.text(), /There is no answer yet/);
	});

	test('wants a token as well where the project is private, and stands in no log', async () => {
		await chartwire.api('PUT', '/v1/project', { private: true });
		const path = await signPicture(TEST_SECRET, 'svg', grant);
		assert.deepEqual(await refusal(await byAddress(path)), [401, 'token_missing']);
		const authorization = `Bearer ${await chartwire.token(viewer)}`;
		assert.equal((await byAddress(path, { authorization })).status, 200);
		const foreign = `Bearer ${await chartwire.token({ ...viewer, project: 'other' })}`;
		assert.deepEqual(await refusal(await byAddress(path, { authorization: foreign })), [403, 'not_allowed']);
		await chartwire.api('PUT', '/v1/project', { private: false });
		assert.doesNotMatch(chartwire.web().output(), /permit=|eyJ/);
	});
});
