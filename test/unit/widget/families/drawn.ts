/** What the tests of families share: tables, a theme, and a picture of ECharts without a browser that is looked into. */
import { init } from 'echarts';
import type { EChartsType } from 'echarts/core';
import type { ChartSpec, ChartType } from '../../../../widget/chart-spec.ts';
import type { Theme } from '../../../../widget/drawing/drawing.ts';
import { manyAt } from '../../../../widget/drawing/echarts-many.ts';
import { FAMILIES } from '../../../../widget/families/families.ts';
import type { Built, FamilyInput, MarkAddress } from '../../../../widget/families/family.ts';
import type { Cell, ColumnType, Table } from '../../../../widget/protocol.ts';

export const theme: Theme = {
	ink: '#16191d',
	muted: '#5c6670',
	line: '#c9ced6',
	grid: '#e9ecf0',
	raised: '#ffffff',
	series: ['#2f6fde', '#d9730d', '#0f8a7e', '#b03a8c', '#7a5af0', '#8a6d00', '#c0392b', '#4d5a68'],
	font: 'sans-serif',
	fontPx: 12,
	locale: 'en',
};

/** `columns`: names with their types, such as `day:date n:number`. */
export function tableOf(columns: string, rows: readonly (readonly Cell[])[]): Table {
	const named = columns.split(' ').map((column) => {
		const [name = '', type = 'text'] = column.split(':');
		return { name, type: type as ColumnType };
	});
	const data = named.map((_, column) => rows.map((row) => row[column] ?? null));
	return { columns: named, data, rows: rows.length, truncated: false };
}

export interface Rect {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

export interface Picture {
	readonly built: Built;
	readonly svg: string;
	/** What ECharts has drawn for a mark; undefined where it has drawn nothing of its own. */
	readonly rects: readonly (Rect | undefined)[];
}

interface Element {
	getBoundingRect(): { clone(): Rect & { applyTransform(by: unknown): void } };
	getComputedTransform(): unknown;
}

interface Inside {
	getModel(): {
		getSeriesByIndex(
			index: number,
		): { getData(type?: string): { getItemGraphicEl(at: number): Element | undefined } } | undefined;
	};
}

function rectOf(chart: EChartsType, { seriesIndex, dataIndex, dataType }: MarkAddress): Rect | undefined {
	const many = manyAt(chart, seriesIndex);
	if (many) return many.rectOf(dataIndex);
	const series = (chart as unknown as Inside).getModel().getSeriesByIndex(seriesIndex);
	const element = series?.getData(dataType).getItemGraphicEl(dataIndex);
	if (element === undefined) return undefined;
	const rect = element.getBoundingRect().clone();
	const transform = element.getComputedTransform();
	if (transform) rect.applyTransform(transform);
	return { x: rect.x, y: rect.y, width: rect.width, height: rect.height };
}

export interface Look {
	readonly spec?: Omit<ChartSpec, 'version'>;
	readonly width?: number;
	readonly height?: number;
	readonly target?: 'page' | 'picture';
	readonly hidden?: readonly string[];
	readonly view?: FamilyInput['view'];
	readonly theme?: Theme;
}

/** Draws a table as ECharts does on a server. */
export function pictureOf(type: ChartType, table: Table, look: Look = {}): Picture {
	const { spec = {}, width = 640, height = 320, target = 'picture', hidden = [], view } = look;
	const own = look.theme ?? theme;
	const size = { width, height };
	const family = FAMILIES[type];
	if (family === undefined) throw new Error(`no family draws ${type}`);
	const built = family.build({
		table,
		type,
		theme: own,
		size,
		target,
		spec: { version: 1, ...spec },
		hidden: new Set(hidden),
		view,
	});
	const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
	try {
		chart.setOption(built.option);
		const svg = chart.renderToSVGString();
		return { built, svg, rects: built.marks.map(({ at }) => rectOf(chart, at)) };
	} finally {
		chart.dispose();
	}
}

/** The box of a path of absolute commands and relative lines: of curves, the ends. */
function boxOf(path: string): Rect {
	let [atX, atY] = [0, 0];
	const ends = [...path.matchAll(/([MLACQl])([^MLACQZlz]*)/g)].map(([, command, numbers = '']) => {
		const [x = 0, y = 0] = (numbers.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).slice(-2).map(Number);
		[atX, atY] = command === 'l' ? [atX + x, atY + y] : [x, y];
		return [atX, atY];
	});
	const [xs, ys] = [ends.map(([x = 0]) => x), ends.map(([, y = 0]) => y)];
	const [x, y] = [Math.min(...xs), Math.min(...ys)];
	return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** The boxes of all paths of this colour, as a reader of the picture finds them. */
export const boxesOf = (svg: string, fill: string): Rect[] =>
	[...svg.matchAll(/<path d="([^"]*)"([^>]*)>/g)].flatMap(([, path = '', rest = '']) =>
		rest.includes(`fill="${fill}"`) ? [boxOf(path)] : [],
	);
