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
	assert.deepEqual(textsOf(svg), [
		...['name', 'name 0', 'name 1', 'name 2', 'name 3'],
		...['n', '0', '1,000', '2,000', '3,000'],
		...['note', '–', '–', '–', '–'],
	]);
	assert.deepEqual(built.notes, ['first 4 of 30 rows shown']);
	const wide = tableOf(Array.from({ length: 40 }, (_, at) => `column_${at}:number`).join(' '), [
		Array<number>(40).fill(1),
	]);
	assert.match(pictureOf('table', wide, { width: 400 }).built.notes.join(), /^first \d+ of 40 columns shown$/);
});
