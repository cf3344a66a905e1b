import type { Stretch } from './drawing.ts';
import { timeOf } from './format.ts';
import { stretchOf, timesOf } from './plot-cells.ts';
import { carriedOn, type Ends, endsOf, firstFrom, type Window, windowOf } from './plot-window.ts';
import type { Shape } from './shape.ts';

/** Owns the window of one plot, through all the results that come. */
export class Zoom {
	#window: Window | undefined;
	/** For which result it holds. */
	#shape: Shape | undefined;

	get window(): Window | undefined {
		return this.#window;
	}

	set(shape: Shape, window: Window | undefined): void {
		this.#shape = shape;
		this.#window = window;
	}

	/** Which points of a result are in the window; undefined: all. A window without any is given up. */
	ends(shape: Shape): Ends | undefined {
		const before = this.#shape;
		if (this.#window && before && before !== shape) this.#window = carried(this.#window, before, shape);
		this.#shape = shape;
		const ends = this.#window && endsOf(shape.x, this.#window);
		const isAll = ends?.first === 0 && ends.last === shape.x.length - 1;
		if (ends === undefined || isAll) this.#window = undefined;
		return this.#window && ends;
	}

	/** What is shown, in the terms of the result. */
	stretch(shape: Shape): Stretch | undefined {
		const ends = this.ends(shape);
		return ends && stretchOf(shape, ends);
	}

	/** Takes over what another chart shows, where both axes are times. */
	follow(shape: Shape, stretch: Stretch | undefined): void {
		const times = timesOf(shape);
		if (times === undefined) return;
		const [from, to] = [timeOf(stretch?.from) / 1000, endOf(stretch)];
		if (stretch === undefined) this.set(shape, undefined);
		else if (from <= to) this.set(shape, between(shape, times, [from, to]));
	}
}

/** The last second of a stretch. */
function endOf(stretch: Stretch | undefined): number {
	if (stretch?.until === null) return Number.POSITIVE_INFINITY;
	return stretch?.until === undefined ? timeOf(stretch?.to) / 1000 : timeOf(stretch.until) / 1000 - 1e-3;
}

/** The window between two times. A category that is a time lasts until the next one: the one in which it begins counts. */
function between(
	{ kind, x }: Shape,
	times: readonly number[],
	[from, to]: readonly [number, number],
): Window | undefined {
	if (kind !== 'category') return windowOf(x, from, to);
	const lastUntil = (time: number): number => firstFrom(times, time + 1e-6) - 1;
	const [first, last] = [Math.max(0, lastUntil(from)), lastUntil(to)];
	return last < 0 ? undefined : windowOf(x, x[first] ?? 0, x[last] ?? 0);
}

/** The same stretch in another result: by time where categories are times, whose places move as others come and go. */
function carried(window: Window, before: Shape, now: Shape): Window | undefined {
	if (before.kind !== now.kind) return undefined;
	const [were, are] = [timesOf(before), timesOf(now)];
	if (now.kind !== 'category' || window.follows || !were || !are) return carriedOn(window, before.x, now.x);
	const timeAt = (place: number): number => were[firstFrom(before.x, place)] ?? Number.NaN;
	return between(now, are, [timeAt(window.from), timeAt(window.to)]);
}
