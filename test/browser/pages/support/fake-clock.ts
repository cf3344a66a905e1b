/** A clock for all processes of a test that moves ahead: whoever is started after `install` sees it. */
import { fakeClock } from '../../../support/fake-clock.ts';

export interface MovedClock {
	/** How far ahead it is, in ms. */
	readonly aheadMs: number;
	/** Now, by this clock. */
	now(): number;
	advance(ms: number): void;
}

/** Puts it into this process's environment, which what is started from now on inherits. */
export function installFakeClock(): MovedClock {
	const clock = fakeClock();
	let aheadMs = 0;
	// Without a cache every process follows at once.
	Object.assign(process.env, clock.env, { FAKETIME_NO_CACHE: '1' });
	return {
		get aheadMs() {
			return aheadMs;
		},
		now: () => Date.now() + aheadMs,
		advance: (ms) => {
			aheadMs += ms;
			clock.set(aheadMs);
		},
	};
}
