import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChartSpec, ChartType } from '../../../../widget/chart-spec.ts';
import { FAMILIES } from '../../../../widget/families/families.ts';
import type { SeenAxis } from '../../../../widget/families/family.ts';
import { type Look, pictureOf, type Rect, tableOf } from './drawn.ts';

const dayOf = (index: number): string => new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10);

/** Prices and names that every family with an axis can draw. */
const TABLE = tableOf(
	'day:date n:number open:number high:number low:number close:number',
	Array.from({ length: 12 }, (_, at) => [dayOf(at), 10 + at, 20 + at, 24 + at, 16 + at, 21 + at]),
);

const own = (type: ChartType): Omit<ChartSpec, 'version'> => ({
	x: type === 'histogram' ? 'n' : 'day',
	y: ['n'],
	...(type === 'histogram' ? { histogram: { bins: 11 } } : {}),
});

const ALONG = ['bar', 'waterfall', 'box', 'heatmap', 'candlestick', 'scatter', 'histogram'] as const;

/** Where an axis says that a position is, in CSS pixels of the picture. */
function placeOf({ plot, isDown, from, to }: SeenAxis, position: number): number {
	const [start, length] = isDown ? [plot.top, plot.height] : [plot.left, plot.width];
	return start + ((position - from) / (to - from)) * length;
}

const middleOf = (rect: Rect, isDown: boolean): number => (isDown ? rect.y + rect.height / 2 : rect.x + rect.width / 2);

function axisOf(type: ChartType, look: Look) {
	const picture = pictureOf(type, TABLE, { spec: own(type), target: 'page', ...look });
	const { axis } = picture.built;
	assert.ok(axis, 'an axis');
	return { ...picture, axis };
}

for (const type of ALONG) {
	test(`a ${type} chart draws its marks where its axis says that they are, all of them and zoomed`, () => {
		for (const ends of [undefined, { first: 3, last: 6 }]) {
			const { built, rects, axis } = axisOf(type, { view: () => ends });
			built.marks.forEach((mark, at) => {
				const rect = rects[at];
				assert.ok(rect, `mark ${at} is drawn`);
				const off = middleOf(rect, axis.isDown) - placeOf(axis, axis.at(mark));
				// Half a pixel, where edges are put on pixels, and half the gap between bins.
				assert.ok(Math.abs(off) <= 1.1, `mark ${at} is ${off} pixels beside its place`);
			});
		}
	});

	test(`a ${type} chart that is zoomed has the marks from one end to the other, and the words and legend of all`, () => {
		const whole = axisOf(type, {});
		const { built, axis } = axisOf(type, { view: () => ({ first: 3, last: 6 }) });
		assert.equal(built.marks.length, type === 'histogram' ? 3 : 4);
		const [low = 0, high = 0] = [axis.along.x[3], axis.along.x[6]];
		for (const mark of built.marks) assert.ok(axis.at(mark) >= low && axis.at(mark) <= high, 'a mark beyond the ends');
		const isSeen = whole.built.marks.filter((mark) => whole.axis.at(mark) >= low && whole.axis.at(mark) <= high);
		assert.deepEqual(
			built.marks.map(({ point }) => point),
			isSeen.map(({ point }) => point),
			'they are the same marks',
		);
		const { summary, notes, legend, key } = whole.built;
		assert.deepEqual([built.summary, built.notes, built.legend, built.key], [summary, notes, legend, key]);
	});

	test(`a ${type} chart of next to nothing can be zoomed`, () => {
		for (const rows of [[], [[dayOf(0), null, null, null, null, null]], [[dayOf(0), 1, 1, 1, 1, 1]]]) {
			const table = tableOf('day:date n:number open:number high:number low:number close:number', rows);
			for (const ends of [undefined, { first: 0, last: 0 }, { first: 0, last: 1 }]) {
				const { svg, built } = pictureOf(type, table, { spec: own(type), target: 'page', view: () => ends });
				assert.doesNotMatch(svg, /NaN|Infinity|undefined/);
				assert.ok(built.axis && built.axis.to > built.axis.from, 'an axis with a length');
			}
		}
	});
}

test('families without an axis are not asked for any', () => {
	for (const type of Object.keys(FAMILIES) as ChartType[]) {
		if ((ALONG as readonly string[]).includes(type)) continue;
		const { built } = pictureOf(type, TABLE, {
			view: () => assert.fail(`a ${type} chart has no axis`),
		});
		assert.equal(built.axis, undefined, type);
	}
});
