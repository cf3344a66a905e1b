/** Reads columns side by side and writes them row by row, in pieces of a size that is worth sending. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Cell } from '../../widget/protocol.ts';
import { fieldOf, headOf, lineOf } from './csv.ts';
import type { ReadableColumns } from './shelf.ts';

const PIECE_CHARACTERS = 65_536;

/** One column while it is read: the cells of its current piece, as far as they have been taken. */
class Cursor {
	readonly #pieces: AsyncIterator<readonly Cell[]>;
	#cells: readonly Cell[] = [];
	#at = 0;

	constructor(pieces: AsyncIterable<readonly Cell[]>) {
		this.#pieces = pieces[Symbol.asyncIterator]();
	}

	get isSpent(): boolean {
		return this.#at >= this.#cells.length;
	}

	/** @throws Error when the column has fewer cells than the table has rows */
	async refill(): Promise<void> {
		const { done, value } = await this.#pieces.next();
		if (done === true) throw new Error('a column of a stored result is shorter than its table');
		this.#cells = value;
		this.#at = 0;
	}

	take(): Cell {
		const cell = this.#cells[this.#at] ?? null;
		this.#at += 1;
		return cell;
	}
}

/** The whole file, from the names of the columns to the last row. Between two pieces everybody else has a turn. */
export async function* csvRows(source: ReadableColumns, rows: number): AsyncGenerator<Buffer> {
	const { columns } = source;
	const fields = columns.map(fieldOf);
	const cursors = columns.map((_, column) => new Cursor(source.cellsOf(column)));
	let text = headOf(columns);
	for (let row = 0; row < rows; row += 1) {
		for (const cursor of cursors) while (cursor.isSpent) await cursor.refill();
		text += lineOf(cursors.map((cursor, column) => fields[column]?.(cursor.take()) ?? ''));
		if (text.length < PIECE_CHARACTERS) continue;
		yield Buffer.from(text);
		text = '';
		await turn();
	}
	yield Buffer.from(text);
}
