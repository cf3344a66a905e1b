import type uPlot from 'uplot';
import { make } from './make.ts';

/** Between two values of the x axis, in either order. */
export interface Span {
	readonly one: number;
	readonly other: number;
}

/** Owns the mark over a stretch of the plot: while it is being dragged, and for as long as it is chosen. */
export class StretchMark {
	readonly element = make('div', 'stretch');
	span: Span | undefined;

	constructor() {
		this.element.hidden = true;
	}

	/** `margin`: how far it reaches beyond both values, in theirs: half a slot where they are categories. */
	show(plot: uPlot | undefined, span: Span | undefined, margin = 0): void {
		this.span = span;
		this.element.hidden = span === undefined || plot === undefined;
		if (span === undefined || plot === undefined) return;
		const { clientWidth } = plot.over;
		const at = (value: number) => Math.min(clientWidth, Math.max(0, plot.valToPos(value, 'x')));
		const left = at(Math.min(span.one, span.other) - margin);
		const width = at(Math.max(span.one, span.other) + margin) - left;
		this.element.style.transform = `translateX(${left}px)`;
		this.element.style.inlineSize = `${Math.max(1, width)}px`;
		this.element.hidden = width <= 0;
	}
}
