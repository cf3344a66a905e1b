import assert from 'node:assert/strict';
import { test } from 'node:test';
import { walked } from '../../../widget/drawing/mark-walk.ts';
import type { Mark } from '../../../widget/families/family.ts';

const mark = (step: number, lane = 0): Mark => ({
	at: { seriesIndex: lane, dataIndex: step },
	step,
	lane,
	point: { series: `s${lane}`, x: step, value: step },
	tip: () => ({ title: '', rows: [] }),
});

/** The steps that the keys lead to, one after the other. */
function steps(marks: readonly Mark[], keys: readonly string[]): (number | undefined)[] {
	let at: Mark | undefined;
	return keys.map((key) => {
		at = walked({ marks, walk: 'right' }, at, key);
		return at?.step;
	});
}

test('a page of marks is a tenth of the steps, one at least, and ends at the ends', () => {
	const forty = Array.from({ length: 40 }, (_, step) => mark(step));
	const keys = ['Home', 'PageDown', 'PageDown', 'PageUp', 'End', 'PageDown', 'PageUp', 'Home', 'PageUp'];
	assert.deepEqual(steps(forty, keys), [0, 4, 8, 4, 39, 39, 35, 0, 0]);
	const three = forty.slice(0, 3);
	assert.deepEqual(steps(three, ['Home', 'PageDown', 'PageDown', 'PageDown']), [0, 1, 2, 2]);
});

test('a page that would end where no mark is ends at the nearest one, goes on all the same, and keeps its lane', () => {
	const sparse = [0, 1, 2, 9, 19].flatMap((step) => [mark(step, 0), mark(step, 1)]);
	const start = sparse.find(({ step, lane }) => step === 9 && lane === 1);
	const next = walked({ marks: sparse, walk: 'right' }, start, 'PageUp');
	assert.deepEqual([next?.step, next?.lane], [2, 1]);
	assert.equal(walked({ marks: sparse, walk: 'down' }, sparse[0], 'PageDown')?.step, 2);
	assert.equal(walked({ marks: [], walk: 'right' }, undefined, 'PageDown'), undefined);
});
