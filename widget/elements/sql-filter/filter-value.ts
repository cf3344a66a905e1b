/** What the text of a filter means: the value of a parameter, nothing, or something that cannot be one. Pure. */
import type { ParamValue } from '../../protocol.ts';

type Problem = '' | 'This is not a number.' | 'A day is written like 2026-01-31.' | 'The first day is after the last.';

export const FILTER_TYPES = ['choice', 'date-range', 'number', 'search'] as const;
export type FilterType = (typeof FILTER_TYPES)[number];

const DAY = /^\d{4}-\d\d-\d\d$/;

/** Both days of `2026-01-01/2026-01-31`; either may be empty. */
export function daysOf(value: string): readonly [from: string, to: string] {
	const [from = '', to = ''] = value.split('/');
	return [from, to];
}

/** What is wrong with a text, in words for who has written it; '': nothing. */
export function problemOf(type: string, value: string): Problem {
	if (type === 'number' && value !== '' && !Number.isFinite(Number(value))) return 'This is not a number.';
	if (type !== 'date-range' || value === '') return '';
	const [from, to] = daysOf(value);
	if ([from, to].some((day) => day !== '' && !DAY.test(day))) return 'A day is written like 2026-01-31.';
	return from && to && from > to ? 'The first day is after the last.' : '';
}

/** The value that charts get; undefined: none. */
export function chosenOf(type: string, value: string): ParamValue | undefined {
	const isEmpty = value.trim() === '' || (type === 'date-range' && daysOf(value).every((day) => day === ''));
	if (isEmpty || problemOf(type, value) !== '') return undefined;
	return type === 'number' ? Number(value) : value;
}

/** A choice: what charts get, and what the viewer reads. */
export type FilterOption = readonly [value: string, label: string];

/** What `options` may hold: texts, pairs of a value and its label, or a text with commas between the values. */
export type FilterOptions = readonly (string | number | readonly [string | number, string])[] | string;

export function optionsOf(options: FilterOptions | undefined): readonly FilterOption[] {
	const list = typeof options === 'string' ? options.split(',').map((each) => each.trim()) : (options ?? []);
	const pairs = list.map((each): FilterOption => {
		if (typeof each !== 'object') return [String(each), String(each)];
		return [String(each[0]), String(each[1])];
	});
	return pairs.filter(([value]) => value !== '');
}
