import '../../../widget/define.ts';
import type { ChartSpec } from '../../../widget/chart-spec.ts';
import type { DrawingType } from '../../../widget/drawing/drawing.ts';
import type { SqlChart } from '../../../widget/elements/sql-chart/sql-chart.ts';
import type { ResultEvent } from '../../../widget/protocol.ts';
import { accessible, day, equal, FakeClient, ok, page, painted, result, series, until } from './support.ts';

async function draw(type: DrawingType, data: ResultEvent, spec: Omit<ChartSpec, 'version'> = {}, height = '') {
	page();
	const chart = document.createElement('sql-chart');
	const client = new FakeClient();
	chart.client = client;
	chart.chart = 'x';
	chart.type = type;
	chart.spec = { version: 1, ...spec };
	if (height) chart.style.blockSize = height;
	document.body.append(chart);
	await chart.updateComplete;
	client.push({ result: data });
	return { chart, client };
}

const find = <T extends Element>(chart: SqlChart, selector: string): T | null =>
	chart.shadowRoot?.querySelector<T>(selector) ?? null;

/** The highest row of each tenth of a canvas that is painted in the first colour; the height where none is. */
function tops(canvas: HTMLCanvasElement): number[] {
	const { width, height } = canvas;
	const data = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
	const found = new Array<number>(10).fill(height);
	for (let y = height - 1; y >= 0; y--) {
		for (let x = 0; x < width; x++) {
			const at = (y * width + x) * 4;
			const off = [0x2f, 0x6f, 0xde].reduce((sum, part, index) => sum + Math.abs(part - (data[at + index] ?? 0)), 0);
			if (off < 60 && (data[at + 3] ?? 0) > 120) found[Math.floor((x / width) * 10)] = y;
		}
	}
	return found;
}

const rising = Array.from({ length: 30 }, (_, index) => index);
const canvasOf = (chart: SqlChart) => until('a canvas', () => find<HTMLCanvasElement>(chart, 'canvas'));

afterEach(() => document.body.replaceChildren());

describe('sparkline', () => {
	it('is as high as a line of text, rises where the data rises, and has neither axes nor legend', async () => {
		const { chart } = await draw('sparkline', series(rising), { title: 'Sales' }, '24px');
		chart.style.inlineSize = '200px';
		const canvas = await canvasOf(chart);
		await painted();
		equal([chart.offsetHeight, canvas.clientHeight, canvas.clientWidth], [24, 24, 200]);
		const [first = 0, , , middle = 0] = tops(canvas);
		ok(first > 16 && middle < first - 4 && Math.min(...tops(canvas)) < 6, tops(canvas).join());
		const asOf = find<HTMLElement>(chart, '.asof');
		equal([find(chart, '.legend'), find(chart, '.uplot'), asOf?.offsetHeight], [null, null, 0]);
		await accessible(chart);
	});

	it('still shows that it is stale, and says so', async () => {
		const { chart, client } = await draw('sparkline', series(rising), {}, '24px');
		await canvasOf(chart);
		client.push({
			result: series(rising),
			freshness: { kind: 'freshness', run: 'run-1', stale: true, at: 0 },
		} as never);
		client.connect({ status: 'offline', transport: 'websocket' } as never);
		const dot = await until('the mark', () => find<HTMLElement>(chart, '.badge .dot'));
		await until('a mark to be seen', () => dot.offsetWidth >= 5 && dot.offsetHeight >= 5);
		ok(find(chart, '.badge')?.textContent?.includes('as of'), 'its age is not said');
	});

	it('marks its last value, and another one that is looked at', async () => {
		const values = [5, 1, 9, null, null];
		const { chart } = await draw('sparkline', series(values), {}, '120px');
		const canvas = await canvasOf(chart);
		await painted();
		const before = canvas.toDataURL();
		const box = await until('the box', () => find<HTMLElement>(chart, '.sparkline'));
		ok(box.getAttribute('aria-label')?.startsWith('Sparkline of total by day, 5 points'), String(box.ariaLabel));
		const said = () => chart.shadowRoot?.querySelector('.drawing [role=status]')?.textContent;
		for (const [key, words] of [
			['End', 'Jan 5, 2024: no value'],
			['Home', 'Jan 1, 2024: 5'],
			['ArrowRight', 'Jan 2, 2024: 1'],
		] as const) {
			box.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
			equal(said(), words);
		}
		ok(canvas.toDataURL() !== before, 'nothing is marked');
		box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
		equal(said(), '');
		equal(canvas.toDataURL(), before, 'the last value is not marked again');
	});

	it('is drawn of numbers alone, in the order of their rows', async () => {
		const data = result(
			[['n', 'number']],
			[9, 6, 3, 0].map((n) => [n]),
		);
		const { chart } = await draw('sparkline', data, {}, '100px');
		const canvas = await canvasOf(chart);
		await painted();
		const [first = 0, , , later = 0] = tops(canvas);
		ok(first < later - 10, tops(canvas).join());
	});

	it('keeps the extremes of more values than pixels', async () => {
		const values = Array.from({ length: 50_000 }, (_, at) => (at === 30_001 ? 100 : at % 2));
		const { chart } = await draw('sparkline', series(values), {}, '100px');
		const canvas = await canvasOf(chart);
		await painted();
		ok((tops(canvas)[5] ?? 99) < 8, tops(canvas).join());
	});
});

describe('number', () => {
	const columns = [
		['day', 'date'],
		['sales', 'number'],
	] as const;
	const rows = rising.map((value) => [day(value), 100 + value]);

	it('is the last of many rows, against the one before it, over a small line of all', async () => {
		const { chart } = await draw('number', result(columns, rows), { number: { good: 'up' } });
		const canvas = await canvasOf(chart);
		await painted();
		equal(find(chart, '.number .label')?.textContent, 'sales, Jan 30, 2024');
		equal(find(chart, '.number .value')?.textContent, '129');
		equal(find(chart, '.number .delta')?.textContent, '▲ 1 better than 128 (Jan 29, 2024)');
		const found = tops(canvas);
		ok((found[1] ?? 0) > (found[8] ?? 99) + 8, found.join());
		await accessible(chart);
	});

	it('colours what is good and what is bad as the theme has them, and says which in words', async () => {
		page();
		for (const [good, token] of [
			['up', 'good'],
			['down', 'danger'],
			['none', 'ink'],
		] as const) {
			document.body.style.setProperty('--chartwire-good', 'rgb(1, 130, 3)');
			document.body.style.setProperty('--chartwire-danger', 'rgb(170, 5, 6)');
			const { chart } = await draw('number', result(columns, rows), { number: { good } });
			document.body.style.setProperty('--chartwire-good', 'rgb(1, 130, 3)');
			document.body.style.setProperty('--chartwire-danger', 'rgb(170, 5, 6)');
			const change = await until('the change', () => find<HTMLElement>(chart, '.delta b'));
			const wanted = { good: 'rgb(1, 130, 3)', danger: 'rgb(170, 5, 6)', ink: 'rgb(22, 25, 29)' }[token];
			equal(getComputedStyle(change).color, wanted, good);
			const words = { good: 'better than', danger: 'worse than', ink: 'from' }[token];
			ok(find(chart, '.delta')?.textContent?.includes(words), String(find(chart, '.delta')?.textContent));
			chart.remove();
		}
	});

	it('has no line where its author wants none, and says of how many rows it is the last', async () => {
		const { chart } = await draw('number', result(columns, rows), { number: { trend: false } });
		await until('the note', () => find(chart, '.note')?.textContent?.includes('last of 30 rows'));
		equal(find(chart, '.trend'), null);
	});

	it('follows its rows', async () => {
		const { chart, client } = await draw('number', result(columns, rows));
		const canvas = await canvasOf(chart);
		client.push({ result: result(columns, [...rows, [day(30), 0]]) });
		await until('the new figure', () => find(chart, '.number .value')?.textContent === '0');
		await painted();
		const [first = 99] = tops(canvas).slice(1);
		ok(first < canvas.height / 3, `all but the last are high above it: ${first} of ${canvas.height}`);
	});
});
