import { isTime } from '../drawing/choose.ts';
import { numberOf, plainText, timeOf } from '../drawing/format.ts';
import { MAX_SERIES } from '../drawing/shape-series.ts';
import type { Cell } from '../protocol.ts';
import { say } from '../texts/say.ts';
import { colorOf } from './color.ts';
import { columnAt, indexOf, labelsOf, type NamedColumn, numbersOf, timesOf } from './columns.ts';
import type { FamilyInput, LegendEntry } from './family.ts';

/** Which columns say what of a point. */
export interface PointColumns {
	readonly x: NamedColumn | undefined;
	readonly y: NamedColumn | undefined;
	readonly size: NamedColumn | undefined;
	readonly color: NamedColumn | undefined;
	readonly label: NamedColumn | undefined;
	readonly series: NamedColumn | undefined;
}

export interface Point {
	readonly row: number;
	/** Of times, in milliseconds. */
	readonly x: number;
	readonly y: number;
	readonly size: number | null;
	readonly color: number | null;
}

export interface PointSeries extends LegendEntry {
	readonly points: readonly Point[];
}

export interface Points {
	readonly columns: PointColumns;
	/** Without those that are hidden. */
	readonly series: readonly PointSeries[];
	readonly entries: readonly LegendEntry[];
	readonly notes: readonly string[];
}

const distinct = (column: NamedColumn | undefined): number => new Set(column?.cells.map(plainText)).size;

export function pointColumns(input: FamilyInput): PointColumns {
	const { table, spec } = input;
	const named = (name: string | undefined) => columnAt(input, indexOf(table, name));
	const { size, color, label } = spec?.scatter ?? {};
	const numbers = numbersOf(table);
	const x = indexOf(table, spec?.x) ?? timesOf(table)[0] ?? numbers[0];
	const own = [x, indexOf(table, size), indexOf(table, color)];
	const y = spec?.y
		?.map((name) => indexOf(table, name))
		.find((index) => index !== undefined && numbers.includes(index));
	const labels = labelsOf(table).filter((index) => table.columns[index]?.name !== label);
	const few = labels
		.map((index) => ({ index, count: distinct(columnAt(input, index)) }))
		.filter(({ count }) => count <= MAX_SERIES && count < table.rows)
		.sort((a, b) => a.count - b.count)[0]?.index;
	const series = indexOf(table, spec?.series) ?? (color === undefined ? few : undefined);
	return {
		x: columnAt(input, x),
		y: columnAt(input, y ?? numbers.find((index) => !own.includes(index))),
		size: named(size),
		color: named(color),
		label:
			named(label) ??
			columnAt(
				input,
				labels.find((index) => index !== series),
			),
		series: columnAt(input, series),
	};
}

/** Where a cell of x stands: its time in milliseconds, or its number; NaN: nowhere. */
export const placerOf = (x: NamedColumn | undefined): ((cell: Cell | undefined) => number) =>
	isTime(x?.column.type ?? 'other') ? timeOf : (cell) => numberOf(cell) ?? Number.NaN;

function pointsOf({ x, y, size, color }: PointColumns): Point[] {
	const placeOf = placerOf(x);
	return (x?.cells ?? []).flatMap((cell, row) => {
		const [at, value] = [placeOf(cell), numberOf(y?.cells[row])];
		if (Number.isNaN(at) || value === null) return [];
		return { row, x: at, y: value, size: numberOf(size?.cells[row]), color: numberOf(color?.cells[row]) };
	});
}

/** The points by the values of the column `series`: the most frequent of them, and the others by one name. */
export function scatterPoints(input: FamilyInput): Points {
	const { spec, theme, hidden } = input;
	const columns = pointColumns(input);
	const { series: most = MAX_SERIES, others } = spec?.limit ?? {};
	const groups = new Map<string, Point[]>();
	for (const point of pointsOf(columns)) {
		const key = columns.series ? plainText(columns.series.cells[point.row]) || 'none' : (columns.y?.column.name ?? '');
		const group = groups.get(key) ?? [];
		group.push(point);
		groups.set(key, group);
	}
	const byCount = [...groups.keys()].sort((a, b) => (groups.get(b)?.length ?? 0) - (groups.get(a)?.length ?? 0));
	const isAll = groups.size <= most;
	const kept = new Set(byCount.slice(0, isAll || others === undefined ? most : Math.max(1, most - 1)));
	const all: PointSeries[] = [...groups].flatMap(([key, points]) =>
		kept.has(key) ? { key, name: '', color: '', points } : [],
	);
	if (!isAll && others !== undefined) {
		const rest = [...groups].flatMap(([key, points]) => (kept.has(key) ? [] : points));
		all.push({ key: '', name: others, color: theme.muted, points: rest });
	}
	const series = all.map((each, index) => ({
		...each,
		name: each.name || (spec?.names?.[each.key] ?? each.key),
		color: each.color || colorOf(each.key, index, input),
	}));
	return {
		columns,
		series: series.filter(({ key }) => !hidden?.has(key)),
		entries: series.map(({ key, name, color }) => ({ key, name, color })),
		notes:
			isAll || others !== undefined
				? []
				: [say(theme.locale, 'the {shown} most frequent of {total} series', { shown: most, total: groups.size })],
	};
}
