import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lateMessage } from '../../../server/versions/conflict.ts';

test('whoever was late is told to restore only what has versions', () => {
	const chart = { noun: 'chart', name: 'sales', keeps: 'version' } as const;
	const schedule = { noun: 'schedule', name: 'daily', keeps: 'revision' } as const;
	assert.match(lateMessage(chart, undefined), /"sales" has been deleted meanwhile; .*, or restore it\.$/);
	assert.match(lateMessage(schedule, undefined), /"daily" has been deleted meanwhile; save it as a new one\.$/);
	assert.match(lateMessage(schedule, { revision: 4 }), /as revision 4; compare both/);
});
