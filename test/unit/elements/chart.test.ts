import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLasting } from '../../../widget/elements/shared/lasting.ts';
import {
	type ChartEvent,
	type ChartState,
	NOTHING,
	nextState,
} from '../../../widget/elements/sql-chart/chart-state.ts';
import { type ViewContext, viewOf } from '../../../widget/elements/sql-chart/chart-view.ts';
import { runWords } from '../../../widget/elements/sql-editor/run-words.ts';
import { ChartwireError } from '../../../widget/errors.ts';
import { load } from '../../../widget/load.ts';
import type { Snapshot } from '../../../widget/protocol.ts';

const ONE = { columns: [{ name: 'n', type: 'number' }], data: [[1]], rows: 1, truncated: false } as const;

const after = (...events: readonly ChartEvent[]): ChartState => events.reduce(nextState, NOTHING);

function answered(refreshMs?: number): ChartEvent {
	const result = { ...ONE, asOf: 1_000_000, hash: 'h', ...(refreshMs ? { refreshMs } : {}) };
	const view = { result: { kind: 'result', run: 'r', result } } as const;
	return { type: 'update', update: { type: 'reset', channel: 'c', epoch: 'e', seq: 1, at: 1_000_000, view } };
}

function context(ageMs: number, now = 0): ViewContext {
	const connection = { status: 'online', transport: 'websocket' } as const;
	return { connection, serverNow: 1_000_000 + ageMs, now, final: false, locale: 'en' };
}

test('I11: a frame whose refreshes do not come is stale, though nobody says so', () => {
	const isStale = (refreshMs: number | undefined, ageMs: number) =>
		viewOf(after(answered(refreshMs)), context(ageMs)).stale;
	assert.equal(isStale(1000, 9_999), false, 'a short pause');
	assert.equal(isStale(1000, 10_001), true, 'ten seconds');
	assert.equal(isStale(60_000, 179_000), false, 'less than three refreshes');
	assert.equal(isStale(60_000, 180_001), true, 'three refreshes');
	assert.equal(isStale(undefined, 1e9), false, 'what is not refreshed does not age');
});

test('I10, I11: an answer that is too old to be shown is waited for with a reason, and a frame that is on the screen stays, marked', () => {
	const reason = 'The last answer is too old to be shown.';
	const freshness = { kind: 'freshness', stale: true, expired: true, reason } as const;
	const withdrawn = (run?: Snapshot['run']): ChartEvent => {
		const view = { freshness, ...(run ? { run } : {}) };
		return { type: 'update', update: { type: 'reset', channel: 'c', epoch: 'e', seq: 2, at: 1_000_000, view } };
	};
	const newcomer = viewOf(after(withdrawn()), context(0));
	assert.deepEqual([newcomer.phase, newcomer.title, newcomer.hint], ['waiting', 'Waiting', reason]);
	const running = viewOf(after(withdrawn({ kind: 'running', run: 'r2', startedAt: 1_000_000 })), context(0));
	assert.deepEqual([running.phase, running.hint], ['running', reason]);
	const state = after(answered(), withdrawn());
	const seen = viewOf(state, context(0));
	assert.deepEqual([state.frame?.hash, seen.phase, seen.stale, seen.detail], ['h', 'ready', true, reason]);
	assert.equal(viewOf(nextState(state, answered()), context(0)).stale, false, 'the next answer is fresh');
});

test('a frame is not stale by a new token that is answered soon', () => {
	const state = after(answered(), { type: 'retoken', at: 5000 });
	assert.equal(viewOf(state, context(0, 6900)).stale, false);
	assert.equal(viewOf(state, context(0, 7100)).stale, true);
	assert.equal(viewOf(nextState(state, answered()), context(0, 99_000)).stale, false, 'answered');
});

test('I9: a frame of another channel than the new token’s goes', () => {
	const state = after(answered(), { type: 'retoken', at: 0 });
	const update = { type: 'reset', channel: 'other', epoch: 'e', seq: 1, at: 0, view: {} } as const;
	assert.equal(nextState(state, { type: 'update', update }).frame, undefined);
});

test('a server that is busy or slow is asked again, one that refuses is not', () => {
	const lasting = (status: number) => isLasting(new ChartwireError('x', 'x', { status }));
	assert.deepEqual([404, 410, 403, 408, 429, 503, 0].map(lasting), [true, true, true, false, false, false, false]);
	assert.equal(isLasting(new Error('cut')), false);
});

test('a failed run is spoken of with its place and its message', () => {
	const failure = { code: 'x', message: 'no such column', position: { line: 2, column: 3, offset: 9 } };
	assert.equal(runWords({ status: 'failed', failure }, 0, 'en').spoken, 'Failed at line 2, column 3: no such column');
});

test('I10: a part of the script that fails to load is tried again, ever more slowly', async ({ mock }) => {
	mock.timers.enable({ apis: ['setTimeout'] });
	const settle = () => new Promise((resolve) => setImmediate(resolve));
	let tries = 0;
	const told: unknown[] = [];
	const part = () => {
		tries += 1;
		return tries < 4 ? Promise.reject(new Error(`try ${tries}`)) : Promise.resolve('the part');
	};
	const found = load(part, (cause) => told.push(cause));
	for (const [ms, expected] of [
		[999, 1],
		[1, 2],
		[1999, 2],
		[1, 3],
		[4000, 4],
	] as const) {
		await settle();
		mock.timers.tick(ms);
		await settle();
		assert.equal(tries, expected, `tries after ${ms} ms more`);
	}
	assert.equal(await found, 'the part');
	assert.equal(told.length, 3);
});
