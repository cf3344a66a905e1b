/** What an inbox tells, put together again: pages of an earlier build see runs alone, those of this one see all that they know. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noticesOf, unreadOf } from '../../../widget/notices.ts';
import type { AlertNotice, NoticeEvent, RunNotice } from '../../../widget/protocol.ts';

const run: RunNotice = { run: 'r1', state: 'succeeded', source: 'main', at: 2, read: false };
const alert: AlertNotice = {
	kind: 'alert',
	id: 'a1',
	alert: 'errors',
	title: 'Errors',
	chart: 'errors',
	state: 'firing',
	reason: 'The value is 11, above 10.',
	at: 3,
	read: false,
};

test('an inbox is one list, the latest first, without the kinds that only a newer server knows', () => {
	const unheardOf = { ...alert, kind: 'tomorrow', id: 'x', at: 9 } as unknown as AlertNotice;
	const older: AlertNotice = { ...alert, id: 'a0', at: 1 };
	const event: NoticeEvent = {
		kind: 'notice',
		unread: 1,
		notices: [run],
		unreadOthers: 3,
		others: [unheardOf, alert, older],
	};
	assert.deepEqual(noticesOf(event), [alert, run, older]);
	assert.equal(unreadOf(event), 4);
});

test('an inbox of an older server has runs alone, and so has what an older page reads', () => {
	const event: NoticeEvent = { kind: 'notice', unread: 1, notices: [run] };
	assert.deepEqual([noticesOf(event), unreadOf(event)], [[run], 1]);
});
