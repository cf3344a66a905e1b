import '../../../widget/define.ts';
import type { ChartSpec } from '../../../widget/chart-spec.ts';
import type { DataPoint, Drawing, DrawingHooks, DrawingType, Size, Theme } from '../../../widget/drawing/drawing.ts';
import { loadDrawing } from '../../../widget/drawing/drawing.ts';
import type { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import type { ResultEvent, Table } from '../../../widget/protocol.ts';
import { accessible, equal, FakeClient, ok, page, painted, pixelsLike, result, until } from './support.ts';

async function draw(
	type: DrawingType,
	data: ResultEvent,
	spec?: ChartSpec,
): Promise<{ chart: SqlChart; client: FakeClient }> {
	const chart = document.createElement('sql-chart');
	const client = new FakeClient();
	chart.client = client;
	chart.chart = 'x';
	chart.type = type;
	if (spec) chart.spec = spec;
	document.body.append(chart);
	await chart.updateComplete;
	client.push({ result: data });
	return { chart, client };
}

const canvasOf = (chart: SqlChart) => until('a canvas', () => chart.shadowRoot?.querySelector('canvas'));
const boxOf = (chart: SqlChart) =>
	until('the plot', () => chart.shadowRoot?.querySelector<HTMLElement>('.canvas[aria-label]'));
const cardOf = (chart: SqlChart) => chart.shadowRoot?.querySelector<HTMLElement>('.tip:not([hidden])');
const saidOf = (chart: SqlChart) => chart.shadowRoot?.querySelector('.plot [role=status]')?.textContent;
const press = (target: Element, ...keys: string[]): void => {
	for (const key of keys) target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
};

/** How far the first series colour reaches in a row of the canvas, as a share of its height; in CSS pixels. */
function reachAt(canvas: HTMLCanvasElement, share: number): number {
	const y = Math.round(canvas.height * share);
	const pixels = canvas.getContext('2d')?.getImageData(0, y, canvas.width, 1).data ?? new Uint8ClampedArray();
	let reach = 0;
	for (let x = 0; x < canvas.width; x += 1) {
		const off = [0x2f, 0x6f, 0xde].reduce((sum, part, at) => sum + Math.abs(part - (pixels[x * 4 + at] ?? 0)), 0);
		if (off < 24) reach += 1;
	}
	return (reach * canvas.clientWidth) / canvas.width;
}

const NAMED = [
	['name', 'text'],
	['n', 'number'],
] as const;

const bars = (...values: number[]): ResultEvent =>
	result(
		NAMED,
		values.map((value, at) => [`bar ${at}`, value]),
	);

const GROUPED = result(
	[
		['name', 'text'],
		['kind', 'text'],
		['n', 'number'],
	],
	[
		['north', 'a', 3],
		['north', 'b', 7],
		['south', 'a', 5],
		['south', 'b', 1],
	],
);

const NUMBERS = [
	['x', 'number'],
	['y', 'number'],
] as const;

const DAYS = [
	['day', 'date'],
	['n', 'number'],
] as const;

/** What of each family is drawn, how its words begin, and what is said first. */
const EACH: readonly (readonly [DrawingType, ResultEvent, string, string])[] = [
	[
		'scatter',
		result(NUMBERS, [
			[3, 4],
			[1, 2],
		]),
		'Scatter chart of y by x, 2 points.',
		'y: x 1, y 2',
	],
	[
		'histogram',
		result([['n', 'number']], [[1], [2], [2], [3]]),
		'Histogram of n, 4 values in 3 bins.',
		'1: rows 1, of all 25%',
	],
	[
		'box',
		result(NAMED, [
			['a', 1],
			['a', 3],
			['b', 2],
			['b', 9],
		]),
		'Box plot of n by name, 2 categories.',
		'a: whisker above 3.00, upper quartile 2.50, median 2.00, lower quartile 1.50, whisker below 1.00, values 2',
	],
	['heatmap', GROUPED, 'Heat map by name, 2 columns and 2 rows.', 'north: a 3'],
	[
		'calendar',
		result(DAYS, [
			['2024-01-01', 5],
			['2024-03-09', 8],
		]),
		'Calendar of n, 2 days from Jan 1, 2024 to Mar 9, 2024.',
		'Mon, Jan 1, 2024: n 5',
	],
];

// Here ECharts is hundreds of files, which take a busy machine longer than a test may wait.
await Promise.all((['bar', 'scatter', 'histogram'] as const).map((type) => loadDrawing({ type }, () => {})));

afterEach(() => document.body.replaceChildren());

describe('families of ECharts', () => {
	it('draws bars as long as their values, and moves them in place', async () => {
		page();
		const { chart, client } = await draw('bar', bars(10, 20, 40));
		const canvas = await canvasOf(chart);
		await painted();
		const [first, second, third] = [0.15, 0.45, 0.75].map((share) => reachAt(canvas, share));
		ok((first ?? 0) > 60, `the first bar is ${first} pixels long`);
		ok(Math.abs((second ?? 0) / (first ?? 1) - 2) < 0.1, `twice as much is ${second} beside ${first}`);
		ok(Math.abs((third ?? 0) / (first ?? 1) - 4) < 0.2, `four times as much is ${third} beside ${first}`);
		client.push({ result: bars(40, 20, 10) });
		await until('the new lengths', () => reachAt(canvas, 0.15) > 3.5 * reachAt(canvas, 0.75));
		ok((await canvasOf(chart)) === canvas, 'the canvas was made anew');
	});

	for (const scheme of ['light', 'dark'] as const) {
		it(`is accessible in ${scheme}, with a legend that can be pressed`, async () => {
			page(scheme);
			const { chart } = await draw('bar', GROUPED);
			const box = await boxOf(chart);
			equal(box.getAttribute('role'), 'application');
			ok(box.getAttribute('aria-label')?.startsWith('Bar chart of a, b by name'), String(box.ariaLabel));
			await accessible(chart);
			const [a] = chart.shadowRoot?.querySelectorAll<HTMLElement>('.legend button') ?? [];
			ok(a, 'no button in the legend');
			const canvas = await canvasOf(chart);
			await painted();
			const blue = (): number => {
				const image = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
				return image ? pixelsLike(image, [0x2f, 0x6f, 0xde], 60) : 0;
			};
			ok(blue() > 200, `${blue()} pixels of the first series`);
			a.click();
			equal(a.getAttribute('aria-pressed'), 'false');
			await until('the series to be gone', () => blue() < 20);
			a.click();
			await until('the series to be back', () => blue() > 200);
			await accessible(chart);
		});
	}

	for (const [type, data, words, said] of EACH) {
		it(`draws a ${type} chart, tells it in words, and walks through it`, async () => {
			page();
			const { chart } = await draw(type, data);
			const canvas = await canvasOf(chart);
			const box = await boxOf(chart);
			ok(box.getAttribute('aria-label')?.startsWith(words), String(box.getAttribute('aria-label')));
			await painted();
			const image = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
			const colors = new Set<string>();
			const { data: pixels } = image ?? { data: new Uint8ClampedArray() };
			for (let at = 0; at < pixels.length; at += 4) {
				const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(at, at + 4);
				if (alpha === 255 && Math.max(red, green, blue) - Math.min(red, green, blue) > 60)
					colors.add(`${red},${green},${blue}`);
			}
			ok(colors.size > 0, 'nothing is coloured');
			press(box, 'Home');
			equal(saidOf(chart), said);
			ok(cardOf(chart), 'no card');
			const colored = chart.shadowRoot?.querySelectorAll('.ramp .swatch').length ?? 0;
			equal(colored > 10, type === 'heatmap' || type === 'calendar', 'a legend of the scale');
			press(box, 'ArrowRight');
			ok(saidOf(chart) !== said, 'the walk goes nowhere');
			await accessible(chart);
		});
	}

	it('walks through the marks by keyboard, and tells them', async () => {
		page();
		const { chart } = await draw('bar', GROUPED);
		const box = await boxOf(chart);
		box.focus();
		press(box, 'ArrowDown');
		equal(saidOf(chart), 'north: b 7, a 3');
		press(box, 'ArrowDown');
		equal(saidOf(chart), 'south: a 5, b 1');
		ok(cardOf(chart)?.textContent?.includes('south'), 'no card');
		press(box, 'ArrowRight');
		equal(saidOf(chart), 'south: b 1', 'within the group');
		press(box, 'Home');
		equal(saidOf(chart), 'north: b 7, a 3');
		press(box, 'Escape');
		equal(saidOf(chart), '');
		ok(!cardOf(chart), 'the card stays');
	});

	it('keeps the card beside the mark when values come, and says nothing of it', async () => {
		page();
		const { chart, client } = await draw('bar', bars(10, 20, 30));
		const box = await boxOf(chart);
		press(box, 'End');
		equal(saidOf(chart), 'bar 2: n 30');
		client.push({ result: bars(10, 20, 77) });
		await until('the new value', () => cardOf(chart)?.textContent?.includes('77'));
		equal(saidOf(chart), 'bar 2: n 30');
	});

	it('shows the values under the pointer, also beside a bar', async () => {
		page();
		const { chart } = await draw('bar', bars(10, 20, 40));
		const canvas = await canvasOf(chart);
		await painted();
		const { right, top, height } = canvas.getBoundingClientRect();
		const at = { clientX: right - 30, clientY: top + height * 0.15, bubbles: true };
		canvas.dispatchEvent(new MouseEvent('mousemove', at));
		await until('the card', () => cardOf(chart)?.textContent?.includes('bar 0'));
	});

	it('puts neither style nor markup into the page', async () => {
		page();
		const before = document.querySelectorAll('style, link[rel=stylesheet]').length;
		const name = '<img src=x onerror=alert(1)>';
		const { chart } = await draw('bar', result(NAMED, [[name, 1]]));
		press(await boxOf(chart), 'Home');
		equal(cardOf(chart)?.querySelector('p')?.textContent, name);
		equal(chart.shadowRoot?.querySelector('img'), null);
		equal(document.querySelectorAll('style, link[rel=stylesheet]').length, before);
	});
});

const SIZE: Size = { width: 480, height: 240 };
const THEME: Theme = {
	ink: '#16191d',
	muted: '#5c6670',
	line: '#c9ced6',
	grid: '#e9ecf0',
	raised: '#ffffff',
	series: ['#2f6fde', 'oklch(0.7 0.15 50)'],
	font: 'sans-serif',
	fontPx: 12,
	locale: 'en',
};

interface Told {
	readonly hovered: (DataPoint | undefined)[];
	readonly selected: DataPoint[];
}

async function mounted(
	type: DrawingType,
	event: ResultEvent,
): Promise<{ drawing: Drawing; host: HTMLElement; told: Told }> {
	const host = document.createElement('div');
	host.style.cssText = 'width:480px;height:240px;position:relative';
	document.body.append(host);
	const told: Told = { hovered: [], selected: [] };
	const hooks: DrawingHooks = {
		hover: (point) => told.hovered.push(point),
		select: (point) => told.selected.push(point),
		brush: () => {},
	};
	const { mount } = await loadDrawing({ type }, () => {});
	const drawing = mount(host, { theme: THEME, type, hooks });
	drawing.draw((event as { result: unknown }).result as Table, SIZE);
	return { drawing, host, told };
}

describe('the port of a family', () => {
	it('tells what is looked at and chosen in the terms of the result, and leaves nothing behind', async () => {
		const { drawing, host, told } = await mounted('bar', GROUPED);
		const box = host.querySelector('.canvas');
		ok(box, 'no canvas');
		press(box, 'Home', 'ArrowRight', 'Enter', 'Escape');
		const b = { row: 1, series: 'b', column: 'n', x: 'north', value: 7 };
		equal(told.selected, [b]);
		equal(told.hovered.length, 3, 'a, b, and none');
		equal([told.hovered[1], told.hovered[2]], [b, undefined]);
		drawing.point?.('south');
		equal(told.hovered.length, 3, 'pointing from outside told a hook');
		drawing.destroy();
		equal(host.childElementCount, 0);
	});

	it('is as large as it is told to be', async () => {
		const { drawing, host } = await mounted('bar', bars(1, 2));
		drawing.resize({ width: 300, height: 150 });
		await painted();
		const canvas = host.querySelector('canvas');
		equal([canvas?.clientWidth, canvas?.clientHeight], [300, 150]);
		drawing.destroy();
	});
});
