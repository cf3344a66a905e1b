/** What the page about access makes of numbers and links. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { historyOf, limitsOf, sparkOf } from '../../../workshop/pages/access/access.ts';

const HOUR = 3_600_000;

test('a history is a line with a point for each hour, the highest at the top, and hours without anybody at the foot', () => {
	const now = 100 * 24 * HOUR;
	const points = sparkOf(
		[
			{ at: now - HOUR, opens: 1, most: 4 },
			{ at: now, opens: 0, most: 2 },
		],
		now,
		1,
	).split(' ');
	assert.equal(points.length, 24);
	assert.deepEqual([points[0], points[22], points[23]], ['0.0,19.0', '95.7,1.0', '100.0,10.0']);
	assert.ok(!sparkOf([], now, 7).includes('NaN'));
});

test('a history is told in words as well', () => {
	assert.equal(historyOf([], 7), 'Nobody has opened it in 7 days.');
	assert.match(historyOf([{ at: 0, opens: 1, most: 3 }], 7), /once in 7 days, watched by 3/);
});

test('of a link it is said first whose rows it shows', () => {
	const share = {
		id: '',
		title: '',
		expiresAt: null,
		createdByName: '',
		lacking: [],
		hasPassword: false,
		exports: true,
	};
	assert.equal(
		limitsOf({ ...share, claims: { tenant: 'acme' } }),
		'rows of tenant acme, whoever has the link, rows may be taken away',
	);
	assert.equal(limitsOf({ ...share, claims: {}, hasPassword: true, exports: false }), 'with a password');
});
