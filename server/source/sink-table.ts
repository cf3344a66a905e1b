/** Hands rows on as they come, within caps of rows and bytes, where a table of all of them would be too much. */
import type { Cell, Column, ColumnType } from '../../widget/protocol.ts';
import { uniqueNames } from './column-names.ts';
import type { Query, RowSink, Rows } from './source.ts';
import { TableBuilder } from './table-builder.ts';

type Text = string | null;
type ToCell = (type: ColumnType, text: Text) => Cell;

/** What gathers the rows of one query; full once a cap is reached. */
export interface RowTable {
	readonly rows: number;
	readonly full: boolean;
	readonly described: boolean;
	describe(columns: readonly Column[]): void;
	/** May ask to be waited for. */
	add(rows: readonly (readonly Text[])[]): void | Promise<void>;
	finish(textual?: ReadonlySet<number>): Rows;
}

export const tableFor = (query: Query, toCell: ToCell, sink: RowSink | undefined): RowTable =>
	sink === undefined ? new TableBuilder(toCell, query) : new SinkTable(toCell, query, sink);

class SinkTable implements RowTable {
	rows = 0;
	full = false;
	#columns: readonly Column[] | undefined;
	readonly #toCell: ToCell;
	readonly #caps: Pick<Query, 'maxRows' | 'maxBytes'>;
	readonly #sink: RowSink;
	#bytes = 0;

	constructor(toCell: ToCell, caps: Pick<Query, 'maxRows' | 'maxBytes'>, sink: RowSink) {
		this.#toCell = toCell;
		this.#caps = caps;
		this.#sink = sink;
	}

	get described(): boolean {
		return this.#columns !== undefined;
	}

	describe(columns: readonly Column[]): void {
		const names = uniqueNames(columns.map(({ name }) => name));
		this.#columns = columns.map((column, index) => ({ ...column, name: names[index] ?? column.name }));
		this.#sink.begin(this.#columns);
	}

	async add(rows: readonly (readonly Text[])[]): Promise<void> {
		const taken: Cell[][] = [];
		for (const row of rows) {
			const bytes = row.reduce((sum, text) => sum + (text?.length ?? 4) + 1, 0);
			this.full ||= this.rows >= this.#caps.maxRows || this.#bytes + bytes > this.#caps.maxBytes;
			if (this.full) break;
			this.#bytes += bytes;
			this.rows += 1;
			taken.push(this.#cellsOf(row));
		}
		await this.#sink.add(taken);
	}

	/** An exact number is left as its database writes it: the zeros at its end are the column's scale. */
	#cellsOf(row: readonly Text[]): Cell[] {
		const columns = this.#columns ?? [];
		return columns.map(({ type }, index) => {
			const text = row[index] ?? null;
			return type === 'decimal' ? text : this.#toCell(type, text);
		});
	}

	finish(): Rows {
		const { rows, full: truncated } = this;
		return { columns: this.#columns ?? [], data: [], rows, truncated };
	}
}
