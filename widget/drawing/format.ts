import type { NumberFormat } from '../chart-spec.ts';
import type { Cell, Column } from '../protocol.ts';
import { isNumber, isTime } from './choose.ts';
import { numbersBy, timesBy } from './intl.ts';
import { isoWall } from './iso-time.ts';

/**
 * The wall clock of an ISO 8601 date, timestamp or timestamptz, as milliseconds since 1970 in UTC; NaN when it is none.
 * A timestamptz is shown by the offset that it carries, which is the run's time zone: every reader sees the same
 * days and hours, those that the SQL counted in. (Where clocks are set back, an hour of a line lies over the next.)
 */
export function timeOf(cell: Cell | undefined): number {
	if (typeof cell !== 'string') return Number.NaN;
	const wall = isoWall(cell);
	return Number.isNaN(wall) ? Date.parse(cell.replace(/(\d)[T ]([\d:.]+).*/, '$1T$2Z')) : wall;
}

/** The instant of a timestamptz in milliseconds since 1970; of a time without a zone, as if it were in UTC. */
export function instantOf(cell: Cell | undefined): number {
	const found = /[T ][\d:.]+([+-])(\d\d):?(\d\d)?:?(\d\d)?/.exec(plainText(cell)) ?? [];
	const [hours, minutes, seconds] = found.slice(2).map((part) => Number(part ?? 0));
	const offset = (((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000;
	return timeOf(cell) - (found[1] === '-' ? -offset : offset);
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

/** More are never shown. */
const MOST_DECIMALS = 6;

/** How many decimals a value has: at least so many as are known already, and no more than are ever shown. */
function decimalsOf(value: Cell, known: number): number {
	if (typeof value !== 'number') {
		const text = String(value);
		const dot = text.includes('e') ? text.length - MOST_DECIMALS - 1 : text.indexOf('.');
		return dot < 0 ? known : Math.max(known, Math.min(MOST_DECIMALS, text.length - dot - 1));
	}
	for (let decimals = known; decimals < MOST_DECIMALS; decimals += 1) {
		const unit = 10 ** decimals;
		if (Math.round(value * unit) / unit === value) return decimals;
	}
	return MOST_DECIMALS;
}

/** From here on figures that are no longer exact are written by their power of ten. */
export const HUGE = 1e15;

/** A column of exact numbers keeps up to this many decimals, also where they are zeros. */
const MOST_FIXED = 4;

/**
 * A format for all the numbers of one column: as many decimals as the column needs, but no more than its size makes
 * readable. Whole numbers in a column
 * that is named for years or keys are not grouped.
 */
export function numberFormat(values: readonly Cell[], column: Column, locale: string | undefined): Intl.NumberFormat {
	const { name, scale = 0 } = column;
	let decimals = 0;
	let largest = 0;
	let isHuge = false;
	for (const value of values.length > 1000 ? values.slice(0, 1000) : values) {
		const number = numberOf(value);
		if (number === null) continue;
		if (decimals < MOST_DECIMALS) decimals = decimalsOf(value, decimals);
		largest = Math.max(largest, Math.abs(number));
		isHuge ||= typeof value === 'number' && Math.abs(value) >= HUGE && !Number.isSafeInteger(value);
	}
	if (isHuge) return numbersBy(locale, { notation: 'scientific', maximumFractionDigits: 6 });
	const readable = largest >= 100 ? 2 : largest >= 1 ? 3 : 6;
	// A scale as that of an amount is the author's own; a longer one is what a division has left.
	const fixed = scale <= MOST_FIXED ? scale : 0;
	const digits = fixed || Math.min(decimals, readable);
	const isName = digits === 0 && /(^|_|\b)(year|yr|id|zip|postcode|code)$/i.test(name);
	return numbersBy(locale, {
		minimumFractionDigits: fixed || Math.min(digits, 2),
		maximumFractionDigits: digits,
		useGrouping: !isName,
	});
}

/** One number by the format of its column. What arrives as text has more digits than a number, and keeps them. */
export function numberText(cell: Cell | undefined, format: Intl.NumberFormat): string {
	return numberOf(cell) === null ? plainText(cell) : format.format(cell as Intl.StringNumericLiteral);
}

const DAY_MS = 86_400_000;

/** The instants by which a column is judged. */
const sampleOf = (times: readonly number[]): number[] => times.slice(0, 1000).filter((time) => !Number.isNaN(time));

/** A format for all the instants of one column or axis: with seconds or a time of day only where one is not midnight. */
export function timeFormat(times: readonly number[], locale: string | undefined): Intl.DateTimeFormat {
	const sample = sampleOf(times);
	const seconds = sample.some((time) => time % 60_000 !== 0);
	const span = Math.max(...sample) - Math.min(...sample);
	const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
	return timesBy(locale, {
		year: 'numeric',
		month: 'short',
		day: 'numeric',
		...(sample.some((time) => time % DAY_MS !== 0) ? clock : {}),
		...(seconds ? { second: '2-digit' as const } : {}),
		...(span > 0 && span < 1000 ? { fractionalSecondDigits: 3 as const } : {}),
		timeZone: 'UTC',
	});
}

/** The format of an axis of instants: as `timeFormat`, but months and years where all of them begin one. */
export function axisTimeFormat(times: readonly number[], locale: string | undefined): Intl.DateTimeFormat {
	const sample = sampleOf(times);
	const begins = sample.every((time) => time % DAY_MS === 0 && new Date(time).getUTCDate() === 1);
	if (!begins || sample.length < 2) return timeFormat(sample, locale);
	const years = sample.every((time) => new Date(time).getUTCMonth() === 0);
	return timesBy(locale, {
		year: 'numeric',
		...(years ? {} : { month: 'short' as const }),
		timeZone: 'UTC',
	});
}

/**
 * A time as a format writes it. A wall clock that has shown the same twice, since it was set back, has brought what
 * tells the two apart: behind its time, in brackets.
 */
export function timeText(cell: Cell | undefined, format: Intl.DateTimeFormat): string {
	const time = timeOf(cell);
	const [text, mark] = plainText(cell).split('[');
	if (Number.isNaN(time)) return text ?? '';
	return mark === undefined ? format.format(time) : `${format.format(time)} ${mark.slice(0, -1)}`;
}

/** The options of Intl for a style that an author has named. */
export function styleOf({ style, currency = '', decimals }: NumberFormat): Intl.NumberFormatOptions {
	const digits = decimals === undefined ? {} : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
	if (style === 'percent') return { style, maximumFractionDigits: 1, ...digits };
	if (style === 'currency') return { style, currency, ...digits };
	return style === 'compact' ? { notation: 'compact', maximumFractionDigits: 1, ...digits } : digits;
}

/** A number's text with its unit behind a space that does not break. */
export const withUnit = (text: string, { unit }: NumberFormat): string =>
	unit && text ? `${text}\u00a0${unit}` : text;

export type CellFormat = (cell: Cell | undefined) => string;

/** How the cells of one column are written, in a table, a tooltip or a label. */
export function cellFormat(
	column: Column,
	cells: readonly Cell[],
	locale: string | undefined,
	own: NumberFormat = {},
): CellFormat {
	if (isNumber(column.type)) {
		const isOwn = (own.style ?? 'number') !== 'number' || own.decimals !== undefined;
		const format = isOwn ? numbersBy(locale, styleOf(own)) : numberFormat(cells, column, locale);
		return (cell) => withUnit(numberText(cell, format), own);
	}
	if (isTime(column.type)) {
		const format = timeFormat(cells.slice(0, 1000).map(timeOf), locale);
		return (cell) => timeText(cell, format);
	}
	return plainText;
}
