import { GridRow } from './grid-cells.ts';
import type { Grid } from './grid-model.ts';
import type { Window } from './grid-window.ts';

function gapOf(): HTMLTableSectionElement {
	const gap = document.createElement('tbody');
	gap.className = 'gap';
	gap.setAttribute('aria-hidden', 'true');
	return gap;
}

/**
 * Owns the body of the table: as many rows as are in sight, and a gap above and below as high as the others would be.
 * When it is scrolled, rows that have left at one end come in again at the other.
 */
export class GridRows {
	readonly element = document.createElement('tbody');
	readonly #above = gapOf();
	readonly #below = gapOf();
	/** Takes the focus from a row that leaves with it. */
	readonly #refuge: HTMLElement;
	#rows: GridRow[] = [];
	#window: Window = { first: 0, last: 0 };

	constructor(refuge: HTMLElement) {
		this.#refuge = refuge;
	}

	get window(): Window {
		return this.#window;
	}

	get rows(): readonly GridRow[] {
		return this.#rows;
	}

	/** Forgets its rows: the next ones have other columns. */
	clear(): void {
		this.#leave(this.#rows);
		this.#rows = [];
		this.#window = { first: 0, last: 0 };
	}

	/** Fills every row anew: with another grid of the same columns. */
	redraw(grid: Grid, frozen: number, window: Window): void {
		this.#resize(grid, frozen, window);
		this.#rows.forEach((row, index) => {
			row.show(grid, window.first + index);
		});
		this.#window = window;
	}

	/** @returns The rows that have come into the page. */
	scroll(grid: Grid, frozen: number, window: Window): readonly GridRow[] {
		const { first, last } = this.#window;
		const down = window.first - first;
		if (window.first >= last || window.last <= first || -down >= this.#rows.length) {
			this.#leave(this.#rows.filter((row) => row.element.contains(this.#focused)));
			this.redraw(grid, frozen, window);
			return this.#rows;
		}
		if (down > 0) this.#turn(this.#rows.slice(0, down), 'append');
		else if (down < 0) this.#turn(this.#rows.slice(down), 'prepend');
		const kept = { from: Math.max(first, window.first), to: last + Math.min(0, down) };
		this.#resize(grid, frozen, window);
		this.#window = window;
		return this.#rows.filter((row, index) => {
			const place = window.first + index;
			const isNew = place < kept.from || place >= kept.to;
			if (isNew) row.show(grid, place);
			return isNew;
		});
	}

	/** Puts the gaps into the table where there are any; a short table is whole without them. */
	space(rowHeight: number, count: number): void {
		const { first, last } = this.#window;
		const isWhole = first === 0 && last === count;
		for (const [gap, rows] of [
			[this.#above, first],
			[this.#below, count - last],
		] as const) {
			gap.style.setProperty('--gap', `${rows * rowHeight}px`);
			if (isWhole) gap.remove();
		}
		if (isWhole) return;
		if (!this.#above.isConnected) this.element.before(this.#above);
		if (!this.#below.isConnected) this.element.after(this.#below);
	}

	get #focused(): Element | null {
		const root = this.element.getRootNode();
		return root instanceof ShadowRoot || root instanceof Document ? root.activeElement : null;
	}

	#leave(rows: readonly GridRow[]): void {
		if (rows.some((row) => row.element.contains(this.#focused))) this.#refuge.focus({ preventScroll: true });
		if (rows === this.#rows) this.element.replaceChildren();
	}

	/** Moves rows that have left at one end to the other. */
	#turn(rows: readonly GridRow[], way: 'append' | 'prepend'): void {
		this.#leave(rows);
		this.element[way](...rows.map(({ element }) => element));
		const others = this.#rows.filter((row) => !rows.includes(row));
		this.#rows = way === 'append' ? [...others, ...rows] : [...rows, ...others];
	}

	#resize(grid: Grid, frozen: number, { first, last }: Window): void {
		const wanted = last - first;
		const surplus = this.#rows.splice(wanted);
		this.#leave(surplus);
		for (const { element } of surplus) element.remove();
		const more = Array.from({ length: wanted - this.#rows.length }, () => new GridRow(grid, frozen));
		this.#rows.push(...more);
		this.element.append(...more.map(({ element }) => element));
	}
}
