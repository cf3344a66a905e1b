/** What zooms an axis and chooses a stretch of it, whatever has drawn it. The keys are listed in docs/interaction.md. */

import { say } from '../texts/say.ts';
import { type Along, lengthOf, positionAt, type Span, type Stage } from './along.ts';
import type { DrawingHooks, Stretch } from './drawing.ts';
import { make } from './make.ts';
import { Brush } from './plot-brush.ts';
import { type GestureEvents, Gestures } from './plot-gestures.ts';
import { movedBy, outerEnds, scaledBy, type Window, windowOf } from './plot-window.ts';
import { Zoom } from './plot-zoom.ts';

const STEP = 0.25;
const CLOSER = 0.5;
const LEAST_PINCH_PX = 16;

/** What is read off a plot by pointer and keyboard. */
export interface Reading {
	/** The position of what is read; undefined: nothing is. */
	at(): number | undefined;
	/** Reads what is at a place over the plot. */
	readAt(left: number, top: number): void;
	leave(): void;
	/** Goes on by a key of the walk. */
	walk(key: string): void;
	/** Chooses the mark at a place, if there is one. */
	choose(left: number, top: number, event: MouseEvent): void;
}

/** What this hand needs of the plot that it is on. */
export interface AxisSetup {
	/** Holds canvas, legend and whatever is put over them. */
	readonly box: HTMLElement;
	/** Focusable, with the plot in it. */
	readonly canvas: HTMLElement;
	/** A polite live region. */
	readonly said: HTMLElement;
	readonly hooks: DrawingHooks | undefined;
	readonly locale: string | undefined;
	/** All of the axis; undefined: there is none, or nothing is drawn yet. */
	readonly along: () => Along | undefined;
	readonly stage: () => Stage | undefined;
	/** Draws again what is to be seen. */
	readonly show: () => void;
	readonly reading: Reading;
}

/** Owns gestures, zoom, brush and the button that shows all again. */
export class AxisHand {
	readonly gestures: Gestures;
	readonly brush: Brush;
	zoom = new Zoom();
	readonly #on: AxisSetup;
	readonly #reset = make('button', 'reset');
	/** The window, and the two positions, at the beginning of a pan or a pinch. */
	#held: { readonly window: Window | undefined; readonly values: readonly number[] } | undefined;
	#pinched: Span | undefined;

	constructor(setup: AxisSetup) {
		this.#on = setup;
		this.brush = new Brush(setup);
		this.gestures = new Gestures(setup.stage, this.#answers());
		this.#reset.setAttribute('part', 'button');
		this.#reset.textContent = say(setup.locale, 'Reset zoom');
		this.#reset.hidden = true;
		this.#reset.addEventListener('click', () => {
			setup.canvas.focus();
			this.#zoomBy(() => undefined, true);
		});
		setup.box.append(this.#reset);
	}

	/** The plot has drawn, or has another size. */
	drawn(): void {
		if (!this.gestures.isDrawing) this.brush.place();
		this.#placeReset();
	}

	/** Shows what another chart of the group does. */
	zoomTo(stretch: Stretch | undefined): void {
		const along = this.#on.along();
		if (along === undefined) return;
		this.zoom.follow(along, stretch);
		this.#on.show();
	}

	/** True when the key meant something here. */
	keyed({ key, shiftKey }: KeyboardEvent): boolean {
		const stage = this.#on.stage();
		if (stage === undefined) return false;
		const [back, on] = stage.isDown ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight'];
		if (key === 'Enter' && this.brush.isDraft) this.brush.choose();
		else if (key === '+' || key === '=') this.#scale(CLOSER);
		else if (key === '-') this.#scale(1 / CLOSER);
		else if (key === '0') this.#zoomBy(() => undefined, true);
		else if (shiftKey && (key === back || key === on)) this.#shift(key, key === back ? -1 : 1);
		else return false;
		return true;
	}

	/** Gives up what is being drawn, or what has been chosen. @returns whether there was any. */
	giveUp(): boolean {
		if (this.gestures.isDrawing) this.gestures.abandon();
		else if (this.brush.chosen) this.brush.giveUp();
		else return false;
		return true;
	}

	#answers(): GestureEvents {
		const { reading, stage } = this.#on;
		const value = (px: number): number => {
			const now = stage();
			return now ? positionAt(now, px) : 0;
		};
		return {
			read: (left, top) => reading.readAt(left, top),
			leave: () => reading.leave(),
			stretch: (from, to, isDone) => {
				const span = { one: value(from), other: value(to) };
				if (!isDone) this.brush.drag(span);
				else if (this.brush.isOn) this.brush.choose(span);
				else this.#zoomBy(() => this.#windowBetween(span), true);
			},
			abandon: () => this.brush.place(),
			pan: (by, isBeginning) => this.#pan(by, isBeginning),
			pinch: (were, are, isBeginning) => {
				if (isBeginning) this.#held = { window: this.zoom.window, values: were.map(value) };
				this.#pinched = { one: value(are[0]), other: value(are[1]) };
				if (this.brush.isOn) this.brush.drag(this.#pinched);
				else this.#pinch(are);
			},
			released: () => {
				if (this.brush.isOn && this.#pinched) this.brush.choose(this.#pinched);
				this.#pinched = undefined;
				this.#held = undefined;
			},
			wheel: (by, px) => this.#zoomBy((x, window) => scaledBy(x, window, { by, around: value(px) })),
			choose: (left, top, event) => {
				if (this.brush.isBeside(value(stage()?.isDown ? top : left))) this.brush.giveUp();
				reading.choose(left, top, event);
			},
			reset: () => this.#zoomBy(() => undefined, true),
		};
	}

	/** Categories and bins are in it where it touches their slot. */
	#windowBetween({ one, other }: Span): Window | undefined {
		const { kind, x = [] } = this.#on.along() ?? {};
		const [from, to] = [Math.min(one, other), Math.max(one, other)];
		if (kind === 'category') return windowOf(x, Math.round(from), Math.round(to));
		if (kind !== 'bins') return windowOf(x, from, to);
		const { first, last } = outerEnds(x, { from, to });
		return windowOf(x, x[first] ?? 0, x[last] ?? 0);
	}

	#zoomBy(change: (x: readonly number[], window: Window | undefined) => Window | undefined, isSaid = false): void {
		const along = this.#on.along();
		if (along === undefined) return;
		const before = this.zoom.window;
		const next = change(along.x, before);
		this.brush.place();
		if (!before && !next) return;
		this.zoom.set(along, next);
		this.#on.show();
		const ends = this.zoom.ends(along);
		if (isSaid)
			this.#on.said.textContent = ends
				? say(along.locale, 'Shows {from} to {to}', { from: along.xText(ends.first), to: along.xText(ends.last) })
				: say(along.locale, 'Shows all');
		this.#on.hooks?.zoom?.(this.zoom.stretch(along));
	}

	#pan(by: number, isBeginning: boolean): void {
		if (isBeginning) this.#held = { window: this.zoom.window, values: [] };
		const [stage, held] = [this.#on.stage(), this.#held?.window];
		if (!stage || !held) return;
		const distance = (-by / Math.max(1, lengthOf(stage))) * (stage.to - stage.from);
		this.#zoomBy((x) => movedBy(x, held, distance));
	}

	/** The positions that were under the fingers stay there. */
	#pinch([one, other]: readonly [number, number]): void {
		const [stage, values] = [this.#on.stage(), this.#held?.values];
		if (!stage || !values || Math.abs(other - one) < LEAST_PINCH_PX) return;
		const each = ((values[1] ?? 0) - (values[0] ?? 0)) / (other - one);
		if (!(each > 0)) return;
		const from = (values[0] ?? 0) - one * each;
		this.#zoomBy((x) => windowOf(x, from, from + lengthOf(stage) * each));
	}

	#scale(by: number): void {
		const stage = this.#on.stage();
		if (!stage) return;
		const around = this.#on.reading.at() ?? (stage.from + stage.to) / 2;
		this.#zoomBy((x, window) => scaledBy(x, window, { by, around }), true);
	}

	/** Shift and an arrow: draws a stretch, where that is what dragging does; else moves what is seen. */
	#shift(key: string, by: 1 | -1): void {
		if (!this.brush.isOn) {
			this.#zoomBy((x, window) => window && movedBy(x, window, by * STEP * (window.to - window.from)), true);
			return;
		}
		const { reading } = this.#on;
		if (reading.at() === undefined) reading.walk('End');
		const from = reading.at();
		reading.walk(key);
		const to = reading.at();
		if (from !== undefined && to !== undefined) this.brush.draft(from, to);
	}

	#placeReset(): void {
		const [stage, { box, canvas }] = [this.#on.stage(), this.#on];
		const isZoomed = this.zoom.window !== undefined;
		if (!isZoomed && this.#reset.matches(':focus')) canvas.focus();
		this.#reset.hidden = !isZoomed || stage === undefined;
		if (!isZoomed || !stage) return;
		const [plot, around] = [stage.over.getBoundingClientRect(), box.getBoundingClientRect()];
		this.#reset.style.right = `${Math.round(around.right - plot.right) + 4}px`;
		this.#reset.style.top = `${canvas.offsetTop + 4}px`;
	}
}
