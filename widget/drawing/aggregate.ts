/**
 * The values of many groups made one each, group by group as the rows come. Nulls do not count, as in SQL; decimals are
 * added by their digits, other numbers by the compensated sum of Neumaier (1974). Pure.
 */
import type { PivotSpec } from '../chart-spec.ts';
import type { Cell, Column } from '../protocol.ts';
import { addDecimals, cellOf, type Decimal, decimalOf } from './decimal.ts';
import { numberOf } from './format.ts';
import { compareNumbers } from './table-order.ts';

export type Aggregate = NonNullable<PivotSpec['aggregate']>;

export interface Aggregator {
	/** Counts this row of the column in for a group, a number from 0. */
	add(group: number, row: number): void;
	/** `null` of a group that has no value. */
	result(group: number): Cell;
}

export function counter(): Aggregator {
	const counts: number[] = [];
	return {
		add: (group) => {
			counts[group] = (counts[group] ?? 0) + 1;
		},
		result: (group) => counts[group] ?? null,
	};
}

function numberSum(cells: readonly Cell[]): Aggregator {
	const sums: number[] = [];
	const lost: number[] = [];
	return {
		add: (group, row) => {
			const value = numberOf(cells[row]);
			if (value === null) return;
			const before = sums[group] ?? 0;
			const sum = before + value;
			const isSmaller = Math.abs(value) < Math.abs(before);
			lost[group] = (lost[group] ?? 0) + (isSmaller ? before - sum + value : value - sum + before);
			sums[group] = sum;
		},
		result: (group) => {
			const sum = sums[group];
			if (sum === undefined) return null;
			const rest = lost[group] ?? 0;
			return Number.isFinite(rest) ? sum + rest : sum;
		},
	};
}

/** How many decimals the values of a column have at most. */
function scaleOf({ scale }: Column, cells: readonly Cell[]): number {
	if (scale !== undefined) return scale;
	return cells.reduce<number>((most, cell) => {
		if (Number.isInteger(cell)) return most;
		return Math.max(most, decimalOf(cell)?.scale ?? 0);
	}, 0);
}

/** Below this an amount times its power of ten rounds to the digits that were meant. */
const MOST_UNITS = 2 ** 50;

/** Amounts are counted in units of the column's last decimal, in whole numbers while these are exact. */
function decimalSum(column: Column, cells: readonly Cell[]): Aggregator {
	const scale = scaleOf(column, cells);
	const power = scale <= 22 ? 10 ** scale : Number.NaN;
	const units: number[] = [];
	const beyond = new Map<number, Decimal>();
	const spill = (group: number, more: Decimal): void => {
		const before = beyond.get(group);
		beyond.set(group, before ? addDecimals(before, more) : more);
	};
	const add = (group: number, row: number): void => {
		const cell = cells[row];
		const own = typeof cell === 'number' ? Math.round(cell * power) : Number.NaN;
		const sum = (units[group] ?? 0) + own;
		if (Math.abs(own) < MOST_UNITS && Number.isSafeInteger(sum)) {
			units[group] = sum;
			return;
		}
		const exact = decimalOf(cell);
		if (exact === undefined) return;
		units[group] ??= 0;
		spill(group, exact);
	};
	const result = (group: number): Cell => {
		const whole = units[group];
		if (whole === undefined) return null;
		const sum = { units: BigInt(whole), scale };
		const rest = beyond.get(group);
		return cellOf(rest ? addDecimals(sum, rest) : sum);
	};
	return { add, result };
}

function mean(sum: Aggregator, cells: readonly Cell[]): Aggregator {
	const counts = counter();
	return {
		add: (group, row) => {
			if (numberOf(cells[row]) === null) return;
			counts.add(group, row);
			sum.add(group, row);
		},
		result: (group) => {
			const total = numberOf(sum.result(group));
			return total === null ? null : total / Number(counts.result(group));
		},
	};
}

function extreme(cells: readonly Cell[], sign: 1 | -1): Aggregator {
	const found: Cell[] = [];
	return {
		add: (group, row) => {
			const cell = cells[row] ?? null;
			if (numberOf(cell) === null) return;
			const before = found[group];
			if (before === undefined || compareNumbers(cell, before) * sign > 0) found[group] = cell;
		},
		result: (group) => found[group] ?? null,
	};
}

export function aggregatorOf(aggregate: Aggregate, column: Column, cells: readonly Cell[]): Aggregator {
	const sum = (): Aggregator => (column.type === 'decimal' ? decimalSum(column, cells) : numberSum(cells));
	switch (aggregate) {
		case 'count':
			return counter();
		case 'sum':
			return sum();
		case 'mean':
			return mean(sum(), cells);
		case 'min':
			return extreme(cells, -1);
		case 'max':
			return extreme(cells, 1);
	}
}
