import type { ChartSpec } from '../chart-spec.ts';
import type { Table } from '../protocol.ts';
import { isNumber, isTime } from './column-types.ts';
import type { DrawingType } from './drawing.ts';
import { FAMILY_LACKS } from './misfits.ts';
import { pivotRoles } from './pivot-roles.ts';

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

function familyMisfit({ columns, data }: Table, lack: NonNullable<(typeof FAMILY_LACKS)[DrawingType]>) {
	const numbers = columns.filter(({ type }) => isNumber(type)).length;
	const times = columns.filter(({ type }) => isTime(type)).length;
	const lacking = lack({ numbers, times, labels: columns.length - numbers - times });
	if (lacking !== undefined) return `Shown as a table: ${lacking}`;
	const values = data.filter((_, index) => isNumber(columns[index]?.type ?? 'other'));
	return values.every((cells) => cells.every((cell) => cell === null)) ? 'No values to draw' : undefined;
}

const nameOf = (type: DrawingType): string =>
	type === 'combination' || type === 'sparkline' ? `a ${type}` : `a ${type} chart`;

/** Why a result cannot be drawn as the type that the page has named; `undefined` when it can. */
export function misfit(type: DrawingType, table: Table, spec?: ChartSpec): string | undefined {
	if (type === 'table') return undefined;
	if (type === 'pivot') {
		const roles = pivotRoles(table, spec);
		return typeof roles === 'string' ? `Shown as a table, not as a pivot: ${roles}.` : undefined;
	}
	const numbers = table.columns.filter((column) => isNumber(column.type)).length;
	const lack = FAMILY_LACKS[type];
	if (lack) return familyMisfit(table, lack);
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
