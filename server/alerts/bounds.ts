/** Between which values an alert keeps quiet: what a picture of its values shows beside them. Pure. */
import { usualOf } from './anomaly.ts';
import type { Condition } from './declaration.ts';
import { earlierOf, historyOf, type Of, type Seen } from './judge.ts';

/** A value at one of them is bad or not, as the condition's operator says; beyond it, it is bad. */
export interface Bounds {
	readonly above?: number;
	readonly below?: number;
}

type Place = Pick<Seen, 'at' | 'past'>;

/** Undefined where the condition is not about how large a value is, or there is nothing to compare with yet. */
export function boundsOf(condition: Condition, place: Place): Bounds | undefined {
	switch (condition.kind) {
		case 'threshold':
			return thresholdBounds(condition);
		case 'change':
			return changeBounds(condition, place);
		case 'anomaly':
			return anomalyBounds(condition, place);
		default:
			return undefined;
	}
}

function thresholdBounds({ op, value }: Of<'threshold'>): Bounds | undefined {
	if (op.startsWith('>')) return { above: value };
	return op.startsWith('<') ? { below: value } : undefined;
}

function changeBounds(condition: Of<'change'>, place: Place): Bounds | undefined {
	const { by, value, direction } = condition;
	const base = earlierOf(condition, place);
	if (base === undefined || (by === 'percent' && base === 0)) return undefined;
	const distance = by === 'absolute' ? value : (Math.abs(base) * value) / 100;
	return {
		...(direction === 'down' ? {} : { above: base + distance }),
		...(direction === 'up' ? {} : { below: base - distance }),
	};
}

function anomalyBounds({ sensitivity, history }: Of<'anomaly'>, { past }: Place): Bounds | undefined {
	const { before, least } = historyOf(history, past);
	if (before.length < least) return undefined;
	const { middle, unit } = usualOf(before);
	return { above: middle + sensitivity * unit, below: middle - sensitivity * unit };
}
