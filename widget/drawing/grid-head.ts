import { CUT_FROM, freeze } from './grid-cells.ts';
import type { Grid, GridHeading } from './grid-model.ts';
import type { Order } from './table-order.ts';

function headingOf(heading: GridHeading, sort: (key: string) => void): HTMLTableCellElement {
	const { label, className, columns, levels, sorts } = heading;
	const cell = document.createElement('th');
	cell.scope = columns > 1 ? 'colgroup' : 'col';
	cell.className = className;
	if (columns > 1) cell.colSpan = columns;
	if (levels > 1) cell.rowSpan = levels;
	const text = document.createElement(sorts === undefined ? 'span' : 'button');
	text.textContent = label;
	if (label.length > CUT_FROM) text.title = label;
	if (text instanceof HTMLButtonElement && sorts !== undefined) {
		text.type = 'button';
		text.addEventListener('click', () => sort(sorts));
	}
	cell.append(text);
	return cell;
}

interface Shown {
	readonly heading: GridHeading;
	readonly cell: HTMLTableCellElement;
}

/** The head of a grid: its names, each a button that puts the rows in the order of its column. */
export class GridHead {
	readonly element = document.createElement('thead');
	readonly #sort: (key: string) => void;
	#shown: readonly Shown[] = [];
	#key = '';

	constructor(sort: (key: string) => void) {
		this.#sort = sort;
	}

	/**
	 * Made again only with other columns, so that nobody who is at one of its buttons loses it when results come.
	 * @returns True when it was.
	 */
	draw({ head, columns }: Grid): boolean {
		const key = JSON.stringify([head, columns.map((column) => [column.key, column.className, column.isHeading])]);
		if (key === this.#key) return false;
		this.#key = key;
		const shown: Shown[] = [];
		const rows = head.map((level, index) => {
			const row = document.createElement('tr');
			row.setAttribute('aria-rowindex', String(index + 1));
			for (const heading of level) {
				const cell = headingOf(heading, this.#sort);
				shown.push({ heading, cell });
				row.append(cell);
			}
			return row;
		});
		this.element.replaceChildren(...rows);
		this.#shown = shown;
		return true;
	}

	mark(order: Order | undefined): void {
		for (const { heading, cell } of this.#shown) {
			const isOrder = order !== undefined && heading.sorts === order.column;
			if (isOrder) cell.setAttribute('aria-sort', order.way);
			else cell.removeAttribute('aria-sort');
		}
	}

	/** The names of the columns that stay. */
	freeze(frozen: number): void {
		for (const { heading, cell } of this.#shown) {
			if (heading.columns === 1 || heading.at >= frozen) freeze(cell, heading.at, frozen);
		}
	}
}
