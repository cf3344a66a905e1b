import uPlot from 'uplot';
import { denseLine } from '../../../widget/drawing/dense-line.ts';
import type { Theme } from '../../../widget/drawing/drawing.ts';
import { plotOptions } from '../../../widget/drawing/plot-options.ts';
import { shapeOf } from '../../../widget/drawing/shape.ts';
import type { Cell, Table } from '../../../widget/protocol.ts';
import { equal, ok } from './support.ts';

const SIZE = { width: 400, height: 240 };
const LINE = '#2f6fde';
const theme: Theme = {
	ink: '#000000',
	muted: '#888888',
	line: '#888888',
	grid: '#eeeeee',
	raised: '#ffffff',
	series: [LINE],
	font: 'sans-serif',
	fontPx: 12,
	locale: 'en',
};

let seed = 7;
/** The same numbers in every run. */
const random = (): number => {
	seed = (seed * 48_271) % 2_147_483_647;
	return seed / 2_147_483_647;
};

function tableOf(x: readonly number[], y: readonly (number | null)[]): Table {
	const columns = ['x', 'y'].map((name) => ({ name, type: 'number' as const }));
	return { columns, data: [x, y] as readonly (readonly Cell[])[], rows: x.length, truncated: false };
}

/** The picture of the table; `plain`: by uPlot's own lines, which go through every value. */
async function pictureOf(table: Table, type: 'line' | 'area', plain: boolean): Promise<ImageData> {
	const shape = shapeOf(table, false, 'en');
	const made = plotOptions({
		type,
		spec: undefined,
		columns: undefined,
		extras: undefined,
		dense: denseLine,
		categories: undefined,
		theme,
		...SIZE,
		right: 0,
		shape: () => shape,
		onDraw: () => undefined,
		onCursor: () => undefined,
	});
	const paths = uPlot.paths.linear?.();
	const series = made.series.map((each, index) => (plain && index > 0 && paths ? { ...each, paths } : each));
	const host = document.body.appendChild(document.createElement('div'));
	const data = [shape.x, ...shape.series] as unknown as uPlot.AlignedData;
	const plot = new uPlot({ ...made, series }, data, host);
	await new Promise((resolve) => setTimeout(resolve));
	const { width, height } = plot.ctx.canvas;
	const picture = plot.ctx.getImageData(0, 0, width, height);
	plot.destroy();
	host.remove();
	return picture;
}

/** Where the line is, as one row of booleans after the other; `alpha`: from which opacity on. */
function inked({ data }: ImageData, least: number): boolean[] {
	return Array.from({ length: data.length / 4 }, (_, at) => {
		const [red = 0, , blue = 0, alpha = 0] = data.subarray(at * 4, at * 4 + 4);
		return alpha >= least && blue - red > 60;
	});
}

/** How many of these pixels have none of the others within so many pixels. */
function strayed(these: readonly boolean[], others: readonly boolean[], width: number, within: number): number {
	const near = (at: number): boolean => {
		for (let down = -within; down <= within; down += 1) {
			for (let across = -within; across <= within; across += 1) if (others[at + down * width + across]) return true;
		}
		return false;
	};
	return these.reduce((count, is, at) => (is && !near(at) ? count + 1 : count), 0);
}

const walk = (count: number): number[] => {
	let value = 50;
	return Array.from({ length: count }, () => {
		value += random() - 0.5;
		return value;
	});
};
const places = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

const CASES: readonly (readonly [string, readonly number[], readonly (number | null)[]])[] = [
	['a walk of three values a pixel', places(1200), walk(1200)],
	['a walk of 250 values a pixel', places(100_000), walk(100_000)],
	['a jump in one value of 100,000', places(100_000), walk(100_000).map((value, at) => (at === 61_803 ? 400 : value))],
	['a walk across zero', places(4000), walk(4000).map((value) => value - 50)],
	['a walk with parts missing', places(6000), walk(6000).map((value, at) => (at % 1500 < 400 ? null : value))],
	['a level', places(5000), places(5000).map(() => 7)],
	[
		'values in two heaps, with nothing between',
		places(4000).map((at) => (at < 2000 ? at : at + 20_000)),
		walk(4000).map((value, at) => (at < 2000 ? value : value + 60)),
	],
	['a straight line', places(5000), places(5000)],
];

describe('a dense line', () => {
	for (const type of ['line', 'area'] as const) {
		for (const [what, x, y] of CASES) {
			it(`shows ${what} as a line through every value does: ${type}`, async () => {
				const table = tableOf(x, y);
				const [expected, found] = [await pictureOf(table, type, true), await pictureOf(table, type, false)];
				const [whole, dense] = [inked(expected, 200), inked(found, 200)];
				const count = whole.filter(Boolean).length;
				ok(count > 200, `only ${count} pixels are a line`);
				const { width } = expected;
				equal(strayed(dense, whole, width, 1), 0, `pixels too many, of ${count}`);
				equal(strayed(whole, dense, width, 1), 0, `pixels too few, of ${count}`);
				if (type === 'line') return;
				const [under, filled] = [inked(expected, 20), inked(found, 20)];
				ok(under.filter(Boolean).length > count, 'nothing is filled');
				equal(strayed(filled, under, width, 2), 0, 'filled too much');
				equal(strayed(under, filled, width, 2), 0, 'filled too little');
			});
		}
	}
});
