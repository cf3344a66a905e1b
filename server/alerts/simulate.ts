/** What an alert would have done with results that are there already. Pure. */

import { type Bounds, boundsOf } from './bounds.ts';
import { type AlertDeclaration, recoverPatience } from './declaration.ts';
import { judge, type Past, type Verdict } from './judge.ts';
import { AT_REST, type Effect, type Memory, step } from './machine.ts';
import type { Observation } from './observe.ts';
import { counted, KEPT_VALUES, measured, NOTHING_YET } from './tally.ts';

export interface Ended {
	/** ms */
	readonly at: number;
	readonly observation: Observation;
}

export interface Point {
	readonly at: number;
	/** null: it had none. */
	readonly value: number | null;
	readonly is: Verdict['is'];
	readonly reason: string;
	readonly phase: Memory['state']['phase'];
	/** Beyond what it would have been bad; absent where the condition knows no such values, or not yet. */
	readonly bounds?: Bounds;
}

export interface Simulated {
	readonly points: readonly Point[];
	readonly events: readonly { readonly at: number; readonly kind: Effect['kind']; readonly reason: string }[];
}

/** The results come in their order, the oldest first. */
export function simulate(declaration: AlertDeclaration, results: readonly Ended[]): Simulated {
	const patiences = { fire: declaration.for, recover: recoverPatience(declaration) };
	const [points, events, values]: [Point[], Simulated['events'][number][], Past['values'][number][]] = [[], [], []];
	let [memory, tally] = [AT_REST, NOTHING_YET];
	for (const { at, observation } of results) {
		tally = counted(tally, observation, at);
		const past = { failures: tally.failures, emptySince: tally.emptySince, values: values.slice(-KEPT_VALUES) };
		const { is, reason } = judge(declaration, { observation, at, past });
		const stepped = step(memory, { type: 'judged', is, at }, patiences);
		memory = stepped.memory;
		const value = measured(observation);
		values.push({ at, value });
		const bounds = boundsOf(declaration.condition, { at, past });
		points.push({ at, value, is, reason, phase: memory.state.phase, ...(bounds && { bounds }) });
		events.push(...stepped.effects.map(({ kind }) => ({ at, kind, reason })));
	}
	return { points, events };
}
