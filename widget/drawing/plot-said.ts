import type { Shape } from './shape.ts';

/** What is said at an x beside the values: the marks nearest to it, and the stretches that it lies in. */
export function marksAt({ x, annotations = [] }: Shape, index: number): string[] {
	const [before, at = 0, after] = [x[index - 1], x[index], x[index + 1]];
	const start = before === undefined ? Number.NEGATIVE_INFINITY : (before + at) / 2;
	const end = after === undefined ? Number.POSITIVE_INFINITY : (at + after) / 2;
	return annotations.flatMap(({ from, to, label }) => {
		const isHere = to === undefined ? from >= start && from < end : from <= at && at <= to;
		return isHere && label !== '' ? [label] : [];
	});
}

interface Between {
	readonly series: number;
	readonly name: string;
	readonly text: string;
}

/** The intervals at an x, as texts. */
export function intervalsAt(shape: Shape, index: number): Between[] {
	return (shape.intervals ?? []).flatMap(({ series, name, low, high }) => {
		const [from, to] = [low[index], high[index]];
		if (from === null || from === undefined || to === null || to === undefined) return [];
		return [{ series, name, text: `${shape.valueText(series, from)} – ${shape.valueText(series, to)}` }];
	});
}
