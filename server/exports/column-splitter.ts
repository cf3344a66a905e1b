/**
 * Takes a table's JSON as it comes, `{"columns":[…],"data":[[…],[…]],…}`, and gives the cells of each column in blocks, each
 * the inside of an array: so a table that is stored by columns can be read by rows without being whole in memory.
 */
import type { Column } from '../../widget/protocol.ts';

export interface Block {
	/** Of which column, from 0. */
	readonly column: number;
	/** Cells as JSON, with commas between. */
	readonly json: Buffer;
}

/** A block ends with the cell that reaches either. */
const BLOCK_BYTES = 65_536;
const BLOCK_CELLS = 4_096;

/** Quotes within a text are escaped, so nothing but the table itself has this. */
const DATA = ',"data":[';
const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN, CLOSE, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

export class ColumnSplitter {
	/** Known before the first block. */
	columns: readonly Column[] | undefined;
	#head: Buffer = Buffer.alloc(0);
	#column = -1;
	/** 0: between columns; 1: in a column; deeper: in a cell. Below 0 the data is over. */
	#depth = 0;
	#inText = false;
	#isEscaped = false;
	/** Of the block that is open. */
	#pieces: Buffer[] = [];
	#bytes = 0;
	#cells = 0;

	/** @throws Error when what comes is no table */
	*take(chunk: Buffer): Generator<Block> {
		const data = this.columns === undefined ? this.#readHead(chunk) : chunk;
		if (data !== undefined) yield* this.#split(data);
	}

	/** True once every column has ended. */
	get isOver(): boolean {
		return this.#depth < 0;
	}

	/** Returns what follows the head, once it is whole. */
	#readHead(chunk: Buffer): Buffer | undefined {
		this.#head = Buffer.concat([this.#head, chunk]);
		const at = this.#head.indexOf(DATA);
		if (at < 0) return undefined;
		const { columns } = JSON.parse(`${this.#head.toString('utf8', 0, at)}}`) as { columns: readonly Column[] };
		this.columns = columns;
		return this.#head.subarray(at + DATA.length);
	}

	*#split(data: Buffer): Generator<Block> {
		let start = 0;
		for (let at = 0; at < data.length && this.#depth >= 0; at += 1) {
			const byte = data[at];
			if (this.#inText) {
				if (this.#isEscaped) this.#isEscaped = false;
				else if (byte === BACKSLASH) this.#isEscaped = true;
				else if (byte === QUOTE) this.#inText = false;
			} else if (byte === QUOTE) this.#inText = true;
			else if (byte === OPEN || byte === OPEN_OBJECT) {
				this.#depth += 1;
				if (this.#depth > 1) continue;
				this.#column += 1;
				start = at + 1;
			} else if (byte === CLOSE || byte === CLOSE_OBJECT) {
				this.#depth -= 1;
				if (this.#depth === 0) yield* this.#cut(data.subarray(start, at));
			} else if (byte === COMMA && this.#depth === 1) {
				this.#cells += 1;
				if (this.#cells < BLOCK_CELLS && this.#bytes + at - start < BLOCK_BYTES) continue;
				yield* this.#cut(data.subarray(start, at));
				start = at + 1;
			}
		}
		if (this.#depth > 0) this.#keep(data.subarray(start));
	}

	#keep(piece: Buffer): void {
		this.#pieces.push(piece);
		this.#bytes += piece.byteLength;
	}

	/** An empty column has no block. */
	*#cut(last: Buffer): Generator<Block> {
		this.#keep(last);
		const json = Buffer.concat(this.#pieces);
		this.#pieces = [];
		this.#bytes = 0;
		this.#cells = 0;
		if (json.byteLength > 0) yield { column: this.#column, json };
	}
}
