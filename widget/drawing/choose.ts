import type { Table } from '../protocol.ts';
import { isNumber, isTime } from './column-types.ts';
import type { DrawingType } from './drawing.ts';

export { isNumber, isTime };

/** Why a type was chosen; `explain.ts` has the words. */
export type Reason = 'figures' | 'labels' | 'lines' | 'manyLabels' | 'manyTimes' | 'names' | 'one' | 'row' | 'times';

export interface Choice {
	readonly type: 'table' | 'line' | 'column' | 'number';
	readonly why: Reason;
}

/** The type that suits a result when neither the page nor the chart's author has named one. */
export function choose(table: Table): Choice {
	const types = table.columns.map((column) => column.type);
	const numbers = types.filter(isNumber).length;
	const times = types.filter(isTime).length;
	const others = types.length - numbers - times;
	if (numbers === 0) return { type: 'table', why: 'labels' };
	if (times > 1) return { type: 'table', why: 'manyTimes' };
	if (others > 1) return { type: 'table', why: 'manyLabels' };
	if (times === 1) return { type: 'line', why: others === 1 ? 'lines' : 'times' };
	if (others === 1) return table.rows > 1 ? { type: 'column', why: 'names' } : { type: 'table', why: 'row' };
	if (table.rows === 1 && numbers <= 2) return { type: 'number', why: 'one' };
	return { type: 'table', why: 'figures' };
}

const PLOTTED: readonly DrawingType[] = ['line', 'area', 'step', 'column', 'number', 'table'];

/** Whether `plotLack` knows what a type needs; `misfits.ts` knows it of all. */
export const isPlotted = (type: DrawingType): boolean => PLOTTED.includes(type);

/** What a result lacks; `misfits.ts` has the words. */
export type PlotLack = 'numbers' | 'columns' | 'values';

/** Why a result cannot be drawn as the type that the page has named, one of those that are plotted; `undefined` when it can. */
export function plotLack(type: DrawingType, table: Table): PlotLack | undefined {
	if (type === 'table') return undefined;
	const numbers = table.columns.filter((column) => isNumber(column.type)).length;
	if (numbers === 0) return 'numbers';
	if (type === 'number') return undefined;
	if (table.columns.length < 2) return 'columns';
	const values = table.data.filter((_, index) => isNumber(table.columns[index]?.type ?? 'other'));
	if (numbers === table.columns.length) values.shift();
	return values.every((cells) => cells.every((cell) => cell === null)) ? 'values' : undefined;
}
