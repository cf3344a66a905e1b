import type { ChartSpec } from '../chart-spec.ts';
import type { Cell, Table } from '../protocol.ts';
import { type Aggregator, aggregatorOf } from './aggregate.ts';
import { keysOf } from './pivot-keys.ts';
import type { PivotRoles } from './pivot-roles.ts';
import { rowsBy } from './table-order.ts';

/** In place of a row or a column: all of them together. */
export const TOTAL = -1;

/** A result turned about: a row for each value of some of its columns, a column for each of others. */
export interface Pivot {
	readonly rows: readonly (readonly Cell[])[];
	readonly columns: readonly (readonly Cell[])[];
	/** What the rows of the result at this row and column come to, by the place of the value among the roles'. */
	at(value: number, row: number, column: number): Cell;
	/** Every cell that there is of a value, without the totals, in no order. */
	all(value: number): readonly Cell[];
}

/** The groups of one kind, numbered as they occur. */
class Groups {
	readonly #of = new Map<number, number>();

	/** The group of this row and column; a new one where there is none yet. */
	numberOf(key: number): number {
		const found = this.#of.get(key);
		if (found !== undefined) return found;
		const number = this.#of.size;
		this.#of.set(key, number);
		return number;
	}

	find(key: number): number | undefined {
		return this.#of.get(key);
	}

	entries(): Iterable<readonly [key: number, group: number]> {
		return this.#of;
	}
}

/** By the size of the first value of whole rows, where the author wants it so. */
function sorted(pivot: Pivot, sort: ChartSpec['sort']): Pivot {
	if (sort === undefined || sort === 'none') return pivot;
	const sizes = Float64Array.from(pivot.rows, (_, row) => {
		const total = pivot.at(0, row, TOTAL);
		return total === null ? Number.NaN : Number(total);
	});
	const order = rowsBy(sizes, sort);
	return {
		rows: Array.from(order, (row) => pivot.rows[row] ?? []),
		columns: pivot.columns,
		all: pivot.all,
		at: (value, row, column) => pivot.at(value, order[row] ?? TOTAL, column),
	};
}

/** Sums by default. Every row of the result counts once in its cell, and once in each total. */
export function pivotOf(table: Table, roles: PivotRoles, spec: ChartSpec | undefined): Pivot {
	const aggregate = spec?.pivot?.aggregate ?? 'sum';
	const rows = keysOf(table, roles.rows);
	const columns = keysOf(table, roles.columns);
	// Places from 1, so that a total is 0 in either direction.
	const keyOf = (row: number, column: number): number => (row + 1) * (columns.keys.length + 1) + column + 1;
	const groups = new Groups();
	const counted = roles.values.length === 0 ? [0] : roles.values;
	const aggregators: Aggregator[] = counted.map((index) =>
		aggregatorOf(
			roles.values.length === 0 ? 'count' : aggregate,
			table.columns[index] ?? { name: '', type: 'number' },
			table.data[index] ?? [],
		),
	);
	for (let at = 0; at < table.rows; at++) {
		const [row, column] = [rows.of[at] ?? 0, columns.of[at] ?? 0];
		const keys = [keyOf(row, column), keyOf(row, TOTAL), keyOf(TOTAL, column), keyOf(TOTAL, TOTAL)];
		for (const key of keys) {
			const group = groups.numberOf(key);
			for (const aggregator of aggregators) aggregator.add(group, at);
		}
	}
	const at = (value: number, row: number, column: number): Cell => {
		const group = groups.find(keyOf(row, column));
		return group === undefined ? null : (aggregators[value]?.result(group) ?? null);
	};
	const isTotal = (key: number): boolean => key <= columns.keys.length || key % (columns.keys.length + 1) === 0;
	const all = (value: number): readonly Cell[] => {
		const cells = [...groups.entries()].filter(([key]) => !isTotal(key));
		return cells.map(([, group]) => aggregators[value]?.result(group) ?? null);
	};
	return sorted({ rows: rows.keys, columns: columns.keys, at, all }, spec?.sort);
}
