import type { Table } from '../protocol.ts';
import { choose, type Reason } from './choose.ts';

const WORDS: Readonly<Record<Reason, string>> = {
	labels: 'no column of numbers',
	manyTimes: 'more than one column of times',
	manyLabels: 'more than one column of names',
	lines: 'times, numbers, and names for a line each',
	times: 'times and numbers',
	names: 'names and numbers',
	row: 'one row',
	one: 'one row of numbers',
	figures: 'nothing but numbers',
};

/** Says why a chart is drawn as it is where nobody has said how: `drawn as a line: times and numbers`. */
export function explanation(table: Table): string {
	const { type, why } = choose(table);
	return `drawn as a ${type}: ${WORDS[why]}`;
}
