/** Redis that speaks only TLS: with the authority known everything works, and without it the server says what is wrong. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { freePort } from '../../server/embedded/ports.ts';
import { makeCertificates } from '../support/certificates.ts';
import { type Chartwire, startChartwire } from '../support/chartwire.ts';
import { temporaryDirectory } from '../support/postgres.ts';
import { startServer } from '../support/redis-servers.ts';
import { scope } from '../support/scope.ts';
import { spawnServer } from '../support/server.ts';
import { until } from '../support/until.ts';

const owner = scope();
let url = '';
let authority = '';
let chartwire: Chartwire;

before(async () => {
	const folder = join(temporaryDirectory(), `certificates-${await freePort()}`);
	mkdirSync(folder);
	const certificates = makeCertificates(folder);
	authority = certificates.authority;
	const port = await freePort();
	const settings = {
		'tls-port': String(port),
		'tls-cert-file': certificates.certificate,
		'tls-key-file': certificates.key,
		'tls-ca-cert-file': certificates.authority,
		'tls-auth-clients': 'no',
	};
	const redis = await startServer(owner, { settings });
	assert.equal(await redis.admin.ping(), 'PONG');
	url = `rediss://127.0.0.1:${port}`;
	chartwire = await startChartwire(owner, { env: { REDIS_URL: url, NODE_EXTRA_CA_CERTS: authority } });
});

describe('a Redis that is reached by TLS', () => {
	test('carries runs, streams and announcements', async () => {
		await chartwire.chart('over-tls', 'select 41 + 1 as n', { refreshMs: 1_000 });
		const wire = await chartwire.wire();
		await wire.subscribe({ chart: 'over-tls' });
		const results = () => wire.frames.filter((frame) => frame.type === 'event' && frame.event.kind === 'result');
		await until(() => results().length >= 2, { what: 'two results arrive, the second by a refresh' });
		assert.match(JSON.stringify(results()[0]), /\[\[42\]\]/);
	});

	test('whose authority nobody has named is not believed: the node is not ready, and its log says why', async () => {
		const env = { ...chartwire.env, NODE_EXTRA_CA_CERTS: '' };
		await assert.rejects(
			spawnServer({ role: 'web', env, scope: owner, readyTimeoutMs: 8_000 }),
			/did not get ready[\s\S]*"connection":"commands","error":"self-signed certificate/,
		);
	});
});
