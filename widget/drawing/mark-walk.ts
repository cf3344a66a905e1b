import type { Built, Mark } from '../families/family.ts';

type Way = 'on' | 'back' | 'over' | 'under' | 'first' | 'last' | 'page on' | 'page back';

/** A page of steps is this share of all. */
const PAGE_SHARE = 0.1;
const FAR = { Home: 'first', End: 'last', PageDown: 'page on', PageUp: 'page back' } as const;

const WAYS: Readonly<Record<Built['walk'], Readonly<Record<string, Way>>>> = {
	right: { ArrowRight: 'on', ArrowLeft: 'back', ArrowUp: 'over', ArrowDown: 'under', ...FAR },
	down: { ArrowDown: 'on', ArrowUp: 'back', ArrowLeft: 'over', ArrowRight: 'under', ...FAR },
};

/** The mark of this step that is the nearest to this lane. */
function inStep(marks: readonly Mark[], step: number, lane: number): Mark | undefined {
	const found = marks.filter((mark) => mark.step === step);
	return found.sort((a, b) => Math.abs(a.lane - lane) - Math.abs(b.lane - lane))[0];
}

/** The mark in the same lane of the step that is the nearest to this one; for steps without marks. */
function near(marks: readonly Mark[], { lane }: Mark, step: number): Mark | undefined {
	const [nearest] = [...marks].sort((a, b) => Math.abs(a.step - step) - Math.abs(b.step - step));
	return nearest && inStep(marks, nearest.step, lane);
}

/** The next step that has marks, that way; the same where there is none. */
function stepFrom(marks: readonly Mark[], { step, lane }: Mark, way: 1 | -1): Mark | undefined {
	const ahead = marks.flatMap((mark) => ((mark.step - step) * way > 0 ? mark.step : []));
	const next = ahead.reduce((nearest, each) => (way * (each - nearest) < 0 ? each : nearest), ahead[0] ?? step);
	return inStep(marks, next, lane);
}

function laneFrom(marks: readonly Mark[], { step, lane }: Mark, way: 1 | -1): Mark | undefined {
	const ahead = marks.filter((mark) => mark.step === step && (mark.lane - lane) * way > 0);
	return ahead.sort((a, b) => way * (a.lane - b.lane))[0];
}

/**
 * Where a key leads from a mark: along the steps, or from lane to lane within one. Where no step has a second lane, all
 * four arrows go along the steps. `undefined`: the key is none of the walk.
 */
export function walked(built: Pick<Built, 'marks' | 'walk'>, from: Mark | undefined, key: string): Mark | undefined {
	const { marks, walk } = built;
	const way = WAYS[walk][key];
	if (way === undefined) return undefined;
	const last = marks.reduce((most, { step }) => Math.max(most, step), 0);
	const first = marks.reduce((least, { step }) => Math.min(least, step), last);
	if (way === 'first' || (from === undefined && (way === 'on' || way === 'under'))) return inStep(marks, first, 0);
	if (way === 'last' || from === undefined) return inStep(marks, last, 0);
	if (way === 'page on' || way === 'page back') {
		const turn = way === 'page on' ? 1 : -1;
		const page = Math.max(1, Math.round((last - first + 1) * PAGE_SHARE));
		const to = near(marks, from, Math.max(first, Math.min(last, from.step + turn * page)));
		return to?.step === from.step ? stepFrom(marks, from, turn) : to;
	}
	if (way === 'on') return stepFrom(marks, from, 1);
	if (way === 'back') return stepFrom(marks, from, -1);
	const sign = way === 'over' ? -1 : 1;
	if (marks.every(({ lane }) => lane === 0)) return stepFrom(marks, from, walk === 'right' ? (-sign as 1 | -1) : sign);
	return laneFrom(marks, from, sign) ?? from;
}
