/**
 * What answers to pointer, fingers and keyboard on a plot. A chunk of its own, fetched when a chart is first touched. The
 * keys are listed in docs/interaction.md.
 */
import type { Cell } from '../protocol.ts';
import { adopt } from './adopt.ts';
import type { Along, Stage } from './along.ts';
import { AxisHand } from './axis-hand.ts';
import type { Stretch } from './drawing.ts';
import { alongOf } from './plot-cells.ts';
import { Entries } from './plot-entries.ts';
import { handStyles } from './plot-hand-styles.ts';
import { HEARD } from './plot-heard.ts';
import { columnsOf, keep, keptFor } from './plot-kept.ts';
import { Reader, type Seen } from './plot-reader.ts';
import type { Surface } from './plot-surface.ts';
import { seenOf } from './plot-view.ts';
import { Zoom } from './plot-zoom.ts';
import type { Shape } from './shape.ts';

export class Hand {
	readonly #on: Surface;
	readonly #entries: Entries;
	readonly #reader: Reader;
	readonly #axis: AxisHand;
	#seen: Seen | undefined;
	#columns = '';
	#kind: Shape['kind'] | undefined;
	/** What was read when a pointer went down. */
	#wasRead: number | undefined;

	constructor(surface: Surface) {
		this.#on = surface;
		adopt(surface.host, handStyles);
		this.#entries = new Entries(surface);
		this.#reader = new Reader(surface, () => this.#seen);
		const { box, canvas, said, hooks, show } = surface;
		this.#axis = new AxisHand({
			...{ box, canvas, said, hooks, show, locale: surface.theme().locale },
			along: () => this.#along(),
			stage: () => this.#stage(),
			reading: {
				at: () => this.#at(),
				readAt: (left, top) => this.#reader.readAt(left, top),
				leave: () => this.#reader.leave(),
				walk: (key) => this.#reader.walk(key),
				choose: (left, top, event) => this.#reader.choose(left, top, { event, wasRead: this.#wasRead }),
			},
		});
		for (const type of HEARD) surface.box.addEventListener(type, this.#listen);
		surface.canvas.addEventListener('wheel', this.#listen, { passive: false });
		document.addEventListener('pointerdown', this.#elsewhere, true);
		this.dress();
	}

	destroy(): void {
		this.#keep();
		document.removeEventListener('pointerdown', this.#elsewhere, true);
		this.#reader.destroy();
	}

	/** What of a result is to be drawn. */
	shown(raw: Shape): Shape {
		const columns = columnsOf(raw.source.table);
		if (columns !== this.#columns || raw.kind !== this.#kind) this.#restore(columns, raw.kind);
		const { hidden } = this.#entries;
		const isNone = raw.keys.every((key) => hidden.has(key));
		const ends = this.#axis.zoom.ends(alongOf(raw));
		const isShare = this.#on.spec?.stack === 'percent';
		const shape = seenOf(raw, { hidden: isNone ? new Set() : hidden, ends, isShare });
		this.#seen = { shape, ends };
		return shape;
	}

	/** The plot has drawn, or has another size. */
	drawn(): void {
		this.#keep();
		this.#axis.drawn();
		if (this.#reader.isReading) this.#reader.look();
	}

	/** The plot, and its legend, have been made anew. */
	dress(): void {
		this.#entries.dress();
		this.#axis.brush.dress();
		this.#reader.dress();
	}

	look(): void {
		this.#reader.look();
	}

	pointAt(x: Cell | undefined): void {
		this.#reader.pointAt(x);
	}

	zoomTo(stretch: Stretch | undefined): void {
		this.#axis.zoomTo(stretch);
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
			this.#axis.gestures.hear(event);
		}
	}

	readonly #listen = (event: Event): void => this.hear(event, event.target);

	/** A finger that touches something else has stopped reading. */
	readonly #elsewhere = (event: Event): void => {
		if (this.#reader.byTouch && !event.composedPath().includes(this.#on.box)) this.#reader.leave();
	};

	#along(): Along | undefined {
		const raw = this.#on.raw();
		return raw && alongOf(raw);
	}

	#stage(): Stage | undefined {
		const plot = this.#on.plot();
		if (plot === undefined) return undefined;
		const { min: from = 0, max: to = 1 } = plot.scales['x'] ?? {};
		return { over: plot.over, isDown: false, from, to };
	}

	/** The position of what is read. */
	#at(): number | undefined {
		const { index } = this.#reader;
		return index === undefined ? undefined : this.#seen?.shape.x[index];
	}

	#key(event: KeyboardEvent): void {
		const isHeld = event.ctrlKey || event.metaKey || event.altKey;
		if (event.type !== 'keydown' || (isHeld && event.key !== 'Enter')) return;
		if (this.#keyed(event)) event.preventDefault();
	}

	/** True when the key meant something here. */
	#keyed(event: KeyboardEvent): boolean {
		const { key } = event;
		const isMany = (this.#seen?.shape.series.length ?? 0) > 1;
		if (key === 'Escape') return this.#escape();
		if (this.#axis.keyed(event)) return true;
		if (key === 'Enter') return this.#reader.chooseKeyed(event);
		if (/^(ArrowL|ArrowR|Home|End|Page)/.test(key)) this.#reader.walk(key);
		else if (isMany && this.#reader.isReading && key === 'ArrowUp') this.#reader.turn(-1);
		else if (isMany && this.#reader.isReading && key === 'ArrowDown') this.#reader.turn(1);
		else return false;
		return true;
	}

	#escape(): boolean {
		const wasReading = this.#reader.isReading;
		if (this.#axis.giveUp()) return true;
		this.#reader.leave();
		return wasReading;
	}

	#keep(): void {
		const { hidden } = this.#entries;
		const { zoom, brush } = this.#axis;
		const [columns, kind] = [this.#columns, this.#kind];
		keep(this.#on.host, { columns, kind, hidden, zoom, chosen: brush.chosen });
	}

	#restore(columns: string, kind: Shape['kind']): void {
		const before = keptFor(this.#on.host, columns);
		const along = before?.kind === kind ? before : undefined;
		const { brush } = this.#axis;
		this.#columns = columns;
		this.#kind = kind;
		this.#entries.hidden = before?.hidden ?? new Set();
		this.#axis.zoom = along?.zoom ?? new Zoom();
		brush.chosen = brush.isOn ? along?.chosen : undefined;
	}
}
