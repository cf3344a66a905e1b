import { denseLine } from './dense-line.ts';
import type { Drawing, MountOptions } from './drawing.ts';
import { Plot } from './uplot.ts';

/** Lines, areas and steps of very many values: the plot, with what draws only as much of them as can be seen. */
export function mount(host: HTMLElement, options: MountOptions): Drawing {
	return new Plot(host, options, { dense: denseLine });
}
