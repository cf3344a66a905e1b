/** Holds what a recipe has brought against what had to come. */
import assert from 'node:assert/strict';
import type { Cell, Table } from '../../../widget/protocol.ts';
import type { Row } from './case.ts';

/** A number that the wire has as text because of its digits; a moment in milliseconds. */
function asNumber(cell: Cell): Cell {
	if (typeof cell !== 'string') return cell;
	const number = Number(cell);
	return Number.isFinite(number) ? number : Date.parse(cell);
}

/** The largest number of a column, 1 at most: numbers near 0 are measured by it. */
const scaleOf = (rows: readonly Row[], column: string): number =>
	Math.min(1, Math.max(0, ...rows.map((row) => Math.abs(Number(row[column] ?? 0)) || 0)));

/**
 * Every column that is expected, row by row and in their order.
 * @param tolerance relative; of numbers near 0 a share of the largest of their column. 0: equal.
 */
export function assertSame(table: Table, expected: readonly Row[], tolerance: number): void {
	assert.equal(table.rows, expected.length, `${table.rows} rows came, ${expected.length} had to`);
	for (const column of Object.keys(Object.assign({}, ...expected))) {
		const at = table.columns.findIndex(({ name }) => name === column);
		assert.ok(at >= 0, `there is no column "${column}"`);
		const scale = scaleOf(expected, column);
		for (const [row, wanted] of expected.entries()) {
			const want = wanted[column];
			// A row may leave out what it cannot say.
			if (want === undefined) continue;
			const came = table.data[at]?.[row] ?? null;
			const where = `${column} of row ${row}: ${JSON.stringify(came)} came, ${JSON.stringify(want)} had to`;
			if (typeof want !== 'number' || came === null) assert.ok(came === want, where);
			else {
				const distance = Math.abs(Number(asNumber(came)) - want);
				assert.ok(distance <= tolerance * Math.max(Math.abs(want), scale), `${where} within ${tolerance}`);
			}
		}
	}
}
