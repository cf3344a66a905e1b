import type uPlot from 'uplot';
import type { Theme } from './drawing.ts';
import { withUnit } from './format.ts';
import type { Shape } from './shape.ts';
import { tickFormat } from './ticks.ts';

/** The ticks of a logarithmic axis, as powers of ten: whole ones, and 2 and 5 times them where few would be left. */
function logSplits(min: number, max: number): number[] {
	const factors = max - min < 2.5 ? [1, 2, 5] : [1];
	const step = Math.max(1, Math.ceil((max - min) / 8));
	const splits: number[] = [];
	for (let power = Math.floor(min); power <= max; power += step) {
		for (const factor of factors) splits.push(power + Math.log10(factor));
	}
	return splits.filter((split) => split >= min - 1e-9 && split <= max + 1e-9);
}

/** An axis of values whose scale is one of powers of ten. */
export function logAxis(axis: uPlot.Axis, theme: Theme, shape: () => Pick<Shape, 'format'>): uPlot.Axis {
	return {
		...axis,
		splits: (_plot, _axis, min, max) => logSplits(min, max),
		values: (_plot, splits) => {
			const own = shape().format ?? {};
			return splits.map((split) => {
				const format = tickFormat(10 ** Math.floor(split), 10 ** split, theme.locale, own);
				return withUnit(format.format(10 ** split), own);
			});
		},
	};
}
