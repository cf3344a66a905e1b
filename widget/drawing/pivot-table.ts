import type { Table } from '../protocol.ts';
import type { Drawing, Drawn, MountOptions, Size } from './drawing.ts';
import { GridView } from './grid.ts';
import { conditionColors } from './grid-colors.ts';
import { gridNote } from './grid-note.ts';
import { type Made, makePivot, type PivotStyle, pivotGrid } from './pivot-grid.ts';
import { pivotRoles } from './pivot-roles.ts';
import { nextOrder, type Order } from './table-order.ts';

/** A pivot of the rows: a row and a column for each value of some columns, and what the others come to. */
export function mount(host: HTMLElement, { theme, spec }: MountOptions): Drawing {
	const style: PivotStyle = { theme, spec, colors: conditionColors(host, theme) };
	let made: Made | undefined;
	let size: Size = { width: 0, height: 0 };
	let order: Order | undefined;
	const show = (now: Made): Drawn => {
		const grid = pivotGrid(now, style, order);
		const shown = view.draw(grid, size);
		const { rows, columns } = now.pivot;
		const count = { shown: now.columns.length, all: columns.length };
		const note = gridNote({ shown, all: rows.length, missing: [], columns: count }, theme.locale);
		return { summary: grid.label, ...(note && { note }) };
	};
	const view = new GridView(host, {
		paper: style.colors.page,
		locale: theme.locale,
		sort: (key) => {
			order = nextOrder(order, key);
			if (made) show(made);
			view.toTop();
		},
	});
	const draw = (table: Table, box: Size): Drawn => {
		const roles = pivotRoles(table, spec);
		if ('lack' in roles) throw new Error(`no pivot of this result: ${roles.lack}`);
		size = box;
		made = makePivot(table, roles, style);
		return show(made);
	};
	const resize = (box: Size): void => {
		size = box;
		view.resize(box);
	};
	return { draw, resize, destroy: () => view.destroy() };
}
