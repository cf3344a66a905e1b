/** Gathers rows into columns, within caps of rows and bytes; over either, the table is marked truncated. */
import type { Cell, Column, ColumnType } from '../../widget/protocol.ts';
import type { Rows } from './source.ts';

type ToCell = (type: ColumnType, text: string | null) => Cell;

export class TableBuilder {
	rows = 0;
	full = false;
	#columns: readonly Column[] | undefined;
	readonly #data: Cell[][] = [];
	readonly #toCell: ToCell;
	readonly #maxRows: number;
	readonly #maxBytes: number;
	#bytes = 0;

	constructor(toCell: ToCell, caps: { readonly maxRows: number; readonly maxBytes: number }) {
		this.#toCell = toCell;
		this.#maxRows = caps.maxRows;
		this.#maxBytes = caps.maxBytes;
	}

	get described(): boolean {
		return this.#columns !== undefined;
	}

	describe(columns: readonly Column[]): void {
		this.#columns = columns;
		for (const _ of columns) this.#data.push([]);
	}

	/** Adds rows of the database's text, one value a column; rows beyond a cap are dropped. */
	add(rows: readonly (readonly (string | null)[])[]): void {
		for (const row of rows) {
			const bytes = row.reduce((sum, text) => sum + (text?.length ?? 4) + 1, 0);
			if (this.rows >= this.#maxRows || this.#bytes + bytes > this.#maxBytes) {
				this.full = true;
				return;
			}
			this.#bytes += bytes;
			this.rows += 1;
			this.#columns?.forEach(({ type }, index) => {
				this.#data[index]?.push(this.#toCell(type, row[index] ?? null));
			});
		}
	}

	finish(): Rows {
		return { columns: this.#columns ?? [], data: this.#data, rows: this.rows, truncated: this.full };
	}
}
