/**
 * The truth that tests compare with: everything that was ever published on one channel, and the answers that an honest
 * server gives from it. It knows nothing of the code under test.
 */
export interface Entry<V> {
	readonly epoch: string;
	readonly seq: number;
	readonly value: V;
}

export interface Answer<V> {
	readonly epoch: string;
	readonly top: number;
	readonly recovered: boolean;
	/** What follows when recovered. */
	readonly replay: readonly Entry<V>[];
}

export class PublishedLog<V> {
	readonly ringSize: number;
	#entries: Entry<V>[] = [];
	#epochs = 1;
	#seq = 0;

	constructor(ringSize = 256) {
		this.ringSize = ringSize;
	}

	get epoch(): string {
		return `e${this.#epochs}`;
	}

	get top(): number {
		return this.#seq;
	}

	publish(value: V): Entry<V> {
		this.#seq += 1;
		const entry = { epoch: this.epoch, seq: this.#seq, value };
		this.#entries.push(entry);
		return entry;
	}

	/** As after a lost Redis: a new epoch, which begins with nothing. */
	beginEpoch(): void {
		this.#epochs += 1;
		this.#seq = 0;
	}

	/** Everything published in the present epoch. */
	present(): readonly Entry<V>[] {
		return this.#entries.filter(({ epoch }) => epoch === this.epoch);
	}

	answer(since: { readonly epoch: string; readonly seq: number } | undefined): Answer<V> {
		const { epoch, top } = this;
		const covered =
			since !== undefined && since.epoch === epoch && since.seq <= top && since.seq >= top - this.ringSize;
		const replay = covered ? this.present().filter(({ seq }) => seq > since.seq) : [];
		return { epoch, top, recovered: covered, replay };
	}
}
