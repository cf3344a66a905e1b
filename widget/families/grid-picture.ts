import type { ConditionColors } from '../drawing/conditions.ts';
import type { Grid, GridCell } from '../drawing/grid-model.ts';
import { say } from '../texts/say.ts';
import { faint, readColor } from './color.ts';
import type { Built, FamilyInput } from './family.ts';
import { NO_LEGEND } from './family.ts';
import { type Frame, frameOf } from './frame.ts';
import { cutText, letters, type Measure, scaled, widestOf } from './text.ts';

const ROW_PX = 24;
const GAP_PX = 16;
const LEAST_COLUMN_PX = 48;

/** The colours of conditions as a picture has them. */
export function pictureColors({ theme }: FamilyInput): ConditionColors {
	const accent = theme.series[0] ?? theme.ink;
	return {
		page: theme.raised,
		ink: theme.ink,
		accent,
		opposite: theme.series[6] ?? theme.ink,
		resolve: (color) => (readColor(color) ? color : accent),
	};
}

interface Column {
	readonly left: number;
	readonly width: number;
	readonly isFigure: boolean;
	readonly cells: readonly GridCell[];
	readonly foot: string;
}

/** Each column as wide as its widest cell; where that is too much the widest give room, and what is beyond is left out. */
function widthsOf(wanted: readonly number[], width: number): number[] {
	let count = wanted.length;
	const sum = (most: number) => wanted.slice(0, count).reduce((total, each) => total + Math.min(each, most), 0);
	const room = () => width - GAP_PX * (count - 1);
	while (count > 1 && sum(LEAST_COLUMN_PX) > room()) count -= 1;
	let most = Math.max(...wanted.slice(0, count), LEAST_COLUMN_PX);
	while (most > LEAST_COLUMN_PX && sum(most) > room()) most -= 1;
	return wanted.slice(0, count).map((each) => Math.min(each, most));
}

function columnsOf(grid: Grid, rows: number, { area, measure }: { area: Frame['area']; measure: Measure }): Column[] {
	const cells = grid.columns.map((column) => Array.from(grid.rows.slice(0, rows), (row) => column.cell(row)));
	const heads = grid.head.at(-1) ?? [];
	const named = (index: number) =>
		[...grid.head].reverse().flatMap((level) => level.filter(({ at, columns }) => at === index && columns === 1))[0];
	const wanted = cells.map((own, index) => {
		const head = named(index) ?? heads[index];
		return widestOf([head?.label ?? '', grid.foot[index] ?? '', ...own.map(({ text }) => text)], measure) + 2;
	});
	let left = 0;
	return widthsOf(wanted, area.width).map((width, index) => {
		const isFigure = grid.columns[index]?.className.includes('figure') ?? false;
		const column = { left, width, isFigure, cells: cells[index] ?? [], foot: grid.foot[index] ?? '' };
		left += width + GAP_PX;
		return column;
	});
}

interface Setup {
	readonly input: FamilyInput;
	readonly frame: Frame;
	readonly columns: readonly Column[];
	readonly rows: number;
}

interface Words {
	readonly text: string;
	readonly row: number;
	readonly column: Pick<Column, 'left' | 'width' | 'isFigure'>;
	readonly color: string;
	readonly weight?: number;
}

function textAt(
	{ input: { theme }, frame: { area, measure } }: Setup,
	{ text, row, column, color, weight = 400 }: Words,
) {
	const { left, width, isFigure } = column;
	return {
		type: 'text' as const,
		silent: true,
		style: {
			text: cutText(text, width, measure),
			x: area.left + left + (isFigure ? width : 0),
			y: area.top + scaled(theme, ROW_PX) * (row + 0.5),
			align: isFigure ? ('right' as const) : ('left' as const),
			verticalAlign: 'middle' as const,
			...letters(theme, { weight }),
			fill: color,
		},
	};
}

function boxAt(
	{ input: { theme }, frame: { area } }: Setup,
	row: number,
	{ from, to, color }: { from: number; to: number; color: string },
) {
	const height = scaled(theme, ROW_PX);
	const shape = { x: area.left + from, y: area.top + height * row + 1, width: to - from, height: height - 2 };
	return { type: 'rect' as const, silent: true, shape, style: { fill: color } };
}

/** What conditions have put behind a cell. */
function behind(setup: Setup, cell: GridCell, { row, column }: { row: number; column: Column }) {
	const { fill, bar } = cell.look ?? {};
	const { left, width } = column;
	const edge = GAP_PX / 2 - 1;
	return [
		...(fill ? [boxAt(setup, row, { from: left - edge, to: left + width + edge, color: fill })] : []),
		...(bar ? [boxAt(setup, row, { from: left + width * bar.from, to: left + width * bar.to, color: bar.color })] : []),
	];
}

function headTexts(setup: Setup, { head }: Grid) {
	const { columns, input } = setup;
	return head.flatMap((level, row) =>
		level.flatMap(({ label, at, columns: wide, levels, className }) => {
			const [first, last] = [columns[at], columns[Math.min(columns.length, at + wide) - 1]];
			if (first === undefined || last === undefined) return [];
			const column = {
				left: first.left,
				width: last.left + last.width - first.left,
				isFigure: className.includes('figure') && wide === 1,
			};
			return [textAt(setup, { text: label, row: row + levels - 1, column, color: input.theme.muted, weight: 600 })];
		}),
	);
}

function linesOf({ input: { theme }, frame: { area }, columns, rows }: Setup, heads: number, foot: boolean) {
	const height = scaled(theme, ROW_PX);
	const right = columns.at(-1);
	const width = right ? right.left + right.width : 0;
	return Array.from({ length: rows + 1 + (foot ? 1 : 0) }, (_, row) => {
		const y = Math.round(area.top + height * (row + heads)) - 0.5;
		const stroke = row === 0 || (foot && row === rows) ? theme.line : theme.grid;
		return {
			type: 'line' as const,
			silent: true,
			shape: { x1: area.left, y1: y, x2: area.left + width, y2: y },
			style: { stroke, lineWidth: 1 },
		};
	});
}

/** The first rows of a grid, as many as there is room for, for pictures: in a page it is an HTML table. */
export function gridPicture(input: FamilyInput, grid: Grid, key: string): Built {
	const frame = frameOf(input, NO_LEGEND);
	const { theme } = input;
	const [heads, hasFoot] = [grid.head.length, grid.foot.length > 0];
	const room = Math.floor(frame.area.height / scaled(theme, ROW_PX)) - heads - (hasFoot ? 1 : 0);
	const rows = Math.min(grid.rows.length, Math.max(1, room));
	const columns = columnsOf(grid, rows, frame);
	const setup: Setup = { input, frame, columns, rows };
	const cells = columns.flatMap((column) =>
		column.cells.flatMap((cell, at) => {
			const row = heads + at;
			const color = cell.look?.ink ?? (cell.isQuiet ? faint(theme.muted, 0.8) : theme.ink);
			return [...behind(setup, cell, { row, column }), textAt(setup, { text: cell.text, row, column, color })];
		}),
	);
	const foot = columns.map((column) =>
		textAt(setup, { text: column.foot, row: heads + rows, column, color: theme.ink, weight: 600 }),
	);
	const elements = [...cells, ...linesOf(setup, heads, hasFoot), ...headTexts(setup, grid), ...(hasFoot ? foot : [])];
	const named = grid.head.at(-1) ?? [];
	const { locale } = theme;
	return {
		option: { ...frame.base, graphic: { elements } },
		marks: Array.from({ length: rows }, (_, row) => ({
			at: { seriesIndex: 0, dataIndex: row },
			step: row,
			lane: 0,
			point: { row: grid.rows[row], series: '', x: null, value: null },
			tip: () => ({
				title: say(locale, 'Row {row}', { row: row + 1 }),
				rows: columns.map(({ cells: own }, at) => ({ name: named[at]?.label ?? '', value: own[row]?.text ?? '' })),
			}),
		})),
		walk: 'down',
		hit: 'mark',
		summary: grid.label,
		notes: [
			...(rows < grid.rows.length
				? [say(locale, 'first {shown} of {all} rows shown', { shown: rows, all: grid.rows.length })]
				: []),
			...(columns.length < grid.columns.length
				? [say(locale, 'first {shown} of {all} columns shown', { shown: columns.length, all: grid.columns.length })]
				: []),
		],
		legend: NO_LEGEND,
		key,
	};
}
