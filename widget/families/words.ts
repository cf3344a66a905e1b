import { say } from '../texts/say.ts';
import type { TipContent } from './family.ts';
import type { Matrix, MatrixSeries } from './matrix.ts';

const NAMED_SERIES = 3;

/** How a mark is told of: alone, beside others of its step that were told before. */
interface Hearing {
	readonly alone?: boolean;
	readonly locale?: string | undefined;
}

/** What a screen reader hears where the eye sees the card; of a mark alone only its own row. */
export function spoken({ title, rows }: TipContent, { alone = false, locale }: Hearing = {}): string {
	const own = rows.filter((row) => row.own);
	const told = (alone && own.length > 0 ? own : rows).map(({ name, value }) => `${name} ${value}`.trim());
	return `${title}: ${told.join(', ') || say(locale, 'no value')}`;
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

function rangeOf({ values, name, text }: MatrixSeries, { categories, series, locale }: Matrix): string[] {
	const range = extremesOf(values);
	if (range === undefined) return [];
	const [least, most] = [text(values[range.least] ?? 0), text(values[range.most] ?? 0)];
	const [first, last] = [categories[range.most]?.text ?? '', categories[range.least]?.text ?? ''];
	if (series.length > 1) return [say(locale, '{name} is between {least} and {most}.', { name, least, most })];
	return range.least === range.most
		? [say(locale, '{first} has {most}.', { first, most })]
		: [say(locale, '{first} has the most, {most}; {last} the least, {least}.', { first, most, last, least })];
}

/** What a picture of categories shows, in sentences. `kind`: such as `Bar chart`. */
export function summaryOf(kind: string, matrix: Matrix): string {
	const { series, categories, xName, locale } = matrix;
	const names = series.map(({ name }) => name);
	const what = names.length <= NAMED_SERIES ? names.join(', ') : say(locale, '{total} series', { total: names.length });
	const ranges = series.slice(0, NAMED_SERIES).flatMap((each) => rangeOf(each, matrix));
	const told = { kind, what: what || say(locale, 'nothing'), x: xName, count: categories.length };
	return [
		say(locale, '{kind} of {what} by {x}, {count:# category|# categories}.', told),
		...(ranges.length > 0 ? ranges : [say(locale, 'There are no values.')]),
	].join(' ');
}
