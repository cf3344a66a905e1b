import type { ChartSpec } from '../chart-spec.ts';
import type { Table } from '../protocol.ts';
import type { Drawing, Drawn, MountOptions, Size } from './drawing.ts';
import { GridView } from './grid.ts';
import { conditionColors } from './grid-colors.ts';
import type { Grid } from './grid-model.ts';
import { gridNote } from './grid-note.ts';
import { linkOf } from './link.ts';
import { tableGrid } from './table-grid.ts';
import { nextOrder, type Order, orderKeys, rowsBy, rowsTo } from './table-order.ts';

/** Columns that the specification of a table names and the result lacks. */
function missingOf({ columns }: Table, { table }: Partial<ChartSpec> = {}): string[] {
	const named = [...(table?.hidden ?? []), ...(table?.conditions ?? []).map(({ column }) => column)];
	return [...new Set(named)].filter((name) => !columns.some((column) => column.name === name));
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

/** The first cell of each row leads where a mark of a picture would. */
function leading(grid: Grid, table: Table, link: string | undefined): Grid {
	const [first, ...others] = grid.columns;
	if (!link || first === undefined) return grid;
	const cell = (row: number) => ({ ...first.cell(row), href: linkOf(link, table, row) });
	return { ...grid, columns: [{ ...first, cell }, ...others] };
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
		const rows = tableGrid(table, { theme, spec, colors }, { by: order, rows: ordered(table, order) });
		const grid = leading(rows, table, spec?.link);
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
