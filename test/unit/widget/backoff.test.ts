import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { BASE_MS, backoffMs, CAP_MS } from '../../../widget/socket/backoff.ts';

const almostOne = 1 - Number.EPSILON;
const random = fc.double({ min: 0, max: almostOne, noNaN: true });

describe('the back-off', () => {
	test('doubles from 500 ms up to 30 s', () => {
		const longest = [0, 1, 2, 3, 4, 5, 6, 7, 1000].map((retry) => backoffMs(retry, { random: almostOne }));
		assert.deepEqual(longest, [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
	});

	test('is capped first and jittered fully afterwards, so that even late tries spread from 0 on', () => {
		assert.equal(backoffMs(50, { random: 0 }), 0);
		assert.equal(backoffMs(50, { random: 0.5 }), CAP_MS / 2);
	});

	test('spreads the first retry over what the server asks for', () => {
		assert.equal(backoffMs(0, { random: 0.5, spreadMs: 8_000 }), 4_000);
		assert.equal(backoffMs(0, { random: 0.5, spreadMs: 100 }), BASE_MS / 2);
	});

	test('is never earlier than a hint', () => {
		assert.equal(backoffMs(0, { random: 0, notBeforeMs: 7_000 }), 7_000);
	});

	test('is a finite time within its cap whatever the server asks for', () => {
		const wish = fc.oneof(
			fc.double(),
			fc.constantFrom(Number.NaN, undefined as unknown as number, 'soon' as unknown as number),
		);
		fc.assert(
			fc.property(fc.nat(), random, wish, (retry, chance, spreadMs) => {
				const ms = backoffMs(retry, { random: chance, spreadMs });
				assert.ok(ms >= 0 && ms <= CAP_MS, `${ms} is out of range`);
			}),
		);
	});
});
