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
