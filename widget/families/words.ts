import type { TipContent } from './family.ts';
import type { Matrix, MatrixSeries } from './matrix.ts';

const NAMED_SERIES = 3;

export const countOf = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** What a screen reader hears where the eye sees the card; of a mark alone only its own row. */
export function spoken({ title, rows }: TipContent, alone = false): string {
	const own = rows.filter((row) => row.own);
	const told = (alone && own.length > 0 ? own : rows).map(({ name, value }) => `${name} ${value}`.trim());
	return `${title}: ${told.join(', ') || 'no value'}`;
}

interface Extremes {
	readonly least: number;
	readonly most: number;
}

/** The places of the least and of the largest value. */
export function extremesOf(values: readonly (number | null | undefined)[]): Extremes | undefined {
	let found: Extremes | undefined;
	values.forEach((value, at) => {
		if (value === null || value === undefined) return;
		const { least = at, most = at } = found ?? {};
		found = { least: value < (values[least] ?? 0) ? at : least, most: value > (values[most] ?? 0) ? at : most };
	});
	return found;
}

function rangeOf({ values, name, text }: MatrixSeries, { categories, series }: Matrix): string[] {
	const range = extremesOf(values);
	if (range === undefined) return [];
	const [least, most] = [text(values[range.least] ?? 0), text(values[range.most] ?? 0)];
	const [first, last] = [categories[range.most]?.text ?? '', categories[range.least]?.text ?? ''];
	if (series.length > 1) return [`${name} is between ${least} and ${most}.`];
	return range.least === range.most
		? [`${first} has ${most}.`]
		: [`${first} has the most, ${most}; ${last} the least, ${least}.`];
}

/** What a picture of categories shows, in sentences. `kind`: such as `Bar chart`. */
export function summaryOf(kind: string, matrix: Matrix): string {
	const { series, categories, xName } = matrix;
	const names = series.map(({ name }) => name);
	const what = names.length <= NAMED_SERIES ? names.join(', ') : `${names.length} series`;
	const ranges = series.slice(0, NAMED_SERIES).flatMap((each) => rangeOf(each, matrix));
	const counted = countOf(categories.length, 'category', 'categories');
	return [
		`${kind} of ${what || 'nothing'} by ${xName}, ${counted}.`,
		...(ranges.length > 0 ? ranges : ['There are no values.']),
	].join(' ');
}
