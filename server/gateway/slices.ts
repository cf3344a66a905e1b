/**
 * Shares the event loop between work for a crowd and everybody else: about a millisecond of it is done at a time, of each
 * piece of work in its turn. Between two slices requests are answered, and a new connection is let in (libuv accepts one
 * each time around).
 */

/** Goes on, at least by a step, until the slice is over or all is done; true when all is done. Never throws. */
export type SlicedWork = (isOver: () => boolean) => boolean;

const SLICE_MS = 1;

export class Slices {
	#waiting: SlicedWork[] = [];
	#isScheduled = false;

	/** Begins with the next turn of the event loop, at the earliest. */
	add(work: SlicedWork): void {
		this.#waiting.push(work);
		this.#schedule();
	}

	#schedule(): void {
		if (this.#isScheduled || this.#waiting.length === 0) return;
		this.#isScheduled = true;
		setImmediate(() => this.#take());
	}

	#take(): void {
		this.#isScheduled = false;
		const until = performance.now() + SLICE_MS;
		const waiting = this.#waiting;
		this.#waiting = [];
		const unfinished: SlicedWork[] = [];
		const isOver = () => performance.now() >= until;
		while (waiting.length > 0 && !isOver()) {
			const work = waiting.shift();
			if (work?.(isOver) === false) unfinished.push(work);
		}
		// Whoever had no slice this time is first next time.
		this.#waiting = [...waiting, ...this.#waiting, ...unfinished];
		this.#schedule();
	}
}
