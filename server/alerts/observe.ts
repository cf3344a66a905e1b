/** What an alert sees of a run that has ended: one number, or why there is none. Pure. */
import type { Cell, Column, Table } from '../../widget/protocol.ts';
import type { AlertDeclaration, Condition, Operator } from './declaration.ts';

export type Observation =
	/** `value` is the number of rows where the condition asks for no number. */
	| { readonly kind: 'value'; readonly value: number }
	/** A result without rows, or without any value in the column. */
	| { readonly kind: 'empty' }
	| { readonly kind: 'failed'; readonly code: string; readonly message: string }
	/** The declaration does not fit what comes. */
	| { readonly kind: 'unfit'; readonly message: string }
	/** There is nothing to see any more. */
	| { readonly kind: 'gone' };

type Looking = Pick<AlertDeclaration, 'column' | 'rows' | 'condition'>;

const COUNTABLE: readonly Column['type'][] = ['number', 'decimal', 'boolean'];

/** Whether it needs the rows themselves, not only how many there are. */
export const needsRows = ({ condition, column }: Looking): boolean =>
	condition.kind === 'no-data' ? column !== undefined : condition.kind !== 'failed';

/** A decimal that no number holds exactly travels as text. */
function numberOf(cell: Cell | undefined): number | undefined {
	const number = typeof cell === 'boolean' ? Number(cell) : typeof cell === 'string' ? Number(cell) : cell;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

const extreme = (values: readonly number[], isMore: (a: number, b: number) => boolean): number | undefined =>
	values.reduce<number | undefined>(
		(best, value) => (best === undefined || isMore(value, best) ? value : best),
		undefined,
	);
const most = (values: readonly number[]) => extreme(values, (a, b) => a > b);
const least = (values: readonly number[]) => extreme(values, (a, b) => a < b);

/** Of many values the one that decides: if it does not fulfil the condition for `any`, none does; if it does for `all`, all do. */
function decisive(values: readonly number[], rows: 'any' | 'all', op: Operator, limit: number): number | undefined {
	const isAny = rows === 'any';
	if (op === '>' || op === '>=') return isAny ? most(values) : least(values);
	if (op === '<' || op === '<=') return isAny ? least(values) : most(values);
	const seeksEqual = (op === '=') === isAny;
	return values.find((value) => (value === limit) === seeksEqual) ?? values.at(-1);
}

function columnOf({ columns }: Table, name: string | undefined): number | string {
	const names = columns.map((column) => `"${column.name}"`).join(', ') || 'none';
	if (name === undefined) {
		const index = columns.findIndex(({ type }) => type === 'number' || type === 'decimal');
		return index >= 0
			? index
			: `The chart has no column of numbers; it has ${names}. Name one that has under "column".`;
	}
	const index = columns.findIndex((column) => column.name === name);
	if (index < 0) return `The chart has no column "${name}"; it has ${names}.`;
	const type = columns[index]?.type ?? 'other';
	return COUNTABLE.includes(type)
		? index
		: `The column "${name}" holds no numbers but ${type}; choose another, or cast it in the SQL.`;
}

function pick(cells: readonly Cell[], { rows, condition }: Looking): number | undefined {
	if (rows === 'last') return numberOf(cells.at(-1));
	if (rows === 'first') return numberOf(cells[0]);
	const values = cells.map(numberOf).filter((value) => value !== undefined);
	if (condition.kind !== 'threshold') return values.at(-1);
	return decisive(values, rows, condition.op, condition.value);
}

/** Of a result. */
export function observe(table: Table, looking: Looking): Observation {
	const { condition, column, rows } = looking;
	if (!needsRows(looking)) return countOf(table.rows);
	if (table.truncated && rows !== 'first') {
		const message = `The result was cut after ${table.rows} rows, so its ${rows === 'last' ? 'last row is' : 'rows are'} not all there; have the SQL bring fewer.`;
		return { kind: 'unfit', message };
	}
	// A database says nothing of the types of no rows that would be worth an alarm.
	if (table.rows === 0) return { kind: 'empty' };
	const index = columnOf(table, column);
	if (typeof index === 'string') return { kind: 'unfit', message: index };
	const value = pick(table.data[index] ?? [], looking);
	if (value === undefined) return { kind: 'empty' };
	return condition.kind === 'no-data' ? countOf(table.rows) : { kind: 'value', value };
}

export const countOf = (rows: number): Observation => (rows === 0 ? { kind: 'empty' } : { kind: 'value', value: rows });

/** In which an alert's condition is not about a number of the result. */
export const isCounted = ({ kind }: Condition): boolean => kind === 'no-data' || kind === 'failed';
