import type { Cell, Column } from '../protocol.ts';
import { isNumber, isTime } from './choose.ts';

/** A wall clock: `utc` shows dates and zoneless timestamps as they were written, `local` shows instants to the reader. */
export type Zone = 'utc' | 'local';

export const zoneOf = (column: Column): Zone => (column.type === 'timestamptz' ? 'local' : 'utc');

/** Milliseconds since 1970 of an ISO 8601 date, timestamp (taken as UTC) or timestamptz; NaN when it is none. */
export function timeOf(cell: Cell | undefined, column: Column): number {
	if (typeof cell !== 'string') return Number.NaN;
	if (column.type === 'date') return Date.parse(cell);
	const text = cell.replace(' ', 'T');
	if (column.type === 'timestamptz') return Date.parse(text.replace(/([+-]\d\d)$/, '$1:00'));
	return Date.parse(/Z|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);
}

/** A cell as a number to draw; `null` is a gap. A `decimal` too long for a number loses digits only on the screen. */
export function numberOf(cell: Cell | undefined): number | null {
	if (typeof cell === 'number') return cell;
	if (typeof cell !== 'string' || cell === '') return null;
	const value = Number(cell);
	return Number.isFinite(value) ? value : null;
}

/** A cell as plain text, whatever its type. */
export function plainText(cell: Cell | undefined): string {
	if (cell === null || cell === undefined) return '';
	return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

const decimalsOf = (value: number): number => {
	const text = String(value);
	if (text.includes('e')) return 6;
	const dot = text.indexOf('.');
	return dot < 0 ? 0 : text.length - dot - 1;
};

/**
 * A format for all the numbers of one column: as many decimals as the column needs, but no more than its size makes
 * readable. Whole numbers in a column
 * that is named for years or keys are not grouped.
 */
export function numberFormat(values: readonly Cell[], name: string, locale: string | undefined): Intl.NumberFormat {
	let decimals = 0;
	let largest = 0;
	for (const value of values.length > 1000 ? values.slice(0, 1000) : values) {
		const number = numberOf(value);
		if (number === null) continue;
		decimals = Math.max(decimals, decimalsOf(number));
		largest = Math.max(largest, Math.abs(number));
	}
	const readable = largest >= 100 ? 2 : largest >= 1 ? 3 : 6;
	const digits = Math.min(decimals, readable);
	const isName = digits === 0 && /(^|_|\b)(year|yr|id|zip|postcode|code)$/i.test(name);
	return new Intl.NumberFormat(locale, {
		minimumFractionDigits: Math.min(digits, 2),
		maximumFractionDigits: digits,
		useGrouping: !isName,
	});
}

/** One number by the format of its column; whole numbers beyond 2^53 arrive as text and keep every digit. */
export function numberText(cell: Cell | undefined, format: Intl.NumberFormat): string {
	if (typeof cell === 'string' && /^-?\d{16,}$/.test(cell)) return format.format(BigInt(cell));
	const value = numberOf(cell);
	return value === null ? plainText(cell) : format.format(value);
}

const DAY_MS = 86_400_000;

/** A format for all the instants of one column or axis: with seconds or a time of day only where one is not midnight. */
export function timeFormat(times: readonly number[], zone: Zone, locale: string | undefined): Intl.DateTimeFormat {
	let finest = DAY_MS;
	for (const time of times.length > 1000 ? times.slice(0, 1000) : times) {
		if (Number.isNaN(time)) continue;
		const wall = zone === 'utc' ? time : time - new Date(time).getTimezoneOffset() * 60_000;
		if (wall % 60_000 !== 0) finest = Math.min(finest, 1000);
		else if (wall % DAY_MS !== 0) finest = Math.min(finest, 60_000);
	}
	const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
	return new Intl.DateTimeFormat(locale, {
		year: 'numeric',
		month: 'short',
		day: 'numeric',
		...(finest < DAY_MS ? clock : {}),
		...(finest < 60_000 ? { second: '2-digit' as const } : {}),
		...(zone === 'utc' ? { timeZone: 'UTC' } : {}),
	});
}

/** The format of an axis of instants: as `timeFormat`, but months and years where all of them begin one. */
export function axisTimeFormat(times: readonly number[], zone: Zone, locale: string | undefined): Intl.DateTimeFormat {
	const sample = times.length > 1000 ? times.slice(0, 1000) : times;
	const walls = sample
		.filter((time) => !Number.isNaN(time))
		.map((time) => (zone === 'utc' ? new Date(time) : shifted(time)));
	const begins = walls.length > 1 && walls.every((wall) => wall.getTime() % DAY_MS === 0 && wall.getUTCDate() === 1);
	if (!begins) return timeFormat(times, zone, locale);
	const years = walls.every((wall) => wall.getUTCMonth() === 0);
	return new Intl.DateTimeFormat(locale, {
		year: 'numeric',
		...(years ? {} : { month: 'short' as const }),
		...(zone === 'utc' ? { timeZone: 'UTC' } : {}),
	});
}

const shifted = (time: number): Date => new Date(time - new Date(time).getTimezoneOffset() * 60_000);

export type CellFormat = (cell: Cell | undefined) => string;

/** How the cells of one column are written, in a table, a tooltip or a label. */
export function cellFormat(column: Column, cells: readonly Cell[], locale: string | undefined): CellFormat {
	if (isNumber(column.type)) {
		const format = numberFormat(cells, column.name, locale);
		return (cell) => numberText(cell, format);
	}
	if (isTime(column.type)) {
		const sample = cells.slice(0, 1000).map((cell) => timeOf(cell, column));
		const format = timeFormat(sample, zoneOf(column), locale);
		return (cell) => {
			const time = timeOf(cell, column);
			return Number.isNaN(time) ? plainText(cell) : format.format(time);
		};
	}
	return plainText;
}
