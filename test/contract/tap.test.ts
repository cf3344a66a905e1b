/** The tap on a real Redis: bounded, never in the way, and honest about what it could not write down. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Redis } from 'ioredis';
import type { Line } from '../../server/recording/entry.ts';
import { reconcile } from '../../server/recording/reconcile.ts';
import { record } from '../../server/recording/record.ts';
import { TAP_KEY, Tap } from '../../server/recording/tap.ts';
import { parseRedisAddress } from '../../server/redis/address.ts';
import { quietLog } from '../support/log.ts';
import { startRedis } from '../support/redis.ts';
import { scope } from '../support/scope.ts';
import { until } from '../support/until.ts';

const owner = scope();

async function tapped({ maxBytes = 64_000_000 } = {}) {
	const redis = await startRedis(owner);
	const options = { mode: 'frames', maxBytes, trimEveryMs: 50, log: quietLog } as const;
	const tap = new Tap({ address: parseRedisAddress(redis.url), ...options });
	owner.defer(() => tap.close());
	const look = new Redis(redis.url, { retryStrategy: () => 50 });
	look.on('error', () => undefined);
	owner.defer(() => look.disconnect());
	await look.ping();
	let seq = 0;
	const publish = (count: number) => {
		for (let index = 0; index < count; index += 1) {
			seq += 1;
			tap.published({
				channel: 'C',
				epoch: 'E',
				seq,
				at: Date.now(),
				event: JSON.stringify({ kind: 'x', text: 'y'.repeat(500) }),
			});
		}
	};
	// What is published before it is connected is lost: so many were, and so many have been published.
	const written = () => look.xlen(TAP_KEY);
	const isConnected = async () => {
		publish(1);
		return (await written()) > 0;
	};
	await until(isConnected, { what: 'it is connected' });
	await until(async () => (await written()) + tap.dropped === seq, { what: 'no entry is on its way' });
	await look.del(TAP_KEY);
	const began = { entries: seq, dropped: tap.dropped };
	const take = async () => {
		const lines: Line[] = [];
		const write = (line: Line) => void lines.push(line);
		await record({ redisUrl: redis.url, fromNow: false, signal: AbortSignal.timeout(100), write, log: quietLog });
		return lines;
	};
	return { redis, tap, look, publish, take, began };
}

describe('The tap', () => {
	it('keeps within its bytes, oldest entries first, and a recording says what is missing between', async () => {
		const { tap, look, publish, take, began } = await tapped({ maxBytes: 200_000 });
		publish(100);
		await until(async () => (await look.xlen(TAP_KEY)) === 100, { what: 'all are written' });
		const early = await take();
		for (let burst = 0; burst < 10; burst += 1) {
			publish(200);
			await new Promise((resolve) => setTimeout(resolve, 60));
		}
		await until(async () => Number(await look.memory('USAGE', TAP_KEY)) <= 200_000, { what: 'it is trimmed' });
		const late = await take();
		const numbers = late.flatMap((line) => (line.kind === 'published' ? [line.n] : []));
		assert.equal(numbers.at(-1), began.entries + 2_100);
		assert.ok(numbers.length < 1_000, `${numbers.length} are left`);
		assert.equal(tap.dropped, began.dropped);
		// Two recordings put together: what was trimmed away between them is named.
		const { gaps } = reconcile([...early, ...late]);
		assert.match(gaps.join('\n'), new RegExp(`entries ${began.entries + 101} to ${(numbers[0] ?? 0) - 1} of the node`));
	});

	it('is recorded to an end, though publishing goes on', { timeout: 20_000 }, async () => {
		const { publish, take } = await tapped();
		const going = setInterval(() => publish(1), 20);
		owner.defer(() => clearInterval(going));
		await new Promise((resolve) => setTimeout(resolve, 200));
		const lines = await take();
		clearInterval(going);
		assert.equal(lines.at(-1)?.kind, 'end');
		assert.ok(lines.length > 50, `${lines.length} lines: what came while it ended is there, too`);
	});

	it('loses entries while Redis is away without holding anything up, and the hole in its count says so', async () => {
		const { redis, tap, look, publish, take, began } = await tapped();
		publish(5);
		await until(async () => (await look.xlen(TAP_KEY)) === 5, { what: 'the first are written' });
		const before = await take();
		await redis.stop();
		const startedAt = performance.now();
		publish(3_000);
		assert.ok(performance.now() - startedAt < 1_000, 'publishing went on');
		await until(() => tap.dropped === began.dropped + 3_000, { what: 'all of them are given up', timeoutMs: 15_000 });
		await redis.restart();
		await until(
			async () => {
				publish(1);
				return (await look.xlen(TAP_KEY).catch(() => 0)) > 0;
			},
			{ what: 'it writes again', timeoutMs: 15_000 },
		);
		const { verdict, gaps } = reconcile([...before, ...(await take())]);
		assert.equal(verdict, 'cannot say');
		assert.match(gaps.join('\n'), new RegExp(`entries ${began.entries + 6} to \\d+ of the node`));
	});
});
