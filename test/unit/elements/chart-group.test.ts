import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type GroupMember, joinGroup } from '../../../widget/elements/sql-chart/chart-group.ts';

interface Heard extends GroupMember {
	readonly heard: unknown[];
}

function member(): Heard {
	const heard: unknown[] = [];
	return { heard, point: (x) => heard.push(['point', x]), zoom: (stretch) => heard.push(['zoom', stretch]) };
}

const stretch = { from: '2024-01-01', to: '2024-01-09' };

test('a group hears what one of it tells, but the one that tells, other groups, and who has left do not', () => {
	const [one, two, other, gone] = [member(), member(), member(), member()];
	const [mine, second, third, left] = [
		joinGroup('a', one),
		joinGroup('a', two),
		joinGroup('b', other),
		joinGroup('a', gone),
	];
	left.leave();
	left.leave();
	mine.point('2024-01-01');
	mine.zoom(stretch);
	mine.point(undefined);
	assert.deepEqual(two.heard, [
		['point', '2024-01-01'],
		['zoom', stretch],
		['point', undefined],
	]);
	assert.deepEqual([one.heard, other.heard, gone.heard], [[], [], []]);
	for (const each of [mine, second, third]) each.leave();
});

test('who joins a zoomed group is zoomed as well, and nobody is by a group that all have left', () => {
	const first = joinGroup('c', member());
	first.zoom(stretch);
	const late = member();
	const second = joinGroup('c', late);
	assert.deepEqual(late.heard, [['zoom', stretch]]);
	second.leave();
	const later = member();
	const third = joinGroup('c', later);
	first.point('2024-01-02');
	assert.deepEqual(later.heard, [
		['zoom', stretch],
		['point', '2024-01-02'],
	]);
	first.leave();
	third.leave();
	const next = member();
	joinGroup('c', next).leave();
	assert.deepEqual(next.heard, []);
});
