import { say } from '../../texts/say.ts';
import type { FrameLook } from './frame-kit.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

function isZone(name: string): boolean {
	try {
		return name === 'viewer' || new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
	} catch {
		return false;
	}
}

/** A locale whose weeks begin on a day: the keyword `fw` of Unicode's extension (UTS 35). */
export function withFirstDay(locale: string | undefined, day: string): string {
	const tag = locale ?? new Intl.NumberFormat().resolvedOptions().locale;
	return tag.includes('-u-') ? tag.replace('-u-', `-u-fw-${day}-`) : `${tag}-u-fw-${day}`;
}

/** How a frame is to look, with the page's own time zone and first day of the week in their places. */
export function settledLook(look: FrameLook): FrameLook {
	const { locale, spec } = look;
	const day = look.firstDay.slice(0, 3).toLowerCase();
	const zone = look.zone && isZone(look.zone) ? look.zone : '';
	const wrong = (name: string, value: string) =>
		say(locale, 'The attribute “{name}” cannot be “{value}”', { name, value });
	const faults = [
		look.zone && !zone ? wrong('zone', look.zone) : '',
		look.firstDay && !DAYS.includes(day) ? wrong('first-day', look.firstDay) : '',
	];
	return {
		...look,
		zone,
		locale: DAYS.includes(day) ? withFirstDay(locale, day) : locale,
		spec: zone ? { version: 1, ...spec, timeZone: zone } : spec,
		faults,
	};
}
