/**
 * One frame on its way to all who stand level with their feed. A few get it at once; a crowd gets it slice by slice, so
 * that seven thousand writes do not hold up everybody else. Whoever is touched meanwhile is given it first.
 */
import type { Receiver } from './feed-parts.ts';
import type { Slices } from './slices.ts';

export interface FanOutOptions {
	readonly slices: Slices;
	/** So many get a frame in one go. Default: 50. */
	readonly atOnce?: number;
}

export class FanOut {
	readonly #slices: Slices;
	readonly #atOnce: number;
	readonly #left = new Set<Receiver>();
	#give: (receiver: Receiver) => void = () => undefined;
	#onEnd: () => void = () => undefined;

	constructor({ slices, atOnce = 50 }: FanOutOptions) {
		this.#slices = slices;
		this.#atOnce = atOnce;
	}

	/** True while somebody has yet to be given the frame. */
	get isUnderWay(): boolean {
		return this.#left.size > 0;
	}

	/** Only when none is under way. `onEnd` is called later, and not at all when all have been given it at once. */
	start(receivers: ReadonlySet<Receiver>, give: (receiver: Receiver) => void, onEnd: () => void): void {
		for (const receiver of receivers) this.#left.add(receiver);
		this.#give = give;
		if (this.#left.size <= this.#atOnce) {
			this.finish();
			return;
		}
		this.#onEnd = onEnd;
		this.#slices.add((isOver) => this.#goOn(isOver));
	}

	#goOn(isOver: () => boolean): boolean {
		for (const receiver of this.#left) {
			this.give(receiver);
			if (isOver()) break;
		}
		if (this.#left.size > 0) return false;
		const onEnd = this.#onEnd;
		this.#onEnd = () => undefined;
		onEnd();
		return true;
	}

	/** Gives it to this one now, unless it has it. */
	give(receiver: Receiver): void {
		if (this.#left.delete(receiver)) this.#give(receiver);
	}

	/** This one does not get it any more. */
	drop(receiver: Receiver): void {
		this.#left.delete(receiver);
	}

	/** Gives it to all who are left. */
	finish(): void {
		for (const receiver of this.#left) this.give(receiver);
	}
}
