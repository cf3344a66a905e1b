import type { Drawing, MountOptions } from './drawing.ts';
import { columnPaths, columnSlot, stackedExtent, standing } from './plot-columns.ts';
import { PlotExtras } from './plot-extras.ts';
import { Plot } from './uplot.ts';

/** Lines, areas, steps, columns and combinations that are told more than those alone: the plot, with all that it can. */
export function mount(host: HTMLElement, options: MountOptions): Drawing {
	const isStanding = options.type === 'column' || options.type === 'combination';
	const columns = isStanding ? { columnPaths, columnSlot, stackedExtent, standing } : undefined;
	return new Plot(host, options, { columns, extras: new PlotExtras(options) });
}
