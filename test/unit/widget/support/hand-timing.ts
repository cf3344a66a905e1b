import type { Timing } from '../../../../widget/clock.ts';

interface Timer {
	readonly dueAt: number;
	readonly run: () => void;
}

/** A clock that stands still until a test moves it, and chance that a test decides. */
export class HandTiming implements Timing {
	#now: number;
	readonly #timers = new Set<Timer>();
	nextRandom: () => number = () => 0.5;

	constructor(now = 1_000_000) {
		this.#now = now;
	}

	now(): number {
		return this.#now;
	}

	random(): number {
		return this.nextRandom();
	}

	after(ms: number, run: () => void): () => void {
		const timer = { dueAt: this.#now + ms, run };
		this.#timers.add(timer);
		return () => this.#timers.delete(timer);
	}

	get pending(): number {
		return this.#timers.size;
	}

	/** Lets time pass, and calls what falls due, in order. */
	advance(ms: number): void {
		const end = this.#now + ms;
		for (;;) {
			const due = [...this.#timers].filter((timer) => timer.dueAt <= end).sort((a, b) => a.dueAt - b.dueAt)[0];
			if (due === undefined) break;
			this.#timers.delete(due);
			this.#now = Math.max(this.#now, due.dueAt);
			due.run();
		}
		this.#now = end;
	}

	/** The wall clock is set anew; no timer fires for it. */
	jump(ms: number): void {
		this.#now += ms;
	}
}
