import uPlot from 'uplot';
import type { Shape } from './shape.ts';

type RangeFunction = (plot: uPlot, min: number, max: number) => uPlot.Range.MinMax;

/** Where values stand on both sides of zero, zero is a line of its own. */
export function drawZero({ ctx, bbox, scales, valToPos }: uPlot, color: string): void {
	if ((scales['y']?.min ?? 0) >= 0) return;
	ctx.fillStyle = color;
	ctx.fillRect(bbox.left, Math.round(valToPos(0, 'y', true)), bbox.width, Math.round(devicePixelRatio));
}

/** Half a slot of room before the first and after the last category. */
export function categoryRange(shape: () => Shape): RangeFunction {
	return () => [-0.5, Math.max(1, shape().x.length) - 0.5];
}

/** Values with zero among them, for columns and areas stand on it. */
export const zeroRange: RangeFunction = (_plot, min, max) => {
	const [low, high] = [Math.min(0, min ?? 0), Math.max(0, max ?? 0)];
	if (low === high) return [0, 1];
	const [, top] = uPlot.rangeNum(low, high, 0.08, true);
	const [bottom] = uPlot.rangeNum(low, high, 0.08, true);
	return [low === 0 ? 0 : bottom, high === 0 ? 0 : top];
};
