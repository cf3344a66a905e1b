import { css } from 'lit';
import type { ChartSpec } from '../chart-spec.ts';
import type { Table } from '../protocol.ts';
import { adopt } from './adopt.ts';
import { isNumber, isTime } from './choose.ts';
import type { Drawing, DrawingType, Drawn, Theme } from './drawing.ts';
import { cellFormat } from './format.ts';
import { pageColor } from './page-color.ts';

/** More rows than this are counted, not rendered: a page stays quick, and nobody reads further by scrolling. */
const SHOWN_ROWS = 1000;

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
	tbody tr:hover td {
		background: var(--grid);
	}
`;

function rowOf(tag: 'th' | 'td', texts: readonly (string | null)[], classes: readonly string[]): HTMLTableRowElement {
	const row = document.createElement('tr');
	texts.forEach((text, index) => {
		const cell = document.createElement(tag);
		if (tag === 'th') cell.setAttribute('scope', 'col');
		cell.className = classes[index] ?? '';
		if (text === null) cell.classList.add('null');
		cell.textContent = text ?? 'null';
		if (text !== null && text.length > 36) cell.title = text;
		row.append(cell);
	});
	return row;
}

/** A table of the rows themselves. Every cell is set as text, never as markup. */
export function mount(host: HTMLElement, theme: Theme, _type: DrawingType, spec?: ChartSpec): Drawing {
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
	const draw = (content: Table): Drawn => {
		const shown = Math.min(content.rows, SHOWN_ROWS);
		const classes = content.columns.map(({ type }) => (isNumber(type) ? 'figure' : isTime(type) ? 'time' : ''));
		const formats = content.columns.map((column, index) =>
			cellFormat(column, content.data[index] ?? [], theme.locale, spec?.formats?.[column.name]),
		);
		const head = document.createElement('thead');
		head.append(
			rowOf(
				'th',
				content.columns.map(({ name }) => spec?.names?.[name] ?? name),
				classes,
			),
		);
		const body = document.createElement('tbody');
		for (let row = 0; row < shown; row++) {
			const texts = formats.map((format, index) => {
				const cell = content.data[index]?.[row];
				return cell === null ? null : format(cell);
			});
			body.append(rowOf('td', texts, classes));
		}
		table.replaceChildren(head, body);
		const rows = content.rows.toLocaleString(theme.locale);
		const summary = `Table of ${content.columns.length} columns and ${rows} rows`;
		if (shown === content.rows) return { summary };
		return { summary, note: `first ${shown.toLocaleString(theme.locale)} of ${rows} rows shown` };
	};
	return { draw, resize: () => {}, destroy: () => scroll.remove() };
}
