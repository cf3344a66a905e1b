import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonical, keyedHash } from '../../../server/auth/keys.ts';
import { signToken } from '../../../server/auth/sign-token.ts';
import { verifyToken } from '../../../server/auth/tokens.ts';
import { settleParams } from '../../../server/charts/params.ts';
import { loadConfig } from '../../../server/config.ts';
import { encodeResult, MAX_INLINE_BYTES } from '../../../server/results/encode.ts';
import { chartChannel, questionHash } from '../../../server/runs/names.ts';
import { positionAt } from '../../../server/source/source.ts';
import { TableBuilder } from '../../../server/source/table-builder.ts';

const SECRET = 'a-secret-that-is-long-enough-for-a-test';

test('canonical JSON does not depend on the order of keys, and means the same', () => {
	fc.assert(
		fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
			const turned = Object.fromEntries(Object.entries(value).reverse());
			assert.equal(canonical(value), canonical(turned));
			assert.deepEqual(JSON.parse(canonical(value)), JSON.parse(JSON.stringify(value)));
		}),
	);
});

test('a keyed hash depends on the secret, on the purpose and on the value', () => {
	const hashes = [
		keyedHash(SECRET, 'a', [1]),
		keyedHash(SECRET, 'a', [2]),
		keyedHash(SECRET, 'b', [1]),
		keyedHash(`${SECRET}!`, 'a', [1]),
	];
	assert.equal(new Set(hashes).size, 4);
});

test('I9 a channel and a question depend on the claims that the chart declares', () => {
	const chart = { project: 'p', name: 'c', params: {} };
	assert.notEqual(
		chartChannel(SECRET, { ...chart, claims: { tenant: 'a' } }),
		chartChannel(SECRET, { ...chart, claims: { tenant: 'b' } }),
	);
	const question = { project: 'p', source: 's', sql: 'select 1', params: {}, timeZone: 'UTC' };
	assert.notEqual(
		questionHash(SECRET, { ...question, claims: { tenant: 'a' } }),
		questionHash(SECRET, { ...question, claims: { tenant: 'b' } }),
	);
});

test('a token comes back as it was signed', async () => {
	const token = await signToken(SECRET, {
		subject: 'ada',
		charts: ['revenue'],
		claims: { tenant: 7 },
		expiresInSeconds: 60,
	});
	const bearer = await verifyToken({ secret: SECRET }, token);
	assert.equal(bearer.subject, 'ada');
	assert.equal(bearer.author, false);
	assert.deepEqual(bearer.charts, ['revenue']);
	assert.deepEqual(bearer.claims, { tenant: 7 });
	assert.ok(Math.abs(bearer.expiresAt - Date.now() - 60_000) < 2_000);
});

test('a token that is missing, expired, forged, unsigned or signed with another secret is refused, and never repeated', async () => {
	const good = await signToken(SECRET, { subject: 'ada', expiresInSeconds: 60 });
	const [head, body] = good.split('.');
	const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
	const expired = await signToken(SECRET, { subject: 'ada', expiresInSeconds: -10 });
	const foreign = await signToken(`${SECRET}?`, { subject: 'ada', expiresInSeconds: 60 });
	const cases = {
		'': 'token_missing',
		rubbish: 'token_invalid',
		[unsigned]: 'token_invalid',
		[expired]: 'token_expired',
	};
	for (const [token, code] of Object.entries({
		...cases,
		[foreign]: 'token_invalid',
		[`${head}.${body}.AAAA`]: 'token_invalid',
	})) {
		await assert.rejects(verifyToken({ secret: SECRET }, token), (error: Error & { code: string }) => {
			assert.equal(error.code, code);
			assert.ok(token === '' || !error.message.includes(token));
			return true;
		});
	}
});

const chart = {
	name: 'revenue',
	params: [
		{ name: 'region', type: 'text', default: 'north' },
		{ name: 'year', type: 'number' },
	],
} as const;

test('parameters are made canonical, defaulted, and locked values win', () => {
	assert.deepEqual(settleParams(chart, { year: '2026' }), { region: 'north', year: 2026 });
	assert.deepEqual(settleParams(chart, { year: 1, region: 'south' }, { region: 'east' }), { region: 'east', year: 1 });
});

test('a value that is locked to null, or set to null by the page, stays null', () => {
	assert.deepEqual(settleParams(chart, { year: 1, region: 'south' }, { region: null }), { region: null, year: 1 });
	assert.deepEqual(settleParams(chart, { year: 1, region: null }), { region: null, year: 1 });
	const odd = { name: 'odd', params: [{ name: 'constructor', type: 'text', default: 'x' }] } as const;
	assert.deepEqual(settleParams(odd, {}), { constructor: 'x' });
});

test('an undeclared, missing or wrong parameter is refused by name', () => {
	assert.throws(() => settleParams(chart, { year: 1, colour: 'red' }), {
		code: 'unknown_parameter',
		message: /colour/,
	});
	assert.throws(() => settleParams(chart, {}), { code: 'missing_parameter', message: /year/ });
	assert.throws(() => settleParams(chart, { year: 'soon' }), { code: 'bad_parameter', message: /year.*number/ });
});

test('a result of up to 16 KB travels inside its event, a larger one by its address', () => {
	const table = (length: number) => ({
		columns: [{ name: 'a', type: 'text' as const }],
		data: [['x'.repeat(length)]],
		rows: 1,
		truncated: false,
	});
	const context = { secret: SECRET, project: 'p', claims: {}, asOf: 5, refreshMs: null };
	const overhead = JSON.stringify(table(0)).length;
	assert.equal(encodeResult(table(MAX_INLINE_BYTES - overhead), context).kind, 'inline');
	const linked = encodeResult(table(MAX_INLINE_BYTES - overhead + 1), context);
	assert.equal(linked.kind, 'linked');
	assert.match(linked.kind === 'linked' ? linked.result.href : '', /^\/v1\/results\/[\w-]{43}$/);
	const others = [
		{ ...context, project: 'q' },
		{ ...context, claims: { tenant: 'a' } },
		{ ...context, secret: `${SECRET}!` },
	];
	const hashes = [context, ...others].map((each) => encodeResult(table(20_000), each).result.hash);
	assert.equal(new Set(hashes).size, 4, 'I9 equal content for other claims has another address');
});

test('a line and a column are counted from 1', () => {
	assert.deepEqual(positionAt('select\n  nope', 9), { line: 2, column: 3, offset: 9 });
	assert.deepEqual(positionAt('x', 0), { line: 1, column: 1, offset: 0 });
});

test('I12 rows beyond a cap of rows or of bytes are dropped, and the table says so', () => {
	const build = (caps: { maxRows: number; maxBytes: number }) => {
		const table = new TableBuilder((_type, text) => text, caps);
		table.describe([{ name: 'a', type: 'text' }]);
		table.add(Array.from({ length: 10 }, (_, index) => [`row ${index}`]));
		return table.finish();
	};
	assert.deepEqual(
		[build({ maxRows: 10, maxBytes: 1_000 }).rows, build({ maxRows: 10, maxBytes: 1_000 }).truncated],
		[10, false],
	);
	assert.deepEqual(
		[build({ maxRows: 9, maxBytes: 1_000 }).rows, build({ maxRows: 9, maxBytes: 1_000 }).truncated],
		[9, true],
	);
	assert.deepEqual(
		[build({ maxRows: 10, maxBytes: 24 }).rows, build({ maxRows: 10, maxBytes: 24 }).truncated],
		[4, true],
	);
});

test('a configuration names every variable that is missing or wrong, and repeats no value', () => {
	assert.throws(
		() => loadConfig({ PORT: 'eighty', CHARTWIRE_TOKEN_SECRET: 'hunter2', CHARTWIRE_KEYS: 'a:hunter2' }),
		(error: Error) =>
			['PORT', 'DATABASE_URL', 'REDIS_URL', 'CHARTWIRE_TOKEN_SECRET', 'CHARTWIRE_KEYS'].every((name) =>
				error.message.includes(name),
			) && !error.message.includes('hunter2'),
	);
});
