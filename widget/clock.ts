/**
 * Time as the widget sees it: the page's own clock, timers and randomness (passed in everywhere, so that tests move
 * them by hand), and the offset to the server's clock, so that 'as of' is true on a viewer's wrong clock.
 */
export interface Timing {
	/** The page's clock, in ms; never goes back. */
	now(): number;
	/** A number from 0 up to, and not including, 1. */
	random(): number;
	/** Calls `run` once after `ms`; returns what cancels it. */
	after(ms: number, run: () => void): () => void;
}

/**
 * A wall clock that goes on from where it was when it is set back, for what is measured with it (silence, back-off)
 * must pass. Set forwards, or after the machine has slept, it follows.
 */
export function neverBack(wall: () => number): () => number {
	let behindMs = 0;
	let last = Number.NEGATIVE_INFINITY;
	return () => {
		const now = wall();
		behindMs = Math.max(behindMs, last - now);
		last = Math.max(last, now + behindMs);
		return last;
	};
}

export const pageTiming: Timing = {
	now: neverBack(() => Date.now()),
	random: () => Math.random(),
	after(ms, run) {
		const timer = setTimeout(run, ms);
		return () => clearTimeout(timer);
	},
};

/** Beyond this difference one of the two clocks was set anew, and what was learned before says nothing. */
const CLOCK_JUMP_MS = 2_000;

/**
 * Keeps the offset from the page's clock to the server's. Only messages that are sent the moment they are stamped
 * (`welcome`, `ping`) teach it. Their way takes time, so every sample is too low by it: the highest is the truest.
 */
export class ServerClock {
	readonly #timing: Timing;
	#offsetMs: number | undefined;

	constructor(timing: Timing) {
		this.#timing = timing;
	}

	learn(at: number): void {
		const sample = at - this.#timing.now();
		const known = this.#offsetMs;
		if (known === undefined || sample > known || known - sample > CLOCK_JUMP_MS) this.#offsetMs = sample;
	}

	/** The server's time in ms, as well as it is known. */
	now(): number {
		return this.#timing.now() + (this.#offsetMs ?? 0);
	}
}
