import type { ReactiveController } from 'lit';

/** What scrolls on a screen has all of its rows on paper, where it is as high as they are. */
const hasRows = (cell: Element): boolean =>
	cell.querySelector('sql-chart')?.shadowRoot?.querySelector('.drawing .scroll') != null;

/**
 * Makes a grid ready for paper: tables have a line of their own, with room for their columns and as many pages as their
 * rows need, and what stands after them moves on. Without a table everything stays where it is declared.
 */
export class Paper implements ReactiveController {
	readonly #grid: HTMLElement;

	constructor(grid: HTMLElement) {
		this.#grid = grid;
	}

	hostConnected(): void {
		addEventListener('beforeprint', this.#lay);
	}

	hostDisconnected(): void {
		removeEventListener('beforeprint', this.#lay);
	}

	readonly #lay = (): void => {
		const cells = [...this.#grid.children];
		for (const cell of cells) cell.classList.toggle('rows', hasRows(cell));
		this.#grid.classList.toggle('long', cells.some(hasRows));
	};
}
