import type { Table } from '../protocol.ts';
import { isNumber, isTime } from './column-types.ts';
import type { DrawingType } from './drawing.ts';

export { isNumber, isTime };

export interface Choice {
	readonly type: DrawingType;
	/** For whoever wonders, such as `a column of times, and numbers`. */
	readonly why: string;
}

/** The type that suits a result when neither the page nor the chart's author has named one. */
export function choose(table: Table): Choice {
	const types = table.columns.map((column) => column.type);
	const numbers = types.filter(isNumber).length;
	const times = types.filter(isTime).length;
	const others = types.length - numbers - times;
	if (numbers === 0) return { type: 'table', why: 'no column of numbers' };
	if (times > 1) return { type: 'table', why: 'more than one column of times' };
	if (others > 1) return { type: 'table', why: 'more than one column of names' };
	if (times === 1)
		return { type: 'line', why: others === 1 ? 'times, numbers, and names for a line each' : 'times and numbers' };
	if (others === 1 && table.rows > 1) return { type: 'column', why: 'names and numbers' };
	if (others === 1) return { type: 'table', why: 'one row' };
	if (table.rows === 1 && numbers <= 2) return { type: 'number', why: 'one row of numbers' };
	return { type: 'table', why: 'nothing but numbers' };
}

const nameOf = (type: DrawingType): string =>
	type === 'combination' || type === 'sparkline' ? `a ${type}` : `a ${type} chart`;

const PLOTTED: readonly DrawingType[] = [
	'line',
	'area',
	'step',
	'column',
	'combination',
	'sparkline',
	'number',
	'table',
];

/** Whether `plotMisfit` knows what a type needs; `misfits.ts` knows it of all. */
export const isPlotted = (type: DrawingType): boolean => PLOTTED.includes(type);

/** Why a result cannot be drawn as the type that the page has named, one of those that are plotted; `undefined` when it can. */
export function plotMisfit(type: DrawingType, table: Table): string | undefined {
	if (type === 'table') return undefined;
	const numbers = table.columns.filter((column) => isNumber(column.type)).length;
	if (numbers === 0) return `Shown as a table: ${nameOf(type)} needs a column of numbers.`;
	if (type === 'number' || (type === 'sparkline' && table.columns.length === 1)) return undefined;
	if (type === 'combination' && numbers < 2)
		return 'Shown as a table: a combination needs two columns of numbers, one for its columns and one for its line.';
	if (table.columns.length < 2) return `Shown as a table: ${nameOf(type)} needs two columns or more.`;
	const values = table.data.filter((_, index) => isNumber(table.columns[index]?.type ?? 'other'));
	if (numbers === table.columns.length) values.shift();
	if (values.every((cells) => cells.every((cell) => cell === null))) return 'No values to draw';
	return undefined;
}
