import type uPlot from 'uplot';
import type { ChartSpec } from '../chart-spec.ts';
import type { Theme } from './drawing.ts';
import { cut, valueAxis } from './plot-axes.ts';
import { logAxis } from './plot-log-axis.ts';
import { formatOn } from './plot-looks.ts';
import type { PlotSetup } from './plot-options.ts';
import { valueRange } from './plot-options.ts';
import { isLogarithmic, specOn, zeroRange } from './plot-ranges.ts';
import { specRange } from './plot-spec-range.ts';

type Added = Pick<uPlot.Options, 'scales' | 'axes'>;

/** The scale and the axis at the right, where a series stands on it. */
export function secondAxis(
	{ theme, shape, columns }: PlotSetup,
	spec: ChartSpec,
	beside: (plot: uPlot) => readonly number[],
): Added {
	const looks = shape().looks?.filter(({ scale }) => scale === 'y2') ?? [];
	if (looks.length === 0) return {};
	const own = specOn('y2', spec);
	const range = looks.some(({ mark }) => mark === 'column') ? zeroRange : valueRange;
	const formatted = () => ({ format: formatOn('y2', shape(), spec) });
	const axis = valueAxis(theme, formatted, 'y2');
	return {
		scales: { y2: { range: specRange({ spec: own, columns, shape, beside, scale: 'y2' }, range) } },
		axes: [isLogarithmic(own) ? logAxis(axis, theme, formatted) : axis],
	};
}

/** What the second axis measures, over its end. */
export function drawSecondTitle({ ctx, width }: uPlot, title: string, theme: Theme): void {
	ctx.save();
	ctx.font = `${theme.fontPx * devicePixelRatio}px ${theme.font}`;
	ctx.textAlign = 'right';
	ctx.textBaseline = 'top';
	ctx.fillStyle = theme.muted;
	ctx.fillText(cut(title, width / 2, theme), ctx.canvas.width, 0);
	ctx.restore();
}
