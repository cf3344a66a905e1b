import '../../../widget/define.ts';
import type { ChartSpec } from '../../../widget/chart-spec.ts';
import type { DrawingType } from '../../../widget/drawing/drawing.ts';
import type { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import type { ColumnType, ResultEvent } from '../../../widget/protocol.ts';
import { accessible, day, equal, FakeClient, ok, page, painted, result, series, until } from './support.ts';

type Said = Omit<ChartSpec, 'version'>;

interface Shown {
	readonly chart: SqlChart;
	readonly client: FakeClient;
}

async function draw(type: DrawingType, data: ResultEvent, spec: Said = {}): Promise<Shown> {
	page();
	const chart = document.createElement('sql-chart');
	const client = new FakeClient();
	chart.client = client;
	chart.chart = 'x';
	chart.type = type;
	chart.spec = { version: 1, ...spec };
	document.body.append(chart);
	await chart.updateComplete;
	client.push({ result: data });
	await until('a canvas', () => chart.shadowRoot?.querySelector('canvas'));
	await painted();
	return { chart, client };
}

const find = <T extends HTMLElement>(chart: SqlChart, selector: string): T | null =>
	chart.shadowRoot?.querySelector<T>(selector) ?? null;

const BLUE = [0x2f, 0x6f, 0xde];
const OLIVE = [0xa5, 0x90, 0x17];
const PINK = [0xbe, 0x2b, 0x66];

interface Pixels {
	readonly width: number;
	readonly height: number;
	/** The rows of a column of pixels in which a colour stands. */
	rows(x: number, color: readonly number[], alpha?: readonly [number, number]): number[];
}

/** The canvas in CSS pixels, of a screen with one pixel to one. */
function pixelsOf(chart: SqlChart): Pixels {
	const canvas = find<HTMLCanvasElement>(chart, 'canvas');
	const { width = 0, height = 0 } = canvas ?? {};
	const data = canvas?.getContext('2d')?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
	return {
		width,
		height,
		rows: (x, color, [least, most] = [200, 255]) =>
			Array.from({ length: height }, (_, y) => y).filter((y) => {
				const at = (y * width + Math.round(x)) * 4;
				const off = color.reduce((sum, part, index) => sum + Math.abs(part - (data[at + index] ?? 0)), 0);
				const alpha = data[at + 3] ?? 0;
				return off < 30 && alpha >= least && alpha <= most;
			}),
	};
}

/** The plot itself within the canvas. */
function plotOf(chart: SqlChart): {
	left: number;
	top: number;
	width: number;
	height: number;
	x: (share: number) => number;
} {
	const over = find(chart, '.u-over');
	const { offsetLeft: left = 0, offsetTop: top = 0, offsetWidth: width = 0, offsetHeight: height = 0 } = over ?? {};
	return { left, top, width, height, x: (share) => left + share * width };
}

const label = (chart: SqlChart): string => find(chart, '.canvas')?.getAttribute('aria-label') ?? '';

/** Walks with the keyboard, and hears what is said. */
async function walk(chart: SqlChart, ...keys: string[]): Promise<string> {
	const plot = find(chart, '.canvas, .sparkline');
	const said = () => chart.shadowRoot?.querySelector('.drawing [role=status]')?.textContent ?? '';
	for (const key of keys) {
		const before = said();
		plot?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
		await until(`words after ${key}`, () => said() !== '' && (said() !== before || keys.length > 1));
		await painted();
	}
	return said();
}

const tipOf = (chart: SqlChart) => until('the card', () => find(chart, '.tip:not([hidden])'));

afterEach(() => document.body.replaceChildren());

describe('combination', () => {
	const columns = [
		['month', 'date'],
		['revenue', 'number'],
		['margin', 'number'],
	] as const;
	const rows = Array.from({ length: 10 }, (_, index) => [day(index * 31), 50_000 - index * 4_000, index / 10]);

	it('draws columns and a line, each as high as its own axis says', async () => {
		const { chart } = await draw('combination', result(columns, rows), { y2: ['margin'], y2Axis: { title: 'Margin' } });
		const pixels = pixelsOf(chart);
		const { x, left, width, top, height } = plotOf(chart);
		ok(pixels.width - left - width > 24, `no room for an axis at the right: ${pixels.width - left - width}`);
		const heights = [0.5, 9.5].map((slot) => pixels.rows(x(slot / 10) - 4, BLUE).length);
		const share = (heights[1] ?? 0) / (heights[0] ?? 1);
		ok(Math.abs(share - 14 / 50) < 0.04, `columns ${heights.join()}`);
		const line = [1.5, 8.5].map((slot) => pixels.rows(x(slot / 10), OLIVE)[0] ?? Number.NaN);
		ok((line[0] ?? 0) - (line[1] ?? 0) > height * 0.5, `line ${line.join()} in ${top}, ${height}`);
		ok(label(chart).includes('margin on the axis at the right'), label(chart));
		equal(find(chart, '.legend')?.textContent, 'revenuemargin (right)');
		await accessible(chart);
	});

	it('says both under the cursor', async () => {
		const { chart } = await draw('combination', result(columns, rows), { formats: { margin: { style: 'percent' } } });
		equal(await walk(chart, 'Home', 'ArrowRight'), 'Feb 1, 2024: revenue 46,000, margin 10%');
		const tip = await tipOf(chart);
		equal(tip.querySelectorAll('.swatch.filled').length, 1, 'one of two is a column');
	});

	it('stacks its columns, and not its line', async () => {
		const stacked = [
			['k', 'text'],
			['a', 'number'],
			['b', 'number'],
			['plan', 'number'],
		] as const;
		const data = result(
			stacked,
			['p', 'q'].map((k) => [k, 30, 60, 45]),
		);
		const { chart } = await draw('combination', data, { type: 'combination', stack: 'stacked' });
		const [pixels, { x }] = [pixelsOf(chart), plotOf(chart)];
		const [below, above, line] = [BLUE, OLIVE, PINK].map((color) => pixels.rows(x(0.25), color));
		const length = (below?.length ?? 0) + (above?.length ?? 0) + (line?.length ?? 0);
		ok(Math.abs((below?.length ?? 0) / length - 1 / 3) < 0.04, `${below?.length} of ${length}`);
		ok(Math.max(...(above ?? [])) < Math.min(...(below ?? [])), 'the second is not on the first');
		const middle = ((line?.[0] ?? 0) + (line?.at(-1) ?? 0)) / 2;
		const [top, bottom] = [Math.min(...(above ?? [])), Math.max(...(below ?? []))];
		ok(Math.abs(middle - (top + bottom) / 2) < 3, `line at ${middle}, between ${top} and ${bottom}`);
	});

	it('is drawn by the part that its last specification wants, however quickly that changes', async () => {
		const { chart } = await draw('line', series([1, 2, 3]));
		chart.spec = { version: 1, annotations: { points: [{ at: day(1), label: 'Here' }] } };
		await chart.updateComplete;
		chart.spec = { version: 1 };
		await chart.updateComplete;
		chart.spec = { version: 1, annotations: { points: [{ at: day(1), label: 'There' }] } };
		await until('the mark', () => label(chart).includes('There'));
		await painted();
		ok(label(chart).includes('Marked: There (Jan 2, 2024).'), label(chart));
	});
});

describe('interval', () => {
	const columns = [
		['day', 'date'],
		['sales', 'number'],
		['forecast', 'number'],
		['low', 'number'],
		['high', 'number'],
	] as const;
	const rows = Array.from({ length: 21 }, (_, at) =>
		at < 11
			? [day(at), 50, at === 10 ? 50 : null, null, null]
			: [day(at), null, 50, 50 - (at - 10) * 4, 50 + (at - 10) * 4],
	);
	const spec = { dashed: ['forecast'], interval: { low: 'low', high: 'high', label: '80 % interval' } };

	it('is a band between its columns, under the line, as wide as they say, within the axis', async () => {
		const { chart } = await draw('line', result(columns, rows), spec);
		const [pixels, { x, top, height }] = [pixelsOf(chart), plotOf(chart)];
		const band = (share: number) => pixels.rows(x(share), OLIVE, [40, 60]).length;
		equal(band(0.25), 0, 'beside the forecast');
		ok(Math.abs(band(0.985) / band(0.75) - 9.7 / 5) < 0.2, `${band(0.75)} and ${band(0.985)}`);
		const last = pixels.rows(x(0.985), OLIVE, [40, 60]);
		ok(
			Math.min(...last) > top && Math.max(...last) < top + height - 1,
			`${last[0]}, ${last.at(-1)} of ${top}, ${height}`,
		);
		ok(pixels.rows(x(0.75) + 1, OLIVE).length + pixels.rows(x(0.75) + 5, OLIVE).length > 0, 'no line over it');
		await accessible(chart);
	});

	it('has a forecast in dashes, and values without', async () => {
		const { chart } = await draw('line', result(columns, rows), spec);
		const [pixels, { left, width }] = [pixelsOf(chart), plotOf(chart)];
		const drawn = (from: number, color: readonly number[]) => {
			const all = Array.from({ length: Math.round(width * 0.4) }, (_, at) => left + from * width + at);
			return all.filter((at) => pixels.rows(at, color).length > 0).length / all.length;
		};
		ok(drawn(0.05, BLUE) > 0.99, `the line has gaps: ${drawn(0.05, BLUE)}`);
		const share = drawn(0.55, OLIVE);
		ok(share > 0.5 && share < 0.85, `dashes cover ${share}`);
	});

	it('is named in the legend, in the card, in words, and in the summary', async () => {
		const { chart } = await draw('line', result(columns, rows), spec);
		equal(await walk(chart, 'End'), 'Jan 21, 2024: forecast 50, 80 % interval 10 – 90');
		ok((await tipOf(chart)).textContent?.includes('80 % interval10 – 90'), 'not in the card');
		ok(label(chart).includes('80 % interval at the end: 10 – 90.'), label(chart));
		chart.style.inlineSize = '320px';
		await until('the legend', () => find(chart, '.legend')?.textContent?.includes('80 % interval'));
	});
});

describe('areas on each other', () => {
	const columns = [
		['day', 'date'],
		['a', 'number'],
		['b', 'number'],
	] as const;

	it('begin where those below them end, and reach to the sum', async () => {
		const data = result(
			columns,
			Array.from({ length: 30 }, (_, at) => [day(at), 30, 60]),
		);
		const { chart } = await draw('area', data, { type: 'area', stack: 'stacked' });
		const [pixels, { x }] = [pixelsOf(chart), plotOf(chart)];
		const [below, above] = [BLUE, OLIVE].map((color) => pixels.rows(x(0.52), color, [100, 150]));
		ok(Math.abs((above?.length ?? 0) / (below?.length ?? 1) - 2) < 0.1, `${above?.length} on ${below?.length}`);
		ok(Math.max(...(above ?? [])) < Math.min(...(below ?? [])), 'they cover each other');
		await accessible(chart);
	});

	it('fill the whole axis as shares', async () => {
		const data = result(
			columns,
			Array.from({ length: 30 }, (_, at) => [day(at), at + 1, 60 - at]),
		);
		const { chart } = await draw('area', data, { type: 'area', stack: 'percent' });
		const [pixels, { x, top }] = [pixelsOf(chart), plotOf(chart)];
		for (const share of [0.1, 0.9]) {
			const highest = Math.min(...pixels.rows(x(share), OLIVE));
			ok(Math.abs(highest - top) < 3, `${highest} at ${share}, of ${top}`);
		}
		equal(await walk(chart, 'Home'), 'Jan 1, 2024: b 98.4%, a 1.6%');
	});

	it('has a gap where a value is missing, and what is above it comes down', async () => {
		const data = result(
			columns,
			Array.from({ length: 30 }, (_, at) => [day(at), at > 9 && at < 20 ? null : 30, 60]),
		);
		const { chart } = await draw('area', data, { type: 'area', stack: 'stacked' });
		const [pixels, { x, top, height }] = [pixelsOf(chart), plotOf(chart)];
		equal(pixels.rows(x(0.5), BLUE, [100, 150]).length, 0, 'pixels in the gap');
		const lowest = Math.max(...pixels.rows(x(0.5), OLIVE, [100, 150]));
		ok(Math.abs(lowest - top - height) < 3, `${lowest} of ${top + height}`);
	});
});

describe('marks of the x axis', () => {
	it('stand at their place, from the top to the bottom, and are said', async () => {
		const points = [{ at: day(10), label: 'Launch' }];
		const { chart } = await draw('line', series(Array.from({ length: 21 }, () => 5)), { annotations: { points } });
		const [pixels, { x, height }] = [pixelsOf(chart), plotOf(chart)];
		const muted = [0x59, 0x61, 0x6c];
		const inked = (at: number) => pixels.rows(at, muted).length;
		ok(Math.max(inked(x(0.5)), inked(x(0.5) - 1)) > height * 0.4, `${inked(x(0.5))} of ${height}`);
		equal(inked(x(0.4)), 0, 'another line');
		equal(
			await walk(chart, 'Home', ...Array.from({ length: 10 }, () => 'ArrowRight')),
			'Jan 11, 2024: total 5; Launch',
		);
		ok((await tipOf(chart)).querySelector('.noted')?.textContent === 'Launch', 'not in the card');
		ok(label(chart).includes('Marked: Launch (Jan 11, 2024).'), label(chart));
		await accessible(chart);
	});

	it('cover a stretch of categories from the first to the last of them', async () => {
		const data = result(
			[
				['k', 'text'],
				['n', 'number'],
			],
			['a', 'b', 'c', 'd'].map((k) => [k, 1]),
		);
		const points = [{ at: 'b', to: 'c', label: 'Strike' }];
		const { chart } = await draw('column', data, { annotations: { points } });
		const [pixels, { x, height }] = [pixelsOf(chart), plotOf(chart)];
		const grey = (share: number) => pixels.rows(x(share), [0x59, 0x61, 0x6c], [20, 45]).length;
		ok(grey(0.255) > 0 && grey(0.745) > 0, `${grey(0.255)}, ${grey(0.745)} of ${height}`);
		equal([grey(0.24), grey(0.76)], [0, 0], 'beside it');
		equal(await walk(chart, 'Home', 'ArrowRight', 'ArrowRight'), 'c: n 1; Strike');
	});
});

describe('columns', () => {
	const columns = [
		['k', 'text'],
		['n', 'number'],
	] as const;

	it('stand in the order of their values', async () => {
		const data = result(columns, [
			['a', 5],
			['b', 20],
			['c', null],
			['d', 12],
		]);
		const { chart } = await draw('column', data, { sort: 'descending' });
		const [pixels, { x }] = [pixelsOf(chart), plotOf(chart)];
		const heights = [0, 1, 2, 3].map((slot) => pixels.rows(x((slot + 0.5) / 4), BLUE).length);
		ok((heights[0] ?? 0) > (heights[1] ?? 0) && (heights[1] ?? 0) > (heights[2] ?? 0), heights.join());
		equal(heights[3], 0, 'what has no value is last');
		equal(await walk(chart, 'Home'), 'b: n 20');
		equal(await walk(chart, 'End'), 'c: no value');
	});

	it('have their values written where there is room, and none where there is not', async () => {
		/** The rows above a column that are as dark as text. */
		const written = async (count: number, labels: boolean) => {
			const data = result(
				columns,
				Array.from({ length: count }, (_, at) => [`k${at}`, at === 1 ? 50 : 100]),
			);
			const { chart } = await draw('column', data, { labels });
			const [pixels, { x }] = [pixelsOf(chart), plotOf(chart)];
			const middle = x(1.5 / count);
			const top = Math.min(...pixels.rows(middle, BLUE));
			const near = [-4, -3, -2, 2, 3, 4].flatMap((step) => pixels.rows(middle + step, [0x16, 0x19, 0x1d], [120, 255]));
			chart.remove();
			return near.filter((row) => row < top && row > top - 20).length;
		};
		ok((await written(4, true)) > 4, 'nothing is written');
		equal(await written(4, false), 0, 'written unasked');
		equal(await written(200, true), 0, 'written without room');
	});

	it('leave room for the title of the x axis', async () => {
		const data = result(columns, [['a', 5]]);
		const { chart } = await draw('column', data);
		const before = plotOf(chart).height;
		chart.spec = { version: 1, xAxis: { title: 'Kinds' } };
		await until('a lower plot', () => plotOf(chart).height < before - 10);
	});

	it('are as high on a logarithmic axis as their powers of ten', async () => {
		const data = result(columns, [
			['a', 10],
			['b', 1000],
		]);
		const { chart } = await draw('column', data, { yAxis: { scale: 'log', min: 1 } });
		const [pixels, { x }] = [pixelsOf(chart), plotOf(chart)];
		const [one = 0, three = 1] = [0.25, 0.75].map((share) => pixels.rows(x(share), BLUE).length);
		ok(Math.abs(three / one - 3) < 0.1, `${one} and ${three}`);
	});
});

describe('a time zone', () => {
	const columns = [
		['t', 'timestamptz'],
		['n', 'number'],
	] as const satisfies readonly (readonly [string, ColumnType])[];
	/** Of the night in which Lisbon's clocks were set back, half past midnight to half past two. */
	const rows = ['23:30', '00:30', '01:30', '02:30'].map((time, at) => [
		`2024-10-${at === 0 ? 26 : 27}T${time}:00+00:00`,
		at,
	]);
	const times = [
		'Oct 27, 2024, 00:30',
		'Oct 27, 2024, 01:30 UTC+01:00',
		'Oct 27, 2024, 01:30 UTC',
		'Oct 27, 2024, 02:30',
	];

	for (const type of ['line', 'column', 'sparkline'] as const) {
		it(`says the same times in a ${type}, its card, its summary and its table`, async () => {
			const { chart } = await draw(type, result(columns, rows), { timeZone: 'Europe/Lisbon' });
			const heard: string[] = [];
			for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'ArrowRight']) heard.push(await walk(chart, key));
			equal(
				heard,
				times.map((time, at) => `${time}: ${type === 'sparkline' ? '' : 'n '}${at}`),
			);
			const summary = () => find(chart, '.drawing [tabindex="0"]')?.getAttribute('aria-label') ?? '';
			await until('the words', () => summary().includes(`from ${times[0]} to ${times[3]}`));
			ok(find(chart, '.footer')?.textContent?.includes('times in Europe/Lisbon'), 'the zone is not named');
			find(chart, '.footer .switch')?.click();
			const table = await until('a table', () => find(chart, 'table'));
			equal(
				[...table.querySelectorAll('tbody tr')].map((row) => row.children[0]?.textContent),
				times,
			);
		});
	}

	it('places instants at equal distances, also across a change', async () => {
		const { chart } = await draw('line', result(columns, rows), { timeZone: 'Europe/Lisbon' });
		const [pixels, { x }] = [pixelsOf(chart), plotOf(chart)];
		const heights = [1, 2].map((third) => {
			const found = pixels.rows(x(third / 3), BLUE);
			return ((found[0] ?? 0) + (found.at(-1) ?? 0)) / 2;
		});
		const [from = 0, to = 0] = [0.01, 0.99].map((share) => pixels.rows(x(share), BLUE)[0]);
		ok(Math.abs((heights[0] ?? 0) - (from + (to - from) / 3)) < 4, `${from}, ${heights.join()}, ${to}`);
		ok(Math.abs((heights[1] ?? 0) - (from + ((to - from) * 2) / 3)) < 4, `${from}, ${heights.join()}, ${to}`);
	});

	it('that the browser does not know leaves times as the result has them', async () => {
		const { chart } = await draw('line', result(columns, rows), { timeZone: 'Mars/Olympus_Mons' });
		equal(await walk(chart, 'Home'), 'Oct 26, 2024, 23:30: n 0');
	});
});
