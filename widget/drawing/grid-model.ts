import type { CellLook } from './conditions.ts';
import type { Order } from './table-order.ts';

/** What a grid of rows shows, whether they are those of a result or of a pivot. */
export interface Grid {
	/** What a screen reader calls the table. */
	readonly label: string;
	readonly columns: readonly GridColumn[];
	/** From the top; the last level is that of the columns themselves. */
	readonly head: readonly (readonly GridHeading[])[];
	/** For each place from the top, the row that stands there, by which a column is asked. */
	readonly rows: Uint32Array;
	/** A last row that is always in sight, a text a column. */
	readonly foot: readonly string[];
	/** So many columns stay when the others are scrolled. */
	readonly frozen: number;
	readonly order: Order | undefined;
}

export interface GridColumn {
	/** Unlike that of any other column of the grid. */
	readonly key: string;
	/** `figure`, `time`, or nothing. */
	readonly className: string;
	/** True when its cells name their rows. */
	readonly isHeading: boolean;
	cell(row: number): GridCell;
	/** Texts among which those are that need most room. Asked once, when the grid has got its columns. */
	samples(): readonly string[];
}

export interface GridCell {
	readonly text: string;
	/** What is shown is not a value but that there is none, or that it is the same again. */
	readonly isQuiet: boolean;
	readonly look: CellLook | undefined;
	/** Where it leads. */
	readonly href?: string | undefined;
}

export interface GridHeading {
	readonly label: string;
	readonly className: string;
	/** The first column below it. */
	readonly at: number;
	/** How many columns are below it, and how many levels it stands in. */
	readonly columns: number;
	readonly levels: number;
	/** The key of the column by which it sorts; undefined where it does not. */
	readonly sorts: string | undefined;
}
