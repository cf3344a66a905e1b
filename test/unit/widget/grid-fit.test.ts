import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitOf, WHOLE, wholeHeight } from '../../../widget/drawing/grid-fit.ts';

test('a table that has room keeps the size of its letters', () => {
	assert.deepEqual(fitOf(400, 400), WHOLE);
	assert.deepEqual(fitOf(400, 0), WHOLE, 'what is not shown has no width');
});

test('a table that is a little too wide has smaller letters, and then fits', () => {
	const { scale, folds } = fitOf(500, 400);
	assert.ok(scale < 1 && scale * 500 <= 400, `${scale}`);
	assert.equal(folds, false);
});

test('letters do not become smaller than can be read from afar: from there on cells fold', () => {
	assert.deepEqual(fitOf(1000, 500), { scale: 0.8, folds: true });
});

test('a row that would be cut is not there', () => {
	const rows = [20, 40, 60].map((offsetTop) => ({ offsetTop, offsetHeight: 20 }) as HTMLElement);
	assert.equal(wholeHeight(rows, 0, 80), undefined);
	assert.equal(wholeHeight(rows, 0, 79), 60);
	assert.equal(wholeHeight(rows, 10, 80), 70, 'above what stays at the foot');
	assert.equal(wholeHeight(rows, 0, 30), undefined, 'a part of the only one is better than nothing');
});
