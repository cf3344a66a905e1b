/** Where a request with a cookie may come from, where one may be led to, and how failures are counted. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadConfig } from '../../../../server/config.ts';
import { networkOf, waitAfter } from '../../../../server/people/attempts.ts';
import { isAllowed } from '../../../../server/people/oidc-people.ts';
import { ownPath, problemOfOrigin } from '../../../../server/people/origin.ts';
import { TEST_KEYS, TEST_SECRET } from '../../../support/server.ts';

const site = new URL('https://charts.example.com');
const local = new URL('http://localhost:8080');
const asking = { method: 'POST', origin: site.origin, host: site.host, site: 'same-origin', marked: true };

describe('a request with a cookie', () => {
	test('is taken from pages of this server, with its header', () => {
		assert.equal(problemOfOrigin(site, asking), undefined);
		assert.equal(problemOfOrigin(site, { ...asking, site: undefined }), undefined, 'an older browser');
		assert.equal(problemOfOrigin(site, { ...asking, method: 'GET', origin: undefined }), undefined);
		for (const origin of ['http://127.0.0.1:8080', 'http://[::1]:8080', 'http://localhost:8080'])
			assert.equal(problemOfOrigin(local, { ...asking, origin, host: new URL(origin).host }), undefined, origin);
	});

	test('is refused from anywhere else, and without a word of where it is from', () => {
		const wrong: readonly (readonly [URL, Partial<typeof asking> | { origin: undefined }])[] = [
			[site, { marked: false }],
			[site, { origin: undefined }],
			[site, { origin: 'https://evil.example' }],
			[site, { origin: 'http://charts.example.com' }],
			[site, { origin: 'https://charts.example.com.evil.example' }],
			[site, { origin: 'https://evil.example', host: 'evil.example' }],
			[site, { origin: 'null' }],
			[site, { site: 'same-site' }],
			[site, { site: 'cross-site' }],
			[site, { site: 'none' }],
			[local, { origin: 'http://evil.example:8080', host: 'evil.example:8080' }],
			[local, { origin: 'http://127.0.0.1:9090', host: '127.0.0.1:8080' }],
		];
		for (const [url, more] of wrong)
			assert.notEqual(problemOfOrigin(url, { ...asking, ...more }), undefined, JSON.stringify(more));
	});
});

test('a path to go on to is one of this server, and never another site', () => {
	for (const path of ['/', '/account', '/editor?run=1#a']) assert.equal(ownPath(path), path);
	for (const path of [
		undefined,
		'',
		'https://evil.example',
		'//evil.example',
		'/\\evil.example',
		'/\t/evil.example',
		'/a\\b',
	])
		assert.equal(ownPath(path), '/', String(path));
});

test('the wait doubles with each failure, to a quarter of an hour', () => {
	assert.deepEqual(
		[4, 5, 6, 7, 8].map((failures) => waitAfter(failures, 5)),
		[0, 1, 2, 4, 8],
	);
	assert.equal(waitAfter(5_000, 5), 900);
});

test('an address of IPv6 is counted with the network that belongs to one machine', () => {
	assert.equal(networkOf('192.0.2.7'), '192.0.2.7');
	assert.equal(networkOf('::ffff:192.0.2.7'), '192.0.2.7');
	assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2');
	assert.equal(networkOf('2001:0db8:1:2::9'), '2001:db8:1:2');
	assert.equal(networkOf('::1'), '0:0:0:0');
});

test('only addresses of the domains that may sign in are let in, and no subdomain of them', () => {
	assert.equal(isAllowed([], undefined), true);
	assert.equal(isAllowed(['example.com'], 'ada@example.com'), true);
	for (const email of [
		undefined,
		'ada@evil.com',
		'ada@sub.example.com',
		'ada@notexample.com',
		'ada@example.com@evil.com',
	])
		assert.equal(isAllowed(['example.com'], email), false, email);
});

test('the configuration takes plain HTTP for one’s own machine only, and no half of an OpenID provider', () => {
	const env = {
		DATABASE_URL: 'postgres://localhost/x',
		REDIS_URL: 'redis://localhost',
		CHARTWIRE_TOKEN_SECRET: TEST_SECRET,
		CHARTWIRE_KEYS: TEST_KEYS,
	};
	assert.equal(loadConfig({ ...env, PORT: '8123' }).people?.publicUrl, 'http://localhost:8123');
	assert.equal(loadConfig({ ...env, CHARTWIRE_ACCOUNTS: 'off' }).people, undefined);
	assert.throws(
		() => loadConfig({ ...env, CHARTWIRE_PUBLIC_URL: 'http://charts.example.com' }),
		/PUBLIC_URL: must begin/,
	);
	assert.throws(
		() => loadConfig({ ...env, CHARTWIRE_OIDC_ISSUER: 'https://id.example.com' }),
		/OIDC_CLIENT_ID.*\n.*OIDC_CLIENT_SECRET/,
	);
});
