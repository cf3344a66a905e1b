import { css } from 'lit';
import type { Table } from '../protocol.ts';
import { adopt } from './adopt.ts';
import { isNumber, isTime } from './choose.ts';
import type { Drawing, Drawn, MountOptions } from './drawing.ts';
import { cellFormat } from './format.ts';
import { linkOf } from './link.ts';
import { pageColor } from './page-color.ts';
import { nextOrder, type Order, orderedRows } from './table-order.ts';

/** More rows than this are counted, not rendered: a page stays quick, and nobody reads further by scrolling. */
const SHOWN_ROWS = 1000;
/** A longer text is cut by its cell, and shown whole where the pointer rests on it. */
const CUT_FROM = 36;

const styles = css`
	.scroll {
		block-size: 100%;
		overflow: auto;
		overscroll-behavior: contain;
		scrollbar-width: thin;
	}
	table {
		border-collapse: separate;
		border-spacing: 0;
		inline-size: 100%;
	}
	th,
	td {
		padding: calc(4em / 13) calc(12em / 13);
		text-align: start;
		vertical-align: top;
		white-space: nowrap;
		max-inline-size: 36ch;
		overflow: hidden;
		text-overflow: ellipsis;
		border-block-end: 1px solid var(--grid);
	}
	th:first-child,
	td:first-child {
		padding-inline-start: 2px;
	}
	th {
		position: sticky;
		inset-block-start: 0;
		background: var(--chartwire-background, var(--page));
		color: var(--muted);
		font-weight: 500;
		border-block-end-color: var(--line);
	}
	.figure {
		text-align: end;
	}
	td.null {
		color: var(--muted);
	}
	th button {
		max-inline-size: 100%;
		padding: 0;
		border: 0;
		background: none;
		color: inherit;
		font: inherit;
		text-align: inherit;
		overflow: hidden;
		text-overflow: ellipsis;
		cursor: pointer;
	}
	th button:hover,
	th[aria-sort] {
		color: var(--ink);
	}
	th button:focus-visible {
		outline-offset: -2px;
	}
	th[aria-sort] button::after {
		content: ' ↑' / '';
	}
	th[aria-sort='descending'] button::after {
		content: ' ↓' / '';
	}
	td a {
		color: var(--accent);
		text-underline-offset: 3px;
	}
	tbody tr:hover td {
		background: var(--grid);
	}
`;

function rowOf(texts: readonly (string | null)[], classes: readonly string[]): HTMLTableRowElement {
	const row = document.createElement('tr');
	texts.forEach((text, index) => {
		const cell = document.createElement('td');
		cell.className = classes[index] ?? '';
		if (text === null) cell.classList.add('null');
		cell.textContent = text ?? 'null';
		if (text !== null && text.length > CUT_FROM) cell.title = text;
		row.append(cell);
	});
	return row;
}

/** Makes the text of a cell a link to where its row leads. */
function linkCell(cell: HTMLTableCellElement | undefined, href: string): void {
	const link = document.createElement('a');
	link.href = href;
	link.append(...(cell?.childNodes ?? []));
	cell?.append(link);
}

interface Heading {
	readonly column: string;
	readonly label: string;
	readonly className: string;
}

/** The names of the columns, each a button that puts the rows in its order. */
function headOf(headings: readonly Heading[], sort: (column: string) => void): HTMLTableSectionElement {
	const head = document.createElement('thead');
	const row = head.insertRow();
	for (const { column, label, className } of headings) {
		const cell = document.createElement('th');
		cell.scope = 'col';
		cell.className = className;
		const button = document.createElement('button');
		button.type = 'button';
		button.textContent = label;
		if (label.length > CUT_FROM) button.title = label;
		button.addEventListener('click', () => sort(column));
		cell.append(button);
		row.append(cell);
	}
	return head;
}

/** A table of the rows themselves. Every cell is set as text, never as markup. */
export function mount(host: HTMLElement, { theme, spec }: MountOptions): Drawing {
	adopt(host, styles);
	const scroll = document.createElement('div');
	scroll.className = 'scroll';
	scroll.tabIndex = 0;
	scroll.setAttribute('role', 'region');
	scroll.setAttribute('aria-label', 'Table, scrollable');
	const table = document.createElement('table');
	scroll.append(table);
	host.append(scroll);
	scroll.style.setProperty('--page', pageColor(host));
	const body = document.createElement('tbody');
	let drawn: Table | undefined;
	let order: Order | undefined;
	let headed = '';
	const sort = (column: string): void => {
		order = nextOrder(order, column);
		if (drawn) draw(drawn);
		scroll.scrollTop = 0;
	};
	/** Made again only with other columns, so that nobody who is at one of its buttons loses it when results come. */
	const drawHead = (headings: readonly Heading[]): void => {
		const key = JSON.stringify(headings);
		if (key !== headed) table.replaceChildren(headOf(headings, sort), body);
		headed = key;
		headings.forEach(({ column }, index) => {
			const cell = table.tHead?.rows[0]?.cells[index];
			if (order?.column === column) cell?.setAttribute('aria-sort', order.way);
			else cell?.removeAttribute('aria-sort');
		});
	};
	const draw = (content: Table): Drawn => {
		drawn = content;
		const shown = Math.min(content.rows, SHOWN_ROWS);
		const classes = content.columns.map(({ type }) => (isNumber(type) ? 'figure' : isTime(type) ? 'time' : ''));
		const formats = content.columns.map((column, index) =>
			cellFormat(column, content.data[index] ?? [], theme.locale, spec?.formats?.[column.name]),
		);
		drawHead(
			content.columns.map(({ name }, index) => ({
				column: name,
				label: spec?.names?.[name] ?? name,
				className: classes[index] ?? '',
			})),
		);
		const rows = orderedRows(content, { order, locale: theme.locale, most: shown });
		body.replaceChildren(
			...rows.map((row) => {
				const texts = formats.map((format, index) => {
					const cell = content.data[index]?.[row];
					return cell === null ? null : format(cell);
				});
				const tr = rowOf(texts, classes);
				const href = spec?.link && linkOf(spec.link, content, row);
				if (href) linkCell(tr.cells[0], href);
				return tr;
			}),
		);
		const count = content.rows.toLocaleString(theme.locale);
		const summary = `Table of ${content.columns.length} columns and ${count} rows`;
		if (shown === content.rows) return { summary };
		return { summary, note: `first ${shown.toLocaleString(theme.locale)} of ${count} rows shown` };
	};
	return { draw, resize: () => {}, destroy: () => scroll.remove() };
}
