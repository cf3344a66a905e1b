import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync, gunzipSync } from 'node:zlib';
import { etagOf, gzipOf, isKnown, wantedEncoding } from '../../../server/results/encoding.ts';

test('the encoding is the best that the client takes, by RFC 9110', () => {
	for (const [header, wanted] of [
		[undefined, 'identity'],
		['', 'identity'],
		['gzip, deflate, br, zstd', 'br'],
		['gzip, deflate', 'gzip'],
		['GZIP;q=0.1, BR', 'br'],
		['br;q=0, gzip', 'gzip'],
		['br; q=0.0, *', 'gzip'],
		['*;q=0', 'identity'],
		['*', 'br'],
		['identity', 'identity'],
		['x-br, brotli', 'identity'],
		['br;q=nonsense', 'identity'],
	] as const) {
		assert.equal(wantedEncoding(header), wanted, header);
	}
});

test('an entity tag names the bytes where they are always the same, and what they say where they are not', () => {
	assert.deepEqual(
		(['br', 'gzip', 'identity'] as const).map((wanted) => etagOf('h', 'br', wanted)),
		['"h-br"', 'W/"h-gzip"', '"h"'],
	);
	assert.equal(isKnown('W/"h-gzip"', etagOf('h', 'br', 'gzip')), true);
	assert.equal(isKnown('"x", "h-br"', '"h-br"'), true);
	assert.equal(isKnown('*', '"h-br"'), true);
	assert.equal(isKnown('"h"', '"h-br"'), false);
	assert.equal(isKnown(undefined, '"h"'), false);
});

test('what was br is the same text as gzip, and what is broken is an error', async () => {
	const text = 'x,'.repeat(100_000);
	assert.equal(gunzipSync(await gzipOf(brotliCompressSync(text))).toString(), text);
	await assert.rejects(gzipOf(Buffer.from('not brotli at all')));
});
