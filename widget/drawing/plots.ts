import type { Drawing, MountOptions } from './drawing.ts';
import { COLUMNS } from './plot-columns.ts';
import { PlotExtras } from './plot-extras.ts';
import { Plot } from './uplot.ts';

/** Lines, areas, steps, columns and combinations that are told more than those alone: the plot, with all that it can. */
export function mount(host: HTMLElement, options: MountOptions): Drawing {
	const isStanding = options.type === 'column' || options.type === 'combination';
	return new Plot(host, options, { columns: isStanding ? COLUMNS : undefined, extras: new PlotExtras(options) });
}
