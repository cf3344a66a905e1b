import type { Table } from '../protocol.ts';
import type { DataPoint, DrawingHooks } from './drawing.ts';
import { linkOf } from './link.ts';

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

/** Where a mark leads; undefined: nowhere. */
export const linkOfMark = (
	link: string | undefined,
	table: Table | undefined,
	{ row }: DataPoint,
): string | undefined => (link && table && row !== undefined ? linkOf(link, table, row) : undefined);
