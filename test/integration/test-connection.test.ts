/** 'Test connection' against real servers, each of which fails at another step. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { dialTarget } from '../../server/source/dial.ts';
import { openSource } from '../../server/source/open-source.ts';
import { addressOfUrl } from '../../server/sources/address-schema.ts';
import { runOn } from '../contract/source-contract.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { quietLog } from '../support/log.ts';
import { startMariadb, type TestMariadb } from '../support/mariadb.ts';
import { temporaryDirectory } from '../support/postgres.ts';
import { scope } from '../support/scope.ts';

const owner = scope();
let chartwire: Chartwire;
let maria: TestMariadb;
let ca: string;

/** A certificate for `localhost`, signed by itself, so that it is its own authority. */
function certificate() {
	const dir = temporaryDirectory();
	const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
	const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
	const args = [
		'req',
		'-x509',
		'-newkey',
		'rsa:2048',
		'-nodes',
		'-days',
		'2',
		'-keyout',
		key,
		'-out',
		cert,
		...subject,
	];
	execFileSync('openssl', args, { stdio: 'ignore' });
	chmodSync(key, 0o644);
	return { key, cert };
}

before(async () => {
	const { key, cert } = certificate();
	ca = readFileSync(cert, 'utf8');
	const tls = { 'ssl-key': key, 'ssl-cert': cert };
	[chartwire, maria] = await Promise.all([startChartwire(owner), startMariadb(owner, tls)]);
	await maria.admin.query('create table test.t (a int)');
});

const ask = async (address: object) => {
	const { status, body } = await chartwire.api('POST', '/v1/sources/test', address);
	return { status, body, text: JSON.stringify(body) };
};

describe('testing a connection', () => {
	test('names the step that failed: name, port, TLS, login, permission', async () => {
		const customer = addressOfUrl(chartwire.customerUrl);
		await chartwire.customer`create role blind login password 'blind-secret'`.catch(() => undefined);
		const blind = { ...customer, user: 'blind', password: 'blind-secret' };
		const steps: [string, object][] = [
			['name', { ...customer, host: 'nowhere.invalid' }],
			['port', { ...customer, port: 1 }],
			['tls', { ...customer, tls: { mode: 'required' } }],
			['login', { ...maria.reader, password: 'wrong-secret' }],
			['login', { ...maria.reader, database: 'nowhere' }],
			['permission', blind],
			['name', { ...maria.reader, host: 'nowhere.invalid' }],
			['port', { ...maria.reader, port: 1 }],
			['tls', { ...maria.reader, host: 'localhost', tls: { mode: 'verify' } }],
			['tls', { ...maria.reader, tls: { mode: 'verify', ca } }],
		];
		for (const [step, address] of steps) {
			const { body, text } = await ask(address);
			assert.deepEqual([body['ok'], body['step']], [false, step], text);
			assert.doesNotMatch(text, /secret/);
		}
	});

	test('warns when the role is a superuser, may write, or may execute what reads files or ends sessions', async () => {
		const { body, text } = await ask(addressOfUrl(chartwire.customerUrl));
		assert.equal(body['ok'], true, text);
		for (const word of ['superuser', 'writes', 'pg_read_file', 'lo_export', 'pg_terminate_backend']) {
			assert.match(text, new RegExp(word));
		}
		const root = await ask(maria.root);
		assert.match(root.text, /grants.*ALL PRIVILEGES/);
	});

	test('warns of nothing when the role may only read', async () => {
		assert.deepEqual((await ask(maria.reader)).body['warnings'], []);
		assert.equal((await chartwire.api('PUT', '/v1/sources/shop', maria.reader)).status, 200);
		assert.deepEqual((await chartwire.api('POST', '/v1/sources/shop/test')).body['warnings'], []);
	});

	test('refuses the control database, by whatever name, when it is tested and when it is saved', async () => {
		const own = { ...addressOfUrl(chartwire.env['DATABASE_URL'] ?? ''), host: 'localhost' };
		assert.equal((await ask(own)).status, 422);
		const saved = await chartwire.api('PUT', '/v1/sources/own', own);
		assert.deepEqual([saved.status, JSON.stringify(saved.body).includes('control_database')], [422, true]);
	});
});

test('with TLS that is verified the session is encrypted, and every engine’s source answers', async () => {
	const address = { ...maria.reader, host: 'localhost', tls: { mode: 'verify', ca } } as const;
	assert.equal((await ask(address)).body['ok'], true);
	const source = openSource(address, { maxIdle: 1, log: quietLog });
	owner.defer(() => source.close());
	const { data } = await runOn(source, "show session status like 'Ssl_version'");
	assert.match(String(data[1]?.[0]), /^TLS/);
	const plain = openSource({ ...address, tls: { mode: 'off' } }, { maxIdle: 1, log: quietLog });
	owner.defer(() => plain.close());
	assert.equal((await runOn(plain, "show session status like 'Ssl_version'")).data[1]?.[0], '');
	(await dialTarget({ host: 'localhost', port: maria.port })).destroy();
});
