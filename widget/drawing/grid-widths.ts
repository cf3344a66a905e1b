import { cellOf } from './grid-cells.ts';
import type { Grid } from './grid-model.ts';

/** No column is wider at first, whatever its texts: they are cut, and it takes what room is left over. */
const MOST_EM = 22;
/** So many of the texts of a column that seem to be the longest are tried; fewer of each where there are many columns. */
const TRIED = { most: 6, least: 2, ofAll: 600 } as const;

/** More than measured: for the hairline beside the columns that stay, and because browsers round. */
const SLACK_PX = 2;

const emOf = (element: Element): number => Number.parseFloat(getComputedStyle(element).fontSize) || 13;

/** A table that is laid out by its content, out of sight, for as long as it takes to measure it. */
function sizingTable({ columns }: Grid, head: HTMLElement, foot: HTMLElement): HTMLTableElement {
	const table = document.createElement('table');
	table.className = 'grid sizing';
	table.setAttribute('aria-hidden', 'true');
	table.append(head.cloneNode(true), foot.cloneNode(true));
	const body = table.createTBody();
	const samples = columns.map((column) => [...column.samples()].sort((a, b) => b.length - a.length));
	const tried = Math.max(TRIED.least, Math.min(TRIED.most, Math.floor(TRIED.ofAll / columns.length)));
	for (let row = 0; row < tried; row++) {
		const element = body.insertRow();
		for (const [index, column] of columns.entries()) {
			const cell = cellOf(column);
			cell.textContent = samples[index]?.[row] ?? '';
			element.append(cell);
		}
	}
	return table;
}

/**
 * Owns how wide the columns are: measured once, from the texts that are likely to be the longest, and wider when one comes
 * into sight that has no room. Never narrower, so that nothing jumps to and fro while rows are scrolled or results come.
 */
export class GridWidths {
	readonly element = document.createElement('colgroup');
	readonly #table: HTMLElement;
	#em: number[] = [];

	constructor(table: HTMLElement) {
		this.#table = table;
	}

	/** In CSS pixels. */
	get widths(): readonly number[] {
		const px = emOf(this.#table);
		return this.#em.map((em) => em * px);
	}

	measure(grid: Grid, head: HTMLElement, foot: HTMLElement): void {
		const sizing = sizingTable(grid, head, foot);
		this.#table.before(sizing);
		const px = emOf(sizing);
		const cells = [...(sizing.tBodies[0]?.rows[0]?.cells ?? [])];
		this.#em = cells.map((cell) => Math.min(MOST_EM, (cell.getBoundingClientRect().width + SLACK_PX) / px));
		sizing.remove();
		this.element.replaceChildren(...this.#em.map(() => document.createElement('col')));
		this.#apply();
	}

	/** Makes columns wider whose texts are cut in one of these rows. @returns True when there were any. */
	widen(rows: readonly (readonly HTMLElement[])[]): boolean {
		const before = this.#em;
		const after = before.map((em, column) => {
			if (em >= MOST_EM) return em;
			const missing = rows.reduce((most, cells) => {
				const cell = cells[column];
				return cell ? Math.max(most, cell.scrollWidth - cell.clientWidth) : most;
			}, 0);
			return missing > 0 ? Math.min(MOST_EM, em + (missing + SLACK_PX) / emOf(this.#table)) : em;
		});
		if (after.every((em, column) => em === before[column])) return false;
		this.#em = after;
		this.#apply();
		return true;
	}

	/** Says how wide the columns that stay are together, for what must not be hidden behind them. */
	freeze(frozen: number): void {
		const em = this.#em.slice(0, frozen).reduce((sum, own) => sum + own, 0);
		this.#table.style.setProperty('--frozen', `${em}em`);
	}

	/** In units of the font, so that it may change its size. */
	#apply(): void {
		const columns = [...this.element.children];
		let at = 0;
		this.#em.forEach((em, column) => {
			const element = columns[column];
			if (element instanceof HTMLElement) element.style.inlineSize = `${em}em`;
			// So many columns may be frozen at most.
			if (column < 12) this.#table.style.setProperty(`--at-${column}`, `${at}em`);
			at += em;
		});
	}
}
