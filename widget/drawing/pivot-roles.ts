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

/** @returns Why there is no pivot, as the end of a sentence, where there is none. */
export function pivotRoles({ columns }: Table, spec: ChartSpec | undefined): PivotRoles | string {
	const indexOf = (name: string): number => columns.findIndex((column) => column.name === name);
	const { pivot, y } = spec ?? {};
	const lacking = [...(pivot?.rows ?? []), ...(pivot?.columns ?? [])].find((name) => indexOf(name) < 0);
	if (lacking !== undefined) return `its column “${lacking}” is not in the result`;
	const indexes = columns.map((_, index) => index);
	const isFigure = (index: number): boolean => isNumber(columns[index]?.type ?? 'other');
	const [first, second] = indexes.filter((index) => !isFigure(index));
	if (pivot === undefined && second === undefined) return 'it needs two columns of names or times';
	const rows = pivot?.rows.map(indexOf) ?? [first ?? 0];
	const across = pivot?.columns.map(indexOf) ?? [second ?? 0];
	if (pivot?.aggregate === 'count') return { rows, columns: across, values: [] };
	const named = y?.map(indexOf).filter((index) => index >= 0 && isFigure(index)) ?? [];
	const others = indexes.filter((index) => isFigure(index) && !rows.includes(index) && !across.includes(index));
	const values = named.length > 0 ? named : others;
	return values.length > 0 ? { rows, columns: across, values } : 'it needs a column of numbers';
}
