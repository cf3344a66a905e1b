/** What the bell says of what has come, and which of it is new. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type {
	AlertNotice,
	Notice,
	NoticeEvent,
	RunNotice,
	ScheduleNotice,
	SharedNotice,
} from '../../../widget/protocol.ts';
import { newIn, placeOf, readingOf, titleWith, wordsOf } from '../../../workshop/app/inbox/notices.ts';
import { notifyStateOf } from '../../../workshop/app/inbox/notifications.ts';

const run = (id: string, at: number, more: Partial<RunNotice> = {}): RunNotice => ({
	run: id,
	state: 'succeeded',
	source: 'main',
	rows: 1,
	at,
	read: false,
	...more,
});
const alert: AlertNotice = {
	kind: 'alert',
	id: 'a1',
	alert: 'low',
	title: 'Stock is low',
	chart: 'stock',
	state: 'firing',
	reason: 'stock is 3, below 5',
	at: 5,
	read: false,
};
const shared: SharedNotice = {
	kind: 'shared',
	id: 's1',
	what: 'dashboard',
	name: 'board',
	title: 'The board',
	by: 'Ann',
	at: 6,
	read: false,
};
const notSent: ScheduleNotice = {
	kind: 'schedule',
	id: 'n1',
	schedule: 'morning',
	title: 'The morning',
	reason: 'Nothing was sent.',
	at: 7,
	read: false,
};
const inbox = (notices: readonly RunNotice[], others: readonly (AlertNotice | SharedNotice)[] = []): NoticeEvent => ({
	kind: 'notice',
	unread: notices.length,
	notices,
	unreadOthers: others.length,
	others,
});
const ids = (notices: readonly Notice[]) => notices.map((notice) => ('run' in notice ? notice.run : notice.id));

describe('a notice', () => {
	test('says what happened to what, and leads to where it is to be seen', () => {
		assert.deepEqual(wordsOf(run('r', 1, { chart: 'sales', rows: 1_503 })), {
			title: 'sales has finished',
			text: '1,503 rows',
			tone: 'good',
		});
		assert.deepEqual(wordsOf(run('r', 1, { state: 'failed', message: 'division by zero' })), {
			title: 'A query on main has failed',
			text: 'division by zero',
			tone: 'bad',
		});
		assert.equal(wordsOf(alert).title, 'Stock is low fires');
		assert.equal(wordsOf(shared).title, 'Ann has shared The board');
		assert.equal(wordsOf(notSent).title, 'The morning was not sent');
		assert.deepEqual(
			[run('r 1', 1), alert, shared, notSent].map((notice) => placeOf(notice, 'default')),
			[
				'/workshop/default/editor?run=r+1',
				'/workshop/default/alerts/low',
				'/workshop/default/dashboards/board',
				'/workshop/default/schedules/morning',
			],
		);
		assert.deepEqual([run('r', 1), alert].map(readingOf), [{ runs: ['r'] }, { notices: ['a1'] }]);
	});

	test('is new when it was not there before and is unread; at first none is, nor what comes in sight again', () => {
		const before = inbox([run('b', 4), run('a', 3)]);
		assert.deepEqual(newIn(before, undefined), []);
		assert.deepEqual(ids(newIn(inbox([run('c', 7), run('b', 4)], [alert]), before)), ['c', 'a1']);
		assert.deepEqual(newIn(inbox([run('c', 7, { read: true }), run('b', 4)]), before), []);
		assert.deepEqual(newIn(inbox([run('b', 4), run('a', 3), run('old', 1)]), before), []);
		assert.deepEqual(ids(newIn(inbox([run('first', 1)]), inbox([]))), ['first']);
	});
});

test('the title of the window begins with how many are unread', () => {
	assert.equal(titleWith('Charts', 0), 'Charts');
	assert.equal(titleWith('Charts', 3), '(3) Charts');
});

test('the browser notifies only whoever has asked for it and is let; each other case has a state of its own', () => {
	assert.equal(notifyStateOf({ permission: 'granted', isWanted: true }), 'on');
	assert.equal(notifyStateOf({ permission: 'granted', isWanted: false }), 'off');
	assert.equal(notifyStateOf({ permission: 'default', isWanted: true }), 'off');
	assert.equal(notifyStateOf({ permission: 'denied', isWanted: true }), 'denied');
	assert.equal(notifyStateOf({ permission: undefined, isWanted: true }), 'missing');
});
