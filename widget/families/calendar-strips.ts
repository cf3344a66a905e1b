import { DAY_MS, monthOf, weekdayOf, yearOf } from './calendar-days.ts';
import type { Area } from './frame.ts';

/** Some months of a year as weeks side by side, the days of each from the first of the week down. */
export interface Strip {
	readonly year: number;
	/** Midnight of its first day, and of the one after its last. */
	readonly from: number;
	readonly to: number;
	/** Where the first day of its first week would be, in CSS pixels. */
	readonly left: number;
	readonly top: number;
	/** The weekday that its weeks begin with, from 0 for Monday. */
	readonly first: number;
}

export interface Strips {
	readonly strips: readonly Strip[];
	/** The side of a day, with its gap. */
	readonly cell: number;
	/** Years that there is no room for, the earliest ones. */
	readonly left: number;
}

export interface StripRoom {
	readonly area: Area;
	/** Beside a strip, for its year and weekdays; over it, for its months; and between two. */
	readonly side: number;
	readonly above: number;
	readonly between: number;
	/** The weekday that weeks begin with, from 0 for Monday. */
	readonly first: number;
}

const LARGEST_PX = 24;
const LEAST_PX = 6;
const MOST_YEARS = 60;

/** How many weeks a day is after another; `first`: the weekday that they begin with. */
export function weekOf(at: number, from: number, first: number): number {
	const begin = (day: number): number => day - weekdayOf(day, first) * DAY_MS;
	return Math.round((begin(at) - begin(from)) / DAY_MS / 7);
}

type Span = Omit<Strip, 'left' | 'top' | 'first'>;

/** The years cut into so many parts each; of the first and the last year only those that have days. */
function spansOf(years: readonly number[], parts: number, [first, last]: readonly [number, number]): Span[] {
	const months = 12 / parts;
	const all = years.flatMap((year) =>
		Array.from({ length: parts }, (_, part) => ({
			year,
			from: Date.UTC(year, part * months, 1),
			to: Date.UTC(year, (part + 1) * months, 1),
		})),
	);
	return all.filter(({ from, to }) => to > first && from <= last);
}

const weeksOf = ({ from, to }: Span, first: number): number => weekOf(to - DAY_MS, from, first) + 1;

/** How large a day can be in these strips. */
function cellIn(spans: readonly Span[], { area, side, above, between, first }: StripRoom): number {
	const count = Math.max(1, spans.length);
	const height = (area.height - count * above - (count - 1) * between) / count / 7;
	return Math.min(LARGEST_PX, (area.width - side) / Math.max(1, ...spans.map((span) => weeksOf(span, first))), height);
}

/** The years of these days: each in one strip, or in as many as make the days largest; the latest, where not all fit. */
export function calendarStrips(days: readonly number[], room: StripRoom): Strips {
	const ends = [days[0] ?? 0, days.at(-1) ?? 0] as const;
	const count = yearOf(ends[1]) - yearOf(ends[0]) + 1;
	const cut = (years: number, parts: number) => {
		const list = Array.from({ length: years }, (_, at) => yearOf(ends[1]) - years + 1 + at);
		const spans = spansOf(list, parts, ends);
		return { spans, cell: cellIn(spans, room) };
	};
	const best = (years: number) => {
		const [whole, halves, quarters] = [cut(years, 1), cut(years, 2), cut(years, 4)];
		return [halves, quarters].reduce((found, each) => (each.cell > found.cell * 1.1 ? each : found), whole);
	};
	let years = Math.min(count, MOST_YEARS);
	while (years > 1 && best(years).cell < LEAST_PX) years -= 1;
	const { spans, cell } = best(years);
	const { area, side, above, between, first } = room;
	const square = Math.max(1, cell);
	const strips = spans.map((span, at) => ({
		...span,
		first,
		left: area.left + side,
		top: area.top + above + at * (above + square * 7 + between),
	}));
	return { strips, cell: square, left: count - years };
}

/** Where a day is. */
export function placeIn({ from, left, top, first }: Strip, at: number, cell: number): readonly [number, number] {
	return [left + weekOf(at, from, first) * cell, top + weekdayOf(at, first) * cell];
}

/** Where the names of its months stand: over the first week that begins in each. */
export function monthPlaces(strip: Strip, cell: number): { readonly at: number; readonly x: number }[] {
	const firsts: number[] = [];
	for (let month = monthOf(strip.from); ; month += 1) {
		const at = Date.UTC(strip.year, month, 1);
		if (at >= strip.to) break;
		firsts.push(at);
	}
	return firsts.map((at) => {
		const day = weekdayOf(at, strip.first);
		const begin = day === 0 ? at : at + (7 - day) * DAY_MS;
		return { at, x: strip.left + weekOf(at === strip.from ? at : begin, strip.from, strip.first) * cell };
	});
}
