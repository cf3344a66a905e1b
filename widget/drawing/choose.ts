import type { ColumnType, Table } from '../protocol.ts';
import type { DrawingType } from './drawing.ts';

const TIMES: readonly ColumnType[] = ['date', 'timestamp', 'timestamptz'];
const NUMBERS: readonly ColumnType[] = ['number', 'decimal'];

export const isTime = (type: ColumnType): boolean => TIMES.includes(type);
export const isNumber = (type: ColumnType): boolean => NUMBERS.includes(type);

/** The type that suits a result when the page has not named one. */
export function chooseType(table: Table): DrawingType {
	const types = table.columns.map((column) => column.type);
	const numbers = types.filter(isNumber).length;
	const times = types.filter(isTime).length;
	const others = types.length - numbers - times;
	if (numbers === 0) return 'table';
	if (table.rows === 1 && times === 0 && others === 0 && numbers <= 2) return 'number';
	if (times === 1 && others <= 1) return 'line';
	if (times === 0 && others === 1 && table.rows > 1) return 'column';
	return 'table';
}

/** Why a result cannot be drawn as the type that the page has named; `undefined` when it can. */
export function misfit(type: DrawingType, table: Table): string | undefined {
	if (type === 'table') return undefined;
	const numbers = table.columns.filter((column) => isNumber(column.type)).length;
	if (numbers === 0) return `Shown as a table: a ${type} chart needs a column of numbers.`;
	if (type === 'number') return undefined;
	if (table.columns.length < 2) return `Shown as a table: a ${type} chart needs two columns or more.`;
	const values = table.data.filter((_, index) => isNumber(table.columns[index]?.type ?? 'other'));
	if (numbers === table.columns.length) values.shift();
	if (values.every((cells) => cells.every((cell) => cell === null))) return 'No values to draw';
	return undefined;
}
