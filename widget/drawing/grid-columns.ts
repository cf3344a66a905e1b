import type { Cell, Column } from '../protocol.ts';
import { isNumber, isTime } from './column-types.ts';
import type { CellLook } from './conditions.ts';
import { type CellFormat, plainText } from './format.ts';
import type { GridCell } from './grid-model.ts';

export const classOf = ({ type }: Column): string => (isNumber(type) ? 'figure' : isTime(type) ? 'time' : '');

/** So many cells are looked at for long ones, and so many of them written, both evenly spread. */
const LOOKED_AT = 8000;
const WRITTEN = 24;

/** Among these cells those whose texts are likely to need most room: the longest, the least, the most, and some others. */
export function samplesOf(cells: readonly Cell[], format: CellFormat): readonly string[] {
	const found: (Cell | undefined)[] = [null, null, null];
	let [longest, least, most] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	const stride = Math.ceil(cells.length / LOOKED_AT);
	for (let row = 0; row < cells.length; row += stride) {
		const cell = cells[row];
		if (typeof cell === 'number') {
			if (cell < least) [least, found[0]] = [cell, cell];
			if (cell > most) [most, found[1]] = [cell, cell];
		} else if (typeof cell === 'string' && cell.length > longest) {
			[longest, found[2]] = [cell.length, cell];
		}
	}
	const step = Math.ceil(cells.length / WRITTEN);
	for (let row = 0; row < cells.length; row += step) found.push(cells[row]);
	return found.map((cell) => (cell === null || cell === undefined ? 'null' : format(cell)));
}

/** How a null is written. */
const NULL: GridCell = { text: 'null', isQuiet: true, look: undefined };

export function gridCell(
	cell: Cell,
	format: CellFormat,
	paint: ((cell: Cell) => CellLook | undefined) | undefined,
): GridCell {
	const look = paint?.(cell);
	if (cell === null) return look === undefined ? NULL : { ...NULL, look };
	return { text: format(cell), isQuiet: false, look };
}

/** What a heading says that stands for one value: never nothing, for it would be a heading without a name. */
export function headingText(cell: Cell, format: CellFormat): string {
	if (cell === null) return 'none';
	return (format(cell) || plainText(cell)).trim() === '' ? 'empty' : format(cell);
}
