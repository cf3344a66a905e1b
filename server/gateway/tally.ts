/** Counts what is open under each name, and refuses one more than the limit. */
export class Tally {
	readonly #counts = new Map<string, number>();
	readonly #most: number;

	constructor(most: number) {
		this.#most = most;
	}

	/** False when the limit is reached; otherwise it is to be given back, once. */
	take(name: string): boolean {
		const count = this.#counts.get(name) ?? 0;
		if (count >= this.#most) return false;
		this.#counts.set(name, count + 1);
		return true;
	}

	giveBack(name: string): void {
		const left = (this.#counts.get(name) ?? 0) - 1;
		if (left > 0) this.#counts.set(name, left);
		else this.#counts.delete(name);
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
