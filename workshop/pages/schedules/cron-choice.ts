/**
 * When something is sent, as people choose it, and as cron's five fields (minute, hour, day of the month, month, day of the
 * week) say the same. What the choices do not cover is an expression that somebody has written. Pure.
 */

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Of the day: `HH:MM`. */
interface AtTime {
	readonly time: string;
}

export type Choice =
	| ({ readonly kind: 'daily' } & AtTime)
	/** Monday to Friday. */
	| ({ readonly kind: 'weekdays' } & AtTime)
	| ({ readonly kind: 'weekly'; readonly days: readonly Weekday[] } & AtTime)
	/** `day`: 1 to 31, or the last one; a month without that day is left out. */
	| ({ readonly kind: 'monthly'; readonly day: number | 'last' } & AtTime)
	| { readonly kind: 'minutes'; readonly every: number }
	| { readonly kind: 'hours'; readonly every: number; readonly minute: number }
	| { readonly kind: 'cron'; readonly cron: string };

export type ChoiceKind = Choice['kind'];

export const CHOICES: readonly (readonly [kind: ChoiceKind, title: string])[] = [
	['daily', 'Every day'],
	['weekdays', 'Monday to Friday'],
	['weekly', 'Every week on'],
	['monthly', 'Every month on'],
	['hours', 'Every few hours'],
	['minutes', 'Every few minutes'],
	['cron', 'As cron says'],
];

/** Those that divide an hour, and a day: others would begin anew in the middle of a step. */
export const MINUTES = [5, 10, 15, 20, 30] as const;
export const HOURS = [1, 2, 3, 4, 6, 8, 12] as const;

const CRON_DAYS: Readonly<Record<Weekday, string>> = {
	monday: 'mon',
	tuesday: 'tue',
	wednesday: 'wed',
	thursday: 'thu',
	friday: 'fri',
	saturday: 'sat',
	sunday: 'sun',
};

const clockOf = (time: string): string => {
	const [hour = '', minute = ''] = time.split(':');
	return `${Number(minute)} ${Number(hour)}`;
};

const inOrder = (days: readonly Weekday[]): readonly Weekday[] => WEEKDAYS.filter((day) => days.includes(day));

export function cronOf(choice: Choice): string {
	switch (choice.kind) {
		case 'daily':
			return `${clockOf(choice.time)} * * *`;
		case 'weekdays':
			return `${clockOf(choice.time)} * * mon-fri`;
		case 'weekly':
			return `${clockOf(choice.time)} * * ${inOrder(choice.days)
				.map((day) => CRON_DAYS[day])
				.join(',')}`;
		case 'monthly':
			return `${clockOf(choice.time)} ${choice.day === 'last' ? 'L' : choice.day} * *`;
		case 'minutes':
			return `*/${choice.every} * * * *`;
		case 'hours':
			return `${choice.minute} ${choice.every === 1 ? '*' : `*/${choice.every}`} * * *`;
		case 'cron':
			return choice.cron;
	}
}

const numberIn = (text: string, least: number, most: number): number | undefined => {
	const value = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
	return value >= least && value <= most ? value : undefined;
};

const padded = (value: number): string => String(value).padStart(2, '0');

/** Names and numbers (0 and 7 are Sunday), single or in lists; undefined where it says anything else. */
function daysIn(field: string): readonly Weekday[] | undefined {
	const days = field.split(',').map((part) => {
		const named = WEEKDAYS.find((day) => CRON_DAYS[day] === part);
		const number = numberIn(part, 0, 7);
		return named ?? (number === undefined ? undefined : WEEKDAYS[(number + 6) % 7]);
	});
	return days.every((day) => day !== undefined) ? inOrder(days) : undefined;
}

function stepIn(field: string, steps: readonly number[]): number | undefined {
	const [, step = ''] = /^\*\/(\d{1,2})$/.exec(field) ?? [];
	return steps.find((each) => String(each) === step);
}

type Fields = readonly [minute: string, hour: string, day: string, month: string, weekday: string];

function repeatedIn([minute, hour, day, , weekday]: Fields): Choice | undefined {
	if (day !== '*' || weekday !== '*') return undefined;
	const minutes = hour === '*' ? stepIn(minute, MINUTES) : undefined;
	if (minutes !== undefined) return { kind: 'minutes', every: minutes };
	const at = numberIn(minute, 0, 59);
	const every = hour === '*' ? 1 : stepIn(hour, HOURS);
	return at === undefined || every === undefined ? undefined : { kind: 'hours', every, minute: at };
}

function timedIn([minute, hour, day, , weekday]: Fields): Choice | undefined {
	const [at, of] = [numberIn(minute, 0, 59), numberIn(hour, 0, 23)];
	if (at === undefined || of === undefined) return undefined;
	const time = `${padded(of)}:${padded(at)}`;
	if (weekday === '*') {
		if (day === '*') return { kind: 'daily', time };
		const number = day === 'l' ? 'last' : numberIn(day, 1, 31);
		return number === undefined ? undefined : { kind: 'monthly', day: number, time };
	}
	if (day !== '*') return undefined;
	if (weekday === 'mon-fri' || weekday === '1-5') return { kind: 'weekdays', time };
	const days = daysIn(weekday);
	return days === undefined ? undefined : { kind: 'weekly', days, time };
}

/** The choice that says the same; `cron`, as it is, where none does. */
export function choiceOf(cron: string): Choice {
	const fields = cron.trim().toLowerCase().split(/\s+/);
	const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
	const all: Fields = [minute, hour, day, month, weekday];
	const found = fields.length === 5 && month === '*' ? (repeatedIn(all) ?? timedIn(all)) : undefined;
	return found ?? { kind: 'cron', cron };
}

const DEFAULT_TIME = '08:00';

/** Another kind, with what of the present choice it has as well. */
export function asKind(choice: Choice, kind: ChoiceKind): Choice {
	const time = 'time' in choice ? choice.time : DEFAULT_TIME;
	switch (kind) {
		case 'daily':
		case 'weekdays':
			return { kind, time };
		case 'weekly':
			return { kind, time, days: choice.kind === 'weekly' ? choice.days : ['monday'] };
		case 'monthly':
			return { kind, time, day: choice.kind === 'monthly' ? choice.day : 1 };
		case 'minutes':
			return { kind, every: 15 };
		case 'hours':
			return { kind, every: 1, minute: 0 };
		case 'cron':
			return { kind, cron: cronOf(choice) };
	}
}

/** What keeps a choice from being one; '': nothing. The rest is the server's to say. */
export function problemOfChoice(choice: Choice): string {
	if (choice.kind === 'weekly' && choice.days.length === 0) return 'Choose a day of the week.';
	if ('time' in choice && !/^\d\d:\d\d$/.test(choice.time)) return 'Give a time, such as 08:00.';
	if (choice.kind === 'hours' && !(choice.minute >= 0 && choice.minute <= 59)) return 'Give a minute from 0 to 59.';
	return choice.kind === 'cron' && choice.cron.trim() === '' ? 'Give five fields, such as 0 8 * * mon-fri.' : '';
}
