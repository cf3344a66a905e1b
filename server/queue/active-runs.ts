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
	readonly #attempts = new Map<string, { readonly attempt: number; readonly controller: AbortController }>();

	/** Registers an attempt; the signal aborts with a `Stopped` as its reason. */
	add(run: string, attempt: number): AbortSignal {
		// An earlier attempt in this very process has slept through its own end.
		this.stop(run, 'taken_over');
		const controller = new AbortController();
		this.#attempts.set(run, { attempt, controller });
		return controller.signal;
	}

	/** Forgets an attempt, and not a later one of the same run. */
	remove(run: string, attempt: number): void {
		if (this.#attempts.get(run)?.attempt === attempt) this.#attempts.delete(run);
	}

	get all(): readonly { readonly run: string; readonly attempt: number }[] {
		return [...this.#attempts].map(([run, { attempt }]) => ({ run, attempt }));
	}

	stop(run: string, why: Stopped['why']): void {
		this.#attempts.get(run)?.controller.abort(new Stopped(why));
	}

	stopAll(why: Stopped['why']): void {
		for (const { run } of this.all) this.stop(run, why);
	}
}
