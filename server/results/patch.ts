/**
 * What has changed between two tables, as pieces of the new one: runs of rows that the old one has too, and rows that it
 * does not have. So a window that slides, rows that were appended, removed, changed or moved are all the same thing. The
 * copies are found as rsync finds them, but by whole rows: the run that is being followed goes on while it can; where it
 * ends, the next row is looked up among all rows of the old table.
 */
import type { Cell, Column, Table, TablePatch } from '../../widget/protocol.ts';

/** Larger tables are sent whole: both have to be held in memory. */
export const MAX_PATCHED_BYTES = 2_097_152;

type Piece = TablePatch['pieces'][number];

/** About what a piece needs beside its cells: `{"from":12345,"count":12345},` */
const PIECE_BYTES = 32;

interface Rows {
	readonly columns: readonly Column[];
	readonly data: readonly (readonly Cell[])[];
	readonly rows: number;
}

/** Each row as a text, equal for equal rows. */
const textsOf = ({ data, rows }: Rows): string[] =>
	Array.from({ length: rows }, (_, row) => JSON.stringify(data.map((cells) => cells[row] ?? null)));

/** Where each row of the old table stands, in order. */
function placesOf(texts: readonly string[]): Map<string, number[]> {
	const places = new Map<string, number[]>();
	texts.forEach((text, row) => {
		const known = places.get(text);
		if (known === undefined) places.set(text, [row]);
		else known.push(row);
	});
	return places;
}

/** The first place at or after `from`, or else the first of all. */
function nearest(places: readonly number[] | undefined, from: number): number | undefined {
	if (places === undefined) return undefined;
	let [low, high] = [0, places.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((places[middle] ?? 0) < from) low = middle + 1;
		else high = middle;
	}
	return places[low] ?? places[0];
}

/** A patch of `base` that makes `next`, unless the columns differ or it would take more than `maxBytes` of JSON. */
export function patchOf(base: Rows & { readonly hash: string }, next: Table, maxBytes: number): TablePatch | undefined {
	if (JSON.stringify(base.columns) !== JSON.stringify(next.columns)) return undefined;
	const [before, after] = [textsOf(base), textsOf(next)];
	const places = placesOf(before);
	const pieces: Piece[] = [];
	let bytes = PIECE_BYTES + base.hash.length;
	let row = 0;
	let place = 0;
	while (row < after.length) {
		const begin = row;
		const found = before[place] === after[row] ? place : nearest(places.get(after[row] ?? ''), place);
		bytes += PIECE_BYTES;
		if (found === undefined) {
			while (row < after.length && !places.has(after[row] ?? '')) {
				bytes += Buffer.byteLength(after[row] ?? '');
				if (bytes > maxBytes) return undefined;
				row += 1;
			}
			pieces.push({ rows: next.data.map((cells) => cells.slice(begin, row)) });
		} else {
			while (row < after.length && before[found + row - begin] === after[row]) row += 1;
			pieces.push({ from: found, count: row - begin });
			place = found + row - begin;
		}
		if (bytes > maxBytes) return undefined;
	}
	const patch = { base: base.hash, pieces };
	return Buffer.byteLength(JSON.stringify(patch)) <= maxBytes ? patch : undefined;
}
