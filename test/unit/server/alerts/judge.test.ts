/** Conditions of alerts: what is bad, what is good again, and the words that say why. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { robustScore } from '../../../../server/alerts/anomaly.ts';
import { type AlertDeclaration, alertSchema, type GivenAlert } from '../../../../server/alerts/declaration.ts';
import { holds, judge } from '../../../../server/alerts/judge.ts';
import { type Observation, observe } from '../../../../server/alerts/observe.ts';
import { simulate } from '../../../../server/alerts/simulate.ts';
import { spacingOf } from '../../../../server/alerts/tally.ts';
import type { Cell, Column, Table } from '../../../../widget/protocol.ts';

type Input = Partial<Omit<GivenAlert, 'condition'>> & { condition: object };

const declared = (more: Input): AlertDeclaration => ({
	...alertSchema.parse({ chart: 'errors', everyMs: 60_000, ...more }),
	channels: [],
});
const problemsOf = (more: object): string =>
	(alertSchema.safeParse({ chart: 'errors', everyMs: 60_000, ...more }).error?.issues ?? [])
		.map(({ path, message }) => `${path.join('.')}: ${message}`)
		.join('; ');

const table = (columns: readonly Column[], data: readonly (readonly Cell[])[], truncated = false): Table => ({
	columns,
	data,
	rows: data[0]?.length ?? 0,
	truncated,
});
const numbers = (...cells: Cell[]) =>
	table(
		[
			{ name: 'day', type: 'text' },
			{ name: 'n', type: 'decimal' },
		],
		[cells.map(String), cells],
	);
const value = (number: number): Observation => ({ kind: 'value', value: number });
const failed: Observation = { kind: 'failed', code: 'sql_error', message: 'relation "x" does not exist' };
/** One a minute. */
const run = (declaration: AlertDeclaration, observations: readonly Observation[]) =>
	simulate(
		declaration,
		observations.map((observation, index) => ({ at: index * 60_000, observation })),
	);
const verdicts = (declaration: AlertDeclaration, observations: readonly Observation[]) =>
	run(declaration, observations).points.map(({ is }) => is);

describe('what is seen of a result', () => {
	const above = { condition: { kind: 'threshold', op: '>', value: 5 } };

	test('is the last or first row of the column, or of the rows the one that decides', () => {
		const see = (more: Partial<Input>) => observe(numbers(1, '9', 4), declared({ ...above, ...more }));
		assert.deepEqual(see({}), value(4));
		assert.deepEqual(see({ rows: 'first' }), value(1));
		assert.deepEqual(see({ rows: 'any' }), value(9));
		assert.deepEqual(see({ rows: 'all' }), value(1));
		assert.deepEqual(see({ rows: 'any', condition: { kind: 'threshold', op: '<', value: 5 } }), value(1));
		assert.deepEqual(see({ rows: 'all', condition: { kind: 'threshold', op: '!=', value: 9 } }), value(9));
	});

	test('decides for any and all rows as a look at each row would', () => {
		const op = fc.constantFrom('>', '>=', '<', '<=', '=', '!=');
		const cells = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 6 });
		fc.assert(
			fc.property(
				op,
				cells,
				fc.integer({ min: -3, max: 3 }),
				fc.constantFrom('any', 'all'),
				(each, given, limit, rows) => {
					const alert = declared({ condition: { kind: 'threshold', op: each, value: limit }, rows: rows as 'any' });
					const is = judge(alert, {
						observation: observe(numbers(...given), alert),
						at: 0,
						past: { values: [], failures: 0, emptySince: undefined },
					}).is;
					const test1 = (cell: number) => holds(cell, each as '>', limit);
					assert.equal(is === 'bad', rows === 'any' ? given.some(test1) : given.every(test1));
				},
			),
		);
	});

	test('is no value where there is no row or only nulls, and unfit where the declaration does not fit', () => {
		assert.deepEqual(observe(numbers(), declared(above)), { kind: 'empty' });
		assert.deepEqual(observe(numbers(3, null), declared(above)), { kind: 'empty' });
		assert.deepEqual(observe(numbers(null, 7), declared({ ...above, rows: 'any' })), value(7));
		const messageOf = (seen: Observation) => ('message' in seen ? seen.message : seen.kind);
		assert.match(
			messageOf(observe(numbers(1), declared({ ...above, column: 'm' }))),
			/no column "m"; it has "day", "n"/,
		);
		assert.match(messageOf(observe(numbers(1), declared({ ...above, column: 'day' }))), /holds no numbers but text/);
		const words = table([{ name: 'day', type: 'text' }], [['mon']]);
		assert.match(messageOf(observe(words, declared(above))), /no column of numbers/);
		assert.match(messageOf(observe({ ...numbers(1), truncated: true }, declared(above))), /cut after 1 rows/);
	});
});

describe('a threshold', () => {
	test('with hysteresis is bad beyond it, good beyond where it clears, and neither in between', () => {
		const alert = declared({ condition: { kind: 'threshold', op: '>', value: 10, clear: 8 } });
		assert.deepEqual(verdicts(alert, [10, 10.1, 9, 8, 8.1].map(value)), [
			'between',
			'bad',
			'between',
			'good',
			'between',
		]);
		const below = declared({ condition: { kind: 'threshold', op: '<=', value: 10, clear: 12 } });
		assert.deepEqual(verdicts(below, [10, 11, 12].map(value)), ['bad', 'between', 'good']);
	});

	test('does not flap, however the value swings between it and where it clears', () => {
		const alert = declared({ condition: { kind: 'threshold', op: '>', value: 10, clear: 8 } });
		const swing = fc.array(fc.double({ min: 8.001, max: 30, noNaN: true }), { maxLength: 50 });
		fc.assert(
			fc.property(swing, (values) => {
				const { events } = run(alert, [11, ...values, 8].map(value));
				assert.deepEqual(
					events.map(({ kind }) => kind),
					['fired', 'recovered'],
				);
			}),
		);
	});

	test('says in words what the value is and which limit it has passed', () => {
		const alert = declared({ column: 'n', condition: { kind: 'threshold', op: '>', value: 1_000, clear: 900 } });
		const reasons = run(alert, [1_234.5, 950, 3].map(value)).points.map(({ reason }) => reason);
		assert.deepEqual(reasons, [
			'"n" is 1,234.5, above 1,000.',
			'"n" is 950, between 1,000 and 900, where it recovers.',
			'"n" is 3, back to or below 900.',
		]);
	});

	test('is left as it is by a query that fails or brings no value', () => {
		const alert = declared({ condition: { kind: 'threshold', op: '>', value: 1 } });
		const { events } = run(alert, [value(2), failed, { kind: 'empty' }, value(2), value(0)]);
		assert.deepEqual(
			events.map(({ kind, at }) => [kind, at]),
			[
				['fired', 0],
				['recovered', 240_000],
			],
		);
	});
});

describe('a change', () => {
	const change = (more: object) =>
		declared({ condition: { kind: 'change', by: 'percent', value: 20, over: { results: 1 }, ...more } });

	test('is measured against so many results before, and those without a value do not count', () => {
		assert.deepEqual(verdicts(change({}), [value(100), value(119), value(150), failed, value(100)]), [
			'unknown',
			'good',
			'bad',
			'unknown',
			'bad',
		]);
		assert.deepEqual(verdicts(change({ over: { results: 2 } }), [100, 119, 121].map(value)), [
			'unknown',
			'unknown',
			'bad',
		]);
	});

	test('is measured against the last value that is at least so old', () => {
		const alert = change({ over: { ms: 120_000 }, direction: 'down' });
		assert.deepEqual(verdicts(alert, [100, 90, 85, 70].map(value)), ['unknown', 'unknown', 'good', 'bad']);
		assert.match(
			run(alert, [100, 90, 70].map(value)).points[2]?.reason ?? '',
			/has fallen by 30 % since 2 minutes before: from 100 to 70\./,
		);
		assert.equal(spacingOf(alert), 240, 'as many values are kept as the time needs');
	});

	test('has a direction, may be absolute, and is no percentage of nothing', () => {
		assert.deepEqual(verdicts(change({ direction: 'up' }), [100, 50, 70].map(value)), ['unknown', 'good', 'bad']);
		assert.deepEqual(verdicts(change({ by: 'absolute', value: 5, clear: 3 }), [0, 4, -1, 0].map(value)), [
			'unknown',
			'between',
			'bad',
			'good',
		]);
		assert.deepEqual(verdicts(change({}), [0, 0, 3].map(value)), ['unknown', 'good', 'unknown']);
		assert.deepEqual(verdicts(change({}), [-100, -130].map(value)), ['unknown', 'bad']);
	});
});

describe('no data, and failures', () => {
	test('no data is a result without a value; with a time, nothing but that for so long, and be it for failures', () => {
		const empty: Observation = { kind: 'empty' };
		const now = declared({ condition: { kind: 'no-data' } });
		assert.deepEqual(verdicts(now, [value(1), empty, failed, value(3)]), ['good', 'bad', 'unknown', 'good']);
		const later = declared({ condition: { kind: 'no-data', forMs: 120_000 } });
		assert.deepEqual(verdicts(later, [empty, failed, empty, value(1), empty]), [
			'between',
			'between',
			'bad',
			'good',
			'between',
		]);
		assert.match(
			run(later, [empty, empty, failed]).points[2]?.reason ?? '',
			/no data for 2 minutes: the query has failed/,
		);
	});

	test('failures are counted in a row', () => {
		const alert = declared({ condition: { kind: 'failed', times: 2 } });
		assert.deepEqual(verdicts(alert, [failed, value(1), failed, failed, failed, value(1)]), [
			'between',
			'good',
			'between',
			'bad',
			'bad',
			'good',
		]);
		assert.match(run(alert, [failed, failed]).points[1]?.reason ?? '', /failed 2 times in a row: relation "x"/);
	});
});

describe('an anomaly', () => {
	const usual = [10, 11, 9, 10, 12, 8, 10, 11, 9, 10];

	test('is scored as by Iglewicz and Hoaglin, and a wild one among the past does not hide it', () => {
		// median 10, MAD 1: 0.6745 × 6
		assert.equal(Math.round(robustScore(16, usual) * 1e4) / 1e4, 4.047);
		assert.ok(robustScore(16, [...usual, 1e9]) > 3.5);
		assert.equal(robustScore(10, usual), 0);
	});

	test('where most values are equal is scored by their mean deviation, and where all are, any other is one', () => {
		// median 5, mean absolute deviation 0.5: 5 / (1.253314 × 0.5)
		const score = robustScore(10, [5, 5, 5, 5, 5, 5, 5, 5, 5, 10]);
		assert.equal(Math.round(score * 1e4) / 1e4, 7.9788);
		assert.equal(robustScore(4.9, [5, 5, 5]), Number.NEGATIVE_INFINITY);
	});

	test('is not looked for before there is a past, and is over below three quarters of its score', () => {
		const alert = declared({ condition: { kind: 'anomaly', history: 10 } });
		const is = verdicts(alert, [...usual, 16, 10, 14.4, 13].map(value));
		assert.deepEqual(is.slice(0, 10), Array(10).fill('unknown'));
		assert.deepEqual(is.slice(10, 12), ['bad', 'good']);
		const reason = run(alert, [...usual, 16].map(value)).points[10]?.reason;
		assert.equal(reason, 'The value is 16, 4.047 robust deviations above the median of the last 10 results.');
	});

	test('leaves a new level alone once it is usual', () => {
		const alert = declared({ condition: { kind: 'anomaly', history: 10 } });
		const { events } = run(alert, [...usual, ...Array<number>(12).fill(30)].map(value));
		assert.deepEqual(
			events.map(({ kind }) => kind),
			['fired', 'recovered'],
		);
	});
});

describe('a declaration', () => {
	const condition = { kind: 'threshold', op: '>', value: 1 };

	test('says what of it does not fit together', () => {
		assert.match(problemsOf({ condition: { ...condition, clear: 2 } }), /condition\.clear: must not be above "value"/);
		assert.match(
			problemsOf({ condition: { ...condition, op: '=', clear: 1 } }),
			/condition\.clear: goes with an order only/,
		);
		assert.match(problemsOf({ condition, cron: '0 8 * * *', timeZone: 'UTC' }), /everyMs: exactly one/);
		assert.match(problemsOf({ condition, everyMs: undefined, cron: '0 8 * * *' }), /timeZone: is needed with "cron"/);
		assert.match(
			problemsOf({ condition, everyMs: undefined, cron: '0 25 * * *', timeZone: 'UTC' }),
			/cron: is not right/,
		);
		assert.match(problemsOf({ condition: { kind: 'anomaly' }, rows: 'any' }), /rows: must be "last" or "first"/);
		assert.equal(problemsOf({ condition: { ...condition, clear: 0.5 } }), '');
	});
});
