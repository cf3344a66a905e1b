import assert from 'node:assert/strict';
import { createDecipheriv } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { bindParams } from '../../../server/runs/bind-params.ts';
import { addressOfUrl, sourceSchema } from '../../../server/sources/address-schema.ts';
import { parseKeys } from '../../../server/sources/keyring.ts';

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const both = parseKeys(`new:${key(1)},old:${key(2)}`);
const old = parseKeys(`old:${key(2)}`);

test('a text is sealed by AES-256-GCM under the first key, with a nonce of its own, and opened under any', () => {
	fc.assert(
		fc.property(fc.string(), (text) => {
			const sealed = both.seal(text, 'a');
			const body = Buffer.from(sealed.split('.')[2] ?? '', 'base64url');
			const plain = createDecipheriv('aes-256-gcm', Buffer.alloc(32, 1), body.subarray(0, 12));
			plain.setAAD(Buffer.from('a')).setAuthTag(body.subarray(-16));
			assert.equal(plain.update(body.subarray(12, -16), undefined, 'utf8') + plain.final('utf8'), text);
			assert.notEqual(both.seal(text, 'a'), sealed);
			assert.equal(both.open(old.seal(text, 'a'), 'a'), text);
		}),
	);
});

test('what was changed, moved to another source, or sealed under a key that is not there, is not opened', () => {
	const sealed = both.seal('hunter2', 'source\nshop\na');
	const other = sealed.at(-4) === 'A' ? 'B' : 'A';
	const wrong = { code: 'key_missing' };
	assert.throws(() => both.open(sealed, 'source\nshop\nb'), wrong);
	assert.throws(() => both.open(`${sealed.slice(0, -4)}${other}${sealed.slice(-3)}`, 'source\nshop\na'), wrong);
	assert.throws(() => old.open(sealed, 'source\nshop\na'), /the key "new", which CHARTWIRE_KEYS does not name/);
});

test('keys that are wrong are said to be, and never repeated', () => {
	for (const text of ['', 'a', `a:${key(1).slice(4)}`, `a:${key(1)},a:${key(2)}`, 'a:hunter2hunter2']) {
		assert.throws(
			() => parseKeys(text),
			(error: Error) => !error.message.includes('hunter2'),
		);
	}
});

test('an address in one text and one in parts are the same', () => {
	const parts = { host: 'db.example', port: 5433, database: 'shop ä', user: 'a@b', password: 'p/:%?#"' };
	const part = encodeURIComponent;
	const url = `postgres://${part(parts.user)}:${part(parts.password)}@db.example:5433/${part(parts.database)}?sslmode=verify-full`;
	assert.deepEqual(addressOfUrl(url), { engine: 'postgresql', ...parts, tls: { mode: 'verify' } });
	const { address } = sourceSchema.parse({ engine: 'postgresql', ...parts, tls: { mode: 'verify' } });
	assert.deepEqual({ ...address, ssh: undefined }, { ...addressOfUrl(url), ssh: undefined });
	assert.equal(sourceSchema.safeParse({ engine: 'mysql', url }).success, false);
	assert.equal(sourceSchema.safeParse({ engine: 'mysql', host: 'h', user: 'u' }).success, false);
});

test('for MySQL a parameter is bound as ?, once for each place, and its quotes and comments are left alone', () => {
	const bound = bindParams('select {{a}}, {{b}}, {{a}}', { a: 1, b: 'x' }, 'mysql');
	assert.deepEqual([bound.text, bound.values], ['select ?, ?, ?', [1, 'x', 1]]);
	for (const sql of [`'it\\'s {{a}}'`, `"\\"{{a}}"`, '`{{a}}`', '# {{a}}', '-- {{a}}', '/* {{a}} */']) {
		assert.equal(bindParams(sql, {}, 'mysql').text, sql);
	}
});
