import type { ChartSpec, ChartType } from '../chart-spec.ts';
import { load } from '../load.ts';
import type { Cell, Table } from '../protocol.ts';

/**
 * The port between the elements and whatever draws. An adapter is a module that exports `mount`; it owns the host's
 * children and nothing outside it, and is loaded only when a chart of its family is on the page.
 */
export type DrawingType = ChartType;

/** CSS pixels of the host's content box. */
export interface Size {
	readonly width: number;
	readonly height: number;
}

/** What a legend of a family names. */
export interface NamedMark {
	readonly color: string;
	/** Default `filled`. */
	readonly mark?: string | undefined;
}

/** What tells series apart where the system's own few colours are in force (`forced-colors`). By series. */
export interface Forced {
	/** Of lines, in CSS pixels. */
	readonly dashes: readonly (readonly number[])[];
	/** Of columns, which have an outline in the ink. */
	readonly fills: readonly (string | CanvasPattern)[];
	/** The mark of a legend. */
	swatch(series: number, isFilled: boolean): HTMLElement;
	/** Of the families of ECharts. */
	readonly family?:
		| {
				/** The option of a picture with patterns in the marks that its legend names. */
				option<T extends object>(option: T, entries: readonly NamedMark[]): T;
				/** The mark of a legend; undefined: the one that it has anyway. Asked for after the option. */
				swatch(place: number, entry: NamedMark): HTMLElement | undefined;
		  }
		| undefined;
}

/** What a drawing on a canvas cannot take from CSS by itself: resolved colours, the font, the reader's locale. */
export interface Theme {
	readonly ink: string;
	readonly muted: string;
	readonly line: string;
	readonly grid: string;
	readonly raised: string;
	/** Eight colours, in the order of use. */
	readonly series: readonly string[];
	/** A CSS font family. */
	readonly font: string;
	/** The size of axes and labels in CSS pixels. Their gaps grow with it. */
	readonly fontPx: number;
	/** A BCP 47 tag; `undefined` is the browser's own. */
	readonly locale: string | undefined;
	readonly forced?: Forced | undefined;
}

/** What a drawing says about what it drew. */
export interface Drawn {
	/** In words, for those who do not see the picture; a drawing may also name itself when there is time for it. */
	readonly summary?: string;
	/** Set when less was drawn than the table holds, in words for a footnote. */
	readonly note?: string;
}

/** One mark of a picture, in the terms of the result that it was drawn from. */
export interface DataPoint {
	/** The row of the result, from 0; undefined where a mark stands for several. */
	readonly row?: number | undefined;
	/** The name of its series, as it is shown. */
	readonly series: string;
	/** The column of its value, as the result names it; undefined where a mark stands for none, such as a bin. */
	readonly column?: string | undefined;
	/** Where it stands: the cell of the x axis, or the name of a category, slice, country, as the result has it. */
	readonly x: Cell;
	readonly value: Cell;
}

/** A stretch of the x axis, both ends as the result has them. */
export interface Stretch {
	readonly from: Cell;
	readonly to: Cell;
	/** Where each mark stands for the time until the next, as a column for its week: that next one; null: none comes after. */
	readonly until?: Cell;
}

/** What a drawing tells whoever has mounted it. */
export interface DrawingHooks {
	/** The pointer, a finger or the keyboard is at this mark; `undefined`: at none any more. */
	hover(point: DataPoint | undefined): void;
	/** A mark was clicked, tapped, or chosen with Enter; `by` says with which keys held, and with which button. */
	select(point: DataPoint, by: MouseEvent | KeyboardEvent): void;
	/** Given where a drag is to choose a stretch of the x axis, in place of zooming. `undefined`: it was given up. */
	readonly brush?: ((stretch: Stretch | undefined) => void) | undefined;
	/** The x axis was zoomed to this stretch; `undefined`: it shows all again. */
	zoom?(stretch: Stretch | undefined): void;
}

export interface Drawing {
	/** Draws the table, in place where its columns are those of the call before. */
	draw(table: Table, size: Size): Drawn;
	resize(size: Size): void;
	/** Shows where another chart of the group is being looked at: the cell of its x axis; `undefined`: nowhere. Tells no hook. */
	point?(x: Cell | undefined): void;
	/**
	 * Zooms an axis of times to this stretch, which another chart of the group shows; `undefined`: shows all again. Leaves
	 * every other axis as it is. Tells no hook.
	 */
	zoom?(stretch: Stretch | undefined): void;
	/** Removes everything that `mount` and `draw` have added to the host. */
	destroy(): void;
}

export interface MountOptions {
	readonly theme: Theme;
	readonly type: DrawingType;
	readonly spec?: ChartSpec | undefined;
	/** What stands above it, if anything does. */
	readonly heading?: string | undefined;
	readonly hooks?: DrawingHooks | undefined;
}

export interface DrawingModule {
	mount(host: HTMLElement, options: MountOptions): Drawing;
}

/** What a plot can be told that lines or columns alone do not need: with one of these it is drawn by a larger part. */
const MORE = [
	...(['y2', 'dashed', 'interval', 'annotations', 'labels', 'timeZone'] as const),
	...(['thresholds', 'bands', 'xAxis', 'yAxis'] as const),
] as const;

type Part = 'lines' | 'dense' | 'columns' | 'plots' | 'sparkline' | 'number' | 'table' | 'pivot';

/** What a type is to be drawn with: by the specification, and where there are very many rows, by what draws those. */
export interface Wanted extends Pick<MountOptions, 'type' | 'spec'> {
	readonly table?: Pick<Table, 'rows'>;
}

/** From so many rows on a line has more values than pixels across. */
const DENSE_ROWS = 2500;

function partFor({ type, spec, table }: Wanted): Part {
	if (type === 'sparkline' || type === 'number' || type === 'table' || type === 'pivot') return type;
	const isStacked = type === 'area' && (spec?.stack ?? 'none') !== 'none';
	if (type === 'combination' || isStacked || MORE.some((field) => spec?.[field] !== undefined)) return 'plots';
	if (type === 'column') return 'columns';
	return (table?.rows ?? 0) < DENSE_ROWS ? 'lines' : 'dense';
}

let forcedColors: MediaQueryList | undefined;

/** Asked at each result. */
function hasForcedColors(): boolean {
	forcedColors ??= matchMedia('(forced-colors: active)');
	return forcedColors.matches;
}

/** Names what draws a type as a specification wants it, and the system: equal names, the same module. */
export const moduleName = (wanted: Wanted): string =>
	[wanted.type, partFor(wanted), wanted.spec?.timeZone, wanted.spec?.map?.area, hasForcedColors()].join();

const PARTS: Readonly<Record<Part, () => Promise<DrawingModule>>> = {
	lines: () => import('./uplot.ts'),
	dense: () => import('./dense.ts'),
	columns: () => import('./column.ts'),
	plots: () => import('./plots.ts'),
	sparkline: () => import('./sparkline.ts'),
	number: () => import('./number.ts'),
	table: () => import('./table.ts'),
	pivot: () => import('./pivot-table.ts'),
};

/** The families of ECharts: each loads what it needs of it, and no more. */
const FAMILIES: Readonly<Partial<Record<DrawingType, () => Promise<DrawingModule>>>> = {
	bar: () => import('./echarts-bar.ts'),
	scatter: () => import('./echarts-scatter.ts'),
	histogram: () => import('./echarts-histogram.ts'),
	box: () => import('./echarts-box.ts'),
	heatmap: () => import('./echarts-heatmap.ts'),
	calendar: () => import('./echarts-calendar.ts'),
	pie: () => import('./echarts-pie.ts'),
	donut: () => import('./echarts-pie.ts'),
	funnel: () => import('./echarts-funnel.ts'),
	gauge: () => import('./echarts-gauge.ts'),
	waterfall: () => import('./echarts-waterfall.ts'),
	candlestick: () => import('./echarts-candlestick.ts'),
	treemap: () => import('./echarts-treemap.ts'),
	sankey: () => import('./echarts-sankey.ts'),
	map: () => import('./echarts-map-world.ts'),
};

export const DRAWING_TYPES: readonly DrawingType[] = [
	...(['line', 'area', 'step', 'column', 'combination', 'sparkline', 'number', 'table', 'pivot'] as const),
	...(Object.keys(FAMILIES) as DrawingType[]),
];

/** Shapes are large: a page loads those of the area that it shows. */
const family = (type: DrawingType, spec: ChartSpec | undefined): (() => Promise<DrawingModule>) | undefined =>
	type === 'map' && spec?.map?.area === 'us' ? () => import('./echarts-map-us.ts') : FAMILIES[type];

/** Loads the adapter of a type: a chunk of its own, fetched once a page. Tries until it succeeds. */
export async function loadDrawing(wanted: Wanted, onFailure: (cause: unknown) => void): Promise<DrawingModule> {
	const { type, spec } = wanted;
	const own = family(type, spec);
	const part = load(own ?? PARTS[partFor(wanted)], onFailure);
	const forced = hasForcedColors() ? await load(() => import('./patterns.ts'), onFailure) : undefined;
	const patterns = forced && own ? await load(() => import('./echarts-patterns.ts'), onFailure) : undefined;
	const module = forced ? forced.inForcedColors(await part, patterns?.familyPatterns) : await part;
	if (spec?.timeZone === undefined) return module;
	const { inZone } = await load(() => import('./zoned-drawing.ts'), onFailure);
	return inZone(module, spec.timeZone);
}
