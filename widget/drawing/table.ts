import type { ChartSpec } from '../chart-spec.ts';
import type { Column, Table } from '../protocol.ts';
import { type ConditionColors, painterFor } from './conditions.ts';
import type { Drawing, Drawn, MountOptions, Size, Theme } from './drawing.ts';
import { cellFormat } from './format.ts';
import { GridView } from './grid.ts';
import { conditionColors } from './grid-colors.ts';
import { classOf, gridCell, samplesOf } from './grid-columns.ts';
import type { Grid, GridColumn } from './grid-model.ts';
import { gridNote } from './grid-note.ts';
import { linkOf } from './link.ts';
import { nextOrder, type Order, orderKeys, rowsBy, rowsTo } from './table-order.ts';

/** The columns that are shown, by their indexes: all where the author has hidden every one of them. */
function shownColumns({ columns }: Table, hidden: readonly string[] = []): number[] {
	const shown = columns.flatMap(({ name }, index) => (hidden.includes(name) ? [] : index));
	return shown.length > 0 ? shown : columns.map((_, index) => index);
}

/** Columns that the specification of a table names and the result lacks. */
function missingOf({ columns }: Table, { table }: Partial<ChartSpec> = {}): string[] {
	const named = [...(table?.hidden ?? []), ...(table?.conditions ?? []).map(({ column }) => column)];
	return [...new Set(named)].filter((name) => !columns.some((column) => column.name === name));
}

interface Style {
	readonly theme: Theme;
	readonly spec: ChartSpec | undefined;
	readonly colors: ConditionColors;
}

function columnOf(column: Column, cells: Table['data'][number], { theme, spec, colors }: Style): GridColumn {
	const format = cellFormat(column, cells, theme.locale, spec?.formats?.[column.name]);
	const conditions = spec?.table?.conditions ?? [];
	const paint = painterFor(column.name, cells, { conditions, scale: spec?.colorScale, colors });
	return {
		key: column.name,
		className: classOf(column),
		isHeading: false,
		cell: (row) => gridCell(cells[row] ?? null, format, paint),
		samples: () => samplesOf(cells, format),
	};
}

/** The rows in an order, kept for as long as both are the same. */
function orderer(locale: string | undefined): (table: Table, order: Order | undefined) => Uint32Array {
	let known: { table: Table; order: Order | undefined; rows: Uint32Array } | undefined;
	return (table, order) => {
		if (known?.table === table && known.order === order) return known.rows;
		const index = table.columns.findIndex(({ name }) => name === order?.column);
		const [column, cells] = [table.columns[index], table.data[index]];
		const isOrdered = order !== undefined && column !== undefined && cells !== undefined;
		const rows = isOrdered ? rowsBy(orderKeys(column, cells, locale), order.way) : rowsTo(table.rows);
		known = { table, order, rows };
		return rows;
	};
}

function gridOf(
	table: Table,
	style: Style,
	order: { readonly by: Order | undefined; readonly rows: Uint32Array },
): Grid {
	const { spec, theme } = style;
	const indexes = shownColumns(table, spec?.table?.hidden);
	const own = indexes.flatMap((index) => table.columns[index] ?? []);
	const columns = indexes.flatMap((index) => {
		const column = table.columns[index];
		return column ? columnOf(column, table.data[index] ?? [], style) : [];
	});
	const [first] = columns;
	const { link } = spec ?? {};
	// The first cell of a row leads where a mark of a picture would.
	if (link && first) columns[0] = { ...first, cell: (row) => ({ ...first.cell(row), href: linkOf(link, table, row) }) };
	const heading = (column: Column, at: number) => ({
		label: spec?.names?.[column.name] ?? column.name,
		className: classOf(column),
		at,
		columns: 1,
		levels: 1,
		sorts: column.name,
	});
	return {
		label: `Table of ${own.length} columns and ${table.rows.toLocaleString(theme.locale)} rows`,
		columns,
		head: [own.map(heading)],
		rows: order.rows,
		foot: [],
		frozen: spec?.table?.freeze ?? 0,
		order: order.by,
	};
}

/** A table of the rows themselves. */
export function mount(host: HTMLElement, { theme, spec }: MountOptions): Drawing {
	const colors = conditionColors(host, theme);
	const ordered = orderer(theme.locale);
	let drawn: { readonly table: Table; readonly size: Size } | undefined;
	let order: Order | undefined;
	const sort = (key: string): void => {
		order = nextOrder(order, key);
		if (drawn) draw(drawn.table, drawn.size);
		view.toTop();
	};
	const view = new GridView(host, { paper: colors.page, locale: theme.locale, sort });
	const draw = (table: Table, size: Size): Drawn => {
		drawn = { table, size };
		const grid = gridOf(table, { theme, spec, colors }, { by: order, rows: ordered(table, order) });
		const shown = view.draw(grid, size);
		const note = gridNote({ shown, all: table.rows, missing: missingOf(table, spec) }, theme.locale);
		return { summary: grid.label, ...(note && { note }) };
	};
	const resize = (size: Size): void => {
		if (drawn) drawn = { table: drawn.table, size };
		view.resize(size);
	};
	return { draw, resize, destroy: () => view.destroy() };
}
