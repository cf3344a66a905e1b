/** How a table of the sample database is described. */

/** Cells as they stand in a JSON file; `undefined` and null become NULL. */
export type JsonRow = Readonly<Record<string, unknown>>;

type Source =
	/** A CSV file with a header, whose columns stand in the order of the table's columns. */
	| { readonly kind: 'csv'; readonly file: string }
	/** A JSON array of objects; `pick` answers one row's cells in the order of the table's columns. */
	| {
			readonly kind: 'json';
			readonly file: string;
			readonly pick: (row: JsonRow, index: number) => readonly unknown[];
	  }
	/** Made here, the same ones on every machine; cells in the order of the table's columns. */
	| { readonly kind: 'made'; readonly rows: () => Iterable<readonly unknown[]> };

export interface SampleTable {
	readonly name: string;
	readonly comment: string;
	/** Name and type, which may carry constraints. */
	readonly columns: readonly (readonly [name: string, type: string])[];
	readonly constraints?: readonly string[];
	/** Columns of further indexes. */
	readonly indexes?: readonly string[];
	readonly source: Source;
}
