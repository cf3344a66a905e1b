import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pictureOf, tableOf } from './drawn.ts';

/** The texts of a picture, from top to bottom and from left to right as they were written. */
const textsOf = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text = '']) => text);

test('a number is written large, with its change below', () => {
	const { svg, built } = pictureOf('number', tableOf('revenue:number plan:number', [[1_284_302, 1_200_000]]), {
		spec: { number: { comparison: 'plan', good: 'up' } },
		width: 320,
		height: 160,
	});
	assert.deepEqual(textsOf(svg), ['revenue', '1,284,302', '▲ 84,302', 'better than 1,200,000 (plan)']);
	const size = Number(/font-size:(\d+)[^>]*>1,284,302/.exec(svg)?.[1]);
	assert.ok(size > 40 && size <= 72, `${size} pixels`);
	assert.match(built.summary, /revenue: 1,284,302, up 84,302 better than 1,200,000/);
});

test('a number of many rows has a line of all of them below it', () => {
	const rows = [5, 9, 2, 7].map((value, at) => [`2024-01-0${at + 1}`, value]);
	const { svg } = pictureOf('number', tableOf('day:date n:number', rows), { width: 320, height: 200 });
	assert.ok(textsOf(svg).includes('7'), 'the last value');
	assert.match(svg, /<path d="M[\d. ]+L[\d. ]+L[\d. ]+L[\d. ]+"/);
});

test('a table writes as many rows and columns as there is room for, and says how many there are', () => {
	const rows = Array.from({ length: 30 }, (_, at) => [`name ${at}`, at * 1000, null]);
	const { svg, built } = pictureOf('table', tableOf('name n:number note', rows), { width: 400, height: 5 * 24 });
	assert.deepEqual(textsOf(svg).sort(), [
		...['0', '1,000', '2,000', '3,000', 'n', 'name', 'name 0', 'name 1', 'name 2', 'name 3'],
		...['note', 'null', 'null', 'null', 'null'],
	]);
	assert.deepEqual(built.notes, ['first 4 of 30 rows shown']);
	const wide = tableOf(Array.from({ length: 40 }, (_, at) => `column_${at}:number`).join(' '), [
		Array<number>(40).fill(1),
	]);
	assert.match(pictureOf('table', wide, { width: 400 }).built.notes.join(), /^first \d+ of 40 columns shown$/);
});

/** Where a text stands. */
function placeOf(svg: string, text: string): { x: number; y: number } {
	const [, attributes = ''] = new RegExp(`<text([^>]*)>${text}<`).exec(svg) ?? [];
	const number = (name: string) => Number(new RegExp(`${name}="([\\d.]+)"`).exec(attributes)?.[1] ?? 0);
	return { x: number(' x'), y: number(' y') };
}

test('a condition colours the cell that it is about, and no other', () => {
	const table = tableOf('name n:number', [
		['low', 1],
		['high', 90],
	]);
	const conditions = [{ column: 'n', above: 50, show: 'fill' as const, color: '#ff0000' }];
	const plain = pictureOf('table', table).svg;
	const { svg } = pictureOf('table', table, { spec: { table: { conditions } } });
	const rects = (text: string) => [...text.matchAll(/<path d="M([\d.]+) ([\d.]+)[^"]*" fill="#(?!fff)[\da-f]{6}"/g)];
	assert.equal(rects(svg).length, rects(plain).length + 1, 'one cell more');
	const top = Number(rects(svg)[0]?.[2]);
	const { y } = placeOf(svg, '90');
	assert.ok(top < y && y < top + 24, `the fill begins at ${top}, and 90 stands at ${y}`);
});

test('a pivot has a column for each value of one column, and its totals', () => {
	const table = tableOf('region kind n:number', [
		['north', 'a', 1],
		['north', 'b', 2],
		['south', 'a', 10],
		['north', 'a', 5],
	]);
	const { svg, built } = pictureOf('pivot', table, {
		spec: { pivot: { rows: ['region'], columns: ['kind'], totals: true } },
	});
	for (const text of ['region', 'north', 'south', 'a', 'b', '6', '2', '10', '8', '16', '18']) {
		assert.ok(textsOf(svg).includes(text), `${text} in ${textsOf(svg)}`);
	}
	assert.equal(placeOf(svg, '6').y, placeOf(svg, 'north').y, 'the sum of north and a is in the row of north');
	assert.match(built.summary, /^Pivot of n by region, kind/);
});
