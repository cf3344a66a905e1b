/**
 * When a chart is warmed: a time of the day on days of the week, as the clocks of a place show it. Pure; the time zone
 * rules are those of Intl. Where clocks go forward, a time that is left out is that much later; where they go back, the
 * first of the two counts (as RFC 5545, section 3.3.5).
 */
import { z } from 'zod';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export const isTimeZone = (name: string): boolean => {
	try {
		return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
	} catch {
		return false;
	}
};

export const warmSchema = z.strictObject({
	/** The moment at which everything is to be there. */
	at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 07:50'),
	days: z
		.array(z.enum(WEEKDAYS))
		.min(1)
		.max(7)
		.default([...WEEKDAYS]),
	timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin'),
	/** The questions are spread over so many minutes before it. */
	minutes: z.number().int().min(1).max(120).default(5),
});

export type Warm = z.infer<typeof warmSchema>;

const DAY_MS = 86_400_000;
/** More than there are time zones: whoever writes them in ever other letters fills no memory. */
const MOST_FORMATS = 600;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
	const known = formats.get(timeZone);
	if (known !== undefined) return known;
	const [oldest] = formats.keys();
	if (oldest !== undefined && formats.size >= MOST_FORMATS) formats.delete(oldest);
	const format = new Intl.DateTimeFormat('en-US', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	});
	formats.set(timeZone, format);
	return format;
}

/** What the clocks there show, as if it were UTC; in ms. */
export function localOf(instant: number, timeZone: string): number {
	const parts = formatOf(timeZone).formatToParts(instant);
	const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
	return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

/** The instant at which the clocks there show this. */
function instantOf(local: number, timeZone: string): number {
	const offsets = [local - DAY_MS, local + DAY_MS].map((near) => localOf(near, timeZone) - near);
	const candidates = offsets.map((offset) => local - offset);
	const shown = candidates.filter((instant) => localOf(instant, timeZone) === local);
	return shown.length > 0 ? Math.min(...shown) : local - (offsets[0] ?? 0);
}

/** The first such moment that is not before `from`; in ms since 1970. */
export function nextPeak({ at, days, timeZone }: Warm, from: number): number {
	const [hours = 0, minutes = 0] = at.split(':').map(Number);
	const today = Math.floor(localOf(from, timeZone) / DAY_MS) * DAY_MS;
	for (let day = today - DAY_MS; day <= today + 8 * DAY_MS; day += DAY_MS) {
		// 1 January 1970 was a Thursday.
		const weekday = WEEKDAYS[(((day / DAY_MS + 3) % 7) + 7) % 7];
		if (weekday === undefined || !days.includes(weekday)) continue;
		const peak = instantOf(day + (hours * 60 + minutes) * 60_000, timeZone);
		if (peak >= from) return peak;
	}
	return Number.POSITIVE_INFINITY;
}
