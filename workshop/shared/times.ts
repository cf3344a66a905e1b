/** Times as the reader's language writes them. Pure, but for the language and the zone of whoever looks. */

export interface TimeOptions {
	/** Default: the reader's. */
	readonly locale?: string | undefined;
	readonly timeZone?: string | undefined;
}

/** A day, such as “3 May 2026”. @param ms since 1970 */
export const dayOf = (ms: number, { locale, timeZone }: TimeOptions = {}): string =>
	new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }).format(ms);

/** A day and a minute. @param ms since 1970 */
export const momentOf = (ms: number, { locale, timeZone }: TimeOptions = {}): string =>
	new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(ms);

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
	['day', 86_400_000],
	['hour', 3_600_000],
	['minute', 60_000],
];
const FAR_MS = 14 * 86_400_000;

/** “5 minutes ago”, “in 3 days”; what is further away than two weeks is told by its day. @param ms since 1970 */
export function agoOf(ms: number, now: number, options: TimeOptions = {}): string {
	const distance = ms - now;
	if (Math.abs(distance) > FAR_MS) return dayOf(ms, options);
	const [unit, size] = UNITS.find(([, each]) => Math.abs(distance) >= each) ?? ['minute', 60_000];
	return new Intl.RelativeTimeFormat(options.locale, { numeric: 'auto' }).format(Math.trunc(distance / size), unit);
}

/** “90 s”, “5 min”, “2 h”: lengths of time as people set them. @param ms a length */
export function lengthOf(ms: number): string {
	if (ms < 1_000) return `${ms} ms`;
	if (ms % 86_400_000 === 0) return `${ms / 86_400_000} d`;
	if (ms % 3_600_000 === 0) return `${ms / 3_600_000} h`;
	if (ms % 60_000 === 0) return `${ms / 60_000} min`;
	return `${ms / 1_000} s`;
}

/** From what a field for days holds, its beginning where the reader is, in ms; undefined when it holds none. */
export function dayStart(value: string): number | undefined {
	const ms = /^\d{4}-\d\d-\d\d$/.test(value) ? new Date(`${value}T00:00:00`).getTime() : Number.NaN;
	return Number.isNaN(ms) ? undefined : ms;
}

/** As `dayStart`, of the day after: where that day has ended, also where clocks are put forward in between. */
export function dayEnd(value: string): number | undefined {
	const start = dayStart(value);
	if (start === undefined) return undefined;
	const day = new Date(start);
	day.setDate(day.getDate() + 1);
	return day.getTime();
}
