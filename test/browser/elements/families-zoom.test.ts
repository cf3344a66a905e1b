import { loadDrawing } from '../../../widget/drawing/drawing.ts';
import type { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import type { ResultEvent } from '../../../widget/protocol.ts';
import * as hands from './family-hands.ts';
import {
	bring,
	canvasOf,
	drag,
	draw,
	ends,
	find,
	point,
	press,
	resetOf,
	saidBy,
	stretchOf,
	told,
} from './family-hands.ts';
import { again, candles, cities, grid, points } from './family-rows.ts';
import { accessible, equal, ok, result, until } from './support.ts';

// Here ECharts is hundreds of files, which take a busy machine longer than a test may wait.
await Promise.all(
	(['bar', 'scatter', 'histogram', 'candlestick', 'heatmap', 'box', 'waterfall'] as const).map((type) =>
		loadDrawing({ type }, () => {}),
	),
);

afterEach(hands.clear);

const right = (x: number) => ({ x, y: 0.5 });
const down = (y: number) => ({ x: 0.5, y });

/** How many pixels of each row of the picture are of the first colour of series, be they half transparent. */
function blueRows(chart: SqlChart): number[] {
	const canvas = find(chart, '.family canvas') as HTMLCanvasElement;
	const rows = new Array<number>(canvas.height).fill(0);
	const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
		data: new Uint8ClampedArray(),
	};
	for (let at = 0; at < data.length; at += 4) {
		const [red = 0, , blue = 0, alpha = 0] = data.subarray(at, at + 4);
		const row = Math.floor(at / 4 / canvas.width);
		if (alpha > 60 && blue - red > 100) rows[row] = (rows[row] ?? 0) + 1;
	}
	return rows;
}

describe('zooming candles', () => {
	it('shows the stretch that was dragged over, and all again by a button, a double click or a key', async () => {
		const { chart } = await draw('candlestick', candles());
		equal(ends(chart), 'Jan 1, 2024 – Feb 9, 2024');
		// Forty slots: the tenth ends at a quarter.
		await drag(chart, right(0.26), right(0.49));
		equal(saidBy(chart), 'Shows Jan 11, 2024 to Jan 20, 2024');
		equal(ends(chart), 'Jan 11, 2024 – Jan 20, 2024');
		const button = resetOf(chart);
		ok(button, 'a button');
		await accessible(chart);
		button.click();
		equal(ends(chart), 'Jan 1, 2024 – Feb 9, 2024');
		equal(resetOf(chart), null, 'the button');
		equal(chart.shadowRoot?.activeElement, canvasOf(chart), 'the focus');
		await drag(chart, right(0.49), right(0.26));
		point(chart, 'dblclick', right(0.5));
		equal(ends(chart), 'Jan 1, 2024 – Feb 9, 2024');
		await drag(chart, right(0.49), right(0.26));
		press(chart, '0');
		equal(ends(chart), 'Jan 1, 2024 – Feb 9, 2024');
		equal(saidBy(chart), '', 'what is said when nobody reads');
	});

	it('chooses nothing at the end of a drag, and zooms by none that is given up', async () => {
		const { chart } = await draw('candlestick', candles());
		const heard = told('chartwire-select');
		await drag(chart, right(0.2), right(0.5));
		const before = ends(chart);
		point(chart, 'pointerdown', right(0.2));
		point(chart, 'pointermove', right(0.4));
		ok(stretchOf(chart), 'what is dragged is shown');
		press(chart, 'Escape');
		equal(stretchOf(chart), null, 'what is given up');
		point(chart, 'pointerup', right(0.4), { buttons: 0 });
		equal(ends(chart), before);
		equal(heard, []);
	});

	it('moves by Shift, with a drag or the arrows, and no further than the candles go', async () => {
		const { chart } = await draw('candlestick', candles());
		await drag(chart, right(0.51), right(0.74));
		equal(ends(chart), 'Jan 21, 2024 – Jan 30, 2024');
		await drag(chart, right(0.2), right(0.7), { shiftKey: true });
		equal(ends(chart), 'Jan 16, 2024 – Jan 25, 2024');
		for (let times = 0; times < 12; times++) press(chart, 'ArrowLeft', { shiftKey: true });
		equal(ends(chart).split(' – ')[0], 'Jan 1, 2024');
	});

	it('comes closer by plus around the candle that is read, and leaves the wheel to the page, but for Ctrl', async () => {
		const { chart } = await draw('candlestick', candles(41));
		press(chart, 'Home');
		press(chart, '+');
		equal(ends(chart), 'Jan 1, 2024 – Jan 21, 2024');
		press(chart, 'Home');
		press(chart, '-');
		equal(resetOf(chart), null, 'a zoom');
		const wheel = (ctrlKey: boolean): boolean => {
			const { left, width, top } = find(chart, '.over')?.getBoundingClientRect() ?? new DOMRect();
			const at = { clientX: left + width - 1, clientY: top + 50, deltaY: -120, ctrlKey };
			const event = new WheelEvent('wheel', { bubbles: true, cancelable: true, composed: true, ...at });
			find(chart, '.family canvas')?.dispatchEvent(event);
			return event.defaultPrevented;
		};
		equal(wheel(false), false, 'the page cannot be scrolled');
		equal(resetOf(chart), null, 'a zoom');
		equal(wheel(true), true);
		ok(resetOf(chart), 'no zoom');
		equal(ends(chart).split(' – ')[1], 'Feb 10, 2024', 'the end that the pointer is at');
	});

	it('follows two fingers', async () => {
		const { chart } = await draw('candlestick', candles(41));
		const finger = (pointerId: number) => ({ pointerType: 'touch', pointerId });
		point(chart, 'pointerdown', right(0.4), finger(1));
		point(chart, 'pointerdown', right(0.6), finger(2));
		point(chart, 'pointermove', right(0.1), finger(1));
		point(chart, 'pointermove', right(0.9), finger(2));
		point(chart, 'pointerup', right(0.1), finger(1));
		point(chart, 'pointerup', right(0.9), finger(2));
		// A quarter of 41 slots around the middle one.
		equal(ends(chart), 'Jan 16, 2024 – Jan 26, 2024');
	});

	it('stays where it is while results come, at the right edge goes with them, and outlives another theme', async () => {
		const made = await draw('candlestick', candles());
		const { chart } = made;
		await drag(chart, right(0.26), right(0.49));
		await bring(made, candles(40, 2));
		equal(ends(chart), 'Jan 11, 2024 – Jan 20, 2024');
		const before = find(chart, '.plot');
		chart.theme = 'dark';
		await until('another picture', () => find(chart, '.plot') !== before && find(chart, '.canvas[aria-label]'));
		equal(ends(chart), 'Jan 11, 2024 – Jan 20, 2024', 'in the dark');
		press(chart, '0');
		await drag(chart, right(0.51), right(1));
		equal(ends(chart), 'Jan 23, 2024 – Feb 11, 2024');
		await bring(made, candles(40, 4));
		equal(ends(chart), 'Jan 25, 2024 – Feb 13, 2024');
	});

	it('lets the axis of values follow: a candle that is alone with its neighbour is as high as the plot', async () => {
		const { chart } = await draw('candlestick', candles());
		const heightOf = (): number => {
			const rows = blueRows(chart);
			return rows.filter((count) => count > 0).length / rows.length;
		};
		// All candles rise by one a day, and are 10 high: 49 in all, and 11 of two.
		const whole = heightOf();
		ok(whole > 0.6, `all are ${whole} high`);
		await drag(chart, right(0.51), right(0.54));
		equal(ends(chart), 'Jan 21, 2024 – Jan 22, 2024');
		const two = heightOf();
		ok(two > 0.5, `two are ${two} high`);
	});
});

describe('zooming the other families', () => {
	interface Case {
		readonly type: 'bar' | 'waterfall' | 'box' | 'heatmap' | 'scatter' | 'histogram';
		readonly data: ResultEvent;
		readonly to: string;
		readonly words: string;
	}

	/** From a quarter, and a little, to a half: the sixth to the tenth of twenty. */
	const CASES: readonly Case[] = [
		{ type: 'bar', data: cities(20), to: 'city 5 – city 9', words: 'Shows city 5 to city 9' },
		{ type: 'waterfall', data: cities(20), to: 'city 5 – city 9', words: 'Shows city 5 to city 9' },
		{ type: 'box', data: cities(20), to: 'city 5 – city 9', words: 'Shows city 5 to city 9' },
		{ type: 'heatmap', data: grid(20), to: 'Jan 6, 2024 – Jan 10, 2024', words: 'Shows Jan 6, 2024 to Jan 10, 2024' },
		{
			type: 'histogram',
			data: result(
				[['n', 'number']],
				Array.from({ length: 200 }, (_, at) => [at % 21]),
			),
			to: '5 – 9',
			words: 'Shows 5 to 10',
		},
	];

	for (const { type, data, to, words } of CASES) {
		it(`shows what of a ${type} chart was dragged over`, async () => {
			const spec = type === 'histogram' ? ({ version: 1, histogram: { bins: 20 } } as const) : undefined;
			const made = await draw(type, data, spec ? { spec } : {});
			const { chart } = made;
			const name = canvasOf(chart).getAttribute('aria-label');
			const along = type === 'bar' ? down : right;
			const before = ends(chart);
			await drag(chart, along(0.26), along(0.49));
			equal(saidBy(chart), words);
			equal(ends(chart), to);
			equal(canvasOf(chart).getAttribute('aria-label'), name, 'the words for all of it');
			await bring(made, again(data));
			equal(ends(chart), to, 'when the same comes again');
			press(chart, '0');
			equal(ends(chart), before);
		});
	}

	it('shows the points of a scatter chart from one value to another, at both ends of the plot', async () => {
		const { chart } = await draw('scatter', points());
		const ink = (): number => blueRows(chart).reduce((sum, count) => sum + count, 0);
		const whole = ink();
		const says = (key: string): string => {
			press(chart, key);
			return saidBy(chart);
		};
		equal(says('Home'), 'y: x 0, y 0.0');
		press(chart, 'Escape');
		// The axis is from 0 to 100.
		await drag(chart, right(0.24), right(0.51));
		equal(saidBy(chart), 'Shows 25 to 50');
		equal([says('Home'), says('End')], ['y: x 25, y 12.5', 'y: x 50, y 25.0']);
		ok(ink() < whole * 0.4, `${ink()} of ${whole} pixels are left of 6 of 21 points`);
	});

	it('keeps the legend and the colours of a heat map, which stand for all of its values', async () => {
		const { chart } = await draw('heatmap', grid(20));
		const legend = find(chart, '.legend')?.textContent;
		ok(legend, 'a legend');
		await drag(chart, right(0.26), right(0.49));
		equal(find(chart, '.legend')?.textContent, legend);
	});
});
