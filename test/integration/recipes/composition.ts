/** What the recipes of outliers and of composition have to bring. */
import { medianAbsoluteDeviation, sampleStandardDeviation } from 'simple-statistics';
import { msOf } from './calendar.ts';
import {
	byName,
	exactSum,
	grouped,
	isVaried,
	meanOf,
	num,
	ordered,
	orNull,
	param,
	quantile,
	type RecipeCase,
	type Row,
	sum,
	text,
} from './case.ts';

const inTime = (rows: readonly Row[]): Row[] =>
	ordered(
		rows,
		(row) => msOf(row, 'time'),
		(row) => num(row, 'value'),
	);

const kindOf = (isOutlier: boolean): string => (isOutlier ? 'outlier' : 'usual');

const zScores: RecipeCase = {
	others: [{ limit: 2 }],
	expected: (rows, given) => {
		const values = rows.map((row) => num(row, 'value'));
		const deviation = isVaried(values) ? sampleStandardDeviation(values) : Number.NaN;
		return inTime(rows).map((row) => {
			const score = (num(row, 'value') - meanOf(values)) / deviation;
			return {
				value: num(row, 'value'),
				z_score: orNull(score),
				kind: kindOf(Math.abs(score) > param(given, 'limit')),
			};
		});
	},
};

const mad: RecipeCase = {
	expected: (rows, given) => {
		const values = rows.map((row) => num(row, 'value'));
		const spread = values.length === 0 ? Number.NaN : medianAbsoluteDeviation(values);
		return inTime(rows).map((row) => {
			const score = (0.6745 * (num(row, 'value') - quantile(values, 0.5))) / spread;
			return {
				value: num(row, 'value'),
				robust_z_score: orNull(score),
				kind: kindOf(Math.abs(score) > param(given, 'limit')),
			};
		});
	},
};

const iqr: RecipeCase = {
	others: [{ factor: 3 }],
	expected: (rows, given) => {
		const fences = new Map(
			byName(rows, 'category').map(([category, group]) => {
				const [q1 = 0, q3 = 0] = [0.25, 0.75].map((share) =>
					quantile(
						group.map((row) => num(row, 'value')),
						share,
					),
				);
				const reach = param(given, 'factor') * (q3 - q1);
				return [category, [q1 - reach, q3 + reach] as const];
			}),
		);
		const sorted = ordered(
			rows,
			(row) => msOf(row, 'time'),
			(row) => text(row, 'category'),
			(row) => num(row, 'value'),
		);
		return sorted.map((row) => {
			const [category, value] = [text(row, 'category'), num(row, 'value')];
			const [low, high] = fences.get(category) ?? [0, 0];
			return { category, value, lower_fence: low, upper_fence: high, kind: kindOf(value < low || value > high) };
		});
	},
};

const controlChart: RecipeCase = {
	expected: (rows) => {
		const values = inTime(rows).map((row) => num(row, 'value'));
		const moves = values.slice(1).map((value, at) => Math.abs(value - (values[at] ?? 0)));
		const [centre, reach] = [meanOf(values), (3 * meanOf(moves)) / 1.128];
		return values.map((value) => ({
			value,
			centre,
			low: orNull(centre - reach),
			high: orNull(centre + reach),
			is_out: value < centre - reach || value > centre + reach,
		}));
	},
};

/** Categories with their sums, the largest first. */
const totalsOf = (rows: readonly Row[]): { category: string; total: number }[] =>
	ordered(
		byName(rows, 'category').map(([category, group]) => ({
			category,
			total: exactSum(group.map((row) => num(row, 'value'))),
		})),
		({ total }) => -total,
		({ category }) => category,
	);

const pareto: RecipeCase = {
	expected: (rows) => {
		const totals = totalsOf(rows);
		const whole = sum(totals.map(({ total }) => total));
		return totals.map(({ category, total }, at) => {
			const before = sum(totals.slice(0, at).map((each) => each.total)) / whole;
			return {
				category,
				total,
				share: orNull(total / whole),
				cumulative_share: orNull(before + total / whole),
				class: before < 0.8 ? 'A' : before < 0.95 ? 'B' : 'C',
			};
		});
	},
};

const topN: RecipeCase = {
	others: [{ n: 0 }, { n: 10_000 }],
	expected: (rows, given) => {
		const totals = totalsOf(rows);
		const named = totals.slice(0, param(given, 'n'));
		const rest = totals.slice(named.length);
		const others = {
			category: String(given.params['others']),
			total: exactSum(rest.map(({ total }) => total)),
			categories: rest.length,
		};
		return [...named.map((each) => ({ ...each, categories: 1 })), ...(rest.length > 0 ? [others] : [])];
	},
};

const pivot: RecipeCase = {
	expected: (rows) => {
		const columns = byName(rows, 'column').map(([name]) => name);
		return byName(rows, 'row').flatMap(([row_name, own]) => {
			const cells = grouped(own, (row) => text(row, 'column'));
			return columns.map((column_name) => {
				const cell = cells.get(column_name) ?? [];
				return { row_name, column_name, total: exactSum(cell.map((row) => num(row, 'value'))), rows: cell.length };
			});
		});
	},
};

export const COMPOSITION: Readonly<Record<string, RecipeCase>> = {
	'outliers-z-score': zScores,
	'outliers-mad': mad,
	'outliers-iqr': iqr,
	'control-chart': controlChart,
	pareto,
	'top-n-others': topN,
	pivot,
};
