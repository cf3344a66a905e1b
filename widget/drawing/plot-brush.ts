import { say } from '../texts/say.ts';
import { type Along, marginOf, type Span, type Stage, stretchOf } from './along.ts';
import type { DrawingHooks } from './drawing.ts';
import { StretchMark } from './plot-stretch.ts';
import { endsOf, nearest, outerEnds } from './plot-window.ts';

/** The positions that a stretch holds, by their index; where it holds none, the one that is nearest. */
function heldBy({ kind, x }: Along, { one, other }: Span): readonly [number, number] {
	const [from, to] = [Math.min(one, other), Math.max(one, other)];
	if (kind === 'bins') {
		const { first, last } = outerEnds(x, { from, to });
		return [first, last];
	}
	const ends = kind === 'category' ? undefined : endsOf(x, { from, to });
	const isInside = ends && (x[ends.first] ?? 0) >= from && (x[ends.last] ?? 0) <= to;
	return isInside ? [ends.first, ends.last] : [nearest(x, from), nearest(x, to)];
}

/** What the brush needs of the plot that it is on. */
export interface BrushSetup {
	readonly along: () => Along | undefined;
	readonly stage: () => Stage | undefined;
	/** A polite live region. */
	readonly said: HTMLElement;
	readonly hooks: DrawingHooks | undefined;
}

/** Owns the stretch of the axis that a viewer has chosen, or is drawing, in positions of that axis, and its mark. */
export class Brush {
	chosen: Span | undefined;
	readonly #on: BrushSetup;
	readonly #mark = new StretchMark();
	/** True while the keyboard draws it. */
	#isDraft = false;

	constructor(setup: BrushSetup) {
		this.#on = setup;
	}

	/** True: a drag chooses; else it zooms. */
	get isOn(): boolean {
		return this.#on.hooks?.brush !== undefined;
	}

	get isDraft(): boolean {
		return this.#isDraft;
	}

	/** A plot that has been made takes the mark. */
	dress(): void {
		this.#on.stage()?.over.append(this.#mark.element);
		this.place();
	}

	/** Shows what is chosen, where it is now. */
	place(): void {
		this.#mark.show(this.#on.stage(), this.chosen, marginOf(this.#on.along()));
	}

	/** Shows what is being dragged, be it to choose or to zoom. */
	drag(span: Span): void {
		this.#mark.show(this.#on.stage(), span);
	}

	/** Draws on, by the keyboard, from where it was begun. */
	draft(from: number, to: number): void {
		this.chosen = { one: this.#isDraft && this.chosen ? this.chosen.one : from, other: to };
		this.#isDraft = true;
		this.place();
	}

	/** Chooses what a stretch holds; without one, what has been drawn by the keyboard. */
	choose(span = this.chosen): void {
		const along = this.#on.along();
		if (along === undefined || along.x.length === 0 || span === undefined) return;
		const [first, last] = heldBy(along, span);
		this.#isDraft = false;
		this.chosen = { one: along.x[first] ?? 0, other: along.x[last] ?? 0 };
		this.place();
		this.#on.said.textContent = say(along.locale, 'Chosen: {from} to {to}', {
			from: along.xText(first),
			to: along.xText(last),
		});
		this.#on.hooks?.brush?.(stretchOf(along, { first, last }));
	}

	giveUp(): void {
		const wasChosen = this.chosen !== undefined && !this.#isDraft;
		this.#isDraft = false;
		this.chosen = undefined;
		this.place();
		this.#on.said.textContent = '';
		if (wasChosen) this.#on.hooks?.brush?.(undefined);
	}

	/** True when a position is beside what is chosen. */
	isBeside(position: number): boolean {
		if (this.chosen === undefined) return false;
		const { one, other } = this.chosen;
		const margin = marginOf(this.#on.along());
		return position < Math.min(one, other) - margin || position > Math.max(one, other) + margin;
	}
}
