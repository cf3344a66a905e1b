/** What a picture shows, in sentences that are true of its values: for a screen reader, in place of the canvas. Pure. */
import type { DrawingType } from './drawing.ts';
import { type Findings, findingsOf, type Place, type Trend } from './findings.ts';
import type { Shape, Values } from './shape.ts';

/** More series than this are counted: who wants them all finds them in the table. */
const NAMED_SERIES = 3;

const TRENDS: Readonly<Record<Trend, string>> = {
	rising: 'is rising',
	falling: 'is falling',
	steady: 'is steady',
	constant: 'does not change',
	unclear: 'has no clear trend',
};

/** One series of values, and how its values and places are written. */
export interface Told {
	readonly name: string;
	readonly values: Values;
	readonly valueText: (value: number) => string;
	readonly placeText: (index: number) => string;
}

/** What is said where there is nothing to compare: no value, one, or one and the same. */
function plainWords({ name, valueText, placeText }: Told, { count, last }: Findings): string {
	if (count === 1) return `${name} is ${valueText(last.value)} (${placeText(last.index)})`;
	return `${name} is ${valueText(last.value)} throughout`;
}

const missingWords = (values: Values, count: number): string =>
	count < values.length ? `, ${values.length - count} of ${values.length} missing` : '';

/** A series along an axis of times or numbers: its trend, its extremes, its last value. */
export function trendWords(told: Told): string {
	const { name, values, valueText, placeText } = told;
	const found = findingsOf(values);
	if (found === undefined) return `${name} has no values`;
	const { low, high, last, trend, count } = found;
	const missing = missingWords(values, count);
	if (trend === 'constant') return plainWords(told, found) + missing;
	const at = ({ index, value }: Place): string => `${valueText(value)} (${placeText(index)})`;
	return `${name} ${TRENDS[trend]}: lowest ${at(low)}, highest ${at(high)}, last ${at(last)}${missing}`;
}

/**
 * Values by category: the largest and the smallest; with `shareText` also what part of the whole they are, for pictures
 * that show parts of a whole.
 */
export function rankWords(told: Told, shareText?: (share: number) => string): string {
	const { name, values, valueText, placeText } = told;
	const found = findingsOf(values);
	if (found === undefined) return `${name} has no values`;
	const { low, high, trend, count } = found;
	const missing = missingWords(values, count);
	if (trend === 'constant') return plainWords(told, found) + missing;
	const whole = values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
	const isWhole = low.value >= 0 && whole > 0 && Number.isFinite(whole);
	const at = ({ index, value }: Place): string =>
		`${placeText(index)} (${valueText(value)}${shareText && isWhole ? `, ${shareText(value / whole)}` : ''})`;
	return `${name}: largest ${at(high)}, smallest ${at(low)}${missing}`;
}

/** `Line chart of total by day, 40 points from Jan 1, 2024 to Feb 9, 2024. total is rising: …` */
export function summaryOf(shape: Shape, type: DrawingType): string {
	const { names, series, total, textual, xText } = shape;
	const count = shape.x.length;
	const kind = `${type.charAt(0).toUpperCase()}${type.slice(1)}${type === 'sparkline' ? '' : ' chart'}`;
	const what = names.length <= NAMED_SERIES ? names.join(', ') : `${total} series`;
	const span = count > 1 && !textual ? ` from ${xText(0)} to ${xText(count - 1)}` : '';
	const point = textual ? (count === 1 ? 'category' : 'categories') : count === 1 ? 'point' : 'points';
	const sentences = series.slice(0, NAMED_SERIES).map((values, index) => {
		const name = names[index] ?? '';
		const told = { name, values, valueText: (value: number) => shape.valueText(index, value), placeText: xText };
		return `${textual ? rankWords(told) : trendWords(told)}.`;
	});
	if (total > NAMED_SERIES) sentences.push(`The other ${total - NAMED_SERIES} are in the table.`);
	return [`${kind} of ${what} by ${shape.xName}, ${count} ${point}${span}.`, ...sentences].join(' ');
}
