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
	/** The column whose values name the series. Default: the next column that is neither a time nor a number. */
	readonly series?: string;
	/** By column, or by value of the column `series`: what it is called, and its colour. */
	readonly names?: Readonly<Record<string, string>>;
	readonly colors?: Readonly<Record<string, string>>;
	/** By column. */
	readonly formats?: Readonly<Record<string, NumberFormat>>;
	/** `percent`: each share of 100 %. Of columns. */
	readonly stack?: 'none' | 'stacked' | 'percent';
	/** What a null is: a gap, a zero, or nothing at all. */
	readonly nulls?: 'gap' | 'zero' | 'connect';
	readonly yAxis?: ValueAxis;
	/** Lines across the plot at a value of the y axis. */
	readonly thresholds?: readonly Threshold[];
	/** Stripes across the plot between two values of the y axis; without one of them, to its end. */
	readonly bands?: readonly Band[];
	readonly limit?: Limit;
}

export type ChartType = 'line' | 'area' | 'step' | 'column' | 'number' | 'table';

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

export interface Limit {
	/** The largest so many are drawn, 8 at most. */
	readonly series?: number;
	/** What the sum of the other series is called; without it they are left out, and a note says so. */
	readonly others?: string;
}

/** What a server sent as a specification, if this script knows its version. */
export const specOf = (value: unknown): ChartSpec | undefined =>
	(value as ChartSpec | null | undefined)?.version === 1 ? (value as ChartSpec) : undefined;
