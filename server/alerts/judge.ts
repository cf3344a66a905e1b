/** Whether what was seen is bad, good, or in between, and why in words. Pure; how long it lasts is the state machine's matter. */
import { robustScore } from './anomaly.ts';
import type { AlertDeclaration, Condition, Operator } from './declaration.ts';
import type { Observation } from './observe.ts';
import { elapsedWords, numberWords } from './words.ts';

export interface Verdict {
	/** between: not bad any more, and not good yet (hysteresis). unknown: says nothing either way. */
	readonly is: 'bad' | 'good' | 'between' | 'unknown';
	readonly reason: string;
}

export interface Past {
	/** The values before this one, the oldest first; a result without one has null. */
	readonly values: readonly { readonly at: number; readonly value: number | null }[];
	/** How many runs in a row have failed, this one among them. */
	readonly failures: number;
	/** Since when there was no value, this result among them; ms. */
	readonly emptySince: number | undefined;
}

export interface Seen {
	readonly observation: Observation;
	/** When the run ended; ms. */
	readonly at: number;
	readonly past: Past;
}

export type Of<Kind extends Condition['kind']> = Extract<Condition, { readonly kind: Kind }>;

/** An anomaly is over once its score is below this share of the sensitivity: at its edge it would come and go. */
const RECOVERED_SHARE = 0.75;
/** Fewer results than this say nothing of what is usual. */
const LEAST_HISTORY = 10;

const unknown = (reason: string): Verdict => ({ is: 'unknown', reason });

export function judge({ condition, column, rows }: AlertDeclaration, seen: Seen): Verdict {
	if (condition.kind === 'failed') return judgeFailures(condition, seen);
	if (condition.kind === 'no-data') return judgeData(condition, seen);
	const { observation, at, past } = seen;
	if (observation.kind === 'failed') return unknown(`The query has failed: ${observation.message}`);
	if (observation.kind === 'unfit') return unknown(observation.message);
	if (observation.kind === 'gone') return unknown('The result was gone before it could be looked at.');
	if (observation.kind === 'empty') return unknown('The result has no value.');
	const { value } = observation;
	const what = column === undefined ? 'The value' : `"${column}"`;
	if (condition.kind === 'threshold') return judgeThreshold(condition, value, nameOf(what, rows));
	if (condition.kind === 'change') return judgeChange(condition, value, { what, at, past });
	return judgeAnomaly(condition, value, { what, past });
}

/** Of many rows, the deciding one is told. */
const nameOf = (what: string, rows: AlertDeclaration['rows']): string => {
	if (rows === 'any') return `${what} of the deciding row`;
	return rows === 'all' ? `${what} of the row nearest to the limit` : what;
};

export function holds(value: number, op: Operator, limit: number): boolean {
	switch (op) {
		case '>':
			return value > limit;
		case '>=':
			return value >= limit;
		case '<':
			return value < limit;
		case '<=':
			return value <= limit;
		case '=':
			return value === limit;
		case '!=':
			return value !== limit;
	}
}

const OPERATOR_WORDS = {
	'>': 'above',
	'>=': 'at or above',
	'<': 'below',
	'<=': 'at or below',
	'=': 'equal to',
	'!=': 'other than',
} as const satisfies Record<Operator, string>;

/** As `above 10`. */
export const limitWords = (op: Operator, limit: number): string => `${OPERATOR_WORDS[op]} ${numberWords(limit)}`;

function judgeThreshold({ op, value: limit, clear = limit }: Of<'threshold'>, value: number, what: string): Verdict {
	const said = `${what} is ${numberWords(value)}`;
	if (holds(value, op, limit)) return { is: 'bad', reason: `${said}, ${limitWords(op, limit)}.` };
	if (clear === limit) return { is: 'good', reason: `${said}, not ${limitWords(op, limit)}.` };
	// The way back ends where it is no longer beyond `clear`; for `>=` and `<=` as well as for `>` and `<`.
	const isBack = op.startsWith('>') ? value <= clear : value >= clear;
	if (isBack)
		return {
			is: 'good',
			reason: `${said}, back ${op.startsWith('>') ? 'to or below' : 'to or above'} ${numberWords(clear)}.`,
		};
	return {
		is: 'between',
		reason: `${said}, between ${numberWords(limit)} and ${numberWords(clear)}, where it recovers.`,
	};
}

interface Compared {
	readonly what: string;
	readonly at: number;
	readonly past: Past;
}

/** The value that a change is measured against; undefined: there is none yet. */
export function earlierOf({ over }: Of<'change'>, { at, past }: Pick<Compared, 'at' | 'past'>): number | undefined {
	const known = past.values.filter((each): each is { at: number; value: number } => each.value !== null);
	if ('results' in over) return known.at(-over.results)?.value;
	return known.findLast((each) => each.at <= at - over.ms)?.value;
}

function judgeChange(condition: Of<'change'>, value: number, compared: Compared): Verdict {
	const { by, direction, value: limit, clear = limit, over } = condition;
	const base = earlierOf(condition, compared);
	const since =
		'results' in over
			? over.results === 1
				? 'the result before'
				: `${over.results} results before`
			: `${elapsedWords(over.ms)} before`;
	if (base === undefined) return unknown(`There is no value of ${since} to compare with yet.`);
	const difference = value - base;
	if (by === 'percent' && base === 0 && difference !== 0)
		return unknown(`It was 0 ${since}, of which there is no percentage.`);
	const change = by === 'absolute' || difference === 0 ? difference : (difference / Math.abs(base)) * 100;
	const size = direction === 'up' ? change : direction === 'down' ? -change : Math.abs(change);
	const unit = by === 'percent' ? ' %' : '';
	const way = change < 0 ? 'fallen' : 'risen';
	const moved = change === 0 ? 'has not changed' : `has ${way} by ${numberWords(Math.abs(change))}${unit}`;
	const reason = `${compared.what} ${moved} since ${since}: from ${numberWords(base)} to ${numberWords(value)}.`;
	if (size >= limit) return { is: 'bad', reason };
	return { is: size < clear ? 'good' : 'between', reason };
}

/** The values from which what is usual is learnt, and how many are needed. */
export function historyOf(history: number, { values }: Past) {
	const known = values.map((each) => each.value).filter((each) => each !== null);
	return { before: known.slice(-history), least: Math.max(LEAST_HISTORY, Math.ceil(history / 2)) };
}

function judgeAnomaly(
	{ sensitivity, history }: Of<'anomaly'>,
	value: number,
	{ what, past }: Pick<Compared, 'what' | 'past'>,
): Verdict {
	const { before, least } = historyOf(history, past);
	if (before.length < least)
		return unknown(`${before.length} of the ${least} values are there from which what is usual is learnt.`);
	const score = robustScore(value, before);
	const far = Number.isFinite(score) ? `${numberWords(Math.abs(score))} robust deviations` : 'off';
	const reason = `${what} is ${numberWords(value)}, ${far} ${score < 0 ? 'below' : 'above'} the median of the last ${before.length} results.`;
	if (Math.abs(score) >= sensitivity) return { is: 'bad', reason };
	const usual =
		score === 0 ? `${what} is ${numberWords(value)}, the median of the last ${before.length} results.` : reason;
	return { is: Math.abs(score) < sensitivity * RECOVERED_SHARE ? 'good' : 'between', reason: usual };
}

function judgeFailures({ times }: Of<'failed'>, { observation, past }: Seen): Verdict {
	if (observation.kind !== 'failed') return { is: 'good', reason: 'The query has succeeded.' };
	const count = past.failures === 1 ? 'The query has failed' : `The query has failed ${past.failures} times in a row`;
	return { is: past.failures >= times ? 'bad' : 'between', reason: `${count}: ${observation.message}` };
}

function judgeData({ forMs }: Of<'no-data'>, { observation, at, past }: Seen): Verdict {
	if (observation.kind === 'value') return { is: 'good', reason: 'There is data.' };
	if (observation.kind === 'gone') return unknown('The result was gone before it could be looked at.');
	if (observation.kind === 'unfit') return unknown(observation.message);
	const why =
		observation.kind === 'failed'
			? `the query has failed: ${observation.message}`
			: 'the result has no rows with a value.';
	if (forMs === undefined) {
		return observation.kind === 'empty'
			? { is: 'bad', reason: `There is no data: ${why}` }
			: unknown(`The query has failed: ${observation.message}`);
	}
	const lasted = at - (past.emptySince ?? at);
	return { is: lasted >= forMs ? 'bad' : 'between', reason: `There was no data for ${elapsedWords(lasted)}: ${why}` };
}
