import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { SharedCalls } from '../../../server/shared-calls.ts';
import { until } from '../../support/until.ts';

const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Work that ends when it is told to; its answer is its own number. */
class Works {
	readonly begun: { readonly end: (error?: Error) => void }[] = [];
	readonly work = (): Promise<number> => {
		const number = this.begun.length;
		return new Promise((resolve, reject) => {
			const end = (error?: Error) => (error === undefined ? resolve(number) : reject(error));
			this.begun.push({ end });
		});
	};
}

describe('Calls that share their answers', () => {
	it('begins the first at once, and one more for all who ask while it is under way', async () => {
		const [calls, works] = [new SharedCalls<number>(), new Works()];
		const answers = [1, 2, 3, 4].map(() => calls.call('a', works.work));
		assert.equal(works.begun.length, 1);
		works.begun[0]?.end();
		await settle();
		assert.equal(works.begun.length, 2);
		works.begun[1]?.end();
		assert.deepEqual(await Promise.all(answers), [0, 1, 1, 1]);
	});

	it('keeps questions apart, and begins anew once nothing is under way', async () => {
		const [calls, works] = [new SharedCalls<number>(), new Works()];
		const [a, b] = [calls.call('a', works.work), calls.call('b', works.work)];
		for (const { end } of works.begun) end();
		assert.deepEqual(await Promise.all([a, b]), [0, 1]);
		const again = calls.call('a', works.work);
		assert.equal(works.begun.length, 3);
		works.begun[2]?.end();
		assert.equal(await again, 2);
	});

	it('tells a failure to those who shared it, and to nobody else', async () => {
		const [calls, works] = [new SharedCalls<number>(), new Works()];
		const first = calls.call('a', works.work);
		const second = calls.call('a', works.work);
		works.begun[0]?.end(new Error('broken'));
		await assert.rejects(first, /broken/);
		await settle();
		works.begun[1]?.end();
		assert.equal(await second, 1);
	});

	it('does the work of the latest who asked', async () => {
		const calls = new SharedCalls<string>();
		const answers = ['first', 'second', 'third'].map((name) => calls.call('a', () => Promise.resolve(name)));
		assert.deepEqual(await Promise.all(answers), ['first', 'third', 'third']);
	});

	it('lets nobody wait for long for an answer that does not come', async () => {
		const [calls, works] = [new SharedCalls<number>({ patienceMs: 5 }), new Works()];
		void calls.call('a', works.work);
		const second = calls.call('a', works.work);
		await until(() => works.begun.length === 2, { what: 'the second begins beside the first' });
		works.begun[1]?.end();
		assert.equal(await second, 1);
		const third = calls.call('a', works.work);
		works.begun[0]?.end();
		works.begun[2]?.end();
		assert.equal(await third, 2);
	});

	it('lets a crowd wait for a beat, so that it costs few calls however it arrives', async () => {
		const calls = new SharedCalls<number>();
		let begun = 0;
		const answers: Promise<number>[] = [];
		const from = performance.now();
		while (performance.now() - from < 200) {
			answers.push(calls.call('a', () => sleep(1, begun++)));
			await settle();
		}
		await Promise.all(answers);
		assert.ok(answers.length > 500, `${answers.length} is a crowd`);
		assert.ok(begun < 30, `${begun} calls`);
	});

	it('never answers by what was begun before the question, and never has two under way', async () => {
		const step = fc.constantFrom('ask', 'end');
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
				const [calls, works] = [new SharedCalls<number>({ crowd: Number.POSITIVE_INFINITY }), new Works()];
				let ended = 0;
				const late: string[] = [];
				const asked: Promise<void>[] = [];
				const ask = () => {
					const before = works.begun.length;
					let begunAt = -1;
					const answer = calls.call('a', works.work, () => {
						begunAt = works.begun.length;
					});
					asked.push(
						answer.then((number) => {
							if (number < before || number !== begunAt) late.push(`${number}, asked at ${before}, told ${begunAt}`);
						}),
					);
				};
				const end = async () => {
					if (ended === works.begun.length) return;
					works.begun[ended]?.end();
					ended += 1;
					await settle();
				};
				for (const each of steps) {
					if (each === 'ask') ask();
					else await end();
					assert.ok(works.begun.length - ended <= 1, 'one at a time');
				}
				for (let left = 0; left < 3; left += 1) await end();
				await Promise.all(asked);
				assert.deepEqual(late, []);
			}),
		);
	});
});
