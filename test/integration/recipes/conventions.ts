/** What recipes do at their edges, each in the smallest table that shows it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { brought, day } from './brought.ts';
import type { Rig } from './rig.ts';

/** One minute after the other of a day in January. */
const minute = (minutes: number): string => new Date(Date.UTC(2024, 0, 1, 12) + minutes * 60_000).toISOString();

export function conventionTests(rigOf: () => Rig): void {
	describe('at the edges', () => {
		// Quartiles 4.5 and 7.5, fences at 0 and 12.
		const FENCED = [0, 4, 5, 6, 7, 8, 14];

		test('a value on the fence of a box is no outlier, and the whisker reaches to it', async () => {
			const [row = {}] = await brought(rigOf(), 'box-plot', {
				'category:text': FENCED.map(() => 'a'),
				'value:integer': FENCED,
			});
			assert.deepEqual([row['low'], row['q1'], row['q3'], row['high'], row['outliers']], [0, 4.5, 7.5, 8, 1]);
			const upper = FENCED.map((value) => 12 - value);
			const [other = {}] = await brought(rigOf(), 'box-plot', {
				'category:text': FENCED.map(() => 'a'),
				'value:integer': upper,
			});
			assert.deepEqual([other['low'], other['high'], other['outliers']], [4, 12, 1]);
			const columns = {
				'category:text': FENCED.map(() => 'a'),
				'time:date': FENCED.map((_, at) => day(at)),
				'value:integer': FENCED,
			};
			const kinds = (await brought(rigOf(), 'outliers-iqr', columns)).map(({ kind }) => kind);
			assert.deepEqual(kinds, [...new Array<string>(6).fill('usual'), 'outlier']);
		});

		test('a value at the limit of a z-score is no outlier', async () => {
			// Of nine equal values and another one, that one is exactly 9 / √10 from the mean.
			const value = [...new Array<number>(9).fill(0), 10];
			const columns = { 'time:date': value.map((_, at) => day(at)), 'value:float8': value };
			const kindsAt = async (limit: number) =>
				(await brought(rigOf(), 'outliers-z-score', columns, { limit })).at(-1)?.['kind'];
			assert.equal(await kindsAt(2.847), 'usual');
			assert.equal(await kindsAt(2.846), 'outlier');
		});

		test('a pause of exactly the limit does not end a session, and a longer one does', async () => {
			const columns = {
				'user:integer': [1, 1, 1, 2],
				'time:timestamptz': [minute(0), minute(30), minute(60.01), minute(10)],
			};
			const [row = {}] = await brought(rigOf(), 'sessions', columns);
			assert.deepEqual([row['sessions'], row['visitors']], [3, 2]);
		});

		test('steps at one moment are in order, and a step before the one before it does not count', async () => {
			const columns = {
				'user:integer': [1, 1, 1, 2, 2],
				'time:timestamptz': [minute(0), minute(0), minute(0), minute(2), minute(1)],
				'event:text': ['c', 'a', 'b', 'a', 'b'],
			};
			const rows = await brought(rigOf(), 'funnel', columns, { steps: 'a>b > c' });
			assert.deepEqual(
				rows.map(({ name, visitors }) => [name, visitors]),
				[
					['a', 2],
					['b', 1],
					['c', 1],
				],
			);
		});

		test('who ends on the first of a month was there until the last, and a beginning after its end is left out', async () => {
			const columns = {
				'start:date': ['2024-01-10', '2024-01-20', '2024-02-01', '2024-03-05'],
				'end:date': ['2024-03-01', null, '2024-02-01', '2024-03-04'],
			};
			const rows = await brought(rigOf(), 'churn', columns);
			const seen = rows.map(({ active, joined, left_within, churn }) => [active, joined, left_within, churn]);
			assert.deepEqual(seen, [
				[0, 2, 0, null],
				[2, 1, 1, 0.5],
				[1, 0, 0, 0],
			]);
		});

		test('what holds when a period begins is counted in it, and what ends then is not', async () => {
			const columns = {
				'id:integer': [1, 1, 2],
				'time:timestamptz': ['2024-01-01T00:00:00Z', '2024-02-01T00:00:00Z', '2024-02-01T00:00:01Z'],
				'value:text': ['a', 'b', 'a'],
			};
			const rows = await brought(rigOf(), 'states-over-time', columns);
			assert.deepEqual(
				rows.map(({ value, number }) => [value, number]),
				[
					['a', 1],
					['b', 0],
					['a', 0],
					['b', 1],
				],
			);
		});

		test('of two notes of one moment the last by its text counts', async () => {
			const columns = { 'id:integer': [1, 1], 'time:date': [day(0), day(0)], 'value:text': ['a', 'b'] };
			assert.deepEqual(
				(await brought(rigOf(), 'scd2-history', columns)).map(({ value }) => value),
				['b'],
			);
		});

		test('growth from nothing has no share, and months between have 0', async () => {
			const columns = { 'time:date': ['2024-01-15', '2024-03-15'], 'value:numeric': ['0.10', '0.20'] };
			const rows = await brought(rigOf(), 'growth-month', columns);
			assert.deepEqual(
				rows.map(({ value, growth }) => [Number(value), growth]),
				[
					[0.1, null],
					[0, -1],
					[0.2, null],
				],
			);
		});

		test('the class of a Pareto chart changes behind the one that reaches the limit', async () => {
			const columns = { 'category:text': ['a', 'b', 'c', 'd'], 'value:integer': [80, 15, 4, 1] };
			const rows = await brought(rigOf(), 'pareto', columns);
			assert.deepEqual(
				rows.map((row) => row['class']),
				['A', 'B', 'C', 'C'],
			);
		});

		test('who has nothing is one of those who share', async () => {
			const rows = await brought(rigOf(), 'lorenz', { 'value:integer': [0, 0, 1, 1, -5] });
			assert.deepEqual(
				rows.map((row) => [row['population_share'], row['value_share']]),
				[
					[0, 0],
					[0.5, 0],
					[1, 1],
				],
			);
		});

		test('blank texts and nulls are told apart', async () => {
			const rows = await brought(rigOf(), 'data-quality-profile', {
				'a:text': [' ', '', null, 'x', null],
				'b:numeric': [1, 2, 2.5, 2, null],
			});
			const [a = {}, b = {}] = rows;
			assert.deepEqual([a['nulls'], a['blanks'], a['distinct_values'], a['commonest_times']], [2, 2, 3, 1]);
			assert.deepEqual([b['nulls'], b['commonest'], Number(b['least']), Number(b['largest'])], [1, '2', 1, 2.5]);
		});

		test('the night in which clocks are set back has its hour twice, and the one in which they are set forward lacks one', async () => {
			const hours = async (from: string, to: string) => {
				const columns = { 'time:timestamptz': [from, to], 'value:integer': [0, 5] };
				return (await brought(rigOf(), 'gap-filling', columns, { zone: 'Europe/Berlin' })).map(({ slot }) =>
					String(slot).slice(11, 22),
				);
			};
			const back = await hours('2024-10-27T00:00:00+02:00', '2024-10-27T04:00:00+01:00');
			assert.deepEqual(back, [
				'00:00:00+02',
				'01:00:00+02',
				'02:00:00+02',
				'02:00:00+01',
				'03:00:00+01',
				'04:00:00+01',
			]);
			const forward = await hours('2024-03-31T00:00:00+01:00', '2024-03-31T04:00:00+02:00');
			assert.deepEqual(forward, ['00:00:00+01', '01:00:00+01', '03:00:00+02', '04:00:00+02']);
		});

		test('the interval of a forecast from five periods is that of Student’s t with three degrees of freedom', async () => {
			const value = [3, 1, 4, 1, 5];
			const columns = { 'time:date': value.map((_, at) => `${2000 + at}-01-01`), 'value:float8': value };
			const rows = await brought(rigOf(), 'linear-forecast', columns, { horizon: 1 });
			// The line 0.4 x + 1.6 misses 9.2 in squares; the next x is 3 from the mean of x, whose squares come to 10.
			const deviation = Math.sqrt((11.2 / 3) * (1 + 1 / 5 + 9 / 10));
			const { line, high } = rows.at(-1) ?? {};
			assert.ok(Math.abs(Number(line) - 4) < 1e-12);
			const t = (Number(high) - Number(line)) / deviation;
			assert.ok(Math.abs(t / 3.182446 - 1) < 0.002, `${t}`);
		});
	});
}
