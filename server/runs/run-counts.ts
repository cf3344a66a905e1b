/** What became of questions and runs in this process, since it started: plain numbers, made metrics when somebody asks. */
import { ERROR_CODES } from '../errors.ts';
import type { RunEnd } from './finish-run.ts';
import type { RunOrigin } from './run.ts';

export const RUN_OUTCOMES: readonly string[] = ['succeeded', 'canceled', ...ERROR_CODES];

/** How old the answer was that a viewer found: see freshness.ts. `none`: there was no answer. */
export type Freshness = 'fresh' | 'stale' | 'expired' | 'none';

/** Is told of each duration, in seconds, by source or by origin. */
export interface RunObserver {
	ran(source: string, seconds: number): void;
	admitted(origin: RunOrigin, seconds: number): void;
}

export class RunCounts {
	readonly byOutcome: Record<string, number> = Object.fromEntries(RUN_OUTCOMES.map((outcome) => [outcome, 0]));
	/** Results that were cut at a cap of rows or bytes. */
	truncated = 0;
	/** Viewers who began to watch a chart, by the answer that they found. */
	readonly byFreshness: Record<Freshness, number> = { fresh: 0, stale: 0, expired: 0, none: 0 };
	/** Questions that were asked while the same one was being answered, and so began no run (I8). */
	saved = 0;
	readonly #observer: RunObserver | undefined;

	constructor(observer?: RunObserver) {
		this.#observer = observer;
	}

	ended(end: RunEnd): void {
		const outcome = end.state === 'failed' ? end.error.code : end.state;
		const known = outcome in this.byOutcome ? outcome : 'internal';
		this.byOutcome[known] = (this.byOutcome[known] ?? 0) + 1;
		if (end.state === 'succeeded' && end.result.truncated) this.truncated += 1;
	}

	found(freshness: Freshness): void {
		this.byFreshness[freshness] += 1;
	}

	/** How long a run took from its claim to its last word; project and name of its source. */
	ran(source: string, ms: number): void {
		this.#observer?.ran(source, ms / 1_000);
	}

	admitted(origin: RunOrigin, ms: number): void {
		this.#observer?.admitted(origin, Math.max(0, ms) / 1_000);
	}
}
