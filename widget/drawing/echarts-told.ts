import type { Table } from '../protocol.ts';
import type { DataPoint, DrawingHooks } from './drawing.ts';
import { linkOf, linkText } from './link.ts';

/** A value as the result has it, where a mark stands for one row: its picture may show a share, or a number for a text. */
function inResult(point: DataPoint, table: Table | undefined): DataPoint {
	const { row, column, value } = point;
	if (row === undefined || column === undefined || table === undefined) return point;
	const index = table.columns.findIndex(({ name }) => name === column);
	return { ...point, value: table.data[index]?.[row] ?? value };
}

/** The hooks, told in the terms of the result, and of what is looked at only when that has changed. */
export function toldHooks(hooks: DrawingHooks, table: () => Table | undefined): DrawingHooks {
	let told = '';
	return {
		...hooks,
		hover: (point) => {
			const found = point && inResult(point, table());
			const text = found ? JSON.stringify(found) : '';
			if (text === told) return;
			told = text;
			hooks.hover(found);
		},
		select: (point, by) => hooks.select(inResult(point, table()), by),
	};
}

/** How whoever looks at a mark goes where it leads. */
export type Way = 'Click' | 'Another tap' | 'Enter';

/** Where a mark leads, in words; '': nowhere. */
export function leadOf(link: string | undefined, table: Table | undefined, point: DataPoint, way: Way): string {
	const href = link && table && point.row !== undefined && linkOf(link, table, point.row);
	return href ? `${way} opens ${linkText(href)}` : '';
}
