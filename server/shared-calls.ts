/**
 * Equal questions that are asked while one is being answered share the next answer: a storm of them costs two at a time,
 * and nobody gets an answer that was begun before they asked. (What DataLoader does for one tick, for as long as a call
 * takes.) An answer that does not come holds up nobody else for longer than a moment.
 *
 *     asked ── nothing under way ──▶ under way ── ended ──▶ forgotten
 *       └───── one is under way ───▶ waiting, together ── it ended, or is slow ──▶ under way
 */

interface Waiting<T> {
	/** That of the latest who asked: what it knows is the newest. */
	work: () => Promise<T>;
	readonly onBegin: (() => void)[];
	readonly answer: Promise<T>;
	readonly begin: () => void;
}

/** What is under way, and who waits for it to end. */
interface Flight<T> {
	waiting: Waiting<T> | undefined;
}

/** Whoever waits longer than this for another's answer asks for itself. */
const PATIENCE_MS = 1_000;

export class SharedCalls<T> {
	readonly #flights = new Map<string, Flight<T>>();
	readonly #patienceMs: number;

	constructor(patienceMs = PATIENCE_MS) {
		this.#patienceMs = patienceMs;
	}

	/** `onBegin` is called right before the work whose answer this is. @throws whatever the work threw, to all who share it */
	call(key: string, work: () => Promise<T>, onBegin: () => void = () => undefined): Promise<T> {
		const flight = this.#flights.get(key);
		if (flight === undefined) return this.#fly(key, work, [onBegin]);
		flight.waiting ??= this.#wait(key, work);
		flight.waiting.work = work;
		flight.waiting.onBegin.push(onBegin);
		return flight.waiting.answer;
	}

	#wait(key: string, work: () => Promise<T>): Waiting<T> {
		let begin: () => void = () => undefined;
		const turn = new Promise<void>((resolve) => {
			const timer = setTimeout(resolve, this.#patienceMs).unref();
			begin = () => {
				clearTimeout(timer);
				resolve();
			};
		});
		const onBegin: (() => void)[] = [];
		const waiting: Waiting<T> = {
			work,
			onBegin,
			begin,
			answer: turn.then(() => this.#fly(key, waiting.work, onBegin)),
		};
		return waiting;
	}

	async #fly(key: string, work: () => Promise<T>, onBegin: readonly (() => void)[]): Promise<T> {
		const flight: Flight<T> = { waiting: undefined };
		this.#flights.set(key, flight);
		try {
			for (const begin of onBegin) begin();
			return await work();
		} finally {
			if (flight.waiting !== undefined) flight.waiting.begin();
			else if (this.#flights.get(key) === flight) this.#flights.delete(key);
		}
	}
}
