/**
 * What answers to pointer, fingers and keyboard on a picture of a family, but for the walk from mark to mark. A chunk of
 * its own, fetched when a chart is first touched. The keys are listed in docs/interaction.md.
 */
import { css } from 'lit';
import type { Table } from '../protocol.ts';
import { adopt } from './adopt.ts';
import type { Along, Ends, Stage } from './along.ts';
import { AxisHand } from './axis-hand.ts';
import type { Stretch } from './drawing.ts';
import { FamilyEntries } from './echarts-entries.ts';
import { markAt } from './echarts-hit.ts';
import type { FamilySurface } from './echarts-surface.ts';
import type { Spot } from './echarts-tip.ts';
import { linkOfMark } from './echarts-told.ts';
import { make } from './make.ts';
import { HEARD } from './plot-heard.ts';
import { columnsOf, keep, keptFor } from './plot-kept.ts';
import { Zoom } from './plot-zoom.ts';

const styles = css`
	.over {
		position: absolute;
		overflow: hidden;
		pointer-events: none;
		direction: ltr;
	}
	.stretch.down {
		inset-inline: 0;
		inset-block: 0 auto;
		border-inline: 0;
		border-block: 1px solid var(--accent);
	}
	.leads canvas {
		cursor: pointer;
	}
`;

export class FamilyHand {
	readonly #on: FamilySurface;
	readonly #over = make('div', 'over');
	readonly #axis: AxisHand;
	readonly #entries: FamilyEntries;
	#columns = '';
	#kind: Along['kind'] | undefined;
	#byTouch = false;
	/** The row that was looked at when a pointer went down. */
	#wasAt: number | undefined;

	constructor(surface: FamilySurface) {
		this.#on = surface;
		adopt(surface.host, styles);
		const { box, canvas, said, hooks, show, locale } = surface;
		canvas.append(this.#over);
		this.#entries = new FamilyEntries(surface);
		this.#axis = new AxisHand({
			...{ box, canvas, said, hooks, show, locale },
			along: () => surface.built()?.axis?.along,
			stage: () => this.#stage(),
			reading: {
				at: () => this.#at(),
				// ECharts hears a finger by itself.
				readAt: () => {},
				leave: surface.leave,
				walk: surface.walk,
				choose: (_left, _top, event) => this.#choose(event),
			},
		});
		for (const type of HEARD) box.addEventListener(type, this.#listen, true);
		canvas.addEventListener('wheel', this.#listen, { passive: false });
		canvas.addEventListener('touchmove', this.#twoFingers, { passive: false });
		document.addEventListener('pointerdown', this.#elsewhere, true);
	}

	destroy(): void {
		this.#keep();
		document.removeEventListener('pointerdown', this.#elsewhere, true);
	}

	/**
	 * Takes over what was switched off and zoomed before, when a result with these columns is about to be drawn.
	 *
	 * @returns whether there was any.
	 */
	prepare(table: Table): boolean {
		const columns = columnsOf(table);
		if (columns === this.#columns) return false;
		const before = keptFor(this.#on.host, columns);
		const { hidden } = this.#on;
		if (this.#columns !== '') hidden.clear();
		for (const key of before?.hidden ?? []) hidden.add(key);
		this.#columns = columns;
		this.#kind = undefined;
		return before !== undefined;
	}

	/** Which part of an axis is looked at. */
	view(along: Along): Ends | undefined {
		if (along.kind !== this.#kind) this.#restore(along.kind);
		return this.#axis.zoom.ends(along);
	}

	/** The picture has been drawn. */
	drawn(): void {
		const { left = 0, top = 0, width = 0, height = 0 } = this.#on.built()?.axis?.plot ?? {};
		Object.assign(this.#over.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
		if (this.#over.childElementCount === 0) this.#axis.brush.dress();
		this.#kind ??= this.#on.built()?.axis?.along.kind;
		this.#axis.drawn();
		this.#keep();
	}

	zoomTo(stretch: Stretch | undefined): void {
		this.#axis.zoomTo(stretch);
	}

	hear(event: Event, target: EventTarget | null): void {
		const { canvas } = this.#on;
		const element = target instanceof Element ? target : null;
		if (this.#entries.hear(event, element) || !element || !canvas.contains(element)) return;
		if (event instanceof KeyboardEvent) this.#key(event);
		else if (event.type === 'pointerdown') {
			this.#byTouch = (event as PointerEvent).pointerType === 'touch';
			this.#wasAt = this.#on.at()?.point.row;
			this.#on.touch(this.#byTouch ? 'finger' : 'pointer');
		} else if (event.type === 'pointermove' && (event as PointerEvent).pointerType !== 'touch')
			this.#on.touch('pointer');
		else if (event.type === 'pointercancel' && this.#byTouch) {
			this.#on.touch('scroll');
			this.#on.leave();
		}
		const isChosen = event.type === 'click' || event.type === 'auxclick';
		if (isChosen && this.#stage() === undefined) this.#choose(event as MouseEvent);
		else this.#axis.gestures.hear(event);
	}

	readonly #listen = (event: Event): void => this.hear(event, event.target);

	/** A finger that touches something else has stopped reading. */
	readonly #elsewhere = (event: Event): void => {
		if (this.#byTouch && !event.composedPath().includes(this.#on.box)) this.#on.leave();
	};

	/** Two fingers along an axis that leads down would scroll the page. */
	readonly #twoFingers = (event: TouchEvent): void => {
		if (event.touches.length > 1 && event.cancelable && this.#on.built()?.axis?.isDown) event.preventDefault();
	};

	#stage(): Stage | undefined {
		const axis = this.#on.built()?.axis;
		return axis && { over: this.#over, isDown: axis.isDown, from: axis.from, to: axis.to };
	}

	#keep(): void {
		const { zoom, brush } = this.#axis;
		const [columns, kind, hidden] = [this.#columns, this.#kind, new Set(this.#on.hidden)];
		keep(this.#on.host, { columns, kind, hidden, zoom, chosen: brush.chosen });
	}

	#restore(kind: Along['kind']): void {
		const kept = keptFor(this.#on.host, this.#columns);
		const before = kept?.kind === kind ? kept : undefined;
		const { brush } = this.#axis;
		this.#kind = kind;
		this.#axis.zoom = before?.zoom ?? new Zoom();
		brush.chosen = brush.isOn ? before?.chosen : undefined;
	}

	#at(): number | undefined {
		const mark = this.#on.at();
		return mark && this.#on.built()?.axis?.at(mark);
	}

	/** Hears a key before the walk does, which does not hear of what has been meant here. */
	#key(event: KeyboardEvent): void {
		if (event.type !== 'keydown' || event.ctrlKey || event.metaKey || event.altKey) return;
		const isMeant = event.key === 'Escape' ? this.#axis.giveUp() : this.#axis.keyed(event);
		if (!isMeant) return;
		event.preventDefault();
		event.stopPropagation();
	}

	/** Chooses the mark at a place. A finger first reads where a mark leads, and goes there by the next tap. */
	#choose(event: MouseEvent): void {
		const { canvas, spec, table, hooks, look } = this.#on;
		const spot = spotOf(event, canvas);
		const mark = event.button > 1 ? undefined : markAt(this.#on, spot);
		if (mark === undefined) return;
		const isFinger = (event as Partial<PointerEvent>).pointerType === 'touch';
		const isLink = isFinger && linkOfMark(spec?.link, table(), mark.point) !== undefined;
		if (isLink && this.#wasAt !== mark.point.row) look(mark, spot);
		else hooks?.select(mark.point, event);
	}
}

function spotOf({ clientX, clientY }: MouseEvent, canvas: HTMLElement): Spot {
	const { left, top } = canvas.getBoundingClientRect();
	return { x: clientX - left, y: clientY - top };
}
