/** Recipes against published data whose results are certified, and against closed forms. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { brought, day } from './brought.ts';
import type { Rig } from './rig.ts';

const numbersIn = (text: string): number[] => text.trim().split(/\s+/).map(Number);

/** NIST Statistical Reference Datasets, linear regression: Norris (36 observations), and Pontius (40, y = B0 + B1 x + B2 x²). */
const NORRIS = {
	x: numbersIn(`0.2 337.4 118.2 884.6 10.1 226.5 666.3 996.3 448.6 777.0 558.2 0.4 0.6 775.5 666.9 338.0 447.5 11.6
		556.0 228.1 995.8 887.6 120.2 0.3 0.3 556.8 339.1 887.2 999.0 779.0 11.1 118.3 229.2 669.1 448.9 0.5`),
	y: numbersIn(`0.1 338.8 118.1 888.0 9.2 228.1 668.5 998.5 449.1 778.9 559.2 0.3 0.1 778.1 668.8 339.3 448.9 10.8
		557.7 228.3 998.0 888.8 119.6 0.3 0.6 557.6 339.3 888.0 998.5 778.9 10.2 117.6 228.9 668.4 449.2 0.2`),
};
const PONTIUS_Y = numbersIn(`.11019 .21956 .32949 .43899 .54803 .65694 .76562 .87487 .98292 1.09146 1.20001 1.30822
	1.41599 1.52399 1.63194 1.73947 1.84646 1.95392 2.06128 2.16844 .11052 .22018 .32939 .43886 .54798 .65739 .76596
	.87474 .98300 1.09150 1.20004 1.30818 1.41613 1.52408 1.63159 1.73965 1.84696 1.95445 2.06177 2.16829`);

/** Weeks in remission of the 21 patients on 6-MP (Freireich et al. 1963); a star: still in it when last seen. */
const REMISSIONS = '6 6 6 6* 7 9* 10 10* 11* 13 16 17* 19* 20* 22 23 25* 32* 32* 34* 35*'.split(' ');

const close = (came: unknown, wanted: number, tolerance: number): void =>
	assert.ok(
		Math.abs(Number(came) - wanted) <= tolerance * Math.abs(wanted || 1),
		`${came} came, ${wanted} is certified`,
	);

export function certifiedTests(rigOf: () => Rig): void {
	describe('published results', () => {
		test('the line through Norris is the certified one', async () => {
			const [row = {}] = await brought(rigOf(), 'linear-regression', { 'x:float8': NORRIS.x, 'y:float8': NORRIS.y });
			close(row['intercept'], -0.262323073774029, 1e-11);
			close(row['slope'], 1.00211681802045, 1e-13);
			close(row['intercept_error'], 0.232818234301152, 1e-11);
			close(row['slope_error'], 0.429796848199937e-3, 1e-11);
			close(row['residual_deviation'], 0.884796396144373, 1e-11);
			close(row['r_squared'], 0.999993745883712, 1e-13);
		});

		test('the curve through Pontius is the certified one', async () => {
			const x = PONTIUS_Y.map((_, at) => 150_000 * ((at % 20) + 1));
			const columns = { 'y:float8': PONTIUS_Y, 'a:float8': x, 'b:float8': x.map((value) => value ** 2) };
			const [b0 = {}, b1 = {}, b2 = {}] = await brought(rigOf(), 'multiple-regression', columns);
			close(b0['estimate'], 0.673565789473684e-3, 1e-9);
			close(b1['estimate'], 0.732059160401003e-6, 1e-11);
			close(b2['estimate'], -0.316081871345029e-14, 1e-9);
			close(b0['standard_error'], 0.107938612033077e-3, 1e-9);
			close(b1['standard_error'], 0.157817399981659e-9, 1e-9);
			close(b2['standard_error'], 0.486652849992036e-16, 1e-9);
			close(b0['residual_deviation'], 0.205177424076185e-3, 1e-9);
			close(b0['r_squared'], 0.999999900178537, 1e-13);
		});

		test('the mean and the deviation of NumAcc3 are the certified ones, as its z-scores show', async () => {
			const value = [
				1_000_000.2,
				...Array.from({ length: 1_000 }, (_, at) => (at % 2 === 0 ? 1_000_000.1 : 1_000_000.3)),
			];
			const rows = await brought(rigOf(), 'outliers-z-score', {
				'time:date': value.map((_, at) => day(at)),
				'value:float8': value,
			});
			assert.equal(rows.length, 1_001);
			for (const [at, row] of rows.entries()) close(row['z_score'], at === 0 ? 0 : at % 2 === 0 ? 1 : -1, 1e-8);
		});

		test('the survival of the trial of Freireich is the published one', async () => {
			const until = 400;
			const weeks = REMISSIONS.map((each) => Number.parseInt(each, 10));
			const isSeen = REMISSIONS.map((each) => !each.endsWith('*'));
			const columns = {
				'category:text': weeks.map(() => '6-MP'),
				'start:date': weeks.map((length) => day(until - length)),
				'end:date': weeks.map((_, at) => (isSeen[at] ? day(until) : null)),
			};
			const rows = await brought(rigOf(), 'kaplan-meier', columns, { z: 1 });
			const published = [
				[0, 1, 0],
				[6, 18 / 21, 0.0764],
				[7, 0.8067, 0.0869],
				[10, 0.7529, 0.0963],
				[13, 0.6902, 0.1068],
				[16, 0.6275, 0.1141],
				[22, 0.5378, 0.1282],
				[23, 0.4482, 0.1346],
			] as const;
			assert.deepEqual(
				rows.map((row) => row['days']),
				published.map(([days]) => days),
			);
			for (const [at, [, survival, error]] of published.entries()) {
				assert.ok(Math.abs(Number(rows[at]?.['survival']) - survival) < 6e-5);
				assert.ok(Math.abs(Number(rows[at]?.['survival']) - Number(rows[at]?.['low']) - error) < 6e-5);
			}
		});

		test('Gini of 1 … n is (n − 1) / 3n, and of one who has everything (n − 1) / n', async () => {
			const category = [...new Array<string>(50).fill('even steps'), ...new Array<string>(50).fill('one has all')];
			const value = category.map((name, at) => (name === 'one has all' ? (at === 99 ? 7 : 0) : at + 1));
			const rows = await brought(rigOf(), 'gini', { 'category:text': category, 'value:integer': value });
			close(rows[0]?.['gini'], 49 / 150, 1e-12);
			close(rows[1]?.['gini'], 49 / 50, 1e-12);
		});

		test('a share of 0 has Wilson’s interval from 0 to z² / (n + z²)', async () => {
			const columns = {
				'variant:text': new Array<string>(40).fill('A'),
				'converted:integer': new Array<number>(40).fill(0),
			};
			const [row = {}] = await brought(rigOf(), 'ab-test', columns, { z: 2 });
			assert.ok(Math.abs(Number(row['rate_low'])) < 1e-15);
			close(row['rate_high'], 4 / 44, 1e-12);
		});
	});
}
