/** A chart of the demo, as it is put into the server. */
export interface DemoChart {
	readonly name: string;
	readonly title: string;
	readonly source: string;
	readonly sql: string;
	/** What a page may choose, as `PUT /v1/charts/:name` takes it. */
	readonly params?: readonly object[];
	/** How often the question is asked again while somebody watches. Without it: once, for as long as the answer is kept. */
	readonly refreshMs?: number;
	/** An answer younger than this is shown to a newcomer without asking again. */
	readonly maxAgeMs?: number;
	/** An older answer is not shown at all. */
	readonly maxStaleMs?: number;
	/** How it is drawn: see docs/charts.md. Without it: as its columns suggest. */
	readonly spec?: object;
	/** The channel on which the database tells that the answer may be another one. */
	readonly listen?: string;
	/** However often something changes, it is asked again once in so long at most. */
	readonly changeMs?: number;
}
