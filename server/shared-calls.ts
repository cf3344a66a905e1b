/**
 * Equal questions that are asked while one is being answered share the next answer: a storm of them costs two at a time,
 * and nobody gets an answer that was begun before they asked. (What DataLoader does for one tick, for as long as a call
 * takes.) An answer that does not come holds up nobody else for longer than a moment.
 *
 *     asked ── nothing under way ──▶ under way ── ended ──▶ forgotten
 *       └───── one is under way ───▶ waiting, together ── it ended, or is slow ──▶ under way
 *
 * Where many ask one question over and over, they are let wait for the next beat of a common clock, and ask together: else
 * a crowd that arrives one by one would cost a call each few of them, and its answers would be written one by one.
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
	/** Which beat it began in, and how many have asked since that beat. */
	readonly beat: number;
	readonly asks: number;
}

/** Whoever waits longer than this for another's answer asks for itself. */
const PATIENCE_MS = 1_000;
const BEAT_MS = 50;
/** So many who ask within one beat are a crowd. */
const CROWD = 6;

const beatNow = () => Math.floor(performance.now() / BEAT_MS);

let nextBeat: (() => void)[] = [];

/** All together, at the next beat. */
function onNextBeat(work: () => void): void {
	nextBeat.push(work);
	if (nextBeat.length > 1) return;
	const left = BEAT_MS - (performance.now() % BEAT_MS);
	setTimeout(() => {
		const all = nextBeat;
		nextBeat = [];
		for (const each of all) each();
	}, left);
}

export class SharedCalls<T> {
	readonly #flights = new Map<string, Flight<T>>();
	readonly #patienceMs: number;
	readonly #crowd: number;

	constructor({ patienceMs = PATIENCE_MS, crowd = CROWD }: { patienceMs?: number; crowd?: number } = {}) {
		this.#patienceMs = patienceMs;
		this.#crowd = crowd;
	}

	/** `onBegin` is called right before the work whose answer this is. @throws whatever the work threw, to all who share it */
	call(key: string, work: () => Promise<T>, onBegin: () => void = () => undefined): Promise<T> {
		const flight = this.#flights.get(key);
		if (flight === undefined) return this.#fly(key, work, { onBegin: [onBegin], after: undefined });
		flight.waiting ??= this.#wait(key, work, flight);
		flight.waiting.work = work;
		flight.waiting.onBegin.push(onBegin);
		return flight.waiting.answer;
	}

	#wait(key: string, work: () => Promise<T>, after: Flight<T>): Waiting<T> {
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
			answer: turn.then(() => this.#fly(key, waiting.work, { onBegin, after })),
		};
		return waiting;
	}

	async #fly(key: string, work: () => Promise<T>, { onBegin, after }: Takeoff<T>): Promise<T> {
		const beat = beatNow();
		const asks = onBegin.length + (after?.beat === beat ? after.asks : 0);
		const flight: Flight<T> = { waiting: undefined, beat, asks };
		this.#flights.set(key, flight);
		try {
			for (const begin of onBegin) begin();
			return await work();
		} finally {
			const settle = () => {
				if (flight.waiting !== undefined) flight.waiting.begin();
				else if (this.#flights.get(key) === flight) this.#flights.delete(key);
			};
			if (asks + (flight.waiting?.onBegin.length ?? 0) < this.#crowd) settle();
			else onNextBeat(settle);
		}
	}
}

interface Takeoff<T> {
	/** To be told before the work begins; one for each who asked. */
	readonly onBegin: readonly (() => void)[];
	/** The flight that this one waited for. */
	readonly after: Flight<T> | undefined;
}
