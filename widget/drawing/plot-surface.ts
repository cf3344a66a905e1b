import type uPlot from 'uplot';
import type { ChartSpec } from '../chart-spec.ts';
import type { DrawingHooks, Theme } from './drawing.ts';
import type { ColumnKit } from './plot-columns.ts';
import type { Shape } from './shape.ts';

/** What a plot gives into the hands of whatever answers to pointer and keyboard (plot-hand.ts). */
export interface Surface {
	readonly host: HTMLElement;
	/** Holds legend, canvas and whatever is put over them. */
	readonly box: HTMLElement;
	/** Focusable, with the plot in it. */
	readonly canvas: HTMLElement;
	/** A polite live region. */
	readonly said: HTMLElement;
	readonly columns: ColumnKit | undefined;
	readonly spec: ChartSpec | undefined;
	readonly hooks: DrawingHooks | undefined;
	/** With the colours of the series. */
	readonly theme: () => Theme;
	readonly plot: () => uPlot | undefined;
	/** All of the result. */
	readonly raw: () => Shape | undefined;
	/** Its entries are in the order of the series. */
	readonly legend: () => HTMLElement | undefined;
	/** Draws again what is to be seen. */
	readonly show: () => void;
}
