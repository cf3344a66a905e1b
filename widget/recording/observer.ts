/**
 * Where what a client sees and does can be watched. Costs nothing until somebody asks: the server, by `record` in its
 * `welcome`, or an inspector of the same origin, by a mark in the page's storage. What tells is loaded then, and what
 * was seen meanwhile waits for it.
 */
import { INSPECT_KEY, type Observe, type Observed, type Tape } from './seen.ts';

function isInspected(): boolean {
	try {
		return localStorage.getItem(INSPECT_KEY) !== null;
	} catch {
		// No storage, or none that this page may read.
		return false;
	}
}

export class Observer {
	readonly #client: Observed;
	#tape: Tape | undefined;

	constructor(client: Observed) {
		this.#client = client;
		if (isInspected()) this.#begin();
	}

	readonly observe: Observe = (...seen) => {
		if (!this.#tape && seen[0] === 'in' && /^\{"type":"welcome".*"record":/.test(String(seen[2]))) this.#begin();
		this.#tape?.(this.#client.serverNow(), seen);
	};

	end(): void {
		this.#tape?.(this.#client.serverNow(), undefined);
	}

	#begin(): void {
		const early: Parameters<Tape>[] = [];
		this.#tape = (...seen) => early.push(seen);
		import('./recorder.ts').then(
			({ Recorder }) => {
				const recorder = new Recorder(this.#client);
				this.#tape = (...seen) => recorder.take(...seen);
				for (const seen of early) recorder.take(...seen);
			},
			() => {
				this.#tape = undefined;
			},
		);
	}
}
