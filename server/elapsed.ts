/**
 * How long ago something was, for whoever asks a store for what has changed since. The steady clock stands still while a
 * machine is suspended, and the other one may be put back: whichever says more counts, since to ask for too much costs
 * little, and what is missed is missed for ever.
 */
export interface Moment {
	readonly steady: number;
	readonly wall: number;
}

export const momentNow = (): Moment => ({ steady: performance.now(), wall: Date.now() });

/** ms */
export const elapsedMs = (since: Moment, until: Moment): number =>
	Math.max(until.steady - since.steady, until.wall - since.wall);
