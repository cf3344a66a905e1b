/** Results for the families, of which a test can work out by itself what is where. */
import type { Cell, ColumnType, ResultEvent } from '../../../widget/protocol.ts';
import { day, result } from './support.ts';

type Columns = readonly (readonly [string, ColumnType])[];

const PRICES: Columns = [
	['day', 'date'],
	['open', 'number'],
	['high', 'number'],
	['low', 'number'],
	['close', 'number'],
];

/** One candle a day, from 0 to 40 days after the first of January and `from` more: it opens at 100 and its day, and closes 2 higher. */
export const candles = (count = 40, from = 0): ResultEvent =>
	result(
		PRICES,
		Array.from({ length: count }, (_, index) => {
			const open = 100 + from + index;
			return [day(from + index), open, open + 5, open - 5, open + 2];
		}),
	);

export const NAMED: Columns = [
	['city', 'text'],
	['people', 'number'],
];

/** So many cities: the one of number 3 has 13 people. */
export const cities = (count: number): ResultEvent =>
	result(
		NAMED,
		Array.from({ length: count }, (_, at) => [`city ${at}`, 10 + at]),
	);

export const NUMBERS: Columns = [
	['x', 'number'],
	['y', 'number'],
];

/** Points on a line: at 0, 5, 10 … 100 the half of it. */
export const points = (count = 21): ResultEvent =>
	result(
		NUMBERS,
		Array.from({ length: count }, (_, at) => [at * 5, at * 2.5]),
	);

export const rowsOf = (columns: Columns, rows: readonly (readonly Cell[])[]): ResultEvent => result(columns, rows);

/** Of each of so many days and three kinds the number day × 10 + kind. */
export const grid = (days: number): ResultEvent =>
	result(
		[
			['day', 'date'],
			['kind', 'text'],
			['n', 'number'],
		],
		Array.from({ length: days * 3 }, (_, at) => [
			day(Math.floor(at / 3)),
			`k${at % 3}`,
			Math.floor(at / 3) * 10 + (at % 3),
		]),
	);

/** The same rows as another result. */
export const again = (event: ResultEvent): ResultEvent => {
	const body = event.result;
	if (!('data' in body)) throw new Error('a result without rows');
	return { ...event, result: { ...body, hash: `${body.hash}-again` } };
};
