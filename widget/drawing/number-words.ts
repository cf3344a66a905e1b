import type { ChartSpec } from '../chart-spec.ts';
import type { Cell, Table } from '../protocol.ts';
import { say } from '../texts/say.ts';
import { axisTimeFormat, cellFormat, numberOf, plainText, timeOf, timeText } from './format.ts';
import { type Comparison, difference, type Figures, shareOf } from './number-figures.ts';

/** What a number says. */
export interface NumberWords {
	readonly label: string;
	readonly value: string;
	/** How far, with an arrow; '' when there is nothing to compare. */
	readonly change: string;
	/** From what; and whether that is good news, where an author has said which way is. */
	readonly against: string;
	readonly tone: 'better' | 'worse' | undefined;
}

interface Writing {
	readonly table: Table;
	readonly figures: Figures;
	readonly spec: ChartSpec | undefined;
	readonly locale: string | undefined;
}

const withoutSign = (text: string): string => text.replace(/[-−]/, '');

function changeText(sign: number, text: string): string {
	if (sign === 0) return '± 0';
	return `${sign > 0 ? '▲' : '▼'} ${withoutSign(text)}`;
}

/** Writes a cell as the other cells of its column are written. */
function writeCell({ table, spec, locale }: Writing, index: number, cell: Cell): string {
	const column = table.columns[index];
	return column ? cellFormat(column, [cell], locale, spec?.formats?.[column.name])(cell) : '';
}

function nameOf({ table, spec }: Writing, index: number): string {
	const own = table.columns[index]?.name ?? '';
	return spec?.names?.[own] ?? own.replaceAll('_', ' ');
}

function timeOfRow({ table, figures: { time }, locale }: Writing, row: number): string {
	const cells = table.data[time ?? -1];
	return cells ? timeText(cells[row], axisTimeFormat(cells.map(timeOf), locale)) : '';
}

/** How far the figure is from another, by the way in which differences are written. */
function distance(writing: Writing, figure: Cell, other: Cell): { sign: number; text: string } | undefined {
	const { spec, figures, locale } = writing;
	const by = difference(figure, other);
	const size = numberOf(by);
	if (size === null) return undefined;
	const share = spec?.number?.difference === 'percent' ? shareOf(figure, other) : undefined;
	const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
	// A share that rounds to nothing is no change, where there is one.
	const isSeen = share !== undefined && percent.format(share) !== percent.format(Math.sign(size) * 0);
	return { sign: Math.sign(size), text: isSeen ? percent.format(share) : writeCell(writing, figures.column, by) };
}

/** The change, and what it is from. */
function compared(
	writing: Writing,
	comparison: Comparison,
): { sign: number; text: string; against: string } | undefined {
	const { table, figures } = writing;
	const { row, column } = figures;
	const cellAt = (index: number, at: number): Cell => table.data[index]?.[at] ?? null;
	if (comparison.kind === 'change') {
		const change = cellAt(comparison.column, row);
		const size = numberOf(change);
		if (size === null) return undefined;
		const text = writeCell(writing, comparison.column, change);
		return { sign: Math.sign(size), text, against: nameOf(writing, comparison.column) };
	}
	const isColumn = comparison.kind === 'column';
	const other = isColumn ? cellAt(comparison.column, row) : cellAt(column, comparison.row);
	const found = distance(writing, cellAt(column, row), other);
	const what = isColumn ? nameOf(writing, comparison.column) : timeOfRow(writing, comparison.row);
	const text = writeCell(writing, isColumn ? comparison.column : column, other);
	return found && { ...found, against: what ? `${text} (${what})` : text };
}

const LINKS = {
	change: { none: '{value}', better: 'better {value}', worse: 'worse {value}' },
	column: { none: 'against {value}', better: 'better than {value}', worse: 'worse than {value}' },
	row: { none: 'from {value}', better: 'better than {value}', worse: 'worse than {value}' },
} as const;

/** A change for those who listen: an arrow is a word. */
export const movedText = (change: string, against: string, locale: string | undefined): string =>
	`${change} ${against}`.replace('▲', say(locale, 'up')).replace('▼', say(locale, 'down')).trim();

/** What is written of a result whose figures are found. */
export function wordsOf(writing: Writing): NumberWords {
	const { table, figures, spec } = writing;
	const { column, row, comparison, order } = figures;
	const cell = table.data[column]?.[row] ?? null;
	const when = order.length > 1 ? timeOfRow(writing, row) : '';
	const label = when ? `${nameOf(writing, column)}, ${when}` : nameOf(writing, column);
	const plain = { label, value: plainText(cell) === '' ? '–' : writeCell(writing, column, cell) };
	const found = comparison && compared(writing, comparison);
	if (comparison === undefined || found === undefined) return { ...plain, change: '', against: '', tone: undefined };
	const { good = 'none' } = spec?.number ?? {};
	const isGood = found.sign > 0 === (good === 'up');
	const tone = good === 'none' || found.sign === 0 ? undefined : isGood ? 'better' : 'worse';
	return {
		...plain,
		change: changeText(found.sign, found.text),
		against: say(writing.locale, LINKS[comparison.kind][tone ?? 'none'], { value: found.against }),
		tone,
	};
}
