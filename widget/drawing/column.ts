import type { Drawing, DrawingType, Theme } from './drawing.ts';
import { columnPaths, columnSlot } from './plot-columns.ts';
import { Plot } from './uplot.ts';

/** Columns: the plot of lines, with another way to draw its series. A chunk of its own. */
export function mount(host: HTMLElement, theme: Theme, type: DrawingType): Drawing {
	return new Plot(host, theme, { type, columns: { columnPaths, columnSlot } });
}
