import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookOf } from '../../../server/charts/look.ts';

test('whoever watches a chart is told its title where its specification has none', () => {
	const spec = { version: 1, type: 'line' } as const;
	assert.deepEqual(lookOf({ title: 'Sales', spec, specRevision: 2 }), {
		spec: { version: 1, type: 'line', chartTitle: 'Sales' },
		revision: 2,
	});
	assert.deepEqual(lookOf({ title: 'Sales', spec: null, specRevision: 0 }), {
		spec: { version: 1, chartTitle: 'Sales' },
		revision: 0,
	});
	const own = { ...spec, title: 'Sales by day' };
	assert.deepEqual(lookOf({ title: 'Sales', spec: own, specRevision: 2 }), { spec: own, revision: 2 });
});

test('of a chart without title and specification there is nothing to tell, but that it has none any more', () => {
	assert.equal(lookOf({ title: '', spec: null, specRevision: 0 }), undefined);
	assert.deepEqual(lookOf({ title: '', spec: null, specRevision: 3 }), { spec: null, revision: 3 });
});
