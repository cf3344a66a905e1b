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

/**
 * Which rows of a result belong together, by numbers: first all of them, then those of each row and of each column of the
 * pivot, and then those of each cell that occurs.
 */
class Groups {
	readonly #cells = new Map<number, number>();
	readonly #rows: number;
	readonly #columns: number;

	constructor(rows: number, columns: number) {
		this.#rows = rows;
		this.#columns = columns;
	}

	/** The group of a total. */
	total(row: number, column: number): number {
		if (row !== TOTAL) return 1 + row;
		return column === TOTAL ? 0 : 1 + this.#rows + column;
	}

	/** The group of a cell; `undefined` where none was added. */
	cell(row: number, column: number): number | undefined {
		return this.#cells.get(row * this.#columns + column);
	}

	/** The group of a cell; a new one where there is none yet. */
	add(row: number, column: number): number {
		const found = this.cell(row, column);
		if (found !== undefined) return found;
		const group = 1 + this.#rows + this.#columns + this.#cells.size;
		this.#cells.set(row * this.#columns + column, group);
		return group;
	}

	get cells(): Iterable<number> {
		return this.#cells.values();
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
	const groups = new Groups(rows.keys.length, columns.keys.length);
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
		const own = [groups.add(row, column), groups.total(row, TOTAL), groups.total(TOTAL, column), 0];
		for (const aggregator of aggregators) for (const group of own) aggregator.add(group, at);
	}
	const at = (value: number, row: number, column: number): Cell => {
		const group = row === TOTAL || column === TOTAL ? groups.total(row, column) : groups.cell(row, column);
		return group === undefined ? null : (aggregators[value]?.result(group) ?? null);
	};
	const all = (value: number): readonly Cell[] =>
		Array.from(groups.cells, (group) => aggregators[value]?.result(group) ?? null);
	return sorted({ rows: rows.keys, columns: columns.keys, at, all }, spec?.sort);
}
