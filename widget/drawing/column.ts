import type { Drawing, MountOptions } from './drawing.ts';
import { COLUMNS } from './plot-columns.ts';
import { Plot } from './uplot.ts';

/** Columns: the plot, with what draws them. */
export function mount(host: HTMLElement, options: MountOptions): Drawing {
	return new Plot(host, options, { columns: COLUMNS });
}
