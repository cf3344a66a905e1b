/**
 * What answers to pointer, fingers and keyboard on a plot. A chunk of its own, fetched when a chart is first touched. The
 * keys are listed in docs/interaction.md.
 */
import type { Cell } from '../protocol.ts';
import { adopt } from './adopt.ts';
import type { Stretch } from './drawing.ts';
import { make } from './make.ts';
import { Brush } from './plot-brush.ts';
import { Entries } from './plot-entries.ts';
import { type GestureEvents, Gestures } from './plot-gestures.ts';
import { handStyles } from './plot-hand-styles.ts';
import { columnsOf, keep, keptFor } from './plot-kept.ts';
import { Reader, type Seen, valueAt } from './plot-reader.ts';
import type { Span } from './plot-stretch.ts';
import type { Surface } from './plot-surface.ts';
import { seenOf } from './plot-view.ts';
import { movedBy, scaledBy, type Window, windowOf } from './plot-window.ts';
import { Zoom } from './plot-zoom.ts';
import type { Shape } from './shape.ts';

const HEARD = [
	...['pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'lostpointercapture'],
	...['click', 'auxclick', 'dblclick', 'keydown', 'focusin', 'focusout'],
];
const STEP = 0.25;
const CLOSER = 0.5;
const LEAST_PINCH_PX = 16;

export class Hand {
	readonly #on: Surface;
	readonly #entries: Entries;
	readonly #reader: Reader;
	readonly #gestures: Gestures;
	readonly #brush: Brush;
	readonly #reset = make('button', 'reset', 'Reset zoom');
	#zoom = new Zoom();
	#seen: Seen | undefined;
	#columns = '';
	/** The window, and the two values, at the beginning of a pan or a pinch. */
	#held: { readonly window: Window | undefined; readonly values: readonly number[] } | undefined;
	#pinched: Span | undefined;
	/** What was read when a pointer went down. */
	#wasRead: number | undefined;

	constructor(surface: Surface) {
		this.#on = surface;
		adopt(surface.host, handStyles);
		this.#entries = new Entries(surface);
		this.#reader = new Reader(surface, () => this.#seen);
		this.#brush = new Brush(surface);
		this.#gestures = new Gestures(surface.plot, this.#answers());
		this.#reset.setAttribute('part', 'button');
		this.#reset.hidden = true;
		this.#reset.addEventListener('click', () => {
			surface.canvas.focus();
			this.#zoomBy(() => undefined, true);
		});
		surface.box.append(this.#reset);
		for (const type of HEARD) surface.box.addEventListener(type, this.#listen);
		surface.canvas.addEventListener('wheel', this.#listen, { passive: false });
		document.addEventListener('pointerdown', this.#elsewhere, true);
		this.dress();
	}

	destroy(): void {
		document.removeEventListener('pointerdown', this.#elsewhere, true);
		this.#reader.destroy();
	}

	/** What of a result is to be drawn. */
	shown(raw: Shape): Shape {
		const columns = columnsOf(raw);
		if (columns !== this.#columns) this.#restore(columns);
		const { hidden } = this.#entries;
		const isNone = raw.keys.every((key) => hidden.has(key));
		const ends = this.#zoom.ends(raw);
		const isShare = this.#on.spec?.stack === 'percent';
		const shape = seenOf(raw, { hidden: isNone ? new Set() : hidden, ends, isShare });
		this.#seen = { shape, ends };
		return shape;
	}

	/** The plot has drawn, or has another size. */
	drawn(): void {
		this.#keep();
		if (!this.#gestures.isDrawing) this.#brush.place();
		this.#placeReset();
		if (this.#reader.isReading) this.#reader.look();
	}

	/** The plot, and its legend, have been made anew. */
	dress(): void {
		this.#entries.dress();
		this.#brush.dress();
		this.#reader.dress();
	}

	look(): void {
		this.#reader.look();
	}

	pointAt(x: Cell | undefined): void {
		this.#reader.pointAt(x);
	}

	zoomTo(stretch: Stretch | undefined): void {
		const raw = this.#on.raw();
		if (raw === undefined) return;
		this.#zoom.follow(raw, stretch);
		this.#on.show();
	}

	hear(event: Event, target: EventTarget | null): void {
		const { canvas } = this.#on;
		const element = target instanceof Element ? target : null;
		if (this.#entries.hear(event, element) || !element || !canvas.contains(element)) return;
		if (event.type === 'focusout') this.#reader.leave();
		else if (event instanceof KeyboardEvent) this.#key(event);
		else {
			if (event.type === 'pointerdown') {
				this.#wasRead = this.#reader.isReading ? this.#reader.index : undefined;
				this.#reader.byTouch = (event as PointerEvent).pointerType === 'touch';
			}
			if (event.type === 'pointerdown' || event.type === 'pointermove') this.#reader.takeOver();
			this.#gestures.hear(event);
		}
	}

	readonly #listen = (event: Event): void => this.hear(event, event.target);

	/** A finger that touches something else has stopped reading. */
	readonly #elsewhere = (event: Event): void => {
		if (this.#reader.byTouch && !event.composedPath().includes(this.#on.box)) this.#reader.leave();
	};

	#answers(): GestureEvents {
		const { plot } = this.#on;
		const value = (left: number): number => {
			const now = plot();
			return now ? valueAt(now, left) : 0;
		};
		return {
			read: (left, top) => this.#reader.readAt(left, top),
			leave: () => this.#reader.leave(),
			stretch: (from, to, isDone) => {
				const span = { one: value(from), other: value(to) };
				if (!isDone) this.#brush.drag(span);
				else if (this.#brush.isOn) this.#brush.choose(span);
				else this.#zoomBy((x) => this.#windowBetween(x, span), true);
			},
			abandon: () => this.#brush.place(),
			pan: (by, isBeginning) => this.#pan(by, isBeginning),
			pinch: (were, are, isBeginning) => {
				if (isBeginning) this.#held = { window: this.#zoom.window, values: were.map(value) };
				this.#pinched = { one: value(are[0]), other: value(are[1]) };
				if (this.#brush.isOn) this.#brush.drag(this.#pinched);
				else this.#pinch(are);
			},
			released: () => {
				if (this.#brush.isOn && this.#pinched) this.#brush.choose(this.#pinched);
				this.#pinched = undefined;
				this.#held = undefined;
			},
			wheel: (by, left) => this.#zoomBy((x, window) => scaledBy(x, window, { by, around: value(left) })),
			choose: (left, top, event) => this.#choose(left, top, event),
			reset: () => this.#zoomBy(() => undefined, true),
		};
	}

	#choose(left: number, top: number, event: MouseEvent): void {
		const plot = this.#on.plot();
		if (plot && this.#brush.isBeside(valueAt(plot, left))) this.#brush.giveUp();
		this.#reader.choose(left, top, { event, wasRead: this.#wasRead });
	}

	/** Categories are in it where it touches their slot. */
	#windowBetween(x: readonly number[], { one, other }: Span): Window | undefined {
		const isCategory = this.#on.raw()?.kind === 'category';
		const [from, to] = [Math.min(one, other), Math.max(one, other)];
		return isCategory ? windowOf(x, Math.round(from), Math.round(to)) : windowOf(x, from, to);
	}

	#zoomBy(change: (x: readonly number[], window: Window | undefined) => Window | undefined, isSaid = false): void {
		const raw = this.#on.raw();
		if (raw === undefined) return;
		const before = this.#zoom.window;
		const next = change(raw.x, before);
		this.#brush.place();
		if (!before && !next) return;
		this.#zoom.set(raw, next);
		this.#on.show();
		const ends = this.#zoom.ends(raw);
		if (isSaid)
			this.#on.said.textContent = ends ? `Shows ${raw.xText(ends.first)} to ${raw.xText(ends.last)}` : 'Shows all';
		this.#on.hooks?.zoom?.(this.#zoom.stretch(raw));
	}

	#pan(by: number, isBeginning: boolean): void {
		if (isBeginning) this.#held = { window: this.#zoom.window, values: [] };
		const [plot, held] = [this.#on.plot(), this.#held?.window];
		if (!plot || !held) return;
		const distance = (-by / Math.max(1, plot.over.clientWidth)) * (held.to - held.from);
		this.#zoomBy((x) => movedBy(x, held, distance));
	}

	/** The values that were under the fingers stay there. */
	#pinch([one, other]: readonly [number, number]): void {
		const [plot, values] = [this.#on.plot(), this.#held?.values];
		if (!plot || !values || Math.abs(other - one) < LEAST_PINCH_PX) return;
		const each = ((values[1] ?? 0) - (values[0] ?? 0)) / (other - one);
		if (!(each > 0)) return;
		const from = (values[0] ?? 0) - one * each;
		this.#zoomBy((x) => windowOf(x, from, from + plot.over.clientWidth * each));
	}

	#key(event: KeyboardEvent): void {
		const isHeld = event.ctrlKey || event.metaKey || event.altKey;
		if (event.type !== 'keydown' || (isHeld && event.key !== 'Enter')) return;
		if (this.#keyed(event)) event.preventDefault();
	}

	/** True when the key meant something here. */
	#keyed(event: KeyboardEvent): boolean {
		const { key, shiftKey } = event;
		const isSideways = key === 'ArrowLeft' || key === 'ArrowRight';
		const isMany = (this.#seen?.shape.series.length ?? 0) > 1;
		if (key === 'Escape') return this.#escape();
		if (key === 'Enter' && this.#brush.isDraft) this.#brush.choose();
		else if (key === 'Enter') return this.#reader.chooseKeyed(event);
		else if (key === '+' || key === '=') this.#scale(CLOSER);
		else if (key === '-') this.#scale(1 / CLOSER);
		else if (key === '0') this.#zoomBy(() => undefined, true);
		else if (isSideways && shiftKey) this.#shift(key === 'ArrowLeft' ? -1 : 1);
		else if (isSideways || /^(Home|End|Page)/.test(key)) this.#reader.walk(key);
		else if (isMany && this.#reader.isReading && key === 'ArrowUp') this.#reader.turn(-1);
		else if (isMany && this.#reader.isReading && key === 'ArrowDown') this.#reader.turn(1);
		else return false;
		return true;
	}

	#escape(): boolean {
		const { chosen } = this.#brush;
		const isHeld = this.#gestures.isDrawing || chosen !== undefined || this.#reader.isReading;
		if (this.#gestures.isDrawing) this.#gestures.abandon();
		else if (chosen) this.#brush.giveUp();
		else this.#reader.leave();
		return isHeld;
	}

	#scale(by: number): void {
		const [plot, index] = [this.#on.plot(), this.#reader.index];
		if (!plot) return;
		const around =
			(index === undefined ? undefined : this.#seen?.shape.x[index]) ?? valueAt(plot, plot.over.clientWidth / 2);
		this.#zoomBy((x, window) => scaledBy(x, window, { by, around }), true);
	}

	/** Shift and an arrow: draws a stretch, where that is what dragging does; else moves what is seen. */
	#shift(by: 1 | -1): void {
		if (!this.#brush.isOn) {
			this.#zoomBy((x, window) => window && movedBy(x, window, by * STEP * (window.to - window.from)), true);
			return;
		}
		const shape = this.#seen?.shape;
		if (shape === undefined) return;
		if (this.#reader.index === undefined) this.#reader.walk('End');
		const at = (): number => shape.x[this.#reader.index ?? 0] ?? 0;
		const from = at();
		this.#reader.walk(by < 0 ? 'ArrowLeft' : 'ArrowRight');
		this.#brush.draft(from, at());
	}

	#placeReset(): void {
		const plot = this.#on.plot();
		const isZoomed = this.#zoom.window !== undefined;
		if (!isZoomed && this.#reset.matches(':focus')) this.#on.canvas.focus();
		this.#reset.hidden = !isZoomed;
		if (!isZoomed || !plot) return;
		const { left, width } = plot.bbox;
		this.#reset.style.right = `${Math.round(plot.width - (left + width) / devicePixelRatio) + 4}px`;
		this.#reset.style.top = `${this.#on.canvas.offsetTop + 4}px`;
	}

	#keep(): void {
		const { hidden } = this.#entries;
		keep(this.#on.host, { columns: this.#columns, hidden, zoom: this.#zoom, chosen: this.#brush.chosen });
	}

	#restore(columns: string): void {
		const before = keptFor(this.#on.host, columns);
		this.#columns = columns;
		this.#entries.hidden = before?.hidden ?? new Set();
		this.#zoom = before?.zoom ?? new Zoom();
		this.#brush.chosen = this.#brush.isOn ? before?.chosen : undefined;
	}
}
