/** Until when somebody may have an alert keep quiet. Pure, but for the zone of whoever looks. */

export type Until = number | 'recovered';

export interface SnoozeChoice {
	readonly text: string;
	readonly until: Until;
}

const MINUTE = 60_000;
/** When people are at work again. */
const MORNING_HOUR = 8;

/** The next day at eight by the reader's clock, also where clocks are put forward or back in between. @param now ms */
export function tomorrowMorning(now: number): number {
	const day = new Date(now);
	return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1, MORNING_HOUR).getTime();
}

/** @param now ms @param canRecover whether it fires: what does not has nothing to recover from */
export const snoozeChoices = (now: number, canRecover: boolean): readonly SnoozeChoice[] => [
	{ text: '30 minutes', until: now + 30 * MINUTE },
	{ text: '4 hours', until: now + 240 * MINUTE },
	{ text: 'Until tomorrow, 8:00', until: tomorrowMorning(now) },
	...(canRecover ? ([{ text: 'Until it has recovered', until: 'recovered' }] as const) : []),
];
