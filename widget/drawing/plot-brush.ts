import { stretchOf } from './plot-cells.ts';
import { type Span, StretchMark } from './plot-stretch.ts';
import type { Surface } from './plot-surface.ts';
import { endsOf, nearest } from './plot-window.ts';
import type { Shape } from './shape.ts';

/** The points that a stretch holds, by their index; where it holds none, the one that is nearest. */
function heldBy({ kind, x }: Shape, { one, other }: Span): readonly [number, number] {
	const [from, to] = [Math.min(one, other), Math.max(one, other)];
	const ends = kind === 'category' ? undefined : endsOf(x, { from, to });
	const isInside = ends && (x[ends.first] ?? 0) >= from && (x[ends.last] ?? 0) <= to;
	return isInside ? [ends.first, ends.last] : [nearest(x, from), nearest(x, to)];
}

/** Owns the stretch of the x axis that a viewer has chosen, or is drawing, in positions of that axis, and its mark. */
export class Brush {
	chosen: Span | undefined;
	readonly #on: Surface;
	readonly #mark = new StretchMark();
	/** True while the keyboard draws it. */
	#isDraft = false;

	constructor(surface: Surface) {
		this.#on = surface;
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
		this.#on.plot()?.over.append(this.#mark.element);
		this.place();
	}

	/** Shows what is chosen, where it is now. */
	place(): void {
		this.#mark.show(this.#on.plot(), this.chosen, this.#on.raw()?.kind === 'category' ? 0.5 : 0);
	}

	/** Shows what is being dragged, be it to choose or to zoom. */
	drag(span: Span): void {
		this.#mark.show(this.#on.plot(), span);
	}

	/** Draws on, by the keyboard, from where it was begun. */
	draft(from: number, to: number): void {
		this.chosen = { one: this.#isDraft && this.chosen ? this.chosen.one : from, other: to };
		this.#isDraft = true;
		this.place();
	}

	/** Chooses what a stretch holds; without one, what has been drawn by the keyboard. */
	choose(span = this.chosen): void {
		const raw = this.#on.raw();
		if (raw === undefined || raw.x.length === 0 || span === undefined) return;
		const [first, last] = heldBy(raw, span);
		this.#isDraft = false;
		this.chosen = { one: raw.x[first] ?? 0, other: raw.x[last] ?? 0 };
		this.place();
		this.#on.said.textContent = `Chosen: ${raw.xText(first)} to ${raw.xText(last)}`;
		this.#on.hooks?.brush?.(stretchOf(raw, { first, last }));
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
	isBeside(value: number): boolean {
		if (this.chosen === undefined) return false;
		const { one, other } = this.chosen;
		const margin = this.#on.raw()?.kind === 'category' ? 0.5 : 0;
		return value < Math.min(one, other) - margin || value > Math.max(one, other) + margin;
	}
}
