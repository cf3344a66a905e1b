/** The calendar of the tests: what a clock in a zone says, by Intl and not by the database. */
import type { Cell } from '../../../widget/protocol.ts';
import { meanOf, type Row, sum, text } from './case.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
	const known = formats.get(zone);
	if (known !== undefined) return known;
	const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
	const made = new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', ...parts });
	formats.set(zone, made);
	return made;
}

interface WallClock {
	readonly date: string;
	readonly hour: number;
}

/** The same moments are asked for over and over, and Intl takes its time. */
const readings = new Map<string, WallClock>();

/** `2024-10-27` and the hour, on the wall clock of the zone; dates are what they are. */
export function wallClock(cell: Cell | undefined, zone: string): WallClock {
	const written = String(cell);
	if (!/T.*[+-]\d\d:\d\d$/.test(written))
		return { date: written.slice(0, 10), hour: Number(written.slice(11, 13) || 0) };
	const key = `${zone} ${written}`;
	const known = readings.get(key);
	if (known !== undefined) return known;
	const parts = clockOf(zone).formatToParts(new Date(written));
	const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
	const reading = { date: `${part('year')}-${part('month')}-${part('day')}`, hour: Number(part('hour')) };
	readings.set(key, reading);
	return reading;
}

const DAY_MS = 86_400_000;
export const dayNumber = (date: string): number => Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / DAY_MS;
const dateOf = (days: number): string => new Date(days * DAY_MS).toISOString().slice(0, 10);
/** 1 is Monday. */
export const weekday = (date: string): number => ((dayNumber(date) + 3) % 7) + 1;

export type Unit = 'day' | 'week' | 'month' | 'year';

/** The first day of the period in which a day is. */
export function startOf(date: string, unit: Unit): string {
	if (unit === 'year') return `${date.slice(0, 4)}-01-01`;
	if (unit === 'month') return `${date.slice(0, 7)}-01`;
	return unit === 'week' ? dateOf(dayNumber(date) - weekday(date) + 1) : date;
}

export function nextPeriod(date: string, unit: Unit): string {
	if (unit === 'day' || unit === 'week') return dateOf(dayNumber(date) + (unit === 'day' ? 1 : 7));
	const [year = 0, month = 1] = date.split('-').map(Number);
	const next = unit === 'year' ? Date.UTC(year + 1, 0, 1) : Date.UTC(year, month, 1);
	return new Date(next).toISOString().slice(0, 10);
}

/** All periods from the first to the last, and some more. */
export function periodsOf(dates: readonly string[], unit: Unit, ahead = 0): string[] {
	const starts = dates.map((date) => startOf(date, unit)).sort();
	const last = starts.at(-1);
	const periods: string[] = [];
	for (let at = starts[0]; at !== undefined && last !== undefined && at <= last; at = nextPeriod(at, unit))
		periods.push(at);
	for (let more = 0; more < ahead && periods.length > 0; more += 1)
		periods.push(nextPeriod(periods.at(-1) ?? '', unit));
	return periods;
}

export interface Series {
	/** With those ahead. */
	readonly periods: readonly string[];
	/** By place; undefined where nothing was measured. */
	readonly values: readonly (number | undefined)[];
	/** How many are not ahead. */
	readonly length: number;
}

export interface SeriesOptions {
	readonly unit: Unit;
	readonly zone: string;
	readonly ahead?: number;
	readonly by: 'sum' | 'mean';
}

/** The slots `time` and `value` by periods. */
export function seriesOf(rows: readonly Row[], { unit, zone, ahead = 0, by }: SeriesOptions): Series {
	const values = new Map<string, number[]>();
	for (const row of rows) {
		const period = startOf(wallClock(row['time'], zone).date, unit);
		values.set(period, [...(values.get(period) ?? []), Number(row['value'])]);
	}
	const periods = periodsOf([...values.keys()], unit, ahead);
	const come = by === 'sum' ? sum : meanOf;
	const measured = periods.map((period) => {
		const own = values.get(period);
		return own === undefined ? undefined : come(own);
	});
	return { periods, values: measured, length: Math.max(0, periods.length - ahead) };
}

export const msOf = (row: Row, slot: string): number => Date.parse(text(row, slot));
