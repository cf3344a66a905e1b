/** Times and counts in words. Pure, but for the clock. */

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
	['day', 86_400_000],
	['hour', 3_600_000],
	['minute', 60_000],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const dated = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** `3 minutes ago`. */
export function ageText(atMs: number, now = Date.now()): string {
	const ago = now - atMs;
	const unit = UNITS.find(([, ms]) => ago >= ms);
	if (unit === undefined) return 'just now';
	const [name, ms] = unit;
	return ago > 7 * 86_400_000 ? dated.format(atMs) : relative.format(-Math.floor(ago / ms), name);
}

/** `1.2M`. */
export const countText = (count: number): string => compact.format(count);

/** `230 ms`, `1.4 s`, `3 min 20 s`. */
export function durationText(ms: number): string {
	if (ms < 1000) return `${Math.round(ms)} ms`;
	if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
	return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}
