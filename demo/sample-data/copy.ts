/** Writes many rows quickly: PostgreSQL's COPY, fed with CSV. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Sql, TransactionSql } from 'postgres';

/** NULL is an unquoted empty cell, the empty text a quoted one. */
function cell(value: unknown): string {
	if (value === null || value === undefined) return '';
	if (typeof value === 'number') return String(value);
	const text = value instanceof Date ? value.toISOString() : String(value);
	return `"${text.replaceAll('"', '""')}"`;
}

const CHUNK_ROWS = 2_000;

/** CSV text in pieces of some thousand rows. */
export function* csvOf(rows: Iterable<readonly unknown[]>): Generator<string> {
	let lines: string[] = [];
	for (const row of rows) {
		lines.push(row.map(cell).join(','));
		if (lines.length === CHUNK_ROWS) {
			yield `${lines.join('\n')}\n`;
			lines = [];
		}
	}
	if (lines.length > 0) yield `${lines.join('\n')}\n`;
}

/** Copies CSV into a table. `target` is the table with its columns, as SQL. */
export async function copyCsv(
	sql: Sql | TransactionSql,
	target: string,
	csv: { readonly text: Iterable<string | Buffer>; readonly header: boolean },
): Promise<void> {
	const writable = await sql.unsafe(`copy ${target} from stdin with (format csv, header ${csv.header})`).writable();
	await pipeline(Readable.from(csv.text), writable);
}
