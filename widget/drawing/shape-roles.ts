import type { ChartSpec } from '../chart-spec.ts';
import type { Table } from '../protocol.ts';
import { isNumber, isTime } from './choose.ts';

/** What the columns of a result are to a plot, by their indexes. */
export interface Roles {
	readonly x: number;
	readonly values: readonly number[];
	readonly group: number | undefined;
}

/** Columns that are neither axis nor values nor names unless an author says so: they are shown in another way. */
const spoken = ({ interval, annotations }: Partial<ChartSpec>): readonly (string | undefined)[] => [
	interval?.low,
	interval?.high,
	annotations?.column,
];

/** Which column is the axis, which are the values, and which one, if any, names the series. */
export function rolesOf(table: Table, spec: Partial<ChartSpec> = {}): Roles {
	const named = (name: string | undefined) => {
		const index = table.columns.findIndex((column) => column.name === name);
		return index < 0 ? undefined : index;
	};
	const taken = spoken(spec);
	const indexes = table.columns.flatMap(({ name }, index) => (taken.includes(name) ? [] : [index]));
	const typeOf = (index: number) => table.columns[index]?.type ?? 'other';
	const numbers = indexes.filter((index) => isNumber(typeOf(index)));
	const labels = indexes.filter((index) => !isNumber(typeOf(index)) && !isTime(typeOf(index)));
	const x = named(spec.x) ?? indexes.find((index) => isTime(typeOf(index))) ?? labels[0] ?? numbers[0] ?? 0;
	const own = spec.y?.flatMap((name) => named(name) ?? []).filter((index) => isNumber(typeOf(index))) ?? [];
	return {
		x,
		values: own.length > 0 ? own : numbers.filter((index) => index !== x),
		group: named(spec.series) ?? (own.length > 0 ? undefined : labels.find((index) => index !== x)),
	};
}

/** Columns that the specification names and the result lacks. */
export function missingOf(table: Table, spec: Partial<ChartSpec> = {}): string[] {
	const { x, series, y = [], lines = [], y2 = [], dashed = [] } = spec;
	const names = [x, series, ...y, ...lines, ...y2, ...dashed, ...spoken(spec)];
	const lacking = names.filter((name) => name !== undefined && !table.columns.some((column) => column.name === name));
	return [...new Set(lacking as readonly string[])];
}
