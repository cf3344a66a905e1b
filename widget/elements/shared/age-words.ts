/** Words that no chart needs before it has something to draw: ages and counts. */
import { say } from '../../texts/say.ts';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** The age of something: `just now`, `40 s ago`, `2 min ago`, `3 h ago`, `5 days ago`. */
export function ageText(ms: number, locale?: string): string {
	const seconds = Math.max(0, Math.floor(ms / 1000));
	if (seconds < 5) return say(locale, 'just now');
	if (seconds < MINUTE) return say(locale, '{seconds} s ago', { seconds });
	if (seconds < HOUR) return say(locale, '{minutes} min ago', { minutes: Math.floor(seconds / MINUTE) });
	if (seconds < 2 * DAY) return say(locale, '{hours} h ago', { hours: Math.floor(seconds / HOUR) });
	return say(locale, '{days:# day|# days} ago', { days: Math.floor(seconds / DAY) });
}

/** `1 row`, `1,204 rows`. */
export const rowsText = (rows: number, locale: string | undefined): string =>
	say(locale, '{rows:# row|# rows}', { rows });
