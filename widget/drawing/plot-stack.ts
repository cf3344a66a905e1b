import uPlot from 'uplot';
import { baseOf } from './plot-columns.ts';
import { type Edge, edgesOf, fillBetween } from './plot-edges.ts';
import type { Shape, Values } from './shape.ts';

interface Stack {
	readonly bases: readonly (readonly number[])[];
	readonly tops: readonly Values[];
}

const stacks = new WeakMap<Shape, Stack>();

/**
 * Where each area begins and ends on those below it. A series without a row at an x adds nothing there; a null is a gap
 * in its own area, and what is above it comes down.
 */
export function stackOf(shape: Shape): Stack {
	const known = stacks.get(shape);
	if (known) return known;
	const { series, x, hidden } = shape;
	const bases = series.map((_, of) => x.map((_, at) => baseOf(series, of, at)));
	const tops = series.map((values, of) =>
		x.map((_, at) => {
			if (hidden?.has(of)) return undefined;
			return values[at] === null ? null : (bases[of]?.[at] ?? 0) + (values[at] ?? 0);
		}),
	);
	const stack = { bases, tops };
	stacks.set(shape, stack);
	return stack;
}

/** Draws one series as an area on those below it, with a line along its end. */
export function stackedPaths(shape: () => Shape): uPlot.Series.PathBuilder {
	const line = uPlot.paths.linear?.();
	return (plot, seriesIndex, from, to) => {
		const now = shape();
		const { bases, tops } = stackOf(now);
		const [base = [], top = []] = [bases[seriesIndex - 1], tops[seriesIndex - 1]];
		const edges = edgesOf(plot, now.x, (index): Edge | undefined => {
			const end = top[index];
			if (end === null || end === undefined) return undefined;
			const [low = 0, high = 0] = [base[index] ?? 0, end].sort((a, b) => a - b);
			return [plot.valToPos(low, 'y', true), plot.valToPos(high, 'y', true)];
		});
		const path = line?.(plot, seriesIndex, from, to);
		return { ...path, stroke: path?.stroke ?? null, fill: fillBetween(edges), flags: path?.flags ?? 1 };
	};
}

/** Where the name of each area stands: in the middle of its end. */
export function stackEnds(shape: Shape): (number | undefined)[] {
	const { bases, tops } = stackOf(shape);
	return tops.map((top, of) => {
		const at = top.findLastIndex((value) => value !== null && value !== undefined);
		return at < 0 ? undefined : ((bases[of]?.[at] ?? 0) + (top[at] ?? 0)) / 2;
	});
}
