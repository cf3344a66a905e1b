/** A table made of another one: what a large result that has changed little is sent as. Pure. */
import type { Cell, Table, TablePatch } from './protocol.ts';

/** The columns' cells with the rows of the base put where the patch says; undefined when it does not fit this base. */
export function applyPatch(base: Table, { pieces }: TablePatch, rows: number): Table['data'] | undefined {
	const data = base.columns.map((_, column) => {
		const from = base.data[column] ?? [];
		const cells: Cell[] = [];
		for (const piece of pieces) {
			const added = 'rows' in piece ? piece.rows[column] : from.slice(piece.from, piece.from + piece.count);
			// Not spread into a call: there may be more cells than a call has arguments.
			for (const cell of added ?? []) cells.push(cell);
		}
		return cells;
	});
	return data.every((cells) => cells.length === rows) ? data : undefined;
}
