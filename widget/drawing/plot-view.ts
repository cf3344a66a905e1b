/** What of a result is on the screen: without the series that somebody has hidden, and only as much as is zoomed to. Pure. */
import type { Ends } from './along.ts';
import type { Shape, Values } from './shape.ts';

/** Each share again as a share of those that are left. */
function sharedAgain(series: readonly Values[]): Values[] {
	const totals = (series[0] ?? []).map((_, at) => series.reduce((sum, values) => sum + Math.abs(values[at] ?? 0), 0));
	return series.map((values) => values.map((value, at) => (value ? value / (totals[at] || 1) : value)));
}

interface Looked {
	/** The keys of the series that are not to be seen. */
	readonly hidden: ReadonlySet<string>;
	readonly ends: Ends | undefined;
	/** True: the values are shares of what is seen. */
	readonly isShare: boolean;
}

/** The shape as it is to be drawn. A series that is hidden keeps its place, its colour and its key. */
export function seenOf(shape: Shape, { hidden, ends, isShare }: Looked): Shape {
	const gone = new Set(shape.keys.flatMap((key, index) => (hidden.has(key) ? [index] : [])));
	if (gone.size === 0 && ends === undefined) return shape;
	const { first, last } = ends ?? { first: 0, last: shape.x.length - 1 };
	const cut = ends ? (values: Values) => values.slice(first, last + 1) : (values: Values) => values;
	const nothing: Values = new Array<undefined>(last - first + 1).fill(undefined);
	const { annotations } = shape;
	const [low, high] = [shape.x[first] ?? 0, shape.x[last] ?? 0];
	const series = shape.series.map((values, index) => (gone.has(index) ? nothing : cut(values)));
	return {
		...shape,
		x: ends ? shape.x.slice(first, last + 1) : shape.x,
		xText: (index) => shape.xText(index + first),
		series: isShare && gone.size > 0 ? sharedAgain(series) : series,
		...(shape.intervals && {
			intervals: shape.intervals
				.filter((interval) => !gone.has(interval.series))
				.map((interval) => ({ ...interval, low: cut(interval.low), high: cut(interval.high) })),
		}),
		...(annotations && ends && { annotations: annotations.filter(({ from, to = from }) => from <= high && to >= low) }),
		hidden: gone,
	};
}

/** Hides a series or shows it again; when none would be left, all are shown. */
export function toggled(keys: readonly string[], hidden: ReadonlySet<string>, key: string): ReadonlySet<string> {
	const next = new Set(hidden);
	if (!next.delete(key)) next.add(key);
	return keys.every((each) => next.has(each)) ? new Set() : next;
}

/** Shows one series alone, or all, if it was alone already. */
export function alone(keys: readonly string[], hidden: ReadonlySet<string>, key: string): ReadonlySet<string> {
	const others = keys.filter((each) => each !== key);
	return !hidden.has(key) && others.every((each) => hidden.has(each)) ? new Set() : new Set(others);
}
