/** What a picture shows, in sentences that are true of its values: for a screen reader, in place of the canvas. Pure. */

import { say } from '../texts/say.ts';
import type { DrawingType } from './drawing.ts';
import { type Findings, findingsOf, type Place } from './findings.ts';
import type { Shape, Values } from './shape.ts';

/** More series than this are counted: who wants them all finds them in the table. */
const NAMED_SERIES = 3;

const TRENDS = {
	rising: 'is rising',
	falling: 'is falling',
	steady: 'is steady',
	unclear: 'has no clear trend',
} as const;

/** What is told of by `summaryOf`. */
const KINDS = {
	line: 'Line chart',
	area: 'Area chart',
	step: 'Step chart',
	column: 'Column chart',
	combination: 'Combination chart',
	sparkline: 'Sparkline',
} as const;

/** One series of values, and how its values and places are written. */
export interface Told {
	readonly name: string;
	readonly values: Values;
	readonly valueText: (value: number) => string;
	readonly placeText: (index: number) => string;
	readonly locale?: string | undefined;
}

/** What is said where there is nothing to compare: no value, one, or one and the same. */
function plainWords({ name, valueText, placeText, locale }: Told, { count, last }: Findings): string {
	const value = valueText(last.value);
	if (count !== 1) return say(locale, '{name} is {value} throughout', { name, value });
	return say(locale, '{name} is {value} ({place})', { name, value, place: placeText(last.index) });
}

const missingWords = ({ values, locale }: Told, count: number): string =>
	count < values.length
		? say(locale, ', {missing} of {all} missing', { missing: values.length - count, all: values.length })
		: '';

/** A series along an axis of times or numbers: its trend, its extremes, its last value. */
export function trendWords(told: Told): string {
	const { name, values, valueText, placeText, locale } = told;
	const found = findingsOf(values);
	if (found === undefined) return say(locale, '{name} has no values', { name });
	const { low, high, last, trend, count } = found;
	const missing = missingWords(told, count);
	if (trend === 'constant') return plainWords(told, found) + missing;
	const at = ({ index, value }: Place): string => `${valueText(value)} (${placeText(index)})`;
	const ends = { low: at(low), high: at(high), last: at(last) };
	const way = say(locale, TRENDS[trend]);
	return say(locale, '{name} {way}: lowest {low}, highest {high}, last {last}', { name, way, ...ends }) + missing;
}

/**
 * Values by category: the largest and the smallest; with `shareText` also what part of the whole they are, for pictures
 * that show parts of a whole.
 */
export function rankWords(told: Told, shareText?: (share: number) => string): string {
	const { name, values, valueText, placeText, locale } = told;
	const found = findingsOf(values);
	if (found === undefined) return say(locale, '{name} has no values', { name });
	const { low, high, trend, count } = found;
	const missing = missingWords(told, count);
	if (trend === 'constant') return plainWords(told, found) + missing;
	const whole = values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
	const isWhole = low.value >= 0 && whole > 0 && Number.isFinite(whole);
	const at = ({ index, value }: Place): string =>
		`${placeText(index)} (${valueText(value)}${shareText && isWhole ? `, ${shareText(value / whole)}` : ''})`;
	return say(locale, '{name}: largest {high}, smallest {low}', { name, high: at(high), low: at(low) }) + missing;
}

/** `Line chart of total by day, 40 points from Jan 1, 2024 to Feb 9, 2024.` */
function openingOf({ names, total, textual, xText, xName, x, locale }: Shape, type: DrawingType): string {
	const count = x.length;
	const told = {
		kind: say(locale, KINDS[type as keyof typeof KINDS] ?? 'Chart'),
		what: names.length <= NAMED_SERIES ? names.join(', ') : say(locale, '{total} series', { total }),
		x: xName,
		count,
	};
	if (textual) return say(locale, '{kind} of {what} by {x}, {count:# category|# categories}.', told);
	if (count < 2) return say(locale, '{kind} of {what} by {x}, {count:# point|# points}.', told);
	const span = { from: xText(0), to: xText(count - 1) };
	return say(locale, '{kind} of {what} by {x}, {count:# point|# points} from {from} to {to}.', { ...told, ...span });
}

/** `Line chart of total by day, 40 points from Jan 1, 2024 to Feb 9, 2024. total is rising: …` */
export function summaryOf(shape: Shape, type: DrawingType): string {
	const { names, series, total, textual, xText, locale } = shape;
	const sentences = series.slice(0, NAMED_SERIES).map((values, index) => {
		const name = names[index] ?? '';
		const valueText = (value: number): string => shape.valueText(index, value);
		const told = { name, values, valueText, placeText: xText, locale };
		return say(locale, '{sentence}.', { sentence: textual ? rankWords(told) : trendWords(told) });
	});
	const rest = total - NAMED_SERIES;
	if (rest > 0) sentences.push(say(locale, 'The other {count} are in the table.', { count: rest }));
	return [openingOf(shape, type), ...sentences].join(' ');
}
