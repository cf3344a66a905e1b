import { isTime } from '../drawing/choose.ts';
import { numberOf } from '../drawing/format.ts';
import { MAX_CATEGORIES, orderOf } from '../drawing/shape-axis.ts';
import { rolesOf } from '../drawing/shape-roles.ts';
import type { Cell, ColumnType } from '../protocol.ts';
import { say } from '../texts/say.ts';
import { columnAt, indexOf, missingNote, type NamedColumn, numbersOf } from './columns.ts';
import type { FamilyInput } from './family.ts';
import { categoryFormat } from './matrix.ts';

export const PRICES = ['open', 'high', 'low', 'close'] as const;
export type Price = (typeof PRICES)[number];

/** One day, or whatever a row stands for. */
export interface Candle extends Readonly<Record<Price, number>> {
	readonly row: number;
	readonly cell: Cell;
	readonly text: string;
	/** It closes no lower than it opens. */
	readonly rises: boolean;
}

export interface Candles {
	readonly xName: string;
	/** Of the column of times, or of whatever the candles are by. */
	readonly xType: ColumnType;
	readonly isOrdered: boolean;
	readonly candles: readonly Candle[];
	readonly columns: Readonly<Record<Price, NamedColumn | undefined>>;
	readonly notes: readonly string[];
}

/** The column of a price: the author's, or the one of its name, however it is written. */
function priceColumn(price: Price, input: FamilyInput): NamedColumn | undefined {
	const { table, spec } = input;
	const own = spec?.candlestick?.[price];
	const numbers = numbersOf(table);
	if (own !== undefined)
		return columnAt(
			input,
			numbers.find((index) => index === indexOf(table, own)),
		);
	return columnAt(
		input,
		numbers.find((index) => table.columns[index]?.name.toLowerCase() === price),
	);
}

function columnsOf(input: FamilyInput): Candles['columns'] {
	const [open, high, low, close] = PRICES.map((price) => priceColumn(price, input));
	return { open, high, low, close };
}

/** Which columns there must be and are not, with what an author can do about it. */
function lackingNotes(columns: Candles['columns'], input: FamilyInput): string[] {
	const { spec, theme } = input;
	const lacking = PRICES.filter((price) => columns[price] === undefined);
	const named = lacking.flatMap((price) => spec?.candlestick?.[price] ?? []);
	const unnamed = lacking.filter((price) => spec?.candlestick?.[price] === undefined);
	const names = unnamed.map((price) => `“${price}”`).join(', ');
	return [
		...missingNote(input, [spec?.x, ...named]),
		...(unnamed.length > 0
			? [say(theme.locale, 'there is no column of numbers called {names}: name it in “candlestick”', { names })]
			: []),
	];
}

/** The rows that have all four prices, in the order of their times: days without a row take no room. */
export function candlesOf(input: FamilyInput): Candles {
	const { table, spec } = input;
	const columns = columnsOf(input);
	const { x } = rolesOf(table, spec);
	const cells = table.data[x] ?? [];
	const column = table.columns[x] ?? { name: '', type: 'other' as const };
	const write = categoryFormat(column, cells, input);
	const all = orderOf(cells, isTime(column.type)).flatMap((row): Omit<Candle, 'text'>[] => {
		const [open, high, low, close] = PRICES.map((price) => numberOf(columns[price]?.cells[row]));
		if (open == null || high == null || low == null || close == null) return [];
		const cell = cells[row] ?? null;
		return [{ row, cell, open, high, low, close, rises: close >= open }];
	});
	const candles = all.slice(-MAX_CATEGORIES).map((candle) => ({ ...candle, text: write(candle.cell) }));
	const lacking = lackingNotes(columns, input);
	const out = table.rows - all.length;
	const { locale } = input.theme;
	return {
		xName: spec?.names?.[column.name] ?? column.name,
		xType: column.type,
		isOrdered: isTime(column.type),
		candles,
		columns,
		notes: [
			...(lacking.length === 0 && out > 0
				? [say(locale, '{count:# row|# rows} without all four prices', { count: out })]
				: []),
			...(all.length > candles.length
				? [say(locale, 'last {shown} of {all} candles', { shown: MAX_CATEGORIES, all: all.length })]
				: []),
			...lacking,
		],
	};
}
