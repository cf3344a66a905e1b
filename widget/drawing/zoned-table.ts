import type { Cell, Table } from '../protocol.ts';
import { instantOf } from './format.ts';
import type { Zone } from './zone.ts';

/** Longer than any clock was ever set back. */
const LONGEST_STEP_MS = 3 * 3_600_000;

const two = (value: number): string => String(value).padStart(2, '0');

/** An offset as ISO 8601 has it, `+05:45`. */
function offsetText(offset: number): string {
	const size = Math.abs(offset) / 1000;
	const [hours, minutes, seconds] = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60];
	return `${offset < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}${seconds ? `:${two(seconds)}` : ''}`;
}

/** Whether the wall clock shows the time of this instant at another one as well. */
function isTwice(instant: number, zone: Zone): boolean {
	const here = zone.offset(instant);
	return [-LONGEST_STEP_MS, LONGEST_STEP_MS].some((step) => {
		const there = zone.offset(instant + step);
		if (there === here) return false;
		return zone.offset(instant + here - there) === there;
	});
}

/**
 * An instant as the wall clock of a zone shows it, in ISO 8601 with the offset; where the clock shows that time twice,
 * what tells the two apart follows in brackets. Microseconds stay as they are.
 */
export function zonedText(instant: number, zone: Zone, fraction?: string): string {
	const offset = zone.offset(instant);
	const wall = new Date(instant + offset).toISOString();
	const text = (fraction === undefined ? wall.slice(0, -1) : wall.slice(0, -5) + fraction) + offsetText(offset);
	if (!isTwice(instant, zone)) return text;
	return `${text}[UTC${offset === 0 ? '' : offsetText(offset).replace('-', '−')}]`;
}

/** A timestamptz in a zone; what is no instant stays as it is. */
export function zonedCell(cell: Cell, zone: Zone): Cell {
	const instant = instantOf(cell);
	if (Number.isNaN(instant)) return cell;
	const fraction = /[T ]\d\d:\d\d(?::\d\d(\.\d+)?)?/.exec(String(cell))?.[1];
	return zonedText(instant, zone, fraction ?? '');
}

/** What cells have become in a zone; from one result to the next most of them are the same. */
export type Zoned = ReadonlyMap<Cell, Cell>;

/** A table whose instants are in a zone. Times without a zone are no instants, and stay. */
export function zonedTable(table: Table, zone: Zone, before: Zoned = new Map()): { table: Table; zoned: Zoned } {
	const zoned = new Map<Cell, Cell>();
	const shown = (cell: Cell): Cell => {
		const known = zoned.get(cell) ?? before.get(cell) ?? zonedCell(cell, zone);
		zoned.set(cell, known);
		return known;
	};
	const data = table.data.map((cells, index) =>
		table.columns[index]?.type === 'timestamptz' ? cells.map(shown) : cells,
	);
	return { table: { ...table, data }, zoned };
}
