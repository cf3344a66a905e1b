/** A source behind a real sshd: what only a tunnel has. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { test } from 'node:test';
import postgres from 'postgres';
import ssh2 from 'ssh2';
import type { SourceAddress, SshSetting } from '../../server/source/address.ts';
import { openSource } from '../../server/source/open-source.ts';
import { SshTunnel } from '../../server/source/ssh-tunnel.ts';
import { addressOfUrl } from '../../server/sources/address-schema.ts';
import { testConnection } from '../../server/sources/test-connection.ts';
import { quietLog } from '../support/log.ts';
import { withPostgres } from '../support/postgres.ts';
import { scope } from '../support/scope.ts';
import { startSshd } from '../support/sshd.ts';
import { until } from '../support/until.ts';
import { runOn } from './source-contract.ts';

const { Server, utils } = ssh2;
const owner = scope();

test('a source through a tunnel answers, survives the loss of the tunnel, and knows its host key', async () => {
	const [{ url }, sshd] = await Promise.all([withPostgres(owner), startSshd(owner)]);
	const address: SourceAddress = { ...addressOfUrl(url), ssh: sshd.setting };
	const source = openSource(address, { maxIdle: 2, log: quietLog });
	owner.defer(() => source.close());
	const many = await Promise.all([1, 2, 3, 4].map((each) => runOn(source, `select ${each} as a`)));
	assert.deepEqual(
		many.map(({ data }) => data[0]?.[0]),
		[1, 2, 3, 4],
	);
	const large = await runOn(source, 'select i from generate_series(1, 200000) i', { maxRows: 300_000, maxBytes: 9e6 });
	assert.equal(large.rows, 200_000);
	await sshd.kill();
	await assert.rejects(runOn(source, 'select 1'), { code: 'source_unreachable' });
	await sshd.restart();
	await until(async () => (await runOn(source, 'select 5 as a').catch(() => undefined))?.data[0]?.[0] === 5);

	const control = postgres(url, { max: 1 });
	owner.defer(() => control.end());
	const failing = async (ssh: Partial<typeof sshd.setting>) => {
		const result = await testConnection(control, { ...address, database: 'other', ssh: { ...sshd.setting, ...ssh } });
		return JSON.stringify(result);
	};
	assert.match(await failing({ hostKey: `SHA256:${'A'.repeat(43)}` }), /"step":"ssh".*has the host key SHA256/);
	assert.match(await failing({ user: 'nobody' }), /"step":"ssh".*refused the user/);
	assert.match(await failing({ passphrase: 'wrong' }), /"step":"ssh".*private key cannot be read/);
	assert.match(await failing({ port: 1 }), /"step":"ssh"/);
	assert.match(await failing({}), /"step":"login"/);
});

test('a tunnel whose server falls silent is lost, its sockets with it, and the next one is new', async () => {
	const [{ url }, sshd] = await Promise.all([withPostgres(owner), startSshd(owner)]);
	const { host, port } = addressOfUrl(url);
	const tunnel = new SshTunnel({ ssh: sshd.setting, host, port, keepAliveMs: 100 });
	owner.defer(() => tunnel.close());
	const socket = await tunnel.dial();
	const closed = once(socket, 'close');
	socket.resume();
	const thaw = sshd.freeze();
	await closed;
	thaw();
	(await tunnel.dial()).destroy();
});

test('a password opens a tunnel, and a wrong one is refused in words', async () => {
	const { url } = await withPostgres(owner);
	const { host, port } = addressOfUrl(url);
	const ssh = await startPasswordServer({ user: 'tunnel', password: 'pass phrase' });
	const right = new SshTunnel({ ssh, host, port });
	owner.defer(() => right.close());
	(await right.dial()).destroy();
	const wrong = new SshTunnel({ ssh: { ...ssh, password: 'other' }, host, port });
	owner.defer(() => wrong.close());
	await assert.rejects(wrong.dial(), { code: 'SSH_LOGIN', message: /refused the user, the password or the key/ });
});

/** sshd takes passwords of the machine's accounts only; this server takes one of its own. */
async function startPasswordServer({ user, password }: { user: string; password: string }): Promise<SshSetting> {
	// Of the ed25519 keys that ssh2 makes, about three in a thousand are ones that it cannot read.
	const { private: hostKey, public: publicKey } = utils.generateKeyPairSync('ecdsa', { bits: 256 });
	const server = new Server({ hostKeys: [hostKey] }, (client) => {
		client.on('error', () => undefined);
		client.on('authentication', (attempt) => {
			if (attempt.method === 'password' && attempt.username === user && attempt.password === password) attempt.accept();
			else attempt.reject(['password']);
		});
		client.on('tcpip', (accept, _reject, { destIP, destPort }) => {
			const channel = accept();
			const socket = connect(destPort, destIP).on('error', () => channel.destroy());
			// PostgreSQL waits a minute for whoever has not said who it is.
			client.on('close', () => socket.destroy());
			socket.pipe(channel);
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	owner.defer(() => server.close());
	const digest = createHash('sha256')
		.update(Buffer.from(publicKey.split(' ')[1] ?? '', 'base64'))
		.digest('base64');
	const { port } = server.address() as AddressInfo;
	return { host: '127.0.0.1', port, user, password, hostKey: `SHA256:${digest.replace(/=+$/, '')}` };
}
