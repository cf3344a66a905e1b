/**
 * The widget's typed event bus. `on` returns its own undoing, one listener's exception is reported and never stops
 * the others, and listeners may come and go while an event is being told: whoever left is not called any more,
 * whoever came is called from the next event on.
 */
export type Listener<T> = (value: T) => void;

/** Hands an exception to the page's error handling, as if nobody had caught it, without ending what is going on. */
function reportToPage(error: unknown): void {
	if (typeof reportError === 'function') reportError(error);
	else console.error(error);
}

interface Entry<T> {
	readonly listener: Listener<T>;
}

export class Bus<Events extends object> {
	readonly #entries = new Map<keyof Events, Set<Entry<never>>>();
	readonly #report: (error: unknown) => void;

	constructor(report: (error: unknown) => void = reportToPage) {
		this.#report = report;
	}

	on<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): () => void {
		const entry: Entry<Events[Name]> = { listener };
		const entries = this.#entries.get(name) ?? new Set();
		this.#entries.set(name, entries.add(entry));
		return () => {
			entries.delete(entry);
			if (entries.size === 0 && this.#entries.get(name) === entries) this.#entries.delete(name);
		};
	}

	emit<Name extends keyof Events>(name: Name, value: Events[Name]): void {
		const entries = this.#entries.get(name) as ReadonlySet<Entry<Events[Name]>> | undefined;
		for (const entry of [...(entries ?? [])]) {
			if (entries?.has(entry)) this.tell(entry.listener, value);
		}
	}

	/** Calls one listener under the same protection as `emit`. */
	tell<T>(listener: Listener<T>, value: T): void {
		try {
			listener(value);
		} catch (error) {
			this.#report(error);
		}
	}

	/** True while anybody listens. */
	has(name: keyof Events): boolean {
		return this.#entries.has(name);
	}
}
