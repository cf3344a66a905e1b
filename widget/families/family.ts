import type { EChartsOption } from 'echarts';
import type { ChartSpec } from '../chart-spec.ts';
import type { Along, Ends, Stage } from '../drawing/along.ts';
import type { DataPoint, DrawingType, Size, Theme } from '../drawing/drawing.ts';
import type { Table } from '../protocol.ts';
import type { Area } from './frame.ts';
import type { Measure } from './text.ts';

/**
 * The port between a result and the pictures that ECharts draws of it. A family turns a table into an option of ECharts,
 * and into everything that is said about it in words; it draws nothing, has no DOM, and does not load ECharts, so that a
 * page and a server build the same picture.
 */
export interface Family {
	/** Always gives something that can be drawn, also of a table without rows or with nothing but nulls. */
	build(input: FamilyInput): Built;
}

export interface FamilyInput {
	readonly table: Table;
	readonly spec: ChartSpec | undefined;
	/** Which of the types of this family. */
	readonly type: DrawingType;
	/** With colours that ECharts can read: `#rrggbb` or `rgb(…)`. Its locale is the reader's. */
	readonly theme: Theme;
	/** Of the whole picture; of a page's, without the legend, which stands over it in HTML. */
	readonly size: Size;
	/** `picture`: nothing but the option is seen, so that the legend must be part of it, and nothing moves. */
	readonly target: 'page' | 'picture';
	/** Room that whoever makes the picture keeps for a title, in CSS pixels from the top. */
	readonly insetTop?: number | undefined;
	/** The keys of the legend's entries that the reader has switched off. */
	readonly hidden?: ReadonlySet<string> | undefined;
	/** Which part of its axis somebody looks at, asked by families that have one; undefined: all of it. */
	readonly view?: ((along: Along) => Ends | undefined) | undefined;
	/** How wide a text is. Default: an estimate from the widths of a common sans-serif. */
	readonly measure?: Measure | undefined;
}

export interface Built {
	/** What its functions say follows from the rest of it, but for marks that are painted as one (`many.ts`). */
	readonly option: EChartsOption;
	/** What can be looked at and chosen, in the order of the walk. */
	readonly marks: readonly Mark[];
	/** Which way one step of the walk leads: to the right, or down. Lanes lie across it. */
	readonly walk: 'right' | 'down';
	/** What the pointer finds: the mark itself, or from anywhere beside it the step on the axis of categories. */
	readonly hit: 'mark' | 'step';
	/** In sentences, for a screen reader. */
	readonly summary: string;
	/** What is not as the table or the specification has it, each in a few words for the footnote. */
	readonly notes: readonly string[];
	readonly legend: Legend;
	/** What a viewer can zoom and choose a stretch of; undefined: nothing. */
	readonly axis?: SeenAxis | undefined;
	/** Of equal keys, the newer option can be set over the older one; otherwise it takes its place. */
	readonly key: string;
}

/** The axis that the marks stand along, and what of it is seen. Summary and legend are those of all of it. */
export interface SeenAxis extends Omit<Stage, 'over'> {
	readonly along: Along;
	/** From one end of what is seen to the other, in CSS pixels of the picture. */
	readonly plot: Area;
	/** The position of a mark on it. */
	readonly at: (mark: Mark) => number;
}

export interface Mark {
	/** Where ECharts has it, as its actions `highlight` and `downplay` name it. */
	readonly at: MarkAddress;
	/** Its place in the walk, from 0; marks of one step are told together. */
	readonly step: number;
	/** Its place among the marks of its step, from 0. */
	readonly lane: number;
	readonly point: DataPoint;
	/** The words for it; made when somebody looks, for there may be thousands of marks. */
	readonly tip: () => TipContent;
}

export interface MarkAddress {
	readonly seriesIndex: number;
	readonly dataIndex: number;
	readonly dataType?: 'node' | 'edge';
}

/** What the card beside a mark says; a screen reader hears the same. */
export interface TipContent {
	readonly title: string;
	readonly rows: readonly TipRow[];
}

export interface TipRow {
	readonly name: string;
	readonly value: string;
	/** Of the small square before the name; without it there is none. */
	readonly color?: string | undefined;
	/** This row is the mark's own, among those of its step. */
	readonly own?: boolean;
}

export interface LegendEntry {
	/** As in `hidden`. */
	readonly key: string;
	readonly name: string;
	readonly color: string;
	/** How it is marked in the picture. Default: `filled`. */
	readonly mark?: 'filled' | 'line' | 'dashed' | 'hollow' | 'hatched';
}

export interface ColorRamp {
	/** From the least to the largest, evenly spaced. */
	readonly colors: readonly string[];
	/** What stands below them, evenly spaced, such as the least, the middle and the largest value. */
	readonly texts: readonly string[];
}

export interface Legend {
	/** Also those that are hidden, so that they can be switched on again. */
	readonly entries: readonly LegendEntry[];
	/** A reader can switch entries off. */
	readonly toggles: boolean;
	/** Entries beside it say what the scale does not, such as what has no value. */
	readonly ramp?: ColorRamp | undefined;
}

export const NO_LEGEND: Legend = { entries: [], toggles: false };
