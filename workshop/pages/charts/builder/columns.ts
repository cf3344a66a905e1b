/** What of a result's columns and values a field offers. Pure. */
import type { ChartSpec } from '../../../../widget/chart-spec.ts';
import { isNumber, isTime } from '../../../../widget/drawing/column-types.ts';
import { rolesOf } from '../../../../widget/drawing/shape-roles.ts';
import type { Column, Table } from '../../../../widget/protocol.ts';
import type { Wanted } from './field-kinds.ts';

export const fitsRole = ({ type }: Column, wanted: Wanted): boolean => {
	if (wanted === 'any') return true;
	if (wanted === 'number') return isNumber(type);
	return wanted === 'time' ? isTime(type) : !isNumber(type);
};

/** More are written by hand. */
const MOST_VALUES = 40;

function valuesOf(table: Table, column: number): readonly string[] {
	const found = new Set<string>();
	for (const cell of table.data[column] ?? []) {
		if (cell !== null) found.add(String(cell));
		if (found.size === MOST_VALUES) break;
	}
	return [...found];
}

/** What can have a name, a colour or a format of its own, each once. */
export function keysOf(
	table: Table | undefined,
	spec: ChartSpec,
	by: 'number' | 'column' | 'value',
): readonly string[] {
	if (table === undefined) return [];
	const names = table.columns.map(({ name }) => name);
	if (by === 'column') return names;
	if (by === 'number') return table.columns.filter(({ type }) => isNumber(type)).map(({ name }) => name);
	const { x, values, group } = rolesOf(table, spec);
	const isNamed = (index: number): boolean => {
		const type = table.columns[index]?.type ?? 'other';
		return !isNumber(type) && !isTime(type);
	};
	const series = group ?? (isNamed(x) ? x : undefined);
	const columns = values.flatMap((index) => names[index] ?? []);
	return [...new Set([...columns, ...(series === undefined ? [] : valuesOf(table, series)), ...names])];
}
