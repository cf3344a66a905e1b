/** How the runs ended that this process has ended, since it started. */
import { ERROR_CODES } from '../errors.ts';
import type { RunEnd } from './finish-run.ts';

export const RUN_OUTCOMES: readonly string[] = ['succeeded', 'canceled', ...ERROR_CODES];

export class RunCounts {
	readonly byOutcome: Record<string, number> = Object.fromEntries(RUN_OUTCOMES.map((outcome) => [outcome, 0]));
	/** Results that were cut at a cap of rows or bytes. */
	truncated = 0;

	ended(end: RunEnd): void {
		const outcome = end.state === 'failed' ? end.error.code : end.state;
		const known = outcome in this.byOutcome ? outcome : 'internal';
		this.byOutcome[known] = (this.byOutcome[known] ?? 0) + 1;
		if (end.state === 'succeeded' && end.result.truncated) this.truncated += 1;
	}
}
