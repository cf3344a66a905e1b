import type { Mark, TipContent, TipRow } from './family.ts';
import type { Matrix, MatrixSeries } from './matrix.ts';

/** What is said of one category: the values of all series, largest first; a series without a value there is left out. */
export function categoryTip({ categories, series }: Matrix, at: number, own?: MatrixSeries): TipContent {
	const values = series.flatMap((each) => {
		const value = each.values[at];
		return value === null || value === undefined ? [] : [{ each, value }];
	});
	if (series.length > 1) values.sort((a, b) => b.value - a.value);
	const rows = values.map<TipRow>(({ each, value }) => ({
		name: each.name,
		value: each.text(value),
		color: series.length > 1 ? each.color : undefined,
		own: each === own,
	}));
	return { title: categories[at]?.text ?? '', rows };
}

/** One mark for each value: its category is its step, its series its lane. Series stand in the option in the same order. */
export function categoryMarks(matrix: Matrix): Mark[] {
	const { categories, series } = matrix;
	return categories.flatMap(({ cell }, step) =>
		series.flatMap((each, lane): Mark[] => {
			const value = each.values[step];
			if (value === null || value === undefined) return [];
			const point = { row: each.rows[step], series: each.name, column: each.column, x: cell, value };
			return [
				{
					at: { seriesIndex: lane, dataIndex: step },
					step,
					lane,
					point,
					tip: () => categoryTip(matrix, step, each),
				},
			];
		}),
	);
}
