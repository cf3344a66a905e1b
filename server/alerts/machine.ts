/**
 * What state an alert is in. Pure: `(memory, event) → memory + effects`.
 *
 *     ok ──bad──▶ pending ──bad for long enough──▶ firing ◀──not good── recovering
 *     ▲ ◀──not bad──┘                                └──────good──────────▶ │
 *     └────────────────────────── good for long enough ─────────────────────┘
 *
 * An acknowledgement belongs to a firing and ends with it. A snooze keeps quiet whatever happens until it ends; what still
 * fires then is told. Whoever was told that it fires is told once that it has recovered, and nobody else is. A verdict that
 * says nothing (`unknown`) changes nothing. What nobody could be told of, since too much was sent, is told later like what was
 * snoozed.
 */
import type { Patience } from './declaration.ts';
import type { Verdict } from './judge.ts';

export interface Acknowledged {
	readonly by: string;
	readonly at: number;
}

/** All times in ms. */
export type AlertState =
	| { readonly phase: 'ok' }
	/** Bad so often in a row, since then. */
	| { readonly phase: 'pending'; readonly since: number; readonly times: number }
	| Firing
	/** Good so often in a row, since `from`. */
	| (Omit<Firing, 'phase'> & { readonly phase: 'recovering'; readonly from: number; readonly times: number });

interface Firing {
	readonly phase: 'firing';
	readonly since: number;
	/** Whether anybody was told. */
	readonly told: boolean;
	readonly acknowledged?: Acknowledged | undefined;
}

export interface Snooze {
	/** ms, or until it has recovered. */
	readonly until: number | 'recovered';
	readonly by: string;
}

export interface Memory {
	readonly state: AlertState;
	readonly snooze?: Snooze | undefined;
}

export type AlertEvent =
	/** muted: nothing can be told now; what fires is told once it can. */
	| { readonly type: 'judged'; readonly is: Verdict['is']; readonly at: number; readonly muted?: boolean }
	| { readonly type: 'acknowledged'; readonly by: string; readonly at: number }
	/** until null: it is woken. */
	| { readonly type: 'snoozed'; readonly until: Snooze['until'] | null; readonly by: string; readonly at: number };

export interface Effect {
	/** still-firing: told late, since it was snoozed. */
	readonly kind: 'fired' | 'still-firing' | 'recovered' | 'acknowledged' | 'snoozed' | 'woken';
	/** Whether recipients are told. */
	readonly tell: boolean;
}

export interface Patiences {
	readonly fire: Patience;
	readonly recover: Patience;
}

export interface Step {
	readonly memory: Memory;
	readonly effects: readonly Effect[];
}

export const AT_REST: Memory = { state: { phase: 'ok' } };

export const isFiring = ({ phase }: AlertState): boolean => phase === 'firing' || phase === 'recovering';

export function step(memory: Memory, event: AlertEvent, patiences: Patiences): Step {
	switch (event.type) {
		case 'judged':
			return judged(memory, event, patiences);
		case 'acknowledged':
			return acknowledged(memory, event);
		case 'snoozed':
			return snoozed(memory, event);
	}
}

const isLongEnough = (patience: Patience, times: number, lastedMs: number): boolean =>
	'times' in patience ? times >= patience.times : lastedMs >= patience.ms;

function judged(memory: Memory, event: Extract<AlertEvent, { type: 'judged' }>, patiences: Patiences): Step {
	const { snooze } = memory;
	const isOver = snooze !== undefined && snooze.until !== 'recovered' && snooze.until <= event.at;
	const awake = isOver ? undefined : snooze;
	const before = memory.state;
	const state = next(before, event, patiences);
	const woken: readonly Effect[] = isOver ? [{ kind: 'woken', tell: false }] : [];
	if (state.phase === 'ok' && isFiring(before)) {
		const told = 'told' in before && before.told;
		const rest = awake?.until === 'recovered' ? undefined : awake;
		return { memory: { state, snooze: rest }, effects: [...woken, { kind: 'recovered', tell: told }] };
	}
	const hasFired = state.phase === 'firing' && !isFiring(before);
	if (state.phase !== 'firing' || state.told) return { memory: { state, snooze: awake }, effects: woken };
	// What was not told while it was snoozed is told now, unless somebody has taken it on meanwhile.
	const tell = awake === undefined && state.acknowledged === undefined && event.muted !== true;
	const fired: readonly Effect[] = hasFired || tell ? [{ kind: hasFired ? 'fired' : 'still-firing', tell }] : [];
	return { memory: { state: { ...state, told: tell }, snooze: awake }, effects: [...woken, ...fired] };
}

function next(
	state: AlertState,
	{ is, at }: { is: Verdict['is']; at: number },
	{ fire, recover }: Patiences,
): AlertState {
	if (is === 'unknown') return state;
	switch (state.phase) {
		case 'ok':
		case 'pending': {
			if (is !== 'bad') return { phase: 'ok' };
			const { since, times } = state.phase === 'pending' ? state : { since: at, times: 0 };
			if (isLongEnough(fire, times + 1, at - since)) return { phase: 'firing', since: at, told: false };
			return { phase: 'pending', since, times: times + 1 };
		}
		case 'firing':
		case 'recovering': {
			const { since, told, acknowledged: by } = state;
			if (is !== 'good') return { phase: 'firing', since, told, acknowledged: by };
			const { from, times } = state.phase === 'recovering' ? state : { from: at, times: 0 };
			if (isLongEnough(recover, times + 1, at - from)) return { phase: 'ok' };
			return { phase: 'recovering', since, told, acknowledged: by, from, times: times + 1 };
		}
	}
}

/** Of what does not fire there is nothing to acknowledge. */
function acknowledged(memory: Memory, { by, at }: Acknowledged): Step {
	const { state } = memory;
	if (state.phase !== 'firing' && state.phase !== 'recovering') return { memory, effects: [] };
	if (state.acknowledged !== undefined) return { memory, effects: [] };
	const taken = { ...state, acknowledged: { by, at } };
	return { memory: { ...memory, state: taken }, effects: [{ kind: 'acknowledged', tell: false }] };
}

function snoozed(memory: Memory, { until, by, at }: Extract<AlertEvent, { type: 'snoozed' }>): Step {
	const { state, snooze } = memory;
	if (until === null) {
		if (snooze === undefined) return { memory, effects: [] };
		// Its next result tells what still fires.
		return { memory: { state }, effects: [{ kind: 'woken', tell: false }] };
	}
	const isMeaningless = until === 'recovered' ? !isFiring(state) : until <= at;
	if (isMeaningless) return { memory, effects: [] };
	return { memory: { state, snooze: { until, by } }, effects: [{ kind: 'snoozed', tell: false }] };
}

/** One word for what a person sees. */
export function shownState({ state, snooze }: Memory, now: number) {
	if (snooze !== undefined && (snooze.until === 'recovered' || snooze.until > now)) return 'snoozed' as const;
	if ((state.phase === 'firing' || state.phase === 'recovering') && state.acknowledged !== undefined) {
		return 'acknowledged' as const;
	}
	return state.phase;
}
