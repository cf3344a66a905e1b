import uPlot from 'uplot';
import type { ChartSpec } from '../chart-spec.ts';
import type { Shape } from './shape.ts';

export type RangeFunction = (plot: uPlot, min: number, max: number) => uPlot.Range.MinMax;

/** Where values stand on both sides of zero, zero is a line of its own. */
export function drawZero({ ctx, bbox, scales, valToPos }: uPlot, color: string): void {
	if ((scales['y']?.min ?? 0) >= 0) return;
	ctx.fillStyle = color;
	ctx.fillRect(bbox.left, Math.round(valToPos(0, 'y', true)), bbox.width, Math.round(devicePixelRatio));
}

/** Half a slot of room before the first and after the last category. */
export function categoryRange(shape: () => Shape): RangeFunction {
	return () => {
		const { x } = shape();
		return [(x[0] ?? 0) - 0.5, (x[x.length - 1] ?? 0) + 0.5];
	};
}

/** Values with zero among them, for columns and areas stand on it. */
export const zeroRange: RangeFunction = (_plot, min, max) => {
	const [low, high] = [Math.min(0, min ?? 0), Math.max(0, max ?? 0)];
	if (low === high) return [0, 1];
	const [, top] = uPlot.rangeNum(low, high, 0.08, true);
	const [bottom] = uPlot.rangeNum(low, high, 0.08, true);
	return [low === 0 ? 0 : bottom, high === 0 ? 0 : top];
};

export const isStacked = (spec: ChartSpec | undefined): boolean => (spec?.stack ?? 'none') !== 'none';
export const isLogarithmic = (spec: ChartSpec | undefined): boolean => spec?.yAxis?.scale === 'log';

/** What is said of the axis of a scale, as if it were the only one. */
export const specOn = (scale: 'y' | 'y2', spec: ChartSpec | undefined): ChartSpec | undefined =>
	scale === 'y' ? spec : spec && { version: 1, ...(spec.y2Axis && { yAxis: spec.y2Axis }) };

/** Where a value stands on the scale, which is always linear: on a logarithmic axis by its power of ten. */
export function placeOf(value: number | null | undefined, spec: ChartSpec | undefined): number | null | undefined {
	if (!isLogarithmic(spec) || value === null || value === undefined) return value;
	return value > 0 ? Math.log10(value) : null;
}
