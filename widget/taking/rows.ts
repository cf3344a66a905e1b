/**
 * A result as text. What is written are the cells themselves, not how they are drawn: no rounding, no grouping. The server
 * makes the same CSV of the same rows.
 */
import { isNumber } from '../drawing/choose.ts';
import { plainText } from '../drawing/format.ts';
import type { Cell, Column, Table } from '../protocol.ts';

/** A spreadsheet takes a text that begins so for a formula, and computes it (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r]/;

/** An exact number has the zeros that its database writes, and a JSON number lacks. */
function figureText(cell: Cell | undefined, { scale = 0 }: Column): string {
	const text = plainText(cell);
	if (typeof cell !== 'number' || scale === 0) return text;
	const [whole, fraction = ''] = text.split('.');
	return `${whole}.${fraction.padEnd(scale, '0')}`;
}

/** The rows as texts, the names of the columns first. Texts that a spreadsheet would compute begin with an apostrophe. */
function textsOf({ columns, data, rows }: Table): string[][] {
	const guarded = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
	const texts = [columns.map(({ name }) => guarded(name))];
	for (let row = 0; row < rows; row++) {
		texts.push(
			columns.map((column, index) => {
				const cell = data[index]?.[row];
				return isNumber(column.type) ? figureText(cell, column) : guarded(plainText(cell));
			}),
		);
	}
	return texts;
}

function delimited(table: Table, delimiter: string): string {
	const special = new RegExp(`["\\r\\n${delimiter}]`);
	const quoted = (text: string): string => (special.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
	return textsOf(table)
		.map((row) => `${row.map(quoted).join(delimiter)}\r\n`)
		.join('');
}

/** As RFC 4180 has it. A null is an empty field. */
export const csvOf = (table: Table): string => delimited(table, ',');

/** For a spreadsheet's clipboard. */
export const tsvOf = (table: Table): string => delimited(table, '\t');

/** An object a row. Numbers that JavaScript cannot hold exactly are texts, as they are on the wire. */
export function jsonOf({ columns, data, rows }: Table): string {
	const objects = Array.from({ length: rows }, (_, row) =>
		Object.fromEntries(columns.map(({ name }, index) => [name, data[index]?.[row] ?? null])),
	);
	return `[\n${objects.map((object) => `  ${JSON.stringify(object)}`).join(',\n')}\n]\n`;
}

const escaped = (text: string): string =>
	text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign);

/** For the clipboard of a text editor or an e-mail. */
export function htmlOf(table: Table): string {
	const [head = [], ...body] = textsOf(table);
	const row = (texts: readonly string[], tag: string): string =>
		`<tr>${texts.map((text) => `<${tag}>${escaped(text)}</${tag}>`).join('')}</tr>`;
	return `<table><thead>${row(head, 'th')}</thead><tbody>${body.map((texts) => row(texts, 'td')).join('')}</tbody></table>`;
}
