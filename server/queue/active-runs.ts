/** The runs that this process executes now, and the only place from which one can be stopped. */

/** Why a run was stopped before its end. */
export class Stopped extends Error {
	readonly why: 'canceled' | 'handed_back' | 'taken_over';

	constructor(why: Stopped['why']) {
		super(`the run was stopped: ${why}`);
		this.name = 'Stopped';
		this.why = why;
	}
}

export class ActiveRuns {
	readonly #controllers = new Map<string, AbortController>();

	/** Registers a run; the signal aborts with a `Stopped` as its reason. */
	add(run: string): AbortSignal {
		const controller = new AbortController();
		this.#controllers.set(run, controller);
		return controller.signal;
	}

	remove(run: string): void {
		this.#controllers.delete(run);
	}

	get ids(): readonly string[] {
		return [...this.#controllers.keys()];
	}

	stop(run: string, why: Stopped['why']): void {
		this.#controllers.get(run)?.abort(new Stopped(why));
	}

	stopAll(why: Stopped['why']): void {
		for (const run of this.ids) this.stop(run, why);
	}
}
