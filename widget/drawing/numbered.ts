import type { Table } from '../protocol.ts';
import { isNumber } from './choose.ts';

/** A result of nothing but one column of numbers is drawn in the order of its rows. */
export function numbered(table: Table): Table {
	const [column] = table.columns;
	if (table.columns.length !== 1 || column === undefined || !isNumber(column.type)) return table;
	const rows = Array.from({ length: table.rows }, (_, row) => row + 1);
	return { ...table, columns: [{ name: 'row', type: 'number' }, column], data: [rows, ...table.data] };
}
