/**
 * The source's port: a customer's database, on which one statement of an author runs read-only, bounded in
 * time, rows and bytes, and can be stopped (I12). One file an engine.
 */
import type { Cell, Column, ParamValue, SqlPosition } from '../../widget/protocol.ts';

export interface Query {
	/** Names the execution in the database's own list of sessions, e.g. `chartwire run <id> 1`. */
	readonly tag: string;
	readonly sql: string;
	/**
	 * The rows are one value of JSON: `plan`, how the database would answer, without answering; `analysis`, how it has
	 * answered, which runs the statement to its end.
	 */
	readonly explain?: 'plan' | 'analysis' | undefined;
	/** Values of `$1 …`, always bound and never pasted; a list is bound as one array. */
	readonly bound: readonly ParamValue[];
	readonly timeZone: string;
	/** Set as `chartwire.<name>` inside the transaction, for the database's own row policies. */
	readonly claims: Readonly<Record<string, string>>;
	readonly maxRows: number;
	readonly maxBytes: number;
	/** What may come between two batches, where that is not a question of `maxBytes`: rows that are handed on at once. */
	readonly maxBatchBytes?: number;
	/** Wall clock; after it the query is cancelled, and then its session ended. */
	readonly deadlineMs: number;
}

export interface Rows {
	readonly columns: readonly Column[];
	/** `data[column][row]`; may be made when it is asked for. */
	readonly data: readonly (readonly Cell[])[];
	/** The same without making all of it at once: for each column pieces of JSON, to be joined by commas. */
	json?(): readonly Iterable<Buffer>[];
	readonly rows: number;
	readonly truncated: boolean;
}

/** Takes rows as they come, in place of a table of all of them. */
export interface RowSink {
	/** Called once, before the first row. */
	begin(columns: readonly Column[]): void;
	/** One cell a column; the next rows are read once it has resolved. */
	add(rows: readonly (readonly Cell[])[]): Promise<void>;
}

export interface RunOptions {
	readonly signal: AbortSignal;
	readonly onRows: (rows: number) => void;
	/** With it, what `run` returns has no data. */
	readonly sink?: RowSink | undefined;
}

export interface Source {
	/**
	 * Runs one statement to its end. Aborting the signal cancels it in the database.
	 * @throws SqlFailure what the database said of the SQL; NamedError deadline, source_unreachable;
	 *   the signal's reason when aborted.
	 */
	run(query: Query, options: RunOptions): Promise<Rows>;
	/** Ends in the database whatever still runs under a tag, after its worker was lost. */
	endTagged(tag: string): Promise<void>;
	close(): Promise<void>;
}

/** The database refused the SQL. `position` is in the statement that was sent. */
export class SqlFailure extends Error {
	readonly sqlState: string;
	readonly hint: string | undefined;
	readonly offset: number | undefined;

	constructor(message: string, details: { sqlState: string; hint?: string; offset?: number; cause?: unknown }) {
		super(message, { cause: details.cause });
		this.name = 'SqlFailure';
		this.sqlState = details.sqlState;
		this.hint = details.hint;
		this.offset = details.offset;
	}
}

/** Line and column, both from 1, of an offset (UTF-16 units, from 0) in a text. */
export function positionAt(text: string, offset: number): SqlPosition {
	const before = text.slice(0, offset);
	const line = before.split('\n').length;
	return { line, column: offset - (before.lastIndexOf('\n') + 1) + 1, offset };
}
