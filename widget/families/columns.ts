import { isNumber, isTime } from '../drawing/choose.ts';
import { type CellFormat, cellFormat } from '../drawing/format.ts';
import { noColumns } from '../drawing/no-columns.ts';
import type { Cell, Column, Table } from '../protocol.ts';
import type { FamilyInput } from './family.ts';

/** A column of the result with its cells, and how they and it are written. */
export interface NamedColumn {
	readonly index: number;
	readonly column: Column;
	/** As the specification calls it. */
	readonly name: string;
	readonly cells: readonly Cell[];
	readonly text: CellFormat;
}

export const indexOf = ({ columns }: Table, name: string | undefined): number | undefined => {
	const index = columns.findIndex((column) => column.name === name);
	return index < 0 ? undefined : index;
};

export const numbersOf = ({ columns }: Table): number[] =>
	columns.flatMap(({ type }, index) => (isNumber(type) ? index : []));
export const timesOf = ({ columns }: Table): number[] =>
	columns.flatMap(({ type }, index) => (isTime(type) ? index : []));
/** Columns of neither numbers nor times. */
export const labelsOf = ({ columns }: Table): number[] =>
	columns.flatMap(({ type }, index) => (isNumber(type) || isTime(type) ? [] : index));

export function columnAt({ table, spec, theme }: FamilyInput, index: number | undefined): NamedColumn | undefined {
	const column = index === undefined ? undefined : table.columns[index];
	if (index === undefined || column === undefined) return undefined;
	const cells = table.data[index] ?? [];
	return {
		index,
		column,
		cells,
		name: spec?.names?.[column.name] ?? column.name,
		text: cellFormat(column, cells, theme.locale, spec?.formats?.[column.name]),
	};
}

/** How numbers are written that have been computed of a column's: with as many decimals as they need themselves. */
export function computedFormat(
	{ spec, theme }: Pick<FamilyInput, 'spec' | 'theme'>,
	column: Column | undefined,
	values: readonly number[],
): CellFormat {
	const like = column ?? { name: '', type: 'number' };
	return cellFormat(like, values, theme.locale, spec?.formats?.[like.name]);
}

/** The columns that a specification names and the result lacks, in words. */
export function missingNote({ table, theme }: FamilyInput, named: readonly (string | undefined)[]): string[] {
	const missing = named.flatMap((name) => (name !== undefined && indexOf(table, name) === undefined ? name : []));
	return missing.length > 0 ? [noColumns(missing, theme.locale)] : [];
}

/** Equal for results of the same columns. */
export const typesOf = ({ columns }: Table): string => columns.map(({ name, type }) => `${name}:${type}`).join();
