/** What an alert watches for, in words. Pure. */
import type { AlertDeclaration } from './declaration.ts';
import { limitWords } from './judge.ts';
import { elapsedWords, numberWords } from './words.ts';

/** As `n above 50`. */
export function conditionWords({ condition, column }: Pick<AlertDeclaration, 'condition' | 'column'>): string {
	const what = column ?? 'value';
	switch (condition.kind) {
		case 'threshold':
			return `${what} ${limitWords(condition.op, condition.value)}`;
		case 'change': {
			const way = { up: 'a rise', down: 'a fall', either: 'a change' }[condition.direction];
			return `${way} of ${what} by ${numberWords(condition.value)}${condition.by === 'percent' ? ' %' : ''} or more`;
		}
		case 'no-data':
			return condition.forMs === undefined ? 'no data' : `no data for ${elapsedWords(condition.forMs)}`;
		case 'failed':
			return condition.times === 1 ? 'a failed query' : `${condition.times} failed queries in a row`;
		case 'anomaly':
			return `${what} ${numberWords(condition.sensitivity)} robust deviations or more from its median`;
	}
}
