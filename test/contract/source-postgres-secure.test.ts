/** The whole contract by the longest way: through a real sshd, and TLS whose certificate is verified inside of it. */
import assert from 'node:assert/strict';
import { chownSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import postgres from 'postgres';
import { unprivilegedAccount } from '../../server/embedded/account.ts';
import { startEmbeddedPostgres } from '../../server/embedded/postgres.ts';
import type { SourceAddress } from '../../server/source/address.ts';
import { openListener, openSource } from '../../server/source/open-source.ts';
import { addressOfUrl } from '../../server/sources/address-schema.ts';
import { makeCertificates } from '../support/certificates.ts';
import { quietLog } from '../support/log.ts';
import { temporaryDirectory } from '../support/postgres.ts';
import { type Scope, scope } from '../support/scope.ts';
import { startSshd } from '../support/sshd.ts';
import { until } from '../support/until.ts';
import { postgresDialect, postgresUnderTest } from './postgres-under-test.ts';
import { runOn, sourceContract } from './source-contract.ts';

/** A PostgreSQL that takes TLS. `localhost` and 127.0.0.1 are what its certificate names. */
async function startSecurePostgres(owner: Scope) {
	const dir = temporaryDirectory();
	const certificates = makeCertificates(dir);
	const { uid, gid } = unprivilegedAccount();
	if (uid !== undefined && gid !== undefined) chownSync(certificates.key, uid, gid);
	const server = await startEmbeddedPostgres({ dir: join(dir, 'postgres'), durable: false });
	owner.defer(() => server.stop());
	const url = server.url('postgres');
	const admin = postgres(url, { max: 1, onnotice: () => undefined });
	owner.defer(() => admin.end());
	await admin.unsafe(`alter system set ssl_cert_file = '${certificates.certificate}'`);
	await admin.unsafe(`alter system set ssl_key_file = '${certificates.key}'`);
	await admin.unsafe('alter system set ssl = on');
	await admin`select pg_reload_conf()`;
	return { url, admin, ca: readFileSync(certificates.authority, 'utf8') };
}

const owner = scope();
let address: SourceAddress;
let admin: postgres.Sql;

sourceContract(owner, postgresDialect, async () => {
	const [secure, sshd] = await Promise.all([startSecurePostgres(owner), startSshd(owner)]);
	admin = secure.admin;
	const plain = addressOfUrl(secure.url);
	address = { ...plain, host: 'localhost', tls: { mode: 'verify', ca: secure.ca }, ssh: sshd.setting };
	const source = openSource(address, { maxIdle: 2, log: quietLog });
	return postgresUnderTest(owner, { url: secure.url, name: plain.database }, source);
});

const isEncrypted = 'select ssl::text from pg_stat_ssl where pid = pg_backend_pid()';

test('the session is encrypted where TLS is asked for, and not where it is switched off', async () => {
	for (const [mode, said] of [
		['verify', 'true'],
		['required', 'true'],
		['off', 'false'],
	] as const) {
		const source = openSource({ ...address, tls: { ...address.tls, mode } }, { maxIdle: 1, log: quietLog });
		assert.equal((await runOn(source, isEncrypted)).data[0]?.[0], said, mode);
		await source.close();
	}
});

test('a certificate of an unknown authority, or for another name, is refused', async () => {
	const wrong: Partial<SourceAddress>[] = [{ tls: { mode: 'verify' } }, { host: '127.0.0.2' }];
	for (const part of wrong) {
		const source = openSource({ ...address, ...part }, { maxIdle: 1, log: quietLog });
		await assert.rejects(runOn(source, 'select 1'), { code: 'source_unreachable' });
		await source.close();
	}
});

test('a notification comes by the same way', async () => {
	const heard: string[] = [];
	const { listener, close } = openListener(address, (channel) => heard.push(channel));
	owner.defer(close);
	assert.deepEqual(await listener.listenTo(['sales']), ['sales']);
	await admin`select pg_notify('sales', '')`;
	await until(() => heard.length === 1, { what: 'the notification' });
	await listener.ping();
	assert.equal(listener.lost, false);
});

test('a source that is closed lets the run under way have its way to the end, and keeps nothing', async () => {
	const idle = () => admin`select from pg_stat_activity where application_name = 'chartwire idle'`;
	const before = (await idle()).length;
	const source = openSource(address, { maxIdle: 1, log: quietLog });
	const running = runOn(source, "select pg_sleep(1), 'kept to the end' as said");
	const asked = () => admin`
		select from pg_stat_activity
		where query like '%kept to the end%' and state = 'active' and pid <> pg_backend_pid()`;
	await until(async () => (await asked()).length === 1);
	const closed = source.close();
	assert.equal((await running).data[1]?.[0], 'kept to the end');
	await closed;
	await until(async () => (await idle()).length === before);
});
