import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxesOf, pictureOf, type Rect, tableOf, theme } from './drawn.ts';

const STEPS = tableOf('step amount:number', [
	['sold', 60],
	['given', 20],
	['unknown', null],
	['paid', -50],
]);

const [up = '', orange = ''] = theme.series;
const down = `rgb(${[1, 3, 5].map((at) => Number.parseInt(orange.slice(at, at + 2), 16)).join(',')})`;

const near = (actual: number | undefined, expected: number, what: string): void =>
	assert.ok(actual !== undefined && Math.abs(actual - expected) <= 2, `${what}: ${actual}, expected ${expected}`);

/** The boxes in the order of the steps, without the legend's. */
function barsOf(svg: string): readonly Rect[] {
	const boxes = [up, orange, down, theme.muted].flatMap((fill) => boxesOf(svg, fill));
	return boxes.filter(({ width }) => width > 20).sort((a, b) => a.x - b.x);
}

test('each step begins where the one before it ends, and the total stands on zero', () => {
	const { svg } = pictureOf('waterfall', STEPS, { spec: { waterfall: { total: 'Left' } } });
	const [sold, given, paid, left] = barsOf(svg);
	assert.ok(sold && given && paid && left, 'four bars, and none for a null');
	const unit = sold.height / 60;
	near(given.y + given.height, sold.y, 'given begins where sold ends');
	near(given.height, unit * 20, 'given');
	near(paid.y, given.y, 'paid begins where given ends');
	near(paid.height, unit * 50, 'paid');
	near(left.y, paid.y + paid.height, 'what is left');
	near(left.height, unit * 30, 'the sum');
	near(left.y + left.height, sold.y + sold.height, 'zero');
});

test('what is taken away is an outline, and the legend says so', () => {
	const { built, svg } = pictureOf('waterfall', STEPS);
	assert.deepEqual(
		built.legend.entries.map(({ name, mark }) => [name, mark]),
		[
			['more', 'filled'],
			['less', 'hollow'],
		],
	);
	const outlines = [...svg.matchAll(/<path d="[^"]*"[^>]*fill-opacity="0.22"[^>]*stroke="#d9730d"/g)];
	assert.equal(outlines.length, 1, 'one outline');
});

test('a step tells its sign and the sum so far', () => {
	const { built, svg } = pictureOf('waterfall', STEPS, { spec: { waterfall: { total: 'Left' }, labels: true } });
	assert.deepEqual(
		built.marks.map((mark) => [
			mark.step,
			mark.point.row,
			...mark.tip().rows.map(({ name, value }) => `${name} ${value}`),
		]),
		[
			[0, 0, 'amount +60', 'sum so far 60'],
			[1, 1, 'amount +20', 'sum so far 80'],
			[3, 3, 'amount -50', 'sum so far 30'],
			[4, undefined, 'sum 30'],
		],
	);
	assert.ok(
		['+60', '+20', '-50', '30'].every((label) => svg.includes(`>${label}<`)),
		'the labels',
	);
	assert.deepEqual(built.notes, ['without a value: unknown']);
	assert.match(built.summary, /paid -50\. The sum is 30\./);
});
