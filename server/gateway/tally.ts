/** Counts what is open under each name, and refuses one more than the limit. */
export class Tally {
	readonly #counts = new Map<string, number>();
	readonly #most: number;

	constructor(most: number) {
		this.#most = most;
	}

	/** Returns what takes it back (once), or undefined when the limit is reached. */
	take(name: string): (() => void) | undefined {
		const count = this.#counts.get(name) ?? 0;
		if (count >= this.#most) return undefined;
		this.#counts.set(name, count + 1);
		let taken = true;
		return () => {
			if (!taken) return;
			taken = false;
			const left = (this.#counts.get(name) ?? 1) - 1;
			if (left === 0) this.#counts.delete(name);
			else this.#counts.set(name, left);
		};
	}
}

/** A token bucket: so many at once, and so many a second after that. */
export class Rate {
	readonly #perSecond: number;
	readonly #burst: number;
	#left: number;
	#at: number;

	constructor(options: { readonly perSecond: number; readonly burst: number; readonly now: number }) {
		this.#perSecond = options.perSecond;
		this.#burst = options.burst;
		this.#left = options.burst;
		this.#at = options.now;
	}

	/** False when it comes too fast. `now` in ms; `cost`: as how many it counts. */
	allows(now: number, cost = 1): boolean {
		this.#left = Math.min(this.#burst, this.#left + ((now - this.#at) / 1_000) * this.#perSecond);
		this.#at = now;
		if (this.#left < cost) return false;
		this.#left -= cost;
		return true;
	}
}
