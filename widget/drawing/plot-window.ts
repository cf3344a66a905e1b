/**
 * Which part of an x axis is looked at, as pure functions on its positions: seconds, numbers, or the places of categories,
 * ascending. A window always begins and ends at a point, so that no line is cut where it does not end, and always holds
 * two of them; one that would hold all is none (`undefined`).
 */

import type { Ends } from './along.ts';

export interface Window {
	readonly from: number;
	readonly to: number;
	/** It ended at the last point when it was chosen: it goes on with what comes. */
	readonly follows: boolean;
}

/** The index of the first position that is not below a value. */
export function firstFrom(x: readonly number[], value: number): number {
	let [low, high] = [0, x.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((x[middle] ?? 0) < value) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** The index of the position that is nearest to a value; -1 where there is none. */
export function nearest(x: readonly number[], value: number): number {
	const after = Math.min(firstFrom(x, value), x.length - 1);
	const before = Math.max(0, after - 1);
	return Math.abs((x[before] ?? 0) - value) <= Math.abs((x[after] ?? 0) - value) ? Math.min(before, after) : after;
}

/** The points of a window; undefined where it holds none of these, or the axis has less than two. */
export function endsOf(x: readonly number[], { from, to }: Pick<Window, 'from' | 'to'>): Ends | undefined {
	const last = x.length - 1;
	if (last < 1 || !(from <= (x[last] ?? 0) && to >= (x[0] ?? 0))) return undefined;
	const begin = firstFrom(x, from);
	let end = firstFrom(x, to);
	if (end > last || (x[end] ?? 0) > to) end -= 1;
	if (end > begin) return { first: begin, last: end };
	// Less than two points: its neighbours make it one.
	const first = Math.max(0, Math.min(begin, end) - (end < begin ? 0 : 1));
	return { first, last: Math.min(last, Math.max(first + 1, end < begin ? begin : end + 1)) };
}

/** The positions around a stretch: the last one that is not above its beginning, and the first one not below its end. */
export function outerEnds(x: readonly number[], { from, to }: Pick<Window, 'from' | 'to'>): Ends {
	const last = Math.max(0, x.length - 1);
	const begin = firstFrom(x, from);
	const first = Math.max(0, Math.min(last - 1, (x[begin] ?? Number.POSITIVE_INFINITY) > from ? begin - 1 : begin));
	return { first, last: Math.min(last, Math.max(first + 1, firstFrom(x, to))) };
}

/** The window from one value to another, in either order. */
export function windowOf(x: readonly number[], one: number, other: number): Window | undefined {
	const ends = endsOf(x, { from: Math.min(one, other), to: Math.max(one, other) });
	if (ends === undefined || (ends.first === 0 && ends.last === x.length - 1)) return undefined;
	return { from: x[ends.first] ?? 0, to: x[ends.last] ?? 0, follows: ends.last === x.length - 1 };
}

/** A window so many times as wide, in which `around` keeps its place; at the ends of the axis it is moved. */
export function scaledBy(
	x: readonly number[],
	window: Window | undefined,
	scale: { by: number; around: number },
): Window | undefined {
	const [low, high] = [x[0] ?? 0, x[x.length - 1] ?? 0];
	const { from, to } = window ?? { from: low, to: high };
	const around = Math.min(to, Math.max(from, scale.around));
	const width = (to - from) * scale.by;
	const begin = Math.max(low, Math.min(around - (around - from) * scale.by, high - width));
	const next = windowOf(x, begin, begin + width);
	const now = endsOf(x, { from, to });
	if (now === undefined) return window;
	const [before, after] = [now.last - now.first, heldBy(x, next)];
	if (scale.by < 1 ? after < before : after > before || before === x.length - 1) return next;
	// Between few points the same ones may be found again: then one of them goes, or one is added at each end.
	const { first, last } = now;
	if (scale.by >= 1) return windowOf(x, x[Math.max(0, first - 1)] ?? low, x[Math.min(x.length - 1, last + 1)] ?? high);
	if (last - first < 2) return window;
	return around - from > to - around ? windowOf(x, x[first + 1] ?? low, to) : windowOf(x, from, x[last - 1] ?? high);
}

/** How many steps from point to point there are in a window. */
function heldBy(x: readonly number[], window: Window | undefined): number {
	const { first, last } = (window && endsOf(x, window)) ?? { first: 0, last: x.length - 1 };
	return last - first;
}

/** A window moved by a distance, as far as the axis goes; it keeps its width. */
export function movedBy(x: readonly number[], { from, to }: Window, distance: number): Window {
	const [low, high] = [x[0] ?? 0, x[x.length - 1] ?? 0];
	const by = Math.max(low - from, Math.min(distance, high - to));
	return { from: from + by, to: to + by, follows: to + by >= high };
}

/** The window when the positions before have become these: one that follows stays at the end. */
export function carriedOn(window: Window, before: readonly number[], now: readonly number[]): Window {
	if (!window.follows) return window;
	const by = (now[now.length - 1] ?? 0) - (before[before.length - 1] ?? 0);
	return { ...window, from: window.from + by, to: window.to + by };
}
