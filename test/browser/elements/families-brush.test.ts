import { loadDrawing } from '../../../widget/drawing/drawing.ts';
import type { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import type { ResultEvent } from '../../../widget/protocol.ts';
import * as hands from './family-hands.ts';
import {
	bring,
	click,
	drag,
	draw,
	find,
	painted,
	point,
	press,
	resetOf,
	saidBy,
	stretchOf,
	told,
} from './family-hands.ts';
import { again, candles, cities, grid, points, rowsOf } from './family-rows.ts';
import { accessible, day, equal, ok, until } from './support.ts';

// Here ECharts is hundreds of files, which take a busy machine longer than a test may wait.
await Promise.all(
	(['bar', 'scatter', 'histogram', 'candlestick', 'heatmap', 'box', 'waterfall'] as const).map((type) =>
		loadDrawing({ type }, () => {}),
	),
);

afterEach(hands.clear);

const right = (x: number) => ({ x, y: 0.5 });
const down = (y: number) => ({ x: 0.5, y });

/** From where to where a mark reaches, in shares of the plot. */
function reachOf(chart: SqlChart): readonly [number, number] {
	const [mark, over] = [stretchOf(chart), find(chart, '.over')];
	ok(mark && over, 'a mark');
	const [inner, outer] = [mark.getBoundingClientRect(), over.getBoundingClientRect()];
	const isDown = mark.classList.contains('down');
	const share = (at: number): number => (isDown ? (at - outer.top) / outer.height : (at - outer.left) / outer.width);
	return isDown ? [share(inner.top), share(inner.bottom)] : [share(inner.left), share(inner.right)];
}

function near(actual: readonly number[], expected: readonly number[], what: string): void {
	const isNear = expected.every((each, at) => Math.abs(each - (actual[at] ?? Number.NaN)) < 0.01);
	ok(isNear, `${what}: expected ${expected.join()}, got ${actual.join()}`);
}

interface Case {
	readonly type: 'bar' | 'waterfall' | 'box' | 'heatmap' | 'scatter' | 'histogram' | 'candlestick';
	readonly data: ResultEvent;
	/** What a drag from a quarter, and a little, to a half chooses, and where the mark is then. */
	readonly chosen: object;
	readonly reach: readonly [number, number];
}

const NAMES = { data: cities(20), chosen: { from: 'city 5', to: 'city 9' }, reach: [0.25, 0.5] } as const;

const CASES: readonly Case[] = [
	{ type: 'bar', ...NAMES },
	{ type: 'waterfall', ...NAMES },
	{ type: 'box', ...NAMES },
	{ type: 'heatmap', data: grid(20), chosen: { from: day(5), to: day(9), until: day(10) }, reach: [0.25, 0.5] },
	{ type: 'candlestick', data: candles(20), chosen: { from: day(5), to: day(9), until: day(10) }, reach: [0.25, 0.5] },
	// Points at 30, 35, 40 and 45 of 100.
	{ type: 'scatter', data: points(), chosen: { from: 30, to: 45 }, reach: [0.3, 0.45] },
	// Twenty bins of one each, from 0 to 20.
	{
		type: 'histogram',
		data: rowsOf(
			[['n', 'number']],
			Array.from({ length: 210 }, (_, at) => [at % 21]),
		),
		chosen: { from: 5, to: 10 },
		reach: [0.25, 0.5],
	},
];

describe('brushing a family', () => {
	for (const { type, data, chosen, reach } of CASES) {
		it(`chooses what of a ${type} chart is dragged over, keeps it while results come, and a click beside gives it up`, async () => {
			const spec = { version: 1, ...(type === 'histogram' ? { histogram: { bins: 20 } } : {}) } as const;
			const made = await draw(type, data, { brush: true, spec });
			const { chart } = made;
			const heard = told('chartwire-brush');
			const along = type === 'bar' ? down : right;
			await drag(chart, along(0.26), along(0.49));
			await until('a stretch', () => heard.length > 0);
			equal(heard, [chosen]);
			equal(resetOf(chart), null, 'a zoom');
			near(reachOf(chart), reach, 'the mark');
			await accessible(chart);
			await bring(made, again(data));
			near(reachOf(chart), reach, 'the mark, with the next result');
			click(chart, along(0.4));
			equal(heard.length, 1, 'what a click within it tells');
			click(chart, along(0.9));
			await until('it is given up', () => heard.length > 1);
			equal(heard[1], null);
			equal(stretchOf(chart), null, 'the mark');
		});
	}

	it('is done by Shift, arrows and Enter as well, down the bars, and given up by Escape', async () => {
		const { chart } = await draw('bar', cities(6), { brush: true });
		const heard = told('chartwire-brush');
		press(chart, 'Home');
		press(chart, 'ArrowDown');
		for (let times = 0; times < 2; times++) press(chart, 'ArrowDown', { shiftKey: true });
		press(chart, 'Enter');
		await until('a stretch', () => heard.length > 0);
		equal(heard, [{ from: 'city 1', to: 'city 3' }]);
		equal(saidBy(chart), 'Chosen: city 1 to city 3');
		press(chart, 'Escape');
		await until('it is given up', () => heard.length > 1);
		equal([heard[1], stretchOf(chart)], [null, null]);
	});

	it('is done by keys in a histogram, where what is read are bins', async () => {
		const values = Array.from({ length: 11 }, (_, at) => [at]);
		const spec = { version: 1, histogram: { bins: 10 } } as const;
		const { chart } = await draw('histogram', rowsOf([['n', 'number']], values), { brush: true, spec });
		const heard = told('chartwire-brush');
		for (const key of ['Home', 'ArrowRight', 'ArrowRight']) press(chart, key);
		press(chart, 'ArrowRight', { shiftKey: true });
		press(chart, 'Enter');
		await until('a stretch', () => heard.length > 0);
		equal(heard, [{ from: 2, to: 4 }], 'the third and the fourth bin');
	});

	it('follows two fingers', async () => {
		const { chart } = await draw('candlestick', candles(20), { brush: true });
		const heard = told('chartwire-brush');
		const finger = (pointerId: number) => ({ pointerType: 'touch', pointerId });
		point(chart, 'pointerdown', right(0.4), finger(1));
		point(chart, 'pointerdown', right(0.6), finger(2));
		point(chart, 'pointermove', right(0.26), finger(1));
		point(chart, 'pointermove', right(0.74), finger(2));
		point(chart, 'pointerup', right(0.26), finger(1));
		await until('a stretch', () => heard.length > 0);
		equal(heard, [{ from: day(5), to: day(14), until: day(15) }]);
	});

	it('outlives another theme', async () => {
		const { chart } = await draw('candlestick', candles(20), { brush: true });
		await drag(chart, right(0.26), right(0.49));
		const before = find(chart, '.plot');
		chart.theme = 'dark';
		await until('another picture', () => find(chart, '.plot') !== before && stretchOf(chart));
		await painted();
		near(reachOf(chart), [0.25, 0.5], 'the mark');
	});
});
