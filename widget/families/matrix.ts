import type { ChartSpec, NumberFormat } from '../chart-spec.ts';
import { isNumber, isTime } from '../drawing/choose.ts';
import {
	axisTimeFormat,
	type CellFormat,
	cellFormat,
	numberOf,
	plainText,
	timeOf,
	timeText,
} from '../drawing/format.ts';
import { numbersBy } from '../drawing/intl.ts';
import { MAX_CATEGORIES, orderOf } from '../drawing/shape-axis.ts';
import { rolesOf } from '../drawing/shape-roles.ts';
import { filled, largest, MAX_SERIES, sharesOf, sumOf, type Values } from '../drawing/shape-series.ts';
import type { Cell, Column, ColumnType, Table } from '../protocol.ts';
import { say } from '../texts/say.ts';
import { colorOf } from './color.ts';
import { missingNote, typesOf } from './columns.ts';
import type { FamilyInput, LegendEntry } from './family.ts';

/** A result as categories by series, for whatever stands on an axis of categories. */
export interface Matrix {
	/** In which it is told of. */
	readonly locale: string | undefined;
	readonly xName: string;
	/** Of the column of the categories. */
	readonly xType: ColumnType;
	/** Categories are numbers or times. */
	readonly ordered: boolean;
	readonly categories: readonly Category[];
	/** Without those that are hidden. */
	readonly series: readonly MatrixSeries[];
	/** How the values are written on their axis. */
	readonly format: NumberFormat | undefined;
	/** All series, also the hidden ones. */
	readonly entries: readonly LegendEntry[];
	readonly notes: readonly string[];
	/** Equal for results of the same columns and series. */
	readonly key: string;
}

export interface Category {
	readonly cell: Cell;
	readonly text: string;
}

export interface MatrixSeries {
	readonly key: string;
	readonly name: string;
	/** The column of its values; undefined where it is a sum. */
	readonly column: string | undefined;
	readonly color: string;
	/** By category. `undefined`: no row has one. */
	readonly values: Values;
	/** The row that each value is from. */
	readonly rows: readonly (number | undefined)[];
	readonly text: (value: number) => string;
}

type Raw = Omit<MatrixSeries, 'color' | 'name'>;

interface Grid {
	readonly categories: readonly Category[];
	readonly series: readonly Raw[];
	/** What of it is less than the table holds. */
	readonly note?: { readonly shown: number; readonly all: number; readonly of: 'series' | 'categories' };
}

type Limits = NonNullable<ChartSpec['limit']>;

const EMPTY: Column = { name: '', type: 'other' };

/** How categories are written out in full. */
export function categoryFormat(column: Column, cells: readonly Cell[], { spec, theme }: FamilyInput): CellFormat {
	if (!isTime(column.type)) {
		const format = cellFormat(column, cells, theme.locale, spec?.formats?.[column.name]);
		return (cell) => spec?.names?.[plainText(cell)] ?? (format(cell) || say(theme.locale, 'none'));
	}
	const format = axisTimeFormat(cells.map(timeOf), theme.locale);
	return (cell) => (Number.isNaN(timeOf(cell)) ? say(theme.locale, 'none') : timeText(cell, format));
}

/** Every row, or with series every value of the column x, in its place. */
function placesOf(table: Table, x: number, distinct: boolean): { places: number[]; cells: Cell[] } {
	const all = table.data[x] ?? [];
	const known = new Map<string | number, number>();
	const cells: Cell[] = [];
	const places = new Array<number>(all.length);
	const type = table.columns[x]?.type ?? 'other';
	const order = orderOf(all, isTime(type));
	// Numbers that are met again in every series have an order of their own, such as hours.
	if (distinct && isNumber(type)) order.sort((a, b) => (numberOf(all[a]) ?? 0) - (numberOf(all[b]) ?? 0));
	for (const row of order) {
		const key = distinct ? plainText(all[row]) : row;
		const place = known.get(key) ?? known.size;
		known.set(key, place);
		cells[place] = all[row] ?? null;
		places[row] = place;
	}
	return { places, cells };
}

/** Where a series repeats a category, its last row counts. */
function gridOf(input: FamilyInput): Grid & { readonly x: Column } {
	const { table, spec, theme } = input;
	const { x, values, group } = rolesOf(table, spec);
	const { places, cells } = placesOf(table, x, group !== undefined);
	const column = table.columns[x] ?? EMPTY;
	const write = categoryFormat(column, cells, input);
	const found = new Map<string, Raw & { values: (number | null | undefined)[]; rows: (number | undefined)[] }>();
	for (const index of values) {
		const { name } = table.columns[index] ?? EMPTY;
		const data = table.data[index] ?? [];
		const format = cellFormat(table.columns[index] ?? EMPTY, data, theme.locale, spec?.formats?.[name]);
		places.forEach((place, row) => {
			const suffix = values.length > 1 ? ` · ${name}` : '';
			const key = group === undefined ? name : (plainText(table.data[group]?.[row]) || 'none') + suffix;
			const blank = () => new Array<undefined>(cells.length).fill(undefined);
			const series = found.get(key) ?? { key, column: name, values: blank(), rows: blank(), text: format };
			series.values[place] = numberOf(data[row]);
			series.rows[place] = row;
			found.set(key, series);
		});
	}
	return { x: column, categories: cells.map((cell) => ({ cell, text: write(cell) })), series: [...found.values()] };
}

const sumOfSeries = (series: readonly Raw[], key: string): Raw => {
	const values = sumOf(series.map((each) => each.values));
	return { key, column: undefined, values, rows: values.map(() => undefined), text: series[0]?.text ?? String };
};

/** The largest series, and the sum of the others where the author has a name for it. */
function fewSeries({ categories, series }: Grid, { series: most = 0, others }: Limits): Grid {
	if (series.length <= most) return { categories, series };
	const indexes = largest(
		series.map(({ values }) => values),
		others === undefined ? most : Math.max(1, most - 1),
	);
	const kept = series.filter((_, index) => indexes.includes(index));
	if (others === undefined)
		return { categories, series: kept, note: { shown: most, all: series.length, of: 'series' } };
	const rest = series.filter((_, index) => !indexes.includes(index));
	return { categories, series: [...kept, sumOfSeries(rest, '')] };
}

const limitText = ({ shown, all, of }: NonNullable<Grid['note']>, locale: string | undefined): string =>
	of === 'series'
		? say(locale, 'the {shown} largest of {total} series', { shown, total: all })
		: say(locale, 'the {shown} largest of {all} categories', { shown, all });

/** A grid with these categories, in this order. */
function picked({ categories, series }: Grid, order: readonly number[]): Grid {
	return {
		categories: order.flatMap((at) => categories[at] ?? []),
		series: series.map((each) => ({
			...each,
			values: order.map((at) => each.values[at]),
			rows: order.map((at) => each.rows[at]),
		})),
	};
}

/** Of one series, an author's limit is one of categories. */
function fewCategories(grid: Grid, { series: most, others }: Limits): Grid {
	const [only] = grid.series;
	const count = grid.categories.length;
	if (most === undefined || grid.series.length !== 1 || only === undefined || count <= most) return grid;
	const sizes = only.values.map((value) => [value]);
	const kept = largest(sizes, others === undefined ? most : Math.max(1, most - 1));
	const few = picked(grid, kept);
	if (others === undefined) return { ...few, note: { shown: most, all: count, of: 'categories' } };
	const rest = only.values.flatMap((value, at) => (kept.includes(at) ? [] : (value ?? [])));
	const sum = rest.length > 0 ? rest.reduce((total, value) => total + value, 0) : null;
	return {
		categories: [...few.categories, { cell: others, text: others }],
		series: few.series.map((each) => ({ ...each, values: [...each.values, sum], rows: [...each.rows, undefined] })),
	};
}

function sorted(grid: Grid, sort: ChartSpec['sort']): Grid {
	if (sort === undefined || sort === 'none') return grid;
	const sums = sumOf(grid.series.map(({ values }) => values));
	const order = grid.categories.map((_, at) => at);
	const sign = sort === 'ascending' ? 1 : -1;
	// What has no value comes last either way.
	const sizeOf = (at: number) => sums[at] ?? Number.POSITIVE_INFINITY * sign;
	return picked(
		grid,
		order.sort((a, b) => (sizeOf(a) === sizeOf(b) ? a - b : sign * (sizeOf(a) - sizeOf(b)))),
	);
}

/** Values as they are drawn: nulls as the author means them, and shares where shares are asked for. */
function drawnSeries(series: readonly MatrixSeries[], { spec, theme }: FamilyInput): readonly MatrixSeries[] {
	const values = filled(
		series.map((each) => each.values),
		spec?.nulls,
	);
	const isShare = spec?.stack === 'percent';
	const shown = isShare ? sharesOf(values) : values;
	const shares = numbersBy(theme.locale, { style: 'percent', maximumFractionDigits: 1 });
	return series.map((each, index) => ({
		...each,
		values: shown[index] ?? [],
		...(isShare ? { text: (value: number) => shares.format(value) } : {}),
	}));
}

/**
 * The categories and series of a result, limited, sorted, and without what the reader has switched off. `most`: so many
 * series are drawn unless the author says otherwise.
 */
export function matrixOf(input: FamilyInput, most = MAX_SERIES): Matrix {
	const { table, spec, hidden, theme } = input;
	const { locale } = theme;
	const { limit = {}, names: called = {}, formats = {} } = spec ?? {};
	const grid = gridOf(input);
	const few = fewSeries(grid, { series: most, ...limit });
	const fewer = fewCategories(few, limit);
	const whole = sorted(fewer, spec?.sort);
	const count = whole.categories.length;
	const cut = count > MAX_CATEGORIES ? picked(whole, [...whole.categories.keys()].slice(0, MAX_CATEGORIES)) : whole;
	const entries = cut.series.map(({ key }, index) => ({
		key,
		name: called[key] ?? (key || (limit.others ?? '')),
		color: colorOf(key, index, input),
	}));
	const shown = cut.series.flatMap((each, index) => {
		const { name = '', color = '' } = entries[index] ?? {};
		return hidden?.has(each.key) ? [] : { ...each, name, color };
	});
	const series = drawnSeries(shown, input);
	const limits = [few, fewer].flatMap(({ note }) => (note ? limitText(note, locale) : []));
	const first = say(locale, 'first {shown} of {all} categories', { shown: MAX_CATEGORIES, all: count });
	return {
		locale,
		xName: called[grid.x.name] ?? grid.x.name,
		xType: grid.x.type,
		ordered: isNumber(grid.x.type) || isTime(grid.x.type),
		categories: cut.categories,
		series,
		format: spec?.stack === 'percent' ? { style: 'percent' } : formats[few.series[0]?.column ?? ''],
		entries,
		notes: [
			...limits,
			...(count > MAX_CATEGORIES ? [first] : []),
			...missingNote(input, [spec?.x, spec?.series, ...(spec?.y ?? [])]),
		],
		key: `${typesOf(table)}|${series.map(({ key }) => key).join('|')}`,
	};
}
