/** When the clocks of a place change, and how its times are written. Pure, but for the browser's rules of time zones. */

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function partsOf(timeZone: string, at: number): Readonly<Record<string, string>> {
	const format =
		formats.get(timeZone) ??
		new Intl.DateTimeFormat('en-US', {
			timeZone,
			hourCycle: 'h23',
			...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
		});
	formats.set(timeZone, format);
	return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}

/** By how much the clocks there are ahead of UTC, in ms. */
export function offsetOf(timeZone: string, at: number): number {
	const { year, month, day, hour, minute, second } = partsOf(timeZone, at);
	const shown = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
	return shown - Math.floor(at / 1_000) * 1_000;
}

export interface ClockChange {
	/** ms; the first moment that the new clocks show. */
	readonly at: number;
	/** ms; positive: forward. */
	readonly by: number;
}

/** The first change after one moment and up to another; both in ms. */
export function clockChange(timeZone: string, from: number, until: number): ClockChange | undefined {
	const begin = offsetOf(timeZone, from);
	for (let day = from; day < until; day += DAY_MS) {
		const end = Math.min(day + DAY_MS, until);
		if (offsetOf(timeZone, end) === begin) continue;
		let [before, after] = [day, end];
		while (after - before > MINUTE_MS) {
			const middle = Math.floor((before + after) / 2);
			if (offsetOf(timeZone, middle) === begin) before = middle;
			else after = middle;
		}
		// Clocks change at whole minutes.
		const at = Math.floor(after / MINUTE_MS) * MINUTE_MS;
		return { at, by: offsetOf(timeZone, end) - begin };
	}
	return undefined;
}

/** In hours, or in minutes where these are not whole. */
const byWords = (ms: number): string => {
	const minutes = Math.abs(ms) / MINUTE_MS;
	if (minutes % 60 !== 0) return `${minutes} minutes`;
	return minutes === 60 ? 'an hour' : `${minutes / 60} hours`;
};

const NEAR_MS = 14 * DAY_MS;

/**
 * What is to be known of a change of clocks between now and the last of the times that are shown, or within two weeks; ''
 * when there is none.
 */
export function changeNote(timeZone: string, now: number, times: readonly number[], locale?: string): string {
	const last = Math.max(now + NEAR_MS, ...times.slice(-1));
	const change = clockChange(timeZone, now, Math.min(last, now + 200 * DAY_MS));
	if (change === undefined) return '';
	const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(change.at);
	const way = change.by > 0 ? 'forward' : 'back';
	return `On ${day} the clocks there go ${way} by ${byWords(change.by)}. It goes on by the clocks there: a time that they leave out is sent right after, one that they show twice is sent once.`;
}

/** “Mon, 30 Nov 2026, 08:00 WET”. */
export const localMoment = (ms: number, timeZone: string, locale?: string): string =>
	new Intl.DateTimeFormat(locale, {
		timeZone,
		weekday: 'short',
		day: 'numeric',
		month: 'short',
		year: 'numeric',
		hour: '2-digit',
		minute: '2-digit',
		timeZoneName: 'short',
	}).format(ms);

export const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Whether the clocks there show then what those of whoever looks show. */
export const isOwnClock = (timeZone: string, at: number): boolean => offsetOf(timeZone, at) === offsetOf(ownZone(), at);

/** All that the browser knows. */
export const timeZones = (): readonly string[] => [
	...new Set(['UTC', ownZone(), ...Intl.supportedValuesOf('timeZone')]),
];
