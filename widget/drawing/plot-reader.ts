import type uPlot from 'uplot';
import type { Cell } from '../protocol.ts';
import type { Ends } from './along.ts';
import type { DataPoint } from './drawing.ts';
import { leadText, type Way } from './lead.ts';
import { linkOf } from './link.ts';
import { make } from './make.ts';
import { scaled } from './plot-axes.ts';
import { indexOfCell, pointOf } from './plot-cells.ts';
import { MAX_COLUMN_PX } from './plot-options.ts';
import type { Surface } from './plot-surface.ts';
import { spoken, spokenOne, Tip, valuesAt } from './plot-tip.ts';
import { nearest } from './plot-window.ts';
import type { Shape } from './shape.ts';

/** A click so near to a mark means it. */
const REACH_PX = 24;
/** A page of points is this share of all that are seen. */
const PAGE_SHARE = 0.1;
const AWAY = { left: -10, top: -10 } as const;

/** What is on the screen, and which points of the result that is. */
export interface Seen {
	readonly shape: Shape;
	readonly ends: Ends | undefined;
}

/** The value of the x axis at a place, in CSS pixels over the plot. */
export function valueAt({ scales, over }: uPlot, left: number): number {
	const { min = 0, max = 1 } = scales['x'] ?? {};
	return min + (left / Math.max(1, over.clientWidth)) * (max - min);
}

/** Owns what is read off a plot: the card, the crosshair, the mark that a click would choose, and what is said of it. */
export class Reader {
	/** True: the last pointer was a finger. */
	byTouch = false;
	readonly #on: Surface;
	readonly #seen: () => Seen | undefined;
	readonly #tip: Tip;
	readonly #band = make('div', 'band');
	/** The series that the keyboard is at; undefined while a pointer reads. */
	#keyed: number | undefined;
	/** True: another chart of the group is looked at, not this one. */
	#isElsewhere = false;
	#told = '';

	constructor(surface: Surface, seen: () => Seen | undefined) {
		this.#on = surface;
		this.#seen = seen;
		this.#tip = new Tip(surface.theme, !!surface.columns);
		this.#band.hidden = true;
	}

	get isReading(): boolean {
		return !this.#tip.element.hidden;
	}

	/** The index of what is read, in what is seen. */
	get index(): number | undefined {
		const { idx, left = -1 } = this.#on.plot()?.cursor ?? {};
		return left < 0 || idx === null ? undefined : idx;
	}

	/** A plot that has been made takes card and band. */
	dress(): void {
		const plot = this.#on.plot();
		plot?.root.append(this.#tip.element);
		plot?.under.append(this.#band);
		this.look();
	}

	/** A hand is on the plot itself again. */
	takeOver(): void {
		this.#isElsewhere = false;
		this.#keyed = undefined;
	}

	/** Shows what is at the cursor, and tells it. */
	look(): void {
		const [plot, seen, index] = [this.#on.plot(), this.#seen(), this.index];
		const isAt = plot !== undefined && seen !== undefined && index !== undefined && index < seen.shape.x.length;
		this.#band.hidden = !isAt || !this.#on.columns;
		if (!isAt || this.#isElsewhere) this.#tip.element.hidden = true;
		if (isAt) this.#putBand(plot, seen.shape, index);
		if (!isAt || this.#isElsewhere) {
			this.#on.canvas.style.cursor = '';
			this.#tell(undefined);
			return;
		}
		const { left = 0, top = 0 } = plot.cursor;
		const picked = this.#keyed === undefined ? this.#pick(index, left, top) : { series: this.#keyed, isNear: true };
		const point = picked && this.#pointOf(picked.series, index);
		const href = point && this.#hrefOf(point);
		this.#tip.show(plot, seen.shape, {
			series: picked?.series,
			leads: href ? leadText(href, this.#way(), seen.shape.locale) : '',
		});
		this.#on.canvas.style.cursor = href && picked?.isNear ? 'pointer' : '';
		this.#tell(point);
	}

	/** Nobody looks at a plot that is gone. */
	destroy(): void {
		this.#tell(undefined);
	}

	/** A finger, or a key, reads here. */
	readAt(left: number, top: number): void {
		this.#on.plot()?.setCursor({ left, top });
	}

	leave(): void {
		this.takeOver();
		this.#on.plot()?.setCursor(AWAY);
		this.#on.said.textContent = '';
	}

	/** Shows where another chart of the group is looked at. */
	pointAt(cell: Cell | undefined): void {
		const [plot, raw, seen] = [this.#on.plot(), this.#on.raw(), this.#seen()];
		if (!plot || !raw || !seen || (cell === undefined && !this.#isElsewhere)) return;
		const index = cell === undefined ? -1 : indexOfCell(raw, cell) - (seen.ends?.first ?? 0);
		this.takeOver();
		this.#isElsewhere = true;
		const x = seen.shape.x[index];
		if (x === undefined) plot.setCursor(AWAY);
		else plot.setCursor({ left: plot.valToPos(x, 'x'), top: plot.over.clientHeight / 3 });
		this.#isElsewhere = x !== undefined;
	}

	/** Goes to a point by the keyboard. */
	walk(key: string): void {
		const shape = this.#seen()?.shape;
		if (shape === undefined) return;
		const last = shape.x.length - 1;
		const at = this.isReading ? (this.index ?? -1) : -1;
		const page = Math.max(1, Math.round(shape.x.length * PAGE_SHARE));
		const targets: Readonly<Record<string, number>> = {
			ArrowLeft: at < 0 ? last : Math.max(0, at - 1),
			ArrowRight: Math.min(last, at + 1),
			PageUp: at < 0 ? last : Math.max(0, at - page),
			PageDown: Math.min(last, Math.max(0, at) + page),
			Home: 0,
			End: last,
		};
		const target = targets[key];
		if (target === undefined) return;
		this.#goTo(shape, target);
		this.#say(spoken(shape, target), target);
	}

	/** Goes to the series above or below at the same place. */
	turn(by: 1 | -1): void {
		const [shape, index] = [this.#seen()?.shape, this.index];
		if (shape === undefined || index === undefined) return;
		const values = valuesAt(shape, index);
		const at = values.findIndex(({ series }) => series === this.#keyed);
		this.#keyed = values[Math.min(values.length - 1, Math.max(0, at + by))]?.series;
		this.look();
		if (this.#keyed !== undefined) this.#say(spokenOne(shape, index, this.#keyed), index);
	}

	/** Chooses what the keyboard is at. */
	chooseKeyed(event: KeyboardEvent): boolean {
		if (this.#keyed === undefined || this.index === undefined) return false;
		this.#choose(this.#pointOf(this.#keyed, this.index), event);
		return true;
	}

	/** Chooses the mark at a place, if there is one. A finger first reads where a mark leads, and goes there by the next tap. */
	choose(left: number, top: number, { event, wasRead }: { event: MouseEvent; wasRead: number | undefined }): void {
		const [plot, shape] = [this.#on.plot(), this.#seen()?.shape];
		if (!plot || !shape) return;
		const index = nearest(shape.x, valueAt(plot, left));
		const picked = this.#pick(index, left, top);
		if (!picked?.isNear) return;
		const point = this.#pointOf(picked.series, index);
		const isFinger = (event as Partial<PointerEvent>).pointerType === 'touch';
		if (isFinger && wasRead !== index && point && this.#hrefOf(point)) this.readAt(left, top);
		else this.#choose(point, event);
	}

	#choose(point: DataPoint | undefined, event: MouseEvent | KeyboardEvent): void {
		if (point) this.#on.hooks?.select(point, event);
	}

	#goTo(shape: Shape, index: number): void {
		const plot = this.#on.plot();
		if (!plot) return;
		const values = valuesAt(shape, index);
		this.#isElsewhere = false;
		if (!values.some(({ series }) => series === this.#keyed)) this.#keyed = values[0]?.series;
		this.readAt(plot.valToPos(shape.x[index] ?? 0, 'x'), plot.over.clientHeight / 3);
	}

	#say(text: string, index: number): void {
		const point = this.#keyed === undefined ? undefined : this.#pointOf(this.#keyed, index);
		const href = point && this.#hrefOf(point);
		this.#on.said.textContent = href ? `${text}. ${leadText(href, this.#way(), this.#on.theme().locale)}` : text;
	}

	#way(): Way {
		if (this.#keyed !== undefined) return 'key';
		return this.byTouch ? 'finger' : 'pointer';
	}

	/** The series nearest to a place, of those that have a value at an index. */
	#pick(index: number, left: number, top: number): { series: number; isNear: boolean } | undefined {
		const [plot, shape] = [this.#on.plot(), this.#seen()?.shape];
		if (!plot || !shape) return undefined;
		const { columns, spec } = this.#on;
		if (columns) {
			const mostPx = scaled(this.#on.theme(), MAX_COLUMN_PX);
			const series = columns.columnAt(plot, shape, { index, left, top, spec, mostPx });
			const line = this.#pickLine(index, left, top);
			return series === undefined || line?.isNear ? line : { series, isNear: true };
		}
		return this.#pickLine(index, left, top);
	}

	#pickLine(index: number, left: number, top: number): { series: number; isNear: boolean } | undefined {
		const [plot, shape] = [this.#on.plot(), this.#seen()?.shape];
		if (!plot || !shape) return undefined;
		const standing = this.#on.columns?.standing(shape) ?? [];
		const aside = Math.abs(plot.valToPos(shape.x[index] ?? 0, 'x') - left);
		const found = valuesAt(shape, index).flatMap(({ series }) => {
			const place = plot.data[series + 1]?.[index];
			const { scale = 'y' } = plot.series[series + 1] ?? {};
			return typeof place === 'number' && !standing.includes(series)
				? [{ series, off: Math.abs(plot.valToPos(place, scale) - top) }]
				: [];
		});
		const best = found.sort((a, b) => a.off - b.off)[0];
		return best && { series: best.series, isNear: Math.hypot(best.off, aside) <= REACH_PX };
	}

	#pointOf(series: number, index: number): DataPoint | undefined {
		const raw = this.#on.raw();
		return raw && pointOf(raw, series, index + (this.#seen()?.ends?.first ?? 0));
	}

	#hrefOf(point: DataPoint): string | undefined {
		const [link, raw] = [this.#on.spec?.link, this.#on.raw()];
		if (!link || !raw || point.row === undefined) return undefined;
		return linkOf(link, raw.source.table, point.row);
	}

	#putBand(plot: uPlot, shape: Shape, index: number): void {
		if (!this.#on.columns) return;
		const { left, width } = this.#on.columns.columnSlot(plot, index, shape.x.length);
		this.#band.style.transform = `translateX(${left}px)`;
		this.#band.style.width = `${width}px`;
	}

	#tell(point: DataPoint | undefined): void {
		const told = point ? JSON.stringify(point) : '';
		if (told === this.#told) return;
		this.#told = told;
		this.#on.hooks?.hover(point);
	}
}
