import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { flowOf } from '../../../../widget/families/flow.ts';
import type { Cell } from '../../../../widget/protocol.ts';
import { type Picture, pictureOf, tableOf, theme } from './drawn.ts';

const COLUMNS = 'origin target n:number';

const PENGUINS = tableOf(COLUMNS, [
	['Biscoe', 'Adelie', 40],
	['Biscoe', 'Gentoo', 60],
	['Dream', 'Adelie', 50],
	['Adelie', 'male', 90],
]);

const heightOf = ({ built, rects }: Picture, title: string): number =>
	rects[built.marks.findIndex((mark) => mark.tip().title === title)]?.height ?? 0;

test('nodes are as tall as what goes through them, in columns from left to right', () => {
	const picture = pictureOf('sankey', PENGUINS);
	const { built, rects } = picture;
	assert.ok(Math.abs(heightOf(picture, 'Biscoe') / heightOf(picture, 'Dream') - 2) < 0.02, 'Biscoe is twice Dream');
	assert.ok(Math.abs(heightOf(picture, 'Adelie') / heightOf(picture, 'Gentoo') - 1.5) < 0.02, 'Adelie and Gentoo');
	const leftOf = (title: string) => rects[built.marks.findIndex((mark) => mark.tip().title === title)]?.x ?? 0;
	assert.ok(leftOf('Biscoe') < leftOf('Adelie') && leftOf('Adelie') < leftOf('male'), 'the columns');
	for (const name of ['Biscoe', 'Dream', 'Adelie', 'Gentoo', 'male'])
		assert.ok(picture.svg.includes(`>${name}<`), name);
});

test('the walk leads from a column of nodes to the links that leave it, and on', () => {
	const { built } = pictureOf('sankey', PENGUINS);
	const told = built.marks.map(({ step, lane, tip }) => [step, lane, tip().title]);
	assert.deepEqual(told, [
		[0, 0, 'Biscoe'],
		[0, 1, 'Dream'],
		[1, 0, 'Biscoe → Adelie'],
		[1, 1, 'Biscoe → Gentoo'],
		[1, 2, 'Dream → Adelie'],
		[2, 0, 'Adelie'],
		[2, 1, 'Gentoo'],
		[3, 0, 'Adelie → male'],
		[4, 0, 'male'],
	]);
	const words = (title: string) =>
		built.marks
			.find(({ tip }) => tip().title === title)
			?.tip()
			.rows.map(({ name, value }) => `${name} ${value}`);
	assert.deepEqual(words('Biscoe → Adelie'), ['n 40', 'of Biscoe 40%', 'of Adelie 44%']);
	assert.deepEqual(words('Adelie'), ['in 90', 'out 90']);
	assert.equal(built.marks[2]?.point.row, 0);
});

test('rows of one pair are summed, and rows without a value are counted', () => {
	const { built } = pictureOf(
		'sankey',
		tableOf(COLUMNS, [
			['a', 'b', 1],
			['a', 'b', 2],
			['a', 'c', null],
			['b', 'c', -1],
		]),
	);
	assert.deepEqual(
		built.marks.map(({ point }) => [point.row, point.value]),
		[
			[undefined, 3],
			[undefined, 3],
			[undefined, 3],
		],
	);
	assert.deepEqual(built.notes, ['2 rows without a value above 0']);
});

test('what leads back is left out, the smallest first, and named', () => {
	const { built } = pictureOf(
		'sankey',
		tableOf(COLUMNS, [
			['a', 'b', 5],
			['b', 'c', 4],
			['c', 'a', 1],
			['b', 'b', 9],
		]),
	);
	assert.equal(built.marks.length, 5, 'three nodes and two links');
	assert.deepEqual(built.notes, ['left out, for they lead back: c → a', 'left out, for they lead to themselves: b']);
});

/** Kahn's algorithm: whether all nodes can be put in an order in which every link leads on. */
function hasOrder(links: readonly { readonly from: string; readonly to: string }[]): boolean {
	let open = [...links];
	for (;;) {
		const targets = new Set(open.map(({ to }) => to));
		const rest = open.filter(({ from }) => targets.has(from));
		if (rest.length === open.length) return open.length === 0;
		open = rest;
	}
}

test('whatever goes wherever, what is drawn has no cycle, and no more is left out than must be', () => {
	const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
	const rows = fc.array(fc.tuple(name, name, fc.integer({ min: 1, max: 50 })), { maxLength: 25 });
	fc.assert(
		fc.property(rows, (some) => {
			const table = tableOf(COLUMNS, some as Cell[][]);
			const { links } = flowOf({
				table,
				spec: undefined,
				type: 'sankey',
				theme,
				size: { width: 1, height: 1 },
				target: 'page',
			});
			assert.ok(hasOrder(links), JSON.stringify(links));
			const drawn = new Set(links.map(({ from, to }) => `${from} ${to}`));
			for (const [from, to] of some) {
				if (from !== to && !drawn.has(`${from} ${to}`)) assert.ok(!hasOrder([...links, { from, to }]), `${from} ${to}`);
			}
		}),
	);
});
