/** Each family of parts, flows and places in a browser, with nothing but the parts of ECharts that its chunk has. */
import type { ChartSpec } from '../../../widget/chart-spec.ts';
import type { DataPoint, DrawingType, Size, Theme } from '../../../widget/drawing/drawing.ts';
import { loadDrawing } from '../../../widget/drawing/drawing.ts';
import type { Cell, ColumnType, Table } from '../../../widget/protocol.ts';
import { equal, ok, page, pixelsLike } from './support.ts';

const SIZE: Size = { width: 480, height: 240 };
const THEME: Theme = {
	ink: '#16191d',
	muted: '#5c6670',
	line: '#c9ced6',
	grid: '#e9ecf0',
	raised: '#ffffff',
	series: ['#2f6fde', '#d9730d', '#0f8a7e', '#b03a8c'],
	font: 'sans-serif',
	fontPx: 12,
	locale: 'en',
};

interface Sample {
	readonly columns: readonly (readonly [string, ColumnType])[];
	readonly rows: readonly (readonly Cell[])[];
	readonly spec?: Partial<ChartSpec>;
	/** What is heard of the first mark. */
	readonly first: string;
}

const NAMED = [
	['name', 'text'],
	['n', 'number'],
] as const;

const THREE = [
	['a', 30],
	['b', 20],
	['c', 10],
] as const;

const SAMPLES: Readonly<Partial<Record<DrawingType, Sample>>> = {
	pie: { columns: NAMED, rows: THREE, spec: { labels: true }, first: 'a: n 30, share 50%' },
	donut: { columns: NAMED, rows: THREE, first: 'a: n 30, share 50%' },
	funnel: { columns: NAMED, rows: THREE, first: 'a: n 30' },
	waterfall: { columns: NAMED, rows: THREE, spec: { waterfall: { total: 'Sum' } }, first: 'a: n +30, sum so far 30' },
	candlestick: {
		columns: [['day', 'date'], ...(['open', 'high', 'low', 'close'] as const).map((name) => [name, 'number'] as const)],
		rows: [
			['2024-01-04', 10, 22, 8, 20],
			['2024-01-05', 20, 30, 18, 28],
		],
		first: 'Jan 4, 2024: open 10, high 22, low 8, close 20, change +100%',
	},
	treemap: { columns: NAMED, rows: THREE, first: 'a: n 30, of all 50%' },
	sankey: {
		columns: [
			['from', 'text'],
			['to', 'text'],
			['n', 'number'],
		],
		rows: [
			['a', 'b', 3],
			['a', 'c', 1],
		],
		first: 'a: out 4',
	},
	map: {
		columns: NAMED,
		rows: [
			['Brazil', 1],
			['FR', 40],
		],
		first: 'Brazil: n 1',
	},
	gauge: { columns: [['n', 'number']], rows: [[30]], spec: { yAxis: { max: 40 } }, first: 'n: 30, from 0, to 40' },
};

const tableOf = ({ columns, rows }: Sample): Table => ({
	columns: columns.map(([name, type]) => ({ name, type })),
	data: columns.map((_, column) => rows.map((row) => row[column] ?? null)),
	rows: rows.length,
	truncated: false,
});

const painted = async (): Promise<void> => {
	for (let frame = 0; frame < 4; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
};

function coloured(host: HTMLElement): number {
	const canvas = host.querySelector('canvas');
	const image = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
	return image ? pixelsLike(image, [0x2f, 0x6f, 0xde], 60) : 0;
}

afterEach(() => document.body.replaceChildren());

describe('parts, flows and places', () => {
	for (const [type, sample] of Object.entries(SAMPLES) as [DrawingType, Sample][]) {
		it(`a ${type} is drawn by its chunk alone, walked through by keyboard, and chosen`, async () => {
			page();
			const host = document.createElement('div');
			host.style.cssText = 'width:480px;height:240px;position:relative';
			document.body.append(host);
			const selected: DataPoint[] = [];
			const hooks = { hover: () => {}, select: (point: DataPoint) => selected.push(point), brush: () => {} };
			const spec: ChartSpec = { version: 1, ...sample.spec };
			const { mount } = await loadDrawing({ type, spec }, () => {});
			const drawing = mount(host, { theme: THEME, type, hooks, spec });
			const { summary } = drawing.draw(tableOf(sample), SIZE);
			await painted();
			ok(coloured(host) > 100, `${coloured(host)} pixels of the first colour`);
			const box = host.querySelector('.canvas');
			equal(box?.getAttribute('aria-label'), summary);
			for (const key of ['Home', 'Enter']) box?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
			equal(host.querySelector('[role=status]')?.textContent, sample.first);
			equal(selected.length, 1);
			ok(host.querySelector('.tip:not([hidden])'), 'no card');
			drawing.draw(tableOf(sample), SIZE);
			drawing.resize({ width: 300, height: 150 });
			await painted();
			ok(coloured(host) > 10, `${coloured(host)} pixels after it was made smaller`);
			drawing.destroy();
			equal(host.childElementCount, 0);
		});
	}
});
