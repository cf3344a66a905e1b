import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from '../../../server/config.ts';
import { parseRedisAddress } from '../../../server/redis/address.ts';
import { TEST_KEYS } from '../../support/server.ts';

test('each form of a Redis address is read, with the usual ports where none is given', () => {
	assert.deepEqual(parseRedisAddress('redis://:p%40ss@cache:6380/2'), {
		kind: 'standalone',
		url: 'redis://:p%40ss@cache:6380/2',
	});
	assert.deepEqual(parseRedisAddress('redis+sentinel://web:p%40ss@a,b:26380,[::1]:7/main/3?sentinelPassword=s'), {
		kind: 'sentinel',
		tls: false,
		username: 'web',
		password: 'p@ss',
		nodes: [
			{ host: 'a', port: 26_379 },
			{ host: 'b', port: 26_380 },
			{ host: '::1', port: 7 },
		],
		name: 'main',
		db: 3,
		sentinelPassword: 's',
	});
	assert.deepEqual(parseRedisAddress('rediss+cluster://:secret@a:7000,b'), {
		kind: 'cluster',
		tls: true,
		password: 'secret',
		nodes: [
			{ host: 'a', port: 7_000 },
			{ host: 'b', port: 6_379 },
		],
	});
});

test('a wrong Redis address is refused with what is wrong, and never with its password', () => {
	const wrong: [string, RegExp][] = [
		['http://:secret@host', /one of the forms redis:/],
		['redis://', /one of the forms redis:/],
		['redis://:secret@a:1,b:2', /several hosts are a cluster or sentinels/],
		['redis://:secret@a/first', /a database that is not a number/],
		['redis+sentinel://:secret@a:1,b:2', /name that the sentinels give the primary/],
		['redis+sentinel://:secret@a:1/main/x', /a database that is not a number/],
		['redis+sentinel://:secret@a:1/main?tls=1', /unknown parameter/],
		['redis+cluster://:secret@a:1/5', /only database 0/],
		['redis+cluster://:secret@a:99999', /host:port,host:port/],
		['redis+cluster://:secret@', /host:port,host:port/],
		['redis+cluster://:secret%zz@a', /%25/],
	];
	for (const [address, message] of wrong) {
		assert.throws(
			() => parseRedisAddress(address),
			(error: Error) => message.test(error.message) && !error.message.includes('secret'),
			address,
		);
	}
});

test('the queue uses the Redis of the streams unless it is given one of its own', () => {
	const env = {
		DATABASE_URL: 'postgres://h/d',
		REDIS_URL: 'redis://a',
		CHARTWIRE_TOKEN_SECRET: 'x'.repeat(32),
		CHARTWIRE_KEYS: TEST_KEYS,
	};
	assert.equal(loadConfig(env).queueRedisUrl, 'redis://a');
	assert.equal(
		loadConfig({ ...env, CHARTWIRE_QUEUE_REDIS_URL: 'redis+cluster://b' }).queueRedisUrl,
		'redis+cluster://b',
	);
	const wrong = { ...env, REDIS_URL: 'redis+sentinel://a', CHARTWIRE_QUEUE_REDIS_URL: 'b' };
	assert.throws(
		() => loadConfig(wrong),
		/REDIS_URL: must end with the name[^\n]*\n {2}CHARTWIRE_QUEUE_REDIS_URL: must have/,
	);
});
