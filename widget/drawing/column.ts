import type { ChartSpec } from '../chart-spec.ts';
import type { Drawing, DrawingType, Theme } from './drawing.ts';
import { columnPaths, columnSlot, stackedExtent } from './plot-columns.ts';
import { Plot } from './uplot.ts';

/** Columns: the plot of lines, with another way to draw its series. A chunk of its own. */
export function mount(host: HTMLElement, theme: Theme, type: DrawingType, spec?: ChartSpec): Drawing {
	return new Plot(host, theme, { type, spec, columns: { columnPaths, columnSlot, stackedExtent } });
}
