import type { NumberFormat } from '../chart-spec.ts';
import { HUGE, styleOf } from './format.ts';
import { numbersBy, timesBy } from './intl.ts';

type Unit = 'millisecond' | 'second' | 'minute' | 'hour' | 'day' | 'month' | 'year';

export interface Step {
	readonly unit: Unit;
	readonly count: number;
	readonly ms: number;
}

const LENGTHS: Readonly<Record<Unit, number>> = {
	millisecond: 1,
	second: 1000,
	minute: 60_000,
	hour: 3_600_000,
	day: 86_400_000,
	month: 2_629_800_000,
	year: 31_557_600_000,
};

const COUNTS: readonly (readonly [Unit, readonly number[]])[] = [
	['millisecond', [1, 2, 5, 10, 20, 50, 100, 200, 500]],
	['second', [1, 5, 10, 15, 30]],
	['minute', [1, 5, 10, 15, 30]],
	['hour', [1, 3, 6, 12]],
	['day', [1, 2, 7, 14]],
	['month', [1, 3, 6]],
	['year', [1, 2, 5, 10, 20, 50, 100]],
];

const STEPS: readonly Step[] = COUNTS.flatMap(([unit, counts]) =>
	counts.map((count) => ({ unit, count, ms: count * LENGTHS[unit] })),
);

const MIDNIGHT_MONDAY = Date.UTC(1970, 0, 5);

/** The round times of a wall clock in a stretch, in milliseconds. */
export function walk(from: number, to: number, step: Step): number[] {
	const { unit, count, ms } = step;
	const found: number[] = [];
	if (unit === 'month' || unit === 'year') {
		const months = unit === 'year' ? count * 12 : count;
		const start = new Date(from);
		let month = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / months) * months;
		for (; ; month += months) {
			const at = new Date(0).setUTCFullYear(Math.floor(month / 12), ((month % 12) + 12) % 12, 1);
			if (at > to) return found;
			if (at >= from) found.push(at);
		}
	}
	const origin = unit === 'day' ? MIDNIGHT_MONDAY : 0;
	for (let at = origin + Math.ceil((from - origin) / ms) * ms; at <= to; at += ms) found.push(at);
	return found;
}

export interface TimeTicks {
	/** Seconds since 1970. */
	readonly at: readonly number[];
	/** One or two lines each: the second names the day or year where it begins. */
	readonly labels: readonly string[];
}

const CLOCK: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const DAY: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };

const FINE: Readonly<Record<Unit, Intl.DateTimeFormatOptions>> = {
	millisecond: { ...CLOCK, second: '2-digit', fractionalSecondDigits: 3 },
	second: { ...CLOCK, second: '2-digit' },
	minute: CLOCK,
	hour: CLOCK,
	day: DAY,
	month: { month: 'short' },
	year: { year: 'numeric' },
};

const COARSE: Readonly<Record<Unit, Intl.DateTimeFormatOptions | undefined>> = {
	millisecond: DAY,
	second: DAY,
	minute: DAY,
	hour: DAY,
	day: { year: 'numeric' },
	month: { year: 'numeric' },
	year: undefined,
};

/** The step with which a stretch in milliseconds has at most so many ticks. */
export function stepFor(start: number, end: number, most: number): Step | undefined {
	const wanted = (end - start) / Math.max(1, most);
	return end >= start ? (STEPS.find(({ ms }) => ms >= wanted) ?? STEPS[STEPS.length - 1]) : undefined;
}

/** What stands at ticks of a wall clock in milliseconds. */
export function labelsOf(walls: readonly number[], unit: Unit, locale: string | undefined): string[] {
	const fine = timesBy(locale, { ...FINE[unit], timeZone: 'UTC' });
	const wide = COARSE[unit];
	const coarse = wide && timesBy(locale, { ...wide, timeZone: 'UTC' });
	let last = '';
	return walls.map((wall) => {
		const context = coarse?.format(wall) ?? '';
		const label = context === '' || context === last ? fine.format(wall) : `${fine.format(wall)}\n${context}`;
		last = context;
		return label;
	});
}

/** So many steps more are tried for a second tick. */
export const MOST_TRIED = 30;

/** Of more ticks than there is room for, every n-th. */
export function thinned({ at, labels }: TimeTicks, most: number): TimeTicks {
	const isKept = (_: unknown, index: number): boolean => index % Math.ceil(at.length / most) === 0;
	return { at: at.filter(isKept), labels: labels.filter(isKept) };
}

/** At most `most` ticks on round calendar times between two wall-clock times in seconds. */
export function timeTicks(from: number, to: number, most: number, locale: string | undefined): TimeTicks {
	const [start, end] = [from * 1000, to * 1000];
	const step = stepFor(start, end, most);
	if (step === undefined) return { at: [], labels: [] };
	const walls = walk(start, end, step);
	// One tick alone says nothing of how far it is from one to the next.
	if (walls.length < 2 && most < MOST_TRIED && end > start) return thinned(timeTicks(from, to, most + 1, locale), most);
	return { at: walls.map((wall) => wall / 1000), labels: labelsOf(walls, step.unit, locale) };
}

/** The format of a value axis: short, and with just the decimals that tell its ticks apart. */
export function tickFormat(
	increment: number,
	largest: number,
	locale: string | undefined,
	own: NumberFormat = {},
): Intl.NumberFormat {
	const { minimumFractionDigits: _min, maximumFractionDigits: _max, ...style } = styleOf(own);
	if (largest >= 10_000) {
		return numbersBy(locale, {
			...style,
			notation: largest >= HUGE ? 'scientific' : 'compact',
			minimumFractionDigits: 0,
			maximumFractionDigits: 2,
		});
	}
	const step = own.style === 'percent' ? increment * 100 : increment;
	const digits = Math.min(10, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
	const shown = step === 2.5 * 10 ** -digits ? digits + 1 : digits;
	return numbersBy(locale, { ...style, minimumFractionDigits: shown, maximumFractionDigits: shown });
}
