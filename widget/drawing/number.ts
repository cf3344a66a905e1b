import { css } from 'lit';
import type { Table } from '../protocol.ts';
import { adopt } from './adopt.ts';
import { isNumber } from './choose.ts';
import type { Drawing, Drawn, MountOptions } from './drawing.ts';
import { cellFormat, numberOf } from './format.ts';

const styles = css`
	.number {
		block-size: 100%;
		display: flex;
		flex-direction: column;
		justify-content: center;
		container-type: size;
		overflow: hidden;
	}
	.number .value {
		font-size: clamp(18px, min(calc(155cqi / var(--characters)), 56cqb), var(--chartwire-number-size, calc(72em / 13)));
		line-height: 1.15;
		font-weight: 600;
		letter-spacing: -0.025em;
		white-space: nowrap;
	}
	.number .label,
	.number .delta {
		color: var(--muted);
		white-space: nowrap;
		overflow: hidden;
		text-overflow: ellipsis;
	}
	.number .delta b {
		font-weight: 600;
		color: var(--ink);
	}
	@container (max-height: 96px) {
		.number .label {
			display: none;
		}
	}
`;

function part(host: HTMLElement, tag: string, name: string): HTMLElement {
	const element = document.createElement(tag);
	element.className = name;
	host.append(element);
	return element;
}

function deltaText(value: number, text: string): string {
	if (value === 0) return '± 0';
	return `${value > 0 ? '▲' : '▼'} ${text.replace(/^[-−]/, '')}`;
}

/** One big figure: the first column of numbers in the first row; a second column of numbers is its change. */
export function mount(host: HTMLElement, { theme, spec }: MountOptions): Drawing {
	adopt(host, styles);
	const box = part(host, 'div', 'number');
	const label = part(box, 'div', 'label');
	const value = part(box, 'div', 'value');
	const delta = part(box, 'div', 'delta');
	const draw = (table: Table): Drawn => {
		const numbers = table.columns.flatMap((column, index) => (isNumber(column.type) ? [index] : []));
		const chosen = spec?.y?.map((own) => numbers.find((index) => table.columns[index]?.name === own));
		const [main, second] = chosen?.every((index) => index !== undefined) ? chosen : numbers;
		const text = (index: number): string => {
			const column = table.columns[index];
			const cells = table.data[index] ?? [];
			return column ? cellFormat(column, cells.slice(0, 1), theme.locale, spec?.formats?.[column.name])(cells[0]) : '';
		};
		const name = (index: number): string => {
			const own = table.columns[index]?.name ?? '';
			return spec?.names?.[own] ?? own.replaceAll('_', ' ');
		};
		label.textContent = main === undefined ? '' : name(main);
		value.textContent = (main === undefined ? '' : text(main)) || '–';
		// A figure is never cut: it is as large as its characters let it be, and no larger than one of nine.
		value.style.setProperty('--characters', String(Math.max(9, value.textContent.length)));
		delta.replaceChildren();
		const change = second === undefined ? null : numberOf(table.data[second]?.[0]);
		if (second !== undefined && change !== null) {
			part(delta, 'b', '').textContent = deltaText(change, text(second));
			delta.append(` ${name(second)}`);
		}
		const parts = [`${label.textContent}: ${value.textContent}`, delta.textContent ?? ''];
		const summary = parts.filter((each) => each !== '').join(', ');
		return table.rows > 1 ? { summary, note: `first of ${table.rows.toLocaleString(theme.locale)} rows` } : { summary };
	};
	return { draw, resize: () => {}, destroy: () => box.remove() };
}
