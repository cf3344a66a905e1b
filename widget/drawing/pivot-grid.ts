import type { ChartSpec } from '../chart-spec.ts';
import type { Column, Table } from '../protocol.ts';
import { say } from '../texts/say.ts';
import { isTime } from './column-types.ts';
import { type ConditionColors, painterFor } from './conditions.ts';
import type { Theme } from './drawing.ts';
import { axisTimeFormat, type CellFormat, cellFormat, plainText, timeOf } from './format.ts';
import { classOf, gridCell, headingText, samplesOf } from './grid-columns.ts';
import type { Grid, GridCell, GridColumn } from './grid-model.ts';
import { type Pivot, pivotOf, TOTAL } from './pivot.ts';
import { beginsGroup, pivotHead, valueKey } from './pivot-head.ts';
import type { PivotRoles } from './pivot-roles.ts';
import { type Order, orderKeys, rowsBy, rowsTo } from './table-order.ts';

/** More columns than this nobody compares, and no page lays out in time. */
const MOST_COLUMNS = 500;
/** So many cells are looked at to learn how a value is written. */
const SAMPLE = 1000;
const BLANK: GridCell = { text: '', isQuiet: false, look: undefined };

export interface PivotStyle {
	readonly theme: Theme;
	readonly spec: ChartSpec | undefined;
	readonly colors: ConditionColors;
}

/** One of the values: how its cells are written and coloured, wherever they stand. */
interface Value {
	readonly label: string;
	readonly format: CellFormat;
	readonly paint: ReturnType<typeof painterFor>;
	readonly samples: readonly string[];
}

/** A pivot with all that does not change by sorting it. */
export interface Made {
	readonly pivot: Pivot;
	readonly rowColumns: readonly Column[];
	readonly columnColumns: readonly Column[];
	readonly values: readonly Value[];
	/** The columns' keys that are shown. */
	readonly columns: Pivot['columns'];
	/** What the totals are called; nothing where there are none. */
	readonly total: string;
}

const COUNT: Column = { name: 'count', type: 'number' };

/** What a value's column becomes by being aggregated. */
function aggregated(column: Column, spec: ChartSpec | undefined): Column {
	return spec?.pivot?.aggregate === 'mean' ? { name: column.name, type: 'number' } : column;
}

const isColumn = (column: Column | undefined): column is Column => column !== undefined;

function valuesOf(table: Table, roles: PivotRoles, pivot: Pivot, { theme, spec, colors }: PivotStyle): Value[] {
	const isCount = roles.values.length === 0;
	const columns = isCount ? [COUNT] : roles.values.map((index) => table.columns[index]).filter(isColumn);
	const conditions = spec?.table?.conditions ?? [];
	return columns.map((column, value) => {
		const cells = pivot.all(value);
		const own = isCount ? undefined : spec?.formats?.[column.name];
		const format = cellFormat(aggregated(column, spec), cells.slice(0, SAMPLE), theme.locale, own);
		const totals = Array.from(pivot.rows.slice(0, SAMPLE), (_, row) => pivot.at(value, row, TOTAL));
		return {
			label: spec?.names?.[column.name] ?? column.name,
			format,
			paint: painterFor(column.name, cells, { conditions, scale: spec?.colorScale, colors }),
			samples: samplesOf([...cells, ...(spec?.pivot?.totals ? totals : [])], format).filter((text) => text !== 'null'),
		};
	});
}

export function makePivot(table: Table, roles: PivotRoles, style: PivotStyle): Made {
	const { spec } = style;
	const { aggregate = 'sum', totals = false } = spec?.pivot ?? {};
	const pivot = pivotOf(table, roles, spec);
	const values = valuesOf(table, roles, pivot, style);
	const columnsAt = (indexes: readonly number[]) => indexes.map((index) => table.columns[index]).filter(isColumn);
	return {
		pivot,
		rowColumns: columnsAt(roles.rows),
		columnColumns: columnsAt(roles.columns),
		values,
		columns: pivot.columns.slice(0, Math.max(1, Math.floor(MOST_COLUMNS / values.length))),
		total: totals ? say(style.theme.locale, aggregate === 'sum' || aggregate === 'count' ? 'Total' : 'All') : '',
	};
}

/** The format of one level of keys: times as an axis has them. */
function keyFormat(column: Column, keys: Pivot['rows'], level: number, { theme, spec }: PivotStyle): CellFormat {
	const cells = keys.slice(0, SAMPLE).map((key) => key[level] ?? null);
	if (!isTime(column.type)) return cellFormat(column, cells, theme.locale, spec?.formats?.[column.name]);
	const format = axisTimeFormat(cells.map(timeOf), theme.locale);
	return (cell) => (Number.isNaN(timeOf(cell)) ? plainText(cell) : format.format(timeOf(cell)));
}

/** A column of row headings: one that repeats the row above is quiet, where the rows stand as they are grouped. */
function headingColumn({ pivot, rowColumns }: Made, level: number, style: PivotStyle, isGrouped: boolean): GridColumn {
	const column = rowColumns[level] ?? COUNT;
	const format = keyFormat(column, pivot.rows, level, style);
	const named = style.spec?.names ?? {};
	const write: CellFormat = (cell) => named[plainText(cell)] ?? headingText(cell ?? null, format);
	const repeats = (row: number): boolean => {
		const [own, above] = [pivot.rows[row] ?? [], pivot.rows[row - 1]];
		return (
			isGrouped &&
			level < rowColumns.length - 1 &&
			above !== undefined &&
			own.slice(0, level + 1).every((cell, at) => cell === above[at])
		);
	};
	return {
		key: column.name,
		className: classOf(column),
		isHeading: true,
		cell: (row) => ({ text: write(pivot.rows[row]?.[level] ?? null), isQuiet: repeats(row), look: undefined }),
		samples: () =>
			samplesOf(
				pivot.rows.map((key) => key[level] ?? null),
				write,
			),
	};
}

function valueColumn({ pivot, columns, values, columnColumns }: Made, index: number, at: number): GridColumn {
	const value = values[index];
	const key = columns[at];
	const column = key ? at : TOTAL;
	const starts =
		index === 0 &&
		beginsGroup({ columns, values: values.map(({ label }) => label), formats: columnColumns.map(() => String) }, at);
	return {
		key: valueKey(index, key),
		className: ['figure', key ? '' : 'total', starts ? 'start' : ''].filter(Boolean).join(' '),
		isHeading: false,
		samples: () => value?.samples ?? [],
		cell: (row) => {
			const cell = pivot.at(index, row, column);
			return cell === null || value === undefined ? BLANK : gridCell(cell, value.format, key && value.paint);
		},
	};
}

/** Rows by one of the columns: the cells of a heading, or those of a value. */
function orderedRows(
	{ pivot, rowColumns, columns, values }: Made,
	order: Order | undefined,
	locale: string | undefined,
): Uint32Array {
	if (order === undefined) return rowsTo(pivot.rows.length);
	const level = rowColumns.findIndex(({ name }) => name === order.column);
	const column = rowColumns[level];
	if (column) {
		const cells = pivot.rows.map((key) => key[level] ?? null);
		return rowsBy(orderKeys(column, cells, locale), order.way);
	}
	for (const [value] of values.entries()) {
		const at = [...columns, undefined].findIndex((key) => valueKey(value, key) === order.column);
		if (at < 0) continue;
		const cells = pivot.rows.map((_, row) => pivot.at(value, row, at < columns.length ? at : TOTAL));
		return rowsBy(orderKeys({ name: '', type: 'decimal' }, cells, locale), order.way);
	}
	return rowsTo(pivot.rows.length);
}

/** The texts of the last row: the totals of the columns. */
function footOf({ pivot, rowColumns, columns, values, total }: Made): string[] {
	if (!total) return [];
	const figures = [...columns, undefined].flatMap((key, at) =>
		values.map(({ format }, value) => {
			const cell = pivot.at(value, TOTAL, key ? at : TOTAL);
			return cell === null ? '' : format(cell);
		}),
	);
	return [...rowColumns.map((_, level) => (level === 0 ? total : '')), ...figures];
}

export function pivotGrid(made: Made, style: PivotStyle, order: Order | undefined): Grid {
	const { pivot, rowColumns, columnColumns, columns, values, total } = made;
	const { spec, theme } = style;
	const nameOf = ({ name }: Column): string => spec?.names?.[name] ?? name;
	const headings = rowColumns.map((_, level) => headingColumn(made, level, style, order === undefined));
	const shown = [...columns.keys(), ...(total ? [columns.length] : [])];
	const counts = { rows: pivot.rows.length, columns: pivot.columns.length };
	const what = values.map(({ label }) => label).join(', ');
	const by = [...rowColumns, ...columnColumns].map(nameOf).join(', ');
	return {
		label: say(theme.locale, 'Pivot of {what} by {by}: {rows} rows and {columns} columns', { what, by, ...counts }),
		columns: [...headings, ...shown.flatMap((at) => values.map((_, index) => valueColumn(made, index, at)))],
		head: pivotHead({
			corner: rowColumns.map((column) => ({ label: nameOf(column), key: column.name, className: classOf(column) })),
			columns,
			formats: columnColumns.map((column, level) => {
				const format = keyFormat(column, columns, level, style);
				return (cell) => spec?.names?.[plainText(cell)] ?? format(cell);
			}),
			values: values.map(({ label }) => label),
			total,
		}),
		rows: orderedRows(made, order, theme.locale),
		foot: footOf(made),
		frozen: Math.max(rowColumns.length, spec?.table?.freeze ?? 0),
		order,
	};
}
