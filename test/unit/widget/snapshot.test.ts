import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { ResultEvent, RunEvent, Snapshot, StreamEvent } from '../../../widget/protocol.ts';
import { applyEvent, isKnown } from '../../../widget/snapshot.ts';

const running: RunEvent = { kind: 'running', run: 'r1', startedAt: 5 };
const result: ResultEvent = {
	kind: 'result',
	run: 'r1',
	result: { columns: [], data: [], rows: 0, truncated: false, asOf: 9, hash: 'h' },
};

const events: fc.Arbitrary<StreamEvent> = fc.oneof(
	fc.constantFrom<StreamEvent>(running, { kind: 'queued', run: 'r2', position: 1 }, { kind: 'canceled', run: 'r2' }),
	fc.constant(result),
	fc.boolean().map((stale): StreamEvent => ({ kind: 'freshness', stale })),
);

describe('the snapshot', () => {
	test('`running` never erases a result', () => {
		assert.deepEqual(applyEvent({ result }, running), { result, run: running });
	});

	test('a result ends the run that it came from, and whatever was said of the age of the one before', () => {
		assert.deepEqual(applyEvent({ run: running, freshness: { kind: 'freshness', stale: true } }, result), { result });
	});

	test('a result that has expired is gone, and why it is waited for stays', () => {
		const freshness: StreamEvent = { kind: 'freshness', stale: true, expired: true };
		assert.deepEqual(applyEvent({ result, run: running }, freshness), { run: running, freshness });
	});

	test('an unknown kind changes nothing, even one named like a method of every object', () => {
		for (const kind of ['patch', 'constructor', 'toString', '__proto__']) {
			const event = { kind, run: 'r1' } as unknown as StreamEvent;
			const view: Snapshot = { run: running };
			assert.equal(isKnown(event), false);
			assert.equal(applyEvent(view, event), view);
		}
	});

	test('each part is the last event of its own kinds, and a run is shown only while no result has followed it', () => {
		fc.assert(
			fc.property(fc.array(events), (all) => {
				const lastOf = (kinds: readonly string[]) => all.findLastIndex(({ kind }) => kinds.includes(kind));
				const [lastResult, lastFreshness] = [lastOf(['result']), lastOf(['freshness'])];
				const lastRun = lastOf(['queued', 'running', 'canceled']);
				assert.deepEqual(all.reduce(applyEvent, {}), {
					...(lastResult >= 0 ? { result: all[lastResult] } : {}),
					...(lastFreshness > lastResult ? { freshness: all[lastFreshness] } : {}),
					...(lastRun > lastResult ? { run: all[lastRun] } : {}),
				});
			}),
		);
	});
});
