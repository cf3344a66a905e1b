/** What the recipes of distributions have to bring. */
import { createHash } from 'node:crypto';
import {
	byName,
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

const numbers = (rows: readonly Row[], slot = 'value'): number[] => rows.map((row) => num(row, slot));

const histogram: RecipeCase = {
	others: [{ bins: 7 }, { bins: 1 }],
	expected: (rows, given) => {
		const values = numbers(rows);
		if (values.length === 0) return [];
		const [least, most] = [Math.min(...values), Math.max(...values)];
		const bins = least === most ? 1 : param(given, 'bins');
		const counts = new Array<number>(bins).fill(0);
		for (const value of values) {
			const bin = least === most ? 0 : Math.min(bins - 1, Math.floor(bins * ((value - least) / (most - least))));
			counts[bin] = (counts[bin] ?? 0) + 1;
		}
		const edge = (bin: number) => least + ((most - least) * bin) / bins;
		return counts.map((count, bin) => ({ low: edge(bin), high: edge(bin + 1), rows: count }));
	},
};

const histogramQuantiles: RecipeCase = {
	others: [{ bins: 3 }, { bins: 100 }],
	expected: (rows, given) => {
		const values = numbers(rows);
		if (values.length === 0) return [];
		const bins = param(given, 'bins');
		const cuts = Array.from({ length: bins + 1 }, (_, index) => quantile(values, index / bins));
		const edges = cuts.filter((cut, index) => cut !== cuts[index - 1]);
		const [only = 0] = edges;
		if (edges.length === 1) return [{ low: only, high: only, rows: values.length, density: null }];
		return edges.slice(1).map((high, index) => {
			const low = edges[index] ?? 0;
			const isLast = index === edges.length - 2;
			const count = values.filter((value) => value >= low && (isLast ? value <= high : value < high)).length;
			return { low, high, rows: count, density: count / values.length / (high - low) };
		});
	},
};

const boxPlot: RecipeCase = {
	expected: (rows) =>
		byName(rows, 'category').map(([category, group]) => {
			const values = numbers(group);
			const [q1, median, q3] = [0.25, 0.5, 0.75].map((share) => quantile(values, share)) as [number, number, number];
			const reach = 1.5 * (q3 - q1);
			const inside = values.filter((value) => value >= q1 - reach && value <= q3 + reach);
			const [low, high] = [Math.min(...inside), Math.max(...inside)];
			return { category, low, q1, median, q3, high, rows: values.length, outliers: values.length - inside.length };
		}),
};

const percentiles: RecipeCase = {
	expected: (rows) => {
		const values = numbers(rows).sort((a, b) => a - b);
		if (values.length === 0) return [];
		return [1, 5, 10, 25, 50, 75, 90, 95, 99].map((percent) => ({
			name: `p${percent}`,
			value: quantile(values, percent / 100),
			observed: values[Math.ceil((percent * values.length) / 100) - 1] ?? null,
		}));
	},
};

const weightedAverage: RecipeCase = {
	expected: (rows) =>
		byName(rows, 'category').map(([category, group]) => {
			const weights = numbers(group, 'weight');
			const total = sum(weights);
			return {
				category,
				weighted: orNull(sum(group.map((row) => num(row, 'value') * num(row, 'weight'))) / total),
				plain: meanOf(numbers(group)),
				weight: total,
				rows: group.length,
				effective_rows: orNull(total ** 2 / sum(weights.map((weight) => weight ** 2))),
			};
		}),
};

const stratifiedSample: RecipeCase = {
	others: [{ rows: 3, seed: 'other' }],
	expected: (rows, given) => {
		const hash = (row: Row) =>
			createHash('md5')
				.update(`${given.params['seed']}${text(row, 'id')}`)
				.digest('hex');
		return byName(rows, 'category').flatMap(([category, group]) =>
			ordered(group, hash, (row) => text(row, 'id'))
				.slice(0, param(given, 'rows'))
				.map((row) => ({ id: text(row, 'id'), category, value: num(row, 'value') })),
		);
	},
};

const lorenz: RecipeCase = {
	expected: (rows) => {
		const values = numbers(rows).sort((a, b) => a - b);
		const total = sum(values);
		// Equal ones are one step: only where the next value is another one.
		const ends = values.flatMap((value, index) => (value === values[index + 1] ? [] : [index + 1]));
		if (values.length === 0) return [];
		return [0, ...ends].map((holders) => ({
			population_share: holders / values.length,
			value_share: holders === 0 ? 0 : orNull(sum(values.slice(0, holders)) / total),
			equality: holders / values.length,
		}));
	},
};

const gini: RecipeCase = {
	expected: (rows) =>
		byName(rows, 'category').map(([category, group]) => {
			const values = numbers(group);
			// By its other definition: half the mean difference of all pairs, over the mean.
			const differences = sum(values.map((one) => sum(values.map((other) => Math.abs(one - other)))));
			const mean = meanOf(values);
			return {
				category,
				holders: values.length,
				mean,
				gini: isVaried(values) ? differences / (2 * values.length ** 2 * mean) : mean === 0 ? null : 0,
			};
		}),
};

export const DISTRIBUTION: Readonly<Record<string, RecipeCase>> = {
	histogram,
	'histogram-quantiles': histogramQuantiles,
	'box-plot': boxPlot,
	percentiles,
	'weighted-average': weightedAverage,
	'stratified-sample': stratifiedSample,
	lorenz,
	gini,
};
