import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pictureOf, type Rect, tableOf } from './drawn.ts';

const middle = (rect: Rect | undefined): readonly [number, number] => {
	assert.ok(rect, 'nothing is drawn');
	return [rect.x + rect.width / 2, rect.y + rect.height / 2];
};

/** Checks that pixels follow numbers along a line: a plot is linear. */
function linear(pairs: readonly (readonly [number, number])[], what: string): void {
	const [[a, pa], [b, pb]] = [pairs[0] ?? [0, 0], pairs.at(-1) ?? [0, 0]];
	for (const [value, pixel] of pairs) {
		const expected = pa + ((value - a) / (b - a)) * (pb - pa);
		assert.ok(Math.abs(pixel - expected) < 1.5, `${what} of ${value}: ${pixel}, expected ${expected}`);
	}
}

const CARS = tableOf('name origin weight:number mpg:number power:number', [
	['a', 'US', 3500, 18, 130],
	['b', 'EU', 2100, 31, 70],
	['c', 'US', 4400, 12, 220],
	['d', 'JP', 2300, null, 90],
	['e', 'JP', 1900, 36, null],
]);

test('each point stands where its two numbers are, and a row that lacks one has none', () => {
	const { built, rects } = pictureOf('scatter', CARS, { spec: { x: 'weight', y: ['mpg'] } });
	assert.deepEqual(
		built.marks.map(({ point }) => [point.row, point.x, point.value]),
		[
			[4, 1900, 36],
			[1, 2100, 31],
			[0, 3500, 18],
			[2, 4400, 12],
		],
	);
	const places = rects.map(middle);
	linear(
		built.marks.map(({ point }, at) => [Number(point.x), places[at]?.[0] ?? 0]),
		'x',
	);
	linear(
		built.marks.map(({ point }, at) => [Number(point.value), places[at]?.[1] ?? 0]),
		'y',
	);
	assert.ok((places[0]?.[1] ?? 0) < (places[3]?.[1] ?? 0), 'the larger is higher');
	assert.deepEqual(
		built.legend.entries.map(({ key }) => key),
		['US', 'EU', 'JP'],
	);
	assert.match(built.marks[0]?.tip().title ?? '', /e · JP/);
});

test('the area of a point follows its size, and its colour the scale', () => {
	const spec = { x: 'weight', y: ['mpg'], scatter: { size: 'power', color: 'power' } };
	const { built, rects } = pictureOf('scatter', CARS, { spec });
	const areaOf = (row: number): number => {
		const at = built.marks.findIndex(({ point }) => point.row === row);
		return ((rects[at]?.width ?? 0) / 2) ** 2;
	};
	assert.ok(Math.abs(areaOf(2) / areaOf(0) - 220 / 130) < 0.15, `${areaOf(2)} beside ${areaOf(0)}`);
	assert.ok(Math.abs(areaOf(2) / areaOf(1) - 220 / 70) < 0.3, `${areaOf(2)} beside ${areaOf(1)}`);
	assert.equal(built.legend.ramp?.texts[0], '70');
	assert.equal(built.legend.ramp?.texts.at(-1), '220');
});

test('the line by least squares goes through the points of a line, and says what it explains', () => {
	const rows = [0, 1, 2, 3, 4].map((x) => [x, 2 * x + 1]);
	const { built, svg, rects } = pictureOf('scatter', tableOf('x:number y:number', rows), {
		spec: { scatter: { regression: 'linear' } },
	});
	assert.match(built.summary, /rises, R² = 1\./);
	assert.ok(svg.includes('>R² = 1<'), 'its label');
	const [first, last] = [middle(rects[0]), middle(rects.at(-1))];
	const found = [...svg.matchAll(/<path d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)"[^>]*stroke="#16191d"/g)];
	assert.equal(found.length, 1, 'one line');
	const ends = found[0]?.slice(1).map(Number) ?? [];
	[...first, ...last].forEach((expected, at) => {
		assert.ok(Math.abs((ends[at] ?? 0) - expected) < 1.5, `${ends} of ${[...first, ...last]}`);
	});
	const log = pictureOf('scatter', tableOf('x:number y:number', rows), {
		spec: { scatter: { regression: 'linear' }, yAxis: { scale: 'log' } },
	});
	assert.deepEqual(log.built.notes, ['no line by least squares on a logarithmic axis']);
});

test('a hundred thousand points can be drawn', () => {
	const rows = Array.from({ length: 100_000 }, (_, at) => [at % 997, (at * 31) % 1009]);
	const begun = performance.now();
	const { built } = pictureOf('scatter', tableOf('x:number y:number', rows));
	assert.equal(built.marks.length, 100_000);
	assert.ok(performance.now() - begun < 20_000);
});
