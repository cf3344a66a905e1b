/** The pace of a loop, by a clock that is moved by hand. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { type LoopOptions, startLoop } from '../../../server/loop.ts';

const log = { warn: () => undefined } as never;

beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
afterEach(() => mock.timers.reset());

/** Until whatever was promised by now has been done. */
const settled = async () => {
	for (let turns = 0; turns < 20; turns += 1) await Promise.resolve();
};

/** Counts how often `answer` was asked. */
function looped(answer: () => unknown, more: Partial<LoopOptions> = {}) {
	let turns = 0;
	const work = async () => {
		turns += 1;
		return answer();
	};
	const stop = startLoop({ name: 'test', everyMs: 100, log, work, ...more });
	const after = async (ms: number) => {
		mock.timers.tick(ms);
		await settled();
		return turns;
	};
	return { stop, after };
}

describe('a loop', () => {
	test('comes ever later while there is nothing to do, up to its longest pause, and at its own pace once there is', async () => {
		let isThere: unknown = false;
		const { stop, after } = looped(() => isThere, { idleMs: 400 });
		assert.equal(await after(0), 1);
		assert.deepEqual([await after(199), await after(1)], [1, 2]);
		assert.deepEqual([await after(399), await after(1)], [2, 3]);
		isThere = true;
		assert.deepEqual([await after(399), await after(1)], [3, 4]);
		assert.deepEqual([await after(99), await after(1)], [4, 5]);
		await stop();
	});

	test('without a longest pause keeps its pace, whatever it finds', async () => {
		const { stop, after } = looped(() => false);
		assert.deepEqual([await after(0), await after(100), await after(100)], [1, 2, 3]);
		await stop();
	});

	test('is woken out of its pause, also by what comes while it works, and not once it is stopped', async () => {
		const woken: (() => void)[] = [];
		const onWake = (wake: () => void) => {
			woken.push(wake);
			return () => void woken.splice(0);
		};
		let finish = () => {};
		const work = () =>
			new Promise((resolve) => {
				finish = () => resolve(false);
			});
		const { stop, after } = looped(work, { idleMs: 10_000, onWake });
		assert.equal(await after(0), 1);
		woken[0]?.();
		assert.equal(await after(0), 1, 'never twice at once');
		finish();
		await settled();
		assert.equal(await after(0), 2);
		finish();
		await settled();
		woken[0]?.();
		assert.equal(await after(0), 3);
		finish();
		await stop();
		assert.equal(woken.length, 0);
		assert.equal(await after(60_000), 3);
	});

	test('that fails is woken to its own pace, and no faster, however often', async () => {
		const woken: (() => void)[] = [];
		const onWake = (wake: () => void) => {
			woken.push(wake);
			return () => undefined;
		};
		const { stop, after } = looped(() => Promise.reject(new Error('away')), { onWake });
		assert.equal(await after(0), 1);
		assert.deepEqual([await after(199), await after(1)], [1, 2]);
		woken[0]?.();
		assert.equal(await after(60), 2);
		woken[0]?.();
		assert.deepEqual([await after(39), await after(1)], [2, 3], 'the second has not put it off');
		assert.deepEqual([await after(799), await after(1)], [3, 4], 'unasked it waits ever longer');
		await stop();
	});
});
