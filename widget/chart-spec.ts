/**
 * How a chart is drawn: the specification, version 1. The server checks it when an author saves it (its JSON Schema is
 * at `/v1/schema/chart-spec-1.json`), and sends it beside the subscription. Everything is optional: without it a chart is
 * chosen from the types of its columns. Unknown fields are refused by the server and ignored here, so that an older script
 * draws what it can of a newer specification. Imports nothing.
 */
export interface ChartSpec {
	readonly version: 1;
	readonly type?: ChartType;
	readonly title?: string;
	/** For whoever cannot see the picture, and below the title for everybody. */
	readonly description?: string;
	/** The column of the x axis. Default: the first of times, or else of texts. */
	readonly x?: string;
	/** The columns of values. Default: every other column of numbers. */
	readonly y?: readonly string[];
	/** The column whose values name the series; of a heat map, its rows. Default: the next column that is neither a time nor a number. */
	readonly series?: string;
	/** Of `combination`: which of the columns of values are lines; the others are columns. Default: the last. */
	readonly lines?: readonly string[];
	/** Of `combination`, and of lines: which of the columns of values stand on the second axis, at the right. */
	readonly y2?: readonly string[];
	/** Of lines: which of the columns of values are dashed, such as a forecast. */
	readonly dashed?: readonly string[];
	/** Of lines: a band between two columns of numbers, such as the interval of a forecast. */
	readonly interval?: Interval;
	/** By column, or by value of the column `series`: what it is called, and its colour. */
	readonly names?: Readonly<Record<string, string>>;
	readonly colors?: Readonly<Record<string, string>>;
	/** By column. */
	readonly formats?: Readonly<Record<string, NumberFormat>>;
	/** `percent`: each share of 100 %. Of columns, bars and areas. */
	readonly stack?: 'none' | 'stacked' | 'percent';
	/** What a null is: a gap, a zero, or nothing at all. */
	readonly nulls?: 'gap' | 'zero' | 'connect';
	/** Categories, slices, steps by the size of their values. Default: as the rows come. */
	readonly sort?: 'none' | 'ascending' | 'descending';
	/** Writes the values at the marks. */
	readonly labels?: boolean;
	/** An IANA time zone such as `Europe/Lisbon`, or `viewer`, in which instants (`timestamptz`) are shown. Default: that of the result. */
	readonly timeZone?: string;
	readonly xAxis?: { readonly title?: string };
	readonly yAxis?: ValueAxis;
	readonly y2Axis?: ValueAxis;
	/** Lines across the plot at a value of the y axis; of a gauge, the ends of its zones. */
	readonly thresholds?: readonly Threshold[];
	/** Stripes across the plot between two values of the y axis; without one of them, to its end. */
	readonly bands?: readonly Band[];
	/** Marks at places of the x axis. */
	readonly annotations?: Annotations;
	readonly limit?: Limit;
	/**
	 * Where a click on a mark leads: an address with `{column}` for the values of its row, each percent-encoded, such as
	 * `/orders?region={region}`. http, https, or relative to the page.
	 */
	readonly link?: string;
	/** How numbers become colours: of heat map, calendar, map, treemap and the colour of a scatter. */
	readonly colorScale?: ColorScale;
	readonly scatter?: ScatterSpec;
	readonly histogram?: { /** Default: by the rule of Freedman and Diaconis. */ readonly bins?: number };
	readonly box?: BoxSpec;
	readonly candlestick?: CandlestickSpec;
	readonly waterfall?: { /** Closes with the sum, by this name. */ readonly total?: string };
	readonly sankey?: { readonly from?: string; readonly to?: string };
	/** The columns of its levels, from the outermost. Default: every column of texts. */
	readonly treemap?: { readonly path?: readonly string[] };
	readonly map?: MapSpec;
	readonly number?: NumberSpec;
	readonly table?: TableSpec;
	readonly pivot?: PivotSpec;
}

/** As the server sends it. */
export interface SentSpec extends ChartSpec {
	/** That of the chart itself, where the specification has none: it is shown where the chart stands among others. */
	readonly chartTitle?: string;
}

export type ChartType =
	| 'line'
	| 'area'
	| 'step'
	| 'column'
	| 'combination'
	| 'sparkline'
	| 'number'
	| 'table'
	| 'pivot'
	| 'bar'
	| 'scatter'
	| 'histogram'
	| 'box'
	| 'heatmap'
	| 'calendar'
	| 'pie'
	| 'donut'
	| 'funnel'
	| 'gauge'
	| 'candlestick'
	| 'waterfall'
	| 'sankey'
	| 'treemap'
	| 'map';

export interface NumberFormat {
	readonly style?: 'number' | 'percent' | 'currency' | 'compact';
	/** ISO 4217, such as `EUR`; of `currency`. */
	readonly currency?: string;
	/** Written after the number. */
	readonly unit?: string;
	readonly decimals?: number;
}

export interface ValueAxis {
	readonly title?: string;
	readonly min?: number;
	readonly max?: number;
	readonly scale?: 'linear' | 'log';
}

export interface Threshold {
	readonly value: number;
	readonly label?: string;
	/** A CSS colour. */
	readonly color?: string;
}

export interface Band {
	readonly from?: number;
	readonly to?: number;
	readonly label?: string;
	readonly color?: string;
}

export interface Interval {
	readonly low: string;
	readonly high: string;
	readonly label?: string;
}

export interface Annotations {
	/** A column of the result: where it is not null, it is what is said at the row's x. */
	readonly column?: string;
	/** `at` and `to` are written as the column x is: a number, a text, an ISO 8601 date or time. */
	readonly points?: readonly { readonly at: string | number; readonly to?: string | number; readonly label?: string }[];
}

export interface Limit {
	/** The largest so many are drawn, 8 at most. */
	readonly series?: number;
	/** What the sum of the other series is called; without it they are left out, and a note says so. */
	readonly others?: string;
}

export interface ColorScale {
	/** `diverging`: two hues that meet at `middle`. Default: `sequential`, or `diverging` where values have both signs. */
	readonly kind?: 'sequential' | 'diverging';
	readonly min?: number;
	readonly max?: number;
	/** Default 0. */
	readonly middle?: number;
}

export interface ScatterSpec {
	/** A column of numbers, shown by the area of the points. */
	readonly size?: string;
	/** A column of numbers, shown by their colour. */
	readonly color?: string;
	/** A column that names the points. */
	readonly label?: string;
	/** A line by least squares, with its R². */
	readonly regression?: 'none' | 'linear';
}

/** The columns of numbers of a summary that the SQL has made. Without it, the quartiles are those of all values of a category. */
export interface BoxSpec {
	readonly low: string;
	readonly q1: string;
	readonly median: string;
	readonly q3: string;
	readonly high: string;
}

/** Default: the columns of these names. */
export interface CandlestickSpec {
	readonly open?: string;
	readonly high?: string;
	readonly low?: string;
	readonly close?: string;
}

export interface MapSpec {
	/** Countries of the world, by name or code of ISO 3166-1; the states of the US, by name or postal code. */
	readonly area?: 'world' | 'us';
	/** Shows only these countries or states, as large as they can be. */
	readonly focus?: readonly string[];
}

export interface NumberSpec {
	/** What the figure is held against: this column of its row. Default: the second column of values, or, in a result of many rows, the row before. */
	readonly comparison?: string;
	/** How the difference is written. */
	readonly difference?: 'absolute' | 'percent';
	/** Which way is good news; it is coloured so. Default: none is. */
	readonly good?: 'up' | 'down' | 'none';
	/** The column of values of all rows as a small line below the last of them. Default: when there are several rows. */
	readonly trend?: boolean;
}

export interface TableSpec {
	/** So many columns stay when the others are scrolled. */
	readonly freeze?: number;
	readonly hidden?: readonly string[];
	/** The first that holds for a cell is used. */
	readonly conditions?: readonly Condition[];
}

export interface Condition {
	readonly column: string;
	/** Holds from `above` to below `below`, of numbers; without either, and without `equals`, always. */
	readonly above?: number;
	readonly below?: number;
	readonly equals?: string | number | boolean;
	/** `fill`: the cell is coloured; `text`: its text; `bar`: a bar as long as the number; `scale`: by `colorScale`. */
	readonly show?: 'fill' | 'text' | 'bar' | 'scale';
	readonly color?: string;
}

export interface PivotSpec {
	readonly rows: readonly string[];
	readonly columns: readonly string[];
	readonly aggregate?: 'sum' | 'mean' | 'min' | 'max' | 'count';
	/** Sums of rows and columns. */
	readonly totals?: boolean;
}

/** What a server sent as a specification, if this script knows its version. */
export const specOf = (value: unknown): SentSpec | undefined =>
	(value as SentSpec | null | undefined)?.version === 1 ? (value as SentSpec) : undefined;
