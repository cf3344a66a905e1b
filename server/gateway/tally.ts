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
