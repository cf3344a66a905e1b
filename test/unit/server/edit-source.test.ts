/** What of a stored source may be changed without giving its secrets again. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { NamedError } from '../../../server/errors.ts';
import type { SourceAddress } from '../../../server/source/address.ts';
import { editedAddress, editSchema } from '../../../server/sources/edit-source.ts';

const ca = '-----BEGIN CERTIFICATE-----\nours';
const hostKey = `SHA256:${'a'.repeat(43)}`;
const plain: SourceAddress = {
	engine: 'postgresql',
	host: 'db.example',
	port: 5432,
	database: 'shop',
	user: 'reader',
	password: 'stored-secret',
	tls: { mode: 'verify', ca },
};
const tunnel = { host: 'bastion.example', port: 22, user: 'tunnel', hostKey, password: 'stored-tunnel-secret' };
const tunnelled: SourceAddress = { ...plain, ssh: tunnel };

const edit = (stored: SourceAddress, change: object) => editedAddress(stored, editSchema.parse(change));
const code = (work: () => unknown) => {
	try {
		return work() && 'done';
	} catch (error) {
		return error instanceof NamedError ? error.code : String(error);
	}
};

describe('a source that is edited', () => {
	test('keeps what is left out, its password as well', () => {
		assert.deepEqual(edit(plain, { database: 'archive' }), { ...plain, database: 'archive', ssh: undefined });
		assert.deepEqual(edit(tunnelled, { maxConcurrent: 3 }), tunnelled);
		assert.deepEqual(edit(tunnelled, { ssh: { user: 'tunnel' }, host: 'db.example' }), tunnelled);
	});

	test('needs the password again for another host, port or user, and takes them with it', () => {
		for (const change of [{ host: 'evil.example' }, { port: 5433 }, { user: 'other' }]) {
			assert.equal(
				code(() => edit(plain, change)),
				'password_needed',
			);
			assert.equal(edit(plain, { ...change, password: 'new' }).password, 'new');
		}
	});

	test('needs the password again where TLS would be weaker or trust somebody else, and not where it is stronger', () => {
		const theirs = '-----BEGIN CERTIFICATE-----\ntheirs';
		for (const tls of [{ mode: 'off' }, { mode: 'required' }, { mode: 'verify', ca: theirs }]) {
			assert.equal(
				code(() => edit(plain, { tls })),
				'password_needed',
			);
		}
		assert.deepEqual(edit(plain, { tls: { mode: 'verify' } }).tls, { mode: 'verify', ca });
		const weak: SourceAddress = { ...plain, tls: { mode: 'off' } };
		assert.equal(edit(weak, { tls: { mode: 'verify', ca } }).password, 'stored-secret');
	});

	test('needs the password again for another way there: through a tunnel, through none, or through another', () => {
		const way = { ...tunnel, password: 'given' };
		assert.equal(
			code(() => edit(plain, { ssh: way })),
			'password_needed',
		);
		assert.equal(
			code(() => edit(tunnelled, { ssh: null })),
			'password_needed',
		);
		assert.equal(
			code(() => edit(tunnelled, { ssh: { host: 'evil.example', password: 'given' } })),
			'password_needed',
		);
	});

	test('sends no stored secret of a tunnel to another one, even with a password for the database', () => {
		const otherKey = `SHA256:${'b'.repeat(43)}`;
		for (const ssh of [{ host: 'evil.example' }, { port: 2222 }, { user: 'root' }, { hostKey: otherKey }]) {
			assert.equal(
				code(() => edit(tunnelled, { ssh, password: 'new' })),
				'password_needed',
			);
		}
		const moved = edit(tunnelled, { ssh: { host: 'other.example', privateKey: 'key' }, password: 'new' });
		assert.deepEqual(moved.ssh, {
			...tunnel,
			host: 'other.example',
			password: undefined,
			privateKey: 'key',
			passphrase: undefined,
		});
	});

	test('of whatever is changed at once, a stored secret goes nowhere else', () => {
		const some = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
		const changes = fc.record({
			host: some(['db.example', 'evil.example']),
			port: some([5432, 5433]),
			user: some(['reader', 'other']),
			database: some(['shop', 'other']),
			tls: some([{ mode: 'off' }, { mode: 'required' }, { mode: 'verify' }]),
			ssh: some([null, { host: 'evil.example' }, { ...tunnel, password: 'given' }, { user: 'tunnel' }]),
		});
		const lacking = (change: object) =>
			Object.fromEntries(Object.entries(change).filter(([, each]) => each !== undefined));
		let kept = 0;
		fc.assert(
			fc.property(changes, fc.constantFrom(plain, tunnelled), (change, stored) => {
				const given = lacking(change);
				if (Object.keys(given).length === 0) return;
				if (code(() => edit(stored, given)) !== 'done') return;
				kept += 1;
				const next = edit(stored, given);
				assert.deepEqual(
					[next.host, next.port, next.user, next.tls.mode, next.ssh?.host],
					[stored.host, stored.port, stored.user, stored.tls.mode, stored.ssh?.host],
				);
			}),
		);
		assert.ok(kept > 0);
	});
});

test('an edit names what it changes, and no address in one text', () => {
	assert.equal(editSchema.safeParse({}).success, false);
	assert.equal(editSchema.safeParse({ url: 'postgres://evil.example/shop' }).success, false);
	assert.equal(editSchema.safeParse({ engine: 'mysql' }).success, false);
});
