import type { ChartSpec } from '../../widget/chart-spec.ts';

/** One chart of the gallery: a family, drawn from the sample tables. */
export interface GalleryExample {
	/** Its chart is called `gallery-` and this. */
	readonly name: string;
	/** What it is an example of, such as `Columns, stacked`. */
	readonly family: string;
	/** What is to be seen in it. */
	readonly note: string;
	readonly sql: string;
	readonly spec: ChartSpec;
	/** How often it is asked again while somebody watches; without it: once. */
	readonly refreshMs?: number;
}
