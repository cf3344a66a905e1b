import type { Cell, Table } from '../protocol.ts';
import { isNumber, isTime } from './column-types.ts';
import { plainText } from './format.ts';
import { orderKeys, rowsBy } from './table-order.ts';

/** The distinct combinations of some columns' values, and of which one each row is. */
export interface PivotKeys {
	readonly keys: readonly (readonly Cell[])[];
	/** For each row of the result, its place among the keys. */
	readonly of: Int32Array;
}

interface Level {
	readonly distinct: readonly Cell[];
	readonly codes: Int32Array;
}

/** The values of one column in order: times and numbers in their own, others as they come; a null is last. */
function levelOf(table: Table, index: number): Level {
	const cells = table.data[index] ?? [];
	const found = new Map<Cell, number>();
	const distinct: Cell[] = [];
	const codes = Int32Array.from({ length: table.rows }, (_, row) => {
		const cell = cells[row] ?? null;
		const key = typeof cell === 'object' && cell !== null ? plainText(cell) : cell;
		const code = found.get(key) ?? distinct.length;
		if (code === distinct.length) {
			found.set(key, code);
			distinct.push(cell);
		}
		return code;
	});
	const column = table.columns[index] ?? { name: '', type: 'other' };
	const isOrdered = isNumber(column.type) || isTime(column.type);
	const asTheyCome = Float64Array.from(distinct, (cell, at) => (cell === null ? Number.NaN : at));
	const order = rowsBy(isOrdered ? orderKeys(column, distinct, undefined) : asTheyCome, 'ascending');
	const places = new Int32Array(order.length);
	order.forEach((code, place) => {
		places[code] = place;
	});
	return {
		distinct: Array.from(order, (code) => distinct[code] ?? null),
		codes: codes.map((code) => places[code] ?? 0),
	};
}

/** Combinations that occur, in the order of their first level, and within it of the next. */
export function keysOf(table: Table, indexes: readonly number[]): PivotKeys {
	const levels = indexes.map((index) => levelOf(table, index));
	let combined: number[] = Array.from({ length: table.rows }, () => 0);
	for (const { distinct, codes } of levels) {
		const joined = combined.map((before, row) => before * distinct.length + (codes[row] ?? 0));
		// Numbered anew after each level, so that no product is beyond what a number holds.
		const occurring = [...new Set(joined)].sort((a, b) => a - b);
		const places = new Map(occurring.map((code, place) => [code, place]));
		combined = joined.map((code) => places.get(code) ?? 0);
	}
	const keys: Cell[][] = [];
	combined.forEach((key, row) => {
		keys[key] ??= levels.map(({ distinct, codes }) => distinct[codes[row] ?? 0] ?? null);
	});
	return { keys, of: Int32Array.from(combined) };
}
