import type { Table } from '../protocol.ts';
import { say } from '../texts/say.ts';
import { choose, type Reason } from './choose.ts';

export { familyTexts } from '../texts/families.ts';

const WORDS = {
	labels: 'no column of numbers',
	manyTimes: 'more than one column of times',
	manyLabels: 'more than one column of names',
	lines: 'times, numbers, and names for a line each',
	times: 'times and numbers',
	names: 'names and numbers',
	row: 'one row',
	one: 'one row of numbers',
	figures: 'nothing but numbers',
} as const satisfies Readonly<Record<Reason, string>>;

const DRAWN = {
	table: 'drawn as a table: {why}',
	line: 'drawn as a line: {why}',
	column: 'drawn as a column: {why}',
	number: 'drawn as a number: {why}',
} as const;

/** Says why a chart is drawn as it is where nobody has said how: `drawn as a line: times and numbers`. */
export function explanation(table: Table, locale?: string): string {
	const { type, why } = choose(table);
	return say(locale, DRAWN[type], { why: say(locale, WORDS[why]) });
}
