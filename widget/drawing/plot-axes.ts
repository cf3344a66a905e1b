import type uPlot from 'uplot';
import type { Theme } from './drawing.ts';
import { withUnit } from './format.ts';
import type { Shape } from './shape.ts';
import { measureIn } from './text-width.ts';
import { tickFormat, timeTicks } from './ticks.ts';

export const LINE_GAP = 1.35;

export const axisFont = (theme: Theme): string => `${theme.fontPx}px ${theme.font}`;

/** A distance that is right beside letters of 12 px, in CSS pixels beside those of this theme. */
export const scaled = (theme: Theme, px: number): number => Math.round((px * theme.fontPx) / 12);

/** The width in CSS pixels of the widest of these texts, as the axes write them. */
export function widthOf(texts: readonly (string | number | null)[], theme: Theme): number {
	const measure = measureIn(axisFont(theme));
	const lines = texts.flatMap((text) => String(text ?? '').split('\n'));
	return lines.reduce((widest, line) => Math.max(widest, Math.ceil(measure(line))), 0);
}

/** Cuts a text to a width, with an ellipsis in place of what is missing. */
export function cut(text: string, width: number, theme: Theme): string {
	if (widthOf([text], theme) <= width) return text;
	let kept = text.slice(0, Math.max(1, Math.floor((text.length * width) / Math.max(1, widthOf([text], theme)))));
	while (kept.length > 1 && widthOf([`${kept}…`], theme) > width) kept = kept.slice(0, -1);
	return `${kept.trimEnd()}…`;
}

/** The axis of values: no line of its own, hairlines across, as few ticks as can be read. */
export function valueAxis(theme: Theme, shape: () => Pick<Shape, 'format'>, key: 'y' | 'y2' = 'y'): uPlot.Axis {
	return {
		scale: key,
		side: key === 'y' ? 3 : 1,
		font: axisFont(theme),
		stroke: theme.muted,
		space: scaled(theme, 40),
		gap: scaled(theme, 8),
		size: (_plot, values) => (values ? widthOf(values, theme) + scaled(theme, 10) : 40),
		values: (plot, splits, _axis, _space, increment) => {
			const scale = plot.scales[key];
			const largest = Math.max(Math.abs(scale?.min ?? 0), Math.abs(scale?.max ?? 0));
			const own = shape().format ?? {};
			const format = tickFormat(increment, largest, theme.locale, own);
			return splits.map((split) => withUnit(format.format(split === 0 ? 0 : split), own));
		},
		grid: { show: key === 'y', stroke: theme.grid, width: 1 },
		ticks: { show: false },
	};
}

export const hairline = (theme: Theme) => ({
	grid: { show: false },
	ticks: { stroke: theme.line, width: 1, size: 4 },
	border: { show: true, stroke: theme.line, width: 1 },
});

/** Leaves out the labels that the edge of the canvas would cut. */
export function uncut(plot: uPlot, at: readonly number[], texts: readonly string[], theme: Theme): string[] {
	const origin = plot.bbox.left / devicePixelRatio;
	return texts.map((text, index) => {
		if (text === '') return text;
		const middle = origin + plot.valToPos(at[index] ?? 0, 'x');
		const half = widthOf([text], theme) / 2;
		return middle - half < 0 || middle + half > plot.width ? '' : text;
	});
}

/** The axis of times: ticks on round calendar times, the year or day on a second line where it begins. */
export function timeAxis(theme: Theme, ticksOf = timeTicks): uPlot.Axis {
	const ticks = (plot: uPlot, min: number, max: number) =>
		ticksOf(min, max, Math.max(2, Math.floor(plot.width / scaled(theme, 96))), theme.locale);
	return {
		scale: 'x',
		font: axisFont(theme),
		stroke: theme.muted,
		size: (_plot, values) => scaled(theme, values?.some((value) => value?.includes('\n')) ? 42 : 26),
		gap: scaled(theme, 4),
		lineGap: LINE_GAP,
		splits: (plot, _axis, min, max) => [...ticks(plot, min, max).at],
		values: (plot) => {
			const { at, labels } = ticks(plot, plot.scales['x']?.min ?? 0, plot.scales['x']?.max ?? 0);
			return uncut(plot, at, labels, theme);
		},
		...hairline(theme),
	};
}

/** The axis of plain numbers. */
export function numberAxis(theme: Theme): uPlot.Axis {
	return {
		scale: 'x',
		font: axisFont(theme),
		stroke: theme.muted,
		size: scaled(theme, 26),
		gap: scaled(theme, 4),
		space: scaled(theme, 72),
		values: (plot, splits, _axis, _space, increment) => {
			const largest = Math.max(Math.abs(plot.scales['x']?.min ?? 0), Math.abs(plot.scales['x']?.max ?? 0));
			const format = tickFormat(increment, largest, theme.locale);
			return splits.map((split) => format.format(split));
		},
		...hairline(theme),
	};
}
