import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressSchema, sourceSchema } from '../../../server/sources/address-schema.ts';
import {
	addressOfFields,
	changesOf,
	fieldsOf,
	fieldsOfUrl,
	newSourceOf,
	problemsOf,
	type ShownSource,
	type SourceFields,
} from '../../../workshop/pages/sources/source-fields.ts';

const HOST_KEY = `SHA256:${'a'.repeat(43)}`;
const STORED: ShownSource = {
	name: 'sales',
	engine: 'postgresql',
	host: 'db.example',
	port: 5432,
	database: 'shop',
	tls: 'verify',
	ssh: 'bastion.example',
	maxConcurrent: 8,
};
const TYPED: SourceFields = { ...fieldsOf(undefined), name: 'sales', host: 'db', database: 'shop', user: 'reader' };
const TUNNEL = { tunnel: 'given', sshHost: 'bastion', sshUser: 'me', sshHostKey: HOST_KEY } as const;
const isNew = { stored: undefined, taken: [] };

test('what the form makes of its fields is what the server takes: in parts, with a certificate and with either tunnel', () => {
	const tunnels: Partial<SourceFields>[] = [
		{},
		{ ...TUNNEL, sshBy: 'password', sshPassword: 'p' },
		{ ...TUNNEL, sshBy: 'key', sshKey: 'k', sshPassphrase: 'p' },
		{ tls: 'verify', ca: '-----BEGIN CERTIFICATE-----\nx' },
	];
	for (const tunnel of tunnels) {
		const fields = { ...TYPED, ...tunnel };
		assert.deepEqual(problemsOf(fields, isNew), {});
		assert.equal(addressSchema.safeParse(addressOfFields(fields)).success, true, JSON.stringify(tunnel));
		const { data } = sourceSchema.safeParse(newSourceOf(fields));
		assert.equal(data?.maxConcurrent, 8);
		assert.equal(data?.address.ssh?.hostKey, fields.tunnel === 'given' ? HOST_KEY : undefined);
	}
});

test('nothing has changed in the form of a stored source, and nothing is missing in it', () => {
	const fields = fieldsOf(STORED);
	assert.deepEqual(problemsOf(fields, { stored: STORED, taken: ['sales'] }), {});
	assert.equal(changesOf(fields, STORED), undefined);
});

test('of a stored source only what is another is sent, and no password that nobody has typed', () => {
	const before = fieldsOf(STORED);
	assert.deepEqual(changesOf({ ...before, database: 'other', maxConcurrent: '3' }, STORED), {
		database: 'other',
		maxConcurrent: 3,
	});
	assert.deepEqual(changesOf({ ...before, password: 'new' }, STORED), { password: 'new' });
	assert.deepEqual(changesOf({ ...before, tunnel: 'none' }, STORED), { ssh: null });
	assert.deepEqual(changesOf({ ...before, tls: 'off', ca: 'left over' }, STORED), { tls: { mode: 'off' } });
});

test('each field that cannot be right is named before anybody is asked', () => {
	const wrong = { ...TYPED, ...TUNNEL, sshHostKey: 'MD5:x', name: 'a b', port: '0', host: '', maxConcurrent: '101' };
	assert.deepEqual(Object.keys(problemsOf(wrong, isNew)).sort(), [
		'host',
		'maxConcurrent',
		'name',
		'port',
		'sshHostKey',
		'sshKey',
	]);
	assert.match(problemsOf(TYPED, { stored: undefined, taken: ['sales'] }).name ?? '', /already/);
	const { tunnel: _tunnel, ...empty } = { ...TYPED, user: '', ca: 'no certificate' };
	assert.deepEqual(Object.keys(problemsOf({ ...empty, tunnel: 'none' }, isNew)).sort(), ['ca', 'user']);
});

test('an address in one text fills the fields in; what it does not say of TLS stays, and other texts are none', () => {
	assert.deepEqual(fieldsOfUrl(' postgres://re%40der:p%2Fw@[::1]/shop?sslmode=verify-full '), {
		engine: 'postgresql',
		host: '::1',
		port: '5432',
		database: 'shop',
		user: 're@der',
		password: 'p/w',
		tls: 'verify',
	});
	assert.equal(fieldsOfUrl('mariadb://db:3307/shop')?.port, '3307');
	assert.equal(fieldsOfUrl('mysql://db/shop')?.engine, 'mysql');
	assert.equal('tls' in (fieldsOfUrl('postgres://db/shop') ?? {}), false);
	for (const text of ['', 'db.example', 'https://db.example/shop', 'postgres://%']) {
		assert.equal(fieldsOfUrl(text), undefined, text);
	}
});
