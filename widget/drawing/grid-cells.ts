import type { Grid, GridCell, GridColumn } from './grid-model.ts';

/** A longer text is cut by its cell, and shown whole where the pointer rests on it. */
export const CUT_FROM = 36;

const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;

function paintLook(element: HTMLElement, { look }: GridCell): void {
	const { fill, ink, bar } = look ?? {};
	element.classList.toggle('filled', fill !== undefined);
	element.classList.toggle('inked', ink !== undefined);
	element.classList.toggle('barred', bar !== undefined);
	const { style } = element;
	style.setProperty('--fill', fill ?? null);
	style.setProperty('--text', ink ?? null);
	style.setProperty('--bar', bar?.color ?? null);
	style.setProperty('--from', bar ? percent(bar.from) : null);
	style.setProperty('--length', bar ? percent(bar.to - bar.from) : null);
}

function linkTo(href: string, text: string): HTMLAnchorElement {
	const link = document.createElement('a');
	link.href = href;
	link.textContent = text;
	return link;
}

/** Puts into an element of the table what its cell holds: as text, never as markup. The one place where cells are filled. */
function paintCell(element: HTMLElement, cell: GridCell, before: GridCell | undefined): void {
	if (cell.text !== before?.text || cell.href !== before?.href) {
		element.replaceChildren(cell.href ? linkTo(cell.href, cell.text) : cell.text);
		if (cell.text.length > CUT_FROM) element.title = cell.text;
		else if (before !== undefined) element.removeAttribute('title');
	}
	if (cell.isQuiet !== (before?.isQuiet ?? false)) element.classList.toggle('quiet', cell.isQuiet);
	if (cell.look !== before?.look) paintLook(element, cell);
}

/** Marks an element as one of the columns that stay; `edge`: the last of them. */
export function freeze(element: HTMLElement, column: number, frozen: number): void {
	element.classList.toggle('frozen', column < frozen);
	element.classList.toggle('edge', column === frozen - 1);
	element.style.setProperty('inset-inline-start', column < frozen ? `var(--at-${column})` : null);
}

/** An empty cell of a column, which names its row where the column is one of headings. */
export function cellOf({ className, isHeading }: GridColumn): HTMLElement {
	const element = document.createElement(isHeading ? 'th' : 'td');
	if (isHeading) element.setAttribute('scope', 'row');
	if (className) element.className = className;
	return element;
}

/** One row of the table's body, used again for whichever row of the grid has come into sight. */
export class GridRow {
	readonly element = document.createElement('tr');
	readonly cells: readonly HTMLElement[];
	#painted: readonly GridCell[] = [];
	#place = -1;

	constructor({ columns }: Grid, frozen: number) {
		this.cells = columns.map((column, index) => {
			const element = cellOf(column);
			if (index < frozen) freeze(element, index, frozen);
			return element;
		});
		this.element.append(...this.cells);
	}

	/** @param place From the top of the grid, from 0. */
	show({ columns, head, rows }: Grid, place: number): void {
		const row = rows[place] ?? 0;
		const painted = columns.map((column) => column.cell(row));
		this.cells.forEach((element, index) => {
			const cell = painted[index];
			if (cell) paintCell(element, cell, this.#painted[index]);
		});
		this.#painted = painted;
		if (place !== this.#place) this.element.setAttribute('aria-rowindex', String(head.length + place + 1));
		this.#place = place;
	}
}
