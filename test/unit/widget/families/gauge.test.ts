import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxesOf, type Look, type Picture, pictureOf, type Rect, tableOf, theme } from './drawn.ts';

const at = (value: number | null, spec: Look['spec'] = {}): Picture =>
	pictureOf('gauge', tableOf('orders:number', [[value]]), { spec });

/** The part of the ring that is filled. */
function arcOf({ svg }: Picture, color = theme.series[0] ?? ''): Rect {
	const [arc] = boxesOf(svg, color);
	assert.ok(arc, 'no arc');
	return arc;
}

const near = (actual: number, expected: number, what: string): void =>
	assert.ok(Math.abs(actual - expected) < 1, `${what}: ${actual}, expected ${expected}`);

test('the ring is filled as far as the value lies between the ends', () => {
	const yAxis = { min: 0, max: 300 };
	const half = arcOf(at(150, { yAxis }));
	near(half.height, half.width, 'half of the way is a quarter of a circle');
	const quarter = arcOf(at(75, { yAxis }));
	near(quarter.height, half.height * Math.SQRT1_2, 'a quarter of the way ends at 45°');
	near(quarter.x, half.x, 'both begin at the left');
	near(arcOf(at(300, { yAxis })).width, half.width * 2, 'the whole way');
});

test('a value beyond an end is drawn at it, written as it is, and said', () => {
	const yAxis = { min: 0, max: 300 };
	const [over, full] = [at(420, { yAxis }), at(300, { yAxis })];
	near(arcOf(over).width, arcOf(full).width, 'the arc');
	assert.ok(over.svg.includes('>420<'), 'the figure');
	assert.deepEqual([over.built.notes, full.built.notes], [['beyond the end of the scale, 300'], []]);
	assert.deepEqual(at(-4, { yAxis }).built.notes, ['below the start of the scale, 0']);
});

test('without an author’s end the scale ends at a round number above the value, and says so', () => {
	const endOf = (value: number, spec: Look['spec'] = {}) =>
		/from (.*) to (.*?)\. /.exec(at(value, spec).built.summary)?.slice(1);
	assert.deepEqual(endOf(137), ['0', '150']);
	assert.deepEqual(endOf(100), ['0', '150']);
	assert.deepEqual(endOf(0.42, { formats: { orders: { style: 'percent' } } }), ['0%', '100%']);
	assert.deepEqual(endOf(10, { thresholds: [{ value: 700 }] }), ['0', '800']);
	assert.deepEqual(endOf(-7), ['-8', '0']);
	assert.deepEqual(at(137).built.notes, ['the end of the scale, 150, is a round number above']);
});

test('the zone of the value is named below it, and gives the ring its colour', () => {
	const bands = [
		{ to: 100, label: 'quiet', color: '#00aa00' },
		{ from: 100, to: 200, label: 'usual', color: '#aaaa00' },
		{ from: 200, label: 'busy', color: '#aa0000' },
	];
	const look = { yAxis: { min: 0, max: 300 }, bands };
	const named = (value: number): unknown[] => {
		const picture = at(value, look);
		const count = (label: string) => picture.svg.split(`>${label}<`).length - 1;
		return [count('quiet'), count('usual'), count('busy'), picture.built.marks[0]?.tip().rows[0]];
	};
	assert.deepEqual(named(99), [2, 1, 1, { name: 'quiet', value: '99' }]);
	assert.deepEqual(named(100), [1, 2, 1, { name: 'usual', value: '100' }]);
	assert.deepEqual(named(300), [1, 1, 2, { name: 'busy', value: '300' }]);
	assert.equal(boxesOf(at(150, look).svg, '#aaaa00').length, 2, 'the zone and the ring are in its colour');
});

test('a threshold is a mark across the ring, with its label', () => {
	const { svg } = at(10, { yAxis: { max: 100 }, thresholds: [{ value: 50, label: 'Plan', color: '#123456' }] });
	const [, path = ''] = /<path d="([^"]*)"[^>]*stroke="#123456"/.exec(svg) ?? [];
	const [x1, , x2] = [...path.matchAll(/[\d.]+/g)].map(Number);
	near(x1 ?? 0, 320, 'one end is in the middle');
	near(x2 ?? 0, 320, 'and so is the other');
	assert.ok(svg.includes('>Plan<'));
});

test('of several rows the last one is shown, and a null is no value', () => {
	const table = tableOf('day:date orders:number', [
		['2024-01-01', 5],
		['2024-01-02', 7],
	]);
	const { built } = pictureOf('gauge', table);
	assert.deepEqual([built.marks[0]?.point.row, built.marks[0]?.point.value], [1, 7]);
	assert.ok(built.notes.includes('last of 2 rows'), built.notes.join());
	assert.ok(at(null).svg.includes('>–<') && at(null).built.summary.includes('no value'), at(null).built.summary);
});
