import { say } from '../texts/say.ts';
import { adopt } from './adopt.ts';
import type { Size } from './drawing.ts';
import { cellOf, freeze } from './grid-cells.ts';
import { type Fit, fitOf, isUnscrolled, WHOLE, wear, wholeHeight } from './grid-fit.ts';
import { GridHead } from './grid-head.ts';
import type { Grid } from './grid-model.ts';
import { GridRows } from './grid-rows.ts';
import { gridStyles } from './grid-styles.ts';
import { GridWidths } from './grid-widths.ts';
import { frozenThatFit, reachable, scrolledBy, type View, type Window, windowOf } from './grid-window.ts';

/** So many rows are printed at most: a dozen pages. */
const PRINTED_ROWS = 500;

export interface GridOptions {
	/** The colour that frozen cells, head and foot are opaque with. */
	readonly paper: string;
	readonly locale: string | undefined;
	/** A heading was chosen to sort by. */
	readonly sort: (key: string) => void;
}

function regionOf(paper: string, locale: string | undefined): HTMLDivElement {
	const region = document.createElement('div');
	region.className = 'scroll';
	region.tabIndex = 0;
	region.setAttribute('role', 'region');
	region.setAttribute('aria-label', say(locale, 'Table, scrollable'));
	region.style.setProperty('--paper', `var(--chartwire-background, ${paper})`);
	return region;
}

/**
 * A table of any number of rows, of which those in sight are in the page. It scrolls by itself, keeps its place when other
 * rows come, and tells assistive technology how many rows there are and which of them are there.
 */
export class GridView {
	readonly #scroll: HTMLDivElement;
	readonly #table = document.createElement('table');
	readonly #head: GridHead;
	readonly #foot = document.createElement('tfoot');
	readonly #rows: GridRows;
	readonly #widths: GridWidths;
	readonly #printed = document.createElement('p');
	readonly #listening = new AbortController();
	readonly #locale: string | undefined;
	#grid: Grid | undefined;
	#size: Size = { width: 0, height: 0 };
	#frozen = 0;
	#fit: Fit = WHOLE;
	#worn = WHOLE.scale;
	/** Also of a view that is made in other colours, for paper. */
	#isPrinting = matchMedia('print').matches;
	/** Of one row, as the browser has laid it out, in CSS pixels; at first a guess. */
	#rowHeight = 29;

	constructor(host: HTMLElement, { paper, locale, sort }: GridOptions) {
		adopt(host, gridStyles);
		this.#locale = locale;
		this.#scroll = regionOf(paper, locale);
		this.#head = new GridHead(sort);
		this.#rows = new GridRows(this.#scroll);
		this.#widths = new GridWidths(this.#table);
		this.#table.className = 'grid';
		this.#table.append(this.#widths.element, this.#head.element, this.#rows.element, this.#foot);
		this.#printed.className = 'printed';
		this.#scroll.append(this.#table, this.#printed);
		host.append(this.#scroll);
		const { signal } = this.#listening;
		this.#scroll.addEventListener('scroll', () => this.#scrolled(), { signal, passive: true });
		this.#scroll.addEventListener('keydown', (event) => this.#key(event), { signal });
		window.addEventListener('beforeprint', () => this.#print(true), { signal });
		window.addEventListener('afterprint', () => this.#print(false), { signal });
	}

	/** @returns How many of the rows can be reached. */
	draw(grid: Grid, size: Size): number {
		const before = this.#grid;
		this.#grid = grid;
		this.#size = size;
		this.#table.setAttribute('aria-label', grid.label);
		const isFitted = this.#markFitted();
		const others = this.#head.draw(grid);
		this.#drawFoot(grid);
		if (others || before === undefined) {
			this.#rows.clear();
			this.#widths.measure(grid, this.#head.element, this.#foot);
		}
		this.#head.mark(grid.order);
		this.#freeze(grid);
		this.#redraw(isFitted);
		this.#sayPrinted(grid);
		const levels = grid.head.length + (grid.foot.length > 0 ? 1 : 0);
		this.#table.setAttribute('aria-rowcount', String(grid.rows.length + levels));
		return this.#count(grid);
	}

	resize(size: Size): void {
		this.#size = size;
		if (this.#grid === undefined) return;
		this.#freeze(this.#grid);
		this.#redraw();
	}

	toTop(): void {
		this.#scroll.scrollTop = 0;
	}

	destroy(): void {
		this.#listening.abort();
		this.#scroll.remove();
	}

	#count({ rows }: Grid): number {
		return reachable(rows.length, this.#rowHeight, devicePixelRatio);
	}

	#view(grid: Grid): View {
		const beside = this.#head.element.offsetHeight + this.#foot.offsetHeight;
		return {
			top: this.#scroll.scrollTop,
			height: Math.max(0, this.#size.height - beside),
			rowHeight: this.#rowHeight,
			count: this.#count(grid),
		};
	}

	/** Fills what is in sight anew. Again where rows or columns turn out to need another room than was thought. */
	#redraw(isFitted = this.#markFitted()): void {
		const grid = this.#grid;
		if (grid === undefined) return;
		this.#fitIn(isFitted);
		const draw = (): void => {
			const view = this.#view(grid);
			const printed: Window = { first: 0, last: Math.min(PRINTED_ROWS, grid.rows.length) };
			const wanted = this.#isPrinting ? printed : windowOf(view, grid.columns.length);
			this.#rows.redraw(grid, this.#frozen, wanted);
			this.#rows.space(view.rowHeight, view.count);
		};
		draw();
		const refrozen = this.#widths.widen(this.#rows.rows.map(({ cells }) => cells)) && this.#freeze(grid);
		const refitted = this.#fitIn(isFitted);
		if (this.#learnHeight() || refrozen || refitted) draw();
		this.#cutRows(isFitted);
	}

	/** Known before the columns are measured: where nobody scrolls they stand closer together. */
	#markFitted(): boolean {
		const isFitted = !this.#isPrinting && isUnscrolled(this.#scroll);
		this.#scroll.classList.toggle('fitted', isFitted);
		return isFitted;
	}

	/** Where nobody scrolls, the table becomes as wide as there is room. @returns True when it has become another one. */
	#fitIn(isFitted: boolean): boolean {
		const before = this.#worn;
		const { scale, folds } = this.#fit;
		const room = this.#size.width;
		const natural = this.#widths.widths.reduce((sum, own) => sum + own, 0) / before;
		const fit = isFitted ? fitOf(natural, room) : WHOLE;
		const isSame = fit.scale === scale && fit.folds === folds;
		// What folds is measured again with the words that have come.
		if (isSame && !folds) return false;
		this.#fit = fit;
		this.#worn = wear(this.#table, fit, room);
		return !isSame || this.#worn !== before;
	}

	#cutRows(isFitted: boolean): void {
		const rows = this.#rows.rows.map(({ element }) => element);
		const height = isFitted ? wholeHeight(rows, this.#foot.offsetHeight, this.#size.height) : undefined;
		this.#scroll.style.blockSize = height === undefined ? '' : `${height}px`;
	}

	#scrolled(): void {
		const grid = this.#grid;
		if (grid === undefined || this.#isPrinting) return;
		const view = this.#view(grid);
		const wanted = windowOf(view, grid.columns.length, this.#rows.window);
		if (wanted === this.#rows.window) return;
		const come = this.#rows.scroll(grid, this.#frozen, wanted);
		this.#rows.space(view.rowHeight, view.count);
		if (this.#widths.widen(come.map(({ cells }) => cells)) && this.#freeze(grid)) this.#redraw();
	}

	/** @returns True when it is another one. */
	#learnHeight(): boolean {
		const rows = this.#rows.rows;
		const [first, last] = [rows[0]?.element, rows.at(-1)?.element];
		if (first === undefined || last === undefined) return false;
		const height = (last.getBoundingClientRect().bottom - first.getBoundingClientRect().top) / rows.length;
		if (height === 0 || Math.abs(height - this.#rowHeight) < 0.01) return false;
		this.#rowHeight = height;
		return true;
	}

	/** Freezes as many columns as there is room for. @returns True when it is another number: the rows have to be made again. */
	#freeze({ frozen }: Grid): boolean {
		const fitting = frozenThatFit(this.#widths.widths, frozen, this.#size.width);
		const differs = fitting !== this.#frozen;
		if (differs) this.#rows.clear();
		this.#frozen = fitting;
		this.#head.freeze(fitting);
		this.#widths.freeze(fitting);
		[...this.#foot.querySelectorAll<HTMLElement>('tr > *')].forEach((cell, column) => {
			freeze(cell, column, fitting);
		});
		return differs;
	}

	#drawFoot({ columns, foot, head, rows }: Grid): void {
		this.#foot.replaceChildren();
		if (foot.length === 0) return;
		const row = this.#foot.insertRow();
		row.setAttribute('aria-rowindex', String(head.length + rows.length + 1));
		columns.forEach((column, index) => {
			const text = foot[index] ?? '';
			const cell = cellOf({ ...column, isHeading: column.isHeading && text !== '' });
			cell.textContent = text;
			row.append(cell);
		});
	}

	#key(event: KeyboardEvent): void {
		const grid = this.#grid;
		if (grid === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
		const target = scrolledBy(event.key, this.#view(grid));
		if (target === undefined) return;
		event.preventDefault();
		this.#scroll.scrollTop = target;
	}

	/** Puts the first rows into the page, from where they are printed, and takes them away again. */
	#print(isPrinting: boolean): void {
		this.#isPrinting = isPrinting;
		this.#redraw();
	}

	/** What paper says of the rows that are not on it. */
	#sayPrinted({ rows }: Grid): void {
		const counts = { printed: PRINTED_ROWS, all: rows.length };
		this.#printed.textContent =
			rows.length > PRINTED_ROWS ? say(this.#locale, 'First {printed} of {all} rows printed', counts) : '';
	}
}
