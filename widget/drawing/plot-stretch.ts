import { lengthOf, pxAt, type Span, type Stage } from './along.ts';
import { make } from './make.ts';

/** Owns the mark over a stretch of the plot: while it is being dragged, and for as long as it is chosen. */
export class StretchMark {
	readonly element = make('div', 'stretch');

	constructor() {
		this.element.hidden = true;
	}

	/** `margin`: how far it reaches beyond both positions: half a slot where they are categories. */
	show(stage: Stage | undefined, span: Span | undefined, margin = 0): void {
		this.element.hidden = span === undefined || stage === undefined;
		if (span === undefined || stage === undefined) return;
		const length = lengthOf(stage);
		const at = (position: number) => Math.min(length, Math.max(0, pxAt(stage, position)));
		const start = at(Math.min(span.one, span.other) - margin);
		const size = at(Math.max(span.one, span.other) + margin) - start;
		const { style, classList } = this.element;
		classList.toggle('down', stage.isDown);
		style.transform = stage.isDown ? `translateY(${start}px)` : `translateX(${start}px)`;
		style.inlineSize = stage.isDown ? '' : `${Math.max(1, size)}px`;
		style.blockSize = stage.isDown ? `${Math.max(1, size)}px` : '';
		this.element.hidden = size <= 0;
	}
}
