import { lengthOf, type Stage } from './along.ts';

/** What hands do on a plot, in CSS pixels from its left and top; what has one place only is along its axis. */
export interface GestureEvents {
	/** A finger reads along. */
	read(left: number, top: number): void;
	/** The reading is over: the page was scrolled, or touched elsewhere. */
	leave(): void;
	/** A stretch is being drawn, from one place to another; `done`: it is drawn. */
	stretch(from: number, to: number, done: boolean): void;
	/** What was being drawn is not wanted. */
	abandon(): void;
	/** The plot is to be moved so far since the gesture began; `begins` with it. */
	pan(by: number, begins: boolean): void;
	/** Two fingers that were at these places are at those now; `begins` with it. */
	pinch(were: readonly [number, number], are: readonly [number, number], begins: boolean): void;
	/** What was panned or pinched is let go. */
	released(): void;
	/** Ctrl and the wheel: larger or smaller, around a place. */
	wheel(by: number, around: number): void;
	/** Clicked or tapped, without having drawn anything. */
	choose(left: number, top: number, event: MouseEvent): void;
	reset(): void;
}

interface Place {
	readonly left: number;
	readonly top: number;
	readonly along: number;
	/** It is between both ends of the axis. */
	readonly isOver: boolean;
}

interface Down {
	/** Where it was first, and is now, along the axis. */
	start: number;
	now: number;
	readonly left: number;
}

/** A hand that moves less than this has not moved. */
const STILL_PX = 4;

type Mode = 'none' | 'pressed' | 'stretch' | 'pan' | 'read' | 'pinch';

/**
 * Owns the pointers that are down on a plot, and says what they mean.
 *
 *     none ──down──▶ pressed ──moves──▶ stretch | pan (Shift) | read (a finger) ──up──▶ none
 *                       └──up──▶ none, and a click follows       a second finger ──▶ pinch
 */
export class Gestures {
	readonly #tell: GestureEvents;
	readonly #stage: () => Stage | undefined;
	readonly #downs = new Map<number, Down>();
	#mode: Mode = 'none';
	/** What has just been drawn ends with a click, which chooses nothing. */
	#drew = false;

	constructor(stage: () => Stage | undefined, tell: GestureEvents) {
		this.#stage = stage;
		this.#tell = tell;
	}

	get isDrawing(): boolean {
		return this.#mode === 'stretch' || this.#mode === 'pan' || this.#mode === 'pinch';
	}

	hear(event: Event): void {
		const { type } = event;
		if (event instanceof WheelEvent) this.#wheel(event);
		else if (type === 'pointerdown') this.#down(event as PointerEvent);
		else if (type === 'pointermove') this.#move(event as PointerEvent);
		else if (type === 'pointerup') this.#up(event as PointerEvent);
		else if (type === 'pointercancel' || type === 'lostpointercapture') this.#cancel(event as PointerEvent);
		else if (type === 'click' || type === 'auxclick') this.#click(event as MouseEvent);
		else if (type === 'dblclick') this.#tell.reset();
	}

	/** Gives up what is being drawn. */
	abandon(): void {
		if (this.isDrawing) this.#tell.abandon();
		this.#mode = 'none';
		this.#downs.clear();
	}

	#place({ clientX, clientY }: MouseEvent): Place {
		const stage = this.#stage();
		if (stage === undefined) return { left: 0, top: 0, along: -1, isOver: false };
		const rect = stage.over.getBoundingClientRect();
		const [left, top] = [clientX - rect.left, clientY - rect.top];
		const along = stage.isDown ? top : left;
		return { left, top, along, isOver: along >= 0 && along <= lengthOf(stage) };
	}

	#down(event: PointerEvent): void {
		this.#drew = false;
		if (event.pointerType !== 'touch' && event.button !== 0) return;
		const { left, along, isOver } = this.#place(event);
		if (this.#downs.size === 0 && !isOver) return;
		this.#downs.set(event.pointerId, { start: along, now: along, left });
		if (this.#downs.size === 2) {
			if (this.#mode === 'stretch') this.#tell.abandon();
			this.#mode = 'pinch';
			for (const down of this.#downs.values()) down.start = down.now;
			this.#pinch(true);
		} else if (this.#downs.size === 1) this.#mode = 'pressed';
	}

	#move(event: PointerEvent): void {
		const down = this.#downs.get(event.pointerId);
		if (down === undefined) return;
		// The button was let go where nobody told of it.
		if (event.pointerType === 'mouse' && event.buttons === 0) this.abandon();
		const { left, top, along } = this.#place(event);
		down.now = along;
		// A finger that moves up or down scrolls the page, whichever way the axis leads.
		const moved = event.pointerType === 'touch' ? left - down.left : along - down.start;
		if (this.#mode === 'pressed' && Math.abs(moved) >= STILL_PX) this.#begin(event);
		if (this.#mode === 'read') this.#tell.read(left, top);
		else if (this.#mode === 'stretch') this.#tell.stretch(down.start, along, false);
		else if (this.#mode === 'pan') this.#tell.pan(along - down.start, false);
		else if (this.#mode === 'pinch') this.#pinch(false);
	}

	#begin(event: PointerEvent): void {
		const isTouch = event.pointerType === 'touch';
		this.#mode = isTouch ? 'read' : event.shiftKey ? 'pan' : 'stretch';
		if (this.#mode === 'pan') this.#tell.pan(0, true);
		// A made-up pointer cannot be captured.
		try {
			if (!isTouch) this.#stage()?.over.setPointerCapture(event.pointerId);
		} catch {
			// Its moves are heard without that, as long as it stays over the plot.
		}
	}

	#pinch(begins: boolean): void {
		const [one, other] = [...this.#downs.values()];
		if (one && other) this.#tell.pinch([one.start, other.start], [one.now, other.now], begins);
	}

	#up(event: PointerEvent): void {
		const down = this.#downs.get(event.pointerId);
		if (!this.#downs.delete(event.pointerId) || down === undefined) return;
		const mode = this.#mode;
		this.#drew = this.isDrawing || mode === 'read';
		// The finger that is left of two does nothing more.
		this.#mode = 'none';
		if (mode === 'stretch') this.#tell.stretch(down.start, this.#place(event).along, true);
		if (mode === 'pan' || mode === 'pinch') this.#tell.released();
	}

	#cancel(event: PointerEvent): void {
		if (!this.#downs.delete(event.pointerId)) return;
		if (this.isDrawing) this.#tell.abandon();
		else if (event.type === 'pointercancel') this.#tell.leave();
		this.#mode = 'none';
	}

	/** The wheel alone scrolls the page, over a chart as beside it. */
	#wheel(event: WheelEvent): void {
		if (!event.ctrlKey) return;
		event.preventDefault();
		const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
		this.#tell.wheel(Math.exp(Math.max(-80, Math.min(80, event.deltaY * lines)) / 200), this.#place(event).along);
	}

	#click(event: MouseEvent): void {
		if (this.#drew || event.button > 1) {
			this.#drew = false;
			return;
		}
		const { left, top, isOver } = this.#place(event);
		if (isOver) this.#tell.choose(left, top, event);
	}
}
