import type { ReactiveController } from 'lit';
import type { SqlFilter } from '../sql-filter/sql-filter.ts';

/** What scrolls on a screen has all of its rows on paper, where it is as high as they are. */
const hasRows = (cell: Element): boolean =>
	cell.querySelector('sql-chart')?.shadowRoot?.querySelector('.drawing .scroll') != null;

/** An empty field says nothing where nobody can fill it; a choice says that all is chosen. */
const isBlank = ({ type, chosen }: SqlFilter): boolean => type !== 'choice' && chosen === undefined;

/**
 * Makes a dashboard ready for paper: tables have a line of their own, with room for their columns and as many pages as their
 * rows need, and what stands after them moves on. Without a table everything stays where it is declared. Empty fields are left out.
 */
export class Paper implements ReactiveController {
	readonly #grid: HTMLElement;
	readonly #bar: HTMLElement;

	/** @param bar Of the filters. */
	constructor(grid: HTMLElement, bar: HTMLElement) {
		this.#grid = grid;
		this.#bar = bar;
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
		for (const filter of this.#bar.querySelectorAll('sql-filter')) filter.classList.toggle('blank', isBlank(filter));
	};
}
