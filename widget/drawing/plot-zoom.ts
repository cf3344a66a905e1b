import { type Along, type Ends, stretchOf } from './along.ts';
import type { Stretch } from './drawing.ts';
import { timeOf } from './format.ts';
import { carriedOn, endsOf, firstFrom, type Window, windowOf } from './plot-window.ts';

/** Owns the window of one plot, through all the results that come. */
export class Zoom {
	#window: Window | undefined;
	/** For the axis of which result it holds. */
	#along: Along | undefined;

	get window(): Window | undefined {
		return this.#window;
	}

	set(along: Along, window: Window | undefined): void {
		this.#along = along;
		this.#window = window;
	}

	/** Which points of an axis are in the window; undefined: all. A window without any is given up. */
	ends(along: Along): Ends | undefined {
		const before = this.#along;
		if (this.#window && before && before !== along) this.#window = carried(this.#window, before, along);
		this.#along = along;
		const ends = this.#window && endsOf(along.x, this.#window);
		const isAll = ends?.first === 0 && ends.last === along.x.length - 1;
		if (ends === undefined || isAll) this.#window = undefined;
		return this.#window && ends;
	}

	/** What is shown, in the terms of the result. */
	stretch(along: Along): Stretch | undefined {
		const ends = this.ends(along);
		return ends && stretchOf(along, ends);
	}

	/** Takes over what another chart shows, where both axes are times. */
	follow(along: Along, stretch: Stretch | undefined): void {
		const times = along.times();
		if (times === undefined) return;
		const [from, to] = [timeOf(stretch?.from) / 1000, endOf(stretch)];
		if (stretch === undefined) this.set(along, undefined);
		else if (from <= to) this.set(along, between(along, times, [from, to]));
	}
}

/** The last second of a stretch. */
function endOf(stretch: Stretch | undefined): number {
	if (stretch?.until === null) return Number.POSITIVE_INFINITY;
	return stretch?.until === undefined ? timeOf(stretch?.to) / 1000 : timeOf(stretch.until) / 1000 - 1e-3;
}

/** The window between two times. A category that is a time lasts until the next one: the one in which it begins counts. */
function between(
	{ kind, x }: Along,
	times: readonly number[],
	[from, to]: readonly [number, number],
): Window | undefined {
	if (kind !== 'category') {
		const ends = endsOf(times, { from, to });
		return ends && windowOf(x, x[ends.first] ?? 0, x[ends.last] ?? 0);
	}
	const lastUntil = (time: number): number => firstFrom(times, time + 1e-6) - 1;
	const [first, last] = [Math.max(0, lastUntil(from)), lastUntil(to)];
	return last < 0 ? undefined : windowOf(x, x[first] ?? 0, x[last] ?? 0);
}

/** The same stretch in another result: by time where categories are times, whose places move as others come and go. */
function carried(window: Window, before: Along, now: Along): Window | undefined {
	if (before.kind !== now.kind) return undefined;
	// What is counted does not move on as a time does.
	if (now.kind === 'bins') return window;
	const [were, are] = [before.times(), now.times()];
	if (now.kind !== 'category' || window.follows || !were || !are) return carriedOn(window, before.x, now.x);
	const timeAt = (place: number): number => were[firstFrom(before.x, place)] ?? Number.NaN;
	return between(now, are, [timeAt(window.from), timeAt(window.to)]);
}
