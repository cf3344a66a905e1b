import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rotateMsOf, shiftAt, type Turn, turnAt } from '../../../../widget/elements/sql-dashboard/rotation.ts';
import { clockWords } from '../../../../widget/elements/sql-dashboard/wall-parts.ts';

const tabs = ['a', 'b', 'c'];
const at = (turn: Turn | undefined, now: number, changed: { tabs?: readonly string[]; wanted?: string } = {}): Turn =>
	turnAt(turn, { tabs, wanted: turn?.tab ?? '', rotateMs: 20_000, now, ...changed });

test('each tab has its time, one after the other, and then the first again', () => {
	let turn = at(undefined, 0);
	const shown: string[] = [];
	for (let now = 0; now <= 60_000; now += 1000) {
		turn = at(turn, now);
		shown.push(turn.tab);
	}
	assert.deepEqual([shown[0], shown[19], shown[20], shown[39], shown[40], shown[60]], ['a', 'a', 'b', 'b', 'c', 'a']);
});

test('it begins with the tab that the page wants, and a tab that is chosen meanwhile has its whole time', () => {
	const first = at(undefined, 0, { wanted: 'c' });
	assert.deepEqual(first, { tab: 'c', since: 0 });
	const chosen = at(first, 19_000, { wanted: 'b' });
	assert.deepEqual(chosen, { tab: 'b', since: 19_000 });
	assert.equal(at(chosen, 38_999), chosen);
	assert.equal(at(chosen, 39_000).tab, 'c');
});

test('after a sleep it goes on with the next tab, and a clock that is set back begins the turn anew', () => {
	assert.deepEqual(at({ tab: 'a', since: 0 }, 8_000_000), { tab: 'b', since: 8_000_000 });
	assert.deepEqual(at({ tab: 'b', since: 50_000 }, 10_000), { tab: 'b', since: 10_000 });
});

test('in place of a tab that is gone comes the one that is wanted, or the first; one alone stays', () => {
	assert.deepEqual(at({ tab: 'gone', since: 0 }, 5000), { tab: 'a', since: 5000 });
	const alone = { tab: 'a', since: 0 };
	assert.equal(at(alone, 900_000, { tabs: ['a'] }), alone);
	assert.equal(at(undefined, 0, { tabs: [] }).tab, '');
});

test('nobody can make tabs change faster than they can be read', () => {
	assert.deepEqual([undefined, 1, 5000, 60_000, Number.NaN].map(rotateMsOf), [20_000, 5000, 5000, 60_000, 20_000]);
});

test('the picture is moved every three minutes by one step, visits nine places and begins again', () => {
	const places = Array.from({ length: 10 }, (_, step) => shiftAt(step * 180_000));
	assert.equal(new Set(places.slice(0, 9).map(String)).size, 9);
	assert.deepEqual(places[9], places[0]);
	assert.deepEqual(shiftAt(179_999), shiftAt(0));
	places.slice(1).forEach(([x, y], step) => {
		const [beforeX, beforeY] = places[step] ?? [0, 0];
		assert.ok(Math.abs(x - beforeX) <= 1 && Math.abs(y - beforeY) <= 1, String(step));
	});
});

test('the clock tells the time of its zone, across a change to summer time, and names a zone that is elsewhere', () => {
	// 29 March 2026: Lisbon goes from 0:59:59 UTC to 2:00:00.
	const change = Date.UTC(2026, 2, 29, 1);
	const lisbon = (now: number) => clockWords(now, 'Europe/Lisbon', 'en-GB').time;
	assert.deepEqual([lisbon(change - 1000), lisbon(change)], ['00:59:59', '02:00:00']);
	assert.match(clockWords(change, 'Asia/Tokyo', 'en-GB').day, /^Sunday.* 29 March.*GMT\+9$/);
});

test('a zone that the browser does not know leaves the clock with the viewer’s own', () => {
	assert.deepEqual(clockWords(0, 'Mars/Olympus', 'en-GB'), clockWords(0, undefined, 'en-GB'));
});
