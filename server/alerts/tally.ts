/** What an alert remembers from run to run beside its state: failures in a row, and since when there was no value. Pure. */
import type { AlertDeclaration } from './declaration.ts';
import type { Memory } from './machine.ts';
import type { Observation } from './observe.ts';

export interface Tally {
	readonly failures: number;
	/** ms */
	readonly emptySince?: number | undefined;
}

/** As it is kept in `alerts.memory`. */
export type Kept = Memory & { readonly tally?: Tally | undefined };

export const NOTHING_YET: Tally = { failures: 0 };

/** How many values are kept, and read to judge the next. */
export const KEPT_VALUES = 1_000;

export function counted(tally: Tally, observation: Observation, at: number): Tally {
	switch (observation.kind) {
		case 'gone':
			return tally;
		case 'value':
			return { failures: 0 };
		case 'failed':
			return { failures: tally.failures + 1, emptySince: tally.emptySince ?? at };
		case 'empty':
		case 'unfit':
			return { failures: 0, emptySince: tally.emptySince ?? at };
	}
}

/** So far apart values are kept at least, in ms: what is compared over a time must be in what is kept, however often it is asked. */
export function spacingOf({ condition }: Pick<AlertDeclaration, 'condition'>): number {
	const over = condition.kind === 'change' ? condition.over : undefined;
	return over !== undefined && 'ms' in over ? (2 * over.ms) / KEPT_VALUES : 0;
}

export const measured = (observation: Observation): number | null =>
	observation.kind === 'value' ? observation.value : null;
