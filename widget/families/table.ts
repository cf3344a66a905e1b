import { isNumber } from '../drawing/choose.ts';
import { cellFormat } from '../drawing/format.ts';
import { typesOf } from './columns.ts';
import { type Built, type Family, type FamilyInput, NO_LEGEND } from './family.ts';
import { type Frame, frameOf } from './frame.ts';
import { cutText, letters, type Measure, scaled, widestOf } from './text.ts';
import { countOf } from './words.ts';

const ROW_PX = 24;
const GAP_PX = 16;
const LEAST_COLUMN_PX = 48;

interface GridColumn {
	readonly head: string;
	readonly cells: readonly string[];
	readonly isNumber: boolean;
}

interface PlacedColumn extends GridColumn {
	readonly left: number;
	readonly width: number;
}

function columnsOf({ table, spec, theme }: FamilyInput, rows: number): GridColumn[] {
	const hidden = spec?.table?.hidden ?? [];
	return table.columns.flatMap((column, index) => {
		if (hidden.includes(column.name)) return [];
		const cells = table.data[index] ?? [];
		const format = cellFormat(column, cells, theme.locale, spec?.formats?.[column.name]);
		return {
			head: spec?.names?.[column.name] ?? column.name,
			cells: cells.slice(0, rows).map((cell) => (cell === null ? '–' : format(cell))),
			isNumber: isNumber(column.type),
		};
	});
}

/** Each column as wide as its widest cell; where that is too much the widest give room, and what is beyond is left out. */
function placed(columns: readonly GridColumn[], width: number, measure: Measure): PlacedColumn[] {
	const wanted = columns.map(({ head, cells }) => widestOf([head, ...cells], measure) + 2);
	const least = wanted.map((each) => Math.min(each, LEAST_COLUMN_PX));
	let count = columns.length;
	const room = () => width - GAP_PX * (count - 1);
	const sum = (widths: readonly number[]) => widths.slice(0, count).reduce((total, each) => total + each, 0);
	while (count > 1 && sum(least) > room()) count -= 1;
	// The largest width of a column with which all of them fit.
	let most = Math.max(...wanted.slice(0, count), 0);
	while (most > LEAST_COLUMN_PX && sum(wanted.map((each) => Math.min(each, most))) > room()) most -= 1;
	let left = 0;
	return columns.slice(0, count).map((column, index) => {
		const own = Math.min(wanted[index] ?? 0, Math.max(most, LEAST_COLUMN_PX));
		const place = { ...column, left, width: own };
		left += own + GAP_PX;
		return place;
	});
}

function elementsOf(
	columns: readonly PlacedColumn[],
	rows: number,
	{ input, frame }: { input: FamilyInput; frame: Frame },
) {
	const { theme } = input;
	const { area, measure } = frame;
	const height = scaled(theme, ROW_PX);
	const right = columns.at(-1);
	const width = right ? right.left + right.width : 0;
	const lines = Array.from({ length: rows + 1 }, (_, row) => {
		const y = Math.round(area.top + height * (row + 1)) - 0.5;
		const shape = { x1: area.left, y1: y, x2: area.left + width, y2: y };
		const stroke = row === 0 ? theme.line : theme.grid;
		return { type: 'line' as const, silent: true, shape, style: { stroke, lineWidth: 1 } };
	});
	const texts = columns.flatMap(({ head, cells, isNumber: isFigure, left, width: own }) =>
		[head, ...cells].map((text, row) => ({
			type: 'text' as const,
			silent: true,
			style: {
				text: cutText(text, own, measure),
				x: area.left + left + (isFigure ? own : 0),
				y: area.top + height * (row + 0.5),
				align: isFigure ? ('right' as const) : ('left' as const),
				verticalAlign: 'middle' as const,
				...letters(theme, { weight: row === 0 ? 600 : 400 }),
				fill: row === 0 ? theme.muted : theme.ink,
			},
		})),
	);
	return [...lines, ...texts];
}

/** The first rows of a result, for pictures: in a page it is an HTML table. */
export const table: Family = {
	build(input): Built {
		const { table: result, theme } = input;
		const frame = frameOf(input, NO_LEGEND);
		const room = Math.max(1, Math.floor(frame.area.height / scaled(theme, ROW_PX)) - 1);
		const rows = Math.min(result.rows, room);
		const all = columnsOf(input, rows);
		const columns = placed(all, frame.area.width, frame.measure);
		const count = result.rows.toLocaleString(theme.locale);
		return {
			option: { ...frame.base, graphic: { elements: elementsOf(columns, rows, { input, frame }) } },
			marks: Array.from({ length: rows }, (_, row) => ({
				at: { seriesIndex: 0, dataIndex: row },
				step: row,
				lane: 0,
				point: { row, series: '', x: null, value: null },
				tip: () => ({
					title: `Row ${row + 1}`,
					rows: columns.map(({ head, cells }) => ({ name: head, value: cells[row] ?? '' })),
				}),
			})),
			walk: 'down',
			hit: 'mark',
			summary: `Table of ${countOf(result.columns.length, 'column')} and ${countOf(result.rows, 'row')}`,
			notes: [
				...(rows < result.rows ? [`first ${rows.toLocaleString(theme.locale)} of ${count} rows shown`] : []),
				...(columns.length < all.length ? [`first ${columns.length} of ${all.length} columns shown`] : []),
			],
			legend: NO_LEGEND,
			key: typesOf(result),
		};
	},
};
