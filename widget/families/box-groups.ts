import { isTime } from '../drawing/choose.ts';
import { type CellFormat, numberOf, plainText } from '../drawing/format.ts';
import { MAX_CATEGORIES, orderOf } from '../drawing/shape-axis.ts';
import { MAX_SERIES } from '../drawing/shape-series.ts';
import type { Cell, ColumnType } from '../protocol.ts';
import { say } from '../texts/say.ts';
import { colorOf } from './color.ts';
import {
	columnAt,
	computedFormat,
	indexOf,
	labelsOf,
	missingNote,
	type NamedColumn,
	numbersOf,
	timesOf,
} from './columns.ts';
import type { FamilyInput, LegendEntry } from './family.ts';
import { type Category, categoryFormat } from './matrix.ts';
import { type FiveNumbers, fiveNumbers } from './statistics.ts';

/** One box: of one category and series. */
export interface Box extends FiveNumbers {
	/** How many values it stands for; undefined where the SQL has made the summary. */
	readonly count: number | undefined;
	/** The row that it is from, if it is one. */
	readonly row: number | undefined;
}

export interface BoxSeries extends LegendEntry {
	/** By category. */
	readonly boxes: readonly (Box | undefined)[];
}

export interface Boxes {
	readonly categories: readonly Category[];
	/** Without those that are hidden. */
	readonly series: readonly BoxSeries[];
	readonly entries: readonly LegendEntry[];
	readonly value: NamedColumn | undefined;
	readonly text: CellFormat;
	readonly xName: string;
	/** Of the column of the categories; undefined: there is none. */
	readonly xType: ColumnType | undefined;
	readonly notes: readonly string[];
}

/** The box of these rows: of all their values, or of the summary that the last of them holds. */
type Summarize = (rows: readonly number[]) => Box | undefined;

function summarizer(input: FamilyInput, value: NamedColumn | undefined): Summarize {
	const { table, spec } = input;
	const own = spec?.box;
	if (own === undefined) {
		return (rows) => {
			const values = rows.flatMap((row) => numberOf(value?.cells[row]) ?? []);
			const found = fiveNumbers(values);
			return found && { ...found, count: values.length, row: rows.length === 1 ? rows[0] : undefined };
		};
	}
	const [low, q1, median, q3, high] = [own.low, own.q1, own.median, own.q3, own.high].map(
		(name) => table.data[indexOf(table, name) ?? -1],
	);
	return (rows) => {
		const row = rows.at(-1) ?? -1;
		const [a, b, c, d, e] = [low, q1, median, q3, high].map((cells) => numberOf(cells?.[row]));
		if (a == null || b == null || c == null || d == null || e == null) return undefined;
		return { low: a, q1: b, median: c, q3: d, high: e, outliers: [], count: undefined, row };
	};
}

/** The rows of each series and category, in the order in which they come; times in their own. */
function rowsOf({ table }: FamilyInput, x: NamedColumn | undefined, group: NamedColumn | undefined) {
	const cells = x?.cells ?? new Array<null>(table.rows).fill(null);
	const places = new Map<string, number>();
	const first: Cell[] = [];
	const groups = new Map<string, number[][]>();
	for (const row of orderOf(cells, isTime(x?.column.type ?? 'other'))) {
		const name = plainText(cells[row]);
		const place = places.get(name) ?? places.size;
		if (place === places.size) first.push(cells[row] ?? null);
		places.set(name, place);
		const key = group ? plainText(group.cells[row]) || 'none' : '';
		const byPlace = groups.get(key) ?? [];
		byPlace[place] ??= [];
		byPlace[place].push(row);
		groups.set(key, byPlace);
	}
	return { groups, cells: first };
}

function columnsOf(input: FamilyInput) {
	const { table, spec } = input;
	const labels = labelsOf(table);
	const x = indexOf(table, spec?.x) ?? labels[0] ?? timesOf(table)[0];
	const numbers = numbersOf(table).filter((index) => index !== x);
	const own = spec?.y
		?.map((name) => indexOf(table, name))
		.find((index) => index !== undefined && numbers.includes(index));
	const next = labels
		.map((index) => columnAt(input, index))
		.find((column) => column && column.index !== x && isFew(column));
	return {
		x: columnAt(input, x),
		value: columnAt(input, indexOf(table, spec?.box?.median) ?? own ?? numbers[0]),
		group: columnAt(input, indexOf(table, spec?.series)) ?? next,
	};
}

const isFew = ({ cells }: NamedColumn): boolean => new Set(cells.map(plainText)).size <= MAX_SERIES;

const numbersIn = (box: Box | undefined): number[] => (box ? [box.low, box.q1, box.median, box.q3, box.high] : []);

/** The boxes of a result: by the column x, and by the column `series` where there is one. */
export function boxesOf(input: FamilyInput): Boxes {
	const { spec, hidden, theme } = input;
	const { x, value, group } = columnsOf(input);
	const { groups, cells } = rowsOf(input, x, group);
	const summarize = summarizer(input, value);
	const kept = cells.slice(0, MAX_CATEGORIES);
	const write = x ? categoryFormat(x.column, kept, input) : () => value?.name ?? '';
	const most = spec?.limit?.series ?? MAX_SERIES;
	const series = [...groups].slice(0, most).map(([key, byPlace], index) => ({
		key: key || (value?.column.name ?? ''),
		name: key ? (spec?.names?.[key] ?? key) : (value?.name ?? ''),
		color: colorOf(key || (value?.column.name ?? ''), index, input),
		boxes: kept.map((_, place) => summarize(byPlace[place] ?? [])),
	}));
	return {
		categories: kept.map((cell) => ({ cell, text: write(cell) })),
		series: series.filter(({ key }) => !hidden?.has(key)),
		entries: series.map(({ key, name, color }) => ({ key, name, color })),
		value,
		text: computedFormat(
			input,
			value?.column,
			series.flatMap(({ boxes }) => boxes.flatMap(numbersIn)),
		),
		xName: x?.name ?? '',
		xType: x?.column.type,
		notes: [
			...(groups.size > most
				? [say(theme.locale, 'the first {shown} of {total} series', { shown: most, total: groups.size })]
				: []),
			...(cells.length > MAX_CATEGORIES
				? [say(theme.locale, 'first {shown} of {all} categories', { shown: MAX_CATEGORIES, all: cells.length })]
				: []),
			...missingNote(input, [spec?.x, spec?.series, ...(spec?.y ?? []), ...Object.values(spec?.box ?? {})]),
		],
	};
}
