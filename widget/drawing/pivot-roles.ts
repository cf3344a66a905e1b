import type { ChartSpec } from '../chart-spec.ts';
import type { Table } from '../protocol.ts';
import { isNumber } from './column-types.ts';

/** Which columns of a result are the rows of a pivot, which its columns, and which its values, by their indexes. */
export interface PivotRoles {
	readonly rows: readonly number[];
	readonly columns: readonly number[];
	/** Empty: rows are counted. */
	readonly values: readonly number[];
}

/** Why there is no pivot, as the end of a sentence; and the column that is meant, if one is. */
export interface NoPivot {
	readonly lack:
		| 'its column “{name}” is not in the result'
		| 'it needs two columns of names or times'
		| 'it needs a column of numbers';
	readonly name: string;
}

export function pivotRoles({ columns }: Table, spec: ChartSpec | undefined): PivotRoles | NoPivot {
	const indexOf = (name: string): number => columns.findIndex((column) => column.name === name);
	const { pivot, y } = spec ?? {};
	const lacking = [...(pivot?.rows ?? []), ...(pivot?.columns ?? [])].find((name) => indexOf(name) < 0);
	if (lacking !== undefined) return { lack: 'its column “{name}” is not in the result', name: lacking };
	const indexes = columns.map((_, index) => index);
	const isFigure = (index: number): boolean => isNumber(columns[index]?.type ?? 'other');
	const [first, second] = indexes.filter((index) => !isFigure(index));
	if (pivot === undefined && second === undefined) return { lack: 'it needs two columns of names or times', name: '' };
	const rows = pivot?.rows.map(indexOf) ?? [first ?? 0];
	const across = pivot?.columns.map(indexOf) ?? [second ?? 0];
	if (pivot?.aggregate === 'count') return { rows, columns: across, values: [] };
	const named = y?.map(indexOf).filter((index) => index >= 0 && isFigure(index)) ?? [];
	const others = indexes.filter((index) => isFigure(index) && !rows.includes(index) && !across.includes(index));
	const values = named.length > 0 ? named : others;
	return values.length > 0 ? { rows, columns: across, values } : { lack: 'it needs a column of numbers', name: '' };
}
