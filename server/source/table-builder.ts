/** Gathers rows into columns, within caps of rows and bytes; over either, the table is marked truncated. */
import type { Cell, Column, ColumnType } from '../../widget/protocol.ts';
import { Cells } from './cells.ts';
import { uniqueNames } from './column-names.ts';
import { DecimalColumn } from './decimal-column.ts';
import type { Rows } from './source.ts';

type ToCell = (type: ColumnType, text: string | null) => Cell;

interface Gathered {
	readonly cells: Cells;
	readonly scale?: number | undefined;
	add(text: string | null): void;
}

export class TableBuilder {
	rows = 0;
	full = false;
	#columns: readonly Column[] | undefined;
	#gathered: readonly Gathered[] = [];
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

	/** Says what the columns are; equal names are made different. */
	describe(columns: readonly Column[]): void {
		const names = uniqueNames(columns.map((column) => column.name));
		this.#columns = columns.map((column, index) => ({ ...column, name: names[index] ?? column.name }));
		this.#gathered = this.#columns.map(({ type }) => (type === 'decimal' ? new DecimalColumn() : this.#plain(type)));
	}

	#plain(type: ColumnType): Gathered {
		const cells = new Cells();
		return { cells, add: (text) => cells.push(this.#toCell(type, text)) };
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
			this.#gathered.forEach((column, index) => {
				column.add(row[index] ?? null);
			});
		}
	}

	/** `textual` names the columns, by their place, whose type turned out to be text. */
	finish(textual: ReadonlySet<number> = new Set()): Rows {
		const columns = (this.#columns ?? []).map((column, index) => {
			const scale = this.#gathered[index]?.scale;
			if (textual.has(index)) return { ...column, type: 'text' as const };
			return scale === undefined ? column : { ...column, scale };
		});
		const cells = this.#gathered.map((column) => column.cells);
		return {
			columns,
			rows: this.rows,
			truncated: this.full,
			get data() {
				return cells.map((each) => each.toArray());
			},
			json: () => cells.map((each) => each.json()),
		};
	}
}
