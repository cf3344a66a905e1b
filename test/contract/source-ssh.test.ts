/** A source behind a real sshd: what only a tunnel has. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import postgres from 'postgres';
import type { SourceAddress } from '../../server/source/address.ts';
import { openSource } from '../../server/source/open-source.ts';
import { addressOfUrl } from '../../server/sources/address-schema.ts';
import { testConnection } from '../../server/sources/test-connection.ts';
import { quietLog } from '../support/log.ts';
import { withPostgres } from '../support/postgres.ts';
import { scope } from '../support/scope.ts';
import { startSshd } from '../support/sshd.ts';
import { until } from '../support/until.ts';
import { runOn } from './source-contract.ts';

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
