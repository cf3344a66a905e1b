import type { Values } from '../drawing/shape.ts';

/** The ends of all stacks: positive values stand on each other, and negative ones hang. */
export function stackEnds(series: readonly Values[]): number[] {
	const [first = []] = series;
	return first.flatMap((_, at) => {
		const values = series.map((each) => each[at] ?? 0);
		const sum = (sign: number) => values.reduce((total, value) => (value * sign > 0 ? total + value : total), 0);
		return [sum(-1), sum(1)];
	});
}

/** All values that are there. */
export const valuesOf = (series: readonly Values[]): number[] =>
	series.flatMap((values) => values.flatMap((value) => value ?? []));
