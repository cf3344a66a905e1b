import { numberOf, timeOf } from '../drawing/format.ts';
import { columnAt, indexOf, missingNote, type NamedColumn, numbersOf, timesOf } from './columns.ts';
import type { FamilyInput } from './family.ts';

export const DAY_MS = 86_400_000;

/** The sum of one day's values. */
export interface Day {
	/** Midnight, in UTC milliseconds of the wall clock. */
	readonly at: number;
	readonly value: number;
	/** The row, if there is one only. */
	readonly row: number | undefined;
}

export interface Days {
	readonly x: NamedColumn | undefined;
	readonly value: NamedColumn | undefined;
	/** In their order. */
	readonly days: readonly Day[];
	readonly notes: readonly string[];
}

/** The days of a result; values of one day are added up. */
export function daysOf(input: FamilyInput): Days {
	const { table, spec } = input;
	const x = columnAt(input, indexOf(table, spec?.x) ?? timesOf(table)[0]);
	const numbers = numbersOf(table).filter((index) => index !== x?.index);
	const own = spec?.y
		?.map((name) => indexOf(table, name))
		.find((index) => index !== undefined && numbers.includes(index));
	const value = columnAt(input, own ?? numbers[0]);
	const found = new Map<number, Day>();
	x?.cells.forEach((cell, row) => {
		const [time, number] = [timeOf(cell), numberOf(value?.cells[row])];
		if (Number.isNaN(time) || number === null) return;
		const at = Math.floor(time / DAY_MS) * DAY_MS;
		const before = found.get(at);
		found.set(at, { at, value: (before?.value ?? 0) + number, row: before ? undefined : row });
	});
	const days = [...found.values()].sort((a, b) => a.at - b.at);
	return { x, value, days, notes: missingNote(input, [spec?.x, ...(spec?.y ?? [])]) };
}

/** The place of a day in its week, from 0; `first`: the weekday that weeks begin with, from 0 for Monday. */
export const weekdayOf = (at: number, first: number): number => (new Date(at).getUTCDay() + 13 - first) % 7;
export const yearOf = (at: number): number => new Date(at).getUTCFullYear();
export const monthOf = (at: number): number => new Date(at).getUTCMonth();
