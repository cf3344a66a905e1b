import type { ChartSpec, ChartType } from '../chart-spec.ts';
import { load } from '../load.ts';
import type { Cell, Table } from '../protocol.ts';

/**
 * The port between the elements and whatever draws. An adapter is a module that exports `mount`; it owns the host's
 * children and nothing outside it, and is loaded only when a chart of its family is on the page.
 */
export type DrawingType = ChartType;

export const DRAWING_TYPES: readonly DrawingType[] = [
	'line',
	'area',
	'step',
	'column',
	'number',
	'table',
	'bar',
	'pie',
	'donut',
	'funnel',
	'gauge',
	'waterfall',
];

/** CSS pixels of the host's content box. */
export interface Size {
	readonly width: number;
	readonly height: number;
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
}

/** What a drawing says about what it drew. */
export interface Drawn {
	/** One sentence in place of the picture, for those who do not see it. */
	readonly summary: string;
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
}

/** What a drawing tells whoever has mounted it. */
export interface DrawingHooks {
	/** The pointer, a finger or the keyboard is at this mark; `undefined`: at none any more. */
	hover(point: DataPoint | undefined): void;
	/** A mark was clicked, tapped, or chosen with Enter. */
	select(point: DataPoint): void;
	/** A stretch of the x axis was chosen; `undefined`: it was given up. */
	brush(stretch: Stretch | undefined): void;
}

export interface Drawing {
	/** Draws the table, in place where its columns are those of the call before. */
	draw(table: Table, size: Size): Drawn;
	resize(size: Size): void;
	/** Shows where another chart of the group is being looked at: the cell of its x axis; `undefined`: nowhere. Tells no hook. */
	point?(x: Cell | undefined): void;
	/** Removes everything that `mount` and `draw` have added to the host. */
	destroy(): void;
}

export interface MountOptions {
	readonly theme: Theme;
	readonly type: DrawingType;
	readonly spec?: ChartSpec | undefined;
	readonly hooks?: DrawingHooks | undefined;
}

export interface DrawingModule {
	mount(host: HTMLElement, options: MountOptions): Drawing;
}

/** Loads the adapter of a type: a chunk of its own, fetched once a page. Tries until it succeeds. */
export function loadDrawing(type: DrawingType, onFailure: (cause: unknown) => void): Promise<DrawingModule> {
	const part = (): Promise<DrawingModule> => import('./uplot.ts');
	const parts: Readonly<Record<string, typeof part>> = {
		column: () => import('./column.ts'),
		number: () => import('./number.ts'),
		table: () => import('./table.ts'),
		bar: () => import('./echarts-bar.ts'),
		pie: () => import('./echarts-pie.ts'),
		donut: () => import('./echarts-pie.ts'),
		funnel: () => import('./echarts-funnel.ts'),
		gauge: () => import('./echarts-gauge.ts'),
		waterfall: () => import('./echarts-waterfall.ts'),
	};
	return load(parts[type] ?? part, onFailure);
}
