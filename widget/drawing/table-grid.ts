import type { ChartSpec } from '../chart-spec.ts';
import type { Column, Table } from '../protocol.ts';
import { say } from '../texts/say.ts';
import { type ConditionColors, painterFor } from './conditions.ts';
import type { Theme } from './drawing.ts';
import { cellFormat } from './format.ts';
import { classOf, gridCell, samplesOf } from './grid-columns.ts';
import type { Grid, GridColumn } from './grid-model.ts';
import type { Order } from './table-order.ts';

/** The columns that are shown, by their indexes: all where the author has hidden every one of them. */
function shownColumns({ columns }: Table, hidden: readonly string[] = []): number[] {
	const shown = columns.flatMap(({ name }, index) => (hidden.includes(name) ? [] : index));
	return shown.length > 0 ? shown : columns.map((_, index) => index);
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

/** The rows of a result as a grid. */
export function tableGrid(
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
	const heading = (column: Column, at: number) => ({
		label: spec?.names?.[column.name] ?? column.name,
		className: classOf(column),
		at,
		columns: 1,
		levels: 1,
		sorts: column.name,
	});
	return {
		label: say(theme.locale, 'Table of {columns} columns and {rows} rows', { columns: own.length, rows: table.rows }),
		columns,
		head: [own.map(heading)],
		rows: order.rows,
		foot: [],
		frozen: spec?.table?.freeze ?? 0,
		order: order.by,
	};
}
