/**
 * Rows as CSV, RFC 4180: the cells themselves, not how they are drawn. The same bytes as the widget makes of the rows in a
 * page (widget/taking/rows.ts), which a test holds against each other.
 */
import type { Cell, Column } from '../../widget/protocol.ts';

/** A spreadsheet takes a text that begins so for a formula, and computes it (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r]/;
const SPECIAL = /[",\r\n]/;

const guarded = (text: string) => (FORMULA.test(text) ? `'${text}` : text);
const quoted = (text: string) => (SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function textOf(cell: Cell): string {
	if (cell === null) return '';
	return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

/** With the zeros that its database writes and a JSON number lacks. */
function scaledText(cell: Cell, scale: number): string {
	if (typeof cell !== 'number') return textOf(cell);
	const [whole = '', fraction = ''] = String(cell).split('.');
	return `${whole}.${fraction.padEnd(scale, '0')}`;
}

/** How a cell of this column is written. Figures are no formulas, whatever they begin with. */
export function fieldOf({ type, scale = 0 }: Column): (cell: Cell) => string {
	if (type !== 'number' && type !== 'decimal') return (cell) => quoted(guarded(textOf(cell)));
	return scale > 0 ? (cell) => quoted(scaledText(cell, scale)) : (cell) => quoted(textOf(cell));
}

export const lineOf = (fields: readonly string[]): string => `${fields.join(',')}\r\n`;

/** The names of the columns. */
export const headOf = (columns: readonly Column[]): string => lineOf(columns.map(({ name }) => quoted(guarded(name))));
