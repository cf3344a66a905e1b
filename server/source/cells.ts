/**
 * Owns the cells of one column while they arrive. Five million values are a small matter as JSON text and a large one
 * as an array: full chunks are kept as the text that will travel.
 */
import type { Cell } from '../../widget/protocol.ts';

const CHUNK = 8_192;

/** The cells of a chunk as JSON without its brackets. */
const seal = (cells: readonly Cell[]) => Buffer.from(JSON.stringify(cells).slice(1, -1));
const unseal = (chunk: Buffer) => JSON.parse(`[${chunk.toString('utf8')}]`) as Cell[];

export class Cells {
	readonly #sealed: Buffer[] = [];
	#open: Cell[] = [];

	push(cell: Cell): void {
		this.#open.push(cell);
		if (this.#open.length < CHUNK) return;
		this.#sealed.push(seal(this.#open));
		this.#open = [];
	}

	/** Replaces every cell so far. */
	replace(change: (cell: Cell) => Cell): void {
		for (const [index, chunk] of this.#sealed.entries()) this.#sealed[index] = seal(unseal(chunk).map(change));
		this.#open = this.#open.map(change);
	}

	/** Pieces of JSON, which joined by commas stand between the brackets of an array. */
	*json(): Generator<Buffer> {
		yield* this.#sealed;
		if (this.#open.length > 0) yield seal(this.#open);
	}

	toArray(): Cell[] {
		// Flattened by hand: a cell may be an array itself.
		return [...this.#sealed.map(unseal), this.#open].reduce<Cell[]>((all, chunk) => all.concat(chunk), []);
	}
}
