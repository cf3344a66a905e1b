/** Large results in a real Redis: never more than the budget, whatever many processes put at once. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { ENTRY_BYTES, ResultCache } from '../../server/results/cache.ts';
import type { StoredResult } from '../../server/results/store.ts';
import { quietLog } from '../support/log.ts';
import { startRedis } from '../support/redis.ts';
import { scope } from '../support/scope.ts';
import { until } from '../support/until.ts';

const BUDGET = 100_000;
const owner = scope();
let redis: Redis;
let url: string;

const result = (fill: string, bytes = 9_000, leftMs = 60_000): StoredResult => ({
	project: 'shop',
	claims: { tenant: 7 },
	encoding: 'br',
	bytes: 3 * bytes,
	body: Buffer.alloc(bytes, fill),
	leftMs,
});

async function open(maxBytes = BUDGET): Promise<ResultCache> {
	const cache = new ResultCache({ url, log: quietLog, maxBytes });
	owner.defer(() => cache.close());
	await until(
		async () =>
			cache.totals().then(
				() => true,
				() => false,
			),
		{ what: 'Redis answers' },
	);
	return cache;
}

before(async () => {
	url = (await startRedis(owner)).url;
	redis = new Redis(url);
	owner.defer(() => redis.disconnect());
});

/** What is really there, by other means than the scripts'. */
async function kept(): Promise<{ names: string[]; bytes: number }> {
	const bodies = await redis.hgetallBuffer('cw:{results}:bodies');
	const names = Object.keys(bodies);
	return {
		names: names.sort(),
		bytes: Object.values(bodies).reduce((sum, body) => sum + body.byteLength + ENTRY_BYTES, 0),
	};
}

describe('the cache of results', () => {
	test('gives back what was put, with the time that is left', async () => {
		const cache = await open();
		assert.equal(await cache.put('a', result('a')), true);
		const found = await cache.get('a');
		assert.ok(found !== undefined, 'it is kept');
		const { leftMs, ...same } = found;
		const { leftMs: _left, ...truth } = result('a');
		assert.deepEqual(same, truth);
		assert.ok(leftMs > 50_000 && leftMs <= 60_000, `${leftMs} ms are left`);
		assert.equal(await cache.get('b'), undefined);
	});

	test('never takes more than its budget, though four processes put at once, and counts what is there', async () => {
		await redis.flushall();
		const caches = await Promise.all([open(), open(), open(), open()]);
		let most = 0;
		for (let round = 0; round < 10; round += 1) {
			const puts = caches.flatMap((cache, at) =>
				[1, 2, 3].map((n) =>
					cache.put(`r${(round * 7 + at * 3 + n) % 40}`, result('x', 1_000 + ((round * 977 + n * 3_001) % 20_000))),
				),
			);
			const looks = [1, 2, 3].map(async () => {
				most = Math.max(most, (await kept()).bytes);
			});
			await Promise.all([...puts, ...looks]);
		}
		const { names, bytes } = await kept();
		assert.ok(most <= BUDGET && bytes <= BUDGET, `at most ${most}, at the end ${bytes} bytes`);
		assert.ok(bytes > BUDGET / 2, `${bytes} bytes are used`);
		assert.deepEqual(await caches[0]?.totals(), { results: names.length, bytes });
		assert.ok(caches.reduce((sum, { evicted }) => sum + evicted, 0) > 0, 'some had to go');
	});

	test('evicts what was used longest ago, and what has outlived its time before anything else', async () => {
		await redis.flushall();
		const cache = await open();
		await cache.put('brief', result('b', 9_000, 50));
		for (const name of ['one', 'two', 'three']) {
			await cache.put(name, result('x', 25_000));
			await delay(3);
		}
		await until(async () => (await cache.get('brief')) === undefined, { what: 'its time is over' });
		await cache.put('four', result('x', 20_000));
		assert.deepEqual((await kept()).names, ['four', 'one', 'three', 'two']);
		await cache.get('one');
		await cache.put('five', result('x', 25_000));
		assert.deepEqual((await kept()).names, ['five', 'four', 'one', 'three']);
	});

	test('does not keep what alone is beyond the budget, and loses nothing for it', async () => {
		await redis.flushall();
		const cache = await open();
		await cache.put('a', result('a'));
		assert.equal(await cache.put('huge', result('x', BUDGET)), false);
		assert.deepEqual((await kept()).names, ['a']);
	});

	test('counts anew after Redis has lost one of its keys', async () => {
		for (const name of ['bodies', 'used', 'ends', 'totals']) {
			await redis.flushall();
			const cache = await open();
			for (const each of ['a', 'b', 'c']) await cache.put(each, result(each, 30_000));
			await redis.del(`cw:{results}:${name}`);
			assert.equal(await cache.put('d', result('d', 30_000)), true);
			assert.deepEqual(await kept(), { names: ['d'], bytes: (await cache.totals()).bytes });
		}
	});

	test('is gone by itself once the last result’s time is over', async () => {
		await redis.flushall();
		const cache = await open();
		await cache.put('a', result('a', 1_000, 100));
		await until(async () => (await redis.dbsize()) === 0, { what: 'nothing is left' });
	});

	test('counts about what Redis needs for it', async () => {
		await redis.flushall();
		const cache = await open(50_000_000);
		const used = async () => Number(/used_memory_dataset:(\d+)/.exec(await redis.info('memory'))?.[1]);
		const before = await used();
		for (let n = 0; n < 500; n += 1) await cache.put(`${n}`.padEnd(43, '-'), result('x', 5_000 + n * 37));
		const [really, counted] = [(await used()) - before, (await cache.totals()).bytes];
		assert.ok(Math.abs(really / counted - 1) < 0.2, `${really} bytes of memory, ${counted} counted`);
	});

	test('that Redis cannot take more fails by name', async () => {
		await redis.flushall();
		await redis.config('SET', 'maxmemory', '1', 'maxmemory-policy', 'noeviction');
		const cache = new ResultCache({ url, log: quietLog, maxBytes: BUDGET });
		owner.defer(() => cache.close());
		try {
			await assert.rejects(
				async () => {
					await until(async () =>
						cache.get('a').then(
							() => true,
							() => false,
						),
					);
					await cache.put('a', result('a'));
				},
				{ code: 'stream_unavailable' },
			);
		} finally {
			await redis.config('SET', 'maxmemory', '0');
		}
	});
});
